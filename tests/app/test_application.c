/* The application as a whole: its actions and settings, and how the program starts. */
#include "app/base/settings.h"
#include "app/window/application.h"
#include "window_fixture.h"

static GtkWindow *
get_window (GApplication *application)
{
  return gtk_application_get_active_window (GTK_APPLICATION (application));
}

static GtkWindow *
find_about (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_ABOUT_WINDOW (window))
        return window; /* the list keeps it */
    }
  return NULL;
}

/* Runs in the application's main loop, once its first window is there. */
static gboolean
use_application_cb (gpointer data)
{
  GApplication *application = data;
  AdwStyleManager *manager = adw_style_manager_get_default ();
  AppWindow *window = APP_WINDOW (get_window (application));
  g_autoptr (GSettings) settings = app_settings_new ();

  fixture_wait_complete (window);
  g_assert_nonnull (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));

  g_action_group_activate_action (G_ACTION_GROUP (application), "style",
                                  g_variant_new_string ("dark"));
  g_assert_true (adw_style_manager_get_dark (manager));
  if (settings != NULL)
    {
      g_autofree char *style = g_settings_get_string (settings, "style");

      g_assert_cmpstr (style, ==, "dark");
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "style",
                                  g_variant_new_string ("system"));

  g_action_group_activate_action (G_ACTION_GROUP (application), "about", NULL);
  wait_until (find_about () != NULL);
  gtk_window_destroy (find_about ());
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GApplication *application)
{
  g_idle_add (use_application_cb, application);
}

static void
test_actions (void)
{
  g_autoptr (AppApplication) application = app_application_new ();
  char *argv[] = { (char *) "plateau", NULL };

  g_signal_connect_after (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 1, argv), ==, 0);
}

/* What the program says and how it ends without a display. */
static void
test_no_display (void)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  const char *program = g_getenv ("PLATEAU_PROGRAM");

  if (program == NULL)
    {
      g_test_skip ("PLATEAU_PROGRAM does not name the program");
      return;
    }
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "XDG_RUNTIME_DIR");
  process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_true (g_str_has_prefix (err, "plateau: no display"));
  g_assert_true (strchr (err, '\n') == err + strlen (err) - 1); /* one line */
  g_assert_cmpstr (out, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/application/actions", test_actions);
  g_test_add_func ("/app/application/no-display", test_no_display);
  return g_test_run ();
}
