/* Layers over blocks of samples, in plain loops that compilers vectorise; compiled once for each
 * instruction set. */
#include "num/lanes.h"

#include "num/blocks.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum
{
  ROWS = 4,                             /* that share what they load */
  COLUMNS = PART_BYTES < 64 ? 2 : ROWS, /* of a tile whose sums fit into the registers */
};

/* n rows, a constant where this is called; two registers of samples at a time. */
INLINE void
forward_rows (int n, int cols, const double *w, const double *in, double *out)
{
  for (int s = 0; s < NUM_BLOCK; s += 2 * N_PART)
    {
      Part low[ROWS], high[ROWS];

      for (int i = 0; i < n; i++)
        {
          low[i] = CONST_PART (out + i * NUM_BLOCK + s);
          high[i] = CONST_PART (out + i * NUM_BLOCK + s + N_PART);
        }
      for (int k = 0; k < cols; k++)
        {
          const Part a = CONST_PART (in + k * NUM_BLOCK + s);
          const Part b = CONST_PART (in + k * NUM_BLOCK + s + N_PART);

          for (int i = 0; i < n; i++)
            {
              low[i] += w[(long) i * cols + k] * a;
              high[i] += w[(long) i * cols + k] * b;
            }
        }
      for (int i = 0; i < n; i++)
        {
          PART (out + i * NUM_BLOCK + s) = low[i];
          PART (out + i * NUM_BLOCK + s + N_PART) = high[i];
        }
    }
}

void
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
  for (int s = 0; s < NUM_BLOCK; s += 2 * N_PART)
    {
      Part low[ROWS] = { { 0 } }, high[ROWS] = { { 0 } };

      for (int i = 0; i < rows; i++)
        {
          const Part a = CONST_PART (delta + (long) i * NUM_BLOCK + s);
          const Part b = CONST_PART (delta + (long) i * NUM_BLOCK + s + N_PART);

          for (int k = 0; k < n; k++)
            {
              low[k] += w[(long) i * cols + k] * a;
              high[k] += w[(long) i * cols + k] * b;
            }
        }
      for (int k = 0; k < n; k++)
        {
          PART (below + k * NUM_BLOCK + s) = low[k];
          PART (below + k * NUM_BLOCK + s + N_PART) = high[k];
        }
    }
}

void
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
  Lanes sum[2][COLUMNS] = { 0 };

  for (int s = 0; s < NUM_BLOCK; s += N_LANES)
    for (int i = 0; i < n; i++)
      for (int k = 0; k < c; k++)
        lanes_add_product (&sum[i][k], delta + i * NUM_BLOCK + s, in + k * NUM_BLOCK + s);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < c; k++)
      gradient[(long) i * cols + k] += lanes_sum (&sum[i][k]);
}

INLINE void
outer_rows (int n, int cols, const double *delta, const double *in, double *gradient)
{
  int k = 0;

  for (; k + COLUMNS <= cols; k += COLUMNS)
    outer_tile (n, COLUMNS, cols, delta, in + (long) k * NUM_BLOCK, gradient + k);
  for (; k < cols; k++)
    outer_tile (n, 1, cols, delta, in + (long) k * NUM_BLOCK, gradient + k);
}

void
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

void
num_relu (int n, double slope, double *restrict h)
{
  for (int i = 0; i < n; i++)
    h[i] = h[i] > 0 ? h[i] : slope * h[i];
}

void
num_relu_backward (int n, double slope, const double *restrict h, double *restrict delta)
{
  for (int i = 0; i < n; i++)
    delta[i] = h[i] > 0 ? delta[i] : slope * delta[i];
}

/* In place, as vectors are nowhere returned: how depends on the CPU that is compiled for.
 * exp (x) for x in [-708, 0]: x = k ln 2 + r, a polynomial in r, and k into the exponent. */
INLINE void
take_exp (Part *x)
{
  typedef int64_t Bits __attribute__ ((vector_size (PART_BYTES)));
  /* Adding and taking off 1.5 * 2^52 rounds to a whole number, which the lowest bits then hold. */
  const double shift = 0x1.8p52;
  const Part shifted = *x * 0x1.71547652b82fep0 + shift;
  const Part k = shifted - shift;
  const Part r = (*x - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b3ap-40;
  Part p = r * (1.0 / 6227020800) + 1.0 / 479001600;

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
  *x = p * (Part) (((Bits) shifted + 1023) << 52);
}

/* ln (1 + e) for e in [0, 1]: 2 artanh (z) with z = e / (2 + e) <= 1/3, whose series gains a digit
 * with each term. */
INLINE void
take_log1p (Part *e)
{
  const Part z = *e / (2 + *e), q = z * z;
  Part p = q * (1.0 / 33) + 1.0 / 31;

  for (int i = 29; i >= 1; i -= 2)
    p = p * q + 1.0 / i;
  *e = 2 * z * p;
}

/* With margin a = y yhat and e = exp (-|a|): the loss is ln (1 + e) + max (0, -a), and 1 / (1 +
 * exp (a)) is e / (1 + e) or 1 / (1 + e), so that nothing overflows. */
INLINE void
logistic_part (
    const double *yhat, const double *y, const double *weight, double *residual, Part *sum)
{
  const Part a = CONST_PART (y) * CONST_PART (yhat);
  Part e, below, numerator;

  for (int i = 0; i < N_PART; i++)
    {
      e[i] = a[i] > 0 ? -a[i] : a[i];
      e[i] = e[i] > -708 ? e[i] : -708;
      below[i] = a[i] > 0 ? 0 : -a[i];
    }
  take_exp (&e);
  for (int i = 0; i < N_PART; i++)
    numerator[i] = a[i] > 0 ? e[i] : 1;
  PART (residual) = CONST_PART (weight) * CONST_PART (y) * numerator / (1 + e);
  take_log1p (&e);
  *sum += CONST_PART (weight) * (e + below);
}

INLINE void
logistic_lanes (
    const double *yhat, const double *y, const double *weight, double *residual, Lanes *sum)
{
  for (int p = 0; p < N_PARTS; p++)
    logistic_part (yhat + p * N_PART, y + p * N_PART, weight + p * N_PART, residual + p * N_PART,
                   &sum->part[p]);
}

double
num_logistic (int n,
              const double *restrict yhat,
              const double *restrict y,
              const double *restrict weight,
              double *restrict residual)
{
  Lanes sum = { 0 };
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
  return lanes_sum (&sum);
}
