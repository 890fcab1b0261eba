/* Opening, driving and photographing windows. */
#include "app/base/style.h"
#include "app/window/application.h"
#include "num/matrix.h"
#include "window_fixture.h"
#include "../sanitize/quark_tables.h"

#include <dlfcn.h>

/* Of the main loop, before it is taken to have no end. */
#define MOST_TURNS 1000
#define REST_US 300000 /* frames of what moves follow each other much faster */

/* GTK 4.8 does not stop the half second that it waits before a tooltip when the window goes, and
 * then complains twice (gtk_tooltip_show_tooltip): under load, a test may close so late. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return g_strcmp0 (message, "gdk_surface_get_device_position: "
                             "assertion 'GDK_IS_SURFACE (surface)' failed") != 0 &&
         g_strcmp0 (message, "_gtk_widget_find_at_coords: "
                             "assertion 'GDK_IS_SURFACE (surface)' failed") != 0;
}

static GLogFunc log_others;

/* GTest would bail out at the message even where it is not fatal. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (is_fatal (domain, level, message, NULL))
    log_others (domain, level, message, data);
}

void
fixture_keep_driver (void)
{
  const char *driver = g_getenv ("PLATEAU_KEEP_DRIVER");

  if (driver != NULL)
    dlopen (driver, RTLD_LAZY | RTLD_NODELETE);
}

void
fixture_init (void)
{
  fixture_keep_driver ();
  log_others = g_log_set_default_handler (log_cb, NULL);
  num_init ();
  app_application_init_locale ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  app_style_install ();
}

void
fixture_idle (void)
{
  for (int i = 0; i < MOST_TURNS && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static void
wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
  wait_until (painted);
  g_signal_handler_disconnect (clock, handler);
}

/* Sizes that one layout changes are seen by the next one. */
void
fixture_settle (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (int frame = 0; frame < 3; frame++)
    for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
      {
        g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

        if (gtk_widget_get_mapped (window))
          wait_for_frame (window);
      }
}

static void
frame_cb (GdkFrameClock *clock, gint64 *last)
{
  *last = g_get_monotonic_time ();
}

void
fixture_wait_for_rest (AppWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gint64 last = g_get_monotonic_time ();
  gulong handler = g_signal_connect (clock, "update", G_CALLBACK (frame_cb), &last);

  wait_until (g_get_monotonic_time () - last > REST_US);
  g_signal_handler_disconnect (clock, handler);
}

void
fixture_wait_complete (AppWindow *window)
{
  AppSession *session = app_window_get_session (window);

  wait_until (app_session_is_complete (session) && !app_session_is_forecasting (session));
}

AppWindow *
fixture_open (int width, int height)
{
  AppWindow *window = app_window_new (NULL);

  g_test_log_set_fatal_handler (is_fatal, NULL); /* each test begins without */
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  fixture_wait_complete (window);
  return window;
}

void
fixture_close (AppWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_idle ();
}

void
fixture_activate (AppWindow *window, const char *action, const char *parameter)
{
  g_autoptr (GVariant) value =
      parameter != NULL ? g_variant_ref_sink (g_variant_new_parsed (parameter)) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), action, value));
}

/* Whether one of the alternatives is that key. */
static gboolean
has_trigger (GtkShortcut *shortcut, const char *trigger)
{
  g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
  g_auto (GStrv) alternatives = g_strsplit (text, "|", -1);

  return g_strv_contains ((const char *const *) alternatives, trigger);
}

static gboolean
press_in (GListModel *shortcuts, AppWindow *window, const char *trigger)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (has_trigger (shortcut, trigger))
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut),
                                             GTK_SHORTCUT_ACTION_EXCLUSIVE, GTK_WIDGET (window),
                                             gtk_shortcut_get_arguments (shortcut));
    }
  return FALSE;
}

void
fixture_press (AppWindow *window, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  gboolean pressed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !pressed; i++)
    {
      g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (keys) &&
          gtk_event_controller_get_propagation_phase (keys) == GTK_PHASE_BUBBLE)
        pressed = press_in (G_LIST_MODEL (keys), window, trigger);
    }
  g_assert_true (pressed);
}

gpointer
fixture_find (gpointer widget, GType type)
{
  gpointer found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = fixture_find (child, type);
  return found;
}

AppPagedCard *
fixture_get_card (AppWindow *window, int i)
{
  return APP_PAGED_CARD (app_plot_grid_get_card (app_window_get_grid (window), i));
}

AppExportDialog *
fixture_find_export (AppWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (windows, i);

      if (APP_IS_EXPORT_DIALOG (toplevel) &&
          gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window))
        return APP_EXPORT_DIALOG (toplevel);
    }
  return NULL;
}

gboolean
fixture_save_picture (GtkWidget *window, const char *path, GError **error)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the window has not been drawn");
      return FALSE;
    }
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: cannot be written", path);
      return FALSE;
    }
  return TRUE;
}
