/* Pace: slow where much happens, never backwards, and its own inverse. */
#include "study/pace.h"
#include "plot_fixture.h"

#include <math.h>

/* The fixture's run moves at a fifth and at seven tenths. */
static void
test_slows_down (void)
{
  ModelSnapshot *run = plot_fixture_run (1001);
  g_autoptr (StudyPace) pace = study_pace_new (run->history, FALSE);
  const double transition =
      study_pace_get_fraction (pace, 250) - study_pace_get_fraction (pace, 150);
  const double plateau = study_pace_get_fraction (pace, 500) - study_pace_get_fraction (pace, 400);

  /* Half of the time is even, a tenth of the run gets a twentieth of it; most of one of two
   * transitions adds nearly a quarter. */
  g_assert_cmpfloat (transition, >, 0.2);
  g_assert_cmpfloat (plateau, <, 0.07);
  model_snapshot_unref (run);
}

static void
test_inverse (void)
{
  ModelSnapshot *run = plot_fixture_run (777);

  for (int even = 0; even <= 1; even++)
    {
      g_autoptr (StudyPace) pace = study_pace_new (run->history, even);
      double before = -1;

      for (int i = 0; i <= 500; i++)
        {
          const double epoch = study_pace_get_epoch (pace, i / 500.0);

          g_assert_cmpfloat (epoch, >, before);
          /* Rounding of a division by small steps of time. */
          g_assert_cmpfloat_with_epsilon (study_pace_get_fraction (pace, epoch), i / 500.0, 1e-9);
          before = epoch;
        }
      g_assert_cmpfloat (study_pace_get_epoch (pace, 1), ==, 776);
    }
  model_snapshot_unref (run);
}

static void
test_degenerate (void)
{
  ModelHistory *history = model_history_new ();
  g_autoptr (ModelHistoryView) empty = model_history_view (history);
  g_autoptr (StudyPace) none = study_pace_new (NULL, FALSE),
                        nothing = study_pace_new (empty, FALSE);
  const ModelHistoryRow still = { 0, 1, { 0, 0 } }, later = { 100, 1, { 0, 0 } };

  g_assert_cmpfloat (study_pace_get_epoch (none, 0.5), ==, 0);
  g_assert_cmpfloat (study_pace_get_epoch (nothing, 0.5), ==, 0);
  model_history_append (history, &still);
  model_history_append (history, &later);
  g_autoptr (ModelHistoryView) view = model_history_view (history);
  g_autoptr (StudyPace) pace = study_pace_new (view, FALSE);
  /* Nothing moves: even. */
  g_assert_cmpfloat_with_epsilon (study_pace_get_epoch (pace, 0.25), 25, 1e-9);
  model_history_free (history);
}

/* Values that are not finite are no movement. */
static void
test_diverged (void)
{
  ModelSnapshot *run = plot_fixture_diverged_run (300);
  g_autoptr (StudyPace) pace = study_pace_new (run->history, FALSE);

  for (int i = 0; i <= 100; i++)
    g_assert_true (isfinite (study_pace_get_epoch (pace, i / 100.0)));
  model_snapshot_unref (run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/pace/slows-down", test_slows_down);
  g_test_add_func ("/plot/pace/inverse", test_inverse);
  g_test_add_func ("/plot/pace/degenerate", test_degenerate);
  g_test_add_func ("/plot/pace/diverged", test_diverged);
  return g_test_run ();
}
