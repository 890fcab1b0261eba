/* The runs of a table, one after the other: each takes all cores. */
#include "digits/table_training.h"

#include "num/cancel.h"

#include <math.h>

typedef struct
{
  const int *cancel;
  const DigitsTableWatch *watch;
  DigitsTableWork work;
  int fresh; /* runs that were trained here */
  gint64 begun;
} Job;

static int
count_done (const DigitsTable *table)
{
  int n = 0;

  for (int fusion = 0; fusion < table->fusions; fusion++)
    for (int seed = 0; seed < table->seeds; seed++)
      n += table->cells[fusion][seed].done;
  return n;
}

/* FALSE: cancelled. */
static gboolean
run (const Job *job, DigitsTraining *training)
{
  gboolean running = TRUE;

  while (running)
    {
      running = digits_training_advance (training, job->cancel) == DIGITS_RUNNING &&
                !digits_training_is_known (training) && !num_is_cancelled (job->cancel);
      if (job->watch->progress != NULL)
        job->watch->progress (training, &job->work, job->watch->data);
    }
  return !num_is_cancelled (job->cancel);
}

static void
count_run (Job *job)
{
  const double seconds = (g_get_monotonic_time () - job->begun) / (double) G_USEC_PER_SEC;

  job->work.done++;
  job->fresh++;
  job->work.seconds_left = seconds / job->fresh * (job->work.wanted - job->work.done);
}

static gboolean
train_cell (DigitsTable *self,
            Job *job,
            DigitsOptions options,
            DigitsImages *images,
            int fusion,
            int seed,
            GError **error)
{
  int n;

  options.values[DIGITS_KEY_FUSION] = fusion;
  options.values[DIGITS_KEY_SEED] += seed;
  g_autoptr (DigitsTraining) training = digits_training_new (&options, images, 0, error);
  if (training == NULL || !run (job, training))
    return FALSE;
  const DigitsRow *rows = digits_training_get_rows (training, &n);
  digits_table_enter (self, fusion, seed, rows, n, options.values[DIGITS_KEY_THRESHOLD]);
  count_run (job);
  return job->watch->entered == NULL ||
         job->watch->entered (self, training, &job->work, job->watch->data, error);
}

gboolean
digits_table_train (DigitsTable *self,
                    const DigitsOptions *options,
                    DigitsImages *images,
                    const int *cancel,
                    const DigitsTableWatch *watch,
                    GError **error)
{
  g_return_val_if_fail (self != NULL && options != NULL && watch != NULL, FALSE);

  Job job = { cancel,
              watch,
              { count_done (self), self->fusions * self->seeds, INFINITY },
              0,
              g_get_monotonic_time () };
  for (int seed = 0; seed < self->seeds; seed++)
    for (int fusion = 1; fusion <= self->fusions; fusion++)
      if (!self->cells[fusion - 1][seed].done &&
          !train_cell (self, &job, *options, images, fusion, seed, error))
        return FALSE;
  return TRUE;
}
