/* Quantities of a figure's runs over seeds: see figure_seeds.h. */
#pragma once

#include "figure/check/check_quantity.h"

G_BEGIN_DECLS

/* Valid: the quantity is one of these, and what it is of is there. */
double figure_check_seeds_measure (FigureCheckQuantity quantity, const FigureChecked *checked);

G_END_DECLS
