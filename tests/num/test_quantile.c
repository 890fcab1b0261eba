/* Quantiles of small sets with known answers. */
#include "num/quantile.h"

#include <glib.h>

static void
test_known (void)
{
  static const double p[5] = { 0, 0.1, 0.5, 0.9, 1 };
  double values[6] = { 5, 1, 4, 2, 3, 0 }, q[5];

  num_quantiles (values, 6, p, 5, q);
  for (int i = 0; i < 6; i++)
    g_assert_cmpfloat (values[i], ==, i);
  g_assert_cmpfloat (q[0], ==, 0);
  /* A tenth of the way over five gaps; rounding only. */
  g_assert_cmpfloat_with_epsilon (q[1], 0.5, 1e-15);
  g_assert_cmpfloat (q[2], ==, 2.5);
  g_assert_cmpfloat_with_epsilon (q[3], 4.5, 1e-14);
  g_assert_cmpfloat (q[4], ==, 5);
}

static void
test_single_and_equal (void)
{
  static const double p[3] = { 0.1, 0.5, 0.9 };
  double one[1] = { 7 }, same[4] = { -2, -2, -2, -2 }, q[3];

  num_quantiles (one, 1, p, 3, q);
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat (q[i], ==, 7);
  num_quantiles (same, 4, p, 3, q);
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat (q[i], ==, -2);
}

static void
test_median (void)
{
  double odd[3] = { 5, 1, 4 }, even[4] = { 3, 1, 4, 2 }, one[1] = { -1 };

  g_assert_cmpfloat (num_median (odd, 3), ==, 4);
  g_assert_cmpfloat (num_median (even, 4), ==, 3);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (even[i], ==, i + 1);
  g_assert_cmpfloat (num_median (one, 1), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/num/quantile/known", test_known);
  g_test_add_func ("/num/quantile/single-and-equal", test_single_and_equal);
  g_test_add_func ("/num/quantile/median", test_median);
  return g_test_run ();
}
