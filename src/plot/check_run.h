/* Quantities of a run, which has ended. */
#pragma once

#include "plot/check.h"

G_BEGIN_DECLS

/* Valid: the quantity is one of these, and what it is of is there. */
double plot_check_run_measure (PlotCheckQuantity quantity, const PlotChecked *checked);

G_END_DECLS
