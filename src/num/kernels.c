/* The products of a training step, in plain loops that compilers vectorise. */
#include "num/kernels.h"

#include "num/lanes.h"

#include <string.h>

enum
{
  BLOCK = 4 /* rows that go together and share what they load */
};

CLONES double
num_kernel_dot (int n, const double *restrict a, const double *restrict b)
{
  Lanes even = { 0 }, odd = { 0 };
  double tail = 0;
  Half half;
  int j = 0;

  for (; j + 2 * N_LANES <= n; j += 2 * N_LANES)
    {
      even += CONST_LANES (a + j) * CONST_LANES (b + j);
      odd += CONST_LANES (a + j + N_LANES) * CONST_LANES (b + j + N_LANES);
    }
  even += odd;
  half = FOLD (even);
  for (; j + N_HALF <= n; j += N_HALF)
    half += CONST_HALF (a + j) * CONST_HALF (b + j);
  for (; j < n; j++)
    tail += a[j] * b[j];
  return SUM_HALF (half) + tail;
}

CLONES void
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

      for (; j + N_LANES <= cols; j += N_LANES)
        LANES (out + j) += (c[0] * CONST_LANES (r0 + j) + c[1] * CONST_LANES (r1 + j)) +
                           (c[2] * CONST_LANES (r2 + j) + c[3] * CONST_LANES (r3 + j));
      for (; j + N_HALF <= cols; j += N_HALF)
        HALF (out + j) += (c[0] * CONST_HALF (r0 + j) + c[1] * CONST_HALF (r1 + j)) +
                          (c[2] * CONST_HALF (r2 + j) + c[3] * CONST_HALF (r3 + j));
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
  Lanes sum[BLOCK] = { { 0 } };
  Half half[BLOCK];
  double tail[BLOCK] = { 0 }, step[BLOCK];
  int j = 0;

  for (int i = 0; i < n; i++)
    step[i] = scale * b[i];
  for (; j + N_LANES <= cols; j += N_LANES)
    for (int i = 0; i < n; i++)
      {
        Lanes old = LANES (w + (long) i * cols + j), fj = CONST_LANES (f + j);

        sum[i] += old * fj;
        LANES (w + (long) i * cols + j) = old + step[i] * fj;
      }
  for (int i = 0; i < n; i++)
    half[i] = FOLD (sum[i]);
  for (; j + N_HALF <= cols; j += N_HALF)
    for (int i = 0; i < n; i++)
      {
        Half old = HALF (w + (long) i * cols + j), fj = CONST_HALF (f + j);

        half[i] += old * fj;
        HALF (w + (long) i * cols + j) = old + step[i] * fj;
      }
  for (; j < cols; j++)
    for (int i = 0; i < n; i++)
      {
        double old = w[(long) i * cols + j];

        tail[i] += old * f[j];
        w[(long) i * cols + j] = old + step[i] * f[j];
      }
  for (int i = 0; i < n; i++)
    out[i] += SUM_HALF (half[i]) + tail[i];
}

CLONES void
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

CLONES void
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
