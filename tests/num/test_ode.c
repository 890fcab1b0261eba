/* The integrator on systems with known solutions, and Gauss-Legendre on polynomials. */
#include "num/gauss.h"
#include "num/matrix.h"
#include "num/ode.h"

#include <glib.h>
#include <math.h>

/* Relaxes to cos t at a rate of 1000, and stays on it: the solution is cos t itself. */
static void
relax (double t, const double *y, double *dydt, void *data)
{
  dydt[0] = -1000 * (y[0] - cos (t)) - sin (t);
}

static void
test_stiff (void)
{
  const double scale = 1;
  double t = 0, y = 1, worst = 0;
  NumOde *ode = num_ode_new (relax, NULL, 1, &scale, 1e-8);
  int steps = 0;

  for (; t < 10 && steps < 100000; steps++)
    {
      double before = t, middle;

      g_assert_true (num_ode_step (ode, &t, 10, &y));
      g_assert_cmpfloat (t, >, before);
      num_ode_interpolate (ode, 0.5, &middle);
      worst = fmax (worst, fmax (fabs (y - cos (t)), fabs (middle - cos ((t + before) / 2))));
    }
  num_ode_free (ode);
  g_assert_cmpfloat (t, ==, 10);
  /* Errors of steps decay at once; the cubic in between is good to h^4 / 384 at h = 0.1. */
  g_assert_cmpfloat (worst, <, 1e-6);
  /* An explicit rule would need about 10 * 1000 / 3 steps to be stable at all. */
  g_assert_cmpint (steps, <, 1000);
}

/* u' = u^3 reaches infinity at t = 1 / (2 u0^2); in x = ln u the blow-up is followed closely. */
static void
blow_up (double t, const double *x, double *dxdt, void *data)
{
  dxdt[0] = exp (2 * x[0]);
}

static void
test_blow_up (void)
{
  const double scale = 1, u0 = 1e-3;
  double t = 0, x = log (u0);
  NumOde *ode = num_ode_new (blow_up, NULL, 1, &scale, 1e-10);

  for (int i = 0; i < 20000 && x < 0; i++)
    g_assert_true (num_ode_step (ode, &t, 1e6, &x));
  num_ode_free (ode);
  /* 1 / u^2 = 1 / u0^2 - 2 t; errors of x count twice, and add up over a thousand steps. */
  g_assert_cmpfloat (fabs (2 * t / (1 / (u0 * u0) - exp (-2 * x)) - 1), <, 1e-6);
}

static void
fail (double t, const double *y, double *dydt, void *data)
{
  dydt[0] = t > 0 ? NAN : 1;
}

static void
test_failure (void)
{
  const double scale = 1;
  double t = 0, y = 2;
  NumOde *ode = num_ode_new (fail, NULL, 1, &scale, 1e-8);

  g_assert_false (num_ode_step (ode, &t, 1, &y));
  g_assert_cmpfloat (t, ==, 0);
  g_assert_cmpfloat (y, ==, 2);
  num_ode_free (ode);
}

static void
test_gauss (void)
{
  double x[5], w[5];

  num_gauss_legendre (5, x, w);
  for (int degree = 0; degree < 10; degree++)
    {
      double sum = 0;

      for (int i = 0; i < 5; i++)
        sum += w[i] * pow (x[i], degree);
      /* Exact up to degree 9, to rounding. */
      g_assert_cmpfloat (fabs (sum - 1.0 / (degree + 1)), <, 1e-15);
    }
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/num/ode/stiff", test_stiff);
  g_test_add_func ("/num/ode/blow-up", test_blow_up);
  g_test_add_func ("/num/ode/failure", test_failure);
  g_test_add_func ("/num/gauss/polynomials", test_gauss);
  return g_test_run ();
}
