/* Where results go: standard output, or a file that appears whole or not at all. */
#include "cli/output.h"

#include "cli/flags.h"
#include "model/data/file.h"
#include "model/data/input_file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

/* What its name says that it is, and it would not be. */
static gboolean
is_packed (const char *path)
{
  static const char *const endings[] = { ".gz", ".zip", ".bz2", ".xz", ".zst" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

gboolean
cli_output_check (const char *path, GError **error)
{
  if (path == NULL || g_str_equal (path, "-"))
    return TRUE;
  if (is_packed (path))
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   _ ("%s: nothing is packed; allowed is a name without .gz and the like"), path);
      return FALSE;
    }
  if (!model_input_file_was_read (path))
    return model_file_check_writable (path, error);
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("%s: this is a file that is read; allowed is another one to write to"), path);
  return FALSE;
}

gboolean
cli_output_write (const char *path, const char *text, GError **error)
{
  if (path != NULL && !g_str_equal (path, "-"))
    return model_file_replace (path, text, -1, error);
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               _ ("standard output: cannot be written: %s"), g_strerror (errno));
  return FALSE;
}
