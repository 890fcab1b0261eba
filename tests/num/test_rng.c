/* Random numbers: keyed, and of the distribution they claim. */
#include "num/matrix.h"
#include "num/rng.h"

#include <glib.h>
#include <math.h>

enum
{
  N = 100000
};

static void
test_keyed (void)
{
  NumRng *a = num_rng_new (5, 1), *b = num_rng_new (5, 1), *c = num_rng_new (5, 2);
  gboolean differs = FALSE;

  for (int i = 0; i < 100; i++)
    {
      double x = num_rng_normal (a);

      g_assert_cmpfloat (x, ==, num_rng_normal (b));
      differs |= x != num_rng_normal (c);
    }
  g_assert_true (differs);
  num_rng_free (a);
  num_rng_free (b);
  num_rng_free (c);
}

static void
test_normal (void)
{
  NumRng *rng = num_rng_new (1, 1);
  double sum = 0, squares = 0;

  for (int i = 0; i < N; i++)
    {
      double x = num_rng_normal (rng);

      sum += x;
      squares += x * x;
    }
  /* Five standard errors of mean and variance over 100,000 draws. */
  g_assert_cmpfloat_with_epsilon (sum / N, 0, 0.016);
  g_assert_cmpfloat_with_epsilon (squares / N, 1, 0.023);
  num_rng_free (rng);
}

static void
test_inverse_wishart (void)
{
  const double scale[] = { 2, 0.5, 0.5, 1 };
  NumRng *rng = num_rng_new (1, 1);
  double mean[4] = { 0 }, draw[4];
  const int n = 20000;

  for (int i = 0; i < n; i++)
    {
      num_rng_inverse_wishart (rng, 2, 10, scale, draw);
      g_assert_cmpfloat (draw[1], ==, draw[2]);
      for (int k = 0; k < 4; k++)
        mean[k] += draw[k] / n;
    }
  /* Mean scale / (df - n - 1), here scale / 7; standard errors are below 0.0015. */
  for (int k = 0; k < 4; k++)
    g_assert_cmpfloat_with_epsilon (mean[k], scale[k] / 7, 0.0075);
  num_rng_free (rng);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/num/rng/keyed", test_keyed);
  g_test_add_func ("/num/rng/normal", test_normal);
  g_test_add_func ("/num/rng/inverse-wishart", test_inverse_wishart);
  return g_test_run ();
}
