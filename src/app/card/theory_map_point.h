/* Data sets as points of a map: named, set, moved and told. */
#pragma once

#include "plot/plane/theory_map.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

/* Translated. */
const char *app_theory_map_point_get_name (PlotTheoryMapKind kind);

/**
 * app_theory_map_point_set_point:
 * Makes the experiment's data those of a point, rounded to what the sliders show.
 * Errors: MODEL_ERROR_RANGE; the experiment is then unchanged.
 */
gboolean app_theory_map_point_set_point (PlotTheoryMapKind kind,
                                         const double point[2],
                                         ModelExperiment *experiment,
                                         GError **error);
/* The same, a number of steps (an arrow key's) away from where it is. */
gboolean app_theory_map_point_step (
    PlotTheoryMapKind kind, int steps_x, int steps_y, ModelExperiment *experiment, GError **error);
/* "Correlation 0.50, spread 2.00" and what the map says there; owned by the caller. */
char *app_theory_map_point_describe (PlotTheoryMapKind kind,
                                     const ModelExperiment *experiment,
                                     const TheoryPrediction *prediction);

G_END_DECLS
