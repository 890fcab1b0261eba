/* Actions go to the page in front, and to no other. */
#include "window_fixture.h"

static gboolean
is_enabled (AppWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static void
test_undo_is_the_first_pages (void)
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
  fixture_wait_until (!app_sweep_page_is_running (sweep));

  fixture_activate (window, "win.page", "'digits'");
  fixture_activate (window, "win.start", NULL);
  g_assert_true (app_digits_page_is_busy (digits));
  g_assert_false (app_sweep_page_is_running (sweep));
  fixture_activate (window, "win.stop", NULL);
  fixture_wait_until (!app_digits_page_is_busy (digits));

  fixture_activate (window, "win.page", "'learn'");
  fixture_activate (window, "win.start", NULL);
  g_assert_true (app_session_get_playing (session));
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/pages/undo-is-the-first-pages", test_undo_is_the_first_pages);
  g_test_add_func ("/app/pages/starts-what-is-in-front", test_starts_what_is_in_front);
  return g_test_run ();
}
