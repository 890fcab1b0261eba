/* Where results go: standard output, or a file that appears whole or not at all. */
#include "cli/output.h"

#include "model/data/file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

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
