/* Products with a matrix plus rank-one terms, in plain loops that compilers vectorise. */
#include "num/low_rank.h"

#include "num/kernels.h"
#include "num/target.h"

enum
{
  N_LANES = 8,
  BLOCK = 4 /* rows that go together and share what they load of f */
};

typedef double Lanes __attribute__ ((vector_size (64), aligned (8)));
#define LANES(p) (*(Lanes *) (p))
#define CONST_LANES(p) (*(const Lanes *) (p))

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

/* m rows, a constant where this is called; each block of columns stays in registers over all terms.
 */
NUM_TARGET_INLINE void
sum_rows (int m,
          int rows,
          int cols,
          int n,
          const double *restrict coefficient,
          const double *restrict b,
          const double *restrict f,
          double *restrict out)
{
  int j = 0;

  for (; j + 2 * N_LANES <= cols; j += 2 * N_LANES)
    {
      Lanes even[BLOCK], odd[BLOCK];

      for (int i = 0; i < m; i++)
        {
          even[i] = LANES (out + (long) i * cols + j);
          odd[i] = LANES (out + (long) i * cols + j + N_LANES);
        }
      for (int t = 0; t < n; t++)
        for (int i = 0; i < m; i++)
          {
            double step = coefficient[t] * b[(long) t * rows + i];

            even[i] += step * CONST_LANES (f + (long) t * cols + j);
            odd[i] += step * CONST_LANES (f + (long) t * cols + j + N_LANES);
          }
      for (int i = 0; i < m; i++)
        {
          LANES (out + (long) i * cols + j) = even[i];
          LANES (out + (long) i * cols + j + N_LANES) = odd[i];
        }
    }
  for (; j < cols; j++)
    for (int i = 0; i < m; i++)
      for (int t = 0; t < n; t++)
        out[(long) i * cols + j] +=
            coefficient[t] * b[(long) t * rows + i] * f[(long) t * cols + j];
}

NUM_TARGET_CLONES static void
sum_matrix (int rows,
            int cols,
            int n,
            const double *restrict coefficient,
            const double *restrict b,
            const double *restrict f,
            double *restrict out)
{
  int i = 0;

  for (; i + BLOCK <= rows; i += BLOCK)
    sum_rows (BLOCK, rows, cols, n, coefficient, b + i, f, out + (long) i * cols);
  for (; i < rows; i++)
    sum_rows (1, rows, cols, n, coefficient, b + i, f, out + (long) i * cols);
}

void
num_low_rank_sum (int rows,
                  int cols,
                  int n,
                  const double *coefficient,
                  const double *b,
                  const double *f,
                  double *out)
{
  if (cols > 1)
    sum_matrix (rows, cols, n, coefficient, b, f, out);
  else
    for (int t = 0; t < n; t++)
      num_kernel_update (rows, 1, out, coefficient[t], b + (long) t * rows, f + t);
}
