/* Differences of hand-made recordings. */
#include "model/record/difference.h"

static ModelHistoryView *
make_ramp (double slope, double step, double end)
{
  g_autoptr (ModelHistory) history = model_history_new ();

  for (double epoch = 0; epoch <= end; epoch += step)
    {
      const ModelHistoryRow row = { .epoch = epoch,
                                    .loss = 1 + slope * epoch,
                                    .weight = { slope * epoch, -slope * epoch } };
      model_history_append (history, &row);
    }
  return model_history_view (history);
}

/* Rows at 0, 2, 4, .. and 0, 3, 6, ..: the difference has all of them, exact on straight lines. */
static void
test_epochs_of_both (void)
{
  static const double expected[] = { 0, 2, 3, 4, 6, 8, 9, 10, 12 };
  g_autoptr (ModelHistoryView) a = make_ramp (0.5, 2, 14);
  g_autoptr (ModelHistoryView) b = make_ramp (0.25, 3, 12);
  g_autoptr (ModelHistoryView) d = model_difference_new (a, 1, b, 2);

  g_assert_cmpuint (model_history_view_length (d), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (d, i);
      const double e = expected[i];

      g_assert_cmpfloat (row->epoch, ==, e);
      /* Interpolated sums around 10: rounding. */
      g_assert_cmpfloat_with_epsilon (row->loss, 1 + 0.5 * e - (1 + 0.25 * e) / 2, 1e-13);
      g_assert_cmpfloat_with_epsilon (row->weight[0], 0.25 * e, 1e-13);
      g_assert_cmpfloat_with_epsilon (row->weight[1], -0.25 * e, 1e-13);
    }
}

static void
test_itself_and_nothing (void)
{
  g_autoptr (ModelHistoryView) a = make_ramp (0.5, 1, 20), none = make_ramp (1, 1, -1);
  g_autoptr (ModelHistoryView) zero = model_difference_new (a, 3, a, 3);
  g_autoptr (ModelHistoryView) empty = model_difference_new (a, 1, none, 1);

  g_assert_cmpuint (model_history_view_length (zero), ==, 21);
  for (gsize i = 0; i < 21; i++)
    g_assert_cmpfloat (model_history_view_row (zero, i)->loss, ==, 0);
  g_assert_cmpuint (model_history_view_length (empty), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/difference/epochs-of-both", test_epochs_of_both);
  g_test_add_func ("/model/difference/itself-and-nothing", test_itself_and_nothing);
  return g_test_run ();
}
