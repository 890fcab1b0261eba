/* Layers over blocks of samples, in plain loops that compilers vectorise. */
#include "num/blocks.h"

#include "num/lanes.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum
{
  ROWS = 4 /* that share what they load */
};

/* n rows, a constant where this is called; 16 samples at a time. */
INLINE void
forward_rows (int n, int cols, const double *w, const double *in, double *out)
{
  for (int s = 0; s < NUM_BLOCK; s += 2 * N_LANES)
    {
      Lanes low[ROWS], high[ROWS];

      for (int i = 0; i < n; i++)
        {
          low[i] = CONST_LANES (out + i * NUM_BLOCK + s);
          high[i] = CONST_LANES (out + i * NUM_BLOCK + s + N_LANES);
        }
      for (int k = 0; k < cols; k++)
        {
          const Lanes a = CONST_LANES (in + k * NUM_BLOCK + s);
          const Lanes b = CONST_LANES (in + k * NUM_BLOCK + s + N_LANES);

          for (int i = 0; i < n; i++)
            {
              low[i] += w[(long) i * cols + k] * a;
              high[i] += w[(long) i * cols + k] * b;
            }
        }
      for (int i = 0; i < n; i++)
        {
          LANES (out + i * NUM_BLOCK + s) = low[i];
          LANES (out + i * NUM_BLOCK + s + N_LANES) = high[i];
        }
    }
}

CLONES void
num_block_forward (
    int rows, int cols, const double *restrict w, const double *restrict in, double *restrict out)
{
  int i = 0;

  for (; i + ROWS <= rows; i += ROWS)
    forward_rows (ROWS, cols, w + (long) i * cols, in, out + (long) i * NUM_BLOCK);
  for (; i < rows; i++)
    forward_rows (1, cols, w + (long) i * cols, in, out + (long) i * NUM_BLOCK);
}

/* n features below, a constant where this is called. */
INLINE void
backward_columns (int n, int rows, int cols, const double *w, const double *delta, double *below)
{
  for (int s = 0; s < NUM_BLOCK; s += 2 * N_LANES)
    {
      Lanes low[ROWS] = { { 0 } }, high[ROWS] = { { 0 } };

      for (int i = 0; i < rows; i++)
        {
          const Lanes a = CONST_LANES (delta + (long) i * NUM_BLOCK + s);
          const Lanes b = CONST_LANES (delta + (long) i * NUM_BLOCK + s + N_LANES);

          for (int k = 0; k < n; k++)
            {
              low[k] += w[(long) i * cols + k] * a;
              high[k] += w[(long) i * cols + k] * b;
            }
        }
      for (int k = 0; k < n; k++)
        {
          LANES (below + k * NUM_BLOCK + s) = low[k];
          LANES (below + k * NUM_BLOCK + s + N_LANES) = high[k];
        }
    }
}

CLONES void
num_block_backward (int rows,
                    int cols,
                    const double *restrict w,
                    const double *restrict delta,
                    double *restrict below)
{
  int k = 0;

  for (; k + ROWS <= cols; k += ROWS)
    backward_columns (ROWS, rows, cols, w + k, delta, below + (long) k * NUM_BLOCK);
  for (; k < cols; k++)
    backward_columns (1, rows, cols, w + k, delta, below + (long) k * NUM_BLOCK);
}

/* A tile of n rows and c columns, constants where this is called. */
INLINE void
outer_tile (int n, int c, int cols, const double *delta, const double *in, double *gradient)
{
  Lanes sum[2][ROWS] = { { { 0 } } };

  for (int s = 0; s < NUM_BLOCK; s += N_LANES)
    for (int i = 0; i < n; i++)
      for (int k = 0; k < c; k++)
        sum[i][k] += CONST_LANES (delta + i * NUM_BLOCK + s) * CONST_LANES (in + k * NUM_BLOCK + s);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < c; k++)
      {
        const Half half = FOLD (sum[i][k]);

        gradient[(long) i * cols + k] += SUM_HALF (half);
      }
}

INLINE void
outer_rows (int n, int cols, const double *delta, const double *in, double *gradient)
{
  int k = 0;

  for (; k + ROWS <= cols; k += ROWS)
    outer_tile (n, ROWS, cols, delta, in + (long) k * NUM_BLOCK, gradient + k);
  for (; k < cols; k++)
    outer_tile (n, 1, cols, delta, in + (long) k * NUM_BLOCK, gradient + k);
}

CLONES void
num_block_outer (int rows,
                 int cols,
                 const double *restrict delta,
                 const double *restrict in,
                 double *restrict gradient)
{
  int i = 0;

  for (; i + 2 <= rows; i += 2)
    outer_rows (2, cols, delta + (long) i * NUM_BLOCK, in, gradient + (long) i * cols);
  for (; i < rows; i++)
    outer_rows (1, cols, delta + (long) i * NUM_BLOCK, in, gradient + (long) i * cols);
}

CLONES void
num_relu (int n, double slope, double *restrict h)
{
  for (int i = 0; i < n; i++)
    h[i] = h[i] > 0 ? h[i] : slope * h[i];
}

CLONES void
num_relu_backward (int n, double slope, const double *restrict h, double *restrict delta)
{
  for (int i = 0; i < n; i++)
    delta[i] = h[i] > 0 ? delta[i] : slope * delta[i];
}

/* In place, as vectors are nowhere returned: how depends on the CPU that is compiled for.
 * exp (x) for x in [-708, 0]: x = k ln 2 + r, a polynomial in r, and k into the exponent. */
INLINE void
take_exp (Lanes *x)
{
  typedef int64_t Bits __attribute__ ((vector_size (64)));
  /* Adding and taking off 1.5 * 2^52 rounds to a whole number, which the lowest bits then hold. */
  const double shift = 0x1.8p52;
  const Lanes shifted = *x * 0x1.71547652b82fep0 + shift;
  const Lanes k = shifted - shift;
  const Lanes r = (*x - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b3ap-40;
  Lanes p = r * (1.0 / 6227020800) + 1.0 / 479001600;

  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1;
  p = p * r + 1;
  *x = p * (Lanes) (((Bits) shifted + 1023) << 52);
}

/* ln (1 + e) for e in [0, 1]: 2 artanh (z) with z = e / (2 + e) <= 1/3, whose series gains a digit
 * with each term. */
INLINE void
take_log1p (Lanes *e)
{
  const Lanes z = *e / (2 + *e), q = z * z;
  Lanes p = q * (1.0 / 33) + 1.0 / 31;

  for (int i = 29; i >= 1; i -= 2)
    p = p * q + 1.0 / i;
  *e = 2 * z * p;
}

/* With margin a = y yhat and e = exp (-|a|): the loss is ln (1 + e) + max (0, -a), and 1 / (1 +
 * exp (a)) is e / (1 + e) or 1 / (1 + e), so that nothing overflows. */
INLINE void
logistic_lanes (
    const double *yhat, const double *y, const double *weight, double *residual, Lanes *sum)
{
  const Lanes a = CONST_LANES (y) * CONST_LANES (yhat);
  Lanes e, below, numerator;

  for (int i = 0; i < N_LANES; i++)
    {
      e[i] = a[i] > 0 ? -a[i] : a[i];
      e[i] = e[i] > -708 ? e[i] : -708;
      below[i] = a[i] > 0 ? 0 : -a[i];
    }
  take_exp (&e);
  for (int i = 0; i < N_LANES; i++)
    numerator[i] = a[i] > 0 ? e[i] : 1;
  LANES (residual) = CONST_LANES (weight) * CONST_LANES (y) * numerator / (1 + e);
  take_log1p (&e);
  *sum += CONST_LANES (weight) * (e + below);
}

CLONES double
num_logistic (int n,
              const double *restrict yhat,
              const double *restrict y,
              const double *restrict weight,
              double *restrict residual)
{
  Lanes sum = { 0 };
  Half half;
  int i = 0;

  for (; i + N_LANES <= n; i += N_LANES)
    logistic_lanes (yhat + i, y + i, weight + i, residual + i, &sum);
  if (i < n)
    {
      /* The rest among zeros, of weight zero. */
      double rest[4][N_LANES] = { { 0 } };

      memcpy (rest[0], yhat + i, (n - i) * sizeof *yhat);
      memcpy (rest[1], y + i, (n - i) * sizeof *y);
      memcpy (rest[2], weight + i, (n - i) * sizeof *weight);
      logistic_lanes (rest[0], rest[1], rest[2], rest[3], &sum);
      memcpy (residual + i, rest[3], (n - i) * sizeof *residual);
    }
  half = FOLD (sum);
  return SUM_HALF (half);
}
