/* The form of a sweep: the same as its text, both ways; and a sweep from the window alone. */
#include "app/panel/row_menu.h"
#include "app/sweep/sweep_editor.h"
#include "run/sweep_axis_text.h"
#include "window_fixture.h"

#include <string.h>

#define TEXT                                                                                       \
  "# mine\n[sweep]\nx = rho 0 0.5\nfamily = sigma_a 1 2\nx_name = r\n[data]\nsamples = 0\n"        \
  "[network]\nfusion = 2\n"

static AppSweepPage *
open_page (AppWindow *window, const char *text)
{
  AppSweepPage *page = app_window_get_sweep_page (window);

  app_sweep_page_set_text (page, text);
  fixture_activate (window, "win.page", "'sweep'");
  fixture_settle ();
  return page;
}

static AppSweepForm *
get_form (AppSweepPage *page)
{
  return fixture_find (page, APP_TYPE_SWEEP_FORM);
}

static void
choose (AppSweepForm *form, RunSweepRole role, ModelKey key)
{
  AppSweepAxisRow *row = app_sweep_form_get_axis (form, role);

  gtk_drop_down_set_selected (app_sweep_axis_row_get_parameter (row),
                              app_sweep_axis_row_find_parameter (row, key));
}

static void
assert_chosen (AppSweepForm *form, RunSweepRole role, ModelKey key)
{
  AppSweepAxisRow *row = app_sweep_form_get_axis (form, role);

  g_assert_cmpuint (gtk_drop_down_get_selected (app_sweep_axis_row_get_parameter (row)), ==,
                    app_sweep_axis_row_find_parameter (row, key));
}

static const RunSweep *
get_sweep (AppSweepPage *page)
{
  g_assert_nonnull (app_sweep_page_get_results (page));
  return app_sweep_page_get_results (page)->sweep;
}

static void
assert_line (AppSweepPage *page, const char *line, gboolean there)
{
  g_autofree char *text = app_sweep_page_dup_text (page);

  g_test_message ("%s", text);
  g_assert_cmpint (strstr (text, line) != NULL, ==, there);
}

static void
test_both_ways (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window, TEXT);
  AppSweepForm *form = get_form (page);

  assert_chosen (form, RUN_SWEEP_X, MODEL_RHO);
  assert_chosen (form, RUN_SWEEP_FAMILY, MODEL_SIGMA_A);
  /* A map has no lines; comments, and what the form does not show, stay. */
  choose (form, RUN_SWEEP_Y, MODEL_W_A);
  g_assert_true (get_sweep (page)->axis[RUN_SWEEP_Y].used);
  g_assert_false (get_sweep (page)->axis[RUN_SWEEP_FAMILY].used);
  assert_line (page, "# mine\n", TRUE);
  assert_line (page, "x_name = r\n", TRUE);
  assert_line (page, "y = w_a ", TRUE);
  gtk_spin_button_set_value (app_sweep_form_get_seeds (form), 3);
  g_assert_cmpint (get_sweep (page)->n_seeds, ==, 3);
  /* Of another parameter the axis has another name. */
  choose (form, RUN_SWEEP_X, MODEL_NOISE);
  assert_line (page, "x_name", FALSE);
  app_sweep_page_set_text (page, TEXT);
  assert_chosen (form, RUN_SWEEP_FAMILY, MODEL_SIGMA_A);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (app_sweep_form_get_seeds (form)), ==, 1);
  fixture_close (window);
}

/* Several things are measured at once; what is ticked is drawn, and what is ticked off is not. */
static void
test_measures (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window, TEXT);
  AppSweepForm *form = get_form (page);

  gtk_check_button_set_active (app_sweep_form_get_also (form, RUN_SWEEP_LOSS), TRUE);
  gtk_check_button_set_active (app_sweep_form_get_also (form, RUN_SWEEP_SHARPNESS), TRUE);
  assert_line (page, "also = loss sharpness\n", TRUE);
  g_assert_cmpint (app_sweep_page_get_measure (page), ==, RUN_SWEEP_SHARPNESS);
  app_sweep_page_set_measure (page, RUN_SWEEP_LOSS);
  gtk_spin_button_set_value (app_sweep_form_get_seeds (form), 2);
  g_assert_cmpint (app_sweep_page_get_measure (page), ==, RUN_SWEEP_LOSS);
  gtk_check_button_set_active (app_sweep_form_get_also (form, RUN_SWEEP_SHARPNESS), FALSE);
  g_assert_true (run_sweep_has_measure (get_sweep (page), RUN_SWEEP_LOSS));
  g_assert_false (run_sweep_has_measure (get_sweep (page), RUN_SWEEP_SHARPNESS));
  fixture_close (window);
}

/* While the text is none, the last plot stays, dimmed, and the line at fault is marked. */
static void
test_half_typed (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window, TEXT);
  AppSweepEditor *editor = fixture_find (page, APP_TYPE_SWEEP_EDITOR);
  GtkWidget *view =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), APP_TYPE_SWEEP_PAGE, "views"));

  g_assert_cmpfloat (gtk_widget_get_opacity (view), ==, 1);
  app_sweep_page_set_text (page, "[sweep]\nx = rho 0 0.\ny = sigma_\n[data]\nsamples = 0\n");
  g_assert_null (app_sweep_page_get_results (page));
  g_assert_cmpfloat (gtk_widget_get_opacity (view), <, 1);
  g_assert_false (app_sweep_editor_is_marked (editor, 1));
  g_assert_true (app_sweep_editor_is_marked (editor, 2));
  g_assert_false (app_sweep_editor_is_marked (editor, 4));
  app_sweep_page_set_text (page, TEXT);
  g_assert_nonnull (app_sweep_page_get_results (page));
  g_assert_cmpfloat (gtk_widget_get_opacity (view), ==, 1);
  g_assert_false (app_sweep_editor_is_marked (editor, 2));
  fixture_close (window);
}

/* Each slider has it in its menu; the window's has it, too. */
static void
test_sweep_this (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = app_window_get_sweep_page (window);

  fixture_activate (window, "win.sweep-this", "'spread'");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "sweep");
  g_assert_cmpint (get_sweep (page)->axis[RUN_SWEEP_X].key, ==, MODEL_SIGMA_A);
  fixture_activate (window, "win.sweep-this", "''");
  g_assert_cmpint (get_sweep (page)->axis[RUN_SWEEP_X].key, ==, MODEL_RHO);
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpint (get_sweep (page)->axis[RUN_SWEEP_X].key, ==, MODEL_SIGMA_A);
  fixture_close (window);
}

static int activations;

/* Clicks on a widget, found by the type's name and, if given, its words. */
static GtkWidget *
find_item (GtkWidget *widget, const char *type, const char *label)
{
  if (gtk_widget_get_mapped (widget) && g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    {
      g_autofree char *text = NULL;

      g_object_get (widget, "text", &text, NULL);
      if (g_strcmp0 (text, label) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_item (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (gpointer button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  activations++;
  g_signal_emit_by_name (button, "clicked");
  fixture_settle ();
}

/* Opens its list, and clicks on one of it. */
static void
pick (gpointer chooser, guint i)
{
  activations += 2;
  g_object_set (chooser, "selected", i, NULL);
  fixture_settle ();
}

static gpointer
get_child (gpointer widget, GType type, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (widget), type, name);
}

/* Right click, Sweep This; the second parameter; Play: five. Export, page, Copy: four. */
static void
test_clicks (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = app_window_get_sweep_page (window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_RHO);
  AppSweepAxisRow *y;
  AppExportDialog *dialog;
  GtkWidget *item;

  app_row_menu_show (row);
  activations = 1;
  fixture_settle ();
  item = find_item (GTK_WIDGET (row), "GtkModelButton", "Sweep This");
  g_assert_nonnull (item);
  click (item);
  g_assert_cmpint (get_sweep (page)->axis[RUN_SWEEP_X].key, ==, MODEL_RHO);
  y = app_sweep_form_get_axis (get_form (page), RUN_SWEEP_Y);
  pick (app_sweep_axis_row_get_parameter (y), app_sweep_axis_row_find_parameter (y, MODEL_SIGMA_A));
  click (get_child (page, APP_TYPE_SWEEP_PAGE, "run"));
  wait_until (!app_sweep_page_is_running (page));
  g_assert_cmpint (app_sweep_page_count_done (page), ==, 81);
  g_assert_cmpint (activations, ==, 5);

  activations = 1; /* Export, in the header bar */
  fixture_activate (window, "win.export", NULL);
  dialog = fixture_find_export (window);
  wait_until (app_export_dialog_is_ready (dialog));
  pick (get_child (dialog, APP_TYPE_EXPORT_DIALOG, "page"), 1);
  g_assert_cmpfloat_with_epsilon (
      gtk_spin_button_get_value (get_child (dialog, APP_TYPE_EXPORT_DIALOG, "width")), 82.55,
      1e-9); /* 3.25 inches */
  wait_until (app_export_dialog_is_ready (dialog));
  activations++; /* Copy */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.copy", NULL);
  wait_until (*app_export_dialog_get_message (dialog) != '\0');
  g_test_message ("%s", app_export_dialog_get_message (dialog));
  g_assert_cmpint (activations, ==, 4);
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("plateau-form-XXXXXX", NULL);

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/sweep-form/both-ways", test_both_ways);
  g_test_add_func ("/sweep-form/measures", test_measures);
  g_test_add_func ("/sweep-form/half-typed", test_half_typed);
  g_test_add_func ("/sweep-form/sweep-this", test_sweep_this);
  g_test_add_func ("/sweep-form/clicks", test_clicks);
  return g_test_run ();
}
