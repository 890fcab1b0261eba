/* Toasts of a window: one after the other, none lost, and none that a double click meets too early.
 */
#include "app/base/clock.h"
#include "app/base/toasts.h"
#include "window_fixture.h"

static GtkWidget *
find_toast (AppWindow *window)
{
  return fixture_find (window, g_type_from_name ("AdwToastWidget"));
}

static const char *
get_text (AppWindow *window)
{
  GtkWidget *toast = find_toast (window);

  return toast != NULL ? gtk_label_get_text (fixture_find (toast, GTK_TYPE_LABEL)) : NULL;
}

/* The button is the last of a toast's two. */
static void
dismiss (AppWindow *window)
{
  GtkWidget *toast = find_toast (window);

  for (GtkWidget *child = gtk_widget_get_last_child (toast); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (GTK_IS_BUTTON (child))
      {
        g_signal_emit_by_name (child, "clicked");
        return;
      }
  g_assert_not_reached ();
}

static void
test_order (void)
{
  static const char *const texts[] = { "first", "second", "third" };
  AppWindow *window = fixture_open (800, 600);

  app_clock_set (1);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    app_window_notify (window, texts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      fixture_settle ();
      g_assert_cmpstr (get_text (window), ==, texts[i]);
      dismiss (window);
      wait_until (find_toast (window) == NULL);
      fixture_idle ();
      g_assert_null (find_toast (window));
      app_clock_advance (APP_TOASTS_PAUSE_MS * 1000);
      fixture_idle ();
    }
  g_assert_null (find_toast (window));
  fixture_close (window);
}

/* A window that goes takes those that wait along. */
static void
test_gone (void)
{
  AppWindow *window = fixture_open (800, 600);

  for (int i = 0; i < 3; i++)
    app_window_notify (window, "one of three");
  dismiss (window);
  fixture_close (window);
  app_clock_advance (APP_TOASTS_PAUSE_MS * 1000);
  fixture_idle ();
}

/* A click in a toast's first moment, before a frame that is late: both its animations would end in
 * it, the later one first. */
static void
test_late_frame (void)
{
  AppWindow *window = fixture_open (800, 600);
  gboolean animates;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  app_window_notify (window, "at once");
  fixture_idle ();
  dismiss (window);
  for (const gint64 end = g_get_monotonic_time () + 400000; g_get_monotonic_time () < end;)
    ; /* no frame */
  wait_until (find_toast (window) == NULL);
  fixture_settle ();
  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &animates, NULL);
  g_assert_true (animates);
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/toasts/order", test_order);
  g_test_add_func ("/app/toasts/gone", test_gone);
  g_test_add_func ("/app/toasts/late-frame", test_late_frame);
  return g_test_run ();
}
