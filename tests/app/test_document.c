/* Experiments as files: saved, opened, dropped, refused. */
#include "app/base/file_button.h"
#include "app/panel/facts.h"
#include "app/session/kicks.h"
#include "app/session/restored_runs.h"
#include "app/session/session_data.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
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

static GFile *
make_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_new_for_path (path);
}

static char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);
  return path;
}

static void
test_round_trip (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppDocument *document = app_window_get_document (window);
  g_autoptr (GFile) file = make_file ("a.plateau");
  const double weight[2] = { 0.5, 0.4 };
  g_autoptr (GError) error = NULL;

  g_assert_null (app_document_get_file (document));
  set (session, MODEL_RHO, 0.3);
  fixture_wait_complete (window);
  g_assert_true (app_kicks_apply (session, 100, weight));
  fixture_wait_complete (window);
  g_assert_true (app_document_save (document, file, &error));
  g_assert_no_error (error);
  g_assert_true (app_document_get_file (document) == file);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "a.plateau — Plateau");
  set (session, MODEL_RHO, -0.5);
  g_assert_true (app_opening_open_run (app_window_get_opening (window), file, &error));
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.3);
  g_assert_cmpfloat (app_session_get_recipe (session)->kicks.kick[0].weight[1], ==, 0.4);
  /* Save writes to the same file, and opening is a step to undo. */
  set (session, MODEL_RHO, 0.35);
  fixture_activate (window, "win.save", NULL);
  set (session, MODEL_RHO, 0);
  g_assert_true (app_opening_open_run (app_window_get_opening (window), file, &error));
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.35);
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0);
  fixture_close (window);
}

static double
get_final_loss (AppSession *session)
{
  const ModelHistoryView *history = app_session_get_snapshot (session)->history;

  return model_history_view_row (history, model_history_view_length (history) - 1)->loss;
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

/* A forked run is saved as it is, and comes back with both futures: one step to undo. */
static void
test_fork_in_file (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppDocument *document = app_window_get_document (window);
  g_autoptr (GFile) file = make_file ("fork.plateau");
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  double loss;

  fork_and_change (window);
  loss = get_final_loss (session);
  g_assert_true (app_document_save (document, file, &error));
  g_assert_no_error (error);
  fixture_activate (window, "win.fork", NULL);
  set (session, MODEL_RHO, -0.4);
  fixture_wait_complete (window);
  g_assert_true (app_opening_open_run (app_window_get_opening (window), file, &error));
  wait_until (!app_restored_runs_is_pending (session));
  fixture_wait_complete (window);
  assert_forked (session);
  /* The window may train in a small network, whose error is a millionth. */
  g_assert_cmpfloat_with_epsilon (get_final_loss (session), loss, 1e-6);
  fixture_activate (window, "win.undo", NULL);
  g_assert_false (app_session_get_recipe (session)->is_fork);
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, -0.4);
  fixture_activate (window, "win.redo", NULL);
  g_assert_true (app_session_get_recipe (session)->is_fork);
  g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.6);
  fixture_close (window);
  g_remove (path);
}

/* A fork to another network is none: nothing is changed then. */
static void
test_impossible_fork (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  const guint before = app_session_get_snapshot (session)->generation;
  g_autoptr (GError) error = NULL;
  ModelRecipe parent, fork;

  model_recipe_init (&parent);
  fork = parent;
  model_experiment_set (&fork.experiment, MODEL_WIDTH, 7, NULL);
  model_recipe_set_fork (&fork, &parent, 100);
  g_assert_false (app_session_set_recipe (session, &fork, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_false (app_session_get_recipe (session)->is_fork);
  g_assert_cmpuint (app_session_get_snapshot (session)->generation, ==, before);
  fixture_close (window);
}

static gboolean
find_drop_target (GtkWidget *widget, GtkDropTarget **target)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        {
          *target = GTK_DROP_TARGET (controller);
          return TRUE;
        }
    }
  return FALSE;
}

static void
drop (AppWindow *window, GFile *file)
{
  GtkDropTarget *target = NULL;
  GSList files = { file, NULL };
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_true (find_drop_target (GTK_WIDGET (window), &target));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (&files));
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
}

static char *
find_toast (GtkWidget *widget)
{
  char *found = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
                    ? g_strdup (gtk_label_get_text (GTK_LABEL (widget)))
                    : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toast (child);
  return found;
}

static GtkWidget *
find_of_type (GtkWidget *widget, const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of_type (child, type);
  return found;
}

static void
wait_for_data (AppSession *session)
{
  wait_until (app_session_get_loading (session) == NULL);
}

/* What is dropped and is not ours is said plainly; a forked, pinned session goes on untouched. */
static void
test_foreign_files (void)
{
  static const struct
  {
    const char *name, *content, *words;
  } foreign[] = {
    { "a.png", "\x89PNG\r\n\x1a\n", "a picture without an experiment" },
    { "a.svg", "<?xml version=\"1.0\"?><svg><metadata>x</metadata></svg>",
      "a picture without an experiment" },
    { "a.pdf", "%PDF-1.5\n/Subject (x)\n", "a picture without an experiment" },
    { "a.csv", "1;2\n", "a.csv" },
    { "a.gif", "GIF89a", "a picture without an experiment" },
    { "a.plateau", "# Plateau 99.0\n[data]\nnew_key = 1\n", "newer than this" },
    { "b.plateau", "[data]\nrho = 7\n", "rho" },
    { "c.plateau", "[beside]\npin_1 = 0 [data]\\nrho = 7\\n\n", "rho" },
    { "a.txt", "hello\n", "no row of numbers" },
    { "b.plateau", "\xff\xfe", "not a text file" },
  };
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppDocument *document = app_window_get_document (window);
  AppUndo *undo = app_session_get_undo (session);
  g_autofree char *before = NULL;
  ModelSnapshot *snapshot;

  fixture_activate (window, "win.pin", NULL);
  fork_and_change (window);
  before = g_strdup (app_undo_get_undo_name (undo));
  snapshot = model_snapshot_ref (app_session_get_snapshot (session));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *path = write_file (foreign[i].name, foreign[i].content);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      const gboolean later = app_opening_open_run (app_window_get_opening (window), file, &error);
      wait_for_data (session);
      const char *message = later ? app_session_get_data_error (session) : error->message;
      if (strstr (message, foreign[i].words) == NULL || strstr (message, foreign[i].name) == NULL)
        g_error ("“%s” is not in “%s”", foreign[i].words, message);
      drop (window, file);
      wait_for_data (session);
      wait_until (find_of_type (GTK_WIDGET (window), "AdwToastWidget") != NULL);
      g_autofree char *toast = find_toast (find_of_type (GTK_WIDGET (window), "AdwToastWidget"));
      g_assert_nonnull (toast);
      assert_forked (session);
      g_assert_true (app_session_get_snapshot (session) == snapshot);
      g_assert_cmpint (study_pins_count (app_session_get_pins (session)), ==, 1);
      g_assert_cmpstr (app_undo_get_undo_name (undo), ==, before);
      g_assert_null (app_document_get_file (document));
      g_remove (path);
    }
  model_snapshot_unref (snapshot);
  fixture_close (window);
}

static void
test_unreadable (void)
{
  AppWindow *window = fixture_open (1024, 700);
  g_autofree char *path = write_file ("secret.plateau", "[data]\nrho = 0.5\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (g_access (path, R_OK) == 0)
    g_test_skip ("everything is readable for this user");
  else
    {
      g_assert_false (app_opening_open_run (app_window_get_opening (window), file, &error));
      g_assert_nonnull (strstr (error->message, "Permission denied"));
    }
  g_remove (path);
  fixture_close (window);
}

/* Whatever cannot be opened or saved is told, and nothing changes. */
static void
test_refused (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppDocument *document = app_window_get_document (window);
  g_autoptr (GFile) missing = make_file ("missing.plateau");
  g_autoptr (GFile) folder_file = g_file_new_for_path (folder);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/b.plateau");
  g_autoptr (GFile) remote = g_file_new_for_uri ("https://example.org/a.plateau");
  GFile *const unreadable[] = { missing, folder_file, remote };

  set (session, MODEL_RHO, 0.25);
  for (gsize i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          app_opening_open_run (app_window_get_opening (window), unreadable[i], &error));
      g_assert_nonnull (error);
      g_assert_cmpfloat (get (session, MODEL_RHO), ==, 0.25);
    }
  g_autoptr (GError) error = NULL;
  g_assert_false (app_document_save (document, nowhere, &error));
  g_assert_nonnull (error);
  g_assert_null (app_document_get_file (document));
  fixture_close (window);
}

/* y = a + b of uncorrelated columns with variances 4 and 1: 2 / sqrt 5 and 1 / sqrt 5. */
#define OWN_DATA "a;b;y\r\n2;1;3\r\n2;-1;1\r\n-2;1;-1\r\n-2;-1;-3\r\n"
#define OWN_DATA_NOTE "Correlation of y with A 0.89, with B 0.45; between them up to 0.00"

/* What `plateau DATA.csv` and a drop do: the table becomes the data, and a run is trained on it. */
static void
test_own_data (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_FILE);
  g_autofree char *path = write_file ("own.csv", OWN_DATA), *bad = write_file ("bad.csv", "1,2\n");
  g_autoptr (GFile) file = g_file_new_for_path (path), bad_file = g_file_new_for_path (bad);

  g_assert_cmpstr (app_parameter_row_get_note (row), ==, "");
  app_window_open (window, file);
  g_assert_cmpstr (app_parameter_row_get_note (row), ==, "Loading own.csv…");
  g_assert_cmpfloat (get (session, MODEL_SOURCE), ==, MODEL_SOURCE_SCALAR);
  wait_for_data (session);
  g_assert_cmpfloat (get (session, MODEL_SOURCE), ==, MODEL_SOURCE_FILE);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_parameter_row_get_entry (row))), ==,
                   path);
  g_assert_cmpstr (app_parameter_row_get_note (row), ==, OWN_DATA_NOTE);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (row))); /* unfolded */
  fixture_wait_complete (window);
  g_assert_nonnull (app_session_get_phases (session)->prediction);
  /* A table that is none leaves all as it is. */
  app_window_open (window, bad_file);
  wait_for_data (session);
  g_assert_nonnull (app_parameter_row_get_error (row));
  g_assert_cmpstr (model_experiment_get_text (app_session_get_experiment (session), MODEL_FILE), ==,
                   path);
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpfloat (get (session, MODEL_SOURCE), ==, MODEL_SOURCE_SCALAR);
  g_assert_cmpstr (app_parameter_row_get_note (row), ==, "");
  fixture_close (window);
}

/* Saved beside its data an experiment names them from there, so that both can be moved; what is
 * badly conditioned is said in the row and in the strip. */
static void
test_own_data_moved (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppDocument *document = app_window_get_document (window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_FILE);
  g_autofree char *path = write_file ("steep.csv", "a;b;y\n2;2.1;3\n1;1;2\n-2;-2;-4\n-1;-1.1;-2\n");
  g_autofree char *saved = write_file ("steep.plateau", ""), *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path), to = g_file_new_for_path (saved);
  g_autoptr (GError) error = NULL;
  AppFact fact;

  app_window_open (window, file);
  wait_for_data (session);
  fixture_wait_complete (window);
  g_assert_nonnull (strstr (app_parameter_row_get_note (row), "badly conditioned: "));
  app_fact_init (&fact, APP_FACT_T_A, app_session_get_phases (session),
                 app_session_get_snapshot (session), TRUE, 0);
  g_assert_nonnull (strstr (fact.tooltip, "badly conditioned: "));
  app_fact_clear (&fact);
  g_assert_true (app_document_save (document, to, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (saved, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "file = steep.csv\n"));
  app_window_open (window, to);
  wait_for_data (session);
  g_assert_cmpstr (model_experiment_get_text (app_session_get_experiment (session), MODEL_FILE), ==,
                   path);
  fixture_close (window);
}

static GMutex gate;

static gboolean
gated_load (FigureProvenance *provenance, const int *cancel, GError **error)
{
  g_mutex_lock (&gate);
  g_mutex_unlock (&gate);
  return figure_provenance_load_data (provenance, cancel, error);
}

/* A file that takes long can be stopped: all stays as it was. */
static void
test_stop_reading (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_FILE);
  GtkWidget *stop = app_parameter_row_get_stop (row);
  g_autofree char *path = write_file ("long.csv", OWN_DATA);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  app_session_set_load (session, gated_load);
  g_assert_false (gtk_widget_get_visible (stop));
  g_mutex_lock (&gate);
  app_window_open (window, file);
  g_assert_true (gtk_widget_get_visible (stop));
  g_signal_emit_by_name (stop, "clicked");
  g_mutex_unlock (&gate);
  g_assert_null (app_session_get_loading (session));
  g_assert_false (gtk_widget_get_visible (stop));
  g_assert_cmpstr (app_parameter_row_get_note (row), ==, "");
  fixture_settle ();
  g_assert_cmpfloat (get (session, MODEL_SOURCE), ==, MODEL_SOURCE_SCALAR);
  fixture_close (window);
}

static void
test_choose_data (void)
{
  AppWindow *window = fixture_open (1024, 700);
  AppSession *session = app_window_get_session (window);
  AppSidebar *sidebar = app_window_get_sidebar (window);
  AppParameterRow *row = app_sidebar_get_row (sidebar, MODEL_FILE);
  AppFileButton *button = APP_FILE_BUTTON (app_parameter_row_get_browse (row));
  GtkWidget *other = app_parameter_row_get_browse (app_sidebar_get_row (sidebar, MODEL_RHO));
  g_autofree char *path = write_file ("chosen.csv", OWN_DATA), *bad = write_file ("worse.csv", "x");

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (button)));
  g_assert_false (gtk_widget_get_visible (other));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (GTK_IS_FILE_CHOOSER_NATIVE (app_file_button_get_dialog (button)));
  g_signal_emit_by_name (app_file_button_get_dialog (button), "response", GTK_RESPONSE_CANCEL);
  g_assert_null (app_file_button_get_dialog (button));
  g_assert_cmpfloat (get (session, MODEL_SOURCE), ==, MODEL_SOURCE_SCALAR);
  g_signal_emit_by_name (button, "chosen", path);
  wait_for_data (session);
  g_assert_cmpfloat (get (session, MODEL_SOURCE), ==, MODEL_SOURCE_FILE);
  g_assert_cmpstr (app_parameter_row_get_note (row), ==, OWN_DATA_NOTE);
  g_signal_emit_by_name (button, "chosen", bad);
  wait_for_data (session);
  g_assert_nonnull (app_parameter_row_get_error (row));
  g_assert_cmpstr (model_experiment_get_text (app_session_get_experiment (session), MODEL_FILE), ==,
                   path);
  fixture_close (window);
}

static void
remove_folder (void)
{
  static const char *const names[] = { "a.plateau", "" };

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
  folder = g_dir_make_tmp ("plateau-document-XXXXXX", NULL);
  g_test_add_func ("/app/document/round-trip", test_round_trip);
  g_test_add_func ("/app/document/own-data", test_own_data);
  g_test_add_func ("/app/document/choose-data", test_choose_data);
  g_test_add_func ("/app/document/stop-reading", test_stop_reading);
  g_test_add_func ("/app/document/own-data-moved", test_own_data_moved);
  g_test_add_func ("/app/document/refused", test_refused);
  g_test_add_func ("/app/document/fork", test_fork_in_file);
  g_test_add_func ("/app/document/foreign-files", test_foreign_files);
  g_test_add_func ("/app/document/unreadable", test_unreadable);
  g_test_add_func ("/app/document/impossible-fork", test_impossible_fork);
  result = g_test_run ();
  remove_folder ();
  g_free (folder);
  return result;
}
