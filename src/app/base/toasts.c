/* A queue of toasts that hangs on the overlay which shows them. */
#include "app/base/toasts.h"

#include "app/base/clock.h"
#include "app/base/listen.h"

#define TOASTS "app-toasts"

typedef struct
{
  AdwToastOverlay *overlay; /* owns this */
  GQueue waiting;           /* AdwToast, owned */
  gboolean busy;            /* one is shown, or has just been */
  guint timer;              /* 0: none */
} Toasts;

static void
free_toasts (gpointer data)
{
  Toasts *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_free (self);
}

static void show_next (Toasts *self);

static void
paused_cb (gpointer data)
{
  Toasts *self = data;

  self->timer = 0;
  self->busy = FALSE;
  show_next (self);
}

static void
dismissed_cb (AdwToastOverlay *overlay)
{
  Toasts *self = g_object_get_data (G_OBJECT (overlay), TOASTS);

  if (self->timer == 0)
    self->timer = app_clock_call_later (APP_TOASTS_PAUSE_MS, paused_cb, self);
}

/* The animation with which libadwaita 1.2 shows a toast may outlive it, where it is dismissed
 * before that has ended and the next frame is late: the program crashes then. So it comes at once.
 */
static void
add_at_once (AdwToastOverlay *overlay, AdwToast *toast)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (overlay));
  gboolean animates;

  g_object_get (settings, "gtk-enable-animations", &animates, NULL);
  if (animates)
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  adw_toast_overlay_add_toast (overlay, toast); /* takes it over */
  if (animates)
    gtk_settings_reset_property (settings, "gtk-enable-animations");
}

static void
show_next (Toasts *self)
{
  AdwToast *toast = self->busy ? NULL : g_queue_pop_head (&self->waiting);

  if (toast == NULL)
    return;
  self->busy = TRUE;
  app_listen (toast, "dismissed", G_CALLBACK (dismissed_cb), self->overlay);
  add_at_once (self->overlay, toast);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  Toasts *self = g_object_get_data (G_OBJECT (overlay), TOASTS);

  if (self != NULL)
    return self;
  self = g_new0 (Toasts, 1);
  self->overlay = overlay;
  g_object_set_data_full (G_OBJECT (overlay), TOASTS, self, free_toasts);
  return self;
}

void
app_toasts_add (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self = get_toasts (overlay);

  g_queue_push_tail (&self->waiting, toast);
  show_next (self);
}
