/* The session without a window: runs, generations, playhead, playing, the eased time axis. */
#include "app/base/clock.h"
#include "app/session/session.h"
#include "app/session/session_view.h"
#include "app/session/time_axis.h"
#include "num/matrix.h"
#include "study/marks.h"
#include "../waiting.h"

#include <math.h>

#define FRAME_US 16667

/* The next frame. */
static gboolean
tick (AppSession *session)
{
  app_clock_advance (FRAME_US);
  return app_session_tick (session, app_clock_now ());
}

/* However long the worker takes, for the session no time passes. */
static void
wait_complete (AppSession *session)
{
  wait_until (app_session_is_complete (session) ||
              (app_session_tick (session, app_clock_now ()), FALSE));
}

static void
tick_until_asleep (AppSession *session)
{
  int frames = 0;

  while (tick (session))
    g_assert_cmpint (++frames, <, 1000);
}

static AppSession *
start (void)
{
  AppSession *session = app_session_new ();

  app_clock_set (G_USEC_PER_SEC);
  app_session_restart (session);
  wait_complete (session);
  return session;
}

static ModelExperiment
with (AppSession *session, ModelKey key, double value)
{
  ModelExperiment experiment = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set (&experiment, key, value, NULL));
  return experiment;
}

static void
count_cb (GObject *object, gpointer data)
{
  ++*(int *) data;
}

static void
test_first_run (void)
{
  g_autoptr (AppSession) session = start ();
  StudyRun run;

  g_assert_nonnull (app_session_get_snapshot (session));
  g_assert_cmpint (app_session_get_snapshot (session)->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_true (app_session_is_at_end (session));
  /* A run that was streamed for a moment had its axis made for more, until things are quiet. */
  app_clock_advance (G_USEC_PER_SEC);
  while (tick (session))
    ;
  app_session_get_run (session, &run);
  g_assert_true (isinf (run.playhead)); /* everything is drawn in full */
  g_assert_cmpfloat (run.epochs.maximum, ==, app_session_get_last_epoch (session));
}

/* A run that goes on has its curve shown first, and all else with the next frame. */
static void
test_curve_first (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment = with (session, MODEL_EPOCHS, 10000000);
  int curves = 0, runs = 0;

  g_assert_true (
      model_experiment_set (&experiment, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL));
  g_signal_connect (session, "curve-changed", G_CALLBACK (count_cb), &curves);
  g_signal_connect (session, "run-changed", G_CALLBACK (count_cb), &runs);
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  runs = curves = 0;
  wait_until ((tick (session), curves > 0));
  g_assert_cmpint (curves, ==, 1);
  g_assert_cmpint (runs, ==, 0);
  g_assert_cmpfloat (
      model_experiment_get (&app_session_get_snapshot (session)->experiment, MODEL_EPOCHS), ==,
      10000000);
  tick (session);
  g_assert_cmpint (runs, >=, 1);
  g_assert_cmpint (curves, ==, 1 + runs);
  app_session_stop (session);
  wait_complete (session);
}

static void
test_only_newest_run_arrives (void)
{
  g_autoptr (AppSession) session = start ();
  const ModelSnapshot *old = app_session_get_snapshot (session);

  for (int i = 1; i <= 50; i++)
    {
      ModelExperiment experiment = with (session, MODEL_RHO, i / 100.0);

      g_assert_true (app_session_set_experiment (session, &experiment, NULL));
      g_assert_false (app_session_is_complete (session));
      tick (session);
      /* Either still the run before, or one of the current experiment: never one of another. */
      if (app_session_get_snapshot (session) != old)
        g_assert_true (model_experiment_equal (&app_session_get_snapshot (session)->experiment,
                                               app_session_get_experiment (session)));
      old = app_session_get_snapshot (session);
    }
  wait_complete (session);
  g_assert_cmpfloat (
      model_experiment_get (&app_session_get_snapshot (session)->experiment, MODEL_RHO), ==, 0.5);
}

static void
test_invalid_is_refused (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment = with (session, MODEL_FUSION, 5);
  g_autoptr (GError) error = NULL;
  int changes = 0;

  g_signal_connect (session, "experiment-changed", G_CALLBACK (count_cb), &changes);
  g_assert_false (app_session_set_experiment (session, &experiment, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_true (app_session_is_complete (session));
  g_assert_cmpint (model_experiment_get_int (app_session_get_experiment (session), MODEL_FUSION),
                   ==, 2);
  g_assert_cmpint (changes, ==, 0);
}

static void
test_diverging_run_has_a_reason (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment = with (session, MODEL_LEARNING_RATE, 0.9);

  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  wait_complete (session);
  g_assert_cmpint (app_session_get_snapshot (session)->status, ==, MODEL_TRAINER_DIVERGED);
  g_assert_nonnull (app_session_get_snapshot (session)->reason);
}

/* Random layers so deep that the run is given up at once: theory's times are what there is to see.
 */
static void
test_given_up_run_has_room_for_theory (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment = with (session, MODEL_DEPTH, 8);
  StudyRun run;

  g_assert_true (model_experiment_set (&experiment, MODEL_FUSION, 8, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_INIT_SCALE, 0.3, NULL));
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  wait_complete (session);
  while (tick (session))
    ;
  g_assert_cmpfloat (app_session_get_last_epoch (session), ==, 0);
  app_session_get_run (session, &run);
  wait_until ((app_session_get_run (session, &run), run.marks.t_theory[0] > 0));
  while (tick (session))
    ;
  app_session_get_run (session, &run);
  g_assert_cmpfloat (run.marks.t_theory[1], >, run.marks.t_theory[0]);
  g_assert_cmpfloat (run.epochs.maximum, ==, study_marks_get_expected_end (&run.marks));
  g_assert_cmpfloat (run.epochs.maximum, >, run.marks.t_theory[1]);
}

static void
set (AppSession *session, ModelKey key, double value)
{
  const ModelExperiment experiment = with (session, key, value);

  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  wait_complete (session);
}

/* The run from before a movement of the slider stays as the ghost of all runs within it. */
static void
test_ghost_is_from_before_the_movement (void)
{
  g_autoptr (AppSession) session = start ();
  StudyRun run;

  set (session, MODEL_RHO, 0);
  app_clock_advance (900000); /* longer than the pause that ends a movement */
  for (int i = 1; i <= 3; i++)
    {
      set (session, MODEL_RHO, i / 10.0);
      app_clock_advance (200000);
    }
  app_session_get_run (session, &run);
  g_assert_nonnull (run.ghost);
  g_assert_cmpfloat (model_experiment_get (&run.ghost->experiment, MODEL_RHO), ==, 0);
}

static void
test_stop (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment = with (session, MODEL_EPOCHS, 1e9);

  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  wait_until (
      (tick (session), model_experiment_get (&app_session_get_snapshot (session)->experiment,
                                             MODEL_EPOCHS) == 1e9 &&
                           app_session_get_last_epoch (session) > 0));
  g_assert_false (app_session_is_complete (session));
  app_session_stop (session);
  wait_complete (session);
  g_assert_cmpfloat (app_session_get_last_epoch (session), >, 0);
  g_assert_cmpint (app_session_get_snapshot (session)->status, ==, MODEL_TRAINER_STOPPED);
}

/* Theory for many inputs comes from a thread, and is that of the newest run. */
static void
test_theory_for_many_inputs (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment = with (session, MODEL_SOURCE, MODEL_SOURCE_VECTOR);
  int inputs;

  g_assert_true (model_experiment_set (&experiment, MODEL_EPOCHS, 10, NULL));
  for (inputs = 30; inputs <= 32; inputs++)
    {
      g_assert_true (model_experiment_set (&experiment, MODEL_INPUTS_A, inputs, NULL));
      g_assert_true (app_session_set_experiment (session, &experiment, NULL));
      wait_complete (session);
    }
  wait_until (app_session_get_phases (session)->prediction != NULL);
  g_assert_cmpint (app_session_get_phases (session)->prediction->moments->n_a, ==, 32);
}

/* The reduced dynamics come from a thread, and are those of the newest of several runs. */
static void
test_theory_curve (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment experiment;
  StudyRun run;

  for (int i = 1; i <= 5; i++)
    {
      experiment = with (session, MODEL_RHO, i / 10.0);
      g_assert_true (app_session_set_experiment (session, &experiment, NULL));
      wait_complete (session);
    }
  /* rho = 0.5: A alone has 1.25; the curve stays within 1e-3 of it, 1.2 is rho = 0.4 */
  wait_until ((app_session_get_run (session, &run), run.marks.curve != NULL) &&
              fabs (model_history_view_at (run.marks.curve, 200).weight[0] - 1.25) <= 0.01);
  g_assert_cmpfloat_with_epsilon (run.marks.level_plateau, 1.25, 1e-3); /* of a sample */
}

static void
test_playing (void)
{
  g_autoptr (AppSession) session = start ();
  double last = app_session_get_last_epoch (session);
  int frames = 0;

  app_session_set_speed (session, 8);
  app_session_set_playing (session, TRUE);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 0);
  while (app_session_get_playing (session))
    {
      double before = app_session_get_playhead (session);

      tick (session);
      g_assert_cmpfloat (app_session_get_playhead (session), >=, before);
      g_assert_cmpint (++frames, <, 1000);
    }
  g_assert_cmpfloat (app_session_get_playhead (session), ==, last);
  g_assert_true (app_session_is_at_end (session));
  /* Ten seconds at speed 1 are 1.25 s at speed 8: 75 frames, and one at each end. */
  g_assert_cmpint (ABS (frames - 75), <=, 2);
}

static void
test_stepping (void)
{
  g_autoptr (AppSession) session = start ();
  double last = app_session_get_last_epoch (session);

  app_session_set_playhead (session, 100.4);
  app_session_step (session, 1, 0);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 101);
  app_session_set_playhead (session, 100.4);
  app_session_step (session, -1, 0);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 100);
  app_session_set_playhead (session, -5);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 0);
  app_session_step (session, 0, -0.01);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 0);
  app_session_set_playhead (session, last);
  app_session_step (session, 1, 0);
  g_assert_true (app_session_is_at_end (session));
  app_session_step (session, 0, -0.01);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, ceil (0.99 * last));
}

static void
test_speed_is_limited (void)
{
  g_autoptr (AppSession) session = app_session_new ();

  app_session_set_speed (session, 1000);
  g_assert_cmpfloat (app_session_get_speed (session), ==, APP_PLAYBACK_FASTEST);
  app_session_set_speed (session, 0);
  g_assert_cmpfloat (app_session_get_speed (session), ==, APP_PLAYBACK_SLOWEST);
}

static void
test_falls_asleep (void)
{
  g_autoptr (AppSession) session = start ();
  int wakes = 0;

  tick_until_asleep (session);
  g_signal_connect (session, "wake", G_CALLBACK (count_cb), &wakes);
  app_session_set_playing (session, TRUE);
  g_assert_cmpint (wakes, ==, 1);
  app_session_set_playing (session, TRUE);
  tick (session);
  app_session_restart (session);
  g_assert_cmpint (wakes, ==, 1 + 1); /* the second wish came before the first tick */
}

/* A run that is shorter than the one before is fitted later, without a frame in between. */
static void
test_wakes_to_fit (void)
{
  g_autoptr (AppSession) session = start ();
  ModelExperiment faster = with (session, MODEL_LEARNING_RATE, 0.06);
  const double held = app_session_get_whole_axis (session)->maximum;
  int wakes = 0;

  g_assert_true (app_session_set_experiment (session, &faster, NULL));
  wait_complete (session);
  tick_until_asleep (session);
  g_assert_cmpfloat (app_session_get_whole_axis (session)->maximum, ==, held);
  g_signal_connect (session, "wake", G_CALLBACK (count_cb), &wakes);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (wakes, ==, 0);
  app_clock_advance (G_USEC_PER_SEC);
  wait_until (wakes > 0);
  tick_until_asleep (session);
  g_assert_cmpfloat (app_session_get_whole_axis (session)->maximum, ==,
                     app_session_get_last_epoch (session));
  g_assert_cmpint (wakes, ==, 1);
}

static void
test_axis_holds_while_moving (void)
{
  AppTimeAxis axis;
  gint64 t = G_USEC_PER_SEC;

  app_time_axis_init (&axis);
  app_time_axis_follow (&axis, 1000, TRUE);
  app_time_axis_step (&axis, t);
  g_assert_cmpfloat (axis.shown.maximum, ==, 1000);
  for (int i = 0; i < 10; i++)
    {
      t += FRAME_US;
      app_time_axis_start_run (&axis, t);
      app_time_axis_follow (&axis, 1000 - 30 * i, TRUE);
      app_time_axis_step (&axis, t);
      g_assert_cmpfloat (axis.shown.maximum, ==, 1000);
    }
  app_time_axis_follow (&axis, 1200, TRUE); /* a longer run is never cut off */
  g_assert_cmpfloat (axis.shown.maximum, ==, 1200);
}

static void
test_axis_fits_when_quiet (void)
{
  AppTimeAxis axis;
  gint64 t = G_USEC_PER_SEC;
  double before = 1000;

  app_time_axis_init (&axis);
  app_time_axis_follow (&axis, 1000, TRUE);
  app_time_axis_start_run (&axis, t);
  app_time_axis_step (&axis, t);
  app_time_axis_follow (&axis, 700, TRUE);
  t += app_time_axis_get_rest (&axis, t);
  while (app_time_axis_step (&axis, t += FRAME_US))
    {
      g_assert_cmpfloat (axis.shown.maximum, <=, before); /* eases, never back */
      g_assert_cmpfloat (axis.shown.maximum, >=, 700);
      before = axis.shown.maximum;
      g_assert_cmpint (t, <, 3 * G_USEC_PER_SEC);
    }
  g_assert_cmpfloat (axis.shown.maximum, ==, 700);
}

/* Reduced motion: as soon as it may move, the axis is in place. */
static void
test_axis_jumps (void)
{
  AppTimeAxis axis;
  gint64 t = G_USEC_PER_SEC;

  app_time_axis_init (&axis);
  axis.still = TRUE;
  app_time_axis_follow (&axis, 1000, TRUE);
  app_time_axis_start_run (&axis, t);
  app_time_axis_step (&axis, t);
  app_time_axis_follow (&axis, 700, TRUE);
  t += app_time_axis_get_rest (&axis, t);
  g_assert_false (app_time_axis_step (&axis, t));
  g_assert_cmpfloat (axis.shown.maximum, ==, 700);
}

/* Between its holding and its fitting no frames are wanted; sleep is no time to ease in. */
static void
test_axis_rests_while_holding (void)
{
  AppTimeAxis axis;
  gint64 t = G_USEC_PER_SEC, rest;

  app_time_axis_init (&axis);
  app_time_axis_follow (&axis, 1000, TRUE);
  app_time_axis_step (&axis, t);
  app_time_axis_start_run (&axis, t);
  app_time_axis_follow (&axis, 700, TRUE);
  g_assert_false (app_time_axis_step (&axis, t += FRAME_US));
  g_assert_cmpfloat (axis.shown.maximum, ==, 1000);
  rest = app_time_axis_get_rest (&axis, t);
  g_assert_cmpint (rest, >, 0);
  g_assert_false (app_time_axis_step (&axis, t + rest - 1));
  g_assert_true (app_time_axis_step (&axis, t += rest));
  g_assert_cmpfloat (axis.shown.maximum, ==, 1000);
  g_assert_true (app_time_axis_step (&axis, t += FRAME_US));
  g_assert_cmpfloat (axis.shown.maximum, >, 900);
  while (app_time_axis_step (&axis, t += FRAME_US))
    g_assert_cmpint (t, <, 3 * G_USEC_PER_SEC);
  g_assert_cmpfloat (axis.shown.maximum, ==, 700);
  g_assert_cmpint (app_time_axis_get_rest (&axis, t), ==, 0);
}

/* Before the run is there, the axis shows where theory's marks are. */
static void
test_axis_makes_room_for_theory (void)
{
  AppTimeAxis axis;
  gint64 t = G_USEC_PER_SEC;

  app_time_axis_init (&axis);
  app_time_axis_start_run (&axis, t);
  app_time_axis_step (&axis, t);
  app_time_axis_expect (&axis, 5000);
  app_time_axis_follow (&axis, 20, FALSE);
  t += app_time_axis_get_rest (&axis, t);
  while (app_time_axis_step (&axis, t += FRAME_US))
    g_assert_cmpint (t, <, 3 * G_USEC_PER_SEC);
  g_assert_cmpfloat (axis.shown.maximum, ==, 5000);
  app_time_axis_follow (&axis, 4000, TRUE); /* what came counts */
  while (app_time_axis_step (&axis, t += FRAME_US))
    g_assert_cmpint (t, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpfloat (axis.shown.maximum, ==, 4000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/session/first-run", test_first_run);
  g_test_add_func ("/app/session/curve-first", test_curve_first);
  g_test_add_func ("/app/session/only-newest-run-arrives", test_only_newest_run_arrives);
  g_test_add_func ("/app/session/invalid-is-refused", test_invalid_is_refused);
  g_test_add_func ("/app/session/diverging-run-has-a-reason", test_diverging_run_has_a_reason);
  g_test_add_func ("/app/session/given-up-run-has-room-for-theory",
                   test_given_up_run_has_room_for_theory);
  g_test_add_func ("/app/session/ghost", test_ghost_is_from_before_the_movement);
  g_test_add_func ("/app/session/stop", test_stop);
  g_test_add_func ("/app/session/theory-for-many-inputs", test_theory_for_many_inputs);
  g_test_add_func ("/app/session/theory-curve", test_theory_curve);
  g_test_add_func ("/app/session/playing", test_playing);
  g_test_add_func ("/app/session/stepping", test_stepping);
  g_test_add_func ("/app/session/speed-is-limited", test_speed_is_limited);
  g_test_add_func ("/app/session/falls-asleep", test_falls_asleep);
  g_test_add_func ("/app/session/wakes-to-fit", test_wakes_to_fit);
  g_test_add_func ("/app/time-axis/holds-while-moving", test_axis_holds_while_moving);
  g_test_add_func ("/app/time-axis/fits-when-quiet", test_axis_fits_when_quiet);
  g_test_add_func ("/app/time-axis/rests-while-holding", test_axis_rests_while_holding);
  g_test_add_func ("/app/time-axis/jumps", test_axis_jumps);
  g_test_add_func ("/app/time-axis/makes-room-for-theory", test_axis_makes_room_for_theory);
  return g_test_run ();
}
