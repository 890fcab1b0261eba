/* A matrix plus a sum of rank-one terms, w + sum_t b_t f_t', without forming it: products, and the
 * sum itself where it is wanted at last.
 *
 * Plain loops with a fixed order of summation, as kernels.h: the same bits on every CPU.
 */
#pragma once

/* Shapes: w (rows, cols), b (n, rows), f (n, cols). */
typedef struct
{
  int rows, cols;
  const double *w;
  int n; /* terms; 0: w alone */
  const double *b, *f;
} NumLowRank;

/* out = (w + sum b f')' x. Shapes: x (rows), out (cols); scratch (n + cols). */
void num_low_rank_down (const NumLowRank *self, const double *x, double *out, double *scratch);
/* out += (w + sum b f') x. Shapes: x (cols), out (rows); scratch (n + rows). */
void num_low_rank_up (const NumLowRank *self, const double *x, double *out, double *scratch);
