/* Parses an axis of a sweep: a key, then values or ranges of them. */
#include "run/sweep_axis.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_VALUES 1000000
#define MAX_LINES 200 /* of a family, or kinds of marks: each has a line in the legend */
/* 0.1 * 3 is to read 0.3: no axis is finer than this. */
#define DIGITS 12
/* The longest step of values, relative to the shortest: as much on a linear axis, and no more on a
 * logarithmic one, has values that are spaced for the latter. */
#define MOST_LINEAR 1.9
#define MOST_LOGARITHMIC 1.5

static gboolean
refuse (const char *role, const char *text, const char *what, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, "[sweep] %s = %.80s: %s", role, text, what);
  return FALSE;
}

static double
place (double first, double last, int i, int n, gboolean logarithmic)
{
  const double t = n > 1 ? i / (n - 1.0) : 0;

  if (i == 0 || i == n - 1)
    return i == 0 ? first : last;
  return num_number_round (logarithmic ? first * pow (last / first, t) : first * (1 - t) + last * t,
                           DIGITS);
}

/* Before they are made. */
static gboolean
check_count (const char *role, double n, GError **error)
{
  const gboolean shown_apart = g_str_equal (role, "family") || g_str_equal (role, "marks");
  const int most = shown_apart ? MAX_LINES : MAX_VALUES;

  if (n <= most)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
               _ ("[sweep] %s: %.0f values or more; allowed are up to %d"), role, n, most);
  return FALSE;
}

/* "first:last:count" */
static gboolean
append_range (
    const char *role, const char *word, gboolean logarithmic, GArray *values, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 4);
  double first, last, count;

  if (g_strv_length (parts) != 3 || !num_number_parse (parts[0], &first) ||
      !num_number_parse (parts[1], &last) || !num_number_parse (parts[2], &count) ||
      !(count >= 1) || count != floor (count) || (logarithmic && !(first > 0 && last > 0)))
    return refuse (role, word, _ ("allowed is first:last:count, all above 0 for log"), error);
  if (!check_count (role, values->len + count, error))
    return FALSE;
  for (int i = 0; i < count; i++)
    {
      const double value = place (first, last, i, (int) count, logarithmic);

      g_array_append_val (values, value);
    }
  return TRUE;
}

/* One word: a range, or what the key itself takes. */
static gboolean
append_word (ModelKey key,
             const char *role,
             const char *word,
             gboolean logarithmic,
             GArray *values,
             GError **error)
{
  ModelExperiment probe;
  double value;

  if (strchr (word, ':') != NULL)
    return append_range (role, word, logarithmic, values, error);
  if (!check_count (role, values->len + 1.0, error))
    return FALSE;
  model_experiment_init (&probe);
  if (!model_experiment_parse_value (&probe, key, word, error))
    {
      g_prefix_error (error, "[sweep] %s: ", role);
      return FALSE;
    }
  value = model_experiment_get (&probe, key);
  g_array_append_val (values, value);
  return TRUE;
}

/* Ranges may have made what the key does not take. */
static gboolean
check (ModelKey key, const char *role, GArray *values, GError **error)
{
  ModelExperiment probe;

  model_experiment_init (&probe);
  for (guint i = 0; i < values->len; i++)
    if (!model_experiment_set (&probe, key, g_array_index (values, double, i), error))
      {
        g_prefix_error (error, _ ("[sweep] %s, value %u: "), role, i + 1);
        return FALSE;
      }
  return TRUE;
}

/* Whether steps are far more even on a logarithmic axis than on another: 1 2 4 8, and 1 3 10. */
static gboolean
is_logarithmic (GArray *values)
{
  double least[2] = { INFINITY, INFINITY }, greatest[2] = { 0, 0 };

  if (values->len < 3)
    return FALSE;
  for (guint i = 1; i < values->len; i++)
    {
      const double a = g_array_index (values, double, i - 1), b = g_array_index (values, double, i);
      const double step[2] = { b - a, log (b / a) };

      if (!(a > 0) || !(b > 0) || a == b ||
          (b > a) != (g_array_index (values, double, 1) > g_array_index (values, double, 0)))
        return FALSE;
      for (int k = 0; k < 2; k++)
        {
          least[k] = fmin (least[k], fabs (step[k]));
          greatest[k] = fmax (greatest[k], fabs (step[k]));
        }
    }
  return greatest[0] > MOST_LINEAR * least[0] && greatest[1] < MOST_LOGARITHMIC * least[1];
}

gboolean
run_sweep_axis_parse (RunSweepAxis *self, const char *role, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  const char *log_word = NULL;
  gboolean has_key = FALSE;

  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], "log") == 0)
      log_word = words[i];
  for (int i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0' || strcmp (words[i], "log") == 0)
        continue;
      if (has_key)
        {
          if (!append_word (self->key, role, words[i], log_word != NULL, values, error))
            return FALSE;
        }
      else if (!model_parameter_find (words[i], &self->key) ||
               model_parameter (self->key)->type == MODEL_TYPE_TEXT)
        return refuse (role, words[i],
                       _ ("no such key; `plateau run --help` lists those with values"), error);
      has_key = TRUE;
    }
  if (values->len == 0)
    return refuse (role, text,
                   _ ("an axis needs a key and its values, as in `rho -0.9:0.9:9` or `depth 2 3`"),
                   error);
  if (!check (self->key, role, values, error))
    return FALSE;
  self->used = TRUE;
  self->logarithmic |=
      model_parameter (self->key)->type != MODEL_TYPE_CHOICE && is_logarithmic (values);
  self->n = (int) values->len;
  self->values = g_array_steal (values, NULL);
  return TRUE;
}

void
run_sweep_axis_clear (RunSweepAxis *self)
{
  g_free (self->values);
  g_free (self->name);
}

char *
run_sweep_axis_format (const RunSweepAxis *self, double value)
{
  const ModelParameter *p = model_parameter (self->key);
  char number[NUM_NUMBER_SIZE];

  return g_strdup (p->type == MODEL_TYPE_CHOICE ? p->choices[(int) value].name
                                                : num_number_format (value, number));
}
