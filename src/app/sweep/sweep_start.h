/* A sweep of an experiment, to begin with. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Its text: the experiment, and one parameter of it along the axis, around its value. @parameter:
 * of the sidebar; "": one that the experiment has. Owned by the caller. */
char *app_sweep_start_dup_text (const ModelExperiment *experiment, const char *parameter);

G_END_DECLS
