/* The products of a training step, in plain loops that compilers vectorise; compiled once for each
 * instruction set. */
#include "num/lanes.h"

#include "num/kernels.h"

#include <string.h>

enum
{
  BLOCK = 4 /* rows that go together and share what they load */
};

double
num_kernel_dot (int n, const double *restrict a, const double *restrict b)
{
  Lanes even = { 0 }, odd = { 0 };
  double tail = 0;
  Half half;
  int j = 0;

  for (; j + 2 * N_LANES <= n; j += 2 * N_LANES)
    {
      lanes_add_product (&even, a + j, b + j);
      lanes_add_product (&odd, a + j + N_LANES, b + j + N_LANES);
    }
  lanes_add (&even, &odd);
  lanes_fold (&even, &half);
  for (; j + N_HALF <= n; j += N_HALF)
    half_add_product (&half, a + j, b + j);
  for (; j < n; j++)
    tail += a[j] * b[j];
  return half_sum (&half) + tail;
}

void
num_kernel_down (
    int rows, int cols, const double *restrict w, const double *restrict b, double *restrict out)
{
  int i = 0;

  memset (out, 0, sizeof *out * cols);
  for (; i + BLOCK <= rows; i += BLOCK)
    {
      const double *r0 = w + (long) i * cols, *r1 = r0 + cols, *r2 = r1 + cols, *r3 = r2 + cols;
      const double *c = b + i;
      int j = 0;

      for (; j + N_PART <= cols; j += N_PART)
        PART (out + j) += (c[0] * CONST_PART (r0 + j) + c[1] * CONST_PART (r1 + j)) +
                          (c[2] * CONST_PART (r2 + j) + c[3] * CONST_PART (r3 + j));
      for (; j < cols; j++)
        out[j] += (c[0] * r0[j] + c[1] * r1[j]) + (c[2] * r2[j] + c[3] * r3[j]);
    }
  for (; i < rows; i++)
    for (int j = 0; j < cols; j++)
      out[j] += b[i] * w[(long) i * cols + j];
}

void
num_kernel_up (int rows, int cols, const double *w, const double *f, double *out)
{
  if (cols == 1)
    for (int i = 0; i < rows; i++)
      out[i] = w[i] * f[0];
  else
    for (int i = 0; i < rows; i++)
      out[i] = num_kernel_dot (cols, w + (long) i * cols, f);
}

/* A column: its rows are contiguous, so they are the vector. */
INLINE void
up_update_column (int rows,
                  double *restrict w,
                  double step,
                  const double *restrict b,
                  double f,
                  double *restrict out)
{
  for (int i = 0; i < rows; i++)
    {
      double old = w[i];

      out[i] += old * f;
      w[i] = old + step * b[i];
    }
}

/* n rows, a constant where this is called, so that they are unrolled. */
INLINE void
up_update_rows (int n,
                int cols,
                double *restrict w,
                double scale,
                const double *restrict b,
                const double *restrict f,
                double *restrict out)
{
  Lanes sum[BLOCK] = { 0 };
  Half half[BLOCK];
  double tail[BLOCK] = { 0 }, step[BLOCK];
  int j = 0;

  for (int i = 0; i < n; i++)
    step[i] = scale * b[i];
  for (; j + N_LANES <= cols; j += N_LANES)
    for (int p = 0; p < N_PARTS; p++)
      {
        const Part fj = CONST_PART (f + j + p * N_PART);

        for (int i = 0; i < n; i++)
          {
            double *at = w + (long) i * cols + j + p * N_PART;
            const Part old = CONST_PART (at);

            sum[i].part[p] += old * fj;
            PART (at) = old + step[i] * fj;
          }
      }
  for (int i = 0; i < n; i++)
    lanes_fold (&sum[i], &half[i]);
  for (; j + N_HALF <= cols; j += N_HALF)
    for (int i = 0; i < n; i++)
      {
        double *at = w + (long) i * cols + j;

        half_add_product (&half[i], at, f + j);
        for (int k = 0; k < N_HALF; k++)
          at[k] += step[i] * f[j + k];
      }
  for (; j < cols; j++)
    for (int i = 0; i < n; i++)
      {
        double old = w[(long) i * cols + j];

        tail[i] += old * f[j];
        w[(long) i * cols + j] = old + step[i] * f[j];
      }
  for (int i = 0; i < n; i++)
    out[i] += half_sum (&half[i]) + tail[i];
}

void
num_kernel_up_update (int rows,
                      int cols,
                      double *restrict w,
                      double scale,
                      const double *restrict b,
                      const double *restrict f,
                      double *restrict out)
{
  int i = 0;

  if (cols == 1)
    {
      up_update_column (rows, w, scale * f[0], b, f[0], out);
      return;
    }
  for (; i + BLOCK <= rows; i += BLOCK)
    up_update_rows (BLOCK, cols, w + (long) i * cols, scale, b + i, f, out + i);
  for (; i < rows; i++)
    up_update_rows (1, cols, w + (long) i * cols, scale, b + i, f, out + i);
}

void
num_kernel_update (int rows,
                   int cols,
                   double *restrict w,
                   double scale,
                   const double *restrict b,
                   const double *restrict f)
{
  if (cols == 1)
    for (int i = 0; i < rows; i++)
      w[i] += scale * f[0] * b[i];
  else
    for (int i = 0; i < rows; i++)
      {
        double step = scale * b[i];

        for (int j = 0; j < cols; j++)
          w[(long) i * cols + j] += step * f[j];
      }
}

/* m rows, a constant where this is called; each block of columns stays in registers over all terms.
 */
INLINE void
updates_rows (int m,
              int rows,
              int cols,
              double *restrict w,
              int n,
              const double *restrict scale,
              const double *restrict b,
              const double *restrict f)
{
  int j = 0;

  for (; j + 2 * N_PART <= cols; j += 2 * N_PART)
    {
      Part even[BLOCK], odd[BLOCK];

      for (int i = 0; i < m; i++)
        {
          even[i] = CONST_PART (w + (long) i * cols + j);
          odd[i] = CONST_PART (w + (long) i * cols + j + N_PART);
        }
      for (int t = 0; t < n; t++)
        for (int i = 0; i < m; i++)
          {
            const double step = scale[t] * b[(long) t * rows + i];

            even[i] += step * CONST_PART (f + (long) t * cols + j);
            odd[i] += step * CONST_PART (f + (long) t * cols + j + N_PART);
          }
      for (int i = 0; i < m; i++)
        {
          PART (w + (long) i * cols + j) = even[i];
          PART (w + (long) i * cols + j + N_PART) = odd[i];
        }
    }
  for (; j < cols; j++)
    for (int i = 0; i < m; i++)
      for (int t = 0; t < n; t++)
        w[(long) i * cols + j] += scale[t] * b[(long) t * rows + i] * f[(long) t * cols + j];
}

void
num_kernel_updates (int rows,
                    int cols,
                    double *restrict w,
                    int n,
                    const double *restrict scale,
                    const double *restrict b,
                    const double *restrict f)
{
  int i = 0;

  if (cols == 1)
    {
      for (int t = 0; t < n; t++)
        num_kernel_update (rows, 1, w, scale[t], b + (long) t * rows, f + t);
      return;
    }
  for (; i + BLOCK <= rows; i += BLOCK)
    updates_rows (BLOCK, rows, cols, w + (long) i * cols, n, scale, b + i, f);
  for (; i < rows; i++)
    updates_rows (1, rows, cols, w + (long) i * cols, n, scale, b + i, f);
}
