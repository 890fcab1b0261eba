/* The page of sweeps: runs, pauses, refuses, exports; a point opens its run. */
#include "app/export/export_dialog.h"
#include "app/sweep/sweep_cache.h"
#include "app/sweep/sweep_state.h"
#include "app/sweep/sweep_table.h"
#include "app/sweep/sweep_view.h"
#include "figure/figure_registry.h"
#include "figure/figure_sweeps.h"
#include "run/sweep_files.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Rows of two points and three seeds; none of them takes a millisecond. */
#define TEXT                                                                                       \
  "[sweep]\ntitle = Mine\nx = rho 0 0.5\nseeds = 3\n[data]\nsamples = 0\n[network]\nfusion = 2\n"

/* Cells that only a stop ends. */
#define ENDLESS                                                                                    \
  "[sweep]\ntitle = Endless\nx = rho 0 0.5\nseeds = 3\n[training]\n"                               \
  "learning_rate = 1e-9\nepochs = 1e9\n"

static char *cache;

static AppSweepPage *
open_page (AppWindow *window)
{
  fixture_activate (window, "win.page", "'sweep'");
  fixture_settle ();
  return app_window_get_sweep_page (window);
}

static void
wait_end (AppSweepPage *page)
{
  wait_until (!app_sweep_page_is_running (page));
}

static int
count_done (AppSweepPage *page)
{
  const StudySweepResults *results = app_sweep_page_get_results (page);
  int done = 0;

  for (int cell = 0; cell < results->sweep->n_cells; cell++)
    done += results->results[cell].status != RUN_SWEEP_MISSING;
  return done;
}

static void
test_run (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);

  /* The first of the program's own is there at once, with theory and without points. */
  g_assert_nonnull (app_sweep_page_get_results (page));
  g_assert_cmpint (count_done (page), ==, 0);
  app_sweep_page_set_text (page, TEXT);
  app_sweep_page_run (page);
  g_assert_true (app_sweep_page_is_running (page));
  wait_end (page);
  g_assert_cmpint (count_done (page), ==, 6);
  /* Chosen again, the same sweep needs not run again. */
  app_sweep_page_choose (page, "6c");
  g_assert_cmpint (count_done (page), ==, 0);
  app_sweep_page_set_text (page, TEXT);
  g_assert_cmpint (count_done (page), ==, 6);
  fixture_close (window);
}

/* Runs what is asked for first, as it takes long. */
static void
run_long (AppSweepPage *page)
{
  app_sweep_page_run (page);
  g_assert_false (app_sweep_page_is_running (page));
  wait_until (app_sweep_page_get_question (page) != NULL);
  app_sweep_page_run (page); /* it is asked for already */
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (app_sweep_page_get_question (page)), "begin");
  g_assert_true (app_sweep_page_is_running (page));
  fixture_settle ();
}

/* What takes longer than a minute is begun only by who says so; another text is another question.
 */
static void
test_question (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  AdwMessageDialog *question;

  app_sweep_page_set_text (page, ENDLESS);
  app_sweep_page_run (page);
  wait_until (app_sweep_page_get_question (page) != NULL);
  question = ADW_MESSAGE_DIALOG (app_sweep_page_get_question (page));
  g_test_message ("%s", adw_message_dialog_get_heading (question));
  adw_message_dialog_response (question, "cancel");
  g_assert_null (app_sweep_page_get_question (page));
  g_assert_false (app_sweep_page_is_running (page));
  app_sweep_page_run (page);
  wait_until (app_sweep_page_get_question (page) != NULL);
  app_sweep_page_set_text (page, TEXT);
  g_assert_null (app_sweep_page_get_question (page));
  fixture_settle ();
  fixture_close (window);
}

/* A row for each cell that has run: sorted, filtered, as CSV; a row opens its run. */
static void
test_table (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  AppSweepTable *table = fixture_find (page, APP_TYPE_SWEEP_TABLE);
  GtkToggleButton *as_table = GTK_TOGGLE_BUTTON (
      gtk_widget_get_template_child (GTK_WIDGET (page), APP_TYPE_SWEEP_PAGE, "as_table"));
  GtkColumnView *view = app_sweep_table_get_view (table);
  g_autoptr (GtkColumnViewColumn) seed = NULL;
  g_autofree char *none = NULL, *all = NULL, *sorted = NULL, *found = NULL;

  app_sweep_page_set_text (page, TEXT "width = 20\n"); /* that nobody has run */
  gtk_toggle_button_set_active (as_table, TRUE);
  fixture_settle ();
  none = app_sweep_table_dup_csv (table);
  g_assert_cmpstr (none, ==, "rho,seed,status,ratio,t_a,t_b,misattribution\n");
  app_sweep_page_run (page);
  wait_end (page);
  all = app_sweep_table_dup_csv (table);
  g_assert_nonnull (strstr (all, "\n0,1,learned,"));
  g_assert_nonnull (strstr (all, "\n0.5,3,learned,"));
  seed = g_list_model_get_item (gtk_column_view_get_columns (view), 1);
  gtk_column_view_sort_by_column (view, seed, GTK_SORT_DESCENDING);
  sorted = app_sweep_table_dup_csv (table);
  g_assert_nonnull (strstr (sorted, "misattribution\n0,3,learned,"));
  app_sweep_table_filter (table, "0.5");
  found = app_sweep_table_dup_csv (table);
  g_test_message ("%s", found);
  g_assert_nonnull (strstr (found, "\n0.5,1,learned,"));
  g_assert_cmpuint (strlen (found), <, strlen (all));
  g_signal_emit_by_name (view, "activate", 0);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "learn");
  fixture_close (window);
}

/* What is paused costs nothing. */
static void
test_pause (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);

  app_sweep_page_set_text (page, ENDLESS);
  run_long (page);
  app_sweep_page_run (page); /* pauses */
  fixture_wait_for_rest (window);
  g_assert_true (app_sweep_page_is_running (page));
  app_sweep_page_stop (page); /* as it stands */
  wait_end (page);
  run_long (page);
  app_sweep_page_run (page); /* pauses */
  fixture_wait_for_rest (window);
  app_sweep_page_run (page); /* goes on */
  app_sweep_page_stop (page);
  wait_end (page);
  g_assert_cmpint (count_done (page), <, app_sweep_page_get_results (page)->sweep->n_cells);
  fixture_close (window);
}

static void
test_problem (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);

  app_sweep_page_set_text (page, "[sweep]\nx = rho 0 2\n");
  g_assert_null (app_sweep_page_get_results (page));
  g_assert_nonnull (strstr (app_sweep_page_get_problem (page), "rho = 2"));
  app_sweep_page_run (page);
  g_assert_false (app_sweep_page_is_running (page));
  app_sweep_page_set_text (page, TEXT);
  g_assert_cmpstr (app_sweep_page_get_problem (page), ==, "");
  fixture_close (window);
}

static void
test_open_point (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  const ModelExperiment *experiment;

  app_sweep_page_set_text (page, TEXT);
  g_signal_emit_by_name (fixture_find (page, APP_TYPE_SWEEP_VIEW), "point-activated", 1);
  experiment = app_session_get_experiment (app_window_get_session (window));
  g_assert_cmpfloat (model_experiment_get (experiment, MODEL_RHO), ==, 0.5);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "learn");
  fixture_close (window);
}

static GBytes *
export_to (AppWindow *window, const char *path)
{
  AppExportDialog *dialog;
  g_autofree char *text = NULL;
  gsize n;

  fixture_activate (window, "win.export", NULL);
  dialog = fixture_find_export (window);
  g_assert_true (app_export_dialog_is_ready (dialog));
  app_export_dialog_save_to (dialog, path);
  wait_until (!app_export_dialog_is_saving (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (g_file_get_contents (path, &text, &n, NULL));
  return g_bytes_new_take (g_steal_pointer (&text), n);
}

/* Exported, opened again in its stead and exported: the same sweep, the same points, the same
 * bytes; of lines and of a map. */
static void
test_export (void)
{
  static const char *const endings[] = { "png", "svg", "pdf", "csv" };
  static const char *const texts[] = {
    TEXT, "[sweep]\nx = rho 0 0.5\ny = sigma_a 2 3\nmeasure = misattribution\n[data]\nsamples = 0\n"
          "[network]\nfusion = 2\n"
  };
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);

  for (gsize i = 0; i < G_N_ELEMENTS (texts) * G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/plot.%s", cache, endings[i % 4]);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GBytes) first = NULL, second = NULL;
      g_autofree char *text = NULL;

      app_sweep_page_set_text (page, texts[i / 4]);
      app_sweep_page_run (page);
      wait_end (page);
      text = g_strdup (app_sweep_page_get_results (page)->sweep->text);
      first = export_to (window, path);
      app_sweep_page_choose (page, "9");
      fixture_activate (window, "win.page", "'learn'");
      app_window_open (window, file);
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                       "sweep");
      g_assert_cmpstr (app_sweep_page_get_results (page)->sweep->text, ==, text);
      second = export_to (window, path);
      g_assert_true (g_bytes_equal (first, second));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  fixture_close (window);
}

/* Figures that are sweeps open here, whatever was typed before, with what they draw; others open
 * their run. */
static void
test_figures (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = app_window_get_sweep_page (window);

  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      g_autofree char *parameter = g_strdup_printf ("'%s'", figure_get_name (figure));
      RunSweepMeasure measure;
      const char *name = figure_get_sweep (figure, &measure);
      g_autoptr (RunSweep) sweep = name != NULL ? run_sweep_files_load (name, NULL) : NULL;

      if (name == NULL)
        continue;
      app_sweep_page_set_text (page, "nonsense");
      fixture_activate (window, "win.figure", parameter);
      g_assert_nonnull (app_sweep_page_get_results (page));
      g_assert_cmpstr (app_sweep_page_get_results (page)->sweep->text, ==, sweep->text);
      g_assert_cmpint (app_sweep_page_get_results (page)->measure, ==, measure);
    }
  fixture_activate (window, "win.figure", "'2b'");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "learn");
  fixture_close (window);
}

/* A journal opens with its sweep, and with its results. */
static void
test_journal (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  g_autofree char *path = g_build_filename (cache, "mine.csv", NULL), *kept = NULL, *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  app_sweep_page_set_text (page, TEXT "width = 30\n");
  app_sweep_page_run (page);
  wait_end (page);
  kept = app_sweep_cache_get_path (app_sweep_page_get_results (page)->sweep);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  app_sweep_page_forget (page);
  g_assert_cmpint (count_done (page), ==, 0);
  app_sweep_page_choose (page, "9");
  fixture_activate (window, "win.page", "'learn'");
  app_window_open (window, file);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "sweep");
  g_assert_cmpint (count_done (page), ==, 6);
  g_assert_cmpint (app_sweep_page_get_results (page)->sweep->n_seeds, ==, 3);
  fixture_close (window);
}

/* `plateau FILE` and dropped files: a sweep opens on its page. */
static void
test_open_file (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = app_window_get_sweep_page (window);
  g_autofree char *path = g_build_filename (cache, "mine.ini", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, TEXT, -1, NULL));
  app_window_open (window, file);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "sweep");
  g_assert_cmpstr (app_sweep_page_get_results (page)->sweep->title, ==, "Mine");
  fixture_close (window);
}

#define OF_FILE                                                                                    \
  "[sweep]\nx = learning_rate 0.01 0.02\n[data]\nsource = file\nfile = %s\ninputs_a = %d\n"

/* A sweep of a file that nobody has loaded: it is loaded in a thread, which is said, and the cells
 * are checked with what is in there before any is trained. */
static void
test_never_loaded (void)
{
  static const char *const names[] = { "sweep-good.csv", "sweep-bad.csv" };
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);

  for (int bad = 0; bad < 2; bad++)
    {
      g_autofree char *path = g_build_filename (cache, names[bad], NULL);
      g_autofree char *text = g_strdup_printf (OF_FILE, path, bad ? 5 : 1);

      g_assert_true (g_file_set_contents (path, "a,b,y\n1,0,2\n-1,2,0\n3,1,7\n", -1, NULL));
      app_sweep_page_set_text (page, text);
      g_assert_true (g_str_has_prefix (app_sweep_page_get_problem (page), "Loading sweep-"));
      g_assert_null (app_sweep_page_get_results (page));
      wait_until (!g_str_has_prefix (app_sweep_page_get_problem (page), "Loading"));
      g_test_message ("%s", app_sweep_page_get_problem (page));
      g_assert_true ((app_sweep_page_get_results (page) == NULL) == bad);
      g_assert_true ((strstr (app_sweep_page_get_problem (page), "inputs_a = 5") != NULL) == bad);
    }
  app_sweep_page_set_text (page, TEXT);
  g_assert_cmpstr (app_sweep_page_get_problem (page), ==, "");
  fixture_close (window);
}

/* How much lies there that is no journal. */
static int
count_aside (void)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), "plateau", "sweeps", PLATEAU_VERSION, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += !g_str_has_suffix (name, ".csv");
  return n;
}

/* Forgotten results of a process that was killed, before this one looks. */
static void
leave_forgotten (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "plateau", "sweeps",
                                              PLATEAU_VERSION, ".plateau-killed.tmp", NULL);
  g_autofree char *journal = g_build_filename (folder, "journal", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (journal, "cell\n", -1, NULL));
  g_assert_cmpint (count_aside (), ==, 1);
}

/* Another choice, forgotten results, other text: all of it can be undone, results too. */
static void
test_undo (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  g_autofree char *text = NULL;

  app_sweep_page_set_text (page, TEXT);
  app_sweep_page_run (page);
  wait_end (page);
  g_assert_cmpint (count_aside (), ==, 0);
  app_sweep_page_forget (page);
  g_assert_cmpint (count_aside (), ==, 1);
  g_assert_cmpint (count_done (page), ==, 0);
  fixture_press (window, "<Control>z");
  g_assert_cmpint (count_done (page), ==, 6);
  fixture_activate (window, "win.redo", NULL);
  g_assert_cmpint (count_done (page), ==, 0);
  /* What was computed since is not lost, either. */
  app_sweep_page_run (page);
  wait_end (page);
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpint (count_done (page), ==, 6);
  app_sweep_page_set_measure (page, RUN_SWEEP_T_B);
  app_sweep_page_choose (page, "9");
  fixture_activate (window, "win.undo", NULL);
  text = app_sweep_page_dup_text (page);
  g_assert_cmpstr (text, ==, TEXT);
  g_assert_cmpint (app_sweep_page_get_results (page)->measure, ==, RUN_SWEEP_T_B);
  g_assert_cmpint (count_done (page), ==, 6);
  fixture_activate (window, "win.undo", NULL);
  g_assert_cmpint (app_sweep_page_get_results (page)->measure, ==, RUN_SWEEP_RATIO);
  fixture_close (window);
  wait_until (count_aside () == 0);
}

/* Text, choice, and what is drawn, as they were; results are where they were. */
static void
test_comes_back (void)
{
  AppWindow *window = fixture_open (1000, 700), *other = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window), *again = app_window_get_sweep_page (other);
  g_autoptr (GKeyFile) file = g_key_file_new (), second = g_key_file_new ();
  g_autofree char *text = NULL, *before = NULL, *after = NULL;

  app_sweep_page_choose (page, "9");
  app_sweep_page_set_text (page, "# mine\n" TEXT);
  app_sweep_page_run (page);
  wait_end (page);
  app_sweep_page_set_measure (page, RUN_SWEEP_T_B);
  app_sweep_state_part.save (page, file);
  before = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (app_sweep_state_part.restore (again, file, NULL));
  app_sweep_state_part.save (again, second); /* before anybody has looked */
  after = g_key_file_to_data (second, NULL, NULL);
  g_assert_cmpstr (before, ==, after);
  fixture_activate (other, "win.page", "'sweep'");
  fixture_settle ();
  text = app_sweep_page_dup_text (again);
  g_assert_cmpstr (text, ==, "# mine\n" TEXT);
  g_assert_cmpstr (app_sweep_page_get_choice (again), ==, "9");
  g_assert_cmpint (app_sweep_page_get_results (again)->measure, ==, RUN_SWEEP_T_B);
  g_assert_cmpint (count_done (again), ==, 6);
  g_assert_null (app_undo_get_undo_name (app_sweep_page_get_undo (again)));
  fixture_close (other);
  fixture_close (window);
}

/* Save writes what is seen, and no run of another page. */
static void
test_save (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  AppDocument *document = app_window_get_document (window);
  g_autofree char *path = g_build_filename (cache, "saved.plateau", NULL), *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  app_sweep_page_set_text (page, TEXT);
  g_assert_true (app_document_save (document, file, NULL));
  app_sweep_page_set_text (page, "# more\n" TEXT);
  fixture_activate (window, "win.save", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "# more\n" TEXT);
  app_sweep_page_choose (page, "9");
  fixture_activate (window, "win.page", "'learn'");
  g_assert_null (app_document_get_file (document));
  app_window_open (window, file);
  g_assert_cmpint (count_done (page), ==, 6);
  g_assert_true (g_file_equal (app_document_get_file (document), file));
  fixture_close (window);
}

/* Stopped by its button, the keyboard is at Play: Space goes on. */
static void
test_focus_after_stop (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  GtkWidget *run =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), APP_TYPE_SWEEP_PAGE, "run"));
  GtkWidget *stop =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), APP_TYPE_SWEEP_PAGE, "stop"));

  app_sweep_page_set_text (page, ENDLESS);
  run_long (page);
  wait_until (gtk_widget_get_sensitive (stop));
  gtk_widget_grab_focus (stop);
  g_assert_true (gtk_widget_is_focus (stop));
  app_sweep_page_stop (page);
  wait_until (!gtk_widget_get_sensitive (stop));
  g_assert_true (gtk_widget_is_focus (run));
  fixture_close (window);
}

/* Wherever the keyboard was on another page: back here it is at Play, and Space begins. */
static void
test_focus_after_page (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSweepPage *page = open_page (window);
  GtkWidget *run =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), APP_TYPE_SWEEP_PAGE, "run"));
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_RHO);

  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == run);
  fixture_activate (window, "win.page", "'learn'");
  gtk_widget_grab_focus (app_parameter_row_get_entry (row));
  fixture_activate (window, "win.page", "'sweep'");
  fixture_settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == run);
  fixture_close (window);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  int status;

  cache = g_dir_make_tmp ("plateau-page-XXXXXX", NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  leave_forgotten ();
  g_test_add_func ("/sweep-page/run", test_run);
  g_test_add_func ("/sweep-page/question", test_question);
  g_test_add_func ("/sweep-page/table", test_table);
  g_test_add_func ("/sweep-page/pause", test_pause);
  g_test_add_func ("/sweep-page/problem", test_problem);
  g_test_add_func ("/sweep-page/open-point", test_open_point);
  g_test_add_func ("/sweep-page/export", test_export);
  g_test_add_func ("/sweep-page/figures", test_figures);
  g_test_add_func ("/sweep-page/open-file", test_open_file);
  g_test_add_func ("/sweep-page/journal", test_journal);
  g_test_add_func ("/sweep-page/never-loaded", test_never_loaded);
  g_test_add_func ("/sweep-page/undo", test_undo);
  g_test_add_func ("/sweep-page/comes-back", test_comes_back);
  g_test_add_func ("/sweep-page/save", test_save);
  g_test_add_func ("/sweep-page/focus-after-stop", test_focus_after_stop);
  g_test_add_func ("/sweep-page/focus-after-page", test_focus_after_page);
  status = g_test_run ();
  remove_tree (cache);
  g_free (cache);
  return status;
}
