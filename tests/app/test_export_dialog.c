/* The export dialog as people use it: choose, preview, save, copy, and what goes wrong. */
#include "app/export/export_dialog.h"
#include "app/session/restored_runs.h"
#include "figure/figure_registry.h"
#include "figure/file/film.h"
#include "figure/file/provenance_file.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

typedef struct
{
  AppWindow *window;
  AppExportDialog *dialog;
  char *folder;
} Fixture;

static void
wait_ready (AppExportDialog *dialog)
{
  wait_until (app_export_dialog_is_ready (dialog));
}

static char *
save (Fixture *f, const char *name)
{
  char *path = g_build_filename (f->folder, name, NULL);

  app_export_dialog_save_to (f->dialog, path);
  g_assert_true (app_export_dialog_is_saving (f->dialog));
  wait_until (!app_export_dialog_is_saving (f->dialog));
  return path;
}

static void
set_rho (Fixture *f, double rho)
{
  AppSession *session = app_window_get_session (f->window);
  ModelExperiment experiment = *app_session_get_experiment (session);

  model_experiment_set (&experiment, MODEL_RHO, rho, NULL);
  app_session_set_experiment (session, &experiment, NULL);
  fixture_wait_complete (f->window);
}

static void
setup (Fixture *f, gconstpointer data)
{
  f->window = fixture_open (1000, 700);
  set_rho (f, 0.25);
  app_session_set_playhead (app_window_get_session (f->window), 200);
  fixture_activate (f->window, "win.export", NULL);
  f->dialog = fixture_find_export (f->window);
  g_assert_nonnull (f->dialog);
  wait_ready (f->dialog);
  f->folder = g_dir_make_tmp ("plateau-dialog-XXXXXX", NULL);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_rmdir (f->folder);
  g_free (f->folder);
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  fixture_close (f->window);
}

/* What is saved opens as the run that is on screen, at its playhead. */
static void
test_saves (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "a.png", "a.svg", "a.pdf", "a.csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = save (f, names[i]);
      g_autoptr (GError) error = NULL;
      FigureProvenance read;

      g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), path));
      figure_provenance_load (&read, path, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (read.figure, ==, "grid");
      g_assert_cmpstr (read.view.panels, ==, "loss weights portrait features");
      g_assert_cmpfloat (read.view.playhead, ==, 200);
      g_assert_cmpfloat (model_experiment_get (&read.run.experiment, MODEL_RHO), ==, 0.25);
      g_remove (path);
    }
}

/* Every plot that is offered can be chosen, and gets its own size. */
static void
test_subjects (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      g_autofree char *path = NULL;
      double width, height;
      FigureProvenance read;

      if (!figure_takes_experiment (figure) || figure_is_slow (figure))
        continue;
      app_export_dialog_choose (f->dialog, figure_get_name (figure));
      wait_ready (f->dialog);
      path = save (f, "a.svg");
      g_assert_true (figure_provenance_load (&read, path, NULL));
      g_assert_cmpstr (read.figure, ==, figure_get_name (figure));
      figure_get_size (figure, &width, &height);
      g_assert_cmpfloat (read.options.width, ==, width);
      g_assert_cmpfloat (read.options.height, ==, height);
      g_remove (path);
    }
}

static int
count_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  int n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
wait_saved (Fixture *f)
{
  wait_until (!app_export_dialog_is_saving (f->dialog));
}

/* Numbered pictures are there in every build; the window's loop goes on while they are written. */
static void
test_films (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "a-%04d.png", NULL);
  g_autofree char *first = g_build_filename (f->folder, "a-0000.png", NULL);
  FigureProvenance read;
  int turns = 0;

  app_export_dialog_choose (f->dialog, "loss");
  wait_ready (f->dialog);
  app_export_dialog_choose_format (f->dialog, "-%04d.png");
  app_export_dialog_set_film (f->dialog, 2, 6);
  g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), "12 pictures"));
  app_export_dialog_save_to (f->dialog, path);
  while (app_export_dialog_is_saving (f->dialog))
    turns += g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (turns, >, 0);
  g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), path));
  g_assert_cmpint (count_files (f), ==, 12);
  g_assert_true (figure_provenance_load (&read, first, NULL));
  g_assert_cmpfloat (read.view.playhead, ==, 0);
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("a-%04d.png", i);
      g_autofree char *file = g_build_filename (f->folder, name, NULL);
      g_assert_cmpint (g_remove (file), ==, 0);
    }
}

/* Cancelled, or closed half way: nothing is left, not even what was begun. */
static void
test_film_cancelled (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "a-%d.png", "a.gif", "a.webm" };

  app_export_dialog_choose_format (f->dialog, "-%04d.png");
  app_export_dialog_set_film (f->dialog, 600, 60);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);

      if (!figure_film_is_built (path))
        continue;
      app_export_dialog_save_to (f->dialog, path);
      waiting_iterate ();
      gtk_widget_activate_action (GTK_WIDGET (f->dialog), "export.cancel", NULL);
      wait_saved (f);
      if (strstr (app_export_dialog_get_message (f->dialog), "install") == NULL)
        g_assert_cmpstr (app_export_dialog_get_message (f->dialog), ==,
                         "Cancelled: nothing was written");
      g_assert_cmpint (count_files (f), ==, 0);
    }
}

static void
test_film_closed (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "a-%d.png", NULL);

  app_export_dialog_choose_format (f->dialog, "-%04d.png");
  app_export_dialog_set_film (f->dialog, 600, 60);
  app_export_dialog_save_to (f->dialog, path);
  wait_until (count_files (f) > 0);
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  wait_until (count_files (f) == 0);
  fixture_activate (f->window, "win.export", NULL);
  f->dialog = fixture_find_export (f->window);
}

/* A figure in which nothing moves makes no film: said before somebody has chosen a name. */
static void
test_still (Fixture *f, gconstpointer data)
{
  app_export_dialog_choose (f->dialog, "1");
  app_export_dialog_choose (f->dialog, "map");
  wait_ready (f->dialog);
  app_export_dialog_choose_format (f->dialog, "-%04d.png");
  g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), "nothing in it moves"));
}

static void
test_lost_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  g_rmdir (f->folder);
  path = save (f, "a.png");
  g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), "no longer there"));
  g_assert_true (app_export_dialog_is_ready (f->dialog));
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit most;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &most), ==, 0);
  most.rlim_cur = MIN (bytes, most.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &most), ==, 0);
}

/* No room for the file: told in one line, nothing is left, and the next one goes well. */
static void
test_disk_full (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL, *again = NULL;

  limit_files (1000);
  path = save (f, "a.svg");
  limit_files (RLIM_INFINITY);
  g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), "cannot be written"));
  g_assert_null (strchr (app_export_dialog_get_message (f->dialog), '\n'));
  g_assert_cmpint (count_files (f), ==, 0);
  g_assert_true (app_export_dialog_is_ready (f->dialog));
  again = save (f, "a.svg");
  g_assert_true (g_str_has_prefix (app_export_dialog_get_message (f->dialog), "Saved"));
  g_remove (again);
}

/* It goes while a film is being written: the same words, and the dialog goes on. */
static void
test_folder_lost_midway (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "a.gif", NULL);

  if (!figure_film_is_built (path))
    {
      g_test_skip ("built without GIF");
      return;
    }
  app_export_dialog_choose (f->dialog, "loss");
  wait_ready (f->dialog);
  app_export_dialog_set_film (f->dialog, 1, 10);
  app_export_dialog_save_to (f->dialog, path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  wait_saved (f);
  g_assert_nonnull (strstr (app_export_dialog_get_message (f->dialog), "no longer there"));
  g_assert_true (app_export_dialog_is_ready (f->dialog));
}

static char *
save_and_read (Fixture *f, const char *name, gsize *n)
{
  g_autofree char *path = save (f, name);
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, n, NULL));
  return bytes;
}

static void
reopen_dialog (Fixture *f, const char *figure)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  fixture_activate (f->window, "win.export", NULL);
  f->dialog = fixture_find_export (f->window);
  wait_ready (f->dialog);
  app_export_dialog_choose (f->dialog, figure);
  wait_ready (f->dialog);
}

/* Pins, a race or seeds, a fork, trajectories: exported, opened, and exported to the same bytes. */
static void
assert_comes_back (Fixture *f, const char *figure)
{
  AppSession *session = app_window_get_session (f->window);
  g_autofree char *path = g_build_filename (f->folder, "a.svg", NULL), *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const ModelExperiment *experiment = app_session_get_experiment (session);
  ModelExperiment other = *experiment;
  gsize n, m;

  reopen_dialog (f, figure);
  first = save_and_read (f, "a.svg", &n);
  if (app_session_get_recipe (session)->is_fork)
    fixture_activate (f->window, "win.fork", NULL);
  model_experiment_set (&other, MODEL_RHO, -0.3, NULL);
  app_session_set_experiment (session, &other, NULL);
  app_session_set_comparison_mode (session, STUDY_ENSEMBLE_NONE);
  app_orbits_clear (app_session_get_orbits (session));
  fixture_wait_complete (f->window);
  app_window_open (f->window, file);
  wait_until (!app_restored_runs_is_pending (session));
  fixture_wait_complete (f->window);
  reopen_dialog (f, figure);
  second = save_and_read (f, "a.svg", &m);
  g_assert_cmpmem (first, n, second, m);
  g_remove (path);
}

static void
test_company_comes_back (Fixture *f, gconstpointer data)
{
  AppSession *session = app_window_get_session (f->window);
  const StudyOrbitStart start = { { 0.5, 0.25 }, TRUE };

  fixture_activate (f->window, "win.pin", NULL);
  set_rho (f, 0.5);
  app_orbits_add (app_session_get_orbits (session), &start, 1);
  app_session_set_ghost (session, study_pins_get (app_session_get_pins (session), 0));
  app_session_set_playhead (session, 150);
  assert_comes_back (f, "grid");
  g_assert_cmpint (study_pins_count (app_session_get_pins (session)), ==, 1);
  g_assert_cmpint (app_orbits_count (app_session_get_orbits (session)), ==, 1);
  g_assert_nonnull (app_session_get_compared (session)->ghost);
  fixture_activate (f->window, "win.difference", "0");
  assert_comes_back (f, "weights");
  g_assert_cmpint (study_pins_get_difference (app_session_get_pins (session)), ==, 0);
  fixture_activate (f->window, "win.unpin-last", NULL);
  fixture_activate (f->window, "win.race", NULL);
  assert_comes_back (f, "loss");
  g_assert_cmpint (app_session_get_comparison_mode (session), ==, STUDY_ENSEMBLE_FUSION);
}

static void
test_fork_comes_back (Fixture *f, gconstpointer data)
{
  AppSession *session = app_window_get_session (f->window);

  fixture_activate (f->window, "win.fork", NULL);
  set_rho (f, 0.7);
  assert_comes_back (f, "run");
  g_assert_true (app_session_get_recipe (session)->is_fork);
  g_assert_cmpfloat (model_experiment_get (app_session_get_experiment (session), MODEL_RHO), ==,
                     0.7);
  assert_comes_back (f, "portrait");
}

/* Without other runs: no pin in the file, but the run of a fork is its future still. */
static void
test_alone (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  FigureProvenance read;

  fixture_activate (f->window, "win.pin", NULL);
  fixture_activate (f->window, "win.fork", NULL);
  reopen_dialog (f, "loss");
  app_export_dialog_set_with_compared (f->dialog, FALSE);
  wait_ready (f->dialog);
  path = save (f, "a.svg");
  g_assert_true (figure_provenance_load (&read, path, NULL));
  g_assert_true (study_compared_is_empty (&read.compared));
  g_assert_true (read.run.is_fork);
  g_remove (path);
}

static void
pasted_cb (GObject *provider, GAsyncResult *result, gpointer done)
{
  g_assert_true (
      gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (provider), result, NULL));
  *(gboolean *) done = TRUE;
}

static void
test_copies (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *type, *mark;
  } kinds[] = { { "image/png", "pHYs" },
                { "image/png", "Description" },
                { "image/svg+xml", "<metadata>" },
                { "application/pdf", "%PDF" } };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->dialog));

  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "export.copy", NULL);
  wait_until (gdk_clipboard_is_local (clipboard));
  g_assert_true (
      gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
  /* What is pasted is the file that would be saved, of its size in mm, and opens again. */
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GOutputStream) pasted = g_memory_output_stream_new_resizable ();
      GdkContentProvider *provider = gdk_clipboard_get_content (clipboard);
      gboolean done = FALSE;

      g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                            kinds[i].type));
      gdk_content_provider_write_mime_type_async (provider, kinds[i].type, pasted, 0, NULL,
                                                  pasted_cb, &done);
      wait_until (done);
      g_assert_nonnull (
          memmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (pasted)),
                  g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (pasted)),
                  kinds[i].mark, strlen (kinds[i].mark)));
    }
}

static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  GtkWidget *found =
      ADW_IS_PREFERENCES_ROW (widget) &&
              g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title)
          ? widget
          : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_titled (child, title);
  return found;
}

/* What a row says is in the file; where it went can be shown. */
static void
test_page_options (Fixture *f, gconstpointer data)
{
  GtkWidget *show = GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (f->dialog), APP_TYPE_EXPORT_DIALOG, "show_folder"));
  g_autofree char *path = NULL;
  FigureProvenance read;

  g_assert_false (gtk_widget_get_visible (show));
  gtk_editable_set_text (
      fixture_find (find_titled (GTK_WIDGET (f->dialog), "Font"), GTK_TYPE_ENTRY), "Serif");
  adw_action_row_activate (ADW_ACTION_ROW (find_titled (GTK_WIDGET (f->dialog), "Without titles")));
  path = save (f, "a.svg");
  g_assert_true (gtk_widget_get_visible (show));
  g_assert_true (figure_provenance_load (&read, path, NULL));
  g_assert_cmpstr (read.options.font, ==, "Serif");
  g_assert_true (read.options.hide_titles);
  g_assert_cmpfloat (read.options.line_width, ==, 1);
  g_remove (path);
}

static GtkSpinButton *
get_spin (Fixture *f, const char *name)
{
  return GTK_SPIN_BUTTON (
      gtk_widget_get_template_child (GTK_WIDGET (f->dialog), APP_TYPE_EXPORT_DIALOG, name));
}

/* Panels reflow as the page is narrowed, and the height follows. */
static void
test_height_follows_width (Fixture *f, gconstpointer data)
{
  GtkSpinButton *width = get_spin (f, "width");
  GtkSpinButton *height = get_spin (f, "height");

  app_export_dialog_choose (f->dialog, "grid");
  g_assert_cmpfloat (gtk_spin_button_get_value (height), ==, 120);
  gtk_spin_button_set_value (width, 85);
  g_assert_cmpfloat (gtk_spin_button_get_value (height), >, 200);
  gtk_spin_button_set_value (width, 174);
  g_assert_cmpfloat (fabs (gtk_spin_button_get_value (height) - 120), <=, 1);
}

/* Closed while it computes or saves: nothing is called back into what is gone. */
static void
test_closes_early (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "a.png", NULL);

  app_export_dialog_save_to (f->dialog, path);
  gtk_window_close (GTK_WINDOW (f->dialog));
  wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  fixture_settle ();
  g_remove (path);
  fixture_activate (f->window, "win.export", NULL);
  f->dialog = fixture_find_export (f->window);
  app_export_dialog_choose (f->dialog, "surface");
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  fixture_settle ();
  fixture_activate (f->window, "win.export", NULL);
  f->dialog = fixture_find_export (f->window);
}

/* One choice sets width, letters and style; the height follows. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  AdwComboRow *page = ADW_COMBO_ROW (
      gtk_widget_get_template_child (GTK_WIDGET (f->dialog), APP_TYPE_EXPORT_DIALOG, "page"));

  app_export_dialog_choose (f->dialog, "grid");
  adw_combo_row_set_selected (page, 1);
  g_assert_cmpfloat (fabs (gtk_spin_button_get_value (get_spin (f, "width")) - 82.55), <, 0.6);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "font_size")), ==, 7);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "height")), >, 200);
  adw_combo_row_set_selected (page, 6);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "width")), ==, 254);
  g_assert_cmpfloat (fabs (gtk_spin_button_get_value (get_spin (f, "height")) - 142.9), <, 0.6);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "font_size")), ==, 14);
  /* The row tells the truth of another figure, too, and of the way back. */
  adw_combo_row_set_selected (page, 1);
  app_export_dialog_choose (f->dialog, "loss");
  g_assert_cmpfloat (fabs (gtk_spin_button_get_value (get_spin (f, "width")) - 82.55), <, 0.6);
  adw_combo_row_set_selected (page, 0);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "width")), ==, 85);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "height")), ==, 55);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  signal (SIGXFSZ, SIG_IGN);
  add ("/app/export-dialog/saves", test_saves);
  add ("/app/export-dialog/subjects", test_subjects);
  add ("/app/export-dialog/films", test_films);
  add ("/app/export-dialog/film-cancelled", test_film_cancelled);
  add ("/app/export-dialog/film-closed", test_film_closed);
  add ("/app/export-dialog/still", test_still);
  add ("/app/export-dialog/lost-folder", test_lost_folder);
  add ("/app/export-dialog/disk-full", test_disk_full);
  add ("/app/export-dialog/folder-lost-midway", test_folder_lost_midway);
  add ("/app/export-dialog/company-comes-back", test_company_comes_back);
  add ("/app/export-dialog/fork-comes-back", test_fork_comes_back);
  add ("/app/export-dialog/alone", test_alone);
  add ("/app/export-dialog/copies", test_copies);
  add ("/app/export-dialog/height-follows-width", test_height_follows_width);
  add ("/app/export-dialog/page-options", test_page_options);
  add ("/app/export-dialog/pages", test_pages);
  add ("/app/export-dialog/closes-early", test_closes_early);
  return g_test_run ();
}
