/* Finds sweeps: on disk, or in the program's own resource. */
#include "run/sweep_files.h"

#include "model/data/input_file.h"
#include "model/data/own_data.h"
#include "model/experiment/key_file.h"
#include "run/sweep_rows.h"
#include "run/sweeps-resources.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "/io/github/plateau_lab/Plateau/sweeps/"
#define ENDING ".ini"
/* Of a journal, in bytes. */
#define MOST_HEADER (1 << 20)

static int
compare (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
run_sweep_files_list (void)
{
  char **names = g_resource_enumerate_children (sweeps_get_resource (), FOLDER,
                                                G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++)
    if (g_str_has_suffix (names[i], ENDING))
      names[i][strlen (names[i]) - strlen (ENDING)] = '\0';
  qsort (names, n, sizeof *names, compare);
  return names;
}

static char *
read_own (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, ENDING, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (sweeps_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  if (bytes != NULL)
    return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  names = run_sweep_files_list ();
  list = g_strjoinv (", ", names);
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
               _ ("%s: no such file, nor a sweep that comes with Plateau: %s"), name, list);
  return NULL;
}

char *
run_sweep_files_dup_text (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS)
             ? model_input_file_read_text (name, MODEL_KEY_FILE_MAX_BYTES, error)
             : read_own (name, error);
}

gboolean
run_sweep_files_is_sweep (const char *path)
{
  g_autofree char *text = model_input_file_read_text (path, MODEL_KEY_FILE_MAX_BYTES, NULL);
  g_autoptr (GKeyFile) file =
      text != NULL ? model_key_file_parse (text, strlen (text), NULL) : NULL;

  return file != NULL && g_key_file_has_group (file, "sweep") &&
         !g_key_file_has_group (file, "figure");
}

RunSweep *
run_sweep_files_read_journal (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  /* What is none would be waited for. */
  g_autoptr (GFileInputStream) stream =
      g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_file_read (file, NULL, NULL) : NULL;
  g_autofree char *text = g_malloc0 (MOST_HEADER + 1);
  gsize n = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MOST_HEADER, &n, NULL, NULL) ||
      !g_str_has_prefix (text, RUN_SWEEP_ROWS_FIRST_LINE) || !g_utf8_validate (text, -1, NULL))
    return NULL;
  text[run_sweep_rows_measure_header (text)] = '\0';
  return run_sweep_rows_parse_header (text, NULL);
}

gboolean
run_sweep_files_load_data (const RunSweep *sweep, const int *cancel, GError **error)
{
  return model_experiment_get_int (&sweep->base, MODEL_SOURCE) != MODEL_SOURCE_FILE ||
         (model_own_data_load_for (&sweep->base, cancel, error) &&
          run_sweep_check_points (sweep, error));
}

RunSweep *
run_sweep_files_load (const char *name, GError **error)
{
  g_autofree char *text = run_sweep_files_dup_text (name, error);
  g_autoptr (RunSweep) sweep = NULL;

  if (text == NULL)
    return NULL;
  sweep = run_sweep_parse (text, error);
  if (sweep != NULL)
    model_own_data_resolve (&sweep->base, name);
  if (sweep != NULL && !run_sweep_files_load_data (sweep, NULL, error))
    g_clear_pointer (&sweep, run_sweep_unref);
  if (sweep == NULL)
    g_prefix_error (error, "%s: ", name);
  return g_steal_pointer (&sweep);
}
