/* The training thread: one recipe at a time, the newest; snapshots through the mailbox. */
#include "run/worker.h"

#include "run/fork_parent.h"
#include "run/priority.h"
#include "model/data/own_data.h"
#include "run/prober.h"
#include "run/recipe_training.h"
#include "run/slice.h"
#include "theory/init_scale.h"

#include <string.h>

enum
{
  POLL_TIME = 100 /* of run_worker_wait(), microseconds */
};

typedef enum
{
  COMMAND_NONE,
  COMMAND_START,
  COMMAND_STOP,
  COMMAND_QUIT
} Command;

/* What is to be trained. */
typedef struct
{
  ModelRecipe recipe;
  guint generation;
} Job;

struct RunWorker
{
  GThread *thread;
  RunMailbox *mailbox;
  GMutex lock; /* guards command, stop, job, and clearing of cancel */
  GCond wake;
  Command command; /* the newest; a later one replaces it */
  gboolean stop;   /* the pending start is to end after its first row */
  Job job;
  int cancel;   /* atomic; set with each command, cleared when the thread takes it */
  int replaced; /* atomic; the same for commands that end a run without its last row */
  int streams;  /* atomic; whether the run at work is one that nobody waits for: see train() */
  RunProber *prober;
  int finished;          /* atomic; the newest generation whose last snapshot was posted */
  ModelTrainer *trainer; /* the thread's own: of the newest run, kept for its next kick; or NULL */
  ModelRecipe trained;   /* what it was begun from */
  RunForkParent *fork_parent;
};

static void
send_command (RunWorker *self, Command command)
{
  self->command = command;
  g_atomic_int_set (&self->cancel, 1);
  if (command != COMMAND_STOP)
    g_atomic_int_set (&self->replaced, 1);
  g_cond_signal (&self->wake);
}

/* Whether the network may be compressed, once that is known; asks for it at first. */
static ModelCompression *
find_compression (RunWorker *self, const ModelExperiment *experiment)
{
  ModelCompression *found = model_compression_peek (experiment);

  if (found == NULL)
    run_prober_ask (self->prober, experiment);
  return found;
}

/* A run begun at full width starts again in a small network as soon as there is one: it overtakes
 * the other within milliseconds. Returns whether there is more to wait for. */
static gboolean
compress (RunWorker *self)
{
  g_autoptr (ModelCompression) found = model_compression_peek (&self->trained.experiment);
  ModelTrainer *trainer;

  if (found == NULL || model_compression_is_full_width (found))
    return found == NULL;
  trainer = theory_init_scale_new_trainer_compressed (&self->trained.experiment, found,
                                                      &self->replaced, NULL);
  if (trainer != NULL)
    {
      model_trainer_free (self->trainer);
      self->trainer = trainer;
    }
  return FALSE;
}

/* Trains until the run ends or a command comes. What was shown is not shown shorter. A run that
 * waits for its compression is long at full width: its beginning is worth a frame. */
static void
train (RunWorker *self, gboolean waiting, guint generation)
{
  ModelTrainerStatus status = MODEL_TRAINER_RUNNING;
  gint64 slice = 1, shown = 0;

  g_atomic_int_set (&self->streams, waiting);
  while (status == MODEL_TRAINER_RUNNING && !g_atomic_int_get (&self->cancel))
    {
      if (waiting)
        waiting = compress (self);
      status = run_slice_train (self->trainer, &slice, &self->cancel);
      if (status != MODEL_TRAINER_RUNNING || !run_mailbox_is_empty (self->mailbox) ||
          model_trainer_get_epoch (self->trainer) < shown)
        continue;
      shown = model_trainer_get_epoch (self->trainer);
      run_mailbox_put (self->mailbox, model_trainer_snapshot (self->trainer, generation));
    }
}

/* Posts the run's last snapshot, unless a newer run has replaced it. */
static void
finish (RunWorker *self, ModelTrainer *trainer, guint generation)
{
  ModelSnapshot *snapshot = model_trainer_snapshot (trainer, generation);

  if (snapshot->status == MODEL_TRAINER_RUNNING)
    snapshot->status = MODEL_TRAINER_STOPPED;
  run_mailbox_put (self->mailbox, snapshot);
  g_atomic_int_set (&self->finished, generation);
}

/* How many kicks the present run and the list have in common, from the start. */
static int
count_common (const ModelKick *kicks, int n, const ModelKicks *list)
{
  int common = 0;

  while (common < MIN (n, list->n) && model_kick_equal (&kicks[common], &list->kick[common]))
    common++;
  return common;
}

/* Whether the present run becomes the one asked for by a kick. */
static gboolean
is_one_kick_away (const RunWorker *self, const ModelRecipe *recipe)
{
  const ModelKick *kicks, *next;
  int n, common;

  if (self->trainer == NULL || self->trained.is_fork || recipe->is_fork ||
      !model_experiment_equal (&self->trained.experiment, &recipe->experiment))
    return FALSE;
  kicks = model_trainer_get_kicks (self->trainer, &n);
  common = count_common (kicks, n, &recipe->kicks);
  next = &recipe->kicks.kick[common];
  return recipe->kicks.n == common + 1 && next->epoch <= model_trainer_get_epoch (self->trainer) &&
         (common == n || kicks[common].epoch >= next->epoch);
}

/* A compression that is at hand, or else none; *waiting: until another is known. */
static ModelTrainer *
new_trainer (RunWorker *self, const ModelRecipe *recipe, gboolean *waiting, GError **error)
{
  g_autoptr (ModelCompression) known = find_compression (self, &recipe->experiment);
  g_autoptr (ModelCompression) none = NULL;
  ModelExperiment full = recipe->experiment;

  /* A kicked run stays as it began. */
  *waiting = known == NULL && recipe->kicks.n == 0;
  model_experiment_set (&full, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
  none = model_compression_peek (&full);
  return theory_init_scale_new_trainer_compressed (
      &recipe->experiment, known != NULL ? known : none, &self->replaced, error);
}

/* A network has the shape of its data. Mostly they were loaded before they were asked for. */
static gboolean
load_data (RunWorker *self, const ModelRecipe *recipe, GError **error)
{
  return model_own_data_ensure (&recipe->experiment, &self->replaced, error) &&
         (!recipe->is_fork ||
          model_own_data_ensure (&recipe->parent.experiment, &self->replaced, error));
}

/* What was validated trains, but where a file is gone, or another one by now. */
static gboolean
is_expected (const ModelExperiment *experiment, const GError *error)
{
  return g_error_matches (error, MODEL_ERROR, MODEL_ERROR_CANCELLED) ||
         model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE;
}

static gboolean
prepare (RunWorker *self, const ModelRecipe *recipe, gboolean *waiting, GError **error)
{
  *waiting = FALSE;
  if (is_one_kick_away (self, recipe))
    {
      model_trainer_kick (self->trainer, &recipe->kicks.kick[recipe->kicks.n - 1], &self->cancel,
                          NULL);
      return TRUE;
    }
  g_clear_pointer (&self->trainer, model_trainer_free);
  if (!load_data (self, recipe, error))
    return FALSE;
  self->trained = *recipe;
  self->trainer = recipe->is_fork
                      ? run_fork_parent_fork (self->fork_parent, recipe, &self->cancel, error)
                      : new_trainer (self, recipe, waiting, error);
  if (self->trainer != NULL)
    run_train_to_kicks (self->trainer, &recipe->kicks, &self->cancel);
  return self->trainer != NULL;
}

static void
run_job (RunWorker *self, const Job *job)
{
  g_autoptr (GError) error = NULL;
  gboolean replaced, waiting;

  if (!prepare (self, &job->recipe, &waiting, &error))
    {
      if (!is_expected (&job->recipe.experiment, error))
        g_critical ("a recipe that was validated does not train: %s", error->message);
      g_atomic_int_set (&self->finished, job->generation);
      return;
    }
  train (self, waiting, job->generation);
  g_mutex_lock (&self->lock);
  replaced = self->command == COMMAND_START || self->command == COMMAND_QUIT;
  g_mutex_unlock (&self->lock);
  if (!replaced)
    finish (self, self->trainer, job->generation);
}

static gpointer
worker_thread (gpointer data)
{
  RunWorker *self = data;

  run_priority_lower ();
  for (;;)
    {
      Command command;
      Job job;

      g_mutex_lock (&self->lock);
      while (self->command == COMMAND_NONE)
        g_cond_wait (&self->wake, &self->lock);
      command = self->command;
      job = self->job;
      self->command = COMMAND_NONE;
      g_atomic_int_set (&self->cancel, self->stop);
      g_atomic_int_set (&self->replaced, 0);
      self->stop = FALSE;
      g_mutex_unlock (&self->lock);
      g_atomic_int_set (&self->streams, FALSE);

      if (command == COMMAND_QUIT)
        return NULL;
      if (command == COMMAND_START)
        run_job (self, &job);
    }
}

RunWorker *
run_worker_new (void)
{
  RunWorker *self = g_new0 (RunWorker, 1);

  self->mailbox = run_mailbox_new ();
  self->prober = run_prober_new ();
  self->fork_parent = run_fork_parent_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("trainer", worker_thread, self);
  return self;
}

void
run_worker_free (RunWorker *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  send_command (self, COMMAND_QUIT);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  run_prober_free (self->prober);
  model_trainer_free (self->trainer);
  run_fork_parent_free (self->fork_parent);
  run_mailbox_free (self->mailbox);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

guint
run_worker_start (RunWorker *self, const ModelRecipe *recipe)
{
  guint generation;

  g_mutex_lock (&self->lock);
  self->job.recipe = *recipe;
  self->stop = FALSE;
  generation = ++self->job.generation;
  send_command (self, COMMAND_START);
  g_mutex_unlock (&self->lock);
  return generation;
}

void
run_worker_stop (RunWorker *self)
{
  g_mutex_lock (&self->lock);
  if (self->command == COMMAND_START)
    self->stop = TRUE;
  else
    send_command (self, COMMAND_STOP);
  g_mutex_unlock (&self->lock);
}

ModelSnapshot *
run_worker_take_snapshot (RunWorker *self)
{
  ModelSnapshot *snapshot = run_mailbox_take (self->mailbox);

  /* The generation is written by the caller's own thread only. */
  if (snapshot != NULL && snapshot->generation != self->job.generation)
    g_clear_pointer (&snapshot, model_snapshot_unref);
  return snapshot;
}

gboolean
run_worker_is_busy (RunWorker *self)
{
  return (guint) g_atomic_int_get (&self->finished) != self->job.generation;
}

gboolean
run_worker_wait (RunWorker *self, gint64 microseconds)
{
  const gint64 end = g_get_monotonic_time () + microseconds;

  while (run_worker_is_busy (self) && g_get_monotonic_time () < end &&
         (!g_atomic_int_get (&self->streams) || run_mailbox_is_empty (self->mailbox)))
    g_usleep (POLL_TIME);
  return !run_worker_is_busy (self);
}

void
run_worker_wait_for_part (RunWorker *self, gint64 microseconds)
{
  const gint64 end = g_get_monotonic_time () + microseconds;

  while (run_mailbox_is_empty (self->mailbox) && run_worker_is_busy (self) &&
         g_get_monotonic_time () < end)
    g_usleep (POLL_TIME);
}
