/* Quantities of noisy digits: a run or a table that has ended, or samples. */
#pragma once

#include "figure/check/check_quantity.h"

G_BEGIN_DECLS

/* Valid: the quantity is one of these, and what it is of is there. */
double figure_check_digits_measure (FigureCheckQuantity quantity, const FigureChecked *checked);

G_END_DECLS
