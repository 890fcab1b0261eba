/* Undoing what sliders, pins and views did, without a window. */
#include "app/recorder.h"
#include "app/session_pins.h"

#include "num/matrix.h"

static void
set (AppSession *session, ModelKey key, double value)
{
  ModelExperiment e = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set (&e, key, value, NULL));
  g_assert_true (app_session_set_experiment (session, &e, NULL));
}

static double
get (AppSession *session, ModelKey key)
{
  return model_experiment_get (app_session_get_experiment (session), key);
}

static void
wait_complete (AppSession *session)
{
  for (gint64 now = 1; app_session_tick (session, now) && !app_session_is_complete (session);
       now += 16667)
    g_usleep (500);
}

static void
test_parameters (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppRecorder) recorder = app_recorder_new (session);
  AppUndo *undo = app_session_get_undo (session);

  set (session, MODEL_RHO, 0.1);
  set (session, MODEL_SIGMA_A, 3);
  set (session, MODEL_SEED, 7);
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "Seed");
  g_assert_true (app_undo_undo (undo));
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpfloat (get (session, MODEL_SIGMA_A), ==, 2);
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.1);
  g_assert_true (app_undo_redo (undo));
  g_assert_cmpfloat (get (session, MODEL_SIGMA_A), ==, 3);
  g_assert_true (app_undo_undo (undo));
  g_assert_true (app_undo_undo (undo));
  g_assert_false (app_undo_undo (undo));
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0);
  /* Something else is done: what was undone is gone. */
  set (session, MODEL_RHO, 0.7);
  g_assert_false (app_undo_redo (undo));
}

/* A slider's movement is one step, up to where it was let go. */
static void
test_gesture (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppRecorder) recorder = app_recorder_new (session);
  AppUndo *undo = app_session_get_undo (session);

  for (int i = 1; i <= 50; i++)
    set (session, MODEL_RHO, i / 100.0);
  app_session_end_gesture (session);
  for (int i = 50; i <= 90; i++)
    set (session, MODEL_RHO, i / 100.0);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.5);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0);
  g_assert_false (app_undo_undo (undo));
}

static void
test_thousand_steps (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppRecorder) recorder = app_recorder_new (session);
  AppUndo *undo = app_session_get_undo (session);
  int undone = 0;

  for (int i = 0; i < 1000; i++)
    set (session, i % 2 == 0 ? MODEL_RHO : MODEL_SEED, 1 + i / 2 * (i % 2 == 0 ? -0.001 : 1));
  while (app_undo_undo (undo))
    undone++;
  g_assert_cmpint (undone, >=, 998); /* the first two may have been the defaults */
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0);
  while (app_undo_redo (undo))
    undone--;
  g_assert_cmpint (undone, ==, 0);
  g_assert_cmpfloat (get (session, MODEL_SEED), ==, 500);
}

static void
test_pins_and_views (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppRecorder) recorder = app_recorder_new (session);
  AppUndo *undo = app_session_get_undo (session);
  PlotPins *pins = app_session_get_pins (session);

  app_session_restart (session);
  wait_complete (session);
  g_assert_true (app_session_pin (session));
  app_session_show_difference (session, 0);
  app_viewing_set_log_loss (app_session_get_viewing (session), TRUE);
  app_session_set_comparison_mode (session, PLOT_COMPARISON_SEEDS);
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "Comparison");
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (app_session_get_comparison_mode (session), ==, PLOT_COMPARISON_NONE);
  g_assert_true (app_undo_undo (undo));
  g_assert_false (app_viewing_get_log_loss (app_session_get_viewing (session)));
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (plot_pins_get_difference (pins), ==, -1);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (plot_pins_count (pins), ==, 0);
  for (int i = 0; i < 4; i++)
    g_assert_true (app_undo_redo (undo));
  g_assert_cmpint (plot_pins_count (pins), ==, 1);
  g_assert_cmpint (plot_pins_get_difference (pins), ==, 0);
  g_assert_cmpint (app_session_get_comparison_mode (session), ==, PLOT_COMPARISON_SEEDS);
}

/* A parameter drops the kicks: undoing it brings them back. */
static void
test_kicks_come_back (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppRecorder) recorder = app_recorder_new (session);
  const ModelKick kick = { 100, { 0.5, 0.5 } };
  int n;

  app_session_restart (session);
  wait_complete (session);
  app_session_set_kicks (session, &kick, 1);
  wait_complete (session);
  /* Whoever kicks notes it: here nobody has. */
  g_assert_null (app_undo_get_undo_name (app_session_get_undo (session)));
  set (session, MODEL_RHO, 0.3);
  app_session_get_kicks (session, &n);
  g_assert_cmpint (n, ==, 0);
  g_assert_true (app_undo_undo (app_session_get_undo (session)));
  g_assert_cmpfloat (app_session_get_kicks (session, &n)->epoch, ==, 100);
  g_assert_cmpint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/recorder/parameters", test_parameters);
  g_test_add_func ("/app/recorder/gesture", test_gesture);
  g_test_add_func ("/app/recorder/thousand-steps", test_thousand_steps);
  g_test_add_func ("/app/recorder/pins-and-views", test_pins_and_views);
  g_test_add_func ("/app/recorder/kicks-come-back", test_kicks_come_back);
  return g_test_run ();
}
