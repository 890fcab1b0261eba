/* The session object: experiment, worker, newest run, ghost, playhead. */
#include "app/session/session.h"

#include "app/base/clock.h"
#include "app/session/session_private.h"
#include "model/train/trainer.h"
#include "study/compared_runs.h"
#include "study/marks.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Runs that follow each other faster than this belong to one movement of a slider: the ghost stays
 * the run from before the movement. */
#define GESTURE_US 800000
#define SLOW_US 300000
/* What takes longer than this is seen to grow: its beginning is not held back. */
#define FIRST_WAIT_US 2000
/* A beginning that this frame just misses comes a whole frame later. */
#define PART_WAIT_US 4000

static guint signals[APP_SESSION_N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSession, app_session, G_TYPE_OBJECT)

static void
app_session_finalize (GObject *object)
{
  AppSession *self = APP_SESSION (object);

  g_clear_handle_id (&self->axis_timer, g_source_remove);
  run_job_slot_leave (self->forecasts);
  run_worker_free (self->worker);
  g_clear_pointer (&self->snapshot, model_snapshot_unref);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  g_clear_pointer (&self->unkicked, model_snapshot_unref);
  app_undo_free (self->undo);
  app_view_history_free (self->view_history);
  app_orbits_set_changed (self->orbits, NULL, NULL);
  app_orbits_unref (self->orbits);
  app_playback_free (self->playback);
  app_ensemble_session_free (self->comparison);
  study_pins_free (self->pins);
  study_fork_unref (self->fork);
  study_phases_clear (&self->phases);
  G_OBJECT_CLASS (app_session_parent_class)->finalize (object);
}

static void
app_session_class_init (AppSessionClass *klass)
{
  static const char *const names[APP_SESSION_N_SIGNALS] = {
    "experiment-changed", "curve-changed", "run-changed", "playhead-changed", "view-changed", "wake"
  };

  G_OBJECT_CLASS (klass)->finalize = app_session_finalize;
  for (int i = 0; i < APP_SESSION_N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

void
app_session_emit (AppSession *self, AppSessionSignal signal)
{
  if (signal == APP_SESSION_RUN_CHANGED)
    g_signal_emit (self, signals[APP_SESSION_CURVE_CHANGED], 0);
  g_signal_emit (self, signals[signal], 0);
}

/* Of the viewing, or of the orbits. */
static void
seen_changed_cb (gpointer object, gpointer self)
{
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
}

static void
forecast_cb (gpointer forecast, gpointer data)
{
  AppSession *self = data;
  const gboolean known = self->phases.prediction != NULL;

  study_phases_take_forecast (&self->phases, forecast);
  study_phases_measure (&self->phases, self->snapshot->history);
  /* The curve is looked up when plots are drawn; what is written was written already. */
  if (!self->told || !known || !isnan (self->phases.error_alone))
    app_session_emit (self, APP_SESSION_RUN_CHANGED);
}

static const RunJobClass forecast_class = { "forecast", FALSE, study_forecast_compute, forecast_cb,
                                            study_forecast_free };

static void
app_session_init (AppSession *self)
{
  self->view_history = app_view_history_new (seen_changed_cb, self);
  self->orbits = app_orbits_new ();
  app_orbits_set_changed (self->orbits, seen_changed_cb, self);
  self->playback = app_playback_new ();
  model_experiment_init (&self->experiment);
  self->worker = run_worker_new ();
  self->forecasts = run_job_slot_new (&forecast_class, 1, self);
  study_phases_init (&self->phases);
  app_time_axis_init (&self->axis);
  self->comparison = app_ensemble_session_new ();
  self->pins = study_pins_new ();
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
    app_session_emit (self, APP_SESSION_WAKE);
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
  /* A fork cannot be told by its experiment and kicks. */
  if (self->fork == NULL)
    self->ghost = model_snapshot_ref (self->snapshot);
}

void
app_session_restart (AppSession *self)
{
  gint64 now = app_clock_now ();

  self->started = now;
  self->complete = FALSE;
  app_time_axis_start_run (&self->axis, now);
  self->generation =
      self->fork != NULL
          ? run_worker_start_forked (self->worker, study_fork_get_fork (self->fork),
                                     &self->experiment, self->kicks, self->n_kicks)
          : run_worker_start_kicked (self->worker, &self->experiment, self->kicks, self->n_kicks);
  app_ensemble_session_follow (self->comparison, &self->experiment);
  wake (self);
}

gboolean
app_session_set_experiment (AppSession *self, const ModelExperiment *experiment, GError **error)
{
  if (!model_experiment_validate (experiment, error))
    return FALSE;
  if (self->generation > 0 && model_experiment_equal (experiment, &self->experiment))
    return TRUE;
  keep_ghost (self, app_clock_now ());
  const gboolean ends_fork = self->fork != NULL && !study_fork_takes (self->fork, experiment);
  if (ends_fork)
    g_clear_pointer (&self->fork, study_fork_unref);
  self->experiment = *experiment;
  self->n_kicks = 0;
  g_clear_pointer (&self->unkicked, model_snapshot_unref);
  app_session_restart (self);
  app_session_emit (self, APP_SESSION_EXPERIMENT_CHANGED);
  if (ends_fork)
    app_session_emit (self, APP_SESSION_VIEW_CHANGED);
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
  app_ensemble_session_set_mode (self->comparison, mode, &self->experiment);
  self->started = app_clock_now ();
  app_time_axis_start_run (&self->axis, self->started);
  wake (self);
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
}

ModelSnapshot *
app_session_get_ghost (AppSession *self)
{
  return self->unkicked != NULL ? self->unkicked : self->ghost;
}

void
app_session_set_ghost (AppSession *self, ModelSnapshot *ghost)
{
  ModelSnapshot **place = self->n_kicks > 0 ? &self->unkicked : &self->ghost;

  g_clear_pointer (place, model_snapshot_unref);
  *place = ghost != NULL ? model_snapshot_ref (ghost) : NULL;
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
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

/* As far as this run may go. */
static double
get_expected_end (AppSession *self)
{
  double asked = model_experiment_get (&self->experiment, MODEL_EPOCHS);
  StudyMarks marks;

  study_marks_init (&marks);
  study_phases_get_marks (&self->phases, &marks);
  return fmin (study_marks_get_expected_end (&marks),
               asked > 0 ? asked : MODEL_TRAINER_EPOCH_BOUND);
}

/* The axis shows the run and those it is compared with, unless these would make it small. */
static void
follow_runs (AppSession *self)
{
  const gboolean busy = !self->complete || app_ensemble_session_is_busy (self->comparison);
  const double expected = get_expected_end (self);
  double end, others;

  if (self->snapshot == NULL || self->snapshot->generation != self->generation)
    return;
  others =
      fmax (study_ensemble_runs_get_last_epoch (app_ensemble_session_get_runs (self->comparison)),
            study_pins_get_last_epoch (self->pins));
  if (self->fork != NULL)
    others = fmax (others, study_fork_get_last_epoch (self->fork));
  end = study_run_get_end (self->snapshot, expected);
  app_time_axis_expect (&self->axis, expected);
  app_time_axis_follow (&self->axis, study_compared_runs_fit (end, others), !busy);
}

void
app_session_show_runs (AppSession *self)
{
  follow_runs (self);
  wake (self);
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
}

StudyPins *
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
  app_ensemble_session_stop (self->comparison);
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
          study_phases_predict (&self->phases, &snapshot->experiment, snapshot->init_scale);
          run_job_slot_start (self->forecasts, study_forecast_new (snapshot));
        }
      study_phases_measure (&self->phases, snapshot->history);
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
  app_session_emit (self, APP_SESSION_PLAYHEAD_CHANGED);
}

/* Meanwhile theory is computed in its thread: mostly, this frame can show it. */
static void
tell_widgets (AppSession *self)
{
  self->owes = FALSE;
  app_session_emit (self, APP_SESSION_RUN_CHANGED);
  self->told = TRUE;
  run_job_slot_poll (self->forecasts);
  self->told = FALSE;
}

/* The first part of a run that goes on: its curve at once, all else a frame later, unless that is
 * owed already. */
static void
tell_curve (AppSession *self)
{
  self->owes = TRUE;
  app_session_emit (self, APP_SESSION_CURVE_CHANGED);
}

gboolean
app_session_tick (AppSession *self, gint64 frame_time)
{
  gint64 elapsed = self->last_tick > 0 ? frame_time - self->last_tick : 0;
  double end = self->axis.shown.maximum;
  gboolean first = self->snapshot == NULL || self->snapshot->generation != self->generation;
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
    tell_widgets (self);
  if (self->playing)
    play (self, elapsed);
  if (easing || !self->complete || app_ensemble_session_is_busy (self->comparison) || self->playing)
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
  study_run_init (out);
  out->snapshot = self->snapshot;
  out->ghost = app_session_get_ghost (self);
  out->epochs = self->axis.shown;
  out->playhead = self->playhead;
  out->hover = self->hover;
  study_phases_get_marks (&self->phases, &out->marks);
  app_view_history_apply (self->view_history, out);
  app_ensemble_session_fill (self->comparison, out);
  study_pins_fill (self->pins, out);
  if (self->fork != NULL)
    study_fork_fill (self->fork, self->compared, out);
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
  app_session_emit (self, APP_SESSION_PLAYHEAD_CHANGED);
}

void
app_session_place_playhead (AppSession *self, double epoch)
{
  self->playhead = epoch;
  app_session_emit (self, APP_SESSION_PLAYHEAD_CHANGED);
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
  app_session_emit (self, APP_SESSION_PLAYHEAD_CHANGED);
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
  app_session_emit (self, APP_SESSION_PLAYHEAD_CHANGED);
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
  app_session_emit (self, APP_SESSION_VIEW_CHANGED);
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
