/* Comparing in real windows: races, bands, by their buttons and keys. */
#include "app/session/ensemble_session.h"
#include "app/session/session_pins.h"
#include "plot/time/loss.h"
#include "window_fixture.h"

#include <math.h>

static void
wait_compared (AppWindow *window)
{
  AppEnsembleSession *comparison = app_session_get_comparison (app_window_get_session (window));

  fixture_wait_complete (window);
  wait_until (!app_ensemble_session_is_busy (comparison));
}

static void
set (AppWindow *window, ModelKey key, double value)
{
  AppSession *session = app_window_get_session (window);
  ModelExperiment e = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set (&e, key, value, NULL));
  g_assert_true (app_session_set_experiment (session, &e, NULL));
}

static gboolean
is_on (AppWindow *window, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (window), action);

  return g_variant_get_boolean (state);
}

static void
test_race (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  StudyRun run;

  set (window, MODEL_WIDTH, 20);
  set (window, MODEL_DEPTH, 4);
  set (window, MODEL_FUSION, 3);
  fixture_activate (window, "win.race", NULL);
  g_assert_true (is_on (window, "race"));
  wait_compared (window);
  app_session_get_run (session, &run);
  /* The run on screen is the third of the four. */
  g_assert_cmpstr (run.name, ==, "L_f = 3");
  g_assert_cmpint (run.n_compared, ==, 3);
  g_assert_cmpstr (run.compared[0].name, ==, "L_f = 1");
  g_assert_cmpstr (run.compared[2].name, ==, "L_f = 4");
  g_assert_null (run.ghost);
  /* A slider moves: all follow, and there is never a moment with nothing to see. */
  set (window, MODEL_RHO, 0.4);
  app_session_get_run (session, &run);
  g_assert_cmpint (run.n_compared, ==, 3);
  wait_compared (window);
  app_session_get_run (session, &run);
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat (model_experiment_get (&run.compared[i].snapshot->experiment, MODEL_RHO), ==,
                       0.4);
  set (window, MODEL_DEPTH, 3);
  wait_compared (window);
  app_session_get_run (session, &run);
  g_assert_cmpint (run.n_compared, ==, 2);
  fixture_activate (window, "win.race", NULL);
  app_session_get_run (session, &run);
  g_assert_cmpint (run.n_compared, ==, 0);
  g_assert_null (run.name);
  fixture_close (window);
}

static void
test_seeds (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  StudyRun run;

  fixture_activate (window, "win.race", NULL);
  fixture_activate (window, "win.seeds", NULL);
  g_assert_true (is_on (window, "seeds"));
  g_assert_false (is_on (window, "race")); /* one at a time */
  wait_compared (window);
  g_assert_cmpint (study_ensemble_runs_count (app_session_get_compared (session)->ensemble), ==,
                   20);
  app_session_get_run (session, &run);
  g_assert_nonnull (run.band);
  g_assert_cmpint (run.band->n_members, ==, 20);
  for (double epoch = 0; epoch <= run.epochs.maximum; epoch += run.epochs.maximum / 50)
    {
      const ModelHistoryRow low = model_history_view_at (run.band->low, epoch);
      const ModelHistoryRow median = model_history_view_at (run.band->median, epoch);
      const ModelHistoryRow high = model_history_view_at (run.band->high, epoch);

      g_assert_cmpfloat (low.loss, <=, median.loss);
      g_assert_cmpfloat (median.loss, <=, high.loss);
      g_assert_cmpfloat (low.weight[1], <=, high.weight[1]);
    }
  g_assert_cmpfloat (model_history_view_row (run.band->median, 0)->loss, ==, 1);
  fixture_activate (window, "win.seeds", NULL);
  app_session_get_run (session, &run);
  g_assert_null (run.band);
  fixture_close (window);
}

static void
check_legend (AppSession *session, int i, const char *expected)
{
  g_autofree char *text =
      study_pins_describe (app_session_get_pins (session), i, app_session_get_snapshot (session));

  g_assert_cmpstr (text, ==, expected);
}

/* Six at most; each keeps its colour and dash when others go. */
static void
test_pins (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  StudyPins *pins = app_session_get_pins (session);
  StudyRun run;

  for (int i = 0; i < STUDY_PINS_MAX; i++)
    {
      set (window, MODEL_RHO, i / 10.0);
      fixture_wait_complete (window);
      fixture_activate (window, "win.pin", NULL);
      g_assert_cmpint (study_pins_count (pins), ==, i + 1);
    }
  g_assert_false (app_session_pin (session));
  check_legend (session, 0, "\\rho = 0.00");
  check_legend (session, 5, "\\rho = 0.50");
  app_session_get_run (session, &run);
  g_assert_cmpint (run.n_compared, ==, 6);
  fixture_activate (window, "win.unpin", "1");
  g_assert_cmpint (study_pins_count (pins), ==, 5);
  g_assert_cmpint (study_pins_get_slot (pins, 1), ==, 2);
  set (window, MODEL_SEED, 5);
  fixture_wait_complete (window);
  fixture_activate (window, "win.pin", NULL);
  g_assert_cmpint (study_pins_get_slot (pins, 5), ==, 1); /* the one that became free */
  check_legend (session, 5, "\\rho = 0.50, Seed = 5");
  for (int i = 0; i < STUDY_PINS_MAX; i++)
    fixture_activate (window, "win.unpin-last", NULL);
  g_assert_cmpint (study_pins_count (pins), ==, 0);
  app_session_get_run (session, &run);
  g_assert_cmpint (run.n_compared, ==, 0);
  fixture_close (window);
}

static void
test_difference (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  const ModelSnapshot *own;
  StudyRun run;

  fixture_activate (window, "win.pin", NULL);
  fixture_activate (window, "win.next-difference", NULL);
  app_session_get_run (session, &run);
  g_assert_cmpstr (run.minus, ==, "pin 1");
  for (double epoch = 0; epoch < 500; epoch += 10)
    g_assert_cmpfloat (model_history_view_at (run.snapshot->history, epoch).weight[1], ==, 0);
  set (window, MODEL_RHO, 0.5);
  fixture_wait_complete (window);
  own = app_session_get_snapshot (session);
  app_session_get_run (session, &run);
  for (double epoch = 0; epoch < 500; epoch += 10)
    {
      const ModelHistoryRow a = model_history_view_at (own->history, epoch);
      const ModelHistoryRow b = model_history_view_at (
          study_pins_get (app_session_get_pins (session), 0)->history, epoch);

      g_assert_cmpfloat (model_history_view_at (run.snapshot->history, epoch).weight[0], ==,
                         a.weight[0] - b.weight[0]);
    }
  fixture_activate (window, "win.difference", "0"); /* the same again turns it off */
  app_session_get_run (session, &run);
  g_assert_null (run.minus);
  g_assert_true (run.snapshot == own);
  /* The pin that is subtracted goes: the run is shown again. */
  fixture_activate (window, "win.difference", "0");
  fixture_activate (window, "win.unpin", "0");
  app_session_get_run (session, &run);
  g_assert_null (run.minus);
  fixture_close (window);
}

/* From the playhead on, another future; the past and the other future stay. */
static void
test_fork (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  g_autoptr (ModelSnapshot) fork_parent =
      model_snapshot_ref ((ModelSnapshot *) app_session_get_snapshot (session));
  const ModelSnapshot *run;
  StudyRun plot;

  app_session_set_playhead (session, 200);
  fixture_activate (window, "win.fork", NULL);
  g_assert_true (is_on (window, "fork"));
  set (window, MODEL_RHO, 0.6);
  fixture_wait_complete (window);
  run = app_session_get_snapshot (session);
  g_assert_cmpfloat (model_experiment_get (&run->experiment, MODEL_RHO), ==, 0.6);
  for (double epoch = 0; epoch < 200; epoch++)
    g_assert_cmpfloat (model_history_view_at (run->history, epoch).weight[0], ==,
                       model_history_view_at (fork_parent->history, epoch).weight[0]);
  g_assert_cmpfloat (model_history_view_at (run->history, 300).weight[0], !=,
                     model_history_view_at (fork_parent->history, 300).weight[0]);
  app_session_get_run (session, &plot);
  g_assert_cmpfloat (plot.fork, ==, 200);
  g_assert_cmpint (plot.n_compared, ==, 1);
  g_assert_true (plot.compared[0].snapshot == fork_parent);
  /* What undo brings back: the sliders, then the run that was forked. */
  fixture_activate (window, "win.undo", NULL);
  fixture_wait_complete (window);
  g_assert_true (is_on (window, "fork"));
  fixture_activate (window, "win.undo", NULL);
  g_assert_false (is_on (window, "fork"));
  fixture_activate (window, "win.redo", NULL);
  fixture_activate (window, "win.redo", NULL);
  fixture_wait_complete (window);
  app_session_get_run (session, &plot);
  g_assert_cmpfloat (plot.fork, ==, 200);
  g_assert_cmpfloat (model_experiment_get (&plot.snapshot->experiment, MODEL_RHO), ==, 0.6);
  /* Another network cannot go on from there. */
  set (window, MODEL_DEPTH, 3);
  fixture_wait_complete (window);
  g_assert_false (is_on (window, "fork"));
  fixture_close (window);
}

static void
test_unfork (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  g_autoptr (ModelSnapshot) fork_parent =
      model_snapshot_ref ((ModelSnapshot *) app_session_get_snapshot (session));
  StudyRun plot;

  app_session_set_playhead (session, 100);
  fixture_activate (window, "win.fork", NULL);
  set (window, MODEL_LEARNING_RATE, 0.01);
  fixture_wait_complete (window);
  fixture_activate (window, "win.fork", NULL);
  fixture_wait_complete (window);
  g_assert_false (is_on (window, "fork"));
  app_session_get_run (session, &plot);
  g_assert_true (isnan (plot.fork));
  for (double epoch = 0; epoch < 500; epoch += 7)
    g_assert_cmpfloat (model_history_view_at (plot.snapshot->history, epoch).loss, ==,
                       model_history_view_at (fork_parent->history, epoch).loss);
  fixture_close (window);
}

/* Stop ends the members too. */
static void
test_stop (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);

  set (window, MODEL_DEPTH, 5);
  set (window, MODEL_EPOCHS, 1e8);
  fixture_activate (window, "win.race", NULL);
  wait_until (app_ensemble_session_is_busy (app_session_get_comparison (session)));
  fixture_activate (window, "win.stop", NULL);
  wait_compared (window);
  g_assert_true (app_session_is_complete (session));
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/compare/race", test_race);
  g_test_add_func ("/app/compare/seeds", test_seeds);
  g_test_add_func ("/app/compare/pins", test_pins);
  g_test_add_func ("/app/compare/difference", test_difference);
  g_test_add_func ("/app/compare/fork", test_fork);
  g_test_add_func ("/app/compare/unfork", test_unfork);
  g_test_add_func ("/app/compare/stop", test_stop);
  return g_test_run ();
}
