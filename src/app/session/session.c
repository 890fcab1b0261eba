/* One window's run: its recipe, the worker that trains it, the newest snapshot, the playhead. */
#include "app/session/session.h"

#include "app/base/clock.h"
#include "app/session/time_axis.h"
#include "run/job_slot.h"
#include "run/worker.h"
#include "study/marks.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Runs faster than this belong to one movement: the ghost stays the run from before it. */
#define GESTURE_US 800000
#define SLOW_US 300000
#define FIRST_WAIT_US 2000 /* what takes longer is seen to grow: its beginning is not held back */
/* A beginning that this frame just misses comes a whole frame later. */
#define PART_WAIT_US 4000
#define FORECAST_WAIT_US 5000

struct _AppSession
{
  GObject parent_instance;

  ModelRecipe recipe; /* of the current run */
  RunWorker *worker;
  guint generation; /* of the current run; 0 before the first */
  gint64 started;   /* when the current run was started, microseconds */
  gboolean complete;

  ModelSnapshot *snapshot;
  StudyPhases phases;
  RunJobSlot *forecasts; /* StudyForecast, of the newest run */
  gboolean owes;         /* of the run only the curve was shown */
  gboolean telling;      /* of the run is told in this frame anyway */

  StudyComparedRuns *compared;
  AppEnsembleSession *comparison; /* fills the ensemble of these */
  AppOrbits *orbits;

  AppTimeAxis axis;
  guint axis_timer; /* wakes an axis that is to fit once things are quiet; 0: none */
  AppPlayback *playback;
  gint64 last_tick; /* 0: asleep */
  double hover;
  AppViewHistory *view_history;

  AppUndo *undo;
};

typedef enum
{
  EXPERIMENT_CHANGED,
  CURVE_CHANGED,
  RUN_CHANGED,
  PLAYHEAD_CHANGED,
  VIEW_CHANGED,
  WAKE,
  DATA_CHANGED,
  N_SIGNALS
} Signal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSession, app_session, G_TYPE_OBJECT)

static void
app_session_finalize (GObject *object)
{
  AppSession *self = APP_SESSION (object);

  g_clear_handle_id (&self->axis_timer, g_source_remove);
  run_job_slot_leave (self->forecasts);
  run_worker_free (self->worker);
  g_clear_pointer (&self->snapshot, model_snapshot_unref);
  app_undo_free (self->undo);
  app_view_history_free (self->view_history);
  app_orbits_set_changed (self->orbits, NULL, NULL);
  app_orbits_unref (self->orbits);
  app_playback_free (self->playback);
  app_ensemble_session_free (self->comparison);
  study_compared_runs_free (self->compared);
  study_phases_clear (&self->phases);
  G_OBJECT_CLASS (app_session_parent_class)->finalize (object);
}

static void
app_session_class_init (AppSessionClass *klass)
{
  static const char *const names[N_SIGNALS] = { "experiment-changed", "curve-changed",
                                                "run-changed",        "playhead-changed",
                                                "view-changed",       "wake",
                                                "data-changed" };

  G_OBJECT_CLASS (klass)->finalize = app_session_finalize;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
emit (AppSession *self, Signal signal)
{
  if (signal == RUN_CHANGED)
    g_signal_emit (self, signals[CURVE_CHANGED], 0);
  g_signal_emit (self, signals[signal], 0);
}

/* The view or the trajectories have changed. */
static void
seen_changed_cb (gpointer object, gpointer self)
{
  emit (self, VIEW_CHANGED);
}

static const RunJobClass forecast_class;

static void
app_session_init (AppSession *self)
{
  self->view_history = app_view_history_new (seen_changed_cb, self);
  self->orbits = app_orbits_new ();
  app_orbits_set_changed (self->orbits, seen_changed_cb, self);
  self->playback = app_playback_new ();
  model_recipe_init (&self->recipe);
  self->worker = run_worker_new ();
  self->forecasts = run_job_slot_new (&forecast_class, 1, self);
  study_phases_init (&self->phases);
  app_time_axis_init (&self->axis);
  self->compared = study_compared_runs_new ();
  self->comparison = app_ensemble_session_new (self->compared->ensemble);
  self->undo = app_undo_new ();
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

static void
axis_timer_cb (gpointer data)
{
  AppSession *self = data;

  self->axis_timer = 0;
  wake (self);
}

/* No frames meanwhile: an event that comes then is drawn at once, not at the next frame's turn. */
static void
sleep_until_quiet (AppSession *self, gint64 now)
{
  const gint64 rest = app_time_axis_get_rest (&self->axis, now);

  g_clear_handle_id (&self->axis_timer, g_source_remove);
  if (rest > 0)
    self->axis_timer = app_clock_call_later ((guint) (rest / 1000 + 1), axis_timer_cb, self);
}

const ModelRecipe *
app_session_get_recipe (AppSession *self)
{
  return &self->recipe;
}

const ModelExperiment *
app_session_get_experiment (AppSession *self)
{
  return &self->recipe.experiment;
}

static gboolean
is_current (AppSession *self)
{
  return self->snapshot != NULL && self->snapshot->generation == self->generation;
}

void
app_session_restart (AppSession *self)
{
  self->started = app_clock_now ();
  self->complete = FALSE;
  app_time_axis_start_run (&self->axis, self->started);
  self->generation = run_worker_start (self->worker, &self->recipe);
  app_ensemble_session_follow (self->comparison, &self->recipe.experiment);
  wake (self);
}

/* Of a recipe that is another one, and valid. */
static void
begin (AppSession *self, const ModelRecipe *next)
{
  const ModelRecipe last = self->recipe;
  const gboolean is_first = self->generation == 0;
  const gboolean is_movement = app_clock_now () - self->started < GESTURE_US;
  const gboolean same_experiment = model_experiment_equal (&next->experiment, &last.experiment);

  study_compared_runs_follow (self->compared, &last, next,
                              is_current (self) ? self->snapshot : NULL,
                              self->complete && !is_movement);
  self->recipe = *next;
  if (next->kicks.n > 0 && !model_kicks_equal (&next->kicks, &last.kicks))
    self->playback->epoch = next->kicks.kick[next->kicks.n - 1].epoch;
  app_session_restart (self);
  if (is_first || !same_experiment)
    emit (self, EXPERIMENT_CHANGED);
  if ((!is_first && same_experiment) || !model_recipe_equal_fork (next, &last))
    emit (self, VIEW_CHANGED);
}

gboolean
app_session_set_recipe (AppSession *self, const ModelRecipe *recipe, GError **error)
{
  if (!model_recipe_validate (recipe, error))
    return FALSE;
  if (self->generation == 0 || !model_recipe_equal (recipe, &self->recipe))
    begin (self, recipe);
  return TRUE;
}

gboolean
app_session_set_experiment (AppSession *self, const ModelExperiment *experiment, GError **error)
{
  ModelRecipe next = self->recipe;

  if (!model_experiment_validate (experiment, error))
    return FALSE;
  if (self->generation > 0 && model_experiment_equal (experiment, &self->recipe.experiment))
    return TRUE;
  next.experiment = *experiment;
  model_recipe_set_kicks (&next, NULL, 0);
  if (next.is_fork && !model_recipe_fork_takes (&next, experiment))
    model_recipe_clear_fork (&next);
  begin (self, &next);
  return TRUE;
}

StudyEnsemble
app_session_get_comparison_mode (AppSession *self)
{
  return app_ensemble_session_get_mode (self->comparison);
}

void
app_session_set_comparison_mode (AppSession *self, StudyEnsemble mode)
{
  app_ensemble_session_set_mode (self->comparison, mode, &self->recipe.experiment);
  self->started = app_clock_now ();
  app_time_axis_start_run (&self->axis, self->started);
  wake (self);
  emit (self, VIEW_CHANGED);
}

const StudyComparedRuns *
app_session_get_compared (AppSession *self)
{
  return self->compared;
}

void
app_session_set_ghost (AppSession *self, ModelSnapshot *ghost)
{
  StudyComparedRuns *runs = self->compared;

  study_compared_runs_replace (self->recipe.kicks.n > 0 ? &runs->unkicked : &runs->ghost, ghost);
  emit (self, VIEW_CHANGED);
}

void
app_session_set_fork_parent (AppSession *self, ModelSnapshot *parent)
{
  study_compared_runs_replace (&self->compared->fork_parent, parent);
  app_session_show_runs (self);
}

AppOrbits *
app_session_get_orbits (AppSession *self)
{
  return self->orbits;
}

AppEnsembleSession *
app_session_get_comparison (AppSession *self)
{
  return self->comparison;
}

/* The axis shows the run and those it is compared with, unless these would make it small. */
static void
follow_runs (AppSession *self)
{
  const gboolean busy = !self->complete || app_ensemble_session_is_busy (self->comparison);
  const double expected = study_phases_get_expected_end (&self->phases, &self->recipe.experiment);

  if (!is_current (self))
    return;
  app_time_axis_expect (&self->axis, expected);
  app_time_axis_follow (
      &self->axis,
      study_compared_runs_fit (self->compared, study_run_get_end (self->snapshot, expected)),
      !busy);
}

void
app_session_show_runs (AppSession *self)
{
  follow_runs (self);
  wake (self);
  emit (self, VIEW_CHANGED);
}

StudyPins *
app_session_get_pins (AppSession *self)
{
  return self->compared->pins;
}

void
app_session_end_gesture (AppSession *self)
{
  app_undo_end_gesture (self->undo);
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
  app_ensemble_session_stop (self->comparison);
  wake (self);
}

gboolean
app_session_is_forecasting (AppSession *self)
{
  return run_job_slot_is_busy (self->forecasts);
}

static void
forecast_cb (gpointer forecast, gpointer data)
{
  AppSession *self = data;

  study_phases_take_forecast (&self->phases, forecast);
  study_phases_measure (&self->phases, self->snapshot->history);
  if (self->telling)
    return;
  follow_runs (self);
  wake (self);
  emit (self, RUN_CHANGED);
}

static const RunJobClass forecast_class = { "forecast", FALSE, study_forecast_compute, forecast_cb,
                                            study_forecast_free };

/* Theory of a network that is known takes no longer than a frame can wait for. */
static void
wait_for_forecast (AppSession *self)
{
  const TheoryOwnStart *start = self->phases.start;

  if (start != NULL && theory_own_start_serves (start, &self->snapshot->experiment))
    run_job_slot_wait (self->forecasts, FORECAST_WAIT_US);
  self->telling = TRUE;
  run_job_slot_poll (self->forecasts);
  self->telling = FALSE;
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
      g_autoptr (ModelSnapshot) old = self->snapshot;
      gboolean is_other = old == NULL || old->generation != snapshot->generation;

      self->snapshot = snapshot;
      if (is_other)
        {
          study_phases_predict (&self->phases, snapshot);
          run_job_slot_start (self->forecasts, study_forecast_new (snapshot, self->phases.start));
        }
      study_phases_measure (&self->phases, snapshot->history);
      wait_for_forecast (self);
    }
  if (!is_current (self))
    return is_new;
  self->complete = !busy;
  return is_new || self->complete;
}

/* The first part of a run that goes on: its curve at once, all else a frame later, unless that is
 * owed already. */
static void
tell_curve (AppSession *self)
{
  self->owes = TRUE;
  emit (self, CURVE_CHANGED);
}

gboolean
app_session_tick (AppSession *self, gint64 frame_time)
{
  gint64 elapsed = self->last_tick > 0 ? frame_time - self->last_tick : 0;
  double end = self->axis.shown.maximum;
  gboolean first = !is_current (self);
  gboolean changed, compared, easing;

  /* Most runs end sooner than this frame could be drawn: better now than a frame later. */
  if (!self->complete && first && !run_worker_wait (self->worker, FIRST_WAIT_US))
    run_worker_wait_for_part (self->worker, PART_WAIT_US);
  changed = !self->complete && take_snapshot (self);
  compared = app_ensemble_session_tick (self->comparison);
  if (changed || compared)
    follow_runs (self);
  easing = app_time_axis_step (&self->axis, frame_time);

  self->last_tick = frame_time;
  if (changed && first && !self->complete && !self->owes)
    tell_curve (self);
  else if (changed || compared || self->owes || self->axis.shown.maximum != end)
    {
      self->owes = FALSE;
      emit (self, RUN_CHANGED);
    }
  if (self->playback->playing)
    {
      app_playback_play (self->playback, self->snapshot, self->complete, elapsed);
      emit (self, PLAYHEAD_CHANGED);
    }
  if (easing || !self->complete || app_ensemble_session_is_busy (self->comparison) ||
      self->playback->playing)
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
  return (!self->complete || app_ensemble_session_is_busy (self->comparison)) &&
         app_clock_now () - self->started > SLOW_US;
}

ModelSnapshot *
app_session_get_snapshot (AppSession *self)
{
  return self->snapshot;
}

const StudyPhases *
app_session_get_phases (AppSession *self)
{
  return &self->phases;
}

void
app_session_get_run (AppSession *self, StudyRun *out)
{
  StudyMarks marks;
  StudyView view;

  study_marks_init (&marks);
  study_phases_get_marks (&self->phases, &marks);
  view.playhead = self->playback->epoch;
  app_view_history_look_at (self->view_history, &self->axis.shown, &view);
  study_run_assemble (
      out, &(StudyRunParts){ .medium = STUDY_MEDIUM_WINDOW,
                             .snapshot = self->snapshot,
                             .fork = self->recipe.is_fork ? (double) self->recipe.fork : NAN,
                             .marks = &marks,
                             .compared = self->compared,
                             .epochs = &self->axis.shown,
                             .view = &view,
                             .hover = self->hover });
}

double
app_session_get_last_epoch (AppSession *self)
{
  return self->snapshot != NULL ? model_snapshot_last_epoch (self->snapshot) : 0;
}

double
app_session_get_playhead (AppSession *self)
{
  return fmin (self->playback->epoch, app_session_get_last_epoch (self));
}

void
app_session_set_playhead (AppSession *self, double epoch)
{
  const double last = app_session_get_last_epoch (self);

  app_session_place_playhead (self, epoch >= last ? INFINITY : fmax (epoch, 0));
}

void
app_session_place_playhead (AppSession *self, double epoch)
{
  self->playback->epoch = epoch;
  emit (self, PLAYHEAD_CHANGED);
}

gboolean
app_session_get_playing (AppSession *self)
{
  return self->playback->playing;
}

void
app_session_set_playing (AppSession *self, gboolean playing)
{
  if (playing && self->playback->epoch >= app_session_get_last_epoch (self))
    self->playback->epoch = 0;
  self->playback->playing = playing;
  emit (self, PLAYHEAD_CHANGED);
  if (playing)
    wake (self);
}

double
app_session_get_speed (AppSession *self)
{
  return self->playback->speed;
}

void
app_session_set_speed (AppSession *self, double speed)
{
  self->playback->speed = CLAMP (speed, APP_PLAYBACK_SLOWEST, APP_PLAYBACK_FASTEST);
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

AppViewHistory *
app_session_get_view_history (AppSession *self)
{
  return self->view_history;
}

const StudyAxis *
app_session_get_whole_axis (AppSession *self)
{
  return &self->axis.shown;
}

AppPlayback *
app_session_get_playback (AppSession *self)
{
  return self->playback;
}

void
app_session_set_still (AppSession *self, gboolean still)
{
  self->axis.still = still;
}
