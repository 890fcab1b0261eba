/* Own data of a session: whoever asks for a file goes on at once, and the old run stays until the
 * data are there. */
#include "app/session/session_data.h"
#include "model/data/own_data.h"
#include "num/matrix.h"
#include "../waiting.h"

#include <string.h>

#define TABLE "a,b,c,y\n1,0,5,2\n-1,2,5,0\n3,1,5,7\n1,1,5,3\n"

static char *folder;

/* A loader that a test holds: it waits until it is let go. */
static GMutex lock;
static GCond go;
static gboolean held, entered;
static int n_loads;

static gboolean
held_load (FigureProvenance *provenance, const int *cancel, GError **error)
{
  g_mutex_lock (&lock);
  n_loads++;
  entered = TRUE;
  while (held)
    g_cond_wait (&go, &lock);
  g_mutex_unlock (&lock);
  return figure_provenance_load_data (provenance, cancel, error);
}

static void
hold (gboolean on)
{
  g_mutex_lock (&lock);
  held = on;
  entered = FALSE;
  g_cond_broadcast (&go);
  g_mutex_unlock (&lock);
}

static gboolean
has_entered (void)
{
  g_mutex_lock (&lock);
  const gboolean yes = entered;
  g_mutex_unlock (&lock);
  return yes;
}

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static AppSession *
start (void)
{
  AppSession *session = app_session_new ();

  n_loads = 0;
  app_session_set_load (session, held_load);
  app_session_restart (session);
  wait_until (app_session_is_complete (session) ||
              (app_session_tick (session, g_get_monotonic_time ()), FALSE));
  return session;
}

static int
get_source (AppSession *session)
{
  return model_experiment_get_int (app_session_get_experiment (session), MODEL_SOURCE);
}

static void
count_cb (AppSession *session, gpointer n)
{
  ++*(int *) n;
}

/* Asked for, the session goes on at once; a slider that moves meanwhile stays moved. */
static void
test_goes_on (void)
{
  g_autofree char *path = write_file ("held.csv", TABLE);
  g_autoptr (AppSession) session = start ();
  const ModelSnapshot *before = app_session_get_snapshot (session);
  ModelExperiment slower;
  int told = 0;

  g_signal_connect (session, "data-changed", G_CALLBACK (count_cb), &told);
  hold (TRUE);
  g_assert_true (app_session_choose_file (session, path, NULL));
  wait_until (has_entered ());
  g_assert_cmpint (told, ==, 1);
  g_assert_cmpstr (app_session_get_loading (session), ==, path);
  g_assert_cmpint (get_source (session), ==, MODEL_SOURCE_SCALAR);
  g_assert_true (app_session_get_snapshot (session) == before);
  slower = *app_session_get_experiment (session);
  model_experiment_set (&slower, MODEL_LEARNING_RATE, 0.01, NULL);
  g_assert_true (app_session_set_experiment (session, &slower, NULL));
  hold (FALSE);
  wait_until (app_session_get_loading (session) == NULL);
  g_assert_cmpint (get_source (session), ==, MODEL_SOURCE_FILE);
  g_assert_cmpint (model_experiment_inputs (app_session_get_experiment (session), 1), ==, 2);
  g_assert_cmpfloat (
      model_experiment_get (app_session_get_experiment (session), MODEL_LEARNING_RATE), ==, 0.01);
  g_assert_null (app_session_get_data_error (session));
}

/* Of two files that are asked for only the second counts. */
static void
test_newest_wins (void)
{
  g_autofree char *first = write_file ("first.csv", TABLE),
                  *second = write_file ("second.csv", TABLE);
  g_autoptr (AppSession) session = start ();

  hold (TRUE);
  g_assert_true (app_session_choose_file (session, first, NULL));
  wait_until (has_entered ());
  g_assert_true (app_session_choose_file (session, second, NULL));
  hold (FALSE);
  wait_until (app_session_get_loading (session) == NULL);
  g_assert_cmpstr (model_experiment_get_text (app_session_get_experiment (session), MODEL_FILE), ==,
                   second);
}

/* A file that is no table changes nothing, and says why. */
static void
test_refused (void)
{
  g_autofree char *path = write_file ("bad.csv", "1,2\n");
  g_autoptr (AppSession) session = start ();
  const ModelExperiment before = *app_session_get_experiment (session);

  g_assert_true (app_session_choose_file (session, path, NULL));
  wait_until (app_session_get_data_error (session) != NULL);
  g_assert_nonnull (strstr (app_session_get_data_error (session), "1 columns of numbers"));
  g_assert_true (model_experiment_equal (&before, app_session_get_experiment (session)));
  g_assert_false (app_session_choose_file (session, "two\nlines.csv", NULL));
}

/* A session that goes while a file is loaded takes nothing of it. */
static void
test_gone (void)
{
  g_autofree char *path = write_file ("gone.csv", TABLE);
  AppSession *session = start ();

  hold (TRUE);
  g_assert_true (app_session_choose_file (session, path, NULL));
  wait_until (has_entered ());
  g_assert_finalize_object (session);
  hold (FALSE);
}

static void
wait_complete (AppSession *session)
{
  wait_until (app_session_is_complete (session) ||
              (app_session_tick (session, g_get_monotonic_time ()), FALSE));
}

/* An experiment of a file that nobody has loaded is validated as far as can be, and trained once
 * the file is there; what is wrong with it is told. */
static void
test_never_loaded (void)
{
  g_autofree char *path = write_file ("never.csv", TABLE);
  g_autoptr (AppSession) session = start ();
  ModelExperiment asked = *app_session_get_experiment (session);

  model_experiment_set (&asked, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
  model_experiment_set (&asked, MODEL_INPUTS_A, 2, NULL);
  g_assert_true (model_experiment_set_text (&asked, MODEL_FILE, path, NULL));
  g_assert_true (app_session_set_experiment (session, &asked, NULL));
  wait_complete (session);
  g_assert_true (model_experiment_equal (&app_session_get_snapshot (session)->experiment, &asked));
  g_assert_true (model_experiment_set_text (&asked, MODEL_FILE, "/nowhere/at/all.csv", NULL));
  g_assert_true (app_session_set_experiment (session, &asked, NULL));
  wait_until (app_session_get_data_error (session) != NULL);
}

/* A file that somebody has saved again is trained on at the next move. */
static void
test_saved_again (void)
{
  g_autofree char *path = write_file ("again.csv", TABLE), *same = NULL;
  g_autoptr (AppSession) session = start ();
  ModelExperiment moved;

  g_assert_true (app_session_choose_file (session, path, NULL));
  wait_until (get_source (session) == MODEL_SOURCE_FILE);
  same = write_file ("again.csv", "a,b,c,d,y\n1,0,5,1,2\n-1,2,5,2,0\n3,1,5,0,7\n1,1,5,1,3\n");
  moved = *app_session_get_experiment (session);
  model_experiment_set (&moved, MODEL_LEARNING_RATE, 0.02, NULL);
  g_assert_true (app_session_set_experiment (session, &moved, NULL));
  wait_until (model_experiment_inputs (app_session_get_experiment (session), 1) == 3);
  wait_complete (session);
  g_assert_cmpfloat (app_session_get_snapshot (session)->experiment.value[MODEL_LEARNING_RATE], ==,
                     0.02);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-session-data-XXXXXX", NULL);
  g_test_add_func ("/app/session-data/goes-on", test_goes_on);
  g_test_add_func ("/app/session-data/newest-wins", test_newest_wins);
  g_test_add_func ("/app/session-data/refused", test_refused);
  g_test_add_func ("/app/session-data/gone", test_gone);
  g_test_add_func ("/app/session-data/never-loaded", test_never_loaded);
  g_test_add_func ("/app/session-data/saved-again", test_saved_again);
  status = g_test_run ();
  g_free (folder);
  return status;
}
