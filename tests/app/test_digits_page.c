/* The page of digits in a real window: train, pause, stop, refuse, and keep the window fluid. */
#include "app/export/export_dialog.h"
#include "figure/figure_digits.h"
#include "figure/figure_registry.h"
#include "figure/file/provenance_file.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
set (AppDigitsPage *page, DigitsKey key, double value)
{
  app_digits_row_set_value (app_digits_page_get_row (page, key), value);
}

/* Small enough for a fraction of a second. */
static AppDigitsPage *
open_page (AppWindow *window, int epochs)
{
  AppDigitsPage *page = app_window_get_digits (window);

  fixture_activate (window, "win.page", "'digits'");
  set (page, DIGITS_KEY_TRAIN, 200);
  set (page, DIGITS_KEY_TEST, 50);
  set (page, DIGITS_KEY_WIDTH, 10);
  set (page, DIGITS_KEY_DEPTH, 2);
  set (page, DIGITS_KEY_EPOCHS, epochs);
  set (page, DIGITS_KEY_CHECKS, 1);
  fixture_settle ();
  return page;
}

static void
activate (AppDigitsPage *page, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), action, NULL));
}

static void
wait_for_end (AppDigitsPage *page)
{
  wait_until (!app_digits_page_is_busy (page));
  fixture_settle ();
}

static void
test_train (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 3);

  /* Samples are there before anything was trained. */
  g_assert_nonnull (app_digits_page_get_state (page)->samples);
  activate (page, "digits.train");
  wait_for_end (page);
  g_assert_cmpint (app_digits_page_get_state (page)->phase, ==, DIGITS_STATE_FINISHED);
  g_assert_cmpint (app_digits_page_get_state (page)->n_rows, ==, 4);
  fixture_close (window);
}

/* Whether nothing was trained for a while: a step that was under way may still end. */
static gboolean
stands_still (AppDigitsPage *page)
{
  const int rows = app_digits_page_get_state (page)->n_rows;

  fixture_settle ();
  return app_digits_page_get_state (page)->n_rows == rows;
}

/* What is paused costs nothing. */
static void
test_pause_and_stop (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 10000);
  int rows;

  activate (page, "digits.train");
  wait_until (app_digits_page_get_state (page)->n_rows > 0);
  activate (page, "digits.pause");
  fixture_wait_for_rest (window);
  wait_until (stands_still (page));
  g_assert_cmpint (app_digits_page_get_state (page)->phase, ==, DIGITS_STATE_TRAINING);
  rows = app_digits_page_get_state (page)->n_rows;
  activate (page, "digits.pause"); /* goes on */
  wait_until (app_digits_page_get_state (page)->n_rows > rows);
  activate (page, "digits.pause");
  fixture_wait_for_rest (window);
  activate (page, "digits.stop");
  wait_for_end (page);
  g_assert_cmpint (app_digits_page_get_state (page)->phase, ==, DIGITS_STATE_STOPPED);
  /* Closed while it trains. */
  activate (page, "digits.train");
  wait_until (app_digits_page_is_busy (page));
  fixture_close (window);
}

static void
test_fusion_follows_depth (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 3);
  DigitsOptions options;

  set (page, DIGITS_KEY_FUSION, 5);
  options = app_digits_page_get_plan (page)->options;
  g_assert_cmpfloat (options.values[DIGITS_KEY_FUSION], ==, 2);
  set (page, DIGITS_KEY_DEPTH, 6);
  set (page, DIGITS_KEY_FUSION, 6);
  options = app_digits_page_get_plan (page)->options;
  g_assert_cmpfloat (options.values[DIGITS_KEY_FUSION], ==, 6);
  g_assert_true (digits_options_validate (&options, 28, NULL));
  fixture_close (window);
}

static void
emit (AppDigitsView *view, GType type, const char *signal, double x, double y)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (all, i);
      gboolean taken;

      if (!G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        continue;
      if (type == GTK_TYPE_EVENT_CONTROLLER_KEY)
        g_signal_emit_by_name (controller, signal, (guint) x, 0, 0, &taken);
      else if (g_str_equal (signal, "leave"))
        g_signal_emit_by_name (controller, signal);
      else
        g_signal_emit_by_name (controller, signal, x, y);
    }
}

/* What one plot reads out, the other does too; keys go on from the pointer; a new run forgets it.
 */
static void
test_hover (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 5);
  AppDigitsView *loss = app_digits_page_get_loss_view (page);
  AppDigitsView *accuracy = app_digits_page_get_accuracy_view (page);
  const GType motion = GTK_TYPE_EVENT_CONTROLLER_MOTION, key = GTK_TYPE_EVENT_CONTROLLER_KEY;
  const double width = gtk_widget_get_width (GTK_WIDGET (loss));

  emit (loss, motion, "motion", width / 2, 60);
  emit (loss, key, "key-pressed", GDK_KEY_Left, 0);
  g_assert_cmpint (app_digits_view_get_hover (accuracy), ==, -1);
  activate (page, "digits.train");
  wait_for_end (page);
  /* Somewhere in the middle of epochs 0 to 5. */
  emit (loss, motion, "motion", width / 2, 60);
  const int row = app_digits_view_get_hover (accuracy);
  g_assert_cmpint (row, >=, 1);
  g_assert_cmpint (row, <=, 4);
  g_assert_cmpint (app_digits_view_get_hover (loss), ==, row);
  emit (accuracy, key, "key-pressed", GDK_KEY_Right, 0);
  g_assert_cmpint (app_digits_view_get_hover (loss), ==, row + 1);
  emit (accuracy, key, "key-pressed", GDK_KEY_End, 0);
  emit (accuracy, key, "key-pressed", GDK_KEY_Right, 0);
  g_assert_cmpint (app_digits_view_get_hover (loss), ==, 5);
  fixture_settle ();
  emit (loss, motion, "leave", 0, 0);
  g_assert_cmpint (app_digits_view_get_hover (loss), ==, -1);
  emit (loss, key, "key-pressed", GDK_KEY_Left, 0);
  g_assert_cmpint (app_digits_view_get_hover (loss), ==, 5);
  set (page, DIGITS_KEY_EPOCHS, 1);
  activate (page, "digits.train");
  wait_for_end (page);
  g_assert_cmpint (app_digits_view_get_hover (loss), ==, -1);
  fixture_close (window);
}

/* A CNN has its own defaults, and one fusion layer more than convolutions. */
static void
test_model (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 3);
  DigitsOptions options;

  app_digits_page_set_model (page, DIGITS_CNN);
  options = app_digits_page_get_plan (page)->options;
  g_assert_cmpint (options.model, ==, DIGITS_CNN);
  g_assert_cmpfloat (options.values[DIGITS_KEY_DEPTH], ==, 4);
  g_assert_cmpfloat (options.values[DIGITS_KEY_FUSION], ==, 5);
  g_assert_cmpfloat (options.values[DIGITS_KEY_CORRUPT_B], ==, 0.8);
  app_digits_page_set_model (page, DIGITS_MLP);
  options = app_digits_page_get_plan (page)->options;
  g_assert_cmpfloat (options.values[DIGITS_KEY_DEPTH], ==, 5);
  g_assert_cmpfloat (options.values[DIGITS_KEY_CORRUPT_B], ==, 0.6);
  g_assert_cmpfloat (options.values[DIGITS_KEY_FUSION], ==, 5);
  fixture_close (window);
}

static void
test_missing_folder (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 3);

  app_digits_page_set_folder (page, "/nonexistent");
  activate (page, "digits.train");
  wait_for_end (page);
  g_assert_cmpint (app_digits_page_get_state (page)->phase, ==, DIGITS_STATE_FAILED);
  g_assert_nonnull (strstr (app_digits_page_get_state (page)->message, "no such folder"));
  fixture_close (window);
}

static void
test_table (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 1);

  activate (page, "digits.table");
  wait_for_end (page);
  g_assert_cmpint (app_digits_page_get_state (page)->table.seeds, ==, 3);
  g_assert_true (app_digits_page_get_state (page)->table.cells[1][2].done);
  fixture_close (window);
}

static GBytes *
export_to (AppWindow *window, const char *figure, const char *path)
{
  AppExportDialog *dialog;
  char *bytes;
  gsize n;

  fixture_activate (window, "win.export", NULL);
  dialog = fixture_find_export (window);
  g_assert_nonnull (dialog);
  app_export_dialog_choose (dialog, figure);
  g_assert_true (app_export_dialog_is_ready (dialog));
  app_export_dialog_save_to (dialog, path);
  wait_until (!app_export_dialog_is_saving (dialog));
  g_assert_nonnull (strstr (app_export_dialog_get_message (dialog), path));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  return g_bytes_new_take (bytes, n);
}

static void
assert_options (AppDigitsPage *page, const DigitsOptions *expected)
{
  DigitsOptions options;

  options = app_digits_page_get_plan (page)->options;
  g_assert_cmpint (options.model, ==, expected->model);
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    g_assert_cmpfloat (options.values[key], ==, expected->values[key]);
}

/* What is on screen is exported; the file brings its options back; trained again, the same bytes
 * come out. */
static void
test_export (void)
{
  static const char *const figures[] = { "digits", "digits-samples", "digits-filters",
                                         "digits-table" };
  static const char *const endings[] = { "svg", "png", "pdf", "csv" };
  g_autofree char *folder = g_dir_make_tmp ("plateau-page-XXXXXX", NULL);
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 2);
  DigitsOptions options;

  set (page, DIGITS_KEY_FUSION, 1);
  set (page, DIGITS_KEY_SEED, 5);
  options = app_digits_page_get_plan (page)->options;
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/a.%s", folder, endings[i]);
      const char *action = i < 3 ? "digits.train" : "digits.table";
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GBytes) first = NULL, second = NULL;

      activate (page, action);
      wait_for_end (page);
      first = export_to (window, figures[i], path);
      app_digits_page_set_model (page, DIGITS_CNN);
      set (page, DIGITS_KEY_SEED, 77);
      fixture_activate (window, "win.page", "'learn'");
      app_window_open (window, file);
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                       "digits");
      assert_options (page, &options);
      activate (page, action);
      wait_for_end (page);
      second = export_to (window, figures[i], path);
      g_assert_true (g_bytes_equal (first, second));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  fixture_close (window);
}

/* Of a run under way, what is recorded so far: the file says how far, and can be drawn again. */
static void
test_export_in_flight (void)
{
  g_autofree char *folder = g_dir_make_tmp ("plateau-page-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 10000);
  g_autoptr (GBytes) first = NULL, second = NULL;
  g_autoptr (FigureData) data = NULL;
  g_autoptr (GError) error = NULL;
  FigureProvenance read;
  char *bytes;
  gsize n;

  /* Before anything is trained there are images only. */
  g_autoptr (GPtrArray) before = app_digits_page_new_figures (page);
  g_assert_cmpuint (before->len, ==, 1);
  activate (page, "digits.train");
  wait_until (app_digits_page_get_state (page)->n_rows > 3);
  first = export_to (window, "digits", path);
  g_assert_true (app_digits_page_is_busy (page));
  activate (page, "digits.stop");
  wait_for_end (page);
  figure_provenance_load (&read, path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (read.digits, "\npieces = "));
  data = figure_compute_from (&read, NULL, &error);
  g_assert_no_error (error);
  figure_write (data, &read.view, &read.options, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  second = g_bytes_new_take (bytes, n);
  g_assert_true (g_bytes_equal (first, second));
  /* Opened while a run goes on, it leaves that run alone. */
  g_autoptr (GFile) file = g_file_new_for_path (path);
  activate (page, "digits.train");
  wait_until (app_digits_page_get_state (page)->n_rows > 1);
  app_window_open (window, file);
  g_assert_true (app_digits_page_is_busy (page));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  fixture_close (window);
}

static void
write_text (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* What is not ours, is newer, or cannot be read, leaves the page, its options and its run alone. */
static void
test_foreign_files (void)
{
  static const struct
  {
    const char *name, *text;
  } files[] = {
    { "a.svg", "<svg><metadata># Plateau 0.1.0\n[digits]\nwidth = 0\n</metadata></svg>" },
    { "a.plateau", "# Plateau 99.0\n[digits]\nattention = 8\n" },
    { "b.plateau", "[figure]\nname = 2a\n[digits]\nmodel = mlp\n" },
    { "a.png", "\x89PNG\r\n\x1a\n" },
    { "a.pdf", "%PDF-1.5\n/Subject (# Plateau 0.1.0\\n[digits]\\nmodel = x)\n" },
    { "a.csv", "# Plateau 0.1.0\n# [digits]\n# depth = 99\nepoch\n" },
  };
  g_autofree char *folder = g_dir_make_tmp ("plateau-page-XXXXXX", NULL);
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 10000);
  DigitsOptions options;

  options = app_digits_page_get_plan (page)->options;
  activate (page, "digits.train");
  wait_until (app_digits_page_get_state (page)->n_rows > 1);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      write_text (path, files[i].text);
      app_window_open (window, file);
      assert_options (page, &options);
      g_assert_true (app_digits_page_is_busy (page));
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                       "digits");
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  /* A folder, and a pipe, which nobody waits for. */
  g_autofree char *pipe = g_build_filename (folder, "pipe.plateau", NULL);
  const char *const odd[] = { folder, pipe };
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (odd[i]);

      app_window_open (window, file);
      assert_options (page, &options);
      g_assert_true (app_digits_page_is_busy (page));
    }
  g_assert_cmpint (g_unlink (pipe), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  fixture_close (window);
}

/* The dialog offers what there is, each with its size, and copies it. */
static void
test_export_dialog (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = open_page (window, 1);
  AppExportDialog *dialog;
  GdkClipboard *clipboard;

  activate (page, "digits.train");
  wait_for_end (page);
  fixture_activate (window, "win.export", NULL);
  dialog = fixture_find_export (window);
  app_export_dialog_choose (dialog, "digits-filters");
  g_assert_true (app_export_dialog_is_ready (dialog));
  fixture_settle ();
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "export.copy", NULL);
  wait_until (g_str_equal (app_export_dialog_get_message (dialog), "Copied"));
  g_assert_true (
      gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
  app_export_dialog_choose_format (dialog, ".svg");
  app_export_dialog_choose_format (dialog, ".png");
  /* 174 x 36 mm at 300 dpi: the figure's own size. */
  g_assert_nonnull (strstr (app_export_dialog_get_message (dialog), "2055 × 425"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  fixture_close (window);
}

/* Figures of the paper set what they are made of; a finer number than is shown stays exact. */
static void
test_plans (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = app_window_get_digits (window);
  DigitsPlan plan;

  for (int i = 0; i < 3; i++)
    {
      static const char *const names[] = { "14", "7", "table1" };
      g_autofree char *parameter = g_strdup_printf ("'%s'", names[i]);

      fixture_activate (window, "win.figure", parameter);
      g_assert_true (figure_get_digits (figure_find (names[i], NULL), &plan));
      assert_options (page, &plan.options);
    }
  plan.options.values[DIGITS_KEY_RATE] = 0.00037;
  plan.options.values[DIGITS_KEY_CORRUPT_A] = 1.0 / 3;
  plan.options.values[DIGITS_KEY_DEPTH] = 2;
  plan.options.values[DIGITS_KEY_FUSION] = 1;
  app_digits_page_set_plan (page, &plan);
  fixture_settle ();
  assert_options (page, &plan.options);
  fixture_close (window);
}

static void
assert_undo_name (AppDigitsPage *page, const char *name)
{
  g_assert_cmpstr (app_undo_get_undo_name (app_digits_page_get_undo (page)), ==, name);
}

/* A moved slider is one step, its fusion layer too; a model with its defaults, a picture with all
 * its options, the images: one step each; and all the way back, and forth again. */
static void
test_undo (void)
{
  AppWindow *window = fixture_open (1280, 820);
  AppDigitsPage *page = app_window_get_digits (window);
  DigitsOptions states[6];
  DigitsPlan plan;
  int n = 0;

  fixture_activate (window, "win.page", "'digits'");
  g_assert_null (app_undo_get_undo_name (app_digits_page_get_undo (page)));
  states[n++] = app_digits_page_get_plan (page)->options;
  for (int width = 210; width <= 250; width += 10)
    set (page, DIGITS_KEY_WIDTH, width);
  assert_undo_name (page, "Width");
  states[n++] = app_digits_page_get_plan (page)->options;
  set (page, DIGITS_KEY_DEPTH, 3);
  assert_undo_name (page, "Depth L");
  states[n++] = app_digits_page_get_plan (page)->options;
  g_assert_cmpfloat (states[2].values[DIGITS_KEY_FUSION], ==, 3);
  app_digits_page_set_model (page, DIGITS_CNN);
  assert_undo_name (page, "Network");
  states[n++] = app_digits_page_get_plan (page)->options;
  g_assert_true (figure_get_digits (figure_find ("14", NULL), &plan));
  plan.options.values[DIGITS_KEY_RATE] = 0.00037;
  plan.folder = g_intern_static_string ("/nonexistent");
  app_digits_page_set_plan (page, &plan);
  states[n++] = app_digits_page_get_plan (page)->options;
  app_digits_page_set_folder (page, NULL);
  assert_undo_name (page, "Images");
  states[n++] = app_digits_page_get_plan (page)->options;
  g_assert_cmpint (n, ==, 6);

  for (int i = n - 2; i >= 0; i--)
    {
      fixture_activate (window, "win.undo", NULL);
      assert_options (page, &states[i]);
      plan = *app_digits_page_get_plan (page);
      g_assert_cmpstr (plan.folder, ==, i == 4 ? "/nonexistent" : NULL);
    }
  g_assert_null (app_undo_get_undo_name (app_digits_page_get_undo (page)));
  for (int i = 1; i < n; i++)
    {
      fixture_activate (window, "win.redo", NULL);
      assert_options (page, &states[i]);
    }
  /* The first page's steps are others. */
  fixture_activate (window, "win.page", "'learn'");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
  assert_options (page, &states[n - 1]);
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/digits-page/train", test_train);
  g_test_add_func ("/app/digits-page/pause-and-stop", test_pause_and_stop);
  g_test_add_func ("/app/digits-page/fusion-follows-depth", test_fusion_follows_depth);
  g_test_add_func ("/app/digits-page/hover", test_hover);
  g_test_add_func ("/app/digits-page/model", test_model);
  g_test_add_func ("/app/digits-page/missing-folder", test_missing_folder);
  g_test_add_func ("/app/digits-page/table", test_table);
  g_test_add_func ("/app/digits-page/export", test_export);
  g_test_add_func ("/app/digits-page/export-in-flight", test_export_in_flight);
  g_test_add_func ("/app/digits-page/foreign-files", test_foreign_files);
  g_test_add_func ("/app/digits-page/export-dialog", test_export_dialog);
  g_test_add_func ("/app/digits-page/plans", test_plans);
  g_test_add_func ("/app/digits-page/undo", test_undo);
  return g_test_run ();
}
