/* Theory's and a run's marks on time plots, from what the theory layer knows. */
#pragma once

#include "plot/timeplot.h"
#include "theory/generalisation.h"
#include "theory/measure.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

/* Everything absent. */
void plot_marks_init (PlotMarks *self);
/* Predicted times (of finite steps), levels, losses. */
void plot_marks_predict (PlotMarks *self, const TheoryPrediction *prediction);
/* The epoch by which theory expects everything to have been seen, with a margin; 0: it cannot say.
 */
double plot_marks_get_expected_end (const PlotMarks *self);
/* Measured times, as far as they are reached. */
void plot_marks_measure (PlotMarks *self, const TheoryMeasure *measure);
void plot_marks_stop_early (PlotMarks *self, const TheoryEarlyStopping *stop);

G_END_DECLS
