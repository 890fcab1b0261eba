/* Layers over blocks of samples against BLAS and libm. */
#include "num/blas.h"
#include "num/blocks.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum
{
  MOST = 21,
  SAMPLES = 1003 /* not a whole number of registers */
};

/* Sums of up to 128 products of size one, in another order. */
#define TOLERANCE 2e-13

static void
fill (NumRng *rng, double *v, int n)
{
  for (int i = 0; i < n; i++)
    v[i] = num_rng_normal (rng);
}

static void
assert_close (const double *a, const double *b, int n)
{
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (a[i], b[i], TOLERANCE);
}

static void
check_size (NumRng *rng, int rows, int cols)
{
  static double w[MOST * MOST], g[MOST * MOST], gradient[MOST * MOST];
  static double in[MOST * NUM_BLOCK], out[MOST * NUM_BLOCK], expected[MOST * NUM_BLOCK];

  fill (rng, w, rows * cols);
  fill (rng, in, cols * NUM_BLOCK);
  fill (rng, out, rows * NUM_BLOCK);
  memcpy (expected, out, sizeof out);
  num_block_forward (rows, cols, w, in, out);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, NUM_BLOCK, cols, 1, w, cols, in,
               NUM_BLOCK, 1, expected, NUM_BLOCK);
  assert_close (out, expected, rows * NUM_BLOCK);

  fill (rng, gradient, rows * cols);
  memcpy (g, gradient, sizeof g);
  num_block_outer (rows, cols, out, in, gradient);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, rows, cols, NUM_BLOCK, 1, out, NUM_BLOCK,
               in, NUM_BLOCK, 1, g, cols);
  for (int i = 0; i < rows * cols; i++) /* terms of up to 20 each */
    g_assert_cmpfloat_with_epsilon (gradient[i], g[i], 20 * TOLERANCE);

  num_block_backward (rows, cols, w, out, in);
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, cols, NUM_BLOCK, rows, 1, w, cols, out,
               NUM_BLOCK, 0, expected, NUM_BLOCK);
  for (int i = 0; i < cols * NUM_BLOCK; i++)
    g_assert_cmpfloat_with_epsilon (in[i], expected[i], 20 * TOLERANCE);
}

static void
test_layers (void)
{
  NumRng *rng = num_rng_new (1, 50);

  for (int rows = 1; rows <= MOST; rows++)
    for (int cols = 1; cols <= MOST; cols++)
      check_size (rng, rows, cols);
  num_rng_free (rng);
}

static void
test_relu (void)
{
  double h[] = { -2, -0.0, 0, 3, -1e-300, INFINITY };
  double delta[] = { 1, 1, 1, 1, 1, 1 };
  static const double relu[] = { -0.5, 0, 0, 3, -0.25e-300, INFINITY };
  static const double derivative[] = { 0.25, 0.25, 0.25, 1, 0.25, 1 };

  num_relu (6, 0.25, h);
  num_relu_backward (6, 0.25, h, delta);
  for (int i = 0; i < 6; i++)
    {
      g_assert_cmpfloat (h[i], ==, relu[i]);
      g_assert_cmpfloat (delta[i], ==, derivative[i]);
    }
}

/* From margins that round to no loss at all to those where exp() overflows. */
static void
test_logistic (void)
{
  static double yhat[SAMPLES], y[SAMPLES], weight[SAMPLES], residual[SAMPLES];
  double loss = 0, got;

  for (int i = 0; i < SAMPLES; i++)
    {
      const double t = 2.0 * i / (SAMPLES - 1) - 1;

      yhat[i] = i % 7 == 0 ? 1e4 * t : 800 * t * t * t;
      y[i] = i % 2 ? 1 : -1;
      weight[i] = 1 + i % 3;
    }
  got = num_logistic (SAMPLES, yhat, y, weight, residual);
  for (int i = 0; i < SAMPLES; i++)
    {
      const double a = y[i] * yhat[i];
      const double expected =
          weight[i] * y[i] * (a > 0 ? exp (-a) / (1 + exp (-a)) : 1 / (1 + exp (a)));

      loss += weight[i] * (log1p (exp (-fabs (a))) + fmax (0, -a));
      /* A few roundings; below 1e-300 nothing is left of either. */
      g_assert_cmpfloat_with_epsilon (residual[i], expected, 1e-14 * fabs (expected) + 1e-300);
    }
  g_assert_cmpfloat_with_epsilon (got, loss, 1e-14 * loss);
  for (int n = 0; n < 20; n++) /* every length of the rest */
    {
      got = num_logistic (n, yhat, y, weight, residual);
      loss = 0;
      for (int i = 0; i < n; i++)
        loss += weight[i] * (log1p (exp (-fabs (yhat[i]))) + fmax (0, -y[i] * yhat[i]));
      g_assert_cmpfloat_with_epsilon (got, loss, 1e-14 * (1 + loss));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/blocks/layers", test_layers);
  g_test_add_func ("/num/blocks/relu", test_relu);
  g_test_add_func ("/num/blocks/logistic", test_logistic);
  return g_test_run ();
}
