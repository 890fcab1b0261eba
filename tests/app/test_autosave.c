/* Sessions that come back: whole, in part, after a kill; what is saved waits for nothing. */
#include "app/session/autosave.h"
#include "app/session/restored_runs.h"
#include "app/session/session_data.h"
#include "app/session/session_text.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static char *folder;
static char *told; /* last, or NULL */
static int n_told;

static void
tell_cb (const char *message, gpointer data)
{
  g_free (told);
  told = g_strdup (message);
  n_told++;
}

static AppAutosave *
new_autosave (AppSession *session, const char *path)
{
  n_told = 0;
  return app_autosave_new (session, path, tell_cb, NULL);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
load (FigureProvenance *run, const char *path)
{
  g_autofree char *text = read_file (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = app_session_text_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (app_session_text_take_run (file, run, &error));
  g_assert_no_error (error);
}

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
  AppAutosave *autosave = new_autosave (session, path), *again;
  g_autoptr (AppSession) other = app_session_new ();
  const ModelSnapshot *before, *after;

  g_assert_false (app_autosave_restore (autosave, path)); /* nothing yet, and no error */
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

  again = new_autosave (other, path);
  g_assert_true (app_autosave_restore (again, path));
  g_assert_cmpint (n_told, ==, 0);
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
  app_autosave_free (again);
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
  AppAutosave *autosave = new_autosave (app_window_get_session (window), path), *again;
  const guint before = app_session_get_snapshot (session)->generation;
  StudyRun run;

  fork_and_change (window);
  app_autosave_free (autosave);
  again = new_autosave (session, path);
  g_assert_true (app_autosave_restore (again, path));
  g_assert_cmpint (n_told, ==, 0);
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
  app_autosave_free (again);
  fixture_close (other);
  fixture_close (window);
  g_remove (path);
}

/* The only file of its folder that was kept aside; NULL: there is none. */
static char *
find_aside (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  char *found = NULL;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "kept-"))
      {
        g_assert_null (found);
        found = g_build_filename (parent, name, NULL);
      }
  return found;
}

#define PIN(i, rho) "pin_" #i " = " #i " [data]\\\\nrho = " rho "\\\\n\\n"

/* What can be kept is kept; all of it is aside, to the byte, under a name that is told, once. */
static void
test_spoilt_session (void)
{
  static const struct
  {
    const char *text, *words;
    double rho;
    int n_pins;
    gboolean log_loss;
  } spoilt[] = {
    { "", NULL, 0, 0, FALSE },
    { "nonsense", "line 1", 0, 0, FALSE },
    { "[session]\nrun=[data]\\nrho = 7\\n[figure]\\nlog_loss = true\\n\n", "rho = 7", 0, 0, TRUE },
    { "[session]\nrun=# Plateau 99.0\\n[figure]\\nsmell = 3\\n[data]\\nnew_key = 1\\nrho = "
      "0.5\\n\n",
      "newer than this", 0.5, 0, FALSE },
    { "[session]\nrun=[beside]\\n" PIN (1, "0.1") PIN (2, "7")
          PIN (3, "0.3") "difference = 3\\n[data]\\nrho = 0.25\\n\n",
      "rho = 7", 0.25, 2, FALSE },
    { "[session]\nrun=[data]\\nrho = 0.25\\nrho = 0.5\\n\n", "given twice", 0.25, 0, FALSE },
    { "[session]\nrun=[data]\\nrho = 0.25\\n\nrun=[data]\\nrho = 0.5\\n\n", "given twice", 0.25, 0,
      FALSE },
    { "[session]\nrun=[data]\\nrho = 0.25\\n\n[window]\npage=le", NULL, 0.25, 0, FALSE },
    { "[session]\nrun=[data]\\nrho = 0.25\\n\nmood=blue\n[garden]\nroses=3\n", "mood", 0.25, 0,
      FALSE },
    { "[session]\nrun=[network]\\nfusion = 4\\ndepth = 4\\nwidth = no\\n\n", "width", 0, 0, FALSE },
    { "\xff\xfe[session]\n", "UTF-8", 0, 0, FALSE },
  };
  g_autofree char *own = g_build_filename (folder, "spoilt", NULL);
  g_autofree char *path = g_build_filename (own, "session.ini", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autoptr (AppSession) session = app_session_new ();
      AppAutosave *autosave = new_autosave (session, path);
      g_autofree char *aside = NULL, *text = NULL;
      StudyPins *pins = app_session_get_pins (session);

      g_assert_true (g_file_set_contents (path, spoilt[i].text, -1, NULL));
      g_assert_true (app_autosave_restore (autosave, path));
      aside = find_aside (path);
      if (spoilt[i].words != NULL)
        {
          g_assert_cmpint (n_told, ==, 1);
          if (strstr (told, spoilt[i].words) == NULL || strstr (told, aside) == NULL)
            g_error ("“%s” and “%s” are not both in “%s”", spoilt[i].words, aside, told);
          text = read_file (aside);
          g_assert_cmpstr (text, ==, spoilt[i].text);
          g_assert_cmpint (g_remove (aside), ==, 0);
        }
      else if (aside != NULL)
        g_assert_cmpint (g_remove (aside), ==, 0);
      g_assert_cmpfloat (get (session, MODEL_RHO), ==, spoilt[i].rho);
      g_assert_cmpint (study_pins_count (pins), ==, spoilt[i].n_pins);
      if (spoilt[i].n_pins > 0)
        g_assert_cmpint (study_pins_get_difference (pins), ==, 1);
      g_assert_cmpint (app_view_history_get_log_loss (app_session_get_view_history (session)), ==,
                       spoilt[i].log_loss);
      app_autosave_free (autosave);

      /* What is saved then can be read wholly. */
      autosave = new_autosave (session, path);
      g_assert_true (app_autosave_restore (autosave, path));
      g_assert_cmpint (n_told, ==, 0);
      app_autosave_free (autosave);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_remove (own), ==, 0);
}

/* A stick that is not plugged in: pins, widths and views are there, data are not; all of it is
 * aside. */
static void
test_missing_data (void)
{
  static const char *const text =
      "[session]\nrun=# Plateau 0.1.0\\n[beside]\\npin_1 = 0 [data]\\\\nrho = "
      "0.5\\\\n[training]\\\\nseed = 1\\\\n\\npin_2 = 1 [data]\\\\nsource = file\\\\nfile = "
      "/media/usb/pin.csv\\\\ninputs_a = 1\\\\n\\n[data]\\nsource = file\\nfile = "
      "/media/usb/own.csv\\ninputs_a = 2\\n[network]\\nwidth = 30\\n[training]\\nseed = 1\\n\n";
  g_autofree char *own = g_build_filename (folder, "missing", NULL);
  g_autofree char *path = g_build_filename (own, "session.ini", NULL), *aside = NULL, *kept = NULL;
  g_autofree char *saved = NULL;
  g_autoptr (AppSession) session = app_session_new ();
  AppAutosave *autosave = new_autosave (session, path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (app_autosave_restore (autosave, path));
  wait_until (app_session_get_loading (session) == NULL);
  g_assert_cmpint (n_told, ==, 1);
  g_assert_nonnull (strstr (told, "/media/usb/own.csv"));
  aside = find_aside (path);
  kept = read_file (aside);
  g_assert_cmpstr (kept, ==, text);
  g_assert_cmpint (app_session_get_recipe (session)->experiment.value[MODEL_SOURCE], ==,
                   MODEL_SOURCE_SCALAR);
  g_assert_cmpfloat (get (session, MODEL_WIDTH), ==, 30);
  wait_for_pins (session, 1);
  wait_until (study_pins_get_problem (app_session_get_pins (session), 1) != NULL);
  app_autosave_free (autosave);
  saved = read_file (path);
  g_assert_nonnull (strstr (saved, "/media/usb/pin.csv"));

  /* While the file is looked for, nothing else takes the session's place. */
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  autosave = new_autosave (session, path);
  g_assert_true (app_autosave_restore (autosave, path));
  g_assert_true (app_autosave_flush (autosave));
  g_free (kept);
  kept = read_file (path);
  g_assert_nonnull (strstr (kept, "/media/usb/own.csv"));
  app_autosave_free (autosave);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (own), ==, 0);
}

/* Where it cannot be kept aside, it stays, and is never written over; what is no file is moved. */
static void
test_cannot_be_kept (void)
{
  g_autofree char *path = g_build_filename (folder, "folder", "session.ini", NULL);
  g_autofree char *own = g_path_get_dirname (path), *aside = NULL;
  g_autoptr (AppSession) session = app_session_new ();
  AppAutosave *autosave = new_autosave (session, path);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_true (app_autosave_restore (autosave, path));
  g_assert_cmpint (n_told, ==, 1);
  aside = find_aside (path);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  app_autosave_free (autosave);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_remove (aside), ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (own), ==, 0);
}

/* Killed without a chance to say anything: what was changed before is there. */
static void
test_survives_kill (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "plateau-test-killed.ini", NULL);
  FigureProvenance run;

  if (g_test_subprocess ())
    {
      AppWindow *window = fixture_open (1024, 700);
      AppAutosave *autosave = new_autosave (app_window_get_session (window), path);

      set (app_window_get_session (window), MODEL_RHO, 0.45);
      g_assert_nonnull (autosave);
      wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
      raise (SIGKILL);
    }
  g_remove (path);
  g_test_trap_subprocess (NULL, 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  load (&run, path);
  g_assert_cmpfloat (model_experiment_get (&run.run.experiment, MODEL_RHO), ==, 0.45);
  g_remove (path);
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
  AppAutosave *autosave = new_autosave (session, path);
  FigureProvenance read;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (app_autosave_restore (autosave, path));
  g_assert_cmpint (n_told, ==, 0);
  g_assert_cmpint (study_pins_count (pins), ==, 2);
  g_assert_true (app_restored_runs_is_pending (session));
  wait_until (app_restored_runs_is_slow (session));
  g_assert_cmpstr (app_timeline_get_message (app_window_get_timeline (window)), ==,
                   "Training compared runs again");
  set (session, MODEL_RHO, -0.25);
  g_remove (path);
  wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  load (&read, path);
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
  static const char *const names[] = { "deep/session.ini", "deep", "" };

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
  g_test_add_func ("/app/autosave/missing-data", test_missing_data);
  g_test_add_func ("/app/autosave/cannot-be-kept", test_cannot_be_kept);
  g_test_add_func ("/app/autosave/survives-kill", test_survives_kill);
  result = g_test_run ();
  remove_folder ();
  g_free (folder);
  return result;
}
