/* Bands over runs: hand-made recordings whose quantiles are known. */
#include "model/record/band.h"

#include <math.h>

/* A member at loss = weight of A = level, weight of B = -level, from epoch 0 to an end. */
static ModelHistoryView *
make_level (double level, double end)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  const ModelHistoryRow rows[2] = { { .epoch = 0, .loss = level, .weight = { level, -level } },
                                    { .epoch = end, .loss = level, .weight = { level, -level } } };

  model_history_append (history, &rows[0]);
  model_history_append (history, &rows[1]);
  return model_history_view (history);
}

static void
check_row (const ModelHistoryView *view, gsize i, double epoch, double loss, double b)
{
  const ModelHistoryRow *row = model_history_view_row (view, i);

  g_assert_cmpfloat (row->epoch, ==, epoch);
  /* Sums of a few numbers around 10: only rounding is left. */
  g_assert_cmpfloat_with_epsilon (row->loss, loss, 1e-12);
  g_assert_cmpfloat_with_epsilon (row->weight[0], loss, 1e-12);
  g_assert_cmpfloat_with_epsilon (row->weight[1], b, 1e-12);
}

/* Levels 0..10, in any order: the k-th tenth is k. */
static void
test_levels (void)
{
  static const int order[11] = { 3, 10, 0, 7, 5, 1, 9, 2, 8, 4, 6 };
  const double epochs[3] = { 0, 5, 10 };
  ModelHistoryView *members[11];
  ModelBand band;

  for (int k = 0; k < 11; k++)
    members[k] = make_level (order[k], 10);
  model_band_init (&band, (const ModelHistoryView *const *) members, NULL, 11, epochs, 3);
  g_assert_cmpint (band.n_members, ==, 11);
  g_assert_cmpuint (model_history_view_length (band.median), ==, 3);
  for (gsize i = 0; i < 3; i++)
    {
      check_row (band.low, i, epochs[i], 1, -9);
      check_row (band.median, i, epochs[i], 5, -5);
      check_row (band.high, i, epochs[i], 9, -1);
    }
  model_band_clear (&band);
  g_assert_null (band.low);
  for (int k = 0; k < 11; k++)
    model_history_view_unref (members[k]);
}

/* Between sorted values quantiles are linear: of 0 and 1, 10 % is 0.1. */
static void
test_interpolates (void)
{
  const double epoch = 1;
  ModelHistoryView *members[2] = { make_level (1, 2), make_level (0, 2) };
  ModelBand band;

  model_band_init (&band, (const ModelHistoryView *const *) members, NULL, 2, &epoch, 1);
  check_row (band.low, 0, 1, 0.1, -0.9);
  check_row (band.median, 0, 1, 0.5, -0.5);
  check_row (band.high, 0, 1, 0.9, -0.1);
  model_band_clear (&band);
  for (int k = 0; k < 2; k++)
    model_history_view_unref (members[k]);
}

/* Losses relative to what each data set begins with; weights are left alone. */
static void
test_units (void)
{
  const double epoch = 1, units[2] = { 2, 4 };
  ModelHistoryView *members[2] = { make_level (2, 2), make_level (4, 2) };
  ModelBand band;

  model_band_init (&band, (const ModelHistoryView *const *) members, units, 2, &epoch, 1);
  g_assert_cmpfloat (model_history_view_row (band.low, 0)->loss, ==, 1);
  g_assert_cmpfloat (model_history_view_row (band.high, 0)->loss, ==, 1);
  g_assert_cmpfloat (model_history_view_row (band.median, 0)->weight[0], ==, 3);
  model_band_clear (&band);
  for (int k = 0; k < 2; k++)
    model_history_view_unref (members[k]);
}

/* A member that ended early goes on counting; one member is its own band; no epochs, no rows. */
static void
test_edges (void)
{
  const double epochs[2] = { 1, 100 };
  ModelHistoryView *members[3] = { make_level (0, 2), make_level (4, 100), make_level (8, 50) };
  ModelBand band;

  model_band_init (&band, (const ModelHistoryView *const *) members, NULL, 3, epochs, 2);
  check_row (band.median, 1, 100, 4, -4);
  model_band_clear (&band);
  model_band_init (&band, (const ModelHistoryView *const *) &members[1], NULL, 1, epochs, 2);
  check_row (band.low, 0, 1, 4, -4);
  check_row (band.high, 1, 100, 4, -4);
  model_band_clear (&band);
  model_band_init (&band, (const ModelHistoryView *const *) members, NULL, 3, epochs, 0);
  g_assert_cmpuint (model_history_view_length (band.median), ==, 0);
  model_band_clear (&band);
  for (int k = 0; k < 3; k++)
    model_history_view_unref (members[k]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/band/levels", test_levels);
  g_test_add_func ("/model/band/interpolates", test_interpolates);
  g_test_add_func ("/model/band/units", test_units);
  g_test_add_func ("/model/band/edges", test_edges);
  return g_test_run ();
}
