/* Names that somebody chose, and those that columns suggest. */
#include "model/data/modality_name.h"

#include "model/data/file_table.h"
#include "model/experiment/message.h"

#include <string.h>

enum
{
  SHORTEST_STEM = 2 /* characters that columns have in common */
};

/* Interned, or NULL where nothing is left. */
static const char *
clean (const char *text)
{
  g_autofree char *name = model_message_clean_name (text, MODEL_MODALITY_NAME_LENGTH);

  return *name != '\0' ? g_intern_string (name) : NULL;
}

/* Where what a and b begin with alike ends, at the end of a word in both. */
static gsize
find_common (const char *a, gsize length, const char *b)
{
  gsize n = 0, end = 0;

  while (n < length && a[n] == b[n] && b[n] != '\0')
    {
      n = (gsize) (g_utf8_next_char (a + n) - a);
      if (n <= length && !g_unichar_isalpha (g_utf8_get_char (b + n)) &&
          (n == length || !g_unichar_isalpha (g_utf8_get_char (a + n))))
        end = n;
    }
  return MIN (end, length);
}

/* What the names of a modality's columns begin with; NULL: nothing. Owned by the caller. */
static char *
find_stem (const ModelColumnChoice *choice, const ModelTableShape *shape, int m)
{
  const ModelTableInput *input = &choice->input[m == 0 ? 0 : choice->n[0]];
  const char *first = shape->column[input[0].column].name;
  gsize length;
  g_autofree char *stem = NULL;

  if (first == NULL || !g_utf8_validate (first, -1, NULL))
    return NULL;
  length = strlen (first);
  for (int i = 1; i < choice->n[m]; i++)
    {
      const char *name = shape->column[input[i].column].name;

      if (input[i].column == input[0].column)
        continue;
      if (name == NULL || !g_utf8_validate (name, -1, NULL))
        return NULL;
      length = find_common (first, length, name);
    }
  stem = g_strndup (first, length);
  if (length < strlen (first))
    while (length > 0 &&
           (strchr (" _-.:/#", stem[length - 1]) != NULL || g_ascii_isdigit (stem[length - 1])))
      stem[--length] = '\0';
  for (const char *at = stem; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)) && g_utf8_strlen (stem, -1) >= SHORTEST_STEM)
      return g_steal_pointer (&stem);
  return NULL;
}

/* The suggestions made last: asked for in every frame. The texts are interned, the shape is held.
 * `lock` guards it. */
static GMutex lock;
static struct
{
  ModelTableShape *shape;
  const char *text[3];
  int value[2];
  const char *name[2];
} last;

static const ModelKey texts[] = { MODEL_TARGET, MODEL_COLUMNS_A, MODEL_COLUMNS_B };
static const ModelKey values[] = { MODEL_INPUTS_A, MODEL_CATEGORIES };

/* With lock. */
static gboolean
is_last (const ModelTableShape *shape, const ModelExperiment *experiment)
{
  gboolean same = last.shape == shape;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    same = same && last.text[i] == model_experiment_get_text (experiment, texts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    same = same && last.value[i] == model_experiment_get_int (experiment, values[i]);
  return same;
}

/* With lock. */
static void
suggest (ModelTableShape *shape, const ModelExperiment *experiment)
{
  ModelColumnChoice choice;

  g_clear_pointer (&last.shape, model_table_shape_unref);
  last.shape = model_table_shape_ref (shape);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    last.text[i] = model_experiment_get_text (experiment, texts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    last.value[i] = model_experiment_get_int (experiment, values[i]);
  last.name[0] = last.name[1] = NULL;
  if (!shape->has_header || !model_column_choice_make (&choice, shape, experiment, NULL))
    return;
  for (int m = 0; m < 2; m++)
    {
      g_autofree char *stem = find_stem (&choice, shape, m);

      last.name[m] = stem != NULL ? clean (stem) : NULL;
    }
  /* One name for both tells nothing. */
  if (last.name[0] == last.name[1])
    last.name[0] = last.name[1] = NULL;
}

static const char *
get_suggestion (const ModelExperiment *experiment, int m)
{
  g_autoptr (ModelTableShape) shape = NULL;
  const char *name;

  if (model_experiment_get_int (experiment, MODEL_SOURCE) != MODEL_SOURCE_FILE)
    return NULL;
  shape = model_file_table_find (experiment);
  if (shape == NULL)
    return NULL;
  g_mutex_lock (&lock);
  if (!is_last (shape, experiment))
    suggest (shape, experiment);
  name = last.name[m];
  g_mutex_unlock (&lock);
  return name;
}

const char *
model_modality_name (const ModelExperiment *experiment, int m)
{
  const char *given =
      clean (model_experiment_get_text (experiment, m == 0 ? MODEL_NAME_A : MODEL_NAME_B));

  return given != NULL ? given : get_suggestion (experiment, m);
}

const char *
model_modality_get_label (const ModelExperiment *experiment, int m)
{
  const char *name = model_modality_name (experiment, m);

  return name != NULL ? name : m == 0 ? "A" : "B";
}
