/* Samples as CSV; weights in NumPy's formats: arrays behind a header of text, and a ZIP archive of
 * them, stored as they are. */
#include "cli/save.h"

#include "cli/flags.h"
#include "model/data/dataset.h"
#include "model/data/file.h"
#include "num/crc.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a header with what is before it. */
#define NPY_ALIGN 64
#define NPY_BEFORE 10
/* Of a ZIP archive: 2.0, stored, 1 January 1980. */
#define ZIP_VERSION 20
#define ZIP_DATE 0x21

/* A gigabyte. */
#define MOST_WEIGHTS 134217728

static const char *const endings[] = { ".npz", ".npy" };

static gboolean
check_samples (const ModelExperiment *experiment, GError **error)
{
  if (model_experiment_get (experiment, MODEL_SAMPLES) > 0 ||
      model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE)
    return TRUE;
  g_set_error_literal (error, CLI_ERROR, CLI_ERROR_USAGE,
                       _ ("--save-samples: samples = 0 trains on the population, which has none; "
                          "allowed are experiments with samples"));
  return FALSE;
}

static char *
format_samples (const ModelDataset *data)
{
  GString *text = g_string_new (NULL);
  const int n = data->n_a + data->n_b;
  char number[NUM_NUMBER_SIZE];

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%c%d,", i < data->n_a ? 'a' : 'b',
                            1 + (i < data->n_a ? i : i - data->n_a));
  g_string_append (text, "y\n");
  for (int row = 0; row < data->n_samples; row++)
    {
      for (int i = 0; i < n; i++)
        g_string_append_printf (text, "%s,",
                                num_number_format (data->x[(gsize) row * n + i], number));
      g_string_append_printf (text, "%s\n", num_number_format (data->y[row], number));
    }
  return g_string_free (text, FALSE);
}

gboolean
cli_save_samples (const ModelExperiment *experiment, const char *path, GError **error)
{
  g_autoptr (ModelDataset) data = NULL;
  g_autofree char *text = NULL;

  if (!check_samples (experiment, error))
    return FALSE;
  data = model_dataset_new (experiment, error);
  if (data == NULL)
    return FALSE;
  text = format_samples (data);
  return model_file_replace (path, text, -1, error);
}

static void
append_little (GByteArray *out, guint32 value, int bytes)
{
  for (int i = 0; i < bytes; i++)
    {
      const guint8 byte = (guint8) (value >> (8 * i));
      g_byte_array_append (out, &byte, 1);
    }
}

/* An array as a file of its own: (rows, columns), or without columns a row. */
static GByteArray *
format_npy (const double *w, int rows, int columns)
{
  GByteArray *out = g_byte_array_new ();
  g_autofree char *shape =
      columns > 0 ? g_strdup_printf ("(%d, %d)", rows, columns) : g_strdup_printf ("(%d,)", rows);
  g_autoptr (GString) header = g_string_new (NULL);
  const gsize n = (gsize) rows * MAX (columns, 1);

  g_string_printf (header, "{'descr': '%cf8', 'fortran_order': False, 'shape': %s, }",
                   G_BYTE_ORDER == G_LITTLE_ENDIAN ? '<' : '>', shape);
  while ((NPY_BEFORE + header->len + 1) % NPY_ALIGN != 0)
    g_string_append_c (header, ' ');
  g_string_append_c (header, '\n');
  g_byte_array_append (out, (const guint8 *) "\x93NUMPY\x01", 7);
  append_little (out, 0, 1);
  append_little (out, (guint32) header->len, 2);
  g_byte_array_append (out, (const guint8 *) header->str, header->len);
  g_byte_array_append (out, (const guint8 *) w, (guint) (n * sizeof *w));
  return out;
}

/* What stands of a file before its data, and again in the archive's list. */
static void
append_zip_fields (GByteArray *out, const char *name, const GByteArray *file)
{
  append_little (out, ZIP_VERSION, 2);
  append_little (out, 0, 2);
  append_little (out, 0, 2);
  append_little (out, 0, 2);
  append_little (out, ZIP_DATE, 2);
  append_little (out, num_crc32 (file->data, file->len), 4);
  append_little (out, file->len, 4);
  append_little (out, file->len, 4);
  append_little (out, (guint32) strlen (name), 2);
  append_little (out, 0, 2);
}

/* Adds a file to an archive, and to the list that is to end it. */
static void
append_file (GByteArray *out, GByteArray *list, const char *name, const GByteArray *file)
{
  const guint32 offset = out->len;

  g_byte_array_append (out, (const guint8 *) "PK\x03\x04", 4);
  append_zip_fields (out, name, file);
  g_byte_array_append (out, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (out, file->data, file->len);
  g_byte_array_append (list, (const guint8 *) "PK\x01\x02", 4);
  append_little (list, ZIP_VERSION, 2);
  append_zip_fields (list, name, file);
  append_little (list, 0, 2); /* comment, disk, kind, rights */
  append_little (list, 0, 2);
  append_little (list, 0, 2);
  append_little (list, 0, 4);
  append_little (list, offset, 4);
  g_byte_array_append (list, (const guint8 *) name, (guint) strlen (name));
}

static void
append_list (GByteArray *out, const GByteArray *list, guint n)
{
  const guint32 offset = out->len;

  g_byte_array_append (out, list->data, list->len);
  g_byte_array_append (out, (const guint8 *) "PK\x05\x06", 4);
  append_little (out, 0, 4);
  append_little (out, n, 2);
  append_little (out, n, 2);
  append_little (out, list->len, 4);
  append_little (out, offset, 4);
  append_little (out, 0, 2);
}

static GByteArray *
format_npz (const ModelNetwork *network)
{
  static const char *const parts[] = { "a", "b", "shared" };
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();
  guint n = 0;

  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&network->shape, part); l++, n++)
      {
        const ModelNetworkLayer *layer = model_network_layer (network, part, l);
        g_autofree char *name = g_strdup_printf ("%s_%d.npy", parts[part], l + 1);
        g_autoptr (GByteArray) file = format_npy (layer->w, layer->rows, layer->cols);

        append_file (out, list, name, file);
      }
  append_list (out, list, n);
  return out;
}

gboolean
cli_save_check_weights (const char *path, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               _ ("--save-weights %s: unknown kind of file; allowed are .npz and .npy"), path);
  return FALSE;
}

gboolean
cli_save_weights (const ModelNetwork *network, const char *path, GError **error)
{
  g_autoptr (GByteArray) file = NULL;

  if (!cli_save_check_weights (path, error))
    return FALSE;
  if (network->n_weights > MOST_WEIGHTS)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   _ ("--save-weights %s: the network has %.0f weights; allowed are %d"), path,
                   (double) network->n_weights, MOST_WEIGHTS);
      return FALSE;
    }
  file = g_str_has_suffix (path, endings[0])
             ? format_npz (network)
             : format_npy (network->weights, (int) network->n_weights, 0);
  return model_file_replace (path, (const char *) file->data, file->len, error);
}
