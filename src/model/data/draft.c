/* Drafts: locked while they are written, known by their names, and removed by whoever comes next.
 */
#include "model/data/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PREFIX ".plateau-"
#define SUFFIX ".tmp"
#define RANDOM "XXXXXX"
#define MOST_LINKS 40 /* as many as the system follows */
#define MOST_TRIES 20 /* to begin one that nobody else cleans away */
#define PERMISSIONS 0777

struct ModelDraft
{
  char *target; /* as its user names it */
  char *path;
  int fd; /* which holds the lock */
};

static gboolean
fail (const char *path, GError **error)
{
  const int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot be written: %s"),
               path, g_strerror (code));
  return FALSE;
}

char *
model_draft_follow (const char *path)
{
  g_autofree char *name = g_strdup (path);

  for (int i = 0; i < MOST_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (name, NULL);
      g_autofree char *folder = g_path_get_dirname (name);

      if (link == NULL)
        return g_steal_pointer (&name);
      g_free (name);
      name = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                       : g_build_filename (folder, link, NULL);
    }
  errno = ELOOP;
  return NULL;
}

static gboolean
is_name (const char *name)
{
  return strlen (name) == strlen (PREFIX RANDOM SUFFIX) && g_str_has_prefix (name, PREFIX) &&
         g_str_has_suffix (name, SUFFIX);
}

/* Whether the lock is got, and of what still has that name. */
static gboolean
lock (int fd, int folder, const char *name)
{
  GStatBuf held, named;

  return flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &held) == 0 &&
         fstatat (folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && held.st_ino == named.st_ino &&
         held.st_dev == named.st_dev && held.st_uid == geteuid ();
}

/* What lies in the folder of a draft is as dead as it. */
static void
empty (int folder)
{
  const int fd = dup (folder);
  DIR *dir = fdopendir (fd);
  const struct dirent *entry;

  while (dir != NULL && (entry = readdir (dir)) != NULL)
    unlinkat (folder, entry->d_name, 0);
  if (dir != NULL)
    closedir (dir);
  else
    close (fd);
}

static void
clean_one (int folder, const char *name)
{
  const int flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  int fd = openat (folder, name, flags | O_RDWR);
  const gboolean is_folder = fd < 0 && errno == EISDIR;

  if (is_folder)
    fd = openat (folder, name, flags | O_DIRECTORY);
  if (fd < 0)
    return;
  if (lock (fd, folder, name))
    {
      if (is_folder)
        empty (fd);
      unlinkat (folder, name, is_folder ? AT_REMOVEDIR : 0);
    }
  close (fd);
}

static void
clean (const char *path)
{
  const int folder = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autoptr (GDir) dir = folder >= 0 ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_name (name))
      clean_one (folder, name);
  if (folder >= 0)
    close (folder);
}

void
model_draft_clean (const char *folder)
{
  static GMutex mutex;
  static GHashTable *cleaned;
  gboolean is_first;

  g_mutex_lock (&mutex);
  if (cleaned == NULL)
    cleaned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  is_first = g_hash_table_add (cleaned, g_strdup (folder));
  g_mutex_unlock (&mutex);
  if (is_first)
    clean (folder);
}

static int
make (char *path, gboolean is_folder, mode_t mode)
{
  if (!is_folder)
    return g_mkstemp_full (path, O_RDWR | O_CLOEXEC, (int) mode);
  return g_mkdtemp (path) != NULL ? open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
}

/* Where the file system knows no locks, nobody can clean it, either. */
static gboolean
is_kept (const ModelDraft *self)
{
  GStatBuf held, named;

  return (flock (self->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) &&
         fstat (self->fd, &held) == 0 && g_lstat (self->path, &named) == 0 &&
         held.st_ino == named.st_ino;
}

/* One that somebody cleans away between its first moment and its lock is begun anew. */
static gboolean
begin (ModelDraft *self, const char *target, gboolean is_folder)
{
  g_autofree char *folder = g_path_get_dirname (target);
  const mode_t mode = g_file_test (target, G_FILE_TEST_EXISTS) ? 0600 : 0666;

  model_draft_clean (folder);
  for (int i = 0; i < MOST_TRIES; i++)
    {
      g_free (self->path);
      self->path = g_build_filename (folder, PREFIX RANDOM SUFFIX, NULL);
      self->fd = make (self->path, is_folder, mode);
      if (self->fd < 0 || is_kept (self))
        return self->fd >= 0;
      close (self->fd);
    }
  self->fd = -1;
  errno = EBUSY;
  return FALSE;
}

ModelDraft *
model_draft_new (const char *path, gboolean is_folder, GError **error)
{
  g_autoptr (ModelDraft) self = g_new0 (ModelDraft, 1);
  g_autofree char *target = model_draft_follow (path);

  self->fd = -1;
  self->target = g_strdup (path);
  if (target != NULL && begin (self, target, is_folder))
    return g_steal_pointer (&self);
  fail (path, error);
  return NULL;
}

void
model_draft_free (ModelDraft *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      empty (self->fd);
      g_remove (self->path);
      close (self->fd);
    }
  g_free (self->path);
  g_free (self->target);
  g_free (self);
}

const char *
model_draft_get_path (const ModelDraft *self)
{
  return self->path;
}

gboolean
model_draft_write (ModelDraft *self, const char *data, gsize length, GError **error)
{
  for (gsize done = 0; done < length;)
    {
      const ssize_t n = write (self->fd, data + done, length - done);

      if (n < 0 && errno != EINTR)
        return fail (self->target, error);
      done += MAX (n, 0);
    }
  return fsync (self->fd) == 0 || fail (self->target, error);
}

/* Of what is replaced; the group only where one may. */
static gboolean
take_permissions (const char *from, const char *target)
{
  GStatBuf info;

  if (g_stat (target, &info) != 0)
    return TRUE;
  if (chown (from, (uid_t) -1, info.st_gid) != 0)
    g_debug ("%s: keeps the group of its folder", target);
  return g_chmod (from, (int) (info.st_mode & PERMISSIONS)) == 0;
}

gboolean
model_draft_move (const char *from, const char *path, GError **error)
{
  g_autofree char *target = model_draft_follow (path);

  return (target != NULL && take_permissions (from, target) && g_rename (from, target) == 0) ||
         fail (path, error);
}

gboolean
model_draft_finish (ModelDraft *self, GError **error)
{
  if (!model_draft_move (self->path, self->target, error))
    return FALSE;
  close (self->fd);
  self->fd = -1;
  return TRUE;
}
