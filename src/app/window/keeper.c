/* The parts of a session that are the window's own, and what tells that they have changed. */
#include "app/window/keeper.h"

#include "app/digits/digits_kept.h"
#include "app/session/session_text.h"
#include "app/sweep/sweep_state.h"
#include "model/data/input_file.h"
#include "model/experiment/key_file.h"

#include <glib/gi18n-lib.h>

#define GROUP "window"
#define PAGE "page"
#define GUEST "guest"

struct AppKeeper
{
  AppKept kept;
  AppSlot *slot;
  AppAutosave *autosave;
  gboolean is_guest;
  int digits_rows; /* as of the last touch */
};

static void
save (gpointer keeper, GKeyFile *file)
{
  AppKeeper *self = keeper;

  g_key_file_set_string (file, GROUP, PAGE,
                         adw_view_stack_get_visible_child_name (self->kept.pages));
  if (self->is_guest)
    g_key_file_set_boolean (file, GROUP, GUEST, TRUE);
  app_document_store (self->kept.document, file);
}

static gboolean
restore (gpointer keeper, GKeyFile *file, GError **error)
{
  AppKeeper *self = keeper;
  g_autofree char *page = g_key_file_get_value (file, GROUP, PAGE, NULL);

  if (page != NULL && adw_view_stack_get_child_by_name (self->kept.pages, page) != NULL)
    adw_view_stack_set_visible_child_name (self->kept.pages, page);
  self->is_guest = self->is_guest || g_key_file_get_boolean (file, GROUP, GUEST, NULL);
  g_key_file_remove_key (file, GROUP, PAGE, NULL);
  g_key_file_remove_key (file, GROUP, GUEST, NULL);
  app_document_restore (self->kept.document, file);
  return TRUE;
}

static const AppAutosavePart part = { save, restore };

static void
touch_cb (AppKeeper *self)
{
  app_autosave_touch (self->autosave);
}

static void
digits_cb (AppKeeper *self)
{
  const DigitsState *state = app_digits_page_get_state (self->kept.digits);

  if (!app_digits_kept_is_due (state, self->digits_rows))
    return;
  self->digits_rows = state->n_rows;
  touch_cb (self);
}

static void
tell_cb (const char *message, gpointer keeper)
{
  const AppKept *kept = &((AppKeeper *) keeper)->kept;

  kept->notify (kept->window, message);
}

static void
listen (AppKeeper *self)
{
  const AppKept *kept = &self->kept;

  g_signal_connect_swapped (kept->sweep, "changed", G_CALLBACK (touch_cb), self);
  g_signal_connect_swapped (kept->digits, "plan-changed", G_CALLBACK (touch_cb), self);
  g_signal_connect_swapped (kept->digits, "state-changed", G_CALLBACK (digits_cb), self);
  g_signal_connect_swapped (kept->pages, "notify::visible-child-name", G_CALLBACK (touch_cb), self);
  g_signal_connect_swapped (kept->window, "notify::title", G_CALLBACK (touch_cb), self);
}

AppKeeper *
app_keeper_new (const AppKept *kept, AppSlot *slot, gboolean is_guest)
{
  AppKeeper *self = g_new0 (AppKeeper, 1);

  *self = (AppKeeper){ .kept = *kept, .slot = slot, .is_guest = is_guest };
  self->autosave = app_autosave_new (kept->session, app_slot_get_path (slot), tell_cb, self);
  app_autosave_add (self->autosave, &app_sweep_state_part, kept->sweep);
  app_autosave_add (self->autosave, &app_digits_kept_part, kept->digits);
  app_autosave_add (self->autosave, &part, self);
  app_autosave_restore (self->autosave, app_slot_get_path (slot));
  listen (self);
  return self;
}

gboolean
app_keeper_is_guest (const char *path)
{
  gsize n;
  g_autofree char *text = model_input_file_read (path, MODEL_KEY_FILE_MAX_BYTES, &n, NULL);
  g_autoptr (GKeyFile) file = text != NULL ? app_session_text_parse (text, n, NULL) : NULL;

  return file != NULL && g_key_file_get_boolean (file, GROUP, GUEST, NULL);
}

AppAutosave *
app_keeper_get_autosave (AppKeeper *self)
{
  return self->autosave;
}

gboolean
app_keeper_is_lasting (AppKeeper *self)
{
  return !self->is_guest && app_autosave_flush (self->autosave);
}

static void
end (AppKeeper *self)
{
  g_signal_handlers_disconnect_by_data (self->kept.sweep, self);
  g_signal_handlers_disconnect_by_data (self->kept.digits, self);
  g_signal_handlers_disconnect_by_data (self->kept.pages, self);
  g_signal_handlers_disconnect_by_data (self->kept.window, self);
  app_slot_release (self->slot);
  g_free (self);
}

void
app_keeper_free (AppKeeper *self)
{
  app_autosave_free (self->autosave);
  end (self);
}

void
app_keeper_forget (AppKeeper *self)
{
  app_autosave_forget (self->autosave);
  end (self);
}
