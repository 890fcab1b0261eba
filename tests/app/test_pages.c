/* Actions go to the page in front, and to no other. */
#include "window_fixture.h"

static gboolean
is_enabled (AppWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static void
test_undo_is_the_front_pages (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (window), MODEL_RHO);

  gtk_editable_set_text (GTK_EDITABLE (app_parameter_row_get_entry (row)), "0.5");
  app_parameter_row_commit (row);
  g_assert_true (is_enabled (window, "undo"));
  for (int i = 0; i < 2; i++)
    {
      fixture_activate (window, "win.page", i == 0 ? "'sweep'" : "'digits'");
      g_assert_false (is_enabled (window, "undo"));
      g_assert_true (is_enabled (window, "export"));
    }
  fixture_activate (window, "win.page", "'learn'");
  g_assert_true (is_enabled (window, "undo"));
  g_assert_true (is_enabled (window, "export"));
  fixture_activate (window, "win.undo", NULL);
  g_assert_true (is_enabled (window, "redo"));
  fixture_activate (window, "win.page", "'sweep'");
  g_assert_false (is_enabled (window, "redo"));
  fixture_close (window);
}

static void
test_starts_what_is_in_front (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSession *session = app_window_get_session (window);
  AppSweepPage *sweep = app_window_get_sweep_page (window);
  AppDigitsPage *digits = app_window_get_digits (window);

  fixture_activate (window, "win.page", "'sweep'");
  app_sweep_page_set_text (sweep, "[sweep]\nx = rho -0.5:0.5:3\n[training]\nepochs = 100000\n");
  fixture_activate (window, "win.start", NULL);
  g_assert_true (app_sweep_page_is_running (sweep));
  g_assert_false (app_session_get_playing (session));
  fixture_activate (window, "win.stop", NULL);
  wait_until (!app_sweep_page_is_running (sweep));

  fixture_activate (window, "win.page", "'digits'");
  fixture_activate (window, "win.start", NULL);
  g_assert_true (app_digits_page_is_busy (digits));
  g_assert_false (app_sweep_page_is_running (sweep));
  fixture_activate (window, "win.stop", NULL);
  wait_until (!app_digits_page_is_busy (digits));

  fixture_activate (window, "win.page", "'learn'");
  fixture_activate (window, "win.start", NULL);
  g_assert_true (app_session_get_playing (session));
  fixture_close (window);
}

/* Whatever else of a window is kept, its pages and their threads go with it: at the end of the
 * program nothing computes any more. */
static void
test_gone_with_the_window (void)
{
  const int sizes[] = { 100, 200 }; /* of type, percent: large type lays the header out otherwise */
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      AppWindow *window;
      gpointer session, sweep, digits;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * sizes[i] / 100, NULL);
      window = fixture_open (1280, 800);
      session = app_window_get_session (window);
      sweep = app_window_get_sweep_page (window);
      digits = app_window_get_digits (window);
      g_object_add_weak_pointer (session, &session);
      g_object_add_weak_pointer (sweep, &sweep);
      g_object_add_weak_pointer (digits, &digits);
      fixture_activate (window, "win.page", "'digits'");
      fixture_activate (window, "win.start", NULL);
      fixture_close (window);
      wait_until (session == NULL && sweep == NULL && digits == NULL);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

/* A notebook's screen, less a panel and the window's frame: the smallest that a window can be on
 * any page, in each size of letters. */
static void
test_fits_small_screens (void)
{
  static const struct
  {
    int percent, width, height;
  } screens[] = { { 100, 900, 570 }, { 150, 1366, 720 } };
  AppWindow *window = fixture_open (1000, 700);
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      int width, height;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                    96 * 1024 * screens[i].percent / 100, NULL);
      fixture_settle ();
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                          NULL);
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL,
                          NULL);
      g_test_message ("%d %%: %d x %d", screens[i].percent, width, height);
      g_assert_cmpint (width, <=, screens[i].width);
      g_assert_cmpint (height, <=, screens[i].height);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/pages/undo-is-the-front-pages", test_undo_is_the_front_pages);
  g_test_add_func ("/app/pages/starts-what-is-in-front", test_starts_what_is_in_front);
  g_test_add_func ("/app/pages/fits-small-screens", test_fits_small_screens);
  g_test_add_func ("/app/pages/gone-with-the-window", test_gone_with_the_window);
  return g_test_run ();
}
