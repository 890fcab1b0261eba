/* What one step, or one prediction, of a digits network works on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All borrowed. */
typedef struct
{
  float *parameters;    /* as the layout places them; only a step writes them */
  const float *x;       /* (n, 2, side, side): A and B of each sample */
  const guint8 *labels; /* (n); of a step only */
  int n;
  float rate;        /* of a step only */
  const int *cancel; /* (nullable): read atomically; where it is true, the work is given up */
} DigitsBatch;

G_END_DECLS
