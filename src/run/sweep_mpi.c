/* Cells over MPI: a message asks for work and brings what is done. */
#include "run/sweep_mpi.h"

#ifdef PLATEAU_MPI

#include <mpi.h>
#include <string.h>

enum
{
  TAG_ASK = 1,
  TAG_CELL = 2
};

/* What travels from a worker: numbers only, so that machines may differ. */
enum
{
  ASK_CELL, /* the cell that is done, or -1 */
  ASK_STATUS,
  ASK_VALUES, /* of run_sweep_result_list(), all that there are */
  ASK_LENGTH = ASK_VALUES + RUN_SWEEP_VALUES_MAX
};

static struct
{
  gboolean joined, announced;
  int rank, size;
  int away; /* rank 0: workers that were sent home */
} self = { .size = 1 };

/* MPI_Init in a process of its own is slow, or fails: only where a launcher left its traces. */
static gboolean
is_launched (void)
{
  static const char *const traces[] = { "OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMI_RANK", "PMIX_RANK",
                                        "MPI_LOCALNRANKS" };

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    if (g_getenv (traces[i]) != NULL)
      return TRUE;
  return FALSE;
}

int
run_sweep_mpi_get_rank (void)
{
  int provided;

  if (self.joined || !is_launched ())
    return self.rank;
  MPI_Init_thread (NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank (MPI_COMM_WORLD, &self.rank);
  MPI_Comm_size (MPI_COMM_WORLD, &self.size);
  self.joined = TRUE;
  return self.rank;
}

gboolean
run_sweep_mpi_is_shared (void)
{
  return self.size > 1;
}

/* The sweep's text; NULL sends the workers away. */
static void
broadcast (const char *text)
{
  int length = text != NULL ? (int) strlen (text) + 1 : 0;

  if (self.announced || self.rank != 0 || self.size < 2)
    return;
  self.announced = TRUE;
  MPI_Bcast (&length, 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (length > 0)
    MPI_Bcast ((void *) text, length, MPI_CHAR, 0, MPI_COMM_WORLD);
}

void
run_sweep_mpi_announce (const RunSweep *sweep)
{
  broadcast (sweep->text);
}

static void
pack (double *ask, int cell, const RunSweepResult *result)
{
  RunSweepResult copy = *result;
  double *values[RUN_SWEEP_VALUES_MAX];
  const int n = run_sweep_result_list (&copy, RUN_SWEEP_STAGES_MAX, ~0u, values);

  ask[ASK_CELL] = cell;
  ask[ASK_STATUS] = result->status;
  for (int i = 0; i < n; i++)
    ask[ASK_VALUES + i] = *values[i];
}

static void
unpack (const double *ask, RunSweepResult *result)
{
  double *values[RUN_SWEEP_VALUES_MAX];
  const int n = run_sweep_result_list (result, RUN_SWEEP_STAGES_MAX, ~0u, values);

  result->status = (RunSweepStatus) ask[ASK_STATUS];
  for (int i = 0; i < n; i++)
    *values[i] = ask[ASK_VALUES + i];
}

static void
answer (RunSweepPool *pool)
{
  double ask[ASK_LENGTH];
  RunSweepResult result;
  MPI_Status status;
  int cell;

  MPI_Recv (ask, ASK_LENGTH, MPI_DOUBLE, MPI_ANY_SOURCE, TAG_ASK, MPI_COMM_WORLD, &status);
  if (ask[ASK_CELL] >= 0)
    {
      unpack (ask, &result);
      run_sweep_pool_deliver (pool, (int) ask[ASK_CELL], &result);
    }
  cell = run_sweep_pool_claim (pool, (int) ask[ASK_CELL]);
  self.away += cell < 0;
  MPI_Send (&cell, 1, MPI_INT, status.MPI_SOURCE, TAG_CELL, MPI_COMM_WORLD);
}

gboolean
run_sweep_mpi_serve (RunSweepPool *pool)
{
  int waiting = 1;

  while (self.away < self.size - 1 && waiting)
    {
      MPI_Iprobe (MPI_ANY_SOURCE, TAG_ASK, MPI_COMM_WORLD, &waiting, MPI_STATUS_IGNORE);
      if (waiting)
        answer (pool);
    }
  return self.away == self.size - 1;
}

static int
ask_for_cell (const double *ask)
{
  int cell;

  MPI_Send (ask, ASK_LENGTH, MPI_DOUBLE, 0, TAG_ASK, MPI_COMM_WORLD);
  MPI_Recv (&cell, 1, MPI_INT, 0, TAG_CELL, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return cell;
}

void
run_sweep_mpi_work (void)
{
  double ask[ASK_LENGTH] = { [ASK_CELL] = -1 };
  g_autofree char *text = NULL;
  g_autoptr (RunSweep) sweep = NULL;
  int length, cell;

  MPI_Bcast (&length, 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (length == 0)
    return;
  text = g_malloc (length);
  MPI_Bcast (text, length, MPI_CHAR, 0, MPI_COMM_WORLD);
  /* Rank 0 has parsed the same text. */
  sweep = run_sweep_parse (text, NULL);
  while ((cell = ask_for_cell (ask)) >= 0)
    {
      ModelExperiment experiment;
      RunSweepResult result;

      run_sweep_get_experiment (sweep, cell, &experiment);
      run_sweep_cell_compute (&experiment, sweep->keep, sweep->n_stages, sweep->extras, NULL,
                              &result);
      pack (ask, cell, &result);
    }
}

void
run_sweep_mpi_finish (void)
{
  if (!self.joined)
    return;
  broadcast (NULL);
  MPI_Finalize ();
  self.joined = FALSE;
}

#else

int
run_sweep_mpi_get_rank (void)
{
  return 0;
}

gboolean
run_sweep_mpi_is_shared (void)
{
  return FALSE;
}

void
run_sweep_mpi_announce (const RunSweep *sweep)
{
}

gboolean
run_sweep_mpi_serve (RunSweepPool *pool)
{
  return TRUE;
}

void
run_sweep_mpi_work (void)
{
}

void
run_sweep_mpi_finish (void)
{
}

#endif
