/* Axes as text. */
#include "run/sweep_axis_text.h"

#include "num/number.h"

#include <math.h>
#include <string.h>

#define STEPS 9
/* Of a slider's range: how far to either side of the present value, and how near to its ends. */
#define REACH 0.25
#define MARGIN 0.05
/* The same of the decades of a logarithmic one; and where "automatic" is taken to stand. */
#define DECADES 1.0
#define AUTOMATIC 0.75
#define DIGITS 3
/* Whole numbers up to so many are all gone through. */
#define MOST_WHOLE 12
/* Where 0 stands for a word, values are proposed around this. */
#define MANY 1000

gboolean
run_sweep_axis_text_can_sweep (ModelKey key)
{
  return model_parameter (key)->type != MODEL_TYPE_TEXT;
}

void
run_sweep_axis_text_clear (RunSweepAxisText *self)
{
  for (int i = 0; i < 3; i++)
    g_clear_pointer (&self->part[i], g_free);
}

/* Takes its first word off a text; NULL where there is none. */
static char *
take_word (const char **text)
{
  const char *start = *text + strspn (*text, " \t");
  const gsize n = strcspn (start, " \t#");

  *text = start + n;
  return n > 0 ? g_strndup (start, n) : NULL;
}

/* "first:last:count", whatever these are. */
static gboolean
split_range (RunSweepAxisText *self, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 4);

  if (g_strv_length (parts) != 3)
    return FALSE;
  for (int i = 0; i < 3; i++)
    self->part[i] = g_strdup (parts[i]);
  return TRUE;
}

gboolean
run_sweep_axis_text_read (RunSweepAxisText *self, const char *text)
{
  g_autofree char *name = take_word (&text);
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean logarithmic = FALSE;
  int n = 0;
  ModelKey key;
  char *word;

  if (name == NULL || !model_parameter_find (name, &key) || !run_sweep_axis_text_can_sweep (key))
    return FALSE;
  while ((word = take_word (&text)) != NULL)
    {
      if (strcmp (word, "log") == 0)
        logarithmic = TRUE;
      else
        g_string_append_printf (list, "%s%s", n++ > 0 ? " " : "", word);
      g_free (word);
    }
  *self = (RunSweepAxisText){ .key = key };
  if (n == 1 && split_range (self, list->str))
    self->values = logarithmic ? RUN_SWEEP_VALUES_LOG_RANGE : RUN_SWEEP_VALUES_RANGE;
  else
    {
      self->values = RUN_SWEEP_VALUES_LIST;
      self->part[0] = g_strconcat (list->str, logarithmic ? " log" : "", NULL);
    }
  return TRUE;
}

char *
run_sweep_axis_text_write (const RunSweepAxisText *self)
{
  const char *name = model_parameter (self->key)->name;

  if (self->values == RUN_SWEEP_VALUES_LIST)
    return g_strdup_printf ("%s %s", name, self->part[0]);
  return g_strdup_printf ("%s %s:%s:%s%s", name, self->part[0], self->part[1], self->part[2],
                          self->values == RUN_SWEEP_VALUES_LOG_RANGE ? " log" : "");
}

static char *
write_range (const ModelParameter *p, double low, double high, gboolean logarithmic)
{
  char first[NUM_NUMBER_SIZE], last[NUM_NUMBER_SIZE];

  return g_strdup_printf (
      "%s %s:%s:%d%s", p->name, num_number_format (num_number_round (low, DIGITS), first),
      num_number_format (num_number_round (high, DIGITS), last), STEPS, logarithmic ? " log" : "");
}

static char *
suggest_logarithmic (const ModelParameter *p, double value)
{
  const double low = log10 (p->slider_minimum), high = log10 (p->slider_maximum);
  const double middle = value > 0 ? log10 (value) : low + AUTOMATIC * (high - low);
  const double first = CLAMP (middle - DECADES, low, high - 2 * DECADES);

  return write_range (p, pow (10, first), pow (10, fmin (first + 2 * DECADES, high)), TRUE);
}

static char *
suggest_linear (const ModelParameter *p, double value)
{
  const double span = p->slider_maximum - p->slider_minimum;
  const double low = p->slider_minimum + MARGIN * span, high = p->slider_maximum - MARGIN * span;
  const double first = CLAMP (value - REACH * span, low, high - 2 * REACH * span);

  return write_range (p, first, first + 2 * REACH * span, FALSE);
}

/* Those of some values that the experiment takes; of a choice their indices. */
static char *
list (ModelKey key, const ModelExperiment *experiment, const double *values, int n)
{
  GString *text = g_string_new (model_parameter (key)->name);

  for (int i = 0; i < n; i++)
    {
      ModelExperiment probe = *experiment;

      if ((i == 0 || values[i] > values[i - 1]) &&
          model_experiment_set (&probe, key, values[i], NULL) &&
          model_experiment_validate (&probe, NULL))
        {
          g_autofree char *word = model_experiment_format_value (&probe, key);

          g_string_append_printf (text, " %s", word);
        }
    }
  return g_string_free (text, FALSE);
}

/* How many choices there are, or whole numbers within reach of the slider. */
static int
count_all (const ModelParameter *p)
{
  int n = 0;

  if (p->type == MODEL_TYPE_INTEGER)
    return p->slider_step > 0 ? (int) (p->slider_maximum - p->slider_minimum) + 1 : 0;
  while (p->choices != NULL && p->choices[n].name != NULL)
    n++;
  return n;
}

char *
run_sweep_axis_text_suggest (ModelKey key, const ModelExperiment *experiment)
{
  g_return_val_if_fail (run_sweep_axis_text_can_sweep (key), NULL);

  const ModelParameter *p = model_parameter (key);
  const double value = model_experiment_get (experiment, key);
  const double start = value > 0 ? value : p->fallback > 0 ? p->fallback : fmin (MANY, p->maximum);
  const double around[] = { round (start / 4), round (start / 2), start, 2 * start, 4 * start };
  const int n = count_all (p);
  double all[MOST_WHOLE];

  if (p->type == MODEL_TYPE_REAL && p->slider_logarithmic)
    return suggest_logarithmic (p, value);
  if (p->type == MODEL_TYPE_REAL && p->slider_step > 0)
    return suggest_linear (p, value);
  if (n == 0 || n > MOST_WHOLE)
    return list (key, experiment, around, G_N_ELEMENTS (around));
  for (int i = 0; i < n; i++)
    all[i] = i + (p->type == MODEL_TYPE_INTEGER ? p->slider_minimum : 0);
  return list (key, experiment, all, n);
}
