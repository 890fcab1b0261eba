/* Compared runs as text: recipes are texts within the text, told in one line each. */
#include "study/compared.h"

#include "model/experiment/key_file.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "beside"
#define PIN "pin_"

void
study_compared_init (StudyCompared *self)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  self->difference = -1;
}

gboolean
study_compared_is_empty (const StudyCompared *self)
{
  return self->n_pins == 0 && self->comparison == STUDY_ENSEMBLE_NONE && !self->has_ghost &&
         self->n_orbits == 0;
}

static gboolean
is_same_orbit (const StudyOrbitStart *a, const StudyOrbitStart *b)
{
  return a->w[0] == b->w[0] && a->w[1] == b->w[1] && a->backward == b->backward;
}

gboolean
study_compared_equal (const StudyCompared *self, const StudyCompared *other)
{
  if (self->n_pins != other->n_pins || self->difference != other->difference ||
      self->comparison != other->comparison || self->has_ghost != other->has_ghost ||
      self->n_orbits != other->n_orbits)
    return FALSE;
  for (int i = 0; i < self->n_pins; i++)
    if (self->slots[i] != other->slots[i] || !model_recipe_equal (&self->pins[i], &other->pins[i]))
      return FALSE;
  for (int i = 0; i < self->n_orbits; i++)
    if (!is_same_orbit (&self->orbits[i], &other->orbits[i]))
      return FALSE;
  return !self->has_ghost || model_recipe_equal (&self->ghost, &other->ghost);
}

/* "pin_1 = 2 [data]\nrho = 0.5\n", as GKeyFile escapes. */
static void
append_recipe (GString *text, const char *key, const char *prefix, const ModelRecipe *recipe)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *plain = model_recipe_to_text (recipe);
  g_autofree char *whole = g_strconcat (prefix, plain, NULL), *value = NULL;

  g_key_file_set_string (file, GROUP, key, whole);
  value = g_key_file_get_value (file, GROUP, key, NULL);
  g_string_append_printf (text, "%s = %s\n", key, value);
}

static void
append_pins (GString *text, const StudyCompared *self)
{
  for (int i = 0; i < self->n_pins; i++)
    {
      g_autofree char *key = g_strdup_printf ("pin_%d", i + 1);
      g_autofree char *slot = g_strdup_printf ("%d ", self->slots[i]);

      append_recipe (text, key, slot, &self->pins[i]);
    }
  if (self->difference >= 0)
    g_string_append_printf (text, "difference = %d\n", self->difference + 1);
}

/* "orbits = 0.5 0.25; 1 1 backward". */
static void
append_orbits (GString *text, const StudyCompared *self)
{
  g_string_append (text, "orbits = ");
  for (int i = 0; i < self->n_orbits; i++)
    {
      const StudyOrbitStart *start = &self->orbits[i];
      char number[2][NUM_NUMBER_SIZE];

      g_string_append_printf (
          text, "%s%s %s%s", i > 0 ? "; " : "", num_number_format (start->w[0], number[0]),
          num_number_format (start->w[1], number[1]), start->backward ? " backward" : "");
    }
  g_string_append_c (text, '\n');
}

/* "fork = 200 [data]\nrho = 0.2\n": where it leaves, and what it leaves. */
static void
append_fork (GString *text, const ModelRecipe *run)
{
  g_autofree char *epoch = g_strdup_printf ("%" G_GINT64_FORMAT " ", run->fork);
  ModelRecipe parent;

  model_recipe_init_parent (&parent, run);
  append_recipe (text, "fork", epoch, &parent);
}

void
study_compared_append (const StudyCompared *self, const ModelRecipe *run, GString *text)
{
  if (study_compared_is_empty (self) && !run->is_fork)
    return;
  g_string_append (text, "[" GROUP "]\n");
  append_pins (text, self);
  if (self->comparison != STUDY_ENSEMBLE_NONE)
    g_string_append_printf (text, "compare = %s\n", study_ensemble_get_name (self->comparison));
  if (self->has_ghost)
    append_recipe (text, "ghost", "", &self->ghost);
  if (run->is_fork)
    append_fork (text, run);
  if (self->n_orbits > 0)
    append_orbits (text, self);
}

static gboolean
refuse (const char *key, const char *value, const char *allowed, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s = %s: allowed is %s"), key, value,
               allowed);
  return FALSE;
}

/* A whole number from 0 on before a recipe; what stands behind it. */
static const char *
read_count (const char *value, gint64 most, gint64 *out)
{
  char *end;
  const guint64 count = g_ascii_strtoull (value, &end, 10);

  if (!g_ascii_isdigit (value[0]) || (*end != ' ' && *end != '\0') || count > (guint64) most)
    return NULL;
  *out = (gint64) count;
  return *end == ' ' ? end + 1 : end;
}

/* In the order in which they are written; some may be missing. @number: of the last; becomes its */
static gboolean
read_pin (StudyCompared *self, int *number, const char *key, const char *value, GError **error)
{
  gint64 slot, next;
  const char *text = read_count (value, STUDY_PINS_MAX - 1, &slot);
  const char *rest = read_count (key + strlen (PIN), STUDY_PINS_MAX, &next);

  if (text == NULL || rest == NULL || *rest != '\0' || next <= *number)
    return refuse (key, value, _ ("a place from 0 to 5 and a run, from pin_1 to pin_6"), error);
  *number = (int) next;
  self->slots[self->n_pins] = (int) slot;
  return model_recipe_from_text (&self->pins[self->n_pins++], text, error);
}

static gboolean
read_fork (ModelRecipe *run, const char *key, const char *value, GError **error)
{
  gint64 epoch;
  const char *text = read_count (value, (gint64) (G_MAXINT32 * 1e3), &epoch);
  ModelRecipe parent;

  if (text == NULL)
    return refuse (key, value, _ ("an epoch and a run"), error);
  model_recipe_init (&parent);
  if (!model_recipe_from_text (&parent, text, error))
    return FALSE;
  model_recipe_set_fork (run, &parent, epoch);
  return TRUE;
}

static gboolean
read_difference (
    StudyCompared *self, const int *numbers, const char *key, const char *value, GError **error)
{
  gint64 pin;

  if (read_count (value, STUDY_PINS_MAX, &pin) == NULL || pin < 1)
    return refuse (key, value, _ ("the number of a pin"), error);
  for (int i = 0; i < self->n_pins; i++)
    if (numbers[i] == pin)
      self->difference = i;
  return TRUE;
}

static gboolean
read_orbits (StudyCompared *self, const char *key, const char *value, GError **error)
{
  g_auto (GStrv) starts = g_strsplit (value, ";", STUDY_ORBITS_MAX + 1);

  for (int i = 0; starts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (starts[i]), " ", 4);
      const guint n = g_strv_length (words);
      StudyOrbitStart start = { .backward = n == 3 };

      if (self->n_orbits == STUDY_ORBITS_MAX || n < 2 || n > 3 ||
          !num_number_parse (words[0], &start.w[0]) || !num_number_parse (words[1], &start.w[1]) ||
          (n == 3 && !g_str_equal (words[2], "backward")))
        return refuse (key, starts[i], _ ("weight of A, weight of B, and “backward”, 40 at most"),
                       error);
      self->orbits[self->n_orbits++] = start;
    }
  return TRUE;
}

/* @numbers: (n_pins): of the pins */
static gboolean
read_key (StudyCompared *self,
          ModelRecipe *run,
          int *numbers,
          const char *key,
          const char *value,
          GError **error)
{
  int last = self->n_pins > 0 ? numbers[self->n_pins - 1] : 0;

  if (g_str_has_prefix (key, PIN))
    return read_pin (self, &last, key, value, error) && (numbers[self->n_pins - 1] = last, TRUE);
  if (g_str_equal (key, "difference"))
    return read_difference (self, numbers, key, value, error);
  if (g_str_equal (key, "compare"))
    return study_ensemble_find (value, &self->comparison) ||
           refuse (key, value, "none, fusion, seeds", error);
  if (g_str_equal (key, "ghost"))
    {
      self->has_ghost = TRUE;
      return model_recipe_from_text (&self->ghost, value, error);
    }
  if (g_str_equal (key, "fork"))
    return read_fork (run, key, value, error);
  if (g_str_equal (key, "orbits"))
    return read_orbits (self, key, value, error);
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[beside] %s: there is no such key"), key);
  return FALSE;
}

gboolean
study_compared_read (StudyCompared *self, ModelRecipe *run, GKeyFile *file, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  int numbers[STUDY_PINS_MAX];

  study_compared_init (self);
  for (int i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = model_key_file_dup_string (file, GROUP, keys[i], error);

      if (value == NULL || !read_key (self, run, numbers, keys[i], value, error))
        return FALSE;
    }
  g_key_file_remove_group (file, GROUP, NULL);
  return TRUE;
}
