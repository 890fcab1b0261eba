/* Sessions that come back: whole, in part, after a kill; what is saved waits for nothing. */
#include "app/session/autosave.h"
#include "app/session/restored_runs.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static char *folder;

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
fork_and_change (AppWindow *window)
{
  AppSession *session = app_window_get_session (window);

  set (session, MODEL_RHO, 0.2);
  fixture_wait_complete (window);
  app_session_set_playhead (session, 200);
  fixture_activate (window, "win.fork", NULL);
  set (session, MODEL_RHO, 0.6);
  fixture_wait_complete (window);
  app_session_set_playhead (session, 250);
}

static void
assert_forked (AppSession *session)
{
  const ModelRecipe *recipe = app_session_get_recipe (session);

  g_assert_true (recipe->is_fork);
  g_assert_cmpint (recipe->fork, ==, 200);
  g_assert_cmpfloat (model_experiment_get (&recipe->parent.experiment, MODEL_RHO), ==, 0.2);
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.6);
  g_assert_cmpfloat (app_session_get_playhead (session), ==, 250);
}

static void
wait_for_pins (AppSession *session, int n)
{
  wait_until (study_pins_get (app_session_get_pins (session), n - 1) != NULL);
}

static void
test_session_comes_back (void)
{
  g_autofree char *path = g_build_filename (folder, "deep", "session.ini", NULL);
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppAutosave *autosave = app_autosave_new (session, path);
  g_autoptr (AppSession) other = app_session_new ();
  g_autoptr (GError) error = NULL;
  const ModelSnapshot *before, *after;

  g_assert_false (app_autosave_restore (other, path, &error)); /* nothing yet, and no error */
  g_assert_no_error (error);
  fixture_activate (window, "win.pin", NULL);
  set (session, MODEL_RHO, 0.4);
  fixture_wait_complete (window);
  fixture_activate (window, "win.pin", NULL);
  fixture_activate (window, "win.unpin", "0");
  fixture_activate (window, "win.difference", "0");
  fixture_activate (window, "win.log-loss", NULL);
  fixture_activate (window, "win.seeds", NULL);
  app_session_set_playhead (session, 123);
  app_autosave_free (autosave);

  g_assert_true (app_autosave_restore (other, path, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (get (other, MODEL_RHO), ==, 0.4);
  g_assert_true (app_view_history_get_log_loss (app_session_get_view_history (other)));
  g_assert_cmpint (app_session_get_comparison_mode (other), ==, STUDY_ENSEMBLE_SEEDS);
  wait_for_pins (other, 1);
  g_assert_cmpint (study_pins_get_slot (app_session_get_pins (other), 0), ==, 1);
  g_assert_cmpint (study_pins_get_difference (app_session_get_pins (other)), ==, 0);
  /* The same seed, the same bits. */
  before = study_pins_get (app_session_get_pins (session), 0);
  after = study_pins_get (app_session_get_pins (other), 0);
  g_assert_cmpuint (model_history_view_length (before->history), ==,
                    model_history_view_length (after->history));
  for (gsize i = 0; i < model_history_view_length (before->history); i++)
    g_assert_cmpfloat (model_history_view_row (before->history, i)->loss, ==,
                       model_history_view_row (after->history, i)->loss);
  fixture_close (window);
}

/* The future is trained once, and nothing else before it; the run that it has left comes later,
 * from a thread of its own. */
static void
test_fork_comes_back (void)
{
  g_autofree char *path = g_build_filename (folder, "forked.ini", NULL);
  AppWindow *window = fixture_open (1024, 700), *other = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (other);
  AppAutosave *autosave = app_autosave_new (app_window_get_session (window), path);
  const guint before = app_session_get_snapshot (session)->generation;
  g_autoptr (GError) error = NULL;
  StudyRun run;

  fork_and_change (window);
  app_autosave_free (autosave);
  g_assert_true (app_autosave_restore (session, path, &error));
  g_assert_no_error (error);
  assert_forked (session);
  wait_until (!app_restored_runs_is_pending (session));
  fixture_wait_complete (other);
  assert_forked (session);
  g_assert_cmpuint (app_session_get_snapshot (session)->generation, ==, before + 1);
  app_session_get_run (session, &run);
  g_assert_cmpfloat (run.fork, ==, 200);
  g_assert_cmpint (run.n_compared, ==, 1);
  g_assert_cmpfloat (model_experiment_get (&run.compared[0].snapshot->experiment, MODEL_RHO), ==,
                     0.2);
  fixture_close (other);
  fixture_close (window);
  g_remove (path);
}

/* A session that somebody has spoilt is told, and left alone. */
static void
test_spoilt_session (void)
{
  static const char *const texts[] = { "", "nonsense", "[session]\nrun=[data]\\nrho = 7\\n",
                                       "[session]\nrun=# Plateau 99.0\\n[data]\\nnew_key = 1\\n" };
  g_autofree char *path = g_build_filename (folder, "spoilt.ini", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AppSession) session = app_session_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_false (app_autosave_restore (session, path, &error));
      g_assert_nonnull (error);
      g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0);
    }
}

/* Killed without a chance to say anything: what was changed before is there. */
static void
test_survives_kill (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "plateau-test-killed.ini", NULL);
  g_autoptr (AppSession) session = app_session_new ();
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      AppWindow *window = fixture_open (1024, 700);
      AppAutosave *autosave = app_autosave_new (app_window_get_session (window), path);

      set (app_window_get_session (window), MODEL_RHO, 0.45);
      g_assert_nonnull (autosave);
      wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
      raise (SIGKILL);
    }
  g_remove (path);
  g_test_trap_subprocess (NULL, 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  g_assert_true (app_autosave_restore (session, path, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.45);
  g_remove (path);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* A pin that takes for ever: the session is there with it, is saved with it, at once and at the
 * end, and its training can be stopped, and begun again. */
static void
test_long_pin (void)
{
  static const char *const text =
      "[session]\nrun=# Plateau 0.1.0\\n[beside]\\npin_1 = 0 [training]\\\\nepochs = "
      "1000000000\\\\n[network]\\\\nwidth = 1000\\\\ndepth = 8\\\\nfusion = 4\\\\n\\n"
      "pin_2 = 3 [data]\\\\nrho = 0.5\\\\n\\n[data]\\nrho = 0.25\\n\n";
  g_autofree char *path = g_build_filename (folder, "long.ini", NULL), *saved = NULL;
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  StudyPins *pins = app_session_get_pins (session);
  AppAutosave *autosave;
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (app_autosave_restore (session, path, &error));
  g_assert_no_error (error);
  autosave = app_autosave_new (session, path);
  g_assert_cmpint (study_pins_count (pins), ==, 2);
  g_assert_true (app_restored_runs_is_pending (session));
  wait_until (app_restored_runs_is_slow (session));
  g_assert_cmpstr (app_timeline_get_message (app_window_get_timeline (window)), ==,
                   "Training compared runs again");
  set (session, MODEL_RHO, -0.25);
  g_remove (path);
  wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (app_autosave_load (&read, path, &error));
  g_assert_cmpfloat (model_experiment_get (&read.run.experiment, MODEL_RHO), ==, -0.25);
  g_assert_cmpint (read.compared.n_pins, ==, 2);
  g_assert_cmpfloat (model_experiment_get (&read.compared.pins[0].experiment, MODEL_DEPTH), ==, 8);

  fixture_activate (window, "win.stop", NULL);
  wait_until (!app_restored_runs_is_pending (session));
  g_assert_nonnull (study_pins_get_problem (pins, 0));
  g_assert_cmpint (study_pins_count (pins), ==, 2);
  fixture_activate (window, "win.retrain", "1");
  wait_for_pins (session, 2);
  g_assert_null (study_pins_get (pins, 0));
  fixture_activate (window, "win.retrain", "0");
  g_assert_true (app_restored_runs_is_pending (session));
  fixture_activate (window, "win.unpin", "0");
  wait_until (!app_restored_runs_is_pending (session));
  fixture_activate (window, "win.undo", NULL);
  g_assert_true (app_restored_runs_is_pending (session));
  app_autosave_free (autosave);
  saved = read_file (path);
  g_assert_nonnull (strstr (saved, "1000000000"));
  fixture_close (window);
  g_remove (path);
}

static void
remove_folder (void)
{
  static const char *const names[] = { "spoilt.ini", "deep/session.ini", "deep", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  folder = g_dir_make_tmp ("plateau-autosave-XXXXXX", NULL);
  g_test_add_func ("/app/autosave/comes-back", test_session_comes_back);
  g_test_add_func ("/app/autosave/fork-comes-back", test_fork_comes_back);
  g_test_add_func ("/app/autosave/long-pin", test_long_pin);
  g_test_add_func ("/app/autosave/spoilt", test_spoilt_session);
  g_test_add_func ("/app/autosave/survives-kill", test_survives_kill);
  result = g_test_run ();
  remove_folder ();
  g_free (folder);
  return result;
}
