/* Undoing what sliders, pins and views did, without a window. */
#include "app/base/clock.h"
#include "app/session/kicks.h"
#include "app/session/session_pins.h"
#include "app/session/session_recipe.h"
#include "app/session/undo_state.h"
#include "num/matrix.h"
#include "../waiting.h"

#include <string.h>

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
  gint64 now = 1;

  wait_until (!app_session_tick (session, now += 16667) || app_session_is_complete (session));
}

static void
test_parameters (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
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
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  AppUndo *undo = app_session_get_undo (session);

  app_clock_set (G_USEC_PER_SEC);
  for (int i = 1; i <= 50; i++)
    {
      set (session, MODEL_RHO, i / 100.0);
      app_clock_advance (APP_UNDO_RECORDER_GESTURE_US - 1);
    }
  app_session_end_gesture (session);
  for (int i = 50; i <= 90; i++)
    set (session, MODEL_RHO, i / 100.0);
  app_clock_advance (APP_UNDO_RECORDER_GESTURE_US);
  set (session, MODEL_RHO, 0.95);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.9);
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
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
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
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  AppUndo *undo = app_session_get_undo (session);
  StudyPins *pins = app_session_get_pins (session);

  app_session_restart (session);
  wait_complete (session);
  g_assert_true (app_session_pin (session));
  app_session_show_difference (session, 0);
  app_view_history_set_log_loss (app_session_get_view_history (session), TRUE);
  app_session_set_comparison_mode (session, STUDY_ENSEMBLE_SEEDS);
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "Comparison");
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (app_session_get_comparison_mode (session), ==, STUDY_ENSEMBLE_NONE);
  g_assert_true (app_undo_undo (undo));
  g_assert_false (app_view_history_get_log_loss (app_session_get_view_history (session)));
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (study_pins_get_difference (pins), ==, -1);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (study_pins_count (pins), ==, 0);
  for (int i = 0; i < 4; i++)
    g_assert_true (app_undo_redo (undo));
  g_assert_cmpint (study_pins_count (pins), ==, 1);
  g_assert_cmpint (study_pins_get_difference (pins), ==, 0);
  g_assert_cmpint (app_session_get_comparison_mode (session), ==, STUDY_ENSEMBLE_SEEDS);
}

/* Steps that are far keep no runs: these are trained again, to the bit, where they come back. */
static void
test_far_steps (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  AppUndo *undo = app_session_get_undo (session);
  StudyPins *pins = app_session_get_pins (session);
  g_autoptr (ModelSnapshot) run = NULL;
  const ModelSnapshot *again;

  set (session, MODEL_RHO, 0.3);
  wait_complete (session);
  g_assert_true (app_session_pin (session));
  run = model_snapshot_ref (study_pins_get (pins, 0));
  app_session_unpin (session, 0);
  g_assert_true (app_undo_undo (undo));
  g_assert_true (study_pins_get (pins, 0) == run); /* it is near */
  g_assert_true (app_undo_redo (undo));
  for (int i = 1; i <= APP_UNDO_NEAR + 3; i++)
    {
      set (session, MODEL_SEED, i);
      app_session_end_gesture (session);
      wait_complete (session);
    }
  g_assert_true (g_atomic_ref_count_compare (&run->ref_count, 1));
  while (study_pins_count (pins) == 0)
    g_assert_true (app_undo_undo (undo));
  g_assert_null (study_pins_get (pins, 0));
  wait_until (study_pins_get (pins, 0) != NULL);
  again = study_pins_get (pins, 0);
  g_assert_cmpfloat (model_snapshot_last_epoch (again), ==, model_snapshot_last_epoch (run));
  g_assert_cmpfloat (model_history_view_at (again->history, 100).loss, ==,
                     model_history_view_at (run->history, 100).loss);
  /* The way forth is as long. */
  while (app_undo_redo (undo))
    ;
  g_assert_cmpint (study_pins_count (pins), ==, 0);
}

/* What is before a fork is its parent's: nothing is done, and nothing is to be undone. */
static void
test_kick_before_fork (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  AppUndo *undo = app_session_get_undo (session);
  const double weight[2] = { 1, 1 };
  AppKicksMemory *memory;

  app_session_restart (session);
  wait_complete (session);
  app_session_set_playhead (session, 200);
  g_assert_true (app_session_fork (session));
  wait_complete (session);
  memory = app_kicks_remember (session);
  g_assert_false (app_kicks_apply (session, 100, weight));
  app_kicks_commit (memory);
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "Fork");
  memory = app_kicks_remember (session);
  g_assert_true (app_kicks_apply (session, 200, weight));
  app_kicks_commit (memory);
  g_assert_cmpstr (app_undo_get_undo_name (undo), ==, "Kick");
}

/* A parameter drops the kicks: undoing it brings them back. */
static void
test_kicks_come_back (void)
{
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  const ModelKick kick = { 100, { 0.5, 0.5 } };

  app_session_restart (session);
  wait_complete (session);
  app_session_set_kicks (session, &kick, 1);
  wait_complete (session);
  /* Whoever kicks notes it: here nobody has. */
  g_assert_null (app_undo_get_undo_name (app_session_get_undo (session)));
  set (session, MODEL_RHO, 0.3);
  g_assert_cmpint (app_session_get_recipe (session)->kicks.n, ==, 0);
  g_assert_true (app_undo_undo (app_session_get_undo (session)));
  g_assert_cmpfloat (app_session_get_recipe (session)->kicks.kick[0].epoch, ==, 100);
  g_assert_cmpint (app_session_get_recipe (session)->kicks.n, ==, 1);
}

/* What can be told apart of a session: enough to know each step by. */
typedef struct
{
  double rho;
  StudyView view;
  int n_pins, difference, n_orbits;
  StudyEnsemble comparison;
  gboolean forked;
} Look;

static void
look (AppSession *session, Look *out)
{
  *out = (Look){ model_experiment_get (app_session_get_experiment (session), MODEL_RHO),
                 *app_view_history_get_view_shown (app_session_get_view_history (session)),
                 study_pins_count (app_session_get_pins (session)),
                 study_pins_get_difference (app_session_get_pins (session)),
                 app_orbits_count (app_session_get_orbits (session)),
                 app_session_get_comparison_mode (session),
                 app_session_get_recipe (session)->is_fork };
}

static void
assert_look (AppSession *session, const Look *expected)
{
  Look present;

  look (session, &present);
  g_assert_cmpfloat (present.rho, ==, expected->rho);
  g_assert_true (study_view_equal (&present.view, &expected->view));
  g_assert_cmpint (present.n_pins, ==, expected->n_pins);
  g_assert_cmpint (present.difference, ==, expected->difference);
  g_assert_cmpint (present.n_orbits, ==, expected->n_orbits);
  g_assert_cmpint (present.comparison, ==, expected->comparison);
  g_assert_cmpint (present.forked, ==, expected->forked);
}

static void
zoom_plane (AppViewHistory *view_history, int i)
{
  const StudyAxis whole[2] = { { 0, 1, FALSE }, { 0, 1, FALSE } };
  const StudyPlane plane = (StudyPlane) (i / 10 % STUDY_N_PLANES);
  StudyAxis shown[2] = { whole[0], whole[1] };
  const double at[2] = { 0.25, 0.5 };

  study_view_narrow (app_view_history_get_view_shown (view_history), plane, shown);
  app_view_history_zoom_plane (view_history, plane, shown, whole, at, i % 2 ? 3 : 0.5);
}

static void
start_orbit (AppSession *session, int i)
{
  AppOrbits *orbits = app_session_get_orbits (session);
  const StudyOrbitStart start = { { 0.001 * i, 0.5 }, FALSE };
  GArray *before = app_orbits_remember (orbits);

  if (app_orbits_count (orbits) == STUDY_ORBITS_MAX)
    app_orbits_clear (orbits);
  app_orbits_add (orbits, &start, 1);
  app_orbits_commit (orbits, before, "Trajectory", app_session_get_undo (session));
}

/* One step of any kind; some change nothing, and are no step then. */
static void
do_something (AppSession *session, int i)
{
  AppViewHistory *view_history = app_session_get_view_history (session);
  StudyPins *pins = app_session_get_pins (session);
  const double camera[3] = { i % 90, 30, 1 };
  const StudyAxis whole = { 0, 1000, FALSE };

  app_clock_set ((1 + (gint64) i) * G_USEC_PER_SEC);
  app_session_end_gesture (session);
  switch (i % 10)
    {
    case 0:
    case 5:
      set (session, MODEL_RHO, (i % 180 - 90) / 100.0);
      break;
    case 1:
      app_view_history_zoom (view_history, &whole, &whole, 0.5, 1.5 + 0.001 * i);
      break;
    case 2:
      if (!app_session_pin (session))
        app_session_unpin (session, 0);
      break;
    case 3:
      zoom_plane (view_history, i);
      break;
    case 4:
      app_session_show_difference (session, study_pins_get_difference (pins) + 1);
      break;
    case 6:
      app_view_history_set_camera (view_history, i % 20 == 6 ? camera : NULL);
      break;
    case 7:
      start_orbit (session, i);
      break;
    case 8:
      app_view_history_hide (
          view_history, !app_view_history_get_view_shown (view_history)->hide_nullclines, FALSE);
      break;
    default:
      if (!app_session_fork (session))
        app_session_unfork (session);
    }
}

/* Parameters, pins, differences, views, cameras, trajectories and forks, a thousand steps back and
 * forth again. */
static void
test_thousand_steps_of_all (void)
{
  enum
  {
    N = 1000
  };
  g_autoptr (AppSession) session = app_session_new ();
  G_GNUC_UNUSED g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  AppUndo *undo = app_session_get_undo (session);
  g_autofree Look *looks = g_new0 (Look, N + 1);

  set (session, MODEL_WIDTH, 4);
  set (session, MODEL_SAMPLES, 16);
  set (session, MODEL_EPOCHS, 50);
  app_session_restart (session);
  wait_complete (session);
  app_undo_clear (undo);
  look (session, &looks[0]);
  for (int i = 0, tried = 0; i < N; tried++)
    {
      Look after;

      do_something (session, tried);
      look (session, &after);
      if (memcmp (&after, &looks[i], sizeof after) != 0)
        looks[++i] = after;
    }
  for (int i = N - 1; i >= 0; i--)
    {
      g_assert_true (app_undo_undo (undo));
      assert_look (session, &looks[i]);
    }
  g_assert_false (app_undo_undo (undo));
  for (int i = 1; i <= N; i++)
    {
      g_assert_true (app_undo_redo (undo));
      assert_look (session, &looks[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/recorder/parameters", test_parameters);
  g_test_add_func ("/app/recorder/gesture", test_gesture);
  g_test_add_func ("/app/recorder/thousand-steps", test_thousand_steps);
  g_test_add_func ("/app/recorder/thousand-steps-of-all", test_thousand_steps_of_all);
  g_test_add_func ("/app/recorder/pins-and-views", test_pins_and_views);
  g_test_add_func ("/app/recorder/far-steps", test_far_steps);
  g_test_add_func ("/app/recorder/kick-before-fork", test_kick_before_fork);
  g_test_add_func ("/app/recorder/kicks-come-back", test_kicks_come_back);
  return g_test_run ();
}
