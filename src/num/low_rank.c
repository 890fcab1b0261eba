/* Products with a matrix plus rank-one terms. */
#include "num/low_rank.h"

#include "num/kernels.h"

/* W' x; a column is one dot product. */
static void
matrix_down (int rows, int cols, const double *w, const double *x, double *out)
{
  if (cols == 1)
    out[0] = num_kernel_dot (rows, w, x);
  else
    num_kernel_down (rows, cols, w, x, out);
}

void
num_low_rank_down (const NumLowRank *self, const double *x, double *out, double *scratch)
{
  double *share = scratch, *sum = scratch + self->n;

  matrix_down (self->rows, self->cols, self->w, x, out);
  if (self->n == 0)
    return;
  for (int t = 0; t < self->n; t++)
    share[t] = num_kernel_dot (self->rows, self->b + (long) t * self->rows, x);
  matrix_down (self->n, self->cols, self->f, share, sum);
  for (int j = 0; j < self->cols; j++)
    out[j] += sum[j];
}

void
num_low_rank_up (const NumLowRank *self, const double *x, double *out, double *scratch)
{
  double *share = scratch, *sum = scratch + self->n;

  if (self->cols == 1)
    for (int i = 0; i < self->rows; i++)
      out[i] += self->w[i] * x[0];
  else
    for (int i = 0; i < self->rows; i++)
      out[i] += num_kernel_dot (self->cols, self->w + (long) i * self->cols, x);
  if (self->n == 0)
    return;
  for (int t = 0; t < self->n; t++)
    share[t] = num_kernel_dot (self->cols, self->f + (long) t * self->cols, x);
  matrix_down (self->n, self->rows, self->b, share, sum);
  for (int i = 0; i < self->rows; i++)
    out[i] += sum[i];
}
