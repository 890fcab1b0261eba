/* The session: the recipe that is trained, the worker that does it, the newest run, the runs that
 * it is compared with, and where the playhead stands. The window's widgets all look at one session.
 *
 * Signals (no arguments):
 *   experiment-changed   another experiment; its run has just been started
 *   curve-changed        comes with the next, and where a long run begins a frame before it: what
 *                        shows the curve does so at once, all else has a frame of its own
 *   run-changed          the snapshot, its phases or the time axis are new
 *   playhead-changed     the playhead, playing or the speed
 *   view-changed         hover or the kind of axis: to be drawn again, nothing else
 *   data-changed         a file is asked for, loaded or refused: see session_data.h
 *   wake                 app_session_tick() is wanted every frame from now on
 */
#pragma once

#include "app/session/ensemble_session.h"
#include "app/session/orbits.h"
#include "app/session/playback.h"
#include "app/session/undo.h"
#include "app/session/view_history.h"
#include "study/drawn_run.h"
#include "study/phases.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define APP_TYPE_SESSION (app_session_get_type ())
G_DECLARE_FINAL_TYPE (AppSession, app_session, APP, SESSION, GObject)

/* Holds the default experiment; nothing is trained yet. */
AppSession *app_session_new (void);

/* All that the current run is made from, and its experiment. */
const ModelRecipe *app_session_get_recipe (AppSession *self);
const ModelExperiment *app_session_get_experiment (AppSession *self);

/**
 * app_session_set_recipe:
 * Makes it the session's run: cancels the one in flight and trains this one, once, unless it is the
 * same. Never blocks. The playhead goes to the last kick, where there are others than before. Of a
 * fork, app_session_set_fork_parent() can follow.
 * Errors: those of model_recipe_validate(); nothing is changed then.
 */
gboolean app_session_set_recipe (AppSession *self, const ModelRecipe *recipe, GError **error);
/* The same of another experiment without kicks; a fork goes on being one where its network stays.
 * Errors: those of model_experiment_validate(). */
gboolean
app_session_set_experiment (AppSession *self, const ModelExperiment *experiment, GError **error);
/* Trains the session's run from the start. */
void app_session_restart (AppSession *self);
/* Cancels the run in flight and keeps what it has recorded. */
void app_session_stop (AppSession *self);

/* The compared runs; to look at, borrowed. */
const StudyComparedRuns *app_session_get_compared (AppSession *self);
/* What time plots draw pale behind the run; NULL: nothing. */
void app_session_set_ghost (AppSession *self, ModelSnapshot *ghost);
/* The run that the session's fork has left, to its own end; NULL: not known. */
void app_session_set_fork_parent (AppSession *self, ModelSnapshot *parent);
/* Changes of one parameter up to here are one movement; the next one is another. */
void app_session_end_gesture (AppSession *self);
/* What can be undone in the window. */
AppUndo *app_session_get_undo (AppSession *self);

/* All fusion layers or many seeds beside the run. Emits view-changed. */
StudyEnsemble app_session_get_comparison_mode (AppSession *self);
void app_session_set_comparison_mode (AppSession *self, StudyEnsemble mode);
/* To look at; borrowed. */
AppEnsembleSession *app_session_get_comparison (AppSession *self);

/* Trajectories that somebody has started in the phase plane; changing them emits view-changed.
 * Borrowed. */
AppOrbits *app_session_get_orbits (AppSession *self);

/* The pinned runs, to look at: app/session/session_pins.h changes them. Borrowed. */
StudyPins *app_session_get_pins (AppSession *self);
/* Other runs, or others of them, are beside the run: the axis eases to where it shows them. Emits
 * view-changed. */
void app_session_show_runs (AppSession *self);

/* Takes what the worker has posted, plays, eases the axis. FALSE once there is nothing to do. */
gboolean app_session_tick (AppSession *self, gint64 frame_time);
/* TRUE if the run of the current experiment has ended and is the one shown. */
gboolean app_session_is_complete (AppSession *self);
/* TRUE while theory of the run is still to come; run-changed then tells that it has. */
gboolean app_session_is_forecasting (AppSession *self);
/* TRUE if the current run, or one it is compared with, has been training for so long that one would
 * want to stop it. */
gboolean app_session_is_slow (AppSession *self);

/* The newest snapshot of the current run, or still the one before; borrowed; NULL at the start. */
ModelSnapshot *app_session_get_snapshot (AppSession *self);
/* Never NULL; what is not known yet is absent in it. */
const StudyPhases *app_session_get_phases (AppSession *self);
/* What time plots draw; borrowed until the next tick. */
void app_session_get_run (AppSession *self, StudyRun *out);
double app_session_get_last_epoch (AppSession *self);

/* 0 to the last epoch; at the end the playhead stays at the end, whatever run comes. */
double app_session_get_playhead (AppSession *self);
void app_session_set_playhead (AppSession *self, double epoch);
/* The same of a run that is not there yet: not cut off to what is trained. */
void app_session_place_playhead (AppSession *self, double epoch);
gboolean app_session_get_playing (AppSession *self);
/* From the start if the playhead is at the end. */
void app_session_set_playing (AppSession *self, gboolean playing);
double app_session_get_speed (AppSession *self);
void app_session_set_speed (AppSession *self, double speed);

/* NAN: nothing is hovered. */
double app_session_get_hover (AppSession *self);
void app_session_set_hover (AppSession *self, double epoch);
/* Scales and zoom of the time plots; changing it emits view-changed. Borrowed. */
AppViewHistory *app_session_get_view_history (AppSession *self);
/* The time axis that shows all, linear; borrowed until the next tick. */
const StudyAxis *app_session_get_whole_axis (AppSession *self);
AppPlayback *app_session_get_playback (AppSession *self);

/* For those whom moving pictures make sick: what is shown jumps, and only a playing run moves. */
void app_session_set_still (AppSession *self, gboolean still);

G_END_DECLS
