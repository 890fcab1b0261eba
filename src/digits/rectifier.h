/* The rectifier's derivative. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* delta_i = 0 where output_i, behind the rectifier, is 0. Shapes: (n). */
void digits_rectifier_mask (float *delta, const float *output, gsize n);

G_END_DECLS
