/* The stack of what can be undone and redone. */
#include "app/session/undo.h"

typedef struct
{
  char *name;
  const AppUndoClass *klass;
  gpointer memory;
} Entry;

struct AppUndo
{
  GPtrArray *entries; /* Entry */
  guint n_done;       /* entries below it can be undone, the others redone */
  guint serial;
  gboolean silent;
  int within; /* pairs that have begun */
  AppUndoChangedFunc changed;
  gpointer data;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  if (entry->klass->free != NULL)
    entry->klass->free (entry->memory);
  g_free (entry->name);
  g_free (entry);
}

AppUndo *
app_undo_new (void)
{
  AppUndo *self = g_new0 (AppUndo, 1);

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  return self;
}

void
app_undo_free (AppUndo *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
app_undo_set_changed (AppUndo *self, AppUndoChangedFunc changed, gpointer data)
{
  self->changed = changed;
  self->data = data;
}

static void
notify (AppUndo *self)
{
  if (self->changed != NULL)
    self->changed (self->data);
}

static const Entry *
get_entry (AppUndo *self, guint i)
{
  return i < self->entries->len ? g_ptr_array_index (self->entries, i) : NULL;
}

/* Each step comes past one of the two places, on its way from the present. */
static void
shrink_far (AppUndo *self)
{
  const Entry *far[] = { self->n_done > APP_UNDO_NEAR
                             ? get_entry (self, self->n_done - 1 - APP_UNDO_NEAR)
                             : NULL,
                         get_entry (self, self->n_done + APP_UNDO_NEAR) };

  for (gsize i = 0; i < G_N_ELEMENTS (far); i++)
    if (far[i] != NULL && far[i]->klass->shrink != NULL)
      far[i]->klass->shrink (far[i]->memory);
}

void
app_undo_push (AppUndo *self, const char *name, const AppUndoClass *klass, gpointer memory)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry){ g_strdup (name), klass, memory };
  g_ptr_array_set_size (self->entries, self->n_done);
  g_ptr_array_add (self->entries, entry);
  if (self->entries->len > APP_UNDO_MAX)
    g_ptr_array_remove_index (self->entries, 0);
  self->n_done = self->entries->len;
  shrink_far (self);
  self->serial++;
  notify (self);
}

static void
exchange (AppUndo *self, const Entry *entry)
{
  self->silent = TRUE;
  entry->klass->exchange (entry->memory);
  self->silent = FALSE;
  shrink_far (self);
  notify (self);
}

void
app_undo_begin (AppUndo *self)
{
  self->within++;
}

void
app_undo_end (AppUndo *self)
{
  g_return_if_fail (self->within > 0);

  self->within--;
}

gboolean
app_undo_is_within (AppUndo *self)
{
  return self->within > 0;
}

void
app_undo_set_silent (AppUndo *self, gboolean silent)
{
  self->silent = silent;
}

gboolean
app_undo_is_silent (AppUndo *self)
{
  return self->silent;
}

void
app_undo_end_gesture (AppUndo *self)
{
  self->serial++;
}

guint
app_undo_get_serial (AppUndo *self)
{
  return self->serial;
}

gboolean
app_undo_undo (AppUndo *self)
{
  const Entry *entry;

  if (self->n_done == 0)
    return FALSE;
  entry = get_entry (self, --self->n_done);
  exchange (self, entry);
  return TRUE;
}

gboolean
app_undo_redo (AppUndo *self)
{
  const Entry *entry = get_entry (self, self->n_done);

  if (entry == NULL)
    return FALSE;
  self->n_done++;
  exchange (self, entry);
  return TRUE;
}

const char *
app_undo_get_undo_name (AppUndo *self)
{
  return self->n_done > 0 ? get_entry (self, self->n_done - 1)->name : NULL;
}

const char *
app_undo_get_redo_name (AppUndo *self)
{
  const Entry *entry = get_entry (self, self->n_done);

  return entry != NULL ? entry->name : NULL;
}

void
app_undo_clear (AppUndo *self)
{
  g_ptr_array_set_size (self->entries, 0);
  self->n_done = 0;
  notify (self);
}
