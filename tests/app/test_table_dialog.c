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

static char *path, *other;

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
  g_assert_cmpstr (app_table_dialog_get_message (dialog), ==, "");
  for (int c = 1; c < 5; c++)
    app_table_dialog_choose (dialog, c, APP_TABLE_USE_B);
  g_assert_nonnull (strstr (app_table_dialog_get_message (dialog), "has words"));
  app_table_dialog_set (dialog, MODEL_CATEGORIES, MODEL_CATEGORIES_ONEHOT);
  g_assert_nonnull (
      strstr (app_table_dialog_get_message (dialog), "columns_a, columns_b: 0 and 5"));
  app_table_dialog_apply (dialog);
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_B), ==, "");
  g_assert_cmpint (
      model_experiment_get_int (app_session_get_experiment (session), MODEL_CATEGORIES), ==,
      MODEL_CATEGORIES_DROP);
  g_assert_cmpstr (get_text (session, MODEL_TARGET), ==, "");
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_close (window);
}

/* Of several targets the one chosen last; the one before is left out. */
static void
test_one_target (void)
{
  AppWindow *window = open_table ();
  AppTableDialog *dialog =
      app_table_dialog_new (GTK_WINDOW (window), app_window_get_session (window));

  app_table_dialog_choose (dialog, 4, APP_TABLE_USE_TARGET);
  g_assert_cmpint (app_table_dialog_get_use (dialog, 4), ==, APP_TABLE_USE_TARGET);
  g_assert_cmpint (app_table_dialog_get_use (dialog, 5), ==, APP_TABLE_USE_NONE);
  g_assert_nonnull (strstr (app_table_dialog_get_summary (dialog), "6 rows, 6 columns"));
  g_assert_nonnull (strstr (app_table_dialog_get_summary (dialog),
                            "column 1 (id): counts rows; column 4 (who): words; "
                            "column 6 (mood): not chosen"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_close (window);
}

/* The keys of the rows are those of the run once the choice is taken, in one step. */
static void
test_keys (void)
{
  AppWindow *window = open_table ();
  AppSession *session = app_window_get_session (window);
  AppTableDialog *dialog = app_table_dialog_new (GTK_WINDOW (window), session);
  const ModelExperiment *experiment;

  gtk_window_present (GTK_WINDOW (dialog));
  app_table_dialog_set (dialog, MODEL_STANDARDISE, MODEL_STANDARDISE_ON);
  app_table_dialog_set (dialog, MODEL_CENTRE, MODEL_CENTRE_OFF);
  app_table_dialog_set (dialog, MODEL_TEST_SHARE, 0.5);
  app_table_dialog_apply (dialog);
  experiment = app_session_get_experiment (session);
  g_assert_cmpint (model_experiment_get_int (experiment, MODEL_STANDARDISE), ==,
                   MODEL_STANDARDISE_ON);
  g_assert_cmpint (model_experiment_get_int (experiment, MODEL_CENTRE), ==, MODEL_CENTRE_OFF);
  g_assert_cmpfloat (model_experiment_get (experiment, MODEL_TEST_SHARE), ==, 0.5);
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_A), ==, "sound");
  fixture_wait_complete (window);
  fixture_activate (window, "win.undo", NULL);
  experiment = app_session_get_experiment (session);
  g_assert_cmpfloat (model_experiment_get (experiment, MODEL_TEST_SHARE), ==, 0);
  fixture_close (window);
}

/* The dialog that a window has opened; NULL: none. */
static AppTableDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (APP_IS_TABLE_DIALOG (window))
        return APP_TABLE_DIALOG (window);
    }
  return NULL;
}

/* Opens a table of another text, which has a dialog of its own. */
static AppTableDialog *
open_other (AppWindow *window, const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (other);

  g_assert_true (g_file_set_contents (other, text, -1, NULL));
  app_window_open (window, file);
  wait_until (find_dialog () != NULL);
  return find_dialog ();
}

/* A table that makes no run as it is opens with its columns, and with the reason. */
static void
test_refused_table (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  g_autoptr (GString) table = g_string_new ("sound,light,where,touch,y\n1,2,a,3,5\n");
  AppTableDialog *dialog;
  g_autofree char *picture = NULL;

  for (int i = 0; i < 24; i++)
    g_string_append_printf (table, "%d,%d,%d,%d,%d\n", i % 7, i * i % 5, i % 3, i % 4, i % 11);
  dialog = open_other (window, table->str);
  /* The file is not the run's yet. */
  g_assert_cmpint (model_experiment_get_int (app_session_get_experiment (session), MODEL_SOURCE),
                   ==, MODEL_SOURCE_SCALAR);
  fixture_settle ();
  picture = g_test_build_filename (G_TEST_BUILT, "app", "table-refused.png", NULL);
  g_assert_true (fixture_save_picture (GTK_WIDGET (dialog), picture, NULL));
  /* What can be used is suggested: nothing needs to be clicked but Use. */
  g_assert_cmpint (app_table_dialog_get_use (dialog, 2), ==, APP_TABLE_USE_NONE);
  g_assert_cmpint (app_table_dialog_get_use (dialog, 4), ==, APP_TABLE_USE_TARGET);
  app_table_dialog_apply (dialog);
  g_assert_cmpstr (get_text (session, MODEL_FILE), ==, other);
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_A), ==, "sound");
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_B), ==, "light touch");
  fixture_wait_complete (window);
  fixture_close (window);
}

/* A mark that may be read in two ways is settled where it is seen. */
static void
test_decimal (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  AppTableDialog *dialog = open_other (window, "a;b;y\n1.234;5;2\n2.345;1;1\n3.456;7;5\n");

  g_assert_nonnull (strstr (app_table_dialog_get_message (dialog), "decimal = "));
  app_table_dialog_set (dialog, MODEL_DECIMAL, MODEL_DECIMAL_COMMA);
  wait_until (!app_table_dialog_is_reading (dialog));
  app_table_dialog_choose (dialog, 0, APP_TABLE_USE_A);
  app_table_dialog_choose (dialog, 1, APP_TABLE_USE_B);
  app_table_dialog_choose (dialog, 2, APP_TABLE_USE_TARGET);
  g_assert_cmpstr (app_table_dialog_get_message (dialog), ==, "");
  app_table_dialog_apply (dialog);
  g_assert_cmpint (model_experiment_get_int (app_session_get_experiment (session), MODEL_DECIMAL),
                   ==, MODEL_DECIMAL_COMMA);
  fixture_wait_complete (window);
  fixture_close (window);
}

/* A table that cannot be read with another mark stays the one that it was, mark and all. */
static void
test_decimal_refused (void)
{
  AppWindow *window = open_table ();
  AppSession *session = app_window_get_session (window);
  AppTableDialog *dialog = app_table_dialog_new (GTK_WINDOW (window), session);
  GtkWidget *use = gtk_window_get_default_widget (GTK_WINDOW (dialog));

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_true (g_file_set_contents (path, "a,b\n1,2,3,4\n", -1, NULL));
  app_table_dialog_set (dialog, MODEL_DECIMAL, MODEL_DECIMAL_COMMA);
  g_assert_false (gtk_widget_get_sensitive (use));
  wait_until (!app_table_dialog_is_reading (dialog));
  g_assert_true (gtk_widget_get_sensitive (use));
  g_assert_cmpstr (app_table_dialog_get_message (dialog), !=, "");
  app_table_dialog_choose (dialog, 4, APP_TABLE_USE_NONE);
  g_assert_cmpstr (app_table_dialog_get_message (dialog), ==, "");
  app_table_dialog_apply (dialog);
  g_assert_cmpint (model_experiment_get_int (app_session_get_experiment (session), MODEL_DECIMAL),
                   ==, MODEL_DECIMAL_AUTO);
  g_assert_true (g_file_set_contents (path, TABLE, -1, NULL));
  fixture_wait_complete (window);
  fixture_close (window);
}

static int
count_widgets (GtkWidget *widget)
{
  int n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

/* Every column has a row, the last of 900 among them, and rows out of sight have no widgets. Names
 * of strangers are cleaned, and columns called so are told by their numbers. */
static void
test_wide (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  g_autoptr (GString) table = g_string_new ("\"<b>\x1b[31m\nhostile\"");
  AppTableDialog *dialog;

  for (int c = 1; c < 900; c++)
    g_string_append_printf (table, ",c%d", c);
  for (int row = 0; row < 4; row++)
    for (int c = 0; c < 900; c++)
      if (c > 1 && c < 897)
        g_string_append_printf (table, ",%c", 'a' + (c + row) % 3);
      else
        g_string_append_printf (table, "%s%d", c == 0 ? "\n" : ",", (row * 7 + c * c) % 11);
  g_string_append_c (table, '\n');
  dialog = open_other (window, table->str);
  fixture_settle ();
  g_assert_cmpint (app_table_dialog_get_use (dialog, 899), ==, APP_TABLE_USE_TARGET);
  g_assert_cmpint (count_widgets (GTK_WIDGET (dialog)), <, 8000);
  app_table_dialog_choose (dialog, 1, APP_TABLE_USE_NONE);
  app_table_dialog_choose (dialog, 897, APP_TABLE_USE_NONE);
  app_table_dialog_choose (dialog, 0, APP_TABLE_USE_A);
  app_table_dialog_choose (dialog, 898, APP_TABLE_USE_B);
  app_table_dialog_apply (dialog);
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_A), ==, "1");
  g_assert_cmpstr (get_text (session, MODEL_COLUMNS_B), ==, "c898");
  fixture_wait_complete (window);
  fixture_settle ();
  g_assert_nonnull (find_label (GTK_WIDGET (window), "t of <b> [31m hostile "));
  fixture_close (window);
}

/* A log of one's own stands beside the run: read in a thread, told in its row; one that is none
 * says so there, and the run goes on. */
static void
test_log (void)
{
  AppWindow *window = open_table ();
  AppSession *session = app_window_get_session (window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_LOG);
  g_autoptr (GString) text = g_string_new ("step,loss\n");
  ModelExperiment named;
  StudyRun run;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "%d,%g\n", i * 10, i < 20 ? 2.0 : i < 200 ? 1.0 : 0.25);
  g_assert_true (g_file_set_contents (other, text->str, -1, NULL));
  fixture_wait_complete (window);
  app_session_get_run (session, &run);
  g_assert_null (run.log);
  named = *app_session_get_experiment (session);
  g_assert_true (model_experiment_set_text (&named, MODEL_LOG, other, NULL));
  g_assert_true (app_session_set_experiment (session, &named, NULL));
  wait_until (*app_parameter_row_get_note (row) != '\0');
  g_assert_nonnull (strstr (app_parameter_row_get_note (row), "falls in 2 stages"));
  fixture_wait_complete (window);
  app_session_get_run (session, &run);
  g_assert_nonnull (run.log);
  g_assert_cmpint (run.log->n_stages, ==, 2);
  /* In learning times its first stage stands where the run learns first. */
  run.time = STUDY_TIME_LEARNING;
  g_assert_cmpfloat_with_epsilon (study_run_get_log_scale (&run) * run.log->stage[0].time,
                                  study_run_get_time (&run, run.marks.first), 1e-9);
  g_assert_true (model_experiment_set_text (&named, MODEL_LOG, path, NULL));
  g_assert_true (app_session_set_experiment (session, &named, NULL));
  wait_until (app_parameter_row_get_error (row) != NULL);
  g_assert_nonnull (strstr (app_parameter_row_get_error (row), "log_columns = STEP LOSS"));
  fixture_wait_complete (window);
  app_session_get_run (session, &run);
  g_assert_null (run.log);
  g_assert_true (run.snapshot != NULL);
  fixture_close (window);
}

static void
name_log (AppWindow *window, const char *log)
{
  AppSession *session = app_window_get_session (window);
  ModelExperiment named = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set_text (&named, MODEL_LOG, log, NULL));
  g_assert_true (app_session_set_experiment (session, &named, NULL));
  fixture_wait_complete (window);
}

static void
set_rate (AppWindow *window, double rate)
{
  AppSession *session = app_window_get_session (window);
  ModelExperiment changed = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set (&changed, MODEL_LEARNING_RATE, rate, NULL));
  g_assert_true (app_session_set_experiment (session, &changed, NULL));
  fixture_wait_complete (window);
}

/* Accuracies have a plot beside the run: it comes with them, stays away once another page is
 * chosen, and goes with the log. */
static void
test_log_accuracy (void)
{
  AppWindow *window = open_table ();
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_LOG);
  AppPagedCard *card = fixture_get_card (window, 3);
  g_autoptr (GString) text = g_string_new ("step,loss,acc_sound,acc_b\n");
  g_autofree char *picture = g_test_build_filename (G_TEST_BUILT, "app", "log-accuracy.png", NULL);

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "%d,%g,%g,%g\n", i,
                            i < 20    ? 2.0
                            : i < 200 ? 1.0
                                      : 0.25,
                            i < 20 ? 0.1 : 0.9, i < 200 ? 0.1 : 0.8);
  g_assert_true (g_file_set_contents (other, text->str, -1, NULL));
  g_assert_cmpstr (app_paged_card_get_page (card), ==, "features");
  name_log (window, other);
  wait_until (g_str_equal (app_paged_card_get_page (card), "accuracy"));
  g_assert_cmpstr (gtk_widget_get_name (GTK_WIDGET (card)), ==, "accuracy");
  fixture_settle ();
  g_assert_true (fixture_save_picture (GTK_WIDGET (window), picture, NULL));
  app_paged_card_show_page (card, "balance");
  set_rate (window, 0.01);
  g_assert_cmpstr (app_paged_card_get_page (card), ==, "balance");
  app_paged_card_show_page (card, "accuracy");
  name_log (window, "");
  g_assert_cmpstr (app_paged_card_get_page (card), ==, "features");
  wait_until (*app_parameter_row_get_note (row) == '\0');
  fixture_close (window);
}

/* A button in sight that is called so. */
static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL &&
      g_str_equal (gtk_button_get_label (GTK_BUTTON (widget)), label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static GtkWidget *
find_button_of_any (const char *label)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find_button (window, label);
    }
  return found;
}

/* A click on it, as soon as it can be clicked. */
static void
click (const char *label, int *n)
{
  wait_until (find_button_of_any (label) != NULL &&
              gtk_widget_is_sensitive (find_button_of_any (label)));
  g_assert_true (gtk_widget_activate (find_button_of_any (label)));
  ++*n;
}

/* From a file to a picture of it, with the names of its columns: the file's own double click, Use,
 * Export, Save As; the file's name is proposed, Enter takes it. */
static void
test_clicks (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *picture = g_build_filename (g_get_tmp_dir (), "plateau-clicks.svg", NULL);
  g_autofree char *text = NULL;
  AppExportDialog *dialog;
  int n = 0;

  app_window_open (window, file);
  n++;
  click ("_Use", &n);
  wait_until (find_button_of_any ("_Use") == NULL);
  g_assert_cmpint (model_experiment_get_int (app_session_get_experiment (session), MODEL_SOURCE),
                   ==, MODEL_SOURCE_FILE);
  fixture_wait_complete (window);
  click ("Export", &n);
  wait_until (fixture_find_export (window) != NULL);
  dialog = fixture_find_export (window);
  click ("_Save As…", &n);
  g_assert_cmpint (n, <=, 4);
  app_export_dialog_save_to (dialog, picture);
  wait_until (!app_export_dialog_is_saving (dialog));
  g_assert_true (g_file_get_contents (picture, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "sound"));
  g_remove (picture);
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
  other = g_build_filename (folder, "other.csv", NULL);
  g_assert_true (g_file_set_contents (path, TABLE, -1, NULL));
  g_test_add_func ("/app/table-dialog/choose", test_choose);
  g_test_add_func ("/app/table-dialog/names", test_names);
  g_test_add_func ("/app/table-dialog/refused", test_refused);
  g_test_add_func ("/app/table-dialog/one-target", test_one_target);
  g_test_add_func ("/app/table-dialog/keys", test_keys);
  g_test_add_func ("/app/table-dialog/refused-table", test_refused_table);
  g_test_add_func ("/app/table-dialog/decimal", test_decimal);
  g_test_add_func ("/app/table-dialog/decimal-refused", test_decimal_refused);
  g_test_add_func ("/app/table-dialog/wide", test_wide);
  g_test_add_func ("/app/table-dialog/log", test_log);
  g_test_add_func ("/app/table-dialog/log-accuracy", test_log_accuracy);
  g_test_add_func ("/app/table-dialog/clicks", test_clicks);
  g_test_add_func ("/app/table-dialog/report", test_report);
  g_test_add_func ("/app/table-dialog/none", test_none);
  status = g_test_run ();
  g_remove (path);
  g_remove (other);
  g_rmdir (folder);
  g_free (path);
  g_free (other);
  return status;
}
