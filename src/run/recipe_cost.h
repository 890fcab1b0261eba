/* How long a run takes, before it is trained. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Seconds on one core, right within a factor of ten: enough to tell minutes from days. */
double run_recipe_cost (const ModelExperiment *experiment);

G_END_DECLS
