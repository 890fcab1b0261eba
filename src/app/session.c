/* The session object: experiment, worker, newest run, ghost, playhead. */
#include "app/session.h"

#include "app/forecaster.h"
#include "app/time_axis.h"
#include "model/trainer.h"
#include "run/worker.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Runs that follow each other faster than this belong to one movement of a slider: the ghost stays
 * the run from before the movement. */
#define GESTURE_US 800000
#define SLOW_US 300000
#define FIRST_WAIT_US 4000
/* Runs that take more than so many times as long are compared only at their start. */
#define LONGEST 10

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
  AppForecaster *forecaster;
  AppTimeAxis axis;
  guint axis_timer; /* wakes an axis that is to fit once things are quiet; 0: none */
  AppComparison *comparison;
  PlotPins *pins;
  PlotBranch *branch; /* or NULL */
  PlotCompanion companions[PLOT_COMPANION_STYLES + 1];

  ModelKick kicks[MODEL_KICK_MAX];
  int n_kicks;
  ModelSnapshot *unkicked; /* the run before its first kick, or NULL */
  AppUndo *undo;
  guint gesture;

  double playhead; /* INFINITY: at the end */
  gboolean playing;
  double speed;
  gint64 last_tick; /* 0: asleep */
  double hover;
  AppViewing *viewing;
  AppPlayback *playback;
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

  g_clear_handle_id (&self->axis_timer, g_source_remove);
  app_forecaster_free (self->forecaster);
  run_worker_free (self->worker);
  g_clear_pointer (&self->snapshot, model_snapshot_unref);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  g_clear_pointer (&self->unkicked, model_snapshot_unref);
  app_undo_free (self->undo);
  app_viewing_free (self->viewing);
  app_playback_free (self->playback);
  app_comparison_free (self->comparison);
  plot_pins_free (self->pins);
  plot_branch_unref (self->branch);
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
emit (AppSession *self, int signal)
{
  g_signal_emit (self, signals[signal], 0);
}

static void
viewing_changed_cb (gpointer viewing, gpointer self)
{
  emit (self, VIEW_CHANGED);
}

static void
forecast_cb (AppForecast *forecast, gpointer data)
{
  AppSession *self = data;

  app_phases_take_forecast (&self->phases, forecast);
  app_phases_measure (&self->phases, self->snapshot->history);
  emit (self, RUN_CHANGED);
}

static void
app_session_init (AppSession *self)
{
  self->viewing = app_viewing_new (viewing_changed_cb, self);
  self->playback = app_playback_new ();
  model_experiment_init (&self->experiment);
  self->worker = run_worker_new ();
  self->forecaster = app_forecaster_new (forecast_cb, self);
  app_phases_init (&self->phases);
  app_time_axis_init (&self->axis);
  self->comparison = app_comparison_new ();
  self->pins = plot_pins_new ();
  self->undo = app_undo_new ();
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
wake (AppSession *self)
{
  if (self->last_tick == 0)
    emit (self, WAKE);
}

static gboolean
axis_timer_cb (gpointer data)
{
  AppSession *self = data;

  self->axis_timer = 0;
  wake (self);
  return G_SOURCE_REMOVE;
}

/* No frames meanwhile: an event that comes then is drawn at once, not at the next frame's turn. */
static void
sleep_until_quiet (AppSession *self, gint64 now)
{
  const gint64 rest = app_time_axis_get_rest (&self->axis, now);

  g_clear_handle_id (&self->axis_timer, g_source_remove);
  if (rest > 0)
    self->axis_timer = g_timeout_add ((guint) (rest / 1000 + 1), axis_timer_cb, self);
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
  self->generation =
      self->branch != NULL
          ? run_worker_start_forked (self->worker, plot_branch_get_fork (self->branch),
                                     &self->experiment, self->kicks, self->n_kicks)
          : run_worker_start_kicked (self->worker, &self->experiment, self->kicks, self->n_kicks);
  app_comparison_follow (self->comparison, &self->experiment);
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
  const gboolean ends_fork = self->branch != NULL && !plot_branch_takes (self->branch, experiment);
  if (ends_fork)
    g_clear_pointer (&self->branch, plot_branch_unref);
  self->experiment = *experiment;
  self->n_kicks = 0;
  g_clear_pointer (&self->unkicked, model_snapshot_unref);
  app_session_restart (self);
  emit (self, EXPERIMENT_CHANGED);
  if (ends_fork)
    emit (self, VIEW_CHANGED);
  return TRUE;
}

gboolean
app_session_open (AppSession *self, const PlotProvenance *provenance, GError **error)
{
  if (!model_experiment_validate (&provenance->experiment, error))
    return FALSE;
  app_session_unfork (self);
  app_session_end_gesture (self);
  if (!app_session_set_experiment (self, &provenance->experiment, error))
    return FALSE;
  app_session_end_gesture (self);
  if (provenance->n_kicks > 0)
    app_session_set_kicks (self, provenance->kicks, provenance->n_kicks);
  app_viewing_set_view (self->viewing, &provenance->view);
  self->playhead = provenance->view.playhead;
  emit (self, PLAYHEAD_CHANGED);
  emit (self, VIEW_CHANGED);
  return TRUE;
}

const ModelKick *
app_session_get_kicks (AppSession *self, int *n)
{
  *n = self->n_kicks;
  return self->kicks;
}

void
app_session_set_kicks (AppSession *self, const ModelKick *kicks, int n)
{
  g_return_if_fail (n >= 0 && n <= MODEL_KICK_MAX);

  if (self->n_kicks == 0 && n > 0 && self->snapshot != NULL)
    self->unkicked = model_snapshot_ref (self->snapshot);
  if (n == 0)
    g_clear_pointer (&self->unkicked, model_snapshot_unref);
  memmove (self->kicks, kicks, n * sizeof *kicks);
  self->n_kicks = n;
  if (n > 0)
    self->playhead = kicks[n - 1].epoch;
  app_session_restart (self);
  emit (self, VIEW_CHANGED);
}

const ModelSnapshot *
app_session_get_unkicked (AppSession *self)
{
  return self->unkicked;
}

PlotComparison
app_session_get_comparison_mode (AppSession *self)
{
  return app_comparison_get_mode (self->comparison);
}

void
app_session_set_comparison_mode (AppSession *self, PlotComparison mode)
{
  app_comparison_set_mode (self->comparison, mode, &self->experiment);
  self->started = g_get_monotonic_time ();
  app_time_axis_start_run (&self->axis, self->started);
  wake (self);
  emit (self, VIEW_CHANGED);
}

AppComparison *
app_session_get_comparison (AppSession *self)
{
  return self->comparison;
}

/* As far as this run may go. */
static double
get_expected_end (AppSession *self)
{
  double asked = model_experiment_get (&self->experiment, MODEL_EPOCHS);

  return fmin (app_phases_get_expected_end (&self->phases),
               asked > 0 ? asked : MODEL_TRAINER_EPOCH_BOUND);
}

/* The axis shows the run and those it is compared with, unless these would make it small. */
static void
follow_runs (AppSession *self)
{
  const gboolean busy = !self->complete || app_comparison_is_busy (self->comparison);
  double last, others;

  if (self->snapshot == NULL || self->snapshot->generation != self->generation)
    return;
  others = fmax (plot_members_get_last_epoch (app_comparison_get_members (self->comparison)),
                 plot_pins_get_last_epoch (self->pins));
  if (self->branch != NULL)
    others = fmax (others, plot_branch_get_last_epoch (self->branch));
  last = model_snapshot_last_epoch (self->snapshot);
  app_time_axis_expect (&self->axis, get_expected_end (self));
  app_time_axis_follow (&self->axis, fmax (last, fmin (others, LONGEST * last)), !busy);
}

void
app_session_show_runs (AppSession *self)
{
  follow_runs (self);
  wake (self);
  emit (self, VIEW_CHANGED);
}

gboolean
app_session_fork (AppSession *self)
{
  PlotBranch *branch;

  if (self->snapshot == NULL || self->branch != NULL)
    return FALSE;
  branch = plot_branch_new (self->snapshot, app_session_get_playhead (self));
  app_session_set_branch (self, branch);
  plot_branch_unref (branch);
  app_session_restart (self);
  return TRUE;
}

void
app_session_unfork (AppSession *self)
{
  g_autoptr (PlotBranch) branch = self->branch;
  const ModelKick *kicks;
  int n;

  if (branch == NULL)
    return;
  self->branch = NULL;
  kicks = plot_branch_get_kicks (branch, &n);
  app_session_set_experiment (self, &plot_branch_get_fork (branch)->experiment, NULL);
  app_session_set_kicks (self, kicks, n);
}

PlotBranch *
app_session_get_branch (AppSession *self)
{
  return self->branch;
}

void
app_session_set_branch (AppSession *self, PlotBranch *branch)
{
  PlotBranch *old = self->branch;

  self->branch = branch != NULL ? plot_branch_ref (branch) : NULL;
  plot_branch_unref (old);
  self->n_kicks = 0;
  app_session_end_gesture (self);
  emit (self, VIEW_CHANGED);
}

PlotPins *
app_session_get_pins (AppSession *self)
{
  return self->pins;
}

void
app_session_end_gesture (AppSession *self)
{
  self->gesture++;
}

guint
app_session_get_gesture (AppSession *self)
{
  return self->gesture;
}

AppUndo *
app_session_get_undo (AppSession *self)
{
  return self->undo;
}

void
app_session_stop (AppSession *self)
{
  run_worker_stop (self->worker);
  app_comparison_stop (self->comparison);
  wake (self);
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
        {
          app_phases_predict (&self->phases, &snapshot->experiment, snapshot->init_scale);
          app_forecaster_follow (self->forecaster, snapshot);
        }
      app_phases_measure (&self->phases, snapshot->history);
    }
  if (self->snapshot == NULL || self->snapshot->generation != self->generation)
    return is_new;
  self->complete = !busy;
  return is_new || self->complete;
}

static void
play (AppSession *self, gint64 elapsed)
{
  double last = app_session_get_last_epoch (self);
  double seconds = (double) elapsed / G_USEC_PER_SEC;

  self->playhead = app_playback_advance (self->playback, self->snapshot, self->playhead,
                                         seconds * self->speed / APP_SESSION_PLAY_SECONDS);
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
  gboolean first = self->snapshot == NULL || self->snapshot->generation != self->generation;
  gboolean changed, compared, easing;

  /* Most runs end sooner than this frame could be drawn: better now than a frame later. */
  if (!self->complete && first)
    run_worker_wait (self->worker, FIRST_WAIT_US);
  changed = !self->complete && take_snapshot (self);
  compared = app_comparison_tick (self->comparison);
  if (changed || compared)
    follow_runs (self);
  easing = app_time_axis_step (&self->axis, frame_time);

  self->last_tick = frame_time;
  if (changed || compared || self->axis.shown.maximum != end)
    emit (self, RUN_CHANGED);
  if (self->playing)
    play (self, elapsed);
  if (easing || !self->complete || app_comparison_is_busy (self->comparison) || self->playing)
    return TRUE;
  self->last_tick = 0;
  sleep_until_quiet (self, frame_time);
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
  return (!self->complete || app_comparison_is_busy (self->comparison)) &&
         g_get_monotonic_time () - self->started > SLOW_US;
}

ModelSnapshot *
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
  out->ghost = self->unkicked != NULL ? self->unkicked : self->ghost;
  out->epochs = self->axis.shown;
  out->playhead = self->playhead;
  out->hover = self->hover;
  app_phases_get_marks (&self->phases, &out->marks);
  app_viewing_apply (self->viewing, out);
  app_comparison_fill (self->comparison, out);
  plot_pins_fill (self->pins, out);
  if (self->branch != NULL)
    plot_branch_fill (self->branch, self->companions, out);
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
app_session_get_playing (AppSession *self)
{
  return self->playing;
}

void
app_session_set_playing (AppSession *self, gboolean playing)
{
  if (playing && self->playhead >= app_session_get_last_epoch (self))
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

AppViewing *
app_session_get_viewing (AppSession *self)
{
  return self->viewing;
}

const PlotAxis *
app_session_get_whole_axis (AppSession *self)
{
  return &self->axis.shown;
}

AppPlayback *
app_session_get_playback (AppSession *self)
{
  return self->playback;
}
