/* Figure 12: ReLU networks learn a linear modality and XOR. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

extern const Figure figure_xor;

G_END_DECLS
