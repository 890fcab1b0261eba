/* Quantities of a sweep whose cells are all done. */
#pragma once

#include "figure/check/check_quantity.h"

G_BEGIN_DECLS

/* Valid: the quantity is one of these, and what it is of is there. */
double figure_check_sweep_measure (FigureCheckQuantity quantity, const FigureChecked *checked);

G_END_DECLS
