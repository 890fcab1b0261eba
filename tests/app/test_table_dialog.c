/* Columns of one's own table, chosen in the window. */
#include "app/panel/report_dialog.h"
#include "app/panel/table_dialog.h"
#include "study/summary.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define TABLE                                                                                      \
  "id,sound,light,who,air temp,mood\n0,1,2,a,3,5\n1,-1,1,b,0,1\n2,0,-2,a,1,-2\n3,2,1,b,-1,2\n"     \
  "4,-2,0,a,2,-1\n5,1,-1,b,-2,-3\n"

static char *path;

static const char *
get_text (AppSession *session, ModelKey key)
{
  return model_experiment_get_text (app_session_get_experiment (session), key);
}

static AppWindow *
open_table (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  app_window_open (window, file);
  wait_until (model_experiment_get_int (app_session_get_experiment (session), MODEL_SOURCE) ==
              MODEL_SOURCE_FILE);
  fixture_wait_complete (window);
  return window;
}

/* What the run uses is shown; what is chosen becomes the run, by names. */
static void
test_choose (void)
{
  AppWindow *window = open_table ();
  AppSession *session = app_window_get_session (window);
  AppTableDialog *dialog = app_table_dialog_new (GTK_WINDOW (window), session);
  g_autofree char *picture = NULL;
  static const AppTableUse shown[] = { APP_TABLE_USE_NONE, APP_TABLE_USE_A, APP_TABLE_USE_B,
                                       APP_TABLE_USE_NONE, APP_TABLE_USE_B, APP_TABLE_USE_TARGET };

  gtk_window_present (GTK_WINDOW (dialog));
  for (int c = 0; c < (int) G_N_ELEMENTS (shown); c++)
    g_assert_cmpint (app_table_dialog_get_use (dialog, c), ==, shown[c]);
  fixture_settle ();
  picture = g_test_build_filename (G_TEST_BUILT, "app", "table-dialog.png", NULL);
  g_assert_true (fixture_save_picture (GTK_WIDGET (dialog), picture, NULL));
  app_table_dialog_choose (dialog, 1, APP_TABLE_USE_TARGET);
  app_table_dialog_choose (dialog, 5, APP_TABLE_USE_NONE);
  app_table_dialog_choose (dialog, 4, APP_TABLE_USE_A);
  app_table_dialog_apply (dialog);
  g_assert_cmpstr (get_text (session, MODEL_TARGET), ==, "sound");
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_A), ==, "\"air temp\"");
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_B), ==, "light");
  g_assert_cmpint (model_experiment_inputs (app_session_get_experiment (session), 0), ==, 1);
  fixture_wait_complete (window);
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpstr (get_text (session, MODEL_TARGET), ==, "");
  fixture_close (window);
}

/* The text of a label in sight, by what it begins with; NULL: none. */
static const char *
find_label (GtkWidget *widget, const char *start)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), start))
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, start);
  return found;
}

/* Modalities are called as their columns are, or as the user says. */
static void
test_names (void)
{
  AppWindow *window = open_table ();
  AppSession *session = app_window_get_session (window);
  ModelExperiment named;
  g_autofree char *first = NULL;

  fixture_settle ();
  g_assert_nonnull (find_label (GTK_WIDGET (window), "t of sound "));
  g_assert_null (find_label (GTK_WIDGET (window), "t of light "));
  named = *app_session_get_experiment (session);
  g_assert_true (model_experiment_set_text (&named, MODEL_NAME_B, "<b>eyes</b>", NULL));
  g_assert_true (app_session_set_experiment (session, &named, NULL));
  fixture_wait_complete (window);
  fixture_settle ();
  g_assert_nonnull (find_label (GTK_WIDGET (window), "t of <b>eyes</b> "));
  first = study_summary_describe_weights (app_session_get_snapshot (session),
                                          app_session_get_phases (session));
  g_assert_nonnull (strstr (first, "sound is learned at epoch"));
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpstr (get_text (session, MODEL_NAME_B), ==, "");
  fixture_close (window);
}

/* A choice that makes no run is said, and changes nothing. */
static void
test_refused (void)
{
  AppWindow *window = open_table ();
  AppSession *session = app_window_get_session (window);
  AppTableDialog *dialog = app_table_dialog_new (GTK_WINDOW (window), session);

  gtk_window_present (GTK_WINDOW (dialog));
  app_table_dialog_choose (dialog, 1, APP_TABLE_USE_TARGET);
  app_table_dialog_apply (dialog);
  g_assert_nonnull (
      strstr (app_table_dialog_get_message (dialog), "several columns; allowed is one"));
  g_assert_cmpstr (get_text (session, MODEL_TARGET), ==, "");
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_close (window);
}

/* What the command line says, in a window. */
static void
test_report (void)
{
  AppWindow *window = open_table ();
  AppReportDialog *dialog =
      app_report_dialog_new (GTK_WINDOW (window), app_window_get_session (window));
  g_autofree char *picture = g_test_build_filename (G_TEST_BUILT, "app", "report.png", NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  wait_until (*app_report_dialog_get_text (dialog) != '\0');
  g_assert_nonnull (
      strstr (app_report_dialog_get_text (dialog), "Modality B: 2 inputs (light, air temp)"));
  fixture_settle ();
  g_assert_true (fixture_save_picture (GTK_WIDGET (dialog), picture, NULL));
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_activate (window, "win.report", NULL);
  fixture_close (window);
}

static void
test_none (void)
{
  AppWindow *window = fixture_open (1024, 700);

  g_assert_null (app_table_dialog_new (GTK_WINDOW (window), app_window_get_session (window)));
  fixture_activate (window, "win.columns", NULL);
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  int status;
  g_autofree char *folder = NULL;

  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  folder = g_dir_make_tmp ("plateau-table-XXXXXX", NULL);
  path = g_build_filename (folder, "table.csv", NULL);
  g_assert_true (g_file_set_contents (path, TABLE, -1, NULL));
  g_test_add_func ("/app/table-dialog/choose", test_choose);
  g_test_add_func ("/app/table-dialog/names", test_names);
  g_test_add_func ("/app/table-dialog/refused", test_refused);
  g_test_add_func ("/app/table-dialog/report", test_report);
  g_test_add_func ("/app/table-dialog/none", test_none);
  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  return status;
}
