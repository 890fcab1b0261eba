/* Digits on a thread: the newest job wins, states go through one slot. */
#include "run/digits_worker.h"

#include "digits/source.h"
#include "digits/table_training.h"
#include "run/job_slot.h"

#include <math.h>

/* States are posted no more often than this, microseconds: filters are copied into each. */
#define POST_TIME 80000
/* Bytes of images: 20,000 of MNIST's, drawn again in a tenth of a second. */
#define LARGEST_KEPT (16 << 20)

typedef struct
{
  RunDigitsWorker *worker;
  DigitsOptions options;
  char *folder;
  int seeds;
  DigitsState *before; /* whose table is the newest, or NULL */
} Job;

struct RunDigitsWorker
{
  RunJobSlot *jobs;
  DigitsState *before; /* of the next job, or NULL; the owner's */
  GMutex lock;         /* guards paused and slot */
  GCond wake;          /* no longer paused, or cancelled */
  gboolean paused;
  DigitsState *slot;
  /* the thread's own */
  const int *cancel;    /* of the job in hand */
  DigitsImages *images; /* of the last job, for the next, unless they are large */
  char *images_key;
  DigitsPictures *samples;
  int samples_seed; /* what they are of, where there are any */
  DigitsTable table;
  DigitsOptions table_options;
  const char *table_folder;
  gint64 begun, posted; /* times, the first moved on by pauses */
};

static void
post (RunDigitsWorker *self, DigitsState *state)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->slot, digits_state_unref);
  self->slot = state;
  g_mutex_unlock (&self->lock);
  self->posted = g_get_monotonic_time ();
}

static DigitsState *
new_state (RunDigitsWorker *self, const Job *job, const DigitsOptions *options, DigitsPhase phase)
{
  DigitsState *state = digits_state_new (options);

  state->phase = phase;
  state->in_table = job->seeds > 0;
  state->folder = g_intern_string (job->folder);
  state->table = self->table;
  state->table_options = self->table_options;
  state->table_folder = self->table_folder;
  if (self->samples != NULL)
    state->samples = digits_pictures_ref (self->samples);
  return state;
}

/* A state of the training; `done` of `total` runs lie behind it. */
static DigitsState *
describe (RunDigitsWorker *self, const Job *job, DigitsTraining *training, int done, int total)
{
  DigitsState *state =
      new_state (self, job, digits_training_get_options (training), DIGITS_STATE_TRAINING);
  const double elapsed = (g_get_monotonic_time () - self->begun) / (double) G_USEC_PER_SEC;

  digits_state_read (state, training);
  state->progress = (done + state->progress) / total;
  /* The first steps are no measure: threads start, caches fill. */
  if (elapsed > 1 && state->progress > 0)
    state->seconds_left = elapsed * (1 - state->progress) / state->progress;
  return state;
}

/* Those of the first epoch, of each run's own seed: to be called before a run's first step. */
static void
take_samples (RunDigitsWorker *self, DigitsTraining *training)
{
  const int seed = digits_options_get_int (digits_training_get_options (training), DIGITS_KEY_SEED);

  if (self->samples != NULL && self->samples_seed == seed)
    return;
  g_clear_pointer (&self->samples, digits_pictures_unref);
  self->samples = digits_pictures_new_samples (digits_training_get_inputs (training),
                                               self->images->side, DIGITS_STATE_SAMPLES);
  self->samples_seed = seed;
}

static gboolean
is_cancelled (RunDigitsWorker *self)
{
  return g_atomic_int_get (self->cancel);
}

static void
wait_while_paused (RunDigitsWorker *self)
{
  const gint64 begin = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  while (self->paused && !is_cancelled (self))
    g_cond_wait (&self->wake, &self->lock);
  g_mutex_unlock (&self->lock);
  self->begun += g_get_monotonic_time () - begin;
}

/* Says now and then how far it is, and waits while it is to. */
static void
watch (RunDigitsWorker *self, const Job *job, DigitsTraining *training, int done, int total)
{
  if (g_get_monotonic_time () - self->posted >= POST_TIME)
    post (self, describe (self, job, training, done, total));
  wait_while_paused (self);
}

/* Also where the images are those of the last job. */
static gboolean
open_images (RunDigitsWorker *self, const Job *job, GError **error)
{
  g_autofree char *key =
      g_strdup_printf ("%d %d %s", digits_options_get_int (&job->options, DIGITS_KEY_TRAIN),
                       digits_options_get_int (&job->options, DIGITS_KEY_TEST),
                       job->folder != NULL ? job->folder : "");

  g_clear_pointer (&self->samples, digits_pictures_unref);
  if (self->images != NULL && g_strcmp0 (key, self->images_key) == 0)
    return TRUE;
  g_clear_pointer (&self->images, digits_images_unref);
  self->images = digits_source_open (job->folder, &job->options, error);
  g_free (self->images_key);
  self->images_key = g_steal_pointer (&key);
  return self->images != NULL;
}

typedef struct
{
  RunDigitsWorker *worker;
  const Job *job;
  DigitsState **last;
} TableJob;

static void
keep (const TableJob *self, DigitsTraining *training, int done, int wanted)
{
  g_clear_pointer (self->last, digits_state_unref);
  *self->last = describe (self->worker, self->job, training, done, wanted);
}

static void
progress_cb (DigitsTraining *training, const DigitsTableWork *work, gpointer data)
{
  const TableJob *self = data;

  /* The first piece of a run is one of a test. */
  take_samples (self->worker, training);
  watch (self->worker, self->job, training, work->done, work->wanted);
  if (is_cancelled (self->worker))
    keep (self, training, work->done, work->wanted);
}

static gboolean
entered_cb (const DigitsTable *table,
            DigitsTraining *training,
            const DigitsTableWork *work,
            gpointer data,
            GError **error)
{
  const TableJob *self = data;

  keep (self, training, work->done - 1, work->wanted);
  return TRUE;
}

static gboolean
run_table (RunDigitsWorker *self, const Job *job, DigitsState **last, GError **error)
{
  TableJob table_job = { self, job, last };
  const DigitsTableWatch table_watch = { progress_cb, entered_cb, &table_job };

  digits_table_init (&self->table, job->options.model, digits_options_count_fusions (&job->options),
                     job->seeds);
  self->table_options = job->options;
  self->table_folder = g_intern_string (job->folder);
  return digits_table_train (&self->table, &job->options, self->images, self->cancel, &table_watch,
                             error) ||
         is_cancelled (self);
}

static void
take_table (RunDigitsWorker *self, const DigitsState *before)
{
  if (before == NULL)
    return;
  self->table = before->table;
  self->table_options = before->table_options;
  self->table_folder = before->table_folder;
}

static gboolean
run_job (RunDigitsWorker *self, const Job *job, DigitsState **last, GError **error)
{
  post (self, new_state (self, job, &job->options, DIGITS_STATE_LOADING));
  if (!open_images (self, job, error))
    return FALSE;
  self->begun = g_get_monotonic_time ();
  take_table (self, job->before);
  if (job->seeds > 0)
    return run_table (self, job, last, error);
  if (self->table.model != job->options.model)
    self->table.seeds = 0;
  g_autoptr (DigitsTraining) training = digits_training_new (&job->options, self->images, 0, error);
  if (training == NULL)
    return FALSE;
  take_samples (self, training);
  while (!is_cancelled (self) && digits_training_advance (training, self->cancel) == DIGITS_RUNNING)
    watch (self, job, training, 0, 1);
  *last = describe (self, job, training, 0, 1);
  return TRUE;
}

/* The job's last state, which says how it ended. */
static void
finish (RunDigitsWorker *self, const Job *job, DigitsState *last, const GError *error)
{
  if (last == NULL)
    last = new_state (self, job, &job->options, DIGITS_STATE_STOPPED);
  if (error != NULL)
    {
      last->phase = DIGITS_STATE_FAILED;
      g_free (last->message);
      last->message = g_strdup (error->message);
    }
  else if (is_cancelled (self))
    last->phase = DIGITS_STATE_STOPPED;
  else if (last->phase != DIGITS_STATE_DIVERGED || job->seeds > 0)
    {
      last->phase = DIGITS_STATE_FINISHED;
      last->progress = 1;
    }
  last->seconds_left = NAN;
  post (self, last);
}

/* A window that has trained once is not to hold what it may never need again. */
static void
forget_large_images (RunDigitsWorker *self)
{
  const DigitsImages *images = self->images;

  if (images != NULL &&
      (gsize) (images->train.n + images->test.n) * images->side * images->side > LARGEST_KEPT)
    g_clear_pointer (&self->images, digits_images_unref);
}

static void
compute (gpointer data, const int *cancel)
{
  const Job *job = data;
  RunDigitsWorker *self = job->worker;
  g_autoptr (GError) error = NULL;
  DigitsState *last = NULL;

  self->cancel = cancel;
  run_job (self, job, &last, &error);
  forget_large_images (self);
  finish (self, job, last, error);
}

static void
free_job (gpointer data)
{
  Job *self = data;

  digits_state_unref (self->before);
  g_free (self->folder);
  g_free (self);
}

/* The thread's team, which it starts, gives way as it does. */
static const RunJobClass job_class = { "digits-worker", TRUE, compute, NULL, free_job };

RunDigitsWorker *
run_digits_worker_new (void)
{
  RunDigitsWorker *self = g_new0 (RunDigitsWorker, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->jobs = run_job_slot_new (&job_class, 1, NULL);
  return self;
}

void
run_digits_worker_free (RunDigitsWorker *self)
{
  if (self == NULL)
    return;
  run_digits_worker_stop (self);
  run_job_slot_free (self->jobs);
  g_clear_pointer (&self->slot, digits_state_unref);
  g_clear_pointer (&self->before, digits_state_unref);
  g_clear_pointer (&self->images, digits_images_unref);
  g_clear_pointer (&self->samples, digits_pictures_unref);
  g_free (self->images_key);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

void
run_digits_worker_set_table (RunDigitsWorker *self, const DigitsState *state)
{
  g_clear_pointer (&self->before, digits_state_unref);
  self->before = digits_state_ref ((DigitsState *) state);
}

void
run_digits_worker_start (RunDigitsWorker *self,
                         const DigitsOptions *options,
                         const char *folder,
                         int seeds)
{
  Job *job;

  g_return_if_fail (self != NULL && options != NULL);
  g_return_if_fail (seeds >= 0 && seeds <= DIGITS_TABLE_MAX_SEEDS);

  job = g_new (Job, 1);
  *job = (Job){ self, *options, g_strdup (folder), seeds, g_steal_pointer (&self->before) };
  run_job_slot_start (self->jobs, job);
  run_digits_worker_set_paused (self, FALSE); /* wakes the job that was cancelled */
}

void
run_digits_worker_stop (RunDigitsWorker *self)
{
  g_return_if_fail (self != NULL);

  run_job_slot_stop (self->jobs);
  run_digits_worker_set_paused (self, FALSE);
}

void
run_digits_worker_set_paused (RunDigitsWorker *self, gboolean paused)
{
  g_mutex_lock (&self->lock);
  self->paused = paused;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

gboolean
run_digits_worker_get_paused (RunDigitsWorker *self)
{
  g_mutex_lock (&self->lock);
  const gboolean paused = self->paused;
  g_mutex_unlock (&self->lock);
  return paused;
}

DigitsState *
run_digits_worker_take_state (RunDigitsWorker *self)
{
  g_mutex_lock (&self->lock);
  DigitsState *state = g_steal_pointer (&self->slot);
  g_mutex_unlock (&self->lock);
  return state;
}

gboolean
run_digits_worker_is_busy (RunDigitsWorker *self)
{
  return run_job_slot_is_busy (self->jobs);
}
