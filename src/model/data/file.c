/* Writing results: a file appears whole, under its name, or not at all. */
#include "model/data/file.h"

#include "model/data/draft.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s: cannot be written: %s"),
               path, g_strerror (code));
  return FALSE;
}

/* Not a file, or one without a name: /proc/self/fd has some. */
static gboolean
is_special (const char *path, const char *target)
{
  GStatBuf info, named;

  return g_stat (path, &info) == 0 &&
         (!S_ISREG (info.st_mode) || g_stat (target, &named) != 0 || info.st_ino != named.st_ino);
}

static gboolean
write_through (const char *path, const char *data, gsize length, GError **error)
{
  FILE *file = g_fopen (path, "we");
  gboolean ok;

  if (file == NULL)
    return fail (path, errno, error);
  ok = fwrite (data, 1, length, file) == length;
  ok = fclose (file) == 0 && ok;
  return ok || fail (path, errno, error);
}

/* Whether the file that a name stands for could be replaced, or is not there and could be made. */
static gboolean
check_target (const char *path, const char *target, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (target);

  if (g_file_test (target, G_FILE_TEST_EXISTS) && g_access (target, W_OK) != 0)
    return fail (path, errno, error);
  if (g_access (folder, W_OK) != 0)
    return fail (path, errno, error);
  model_draft_clean (folder);
  return TRUE;
}

gboolean
model_file_check_writable (const char *path, GError **error)
{
  g_autofree char *target = model_draft_follow (path);

  if (target == NULL)
    return fail (path, errno, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (path, EISDIR, error);
  if (is_special (path, target))
    return g_access (path, W_OK) == 0 || fail (path, errno, error);
  return check_target (path, target, error);
}

gboolean
model_file_replace (const char *path, const char *data, gssize length, GError **error)
{
  g_autofree char *target = model_draft_follow (path);
  g_autoptr (ModelDraft) draft = NULL;

  if (length < 0)
    length = strlen (data);
  if (!model_file_check_writable (path, error))
    return FALSE;
  if (is_special (path, target))
    return write_through (path, data, length, error);
  draft = model_draft_new (path, FALSE, error);
  return draft != NULL && model_draft_write (draft, data, length, error) &&
         model_draft_finish (draft, error);
}
