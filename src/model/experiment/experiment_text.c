/* The experiment as a key file: groups [data], [network], [training], defaults omitted. */
#include "model/experiment/experiment_text.h"

#include "model/experiment/key_file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
model_experiment_to_text (const ModelExperiment *self)
{
  GString *text = g_string_new (NULL);
  const char *group = NULL;
  ModelExperiment fallback;

  model_experiment_init (&fallback);
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    {
      const ModelParameter *p = model_parameter (k);
      g_autofree char *value = NULL;

      if (model_experiment_equal_at (self, &fallback, k))
        continue;
      if (g_strcmp0 (group, p->group) != 0)
        g_string_append_printf (text, "[%s]\n", p->group);
      group = p->group;
      value = model_experiment_format_value (self, k);
      g_string_append_printf (text, "%s = %s\n", p->name, value);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_key (
    ModelExperiment *self, GKeyFile *file, const char *group, const char *name, GError **error)
{
  g_autofree char *value = NULL;
  ModelKey key;

  if (strchr (name, '-') != NULL || !model_parameter_find (name, &key) ||
      strcmp (model_parameter (key)->group, group) != 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("[%s] %s: there is no such key; `plateau run --help` lists them"), group,
                   name);
      return FALSE;
    }
  /* The raw value: a matrix has semicolons, which lists would split. */
  value = g_key_file_get_value (file, group, name, error);
  if (value == NULL)
    return FALSE;
  return model_experiment_parse_value (self, key, g_strstrip (value), error);
}

static gboolean
read_group (ModelExperiment *self, GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (!g_str_equal (group, "data") && !g_str_equal (group, "network") &&
      !g_str_equal (group, "training"))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("[%s]: there is no such group: allowed are [data], [network], [training]"),
                   group);
      return FALSE;
    }
  names = g_key_file_get_keys (file, group, NULL, error);
  for (int i = 0; names != NULL && names[i] != NULL; i++)
    if (!read_key (self, file, group, names[i], error))
      return FALSE;
  return names != NULL;
}

gboolean
model_experiment_from_text (ModelExperiment *self, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), error);
  g_auto (GStrv) groups = NULL;
  ModelExperiment read;

  model_experiment_init (&read);
  if (file == NULL)
    {
      g_prefix_error (error, _ ("not an experiment: "));
      return FALSE;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (int i = 0; groups[i] != NULL; i++)
    if (!read_group (&read, file, groups[i], error))
      return FALSE;
  if (!model_experiment_validate (&read, error))
    return FALSE;
  *self = read;
  return TRUE;
}
