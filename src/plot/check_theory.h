/* Quantities of an experiment, from theory: nothing is trained for them. */
#pragma once

#include "plot/check.h"

G_BEGIN_DECLS

/* Valid: the quantity is one of these, and what it is of is there. */
double plot_check_theory_measure (PlotCheckQuantity quantity, const PlotChecked *checked);

G_END_DECLS
