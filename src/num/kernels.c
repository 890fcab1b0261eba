/* The products of a training step, in plain loops that compilers vectorise. */
#include "num/kernels.h"

#include <string.h>

/* The dispatch runs before a sanitizer is ready, and Clang 14's cannot be called from another file:
 * those builds use the baseline. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) &&                        \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CLONES __attribute__ ((target_clones ("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

/* Eight numbers that may lie at any address: one register or several, as the CPU has them. Sums run
 * in these lanes whatever the register width, so their order, and every bit, is the same. */
typedef double Lanes __attribute__ ((vector_size (64), aligned (8)));
enum
{
  N_LANES = 8
};

#define LANES(p) (*(Lanes *) (p))
#define CONST_LANES(p) (*(const Lanes *) (p))

#define SUM_LANES(v)                                                                               \
  ((((v)[0] + (v)[4]) + ((v)[1] + (v)[5])) + (((v)[2] + (v)[6]) + ((v)[3] + (v)[7])))

CLONES double
num_kernel_dot (int n, const double *restrict a, const double *restrict b)
{
  Lanes even = { 0 }, odd = { 0 };
  double tail = 0;
  int j = 0;

  for (; j + 2 * N_LANES <= n; j += 2 * N_LANES)
    {
      even += CONST_LANES (a + j) * CONST_LANES (b + j);
      odd += CONST_LANES (a + j + N_LANES) * CONST_LANES (b + j + N_LANES);
    }
  for (; j < n; j++)
    tail += a[j] * b[j];
  even += odd;
  return SUM_LANES (even) + tail;
}

CLONES void
num_kernel_down (
    int rows, int cols, const double *restrict w, const double *restrict b, double *restrict out)
{
  int i = 0;

  memset (out, 0, sizeof *out * cols);
  for (; i + 4 <= rows; i += 4)
    {
      const double *r0 = w + (long) i * cols, *r1 = r0 + cols, *r2 = r1 + cols, *r3 = r2 + cols;
      int j = 0;

      for (; j + N_LANES <= cols; j += N_LANES)
        LANES (out + j) += (b[i] * CONST_LANES (r0 + j) + b[i + 1] * CONST_LANES (r1 + j)) +
                           (b[i + 2] * CONST_LANES (r2 + j) + b[i + 3] * CONST_LANES (r3 + j));
      for (; j < cols; j++)
        out[j] += (b[i] * r0[j] + b[i + 1] * r1[j]) + (b[i + 2] * r2[j] + b[i + 3] * r3[j]);
    }
  for (; i < rows; i++)
    for (int j = 0; j < cols; j++)
      out[j] += b[i] * w[(long) i * cols + j];
}

/* A column: its rows are contiguous, so they are the vector. */
static inline void
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

CLONES void
num_kernel_up_update (int rows,
                      int cols,
                      double *restrict w,
                      double scale,
                      const double *restrict b,
                      const double *restrict f,
                      double *restrict out)
{
  if (cols == 1)
    {
      up_update_column (rows, w, scale * f[0], b, f[0], out);
      return;
    }
  for (int i = 0; i < rows; i++)
    {
      double *row = w + (long) i * cols, step = scale * b[i], tail = 0;
      Lanes even = { 0 }, odd = { 0 };
      int j = 0;

      for (; j + 2 * N_LANES <= cols; j += 2 * N_LANES)
        {
          Lanes f0 = CONST_LANES (f + j), f1 = CONST_LANES (f + j + N_LANES);
          Lanes w0 = LANES (row + j), w1 = LANES (row + j + N_LANES);

          even += w0 * f0;
          odd += w1 * f1;
          LANES (row + j) = w0 + step * f0;
          LANES (row + j + N_LANES) = w1 + step * f1;
        }
      for (; j < cols; j++)
        {
          double old = row[j];

          tail += old * f[j];
          row[j] = old + step * f[j];
        }
      even += odd;
      out[i] += SUM_LANES (even) + tail;
    }
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
