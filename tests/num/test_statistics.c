/* Correlations of rises, falls, ties and noise. */
#include "num/matrix.h"
#include "num/statistics.h"

#include <glib.h>
#include <math.h>

static void
test_correlate (void)
{
  const double x[] = { 1, 2, 3, 4, 5 }, line[] = { 7, 5, 3, 1, -1 }, flat[] = { 1, 1, 1, 1, 1 };
  const double curve[] = { 1, 10, 100, 1e3, 1e8 }, ties[] = { 2, 1, 1, 2, 3 };
  const double bad[] = { 1, NAN, 3, 4, 5 };

  g_assert_cmpfloat_with_epsilon (num_statistics_correlate (x, line, 5), -1, 1e-15);
  g_assert_cmpfloat (num_statistics_correlate (x, curve, 5), <, 0.9);
  g_assert_cmpfloat_with_epsilon (num_statistics_correlate_ranks (x, curve, 5), 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (num_statistics_correlate_ranks (line, curve, 5), -1, 1e-15);
  /* Ranks 3.5 1.5 1.5 3.5 5 against 1 to 5: 5 / sqrt (10 * 9). */
  g_assert_cmpfloat_with_epsilon (num_statistics_correlate_ranks (x, ties, 5), 5 / sqrt (90),
                                  1e-14);
  g_assert_true (isnan (num_statistics_correlate (x, flat, 5)));
  g_assert_true (isnan (num_statistics_correlate (x, bad, 5)));
  g_assert_true (isnan (num_statistics_correlate_ranks (bad, x, 5)));
  g_assert_true (isnan (num_statistics_correlate_ranks (x, x, 1)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/statistics/correlate", test_correlate);
  return g_test_run ();
}
