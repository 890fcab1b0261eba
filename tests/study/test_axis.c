/* Axes: round ticks, in order, never two alike, whatever the range. */
#include "study/axis.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

static void
test_map (void)
{
  const StudyAxis linear = { -2, 6, FALSE }, logarithmic = { 1e-4, 1, TRUE };

  g_assert_cmpfloat (study_axis_map (&linear, -2), ==, 0);
  g_assert_cmpfloat (study_axis_map (&linear, 0), ==, 0.25);
  g_assert_cmpfloat (study_axis_map (&linear, 6), ==, 1);
  /* Rounding of log10 and pow: a few units in the last place. */
  g_assert_cmpfloat_with_epsilon (study_axis_map (&logarithmic, 1e-2), 0.5, 1e-14);
  g_assert_cmpfloat_with_epsilon (study_axis_unmap (&logarithmic, 0.25), 1e-3, 1e-17);
  g_assert_cmpfloat (study_axis_unmap (&linear, 0.75), ==, 4);
}

static void
test_map_zero_on_log (void)
{
  const StudyAxis axis = { 1e-4, 1, TRUE };

  g_assert_true (isfinite (study_axis_map (&axis, 0)));
  g_assert_cmpfloat (study_axis_map (&axis, 0), <, -1);
  g_assert_cmpfloat (study_axis_map (&axis, -5), ==, study_axis_map (&axis, 0));
}

static void
test_map_huge (void)
{
  const StudyAxis axis = { -DBL_MAX, DBL_MAX, FALSE };
  g_assert_cmpfloat (study_axis_map (&axis, 0), ==, 0.5);
}

static void
assert_texts (const StudyAxis *axis, int most, const char *expected)
{
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  const int n = study_axis_ticks (axis, most, ticks);
  g_autoptr (GString) texts = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    if (!ticks[i].minor)
      g_string_append_printf (texts, "%s%s", texts->len ? " " : "", ticks[i].text);
  g_assert_cmpstr (texts->str, ==, expected);
}

static void
test_texts (void)
{
  assert_texts (&(StudyAxis){ 0, 1.05, FALSE }, 4, "0 0.5 1");
  assert_texts (&(StudyAxis){ 0, 0.3, FALSE }, 5, "0 0.1 0.2 0.3");
  assert_texts (&(StudyAxis){ 0, 700, FALSE }, 4, "0 200 400 600");
  assert_texts (&(StudyAxis){ -1, 1, FALSE }, 5, MINUS "1 " MINUS "0.5 0 0.5 1");
  assert_texts (&(StudyAxis){ 0, 20000, FALSE }, 3,
                "0 10\xe2\x80\xaf"
                "000 20\xe2\x80\xaf"
                "000");
  assert_texts (&(StudyAxis){ 0, 3e-5, FALSE }, 4,
                "0 10^{" MINUS "5} 2×10^{" MINUS "5} 3×10^{" MINUS "5}");
  assert_texts (&(StudyAxis){ 0, 2e9, FALSE }, 5, "0 5×10^{8} 10^{9} 1.5×10^{9} 2×10^{9}");
}

/* Around zero, room for two ticks is room for zero alone: more of them say how large it is. */
static void
test_at_least_two (void)
{
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];

  assert_texts (&(StudyAxis){ -0.4, 0.4, FALSE }, 2, "0");
  g_assert_cmpint (study_axis_ticks_at_least_two (&(StudyAxis){ -0.3, 0.3, FALSE }, 2, ticks), ==,
                   3);
  g_assert_cmpstr (ticks[2].text, ==, "0.2");
  g_assert_cmpint (study_axis_ticks_at_least_two (&(StudyAxis){ 0, 1.05, FALSE }, 4, ticks), ==, 3);
  g_assert_cmpint (study_axis_ticks_at_least_two (&(StudyAxis){ 0, NAN, FALSE }, 4, ticks), ==, 0);
}

static void
test_texts_log (void)
{
  assert_texts (&(StudyAxis){ 1e-4, 1, TRUE }, 6,
                "10^{" MINUS "4} 10^{" MINUS "3} 10^{" MINUS "2} 10^{" MINUS "1} 1");
  assert_texts (&(StudyAxis){ 1, 1000, TRUE }, 6, "1 10 100 1000");
  /* Every other decade where there is room for no more. */
  assert_texts (&(StudyAxis){ 1e-8, 1, TRUE }, 5,
                "10^{" MINUS "8} 10^{" MINUS "6} 10^{" MINUS "4} 10^{" MINUS "2} 1");
  assert_texts (&(StudyAxis){ 0.095, 1.05, TRUE }, 5, "0.1 0.2 0.5 1");
  /* Less than a decade. */
  assert_texts (&(StudyAxis){ 2, 6, TRUE }, 5, "2 3 4 5 6");
}

static void
test_minor (void)
{
  const StudyAxis axis = { 0.1, 10, TRUE };
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  const int n = study_axis_ticks (&axis, 3, ticks);
  int minor = 0;

  for (int i = 0; i < n; i++)
    minor += ticks[i].minor;
  /* 2..9 in each of the two decades. */
  g_assert_cmpint (minor, ==, 16);
  g_assert_cmpint (n, ==, 19);
}

static void
assert_sound (const StudyAxis *axis, int most)
{
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];
  const int n = study_axis_ticks (axis, most, ticks);
  int labelled = 0;
  const char *previous = "";

  g_assert_cmpint (n, <=, STUDY_AXIS_MAX_TICKS);
  for (int i = 0; i < n; i++)
    {
      const double place = study_axis_map (axis, ticks[i].value);
      if (i > 0)
        g_assert_cmpfloat (ticks[i].value, >, ticks[i - 1].value);
      /* Ticks may lie a rounding error beyond the ends. */
      g_assert_cmpfloat (place, >=, -1e-6);
      g_assert_cmpfloat (place, <=, 1 + 1e-6);
      g_assert_cmpuint (strlen (ticks[i].text), <, sizeof ticks[i].text - 1);
      if (ticks[i].minor)
        continue;
      g_assert_cmpstr (ticks[i].text, !=, previous);
      g_assert_cmpstr (ticks[i].text, !=, "");
      previous = ticks[i].text;
      labelled++;
    }
  g_assert_cmpint (labelled, <=, most);
}

static void
test_any_range (void)
{
  static const double spans[] = { 1e-300, 1e-12, 3e-5, 0.1, 0.77, 1, 9.99, 12345, 1e9, 1e300 };
  static const double starts[] = { 0, -1e300, -1e6, -1, -1e-9, 1e-300, 0.3, 7, 1e6, 1e16, 1e300 };

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (starts); j++)
      for (int most = 0; most <= 12; most++)
        {
          const StudyAxis axis = { starts[j], starts[j] + spans[i], FALSE };
          assert_sound (&axis, most);
          if (starts[j] > 0)
            assert_sound (&(StudyAxis){ starts[j], starts[j] * (1 + spans[i]), TRUE }, most);
        }
}

static void
test_no_ticks (void)
{
  StudyTick ticks[STUDY_AXIS_MAX_TICKS];

  g_assert_cmpint (study_axis_ticks (&(StudyAxis){ 1, 1, FALSE }, 5, ticks), ==, 0);
  g_assert_cmpint (study_axis_ticks (&(StudyAxis){ 0, INFINITY, FALSE }, 5, ticks), ==, 0);
  g_assert_cmpint (study_axis_ticks (&(StudyAxis){ 0, NAN, FALSE }, 5, ticks), ==, 0);
}

static void
test_fit (void)
{
  const StudyAxis axis = study_axis_fit (0, 10, 0.1, FALSE);
  g_assert_cmpfloat (axis.minimum, ==, -1);
  g_assert_cmpfloat (axis.maximum, ==, 11);

  const StudyAxis decades = study_axis_fit (1e-2, 1e2, 0.25, TRUE);
  /* Rounding of pow. */
  g_assert_cmpfloat_with_epsilon (decades.minimum, 1e-3, 1e-17);
  g_assert_cmpfloat_with_epsilon (decades.maximum, 1e3, 1e-10);
}

static void
test_fit_degenerate (void)
{
  static const double values[] = { 0, 1, -3, 1e-300, 1e300, NAN, INFINITY, -INFINITY };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      for (int logarithmic = 0; logarithmic < 2; logarithmic++)
        {
          const StudyAxis axis = study_axis_fit (values[i], values[j], 0.05, logarithmic);
          g_assert_true (isfinite (axis.minimum) && isfinite (axis.maximum));
          g_assert_cmpfloat (axis.minimum, <, axis.maximum);
          if (logarithmic)
            g_assert_cmpfloat (axis.minimum, >, 0);
        }
}

static void
assert_format (double value, const char *expected)
{
  char text[32];
  study_axis_format (value, 4, text);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  assert_format (0, "0");
  assert_format (0.107, "0.1070");
  assert_format (-1.25, MINUS "1.250");
  assert_format (0.99999, "1.000");
  assert_format (9.9999e-4, "0.001000");
  assert_format (471.23, "471.2");
  assert_format (12345, "12\xe2\x80\xaf"
                        "345");
  assert_format (2.583e-5, "2.583×10^{" MINUS "5}");
  assert_format (INFINITY, "∞");
  assert_format (NAN, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/axis/map", test_map);
  g_test_add_func ("/plot/axis/map-zero-on-log", test_map_zero_on_log);
  g_test_add_func ("/plot/axis/map-huge", test_map_huge);
  g_test_add_func ("/plot/axis/texts", test_texts);
  g_test_add_func ("/plot/axis/at-least-two", test_at_least_two);
  g_test_add_func ("/plot/axis/texts-log", test_texts_log);
  g_test_add_func ("/plot/axis/minor", test_minor);
  g_test_add_func ("/plot/axis/any-range", test_any_range);
  g_test_add_func ("/plot/axis/no-ticks", test_no_ticks);
  g_test_add_func ("/plot/axis/fit", test_fit);
  g_test_add_func ("/plot/axis/fit-degenerate", test_fit_degenerate);
  g_test_add_func ("/plot/axis/format", test_format);
  return g_test_run ();
}
