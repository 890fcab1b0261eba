/* The menu of every plot, and what it asks for: copy, caption, citation, print. */
#include "app/base/plot_menu.h"
#include "app/card/portrait_view.h"
#include "app/digits/digits_view.h"
#include "app/export/export_print.h"
#include "app/sweep/sweep_view.h"
#include "figure/file/provenance_file.h"
#include "figure/figure_registry.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct
{
  AppWindow *window;
} Fixture;

static void
setup (Fixture *f, gconstpointer data)
{
  f->window = fixture_open (1000, 700);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  fixture_close (f->window);
}

static GdkClipboard *
get_clipboard (Fixture *f)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (f->window));
}

/* Asks an action for the figure of a name, and waits for what it does. */
static void
ask (Fixture *f, const char *action, const char *name)
{
  g_autofree char *parameter = g_strdup_printf ("'%s'", name);

  fixture_activate (f->window, action, parameter);
  wait_until (!app_export_actions_is_busy (app_window_get_exports (f->window)));
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
paste_text (Fixture *f)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (get_clipboard (f), NULL, read_cb, &text);
  wait_until (text != NULL);
  return text;
}

static void
written_cb (GObject *provider, GAsyncResult *result, gpointer done)
{
  g_assert_true (
      gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (provider), result, NULL));
  *(gboolean *) done = TRUE;
}

/* The figure that a pasted SVG says it is of. */
static void
paste_picture (Fixture *f, FigureProvenance *read)
{
  g_autoptr (GOutputStream) pasted = g_memory_output_stream_new_resizable ();
  gboolean done = FALSE;

  gdk_content_provider_write_mime_type_async (gdk_clipboard_get_content (get_clipboard (f)),
                                              "image/svg+xml", pasted, 0, NULL, written_cb, &done);
  wait_until (done);
  g_assert_true (figure_provenance_from_bytes (
      read, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (pasted)),
      g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (pasted)), NULL));
}

/* Not that of a card's title, which is closed. */
static GtkWidget *
find_open (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_POPOVER_MENU (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_open (child);
  return found;
}

/* A plot's menu, opened by the mouse in its middle and by the keyboard, with all that it offers. */
static void
check_menu (GtkWidget *plot)
{
  for (int by_key = 0; by_key <= 1; by_key++)
    {
      const double x = by_key ? NAN : gtk_widget_get_width (plot) / 2.0;
      const double y = by_key ? NAN : gtk_widget_get_height (plot) / 2.0;
      GtkRequisition natural;
      GtkWidget *menu;

      gtk_widget_child_focus (plot, GTK_DIR_TAB_FORWARD);
      app_plot_menu_popup (plot, x, y);
      fixture_settle ();
      menu = find_open (plot);
      g_assert_nonnull (menu);
      gtk_widget_get_preferred_size (menu, NULL, &natural);
      g_assert_cmpint (gtk_widget_get_height (menu), >=, natural.height);
      gtk_popover_popdown (GTK_POPOVER (menu));
      fixture_idle ();
    }
  g_assert_cmpstr (app_plot_menu_find_figure (plot), ==, gtk_widget_get_name (plot));
}

static void
test_every_plot (Fixture *f, gconstpointer data)
{
  AppPlotGrid *grid = app_window_get_grid (f->window);

  for (int i = 0; i < app_plot_grid_get_count (grid); i++)
    check_menu (app_plot_grid_get_card (grid, i));
  fixture_activate (f->window, "win.page", "'sweep'");
  check_menu (fixture_find (f->window, g_type_from_name ("AppSweepView")));
  fixture_activate (f->window, "win.page", "'digits'");
  check_menu (GTK_WIDGET (app_digits_page_get_loss_view (app_window_get_digits (f->window))));
  g_assert_null (app_plot_menu_find_figure (GTK_WIDGET (f->window)));
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  FigureProvenance read;

  ask (f, "win.plot-copy", "weights");
  paste_picture (f, &read);
  g_assert_cmpstr (read.figure, ==, "weights");
  /* Of the plot that has the keys. */
  gtk_widget_grab_focus (app_plot_grid_get_card (app_window_get_grid (f->window), 0));
  fixture_press (f->window, "<Control>c");
  wait_until (!app_export_actions_is_busy (app_window_get_exports (f->window)));
  paste_picture (f, &read);
  g_assert_cmpstr (read.figure, ==, "loss");
}

/* What has been copied stays where no plot has the keys. */
static void
test_no_plot (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  gdk_clipboard_set_text (get_clipboard (f), "kept");
  app_timeline_focus (app_window_get_timeline (f->window));
  ask (f, "win.plot-copy", "");
  text = paste_text (f);
  g_assert_cmpstr (text, ==, "kept");
}

static void
test_words (Fixture *f, gconstpointer data)
{
  g_autofree char *caption = NULL, *citation = NULL;

  ask (f, "win.plot-caption", "portrait");
  caption = paste_text (f);
  g_assert_nonnull (strstr (caption, "L = 2, L_f = 2"));
  g_assert_nonnull (strstr (caption, "u_0 = 1e-8"));
  fixture_activate (f->window, "win.cite", NULL);
  citation = paste_text (f);
  g_assert_nonnull (strstr (citation, "@inproceedings{"));
}

static void
test_sweep (Fixture *f, gconstpointer data)
{
  FigureProvenance read;

  fixture_activate (f->window, "win.page", "'sweep'");
  ask (f, "win.plot-copy", "sweep");
  paste_picture (f, &read);
  g_assert_cmpstr (read.figure, ==, "sweep");
}

/* What goes to a printer, as a file. */
static void
test_print (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("plateau-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "page.pdf", NULL), *bytes = NULL;
  AppFigure *figure = app_figure_new (figure_compute (figure_find ("2a", NULL), NULL, NULL));
  const StudyView *view = figure_data_get_view (app_figure_get_data (figure));
  g_autoptr (GtkPrintOperation) operation = NULL;
  FigureExport options;
  gsize n;

  figure_export_init (&options);
  operation = app_export_print_new (figure, view, &options);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW (f->window), NULL),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_cmpuint (n, >, 5000);
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  app_figure_unref (figure);
  g_remove (path);
  g_rmdir (folder);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/app/plot-menu/" name, Fixture, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  ADD ("every-plot", test_every_plot);
  ADD ("copy", test_copy);
  ADD ("no-plot", test_no_plot);
  ADD ("words", test_words);
  ADD ("sweep", test_sweep);
  ADD ("print", test_print);
  return g_test_run ();
}
