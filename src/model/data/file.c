/* Writing results: a file appears whole, under its name, or not at all. */
#include "model/data/file.h"

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

static gboolean
is_special (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && !S_ISREG (info.st_mode);
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

/* Behind the last colon: what the system says. Before it GLib names a temporary file, which is
 * gone.
 */
static const char *
get_reason (const GError *error)
{
  const char *last = g_strrstr (error->message, ": ");

  return last != NULL && last[2] != '\0' ? last + 2 : error->message;
}

gboolean
model_file_replace (const char *path, const char *data, gssize length, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (length < 0)
    length = strlen (data);
  if (is_special (path))
    return write_through (path, data, length, error);
  if (g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &local))
    return TRUE;
  g_set_error (error, local->domain, local->code, _ ("%s: cannot be written: %s"), path,
               get_reason (local));
  return FALSE;
}

gboolean
model_file_check_writable (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (path, EISDIR, error);
  if (is_special (path))
    return g_access (path, W_OK) == 0 || fail (path, errno, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS) && g_access (path, W_OK) != 0)
    return fail (path, errno, error);
  return g_access (folder, W_OK) == 0 || fail (path, errno, error);
}
