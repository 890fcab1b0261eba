/* A session as files tell it, and back. */
#pragma once

#include "app/session/session.h"
#include "figure/file/provenance.h"

G_BEGIN_DECLS

/* What a picture of the run has to tell, but for figure and options: the run, what it is compared
 * with, and how it is looked at. */
void app_session_get_provenance (AppSession *self, FigureProvenance *out);
/**
 * app_session_open:
 * Makes it the run that a file tells of, one step to undo. It is compared with what a picture has;
 * an experiment without anything leaves that as it is. Pins, the ghost and the parent of a fork are
 * trained in a thread, and drawn a moment later: app_restored_runs_is_pending().
 * Errors: those of model_recipe_validate(); nothing is changed then.
 */
gboolean app_session_open (AppSession *self, const FigureProvenance *provenance, GError **error);

G_END_DECLS
