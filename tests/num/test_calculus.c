/* Quadrature and roots on functions with known answers. */
#include "num/matrix.h"
#include "num/quadrature.h"
#include "num/roots.h"
#include "num/spline.h"

#include <glib.h>
#include <math.h>

static double
power (double x, void *data)
{
  return pow (x, *(double *) data);
}

static double
not_a_number (double x, void *data)
{
  return NAN;
}

static void
test_infinite (void)
{
  double exponent = -3, result;

  g_assert_true (num_quadrature (power, &exponent, 1, INFINITY, 1e-12, &result));
  g_assert_cmpfloat_with_epsilon (result, 0.5, 1e-12);
}

static void
test_finite (void)
{
  double exponent = 2, result;

  g_assert_true (num_quadrature (power, &exponent, 0, 3, 1e-12, &result));
  g_assert_cmpfloat_with_epsilon (result, 9, 1e-11);
}

static void
test_divergent (void)
{
  double exponent = -0.5, result = 7;

  g_assert_false (num_quadrature (power, &exponent, 1, INFINITY, 1e-12, &result));
  g_assert_false (num_quadrature (not_a_number, NULL, 0, 1, 1e-12, &result));
  g_assert_cmpfloat (result, ==, 7);
}

static double
shifted_cube (double x, void *data)
{
  return x * x * x - 8;
}

static void
test_root (void)
{
  double x = 7;

  g_assert_true (num_root (shifted_cube, NULL, 0, 5, 1e-14, &x));
  g_assert_cmpfloat_with_epsilon (x, 2, 1e-12);
  g_assert_true (num_root (shifted_cube, NULL, 2, 5, 1e-14, &x));
  g_assert_cmpfloat (x, ==, 2);
  g_assert_false (num_root (shifted_cube, NULL, 3, 5, 1e-14, &x));
  g_assert_false (num_root (not_a_number, NULL, 3, 5, 1e-14, &x));
  g_assert_cmpfloat (x, ==, 2);
}

/* Through its points, smooth between them, straight beyond. */
static void
test_spline (void)
{
  double x[11], y[11], slope, end;
  NumSpline *spline;

  for (int i = 0; i <= 10; i++)
    {
      x[i] = i * 0.3;
      y[i] = sin (x[i]);
    }
  spline = num_spline_new (11, x, y);
  g_assert_cmpfloat_with_epsilon (num_spline_evaluate (spline, x[4], NULL), y[4], 1e-15);
  /* The fourth power of the spacing over 384, times the fourth derivative. */
  g_assert_cmpfloat_with_epsilon (num_spline_evaluate (spline, 1.35, &slope), sin (1.35), 3e-5);
  g_assert_cmpfloat_with_epsilon (slope, cos (1.35), 1e-3);
  end = num_spline_evaluate (spline, 3, &slope);
  g_assert_cmpfloat_with_epsilon (num_spline_evaluate (spline, 5, NULL), end + 2 * slope, 1e-12);
  g_assert_cmpfloat_with_epsilon (num_spline_evaluate (spline, -1, NULL),
                                  -num_spline_evaluate (spline, 1, NULL), 0.2);
  num_spline_free (spline);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/quadrature/infinite", test_infinite);
  g_test_add_func ("/num/quadrature/finite", test_finite);
  g_test_add_func ("/num/quadrature/divergent", test_divergent);
  g_test_add_func ("/num/roots/cube", test_root);
  g_test_add_func ("/num/spline/sine", test_spline);
  return g_test_run ();
}
