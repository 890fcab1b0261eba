/* Plans as groups of key files: all options, the defaults too. */
#include "digits/plan.h"

#include "model/experiment/key_file.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_PIECES 1e12
/* Multiplications that all cores do in a second; a step takes three for each that the answer takes:
 * forwards, and backwards to weights and inputs. */
#define PER_SECOND 2e10
#define SIDE 28 /* of most images */

static const char *const models[] = { [DIGITS_MLP] = "mlp", [DIGITS_CNN] = "cnn" };

void
digits_plan_init (DigitsPlan *self, DigitsModel model)
{
  g_return_if_fail (self != NULL);

  *self = (DigitsPlan){ .pieces = -1, .cells = -1 };
  digits_options_init (&self->options, model);
}

void
digits_plan_init_run (DigitsPlan *self, const DigitsState *state)
{
  g_return_if_fail (self != NULL && state != NULL);

  *self = (DigitsPlan){ .options = state->options,
                        .folder = state->folder,
                        .pieces = digits_state_is_whole (state) ? -1 : state->pieces,
                        .cells = -1 };
}

void
digits_plan_init_table (DigitsPlan *self, const DigitsState *state)
{
  g_return_if_fail (self != NULL && state != NULL && state->table.seeds > 0);

  const DigitsTable *table = &state->table;
  int done = 0;

  for (int fusion = 0; fusion < table->fusions; fusion++)
    for (int seed = 0; seed < table->seeds; seed++)
      done += table->cells[fusion][seed].done;
  *self = (DigitsPlan){ .options = state->table_options,
                        .folder = state->table_folder,
                        .pieces = -1,
                        .seeds = table->seeds,
                        .cells = done < table->fusions * table->seeds ? done : -1 };
}

static void
append_number (GString *text, const char *key, double value)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append_printf (text, "%s = %s\n", key, num_number_format (value, number));
}

/* As a key file has it: what would end the line is escaped. */
static void
append_string (GString *text, const char *key, const char *value)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *valid = g_filename_display_name (value), *escaped = NULL;

  g_key_file_set_string (file, DIGITS_PLAN_GROUP, key, valid);
  escaped = g_key_file_get_value (file, DIGITS_PLAN_GROUP, key, NULL);
  g_string_append_printf (text, "%s = %s\n", key, escaped);
}

/* "corrupt_a": as keys of files are written. Owned by the caller. */
static char *
make_key (DigitsKey key)
{
  return g_strdelimit (g_strdup (digits_parameter (key)->name), "-", '_');
}

char *
digits_plan_to_text (const DigitsPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *text = g_string_new ("[" DIGITS_PLAN_GROUP "]\n");

  if (self->folder != NULL && *self->folder != '\0')
    append_string (text, "folder", self->folder);
  g_string_append_printf (text, "model = %s\n", models[self->options.model]);
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    {
      g_autofree char *name = make_key (key);

      append_number (text, name, self->options.values[key]);
    }
  if (self->pieces >= 0)
    append_number (text, "pieces", self->pieces);
  if (self->seeds > 0)
    append_number (text, "seeds", self->seeds);
  if (self->cells >= 0)
    append_number (text, "cells", self->cells);
  return g_string_free (text, FALSE);
}

static gboolean
refuse (const char *key, const char *value, const char *allowed, GError **error)
{
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION, _ ("%s = %s: allowed is %s"), key, value,
               allowed);
  return FALSE;
}

/* A whole number that is no option. */
static gboolean
read_count (
    const char *key, const char *value, double minimum, double maximum, double *out, GError **error)
{
  g_autofree char *allowed = NULL;

  if (num_number_parse (value, out) && *out >= minimum && *out <= maximum && *out == floor (*out))
    return TRUE;
  allowed = g_strdup_printf ("%.0f..%.0f", minimum, maximum);
  return refuse (key, value, allowed, error);
}

static gboolean
read_option (DigitsPlan *self, const char *key, const char *value, GError **error)
{
  for (int i = 0; i < DIGITS_N_KEYS; i++)
    {
      g_autofree char *name = make_key (i);
      double number;

      if (strcmp (name, key) == 0)
        return num_number_parse (value, &number)
                   ? digits_options_set (&self->options, i, number, error)
                   : refuse (key, value, _ ("a number"), error);
    }
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION, _ ("[%s] %s: there is no such key"),
               DIGITS_PLAN_GROUP, key);
  return FALSE;
}

static gboolean
read_key (DigitsPlan *self, const char *key, const char *value, GError **error)
{
  double count = 0;

  /* These are read before and after. */
  if (strcmp (key, "model") == 0 || strcmp (key, "folder") == 0)
    return TRUE;
  if (strcmp (key, "pieces") == 0)
    return read_count (key, value, 0, MAX_PIECES, &count, error) && (self->pieces = count, TRUE);
  if (strcmp (key, "seeds") == 0)
    return read_count (key, value, 1, DIGITS_TABLE_MAX_SEEDS, &count, error) &&
           (self->seeds = count, TRUE);
  if (strcmp (key, "cells") == 0)
    return read_count (key, value, 0, DIGITS_MAX_LAYERS * DIGITS_TABLE_MAX_SEEDS, &count, error) &&
           (self->cells = count, TRUE);
  return read_option (self, key, value, error);
}

/* The model first: what is not said is its default. */
static gboolean
read_model (DigitsPlan *self, GKeyFile *file, GError **error)
{
  g_autofree char *model = g_key_file_get_value (file, DIGITS_PLAN_GROUP, "model", NULL);

  digits_plan_init (self, DIGITS_MLP);
  if (model == NULL)
    return TRUE;
  g_strstrip (model);
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (strcmp (model, models[i]) == 0)
      {
        digits_plan_init (self, i);
        return TRUE;
      }
  return refuse ("model", model, "mlp, cnn", error);
}

static gboolean
read_folder (DigitsPlan *self, GKeyFile *file, GError **error)
{
  g_autofree char *folder = NULL;

  if (!g_key_file_has_key (file, DIGITS_PLAN_GROUP, "folder", NULL))
    return TRUE;
  folder = model_key_file_dup_string (file, DIGITS_PLAN_GROUP, "folder", error);
  if (folder == NULL)
    return FALSE;
  self->folder = *folder != '\0' ? g_intern_string (folder) : NULL;
  return TRUE;
}

gboolean
digits_plan_from_text (DigitsPlan *self, const char *text, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), error);
  g_auto (GStrv) keys = NULL;
  DigitsPlan read;

  if (file == NULL || !read_model (&read, file, error) || !read_folder (&read, file, error))
    return FALSE;
  keys = g_key_file_get_keys (file, DIGITS_PLAN_GROUP, NULL, NULL);
  for (int i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, DIGITS_PLAN_GROUP, keys[i], NULL);

      if (!read_key (&read, keys[i], g_strstrip (value), error))
        return FALSE;
    }
  /* Whatever size the images are. */
  if (!digits_options_validate (&read.options, DIGITS_IDX_MAX_SIDE, error))
    return FALSE;
  *self = read;
  return TRUE;
}

double
digits_plan_estimate_seconds (const DigitsPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  const DigitsShape shape = digits_options_get_shape (&self->options, SIDE);
  const double images =
      self->options.values[DIGITS_KEY_TRAIN] +
      self->options.values[DIGITS_KEY_TEST] * self->options.values[DIGITS_KEY_CHECKS];
  const double runs =
      self->seeds > 0 ? self->seeds * digits_options_count_fusions (&self->options) : 1;
  DigitsLayout layout;

  if (!digits_layout_init (&layout, &shape, NULL))
    return 0;
  return 3 * digits_layout_count_products (&layout) * images *
         self->options.values[DIGITS_KEY_EPOCHS] * runs / PER_SECOND;
}
