/* Actions that go to the page in front, and the shortcut controllers that listen on it. */
#include "app/window/pages.h"

#include "app/base/action.h"
#include "app/base/tooltip.h"
#include "app/session/restored_runs.h"

#include <glib/gi18n-lib.h>

struct AppPages
{
  GActionMap *window; /* owns this */
  AdwViewStack *stack;
  AppSession *session;
  AppSweepPage *sweep;
  AppDigitsPage *digits;
  GtkWidget *undo_button;
  GtkEventController *learn_keys, *other_keys;
  gulong handler;
};

gboolean
app_pages_is_front (const AppPages *self, const char *name)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), name) == 0;
}

void
app_pages_show (AppPages *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->stack, name);
}

static void
act_on_digits (AppPages *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->digits), action, NULL);
}

static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPages *self = data;

  if (app_pages_is_front (self, "sweep"))
    app_sweep_page_run (self->sweep);
  else if (app_pages_is_front (self, "digits"))
    act_on_digits (self, app_digits_page_is_busy (self->digits) ? "digits.pause" : "digits.train");
  else
    g_action_group_activate_action (G_ACTION_GROUP (self->window), "play", NULL);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPages *self = data;

  if (app_pages_is_front (self, "sweep"))
    app_sweep_page_stop (self->sweep);
  else if (app_pages_is_front (self, "digits"))
    act_on_digits (self, "digits.stop");
  else
    {
      app_session_stop (self->session);
      app_restored_runs_stop (self->session);
    }
}

/* Of the page in front. */
static AppUndo *
get_undo (const AppPages *self)
{
  if (app_pages_is_front (self, "sweep"))
    return app_sweep_page_get_undo (self->sweep);
  return app_pages_is_front (self, "digits") ? app_digits_page_get_undo (self->digits)
                                             : app_session_get_undo (self->session);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_undo_undo (get_undo (data));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_undo_redo (get_undo (data));
}

static const GActionEntry actions[] = {
  { .name = "start", .activate = start_cb },
  { .name = "stop", .activate = stop_cb },
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
};

static void
listen_if (GtkEventController *keys, gboolean listen)
{
  gtk_event_controller_set_propagation_phase (keys, listen ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
}

static void
undo_changed_cb (gpointer data)
{
  AppPages *self = data;
  AppUndo *undo = get_undo (self);
  const char *name = app_undo_get_undo_name (undo);
  g_autofree char *text =
      name != NULL ? g_strdup_printf (_ ("Undo: %s"), name) : g_strdup (_ ("Undo"));

  app_tooltip_set_text (self->undo_button, text);
  app_action_set_enabled (self->window, "undo", name != NULL);
  app_action_set_enabled (self->window, "redo", app_undo_get_redo_name (undo) != NULL);
}

/* NULL: no longer. */
static void
watch_undo (AppPages *self, AppUndoChangedFunc changed)
{
  app_undo_set_changed (app_session_get_undo (self->session), changed, self);
  app_undo_set_changed (app_sweep_page_get_undo (self->sweep), changed, self);
  app_undo_set_changed (app_digits_page_get_undo (self->digits), changed, self);
}

static void
page_changed_cb (AppPages *self)
{
  const gboolean learn = app_pages_is_front (self, "learn");

  listen_if (self->learn_keys, learn);
  listen_if (self->other_keys, !learn);
  undo_changed_cb (self);
}

AppPages *
app_pages_new (GtkWindow *window,
               AdwViewStack *stack,
               AppSession *session,
               AppSweepPage *sweep,
               AppDigitsPage *digits,
               GtkWidget *undo_button,
               GtkEventController *learn_keys,
               GtkEventController *other_keys)
{
  AppPages *self = g_new0 (AppPages, 1);
  g_autoptr (GPropertyAction) page = g_property_action_new ("page", stack, "visible-child-name");

  *self = (AppPages){ G_ACTION_MAP (window), g_object_ref (stack), session,    sweep, digits,
                      undo_button,           learn_keys,           other_keys, 0 };
  g_action_map_add_action (self->window, G_ACTION (page));
  g_action_map_add_action_entries (self->window, actions, G_N_ELEMENTS (actions), self);
  self->handler = g_signal_connect_swapped (stack, "notify::visible-child-name",
                                            G_CALLBACK (page_changed_cb), self);
  watch_undo (self, undo_changed_cb);
  page_changed_cb (self);
  return self;
}

void
app_pages_free (AppPages *self)
{
  if (self == NULL)
    return;
  watch_undo (self, NULL);
  g_signal_handler_disconnect (self->stack, self->handler);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (self->window, actions[i].name);
  /* It holds the stack, and with it all pages and their threads, for as long as something holds the
   * window's actions. */
  g_action_map_remove_action (self->window, "page");
  g_object_unref (self->stack);
  g_free (self);
}
