/* Kicking the run in the window: the state at the playhead is dragged, and what it saved is told.
 */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/* The run of a session, to come back to. */
typedef struct AppKicksMemory AppKicksMemory;

AppKicksMemory *app_kicks_remember (AppSession *session);
void app_kicks_forget (AppKicksMemory *memory);
/* Makes all kicks since app_kicks_remember() one step to undo; takes the memory over. */
void app_kicks_commit (AppKicksMemory *memory);

/**
 * app_kicks_apply:
 * Sets the total weights at an epoch of the run and lets it train on; kicks at or after the epoch
 * are dropped. What cannot be is left out: a silent branch stays silent, and the norm of a vector
 * does not turn negative.
 * Returns: FALSE where nothing is trained yet, or where there are MODEL_KICK_MAX kicks before.
 */
gboolean app_kicks_apply (AppSession *session, double epoch, const double weight[2]);

typedef struct
{
  int second;          /* the modality that kicks are to hasten */
  gint64 epoch;        /* of the last kick */
  double t_before;     /* when it was learned without any kick; NAN: not yet */
  double t_after;      /* with all of them */
  double saved_run;    /* epochs; NAN: not known yet */
  double saved_theory; /* differences of travel times on the plane; NAN: not known */
} AppKicksReport;

/**
 * app_kicks_report:
 * What all kicks saved of the time to the second modality, in the run and on the phase plane: there
 * the sum of what each saves, the difference of the times that orbits from the states before and
 * after it take to half of its final weight.
 * Returns: FALSE where there is no kick, or where its run is not on screen yet.
 */
gboolean app_kicks_report (AppSession *session, AppKicksReport *report);
/* In a sentence, translated, or NULL; owned by the caller. */
char *app_kicks_describe (AppSession *session);

G_END_DECLS
