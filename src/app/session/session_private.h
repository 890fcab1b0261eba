/* What a session is made of, for session.c and session_future.c alone. */
#pragma once

#include "app/session/session.h"
#include "app/session/time_axis.h"
#include "run/job_slot.h"
#include "run/worker.h"

G_BEGIN_DECLS

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
  StudyPhases phases;
  RunJobSlot *forecasts; /* StudyForecast, of the newest run */
  gboolean owes;         /* of the run only the curve was shown */
  gboolean told;         /* of the run: all that is left to do in this frame is to draw it */
  AppTimeAxis axis;
  guint axis_timer; /* wakes an axis that is to fit once things are quiet; 0: none */
  AppEnsembleSession *comparison;
  StudyPins *pins;
  StudyFork *fork; /* or NULL */
  StudyComparedRun compared[STUDY_COMPARED_STYLES + 1];

  ModelKick kicks[MODEL_KICK_MAX];
  int n_kicks;
  ModelSnapshot *unkicked; /* the run before its first kick, or NULL */
  AppUndo *undo;
  AppOrbits *orbits;
  guint gesture;

  double playhead; /* INFINITY: at the end */
  gboolean playing;
  double speed;
  gint64 last_tick; /* 0: asleep */
  double hover;
  AppViewHistory *view_history;
  AppPlayback *playback;
};

typedef enum
{
  APP_SESSION_EXPERIMENT_CHANGED,
  APP_SESSION_CURVE_CHANGED, /* with the next, and a frame before it where a long run begins */
  APP_SESSION_RUN_CHANGED,
  APP_SESSION_PLAYHEAD_CHANGED,
  APP_SESSION_VIEW_CHANGED,
  APP_SESSION_WAKE,
  APP_SESSION_N_SIGNALS
} AppSessionSignal;

void app_session_emit (AppSession *self, AppSessionSignal signal);

G_END_DECLS
