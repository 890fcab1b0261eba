/* Numbers as text: what is written reads back, and nothing but a number is read. */
#include "num/number.h"

#include <float.h>
#include <glib.h>

static void
test_round_trip (void)
{
  const double values[] = { 0, 1, -1, 0.1, 0.3, 1.0 / 3, 1e-300, DBL_MAX, DBL_MIN, 1e16 + 2, 0.04 };
  char text[NUM_NUMBER_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      double back = 7;

      g_assert_true (num_number_parse (num_number_format (values[i], text), &back));
      g_assert_cmpfloat (back, ==, values[i]);
    }
}

static void
test_shortest (void)
{
  char text[NUM_NUMBER_SIZE];

  g_assert_cmpstr (num_number_format (0.3, text), ==, "0.3");
  g_assert_cmpstr (num_number_format (0.1 + 0.2, text), ==, "0.30000000000000004");
  g_assert_cmpstr (num_number_format (8192, text), ==, "8192");
}

static void
test_refuses (void)
{
  const char *const texts[] = { "", " ", "x", "1x", "nan", "inf", "-inf", "1e999", "1,5", "1 2" };
  double value = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (num_number_parse (texts[i], &value));
  g_assert_cmpfloat (value, ==, 7);
}

static void
test_round (void)
{
  g_assert_cmpfloat (num_number_round (0.0123456, 3), ==, 0.0123);
  g_assert_cmpfloat (num_number_round (-98765, 2), ==, -99000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/num/number/round-trip", test_round_trip);
  g_test_add_func ("/num/number/shortest", test_shortest);
  g_test_add_func ("/num/number/refuses", test_refuses);
  g_test_add_func ("/num/number/round", test_round);
  return g_test_run ();
}
