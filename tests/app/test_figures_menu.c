/* The Figures menu: pictures from the cache or drawn, experiments loaded, badges told. */
#include "app/window/figures_menu.h"
#include "app/window/thumbnail.h"
#include "figure/figure_registry.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static AppFiguresMenu *
open_figure (AppWindow *window, const char *name)
{
  g_autofree char *parameter = g_strdup_printf ("'%s'", name);

  fixture_activate (window, "win.figure", parameter);
  fixture_wait_complete (window);
  fixture_settle ();
  return app_window_get_figures (window);
}

static void
test_loads (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSession *session = app_window_get_session (window);
  AppFiguresMenu *menu = open_figure (window, "3a");
  ModelExperiment experiment;

  figure_get_experiment (figure_find ("3a", NULL), &experiment);
  g_assert_true (model_experiment_equal (&experiment, app_session_get_experiment (session)));
  g_assert_cmpstr (figure_get_name (app_figures_menu_get_figure (menu)), ==, "3a");
  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_MET);
  /* Another seed is another experiment: the figure is left. */
  model_experiment_set (&experiment, MODEL_SEED, 77, NULL);
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  fixture_wait_complete (window);
  wait_until (app_figures_menu_get_figure (menu) == NULL);
  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_OPEN);
  fixture_close (window);
}

/* Every figure that has checks, and is there at once, gets its badge in the window. */
static void
test_badges (void)
{
  AppWindow *window = fixture_open (1000, 700);
  int badges = 0;

  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      AppFiguresMenu *menu;
      int n;

      figure_get_checks (figure, &n);
      if (n == 0 || figure_is_slow (figure))
        continue;
      g_test_message ("figure %s", figure_get_name (figure));
      menu = open_figure (window, figure_get_name (figure));
      wait_until (app_figures_menu_get_verdict (menu) != APP_FIGURE_OPEN); /* of seeds, trained */
      g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_MET);
      badges++;
    }
  g_assert_cmpint (badges, >=, 23); /* every figure that is a run or a few, or theory's */
  fixture_close (window);
}

/* A sweep's badge comes with its last cell and theory's lines, and is gone where something else is
 * drawn; it says what came out. */
static void
test_sweep_badge (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppFiguresMenu *menu = open_figure (window, "3c");
  AppSweepPage *page = app_window_get_sweep_page (window);

  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_OPEN);
  app_sweep_page_run (page);
  wait_until (app_figures_menu_get_verdict (menu) == APP_FIGURE_MET);
  g_assert_false (app_sweep_page_is_running (page));
  g_assert_nonnull (strstr (app_figures_menu_get_text (menu), "largest deviation from theory 0.0"));
  g_assert_nonnull (strstr (app_figures_menu_get_text (menu), "expected 0 to 0.07"));
  app_sweep_page_set_measure (page, RUN_SWEEP_T_A);
  wait_until (app_figures_menu_get_verdict (menu) == APP_FIGURE_OPEN);
  /* Of the same cells, another figure. */
  open_figure (window, "3d");
  wait_until (app_figures_menu_get_verdict (menu) == APP_FIGURE_MET);
  app_sweep_page_set_text (page, "[sweep]\nx = rho 0 0.5\n");
  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_OPEN);
  fixture_close (window);
}

/* Of digits, what the page shows has to be that figure's. */
static void
test_digits_badge (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppFiguresMenu *menu = open_figure (window, "7");
  AppDigitsPage *page = app_window_get_digits (window);
  AppDigitsRow *left = app_digits_page_get_row (page, DIGITS_KEY_REMAINS);

  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_OPEN);
  open_figure (window, "13");
  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_MET);
  g_assert_nonnull (strstr (app_figures_menu_get_text (menu), "what remains of a corrupted image"));
  app_digits_row_set_value (left, 0.5);
  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_OPEN);
  app_digits_row_set_value (left, 0.1);
  g_assert_cmpint (app_figures_menu_get_verdict (menu), ==, APP_FIGURE_MET);
  fixture_close (window);
}

/* Each opens where it can be worked with. */
static void
test_pages (void)
{
  static const char *const figures[][2] = { { "3c", "sweep" },
                                            { "13", "digits" },
                                            { "2b", "learn" } };
  AppWindow *window = fixture_open (1000, 700);

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      open_figure (window, figures[i][0]);
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                       figures[i][1]);
    }
  fixture_close (window);
}

static void
count_cb (GdkTexture *texture, gpointer n)
{
  g_assert_nonnull (texture);
  g_assert_cmpint (gdk_texture_get_width (texture), <=, APP_THUMBNAIL_WIDTH + 1);
  g_assert_cmpint (gdk_texture_get_height (texture), <=, APP_THUMBNAIL_HEIGHT + 1);
  ++*(int *) n;
}

static void
wait_for (const int *n, int wanted)
{
  wait_until (*n == wanted);
}

/* Drawn, then read from the cache, where a broken file does no harm. */
static void
test_thumbnails (void)
{
  const Figure *figure = figure_find ("1", NULL);
  g_autofree char *name =
      g_strdup_printf ("%s-%s-light-1.png", PLATEAU_VERSION, g_get_language_names ()[0]);
  g_autofree char *path =
      g_build_filename (g_get_user_cache_dir (), "plateau", "figures", name, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  int n = 0;

  g_remove (path);
  app_thumbnail_get (figure, PLOT_STYLE_LIGHT, NULL, count_cb, &n);
  wait_for (&n, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  app_thumbnail_get (figure, PLOT_STYLE_LIGHT, NULL, count_cb, &n);
  wait_for (&n, 2);
  g_assert_true (g_file_set_contents (path, "broken", -1, NULL));
  app_thumbnail_get (figure, PLOT_STYLE_LIGHT, NULL, count_cb, &n);
  wait_for (&n, 3);
  app_thumbnail_get (figure, PLOT_STYLE_LIGHT, cancelled, count_cb, &n);
  g_cancellable_cancel (cancelled);
  app_thumbnail_get (figure, PLOT_STYLE_LIGHT, NULL, count_cb, &n); /* behind it */
  wait_for (&n, 4);
  fixture_idle ();
  g_assert_cmpint (n, ==, 4);
}

/* Open, and closed with the window while pictures are still being drawn. */
static void
test_closes_early (void)
{
  AppWindow *window = fixture_open (1000, 700);
  int n = 0;

  fixture_activate (window, "win.figures", NULL);
  waiting_iterate ();
  fixture_close (window);
  app_thumbnail_get (figure_find ("1", NULL), PLOT_STYLE_LIGHT, NULL, count_cb, &n);
  wait_for (&n, 1); /* behind them */
}

/* A key that comes before the menu is laid out for the first time. */
static void
test_early_key (void)
{
  static const GtkMovementStep steps[] = { GTK_MOVEMENT_DISPLAY_LINES, GTK_MOVEMENT_PAGES,
                                           GTK_MOVEMENT_VISUAL_POSITIONS,
                                           GTK_MOVEMENT_BUFFER_ENDS };
  AppWindow *window = fixture_open (1000, 700);
  AppFiguresMenu *menu = app_window_get_figures (window);
  GtkWidget *box = fixture_find (menu, GTK_TYPE_FLOW_BOX);

  app_figures_menu_popup (menu);
  gtk_widget_grab_focus (gtk_widget_get_first_child (box));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    for (int count = -1; count <= 1; count += 2)
      {
        gboolean moved;

        g_signal_emit_by_name (box, "move-cursor", steps[i], count, FALSE, FALSE, &moved);
      }
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("plateau-cache-XXXXXX", NULL);

  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  fixture_init ();
  g_test_add_func ("/app/figures-menu/loads", test_loads);
  g_test_add_func ("/app/figures-menu/badges", test_badges);
  g_test_add_func ("/app/figures-menu/sweep-badge", test_sweep_badge);
  g_test_add_func ("/app/figures-menu/digits-badge", test_digits_badge);
  g_test_add_func ("/app/figures-menu/pages", test_pages);
  g_test_add_func ("/app/figures-menu/thumbnails", test_thumbnails);
  g_test_add_func ("/app/figures-menu/closes-early", test_closes_early);
  g_test_add_func ("/app/figures-menu/early-key", test_early_key);
  return g_test_run ();
}
