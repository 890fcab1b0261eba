/* Quantities of an experiment, from theory: nothing is trained for them. */
#pragma once

#include "figure/check/check_quantity.h"

G_BEGIN_DECLS

/* Valid: the quantity is one of these, and what it is of is there. */
double figure_check_theory_measure (FigureCheckQuantity quantity, const FigureChecked *checked);

G_END_DECLS
