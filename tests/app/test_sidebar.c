/* The sidebar's rows: where they are, and which are hidden. */
#include "app/session/parameter.h"
#include "app/session/session_data.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Which rows there are, folded or not, from top to bottom. */
static void
append_rows (GtkWidget *widget, GString *names)
{
  if (APP_IS_PARAMETER_ROW (widget))
    {
      const int id = app_parameter_row_get_parameter (APP_PARAMETER_ROW (widget));

      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", app_parameter (id)->name);
      return;
    }
  if (GTK_IS_EXPANDER (widget)) /* keeps a folded child out of the tree of widgets */
    {
      g_string_append (names, " (");
      widget = gtk_expander_get_child (GTK_EXPANDER (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_rows (child, names);
}

static void
test_rows (void)
{
  AppWindow *window = fixture_open (1280, 800);
  g_autoptr (GString) names = g_string_new (NULL);
  /* What the table's ranks ask for; the rest are in the order of their keys. */
  static const char *const parts[] = {
    "rho spread ( source file target columns_a columns_b decimal missing categories inputs_a",
    "inputs_a inputs_b centre standardise test_share covariance matrix",
    "matrix sigma_a sigma_b weights true_weights w_a w_b noise samples name_a name_b",
    "depth fusion ( width activation slope init depth_a depth_b",
    "init_scale learning_rate ( loss",
  };

  append_rows (GTK_WIDGET (app_window_get_sidebar (window)), names);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (names->str, parts[i]));
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    g_assert_nonnull (app_sidebar_get_row (app_window_get_sidebar (window), id));
  fixture_close (window);
}

/* Rows without effect are hidden; that of the file is always there, to choose one. */
static void
test_hidden_rows (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  ModelExperiment experiment = *app_session_get_experiment (session);

  g_assert_true (app_parameter_set (MODEL_SOURCE, MODEL_SOURCE_XOR, &experiment, NULL));
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    {
      GtkWidget *row = GTK_WIDGET (app_sidebar_get_row (app_window_get_sidebar (window), id));

      g_assert_true (gtk_widget_get_visible (row) == app_parameter_applies (id, &experiment));
    }
  g_assert_false (app_parameter_applies (MODEL_RHO, &experiment));
  g_assert_true (app_parameter_applies (MODEL_FILE, &experiment));
  fixture_close (window);
}

static GtkWidget *
find_expander (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_EXPANDER (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_expander (child);
  return found;
}

/* What was folded away with the focus in it is passed over, in whichever direction. */
static void
test_focus_folded_away (void)
{
  AppWindow *window = fixture_open (1280, 800);
  GtkWidget *sidebar = GTK_WIDGET (app_window_get_sidebar (window));
  GtkWidget *expander = find_expander (sidebar);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_SIGMA_A);

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  fixture_settle ();
  g_assert_true (gtk_widget_grab_focus (app_parameter_row_get_entry (row)));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
  fixture_settle ();
  g_assert_true (gtk_widget_grab_focus (expander));
  for (int direction = GTK_DIR_TAB_FORWARD; direction <= GTK_DIR_RIGHT; direction++)
    {
      gtk_widget_grab_focus (expander);
      for (int i = 0; i < 60; i++)
        gtk_widget_child_focus (GTK_WIDGET (window), direction);
    }
  fixture_close (window);
}

/* Of numbers, choices and texts, each row's default comes back. */
static void
test_reset (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  ModelExperiment changed = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set_text (&changed, MODEL_TARGET, "y", NULL));
  g_assert_true (model_experiment_set_text (&changed, MODEL_COLUMNS_A, "a", NULL));
  g_assert_true (app_session_set_experiment (session, &changed, NULL));
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    app_parameter_row_reset (app_sidebar_get_row (app_window_get_sidebar (window), id));
  model_experiment_init (&changed);
  g_assert_true (model_experiment_equal (&changed, app_session_get_experiment (session)));
  fixture_close (window);
}

/* A file that changes on disk: its row says so, and has a button to read it again. */
static void
test_changed_file (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_FILE);
  GtkWidget *again = app_parameter_row_get_again (row);
  g_autofree char *folder = g_dir_make_tmp ("plateau-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);

  g_assert_true (g_file_set_contents (path, "a,b,y\n1,0,2\n-1,2,0\n3,1,7\n1,1,3\n", -1, NULL));
  g_assert_true (app_session_choose_file (session, path, NULL));
  wait_until (model_experiment_get_int (app_session_get_experiment (session), MODEL_SOURCE) ==
              MODEL_SOURCE_FILE);
  fixture_wait_complete (window);
  g_assert_false (gtk_widget_get_visible (again));
  g_assert_true (g_file_set_contents (path, "a,b,y\n1,0,-2\n-1,2,0\n3,1,-7\n1,1,3\n", -1, NULL));
  wait_until (gtk_widget_get_visible (again));
  g_assert_nonnull (strstr (app_parameter_row_get_note (row), "has changed"));
  g_signal_emit_by_name (again, "clicked");
  wait_until (!app_session_is_data_stale (session));
  g_assert_false (gtk_widget_get_visible (again));
  g_assert_null (strstr (app_parameter_row_get_note (row), "has changed"));
  g_assert_cmpstr (app_undo_get_undo_name (app_session_get_undo (session)), ==, "Data");
  fixture_activate (window, "win.undo", NULL);
  g_assert_true (gtk_widget_get_visible (again));
  fixture_close (window);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/sidebar/rows", test_rows);
  g_test_add_func ("/app/sidebar/hidden-rows", test_hidden_rows);
  g_test_add_func ("/app/sidebar/reset", test_reset);
  g_test_add_func ("/app/sidebar/changed-file", test_changed_file);
  g_test_add_func ("/app/sidebar/focus-folded-away", test_focus_folded_away);
  return g_test_run ();
}
