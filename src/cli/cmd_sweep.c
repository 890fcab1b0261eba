/* `plateau sweep`: runs a sweep into its journal, or merges journals. */
#include "cli/cli.h"
#include "cli/confirm.h"
#include "cli/flags.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/unused.h"
#include "num/cancel.h"
#include "num/number.h"
#include "run/sweep_files.h"
#include "run/sweep_mpi.h"
#include "run/sweep_pool.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Between two looks at the progress, and at what other processes ask for; in microseconds. */
#define TICK 100000
#define SHARED_TICK 500

typedef struct
{
  const char *output, *jobs, *shard, *merge, *yes, *list, *help;
} Options;

static gboolean
refuse (GError **error, const char *flag, const char *text, const char *allowed)
{
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("%s %s: allowed is %s"), flag, text, allowed);
  return FALSE;
}

static gboolean
read_whole (const char *text, double minimum, double maximum, int *value)
{
  double parsed;

  if (!num_number_parse (text, &parsed) || !(parsed >= minimum && parsed <= maximum) ||
      parsed != floor (parsed))
    return FALSE;
  *value = (int) parsed;
  return TRUE;
}

static gboolean
read_jobs (const char *text, int *jobs, GError **error)
{
  /* mpirun counts the processors itself. */
  *jobs = run_sweep_mpi_is_shared () ? 1 : (int) g_get_num_processors ();
  if (text == NULL || read_whole (text, 1, 1024, jobs))
    return TRUE;
  return refuse (error, "--jobs", text, _ ("a whole number from 1 to 1024"));
}

/* "2/4" is the second of four. */
static gboolean
read_shard (const char *text, RunSweepShard *shard, GError **error)
{
  g_auto (GStrv) parts = NULL;

  *shard = (RunSweepShard){ 0, 1 };
  if (text == NULL)
    return TRUE;
  parts = g_strsplit (text, "/", 2);
  if (g_strv_length (parts) == 2 && read_whole (parts[1], 1, 1e6, &shard->count) &&
      read_whole (parts[0], 1, shard->count, &shard->index))
    {
      shard->index--;
      return TRUE;
    }
  return refuse (error, "--shard", text, _ ("I/N, with I from 1 to N"));
}

/* Where the journal is, if not said: beside the user, named as the sweep. */
static char *
make_output (const Options *options, const char *name, RunSweepShard shard)
{
  g_autofree char *base = g_path_get_basename (name);

  if (options->output != NULL)
    return g_strdup (options->output);
  if (g_str_has_suffix (base, ".ini"))
    base[strlen (base) - 4] = '\0';
  return shard.count > 1 ? g_strdup_printf ("%s-%d-of-%d.csv", base, shard.index + 1, shard.count)
                         : g_strdup_printf ("%s.csv", base);
}

/* Watches until all is done, or the user has had enough. */
static void
watch (RunSweepPool *pool, const int *cancel)
{
  g_autoptr (CliProgress) bar = cli_progress_new ("sweep");
  g_autoptr (GArray) finished = g_array_new (FALSE, FALSE, sizeof (RunSweepDone));
  const gint64 tick = run_sweep_mpi_is_shared () ? SHARED_TICK : TICK;
  gint64 next = 0;
  gboolean ended = FALSE;

  while (!ended)
    {
      RunSweepProgress progress;

      ended = run_sweep_pool_wait (pool, tick);
      ended = run_sweep_mpi_serve (pool) && ended;
      run_sweep_pool_take (pool, finished);
      g_array_set_size (finished, 0);
      if (num_is_cancelled (cancel))
        run_sweep_pool_cancel (pool);
      if (!ended && g_get_monotonic_time () < next)
        continue;
      run_sweep_pool_get_progress (pool, &progress);
      cli_progress_show_sweep (bar, &progress);
      next = g_get_monotonic_time () + TICK;
    }
}

/* "45 cells in 3c.csv: 40 learned, 5 never" */
static void
print_summary (const RunSweep *sweep, const RunSweepResult *results, const char *path)
{
  int n[RUN_SWEEP_N_STATUSES] = { 0 }, done = 0;

  for (int cell = 0; cell < sweep->n_cells; cell++)
    n[results[cell].status]++;
  for (int i = RUN_SWEEP_MISSING + 1; i < RUN_SWEEP_N_STATUSES; i++)
    done += n[i];
  g_print (_ ("%s: %d cells"), path, done);
  for (int i = RUN_SWEEP_MISSING + 1; i < RUN_SWEEP_N_STATUSES; i++)
    if (n[i] > 0)
      g_print (", %d %s", n[i], run_sweep_status_get_name ((RunSweepStatus) i));
  g_print ("\n");
}

static gboolean
finish (RunSweepPool *pool, RunSweepShard shard, const char *path, GError **error)
{
  const RunSweep *sweep = run_sweep_pool_get_sweep (pool);
  g_autoptr (GError) failure = run_sweep_pool_dup_error (pool);
  RunSweepProgress progress;

  run_sweep_pool_get_progress (pool, &progress);
  if (progress.done < progress.wanted)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                   _ ("%s; %d of %d cells are kept, the same command goes on"),
                   failure != NULL ? failure->message : _ ("sweep: stopped"), progress.done,
                   progress.wanted);
      return FALSE;
    }
  if (failure != NULL)
    {
      g_set_error (error, failure->domain, failure->code,
                   _ ("%s; all %d cells are kept, the same command puts them in order"),
                   failure->message, progress.done);
      return FALSE;
    }
  if (path != NULL)
    print_summary (sweep, run_sweep_pool_get_results (pool), path);
  else
    {
      g_autofree char *text =
          run_sweep_journal_format (sweep, shard, run_sweep_pool_get_results (pool));

      return cli_output_write (NULL, text, error);
    }
  return TRUE;
}

static gboolean
run (const Options *options, GPtrArray *names, GError **error)
{
  g_autoptr (RunSweep) sweep = NULL;
  g_autoptr (RunSweepPool) pool = NULL;
  g_autofree char *output = NULL;
  const char *path;
  const int *cancel;
  RunSweepShard shard;
  int jobs;

  if (names->len != 1)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   _ ("sweep: name one file, or a sweep that --list shows"));
      return FALSE;
    }
  if (!read_jobs (options->jobs, &jobs, error) || !read_shard (options->shard, &shard, error))
    return FALSE;
  sweep = run_sweep_files_load (g_ptr_array_index (names, 0), error);
  if (sweep == NULL)
    return FALSE;
  output = make_output (options, g_ptr_array_index (names, 0), shard);
  path = g_str_equal (output, "-") ? NULL : output;
  if (!cli_output_check (path, error))
    return FALSE;
  if (!cli_confirm_sweep (sweep, "sweep", run_sweep_journal_count_left (path, sweep, shard), jobs,
                          options->yes != NULL, error))
    return FALSE;
  cli_unused_check_sweep (sweep, g_ptr_array_index (names, 0));
  cancel = cli_interrupt_catch ();
  pool = run_sweep_pool_new (sweep, shard, jobs, path, error);
  if (pool == NULL)
    return FALSE;
  run_sweep_mpi_announce (sweep);
  watch (pool, cancel);
  return finish (pool, shard, path, error);
}

static gboolean
merge (const Options *options, GPtrArray *names, GError **error)
{
  int missing;

  if (names->len == 0 || options->output == NULL)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   _ ("sweep --merge: journals to merge, and -o FILE.csv, are needed"));
      return FALSE;
    }
  if (!run_sweep_journal_merge ((const char *const *) names->pdata, (int) names->len,
                                options->output, &missing, error))
    return FALSE;
  if (missing > 0)
    g_print (_ ("%s: %d cells are missing; `plateau sweep FILE -o %s` computes them\n"),
             options->output, missing, options->output);
  return TRUE;
}

static void
list (void)
{
  g_auto (GStrv) names = run_sweep_files_list ();

  for (int i = 0; names[i] != NULL; i++)
    {
      g_autoptr (RunSweep) sweep = run_sweep_files_load (names[i], NULL);

      g_print ("%-10s %s (%d cells)\n", names[i], _ (sweep->title), sweep->n_cells);
    }
}

int
cli_sweep (int argc, char **argv)
{
  Options o = { NULL };
  const CliOption options[] = {
    { "output", 'o', FALSE, &o.output, "FILE",
      N_ ("journal to write or to go on with (NAME.csv); - for standard output") },
    { "jobs", 'j', FALSE, &o.jobs, "N", N_ ("runs at a time (one per processor)") },
    { "shard", 0, FALSE, &o.shard, "I/N", N_ ("only the I-th of N parts, for job arrays") },
    { "merge", 0, TRUE, &o.merge, NULL, N_ ("merge the journals named into the one of -o") },
    { "yes", 'y', TRUE, &o.yes, NULL,
      N_ ("begin a sweep that takes long, or of very many cells, unasked") },
    { "list", 0, TRUE, &o.list, NULL, N_ ("list the sweeps that come with Plateau") },
    { "help", 'h', TRUE, &o.help, NULL, N_ ("this text") },
    { NULL },
  };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;
  int status = CLI_DONE;

  if (!cli_flags_parse (argc, argv, options, NULL, &names, &error))
    return cli_report (error);
  if (o.help != NULL)
    {
      g_print ("%s\n\n",
               _ ("plateau sweep FILE|NAME [-o FILE.csv]\n"
                  "plateau sweep --merge FILE.csv... -o FILE.csv\n"
                  "Runs every cell of a sweep and keeps the results in a journal. The same command "
                  "goes on where it was stopped."));
      cli_flags_print_help (options, FALSE);
      return CLI_DONE;
    }
  if (o.list != NULL)
    list ();
  else if (run_sweep_mpi_get_rank () > 0)
    run_sweep_mpi_work ();
  else if (!(o.merge != NULL ? merge (&o, names, &error) : run (&o, names, &error)))
    status = cli_report (error);
  run_sweep_mpi_finish ();
  return status;
}
