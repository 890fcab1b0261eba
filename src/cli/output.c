/* Where results go: standard output, or a file that appears whole or not at all. */
#include "cli/output.h"

#include "model/experiment_text.h"
#include "model/file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

void
cli_output_append_header (GString *text, const ModelExperiment *experiment)
{
  g_autofree char *keys = model_experiment_to_text (experiment);
  g_auto (GStrv) lines = g_strsplit (keys, "\n", -1);

  g_string_append (text, "# plateau " PLATEAU_VERSION "\n");
  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_string_append_printf (text, "# %s\n", lines[i]);
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
