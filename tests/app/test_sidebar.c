/* The sidebar's rows: where they are, and which are hidden. */
#include "app/session/parameter.h"
#include "window_fixture.h"

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
    "rho spread ( source file target columns_a columns_b decimal missing categories inputs_a "
    "inputs_b centre standardise test_share covariance matrix",
    "matrix sigma_a sigma_b weights true_weights w_a w_b noise samples",
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/sidebar/rows", test_rows);
  g_test_add_func ("/app/sidebar/hidden-rows", test_hidden_rows);
  return g_test_run ();
}
