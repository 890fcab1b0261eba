/* Locks are files of their own, as a session's file is another one each time it is saved. */
#include "app/session/slot.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define ENDING ".ini"

struct AppSlot
{
  char *path;
  int fd; /* of the lock; -1 where there can be none */
};

char *
app_slot_dup_path (const AppSlot *self, const char *suffix)
{
  g_autofree char *stem = g_strndup (self->path, strlen (self->path) - strlen (ENDING));

  return g_strconcat (stem, suffix, NULL);
}

/* FALSE: somebody else has it. Where nothing can be locked there is nobody to ask. */
static gboolean
lock (AppSlot *self)
{
  g_autofree char *path = app_slot_dup_path (self, ".lock");

  self->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

static AppSlot *
slot_new (int i)
{
  g_autofree char *name =
      i == 0 ? g_strdup ("session" ENDING) : g_strdup_printf ("session-%d" ENDING, i + 1);
  AppSlot *self = g_new0 (AppSlot, 1);

  self->path = g_build_filename (g_get_user_state_dir (), "plateau", name, NULL);
  self->fd = -1;
  return self;
}

AppSlot *
app_slot_take (int i)
{
  g_autoptr (AppSlot) self = slot_new (i);
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_mkdir_with_parents (folder, 0700);
  return lock (self) ? g_steal_pointer (&self) : NULL;
}

AppSlot *
app_slot_take_saved (int i)
{
  g_autoptr (AppSlot) self = slot_new (i);

  return app_slot_has_session (self) && lock (self) ? g_steal_pointer (&self) : NULL;
}

AppSlot *
app_slot_take_empty (void)
{
  for (int i = 0; i < APP_SLOTS; i++)
    {
      g_autoptr (AppSlot) slot = app_slot_take (i);

      if (slot != NULL && !app_slot_has_session (slot))
        return g_steal_pointer (&slot);
    }
  return NULL;
}

void
app_slot_release (AppSlot *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

const char *
app_slot_get_path (const AppSlot *self)
{
  return self->path;
}

gboolean
app_slot_has_session (const AppSlot *self)
{
  return g_file_test (self->path, G_FILE_TEST_EXISTS);
}
