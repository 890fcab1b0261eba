/* Captions from the table of parameters: a new parameter needs nothing here. */
#include "figure/words/caption.h"

#include "digits/plan.h"
#include "figure/figure_digits.h"
#include "figure/figure_entry.h"
#include "figure/figure_sweeps.h"
#include "model/network/learning_rate.h"
#include "num/number.h"
#include "plot/draw/label.h"
#include "run/sweep_files.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_LISTED 6 /* values of an axis, more are told by their ends */
#define LONGEST_TEXT 60
#define DIGITS 4

/* Runs of one figure. */
typedef struct
{
  const ModelExperiment *experiments;
  ModelSnapshot *const *snapshots; /* or NULL */
  int n;
} Runs;

/* Markup without what only a drawing shows: "\\sigma_A" is "σ_A". Each sign is parsed alone, so
 * that scripts keep their "_". */
static void
append_plain (GString *out, const char *markup)
{
  while (*markup != '\0')
    {
      gsize n = 1;
      g_autofree char *sign = NULL, *plain = NULL;
      g_autoptr (PangoAttrList) attributes = NULL;

      if (*markup == '\\')
        n = g_ascii_isalpha (markup[1]) ? 1 + strspn (markup + 1, G_CSET_a_2_z G_CSET_A_2_Z) : 2;
      if (*markup == '\\' && markup[1] != '\0' && !g_ascii_isalpha (markup[1]))
        g_string_append_c (out, markup[1]);
      else if (*markup == '\\')
        {
          sign = g_strndup (markup, n);
          plot_label_parse (sign, &plain, &attributes);
          g_string_append (out, plain);
        }
      else if (strchr ("${}", *markup) == NULL)
        g_string_append_c (out, *markup);
      markup += MIN (n, strlen (markup));
    }
}

static void
append_item (GString *list, const char *markup)
{
  if (list->len > 0)
    g_string_append (list, ", ");
  append_plain (list, markup);
}

/* Whether it is worth a word: what has no effect is not, nor what is as it always is, unless a
 * reader would ask for it. */
static gboolean
is_told (const ModelExperiment *experiment, ModelKey key)
{
  const ModelParameter *p = model_parameter (key);
  ModelExperiment fallback;

  if (!model_parameter_applies (experiment, key))
    return FALSE;
  model_experiment_init (&fallback);
  if (!model_experiment_equal_at (experiment, &fallback, key) || p->prominent)
    return TRUE;
  if (p->type == MODEL_TYPE_CHOICE)
    return g_str_equal (p->group, "network");
  return p->type != MODEL_TYPE_TEXT && p->fallback != 0;
}

/* A path by its name, what is long by its beginning. */
static char *
shorten_text (const ModelExperiment *experiment, ModelKey key)
{
  const ModelParameter *p = model_parameter (key);
  const char *text = model_experiment_get_text (experiment, key);
  const char *slash = p->numbers ? NULL : strrchr (text, '/');

  if (slash != NULL)
    text = slash + 1;
  if (g_utf8_strlen (text, -1) <= LONGEST_TEXT)
    return g_strdup (text);
  g_autofree char *start = g_utf8_substring (text, 0, LONGEST_TEXT);
  return g_strconcat (start, "…", NULL);
}

/* In as many digits as a reader takes in, with a minus sign. */
static char *
format_number (double value)
{
  char number[NUM_NUMBER_SIZE];
  const char *text = num_number_format (num_number_round (value, DIGITS), number);
  char *exponent = strstr (number, "e-0");

  /* C writes two digits of an exponent. */
  if (exponent != NULL)
    memmove (exponent + 2, exponent + 3, strlen (exponent + 3) + 1);
  return *text == '-' ? g_strconcat ("−", text + 1, NULL) : g_strdup (text);
}

/* What the program made of an automatic value, 0 where that is not known. */
static double
get_in_use (const Runs *self, int i, ModelKey key)
{
  if (self->snapshots != NULL && self->snapshots[i] != NULL)
    return model_snapshot_get_in_use (self->snapshots[i], key);
  return key == MODEL_LEARNING_RATE ? model_learning_rate_get (&self->experiments[i]) : 0;
}

static char *
format_value (const Runs *self, int i, ModelKey key)
{
  const ModelExperiment *experiment = &self->experiments[i];
  const ModelParameter *p = model_parameter (key);
  const double value = model_experiment_get (experiment, key);
  double in_use;

  if (p->type == MODEL_TYPE_TEXT)
    return shorten_text (experiment, key);
  if (p->type == MODEL_TYPE_CHOICE)
    return g_strdup (study_parameter_text_get_choice (key, (int) value));
  if (p->type == MODEL_TYPE_INTEGER && value != 0)
    return g_strdup_printf ("%.0f", value);
  if (p->zero == NULL || value != 0)
    return format_number (value);
  in_use = get_in_use (self, i, key);
  return in_use > 0 ? format_number (in_use) : g_strdup (_ (p->zero));
}

/* "\\rho", or the label of what has no sign of its own. */
static char *
get_name (const ModelExperiment *experiment, ModelKey key)
{
  const ModelParameter *p = model_parameter (key);
  g_autofree char *described = NULL;
  const char *sign;

  if (p->type == MODEL_TYPE_CHOICE || p->type == MODEL_TYPE_TEXT)
    return g_strdup (_ (p->label));
  described = study_parameter_text_describe (key, experiment, 0);
  sign = strstr (described, " = ");
  return sign != NULL ? g_strndup (described, (gsize) (sign - described)) : g_strdup (described);
}

/* " = 4", or " ∈ {1, 2}" of runs that differ, in their order. */
static char *
list_values (const Runs *self, ModelKey key)
{
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean several = FALSE;

  for (int i = 0; i < self->n; i++)
    {
      gboolean known = FALSE;
      g_autofree char *value = NULL;

      for (int k = 0; k < i && !known; k++)
        known = model_experiment_equal_at (&self->experiments[i], &self->experiments[k], key);
      if (known)
        continue;
      several = list->len > 0;
      value = format_value (self, i, key);
      g_string_append_printf (list, "%s%s", several ? ", " : "", value);
    }
  return several ? g_strdup_printf (" ∈ {%s}", list->str) : g_strconcat (" = ", list->str, NULL);
}

static gboolean
is_told_of_any (const Runs *self, ModelKey key)
{
  for (int i = 0; i < self->n; i++)
    if (is_told (&self->experiments[i], key))
      return TRUE;
  return FALSE;
}

static const RunSweepAxis *
find_axis (const RunSweep *sweep, ModelKey key)
{
  for (int role = 0; sweep != NULL && role < RUN_SWEEP_N_AXES; role++)
    if (sweep->axis[role].used && sweep->axis[role].key == key)
      return &sweep->axis[role];
  return NULL;
}

/* A group of parameters as a sentence; what a sweep varies is told elsewhere. */
static void
append_group (
    GString *out, const char *group, const char *title, const Runs *runs, const RunSweep *sweep)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (ModelKey key = 0; key < MODEL_N_KEYS; key++)
    {
      g_autofree char *name = NULL, *values = NULL;

      if (!g_str_equal (model_parameter (key)->group, group) || !is_told_of_any (runs, key) ||
          find_axis (sweep, key) != NULL)
        continue;
      name = get_name (&runs->experiments[0], key);
      values = list_values (runs, key);
      append_item (list, name);
      g_string_append (list, values);
    }
  if (list->len > 0)
    g_string_append_printf (out, " %s: %s.", title, list->str);
}

static void
append_runs (GString *out, const Runs *runs, const RunSweep *sweep)
{
  append_group (out, "network", _ ("Network"), runs, sweep);
  append_group (out, "data", _ ("Data"), runs, sweep);
  append_group (out, "training", _ ("Training"), runs, sweep);
}

static char *
format_axis_value (const RunSweepAxis *axis, double value)
{
  if (model_parameter (axis->key)->type == MODEL_TYPE_CHOICE)
    return g_strdup (study_parameter_text_get_choice (axis->key, (int) value));
  return format_number (value);
}

/* " ∈ {3, 2, 1.5, 1}", or " from −0.9 to 0.9 (9 values)". */
static char *
format_axis_values (const RunSweepAxis *axis)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *first = format_axis_value (axis, axis->values[0]);
  g_autofree char *last = format_axis_value (axis, axis->values[axis->n - 1]);

  if (axis->n > MOST_LISTED)
    return g_strdup_printf (_ (" from %s to %s (%d values)"), first, last, axis->n);
  for (int i = 0; i < axis->n; i++)
    {
      g_autofree char *value = format_axis_value (axis, axis->values[i]);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_strdup_printf (" ∈ {%s}", list->str);
}

/* Axes, and what lines and marks are. */
static void
append_axes (GString *out, const RunSweep *sweep)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    if (sweep->axis[role].used && sweep->axis[role].key != MODEL_SEED)
      {
        const RunSweepAxis *axis = &sweep->axis[role];
        g_autofree char *name =
            axis->name != NULL ? g_strdup (axis->name) : get_name (&sweep->base, axis->key);
        g_autofree char *values = format_axis_values (axis);

        append_item (list, name);
        g_string_append (list, values);
      }
  if (list->len > 0)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Varied: %s."), list->str);
    }
  if (!sweep->axis[RUN_SWEEP_Y].used && sweep->n_seeds > 1)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out,
                              ngettext ("Marks with bars: mean and standard deviation of %d seed; "
                                        "lines: theory.",
                                        "Marks with bars: mean and standard deviation of %d seeds; "
                                        "lines: theory.",
                                        (gulong) sweep->n_seeds),
                              sweep->n_seeds);
    }
}

static RunSweep *
load_sweep (const FigureCaptionOf *of)
{
  RunSweepMeasure measure;
  const char *name = figure_get_sweep (of->figure, &measure);

  if (name != NULL)
    return run_sweep_files_load (name, NULL);
  return of->source != NULL && of->figure == &figure_sweep ? run_sweep_parse (of->source, NULL)
                                                           : NULL;
}

static void
append_digits (GString *out, const FigureCaptionOf *of)
{
  g_autoptr (GString) list = g_string_new (NULL);
  DigitsPlan plan;

  if (!figure_get_digits (of->figure, &plan) &&
      (of->source == NULL || !digits_plan_from_text (&plan, of->source, NULL)))
    return;
  for (DigitsKey key = 0; key < DIGITS_N_KEYS; key++)
    g_string_append_printf (list, "%s%s = %.6g", list->len > 0 ? ", " : "",
                            digits_parameter (key)->name, plan.options.values[key]);
  g_string_append_printf (out, " %s: %s.",
                          plan.options.model == DIGITS_CNN ? _ ("Convolutional network")
                                                           : _ ("Multilayer perceptron"),
                          list->str);
  if (plan.seeds > 0)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Mean and standard deviation of %d seeds."), plan.seeds);
    }
}

/* What sets another run apart: "L_f = 1", or that it is the same. */
static char *
describe_difference (const ModelExperiment *run, const ModelExperiment *other)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const Runs others = { other, NULL, 1 };

  for (ModelKey key = 0; key < MODEL_N_KEYS; key++)
    if (!model_experiment_equal_at (run, other, key) && model_parameter_applies (other, key))
      {
        g_autofree char *name = get_name (other, key), *value = list_values (&others, key);

        append_item (list, name);
        g_string_append (list, value);
      }
  return g_strdup (list->len > 0 ? list->str : _ ("same parameters"));
}

static void
append_compared (GString *out, const ModelRecipe *run, const StudyCompared *compared)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = 0; i < compared->n_pins; i++)
    {
      g_autofree char *pin = describe_difference (&run->experiment, &compared->pins[i].experiment);

      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", pin);
    }
  if (list->len > 0)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Beside it: %s."), list->str);
    }
  if (compared->comparison == STUDY_ENSEMBLE_FUSION)
    g_string_append_printf (out, " %s.", _ ("All fusion layers"));
  if (compared->comparison == STUDY_ENSEMBLE_SEEDS)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Band: median and 10–90 %% range of %d seeds."),
                              RUN_ENSEMBLE_SEEDS);
    }
  if (compared->has_ghost)
    {
      g_autofree char *ghost = describe_difference (&run->experiment, &compared->ghost.experiment);

      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Pale: the run before (%s)."), ghost);
    }
}

static void
append_events (GString *out, const ModelRecipe *run)
{
  if (run->is_fork)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Forked at epoch %.0f."), (double) run->fork);
    }
  for (int i = 0; i < run->kicks.n; i++)
    {
      g_string_append_c (out, ' ');
      g_string_append_printf (out, _ ("Total weights set by hand at epoch %.0f."),
                              (double) run->kicks.kick[i].epoch);
    }
}

/* The experiments that a figure is drawn of. */
static int
fill_runs (const FigureCaptionOf *of, ModelExperiment runs[FIGURE_MAX_RUNS])
{
  const int n = MAX (of->figure->n_runs, 1);

  for (int i = 0; i < n; i++)
    {
      runs[i] = of->run->experiment;
      figure_configure (of->figure, i, &runs[i]);
    }
  return n;
}

static char *
new_caption (const FigureCaptionOf *of, ModelSnapshot *const *snapshots)
{
  ModelExperiment experiments[FIGURE_MAX_RUNS];
  const Runs runs = { experiments, snapshots, fill_runs (of, experiments) };
  const gboolean own = figure_takes_experiment (of->figure);
  g_autoptr (RunSweep) sweep = load_sweep (of);
  GString *out = g_string_new (NULL);

  append_plain (out, sweep != NULL && of->figure == &figure_sweep && sweep->title != NULL
                         ? sweep->title
                         : _ (figure_get_title (of->figure)));
  g_string_append_c (out, '.');
  if (sweep != NULL)
    {
      append_runs (out, &(Runs){ &sweep->base, NULL, 1 }, sweep);
      append_axes (out, sweep);
    }
  else if (figure_is_of_digits (of->figure))
    append_digits (out, of);
  else if (of->figure->n_runs > 0)
    append_runs (out, &runs, NULL);
  if (own)
    append_events (out, of->run);
  if (own && of->compared != NULL)
    append_compared (out, of->run, of->compared);
  return g_string_free (out, FALSE);
}

char *
figure_caption_new (const FigureCaptionOf *of)
{
  g_return_val_if_fail (of != NULL && of->figure != NULL && of->run != NULL, NULL);

  return new_caption (of, NULL);
}

char *
figure_caption_new_for (const FigureData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  g_autofree char *sweep = figure_data_dup_sweep (data), *digits = figure_data_dup_digits (data);

  return new_caption (&(FigureCaptionOf){ .figure = data->figure,
                                          .run = &data->run,
                                          .compared = &data->compared,
                                          .source = sweep != NULL ? sweep : digits },
                      data->snapshots);
}
