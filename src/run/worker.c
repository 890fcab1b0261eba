/* The training thread: one experiment at a time, the newest; snapshots through the mailbox. */
#include "run/worker.h"

#include "theory/init_scale.h"
#include "model/trainer.h"

/* How long a run trains between two looks at whether a snapshot is wanted, in microseconds. */
enum
{
  SLICE_TIME = 2000
};

typedef enum
{
  COMMAND_NONE,
  COMMAND_START,
  COMMAND_STOP,
  COMMAND_QUIT
} Command;

struct RunWorker
{
  GThread *thread;
  RunMailbox *mailbox;
  GMutex lock; /* guards command, stop, experiment, generation, and clearing of cancel */
  GCond wake;
  Command command; /* the newest; a later one replaces it */
  gboolean stop;   /* the pending start is to end after its first row */
  ModelExperiment experiment;
  guint generation;
  int cancel;   /* atomic; set with each command, cleared when the thread takes it */
  int finished; /* atomic; the newest generation whose last snapshot was posted */
};

static void
send_command (RunWorker *self, Command command)
{
  self->command = command;
  g_atomic_int_set (&self->cancel, 1);
  g_cond_signal (&self->wake);
}

/* The next slice, from the speed of the last: about SLICE_TIME long. */
static gint64
adapt_slice (gint64 slice, gint64 elapsed)
{
  if (elapsed < SLICE_TIME / 2)
    return slice * 2;
  return elapsed > SLICE_TIME * 2 ? MAX (1, slice / 2) : slice;
}

/* Trains until the run ends or a command comes. */
static void
train (RunWorker *self, ModelTrainer *trainer, guint generation)
{
  ModelTrainerStatus status = MODEL_TRAINER_RUNNING;
  gint64 slice = 1;

  while (status == MODEL_TRAINER_RUNNING && !g_atomic_int_get (&self->cancel))
    {
      gint64 begin = g_get_monotonic_time ();

      status = model_trainer_run (trainer, slice, &self->cancel);
      slice = adapt_slice (slice, g_get_monotonic_time () - begin);
      if (status == MODEL_TRAINER_RUNNING && run_mailbox_is_empty (self->mailbox))
        run_mailbox_put (self->mailbox, model_trainer_snapshot (trainer, generation));
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

static void
run_experiment (RunWorker *self, const ModelExperiment *experiment, guint generation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (experiment, &error);
  gboolean replaced;

  if (trainer == NULL)
    {
      g_critical ("an experiment that was validated does not train: %s", error->message);
      g_atomic_int_set (&self->finished, generation);
      return;
    }
  train (self, trainer, generation);
  g_mutex_lock (&self->lock);
  replaced = self->command == COMMAND_START || self->command == COMMAND_QUIT;
  g_mutex_unlock (&self->lock);
  if (!replaced)
    finish (self, trainer, generation);
}

static gpointer
worker_thread (gpointer data)
{
  RunWorker *self = data;

  for (;;)
    {
      ModelExperiment experiment;
      Command command;
      guint generation;

      g_mutex_lock (&self->lock);
      while (self->command == COMMAND_NONE)
        g_cond_wait (&self->wake, &self->lock);
      command = self->command;
      experiment = self->experiment;
      generation = self->generation;
      self->command = COMMAND_NONE;
      g_atomic_int_set (&self->cancel, self->stop);
      self->stop = FALSE;
      g_mutex_unlock (&self->lock);

      if (command == COMMAND_QUIT)
        return NULL;
      if (command == COMMAND_START)
        run_experiment (self, &experiment, generation);
    }
}

RunWorker *
run_worker_new (void)
{
  RunWorker *self = g_new0 (RunWorker, 1);

  self->mailbox = run_mailbox_new ();
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
  run_mailbox_free (self->mailbox);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

guint
run_worker_start (RunWorker *self, const ModelExperiment *experiment)
{
  guint generation;

  g_mutex_lock (&self->lock);
  self->experiment = *experiment;
  self->stop = FALSE;
  generation = ++self->generation;
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

  /* self->generation is written by the caller's own thread only. */
  if (snapshot != NULL && snapshot->generation != self->generation)
    g_clear_pointer (&snapshot, model_snapshot_unref);
  return snapshot;
}

gboolean
run_worker_is_busy (RunWorker *self)
{
  return (guint) g_atomic_int_get (&self->finished) != self->generation;
}
