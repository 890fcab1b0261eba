/* Recipes as text: an experiment's key file with a group of its own for the kicks. */
#include "model/record/recipe.h"

#include "model/experiment/experiment_text.h"
#include "model/experiment/key_file.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "run"

void
model_recipe_init (ModelRecipe *self)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  model_experiment_init (&self->experiment);
}

void
model_recipe_init_snapshot (ModelRecipe *self, const ModelSnapshot *snapshot)
{
  g_return_if_fail (self != NULL && snapshot != NULL);

  model_recipe_init (self);
  self->experiment = snapshot->experiment;
  model_recipe_set_kicks (self, snapshot->kicks, snapshot->n_kicks);
}

void
model_recipe_init_parent (ModelRecipe *self, const ModelRecipe *other)
{
  g_return_if_fail (self != NULL && other != NULL && other->is_fork);

  model_recipe_init (self);
  self->experiment = other->parent.experiment;
  self->kicks = other->parent.kicks;
}

void
model_recipe_set_kicks (ModelRecipe *self, const ModelKick *kicks, int n)
{
  ModelKicks set = { .n = n };

  g_return_if_fail (n >= 0 && n <= MODEL_KICK_MAX);

  for (int i = 0; i < n; i++)
    set.kick[i] = kicks[i];
  self->kicks = set;
}

void
model_recipe_set_fork (ModelRecipe *self, const ModelRecipe *parent, gint64 epoch)
{
  g_return_if_fail (!parent->is_fork);

  self->is_fork = TRUE;
  self->fork = epoch;
  self->parent.experiment = parent->experiment;
  self->parent.kicks = parent->kicks;
}

void
model_recipe_clear_fork (ModelRecipe *self)
{
  self->is_fork = FALSE;
}

gboolean
model_kicks_equal (const ModelKicks *self, const ModelKicks *other)
{
  if (self->n != other->n)
    return FALSE;
  for (int i = 0; i < self->n; i++)
    if (!model_kick_equal (&self->kick[i], &other->kick[i]))
      return FALSE;
  return TRUE;
}

gboolean
model_recipe_equal_fork (const ModelRecipe *self, const ModelRecipe *other)
{
  if (!self->is_fork || !other->is_fork)
    return self->is_fork == other->is_fork;
  return self->fork == other->fork &&
         model_experiment_equal (&self->parent.experiment, &other->parent.experiment) &&
         model_kicks_equal (&self->parent.kicks, &other->parent.kicks);
}

gboolean
model_recipe_equal (const ModelRecipe *self, const ModelRecipe *other)
{
  return model_experiment_equal (&self->experiment, &other->experiment) &&
         model_kicks_equal (&self->kicks, &other->kicks) && model_recipe_equal_fork (self, other);
}

gboolean
model_recipe_fork_takes (const ModelRecipe *self, const ModelExperiment *experiment)
{
  ModelNetworkShape a, b;

  model_network_shape_from_experiment (&a, &self->parent.experiment);
  model_network_shape_from_experiment (&b, experiment);
  return model_network_shape_equal (&a, &b);
}

gboolean
model_recipe_validate (const ModelRecipe *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!model_experiment_validate (&self->experiment, error))
    return FALSE;
  if (!self->is_fork)
    return TRUE;
  if (!model_experiment_validate (&self->parent.experiment, error))
    return FALSE;
  if (self->kicks.n > 0 && self->kicks.kick[0].epoch < self->fork)
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("kicks: allowed are epochs from the fork on"));
      return FALSE;
    }
  if (model_recipe_fork_takes (self, &self->experiment))
    return TRUE;
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                       _ ("fork: allowed are epochs of the run, and experiments with the same "
                          "network"));
  return FALSE;
}

/* "[run]", "kicks = 300 1.25 0.5; 400 1 1". */
static void
append_kicks (GString *text, const ModelRecipe *self)
{
  g_string_append (text, "[" GROUP "]\nkicks = ");
  for (int i = 0; i < self->kicks.n; i++)
    {
      const ModelKick *kick = &self->kicks.kick[i];
      char number[2][NUM_NUMBER_SIZE];

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s %s", i > 0 ? "; " : "", kick->epoch,
                              num_number_format (kick->weight[0], number[0]),
                              num_number_format (kick->weight[1], number[1]));
    }
  g_string_append_c (text, '\n');
}

/* Keys at their default are left out of an experiment; the seed is wanted in every file. */
static void
append_experiment (GString *text, const ModelExperiment *experiment)
{
  g_autofree char *keys = model_experiment_to_text (experiment);
  char number[NUM_NUMBER_SIZE];

  g_string_append (text, keys);
  if (model_experiment_get (experiment, MODEL_SEED) != model_parameter (MODEL_SEED)->fallback)
    return;
  if (strstr (keys, "[training]\n") == NULL)
    g_string_append (text, "[training]\n");
  g_string_append_printf (
      text, "%s = %s\n", model_parameter (MODEL_SEED)->name,
      num_number_format (model_experiment_get (experiment, MODEL_SEED), number));
}

char *
model_recipe_to_text (const ModelRecipe *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *text = g_string_new (NULL);

  if (self->kicks.n > 0)
    append_kicks (text, self);
  append_experiment (text, &self->experiment);
  return g_string_free (text, FALSE);
}

static gboolean
read_kick (ModelRecipe *self, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 4);
  ModelKick *kick = &self->kicks.kick[self->kicks.n];
  double epoch;

  if (self->kicks.n < MODEL_KICK_MAX && g_strv_length (words) == 3 &&
      num_number_parse (words[0], &epoch) && epoch >= 0 && epoch <= G_MAXINT32 * 1e3 &&
      num_number_parse (words[1], &kick->weight[0]) &&
      num_number_parse (words[2], &kick->weight[1]) &&
      (self->kicks.n == 0 || epoch > (double) kick[-1].epoch))
    {
      kick->epoch = (gint64) epoch;
      self->kicks.n++;
      return TRUE;
    }
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s = %s: allowed is %s"), "kicks", text,
               _ ("epoch, weight of A, weight of B, in increasing epoch"));
  return FALSE;
}

static gboolean
read_key (ModelRecipe *self, const char *key, const char *value, GError **error)
{
  g_auto (GStrv) kicks = g_strsplit (value, ";", MODEL_KICK_MAX + 1);

  if (!g_str_equal (key, "kicks"))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[run] %s: there is no such key"), key);
      return FALSE;
    }
  for (int i = 0; kicks[i] != NULL; i++)
    if (!read_kick (self, g_strstrip (kicks[i]), error))
      return FALSE;
  return TRUE;
}

gboolean
model_recipe_from_text (ModelRecipe *self, const char *text, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), error);
  g_auto (GStrv) keys = NULL;
  g_autofree char *rest = NULL;
  ModelRecipe read;

  if (file == NULL)
    return FALSE;
  model_recipe_init (&read);
  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (int i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, GROUP, keys[i], NULL);

      if (!read_key (&read, keys[i], g_strstrip (value), error))
        return FALSE;
    }
  g_key_file_remove_group (file, GROUP, NULL);
  rest = g_key_file_to_data (file, NULL, NULL);
  if (!model_experiment_from_text (&read.experiment, rest, error))
    return FALSE;
  self->experiment = read.experiment;
  self->kicks = read.kicks;
  return TRUE;
}
