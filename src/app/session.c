/* The session object: experiment, worker, newest run, ghost, playhead. */
#include "app/session.h"

#include "app/time_axis.h"
#include "run/worker.h"

#include <gio/gio.h>
#include <math.h>

/* Runs that follow each other faster than this belong to one movement of a slider: the ghost stays
 * the run from before the movement. */
#define GESTURE_US 800000
#define SLOW_US 300000
/* Theory for so many inputs takes less than a millisecond; for more, it is computed in a thread. */
#define QUICK_INPUTS 20

struct _AppSession
{
  GObject parent_instance;

  ModelExperiment experiment;
  RunWorker *worker;
  guint generation; /* of the current run; 0 before the first */
  gint64 started;   /* when the current run was started, microseconds */
  gboolean complete;

  ModelSnapshot *snapshot;
  ModelSnapshot *ghost;
  AppPhases phases;
  GTask *predicting; /* at most one: theory for many inputs, in a thread; or NULL */
  AppTimeAxis axis;

  double playhead; /* INFINITY: at the end */
  gboolean playing;
  double speed;
  gint64 last_tick; /* 0: asleep */
  double hover;
  gboolean log_loss;
};

enum
{
  EXPERIMENT_CHANGED,
  RUN_CHANGED,
  PLAYHEAD_CHANGED,
  VIEW_CHANGED,
  WAKE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSession, app_session, G_TYPE_OBJECT)

static void
app_session_finalize (GObject *object)
{
  AppSession *self = APP_SESSION (object);

  run_worker_free (self->worker);
  g_clear_pointer (&self->snapshot, model_snapshot_unref);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  app_phases_clear (&self->phases);
  G_OBJECT_CLASS (app_session_parent_class)->finalize (object);
}

static void
app_session_class_init (AppSessionClass *klass)
{
  static const char *const names[N_SIGNALS] = { "experiment-changed", "run-changed",
                                                "playhead-changed", "view-changed", "wake" };

  G_OBJECT_CLASS (klass)->finalize = app_session_finalize;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
app_session_init (AppSession *self)
{
  model_experiment_init (&self->experiment);
  self->worker = run_worker_new ();
  self->phases = (AppPhases){ .epoch = { NAN, NAN } };
  app_time_axis_init (&self->axis);
  self->playhead = INFINITY;
  self->speed = 1;
  self->hover = NAN;
}

AppSession *
app_session_new (void)
{
  return g_object_new (APP_TYPE_SESSION, NULL);
}

static void
emit (AppSession *self, int signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
wake (AppSession *self)
{
  if (self->last_tick == 0)
    emit (self, WAKE);
}

const ModelExperiment *
app_session_get_experiment (AppSession *self)
{
  return &self->experiment;
}

/* The run from before a movement stays to compare with. */
static void
keep_ghost (AppSession *self, gint64 now)
{
  if (!self->complete || now - self->started < GESTURE_US)
    return;
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  self->ghost = model_snapshot_ref (self->snapshot);
}

void
app_session_restart (AppSession *self)
{
  gint64 now = g_get_monotonic_time ();

  self->started = now;
  self->complete = FALSE;
  app_time_axis_start_run (&self->axis, now);
  self->generation = run_worker_start (self->worker, &self->experiment);
  wake (self);
}

gboolean
app_session_set_experiment (AppSession *self, const ModelExperiment *experiment, GError **error)
{
  if (!model_experiment_validate (experiment, error))
    return FALSE;
  if (self->generation > 0 && model_experiment_equal (experiment, &self->experiment))
    return TRUE;
  keep_ghost (self, g_get_monotonic_time ());
  self->experiment = *experiment;
  app_session_restart (self);
  emit (self, EXPERIMENT_CHANGED);
  return TRUE;
}

void
app_session_stop (AppSession *self)
{
  run_worker_stop (self->worker);
  wake (self);
}

static void
predict_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const ModelSnapshot *snapshot = data;

  g_task_return_pointer (task,
                         theory_prediction_new (&snapshot->experiment, snapshot->init_scale, NULL),
                         (GDestroyNotify) theory_prediction_free);
}

static void predict (AppSession *self);

static void
predicted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  AppSession *self = APP_SESSION (object);
  const ModelSnapshot *snapshot = g_task_get_task_data (G_TASK (result));
  g_autoptr (TheoryPrediction) prediction = g_task_propagate_pointer (G_TASK (result), NULL);

  self->predicting = NULL;
  if (snapshot->generation != self->snapshot->generation)
    {
      predict (self);
      return;
    }
  app_phases_set_prediction (&self->phases, g_steal_pointer (&prediction));
  app_phases_measure (&self->phases, self->snapshot->history);
  emit (self, RUN_CHANGED);
}

/* What theory says about the run on screen: at once, or as soon as a thread knows. Under a moving
 * slider threads do not pile up: the one at work is followed by one for the newest run. */
static void
predict (AppSession *self)
{
  const ModelExperiment *experiment = &self->snapshot->experiment;
  int inputs = model_experiment_inputs (experiment, 0) + model_experiment_inputs (experiment, 1);

  app_phases_set_prediction (&self->phases, NULL);
  if (inputs <= QUICK_INPUTS)
    app_phases_set_prediction (
        &self->phases, theory_prediction_new (experiment, self->snapshot->init_scale, NULL));
  else if (self->predicting == NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, predicted_cb, NULL);

      self->predicting = task;
      g_task_set_task_data (task, model_snapshot_ref (self->snapshot),
                            (GDestroyNotify) model_snapshot_unref);
      g_task_run_in_thread (task, predict_in_thread);
    }
}

/* Returns TRUE if the run on screen is another one, or has ended. */
static gboolean
take_snapshot (AppSession *self)
{
  /* Asked before taking: what is in the mailbox once the worker rests is the run's last. */
  gboolean busy = run_worker_is_busy (self->worker);
  ModelSnapshot *snapshot = run_worker_take_snapshot (self->worker);
  gboolean is_new = snapshot != NULL;

  if (is_new)
    {
      gboolean is_other =
          self->snapshot == NULL || self->snapshot->generation != snapshot->generation;

      g_clear_pointer (&self->snapshot, model_snapshot_unref);
      self->snapshot = snapshot;
      if (is_other)
        predict (self);
      app_phases_measure (&self->phases, snapshot->history);
    }
  if (self->snapshot == NULL || self->snapshot->generation != self->generation)
    return is_new;
  self->complete = !busy;
  app_time_axis_follow (&self->axis, self->snapshot, self->complete);
  return is_new || self->complete;
}

static void
play (AppSession *self, gint64 elapsed)
{
  double last = app_session_get_last_epoch (self);
  double seconds = (double) elapsed / G_USEC_PER_SEC;

  self->playhead += seconds * self->speed * last / APP_SESSION_PLAY_SECONDS;
  if (self->playhead >= last && self->complete)
    {
      self->playhead = INFINITY;
      self->playing = FALSE;
    }
  self->playhead = self->playing ? fmin (self->playhead, last) : self->playhead;
  emit (self, PLAYHEAD_CHANGED);
}

gboolean
app_session_tick (AppSession *self, gint64 frame_time)
{
  gint64 elapsed = self->last_tick > 0 ? frame_time - self->last_tick : 0;
  double end = self->axis.shown.maximum;
  gboolean changed = !self->complete && take_snapshot (self);
  gboolean easing = app_time_axis_step (&self->axis, frame_time);

  self->last_tick = frame_time;
  if (changed || self->axis.shown.maximum != end)
    emit (self, RUN_CHANGED);
  if (self->playing)
    play (self, elapsed);
  if (easing || !self->complete || self->playing)
    return TRUE;
  self->last_tick = 0;
  return FALSE;
}

gboolean
app_session_is_complete (AppSession *self)
{
  return self->complete;
}

gboolean
app_session_is_slow (AppSession *self)
{
  return !self->complete && g_get_monotonic_time () - self->started > SLOW_US;
}

const ModelSnapshot *
app_session_get_snapshot (AppSession *self)
{
  return self->snapshot;
}

const AppPhases *
app_session_get_phases (AppSession *self)
{
  return &self->phases;
}

void
app_session_get_run (AppSession *self, PlotRun *out)
{
  plot_run_init (out);
  out->snapshot = self->snapshot;
  out->ghost = self->ghost;
  out->epochs = self->axis.shown;
  out->log_loss = self->log_loss;
  out->playhead = self->playhead;
  out->hover = self->hover;
  app_phases_get_marks (&self->phases, &out->marks);
}

double
app_session_get_last_epoch (AppSession *self)
{
  return self->snapshot != NULL ? model_snapshot_last_epoch (self->snapshot) : 0;
}

double
app_session_get_playhead (AppSession *self)
{
  return fmin (self->playhead, app_session_get_last_epoch (self));
}

void
app_session_set_playhead (AppSession *self, double epoch)
{
  double last = app_session_get_last_epoch (self);

  self->playhead = epoch >= last ? INFINITY : fmax (epoch, 0);
  emit (self, PLAYHEAD_CHANGED);
}

gboolean
app_session_is_at_end (AppSession *self)
{
  return self->playhead >= app_session_get_last_epoch (self);
}

void
app_session_step (AppSession *self, int epochs, double fraction)
{
  double now = app_session_get_playhead (self);
  double by = epochs + fraction * app_session_get_last_epoch (self);

  app_session_set_playhead (self, by < 0 ? ceil (now + by) : floor (now + by));
}

gboolean
app_session_get_playing (AppSession *self)
{
  return self->playing;
}

void
app_session_set_playing (AppSession *self, gboolean playing)
{
  if (playing && app_session_is_at_end (self))
    self->playhead = 0;
  self->playing = playing;
  emit (self, PLAYHEAD_CHANGED);
  if (playing)
    wake (self);
}

double
app_session_get_speed (AppSession *self)
{
  return self->speed;
}

void
app_session_set_speed (AppSession *self, double speed)
{
  self->speed = CLAMP (speed, APP_SESSION_SLOWEST, APP_SESSION_FASTEST);
  emit (self, PLAYHEAD_CHANGED);
}

double
app_session_get_hover (AppSession *self)
{
  return self->hover;
}

void
app_session_set_hover (AppSession *self, double epoch)
{
  if (epoch == self->hover || (isnan (epoch) && isnan (self->hover)))
    return;
  self->hover = epoch;
  emit (self, VIEW_CHANGED);
}

gboolean
app_session_get_log_loss (AppSession *self)
{
  return self->log_loss;
}

void
app_session_set_log_loss (AppSession *self, gboolean log_loss)
{
  self->log_loss = log_loss;
  emit (self, VIEW_CHANGED);
}
