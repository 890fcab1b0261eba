/* Own data of a session: whoever asks for a file goes on at once, and the old run stays until the
 * data are there. */
#include "app/session/session_data.h"
#include "app/session/session_log.h"
#include "app/session/undo_state.h"
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

#define OTHER "a,b,c,d,y\n1,0,5,1,2\n-1,2,5,2,0\n3,1,5,0,7\n1,1,5,1,3\n"

static double
get_end (AppSession *session)
{
  wait_complete (session);
  return model_history_view_row (
             app_session_get_snapshot (session)->history,
             model_history_view_length (app_session_get_snapshot (session)->history) - 1)
      ->weight[0];
}

static AppSession *
start_with (const char *path)
{
  AppSession *session = start ();

  g_assert_true (app_session_choose_file (session, path, NULL));
  wait_until (get_source (session) == MODEL_SOURCE_FILE);
  wait_complete (session);
  return session;
}

static void
move_to (AppSession *session, double learning_rate)
{
  ModelExperiment moved = *app_session_get_experiment (session);

  model_experiment_set (&moved, MODEL_LEARNING_RATE, learning_rate, NULL);
  g_assert_true (app_session_set_experiment (session, &moved, NULL));
  wait_complete (session);
}

static int
count_inputs_b (AppSession *session)
{
  return model_experiment_inputs (app_session_get_experiment (session), 1);
}

/* A file that somebody saves again is told of, and not read before that is asked for: moves go on
 * with what is in memory. Undone, the run is the one before, to the last bit; the file is another
 * one still. */
static void
test_saved_again (void)
{
  g_autofree char *path = write_file ("again.csv", TABLE), *same = NULL;
  g_autoptr (AppSession) session = start_with (path);
  g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  const double before = get_end (session);
  AppUndo *undo = app_session_get_undo (session);
  double moved, after;

  g_assert_nonnull (recorder);
  g_assert_false (app_session_is_data_stale (session));
  same = write_file ("again.csv", OTHER);
  wait_until (app_session_is_data_stale (session));
  move_to (session, 0.02);
  moved = get_end (session);
  g_assert_cmpint (count_inputs_b (session), ==, 2);
  app_session_read_data_again (session);
  wait_until (!app_session_is_data_stale (session));
  g_assert_cmpint (count_inputs_b (session), ==, 3);
  after = get_end (session);
  g_assert_cmpfloat (after, !=, moved);
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpint (count_inputs_b (session), ==, 2);
  g_assert_cmpfloat (get_end (session), ==, moved);
  g_assert_true (app_session_is_data_stale (session));
  g_assert_true (app_undo_undo (undo));
  g_assert_cmpfloat (get_end (session), ==, before);
  g_assert_true (app_undo_redo (undo));
  g_assert_true (app_undo_redo (undo));
  g_assert_cmpfloat (get_end (session), ==, after);
  g_assert_false (app_session_is_data_stale (session));
}

/* Of as many columns, the experiment is the same: the run is another one all the same, and a step
 * to undo. */
static void
test_other_numbers (void)
{
  g_autofree char *path = write_file ("numbers.csv", TABLE), *same = NULL;
  g_autoptr (AppSession) session = start_with (path);
  g_autoptr (AppUndoRecorder) recorder = app_undo_state_record (session);
  const double before = get_end (session);
  double after;

  g_assert_nonnull (recorder);
  same = write_file ("numbers.csv", "a,b,c,y\n1,0,5,-2\n-1,2,5,0\n3,1,5,-7\n1,1,5,-3\n");
  wait_until (app_session_is_data_stale (session));
  app_session_read_data_again (session);
  wait_until (!app_session_is_data_stale (session));
  after = get_end (session);
  g_assert_cmpfloat (after, !=, before);
  g_assert_true (app_undo_undo (app_session_get_undo (session)));
  g_assert_cmpfloat (get_end (session), ==, before);
  g_assert_true (app_undo_redo (app_session_get_undo (session)));
  g_assert_cmpfloat (get_end (session), ==, after);
}

/* One that is broken now is told of, and the run goes on with what was read before: it says so. */
static void
test_broken_again (void)
{
  g_autofree char *path = write_file ("broken.csv", TABLE), *same = NULL;
  g_autoptr (AppSession) session = start_with (path);
  const double before = get_end (session);

  same = write_file ("broken.csv", "1,2\n");
  wait_until (app_session_is_data_stale (session));
  app_session_read_data_again (session);
  wait_until (app_session_get_data_error (session) != NULL);
  g_test_message ("%s", app_session_get_data_error (session));
  g_assert_nonnull (strstr (app_session_get_data_error (session), "1 columns of numbers"));
  g_assert_nonnull (strstr (app_session_get_data_error (session), "goes on with what was read"));
  g_assert_true (app_session_is_data_stale (session));
  move_to (session, 0.02);
  g_assert_cmpfloat (get_end (session), !=, before);
}

static void
name_log (AppSession *session, const char *path)
{
  ModelExperiment named = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set_text (&named, MODEL_LOG, path, NULL));
  g_assert_true (app_session_set_experiment (session, &named, NULL));
}

/* A log that cannot be read is asked for once, whatever else is moved; one that is named no more
 * has no problem, even if it was being read. */
static void
test_log_refused (void)
{
  g_autoptr (AppSession) session = start ();
  int told = 0;

  app_session_follow_log (session);
  name_log (session, "/nowhere/at/all.csv");
  wait_until (app_session_get_log_problem (session) != NULL);
  g_signal_connect (session, "data-changed", G_CALLBACK (count_cb), &told);
  move_to (session, 0.02);
  g_assert_nonnull (app_session_get_log_problem (session));
  name_log (session, "");
  g_assert_null (app_session_get_log_problem (session));
  name_log (session, "/nowhere/either.csv");
  name_log (session, "");
  move_to (session, 0.03);
  g_assert_null (app_session_get_log_problem (session));
  g_assert_cmpint (told, ==, 0);
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
  g_test_add_func ("/app/session-data/other-numbers", test_other_numbers);
  g_test_add_func ("/app/session-data/broken-again", test_broken_again);
  g_test_add_func ("/app/session-data/log-refused", test_log_refused);
  status = g_test_run ();
  g_free (folder);
  return status;
}
