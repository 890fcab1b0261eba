/* Data sets as points of a map: named, set, moved and told. */
#pragma once

#include "plot/map.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

/* Translated. */
const char *app_map_get_name (PlotMapKind kind);

/**
 * app_map_set_point:
 * Makes the experiment's data those of a point, rounded to what the sliders show.
 * Errors: MODEL_ERROR_RANGE; the experiment is then unchanged.
 */
gboolean app_map_set_point (PlotMapKind kind,
                            const double point[2],
                            ModelExperiment *experiment,
                            GError **error);
/* The same, a number of steps (an arrow key's) away from where it is. */
gboolean app_map_step (
    PlotMapKind kind, int steps_x, int steps_y, ModelExperiment *experiment, GError **error);
/* "Correlation 0.50, spread 2.00" and what the map says there; owned by the caller. */
char *app_map_describe (PlotMapKind kind,
                        const ModelExperiment *experiment,
                        const TheoryPrediction *prediction);

G_END_DECLS
