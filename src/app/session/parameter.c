/* The parameters of the sidebar: values, rules between them, texts and slider positions. */
#include "app/session/parameter.h"

#include "model/data/modality_name.h"
#include "model/data/own_data.h"
#include "model/data/spelling.h"
#include "model/network/learning_rate.h"
#include "num/number.h"
#include "study/report/data_report.h"
#include "study/parameter_text.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

static const ModelParameter spread = {
  .name = "spread",
  .group = "data",
  .type = MODEL_TYPE_REAL,
  .fallback = 2,
  .minimum = 0,
  .maximum = 1000,
  .label = N_ ("Spread \\sigma_A / \\sigma_B"),
  .help = N_ ("How much wider A's inputs are spread than B's; the wider one is learned first "
              "(eq 12). Sets the spread of A"),
  .slider_minimum = 0.2,
  .slider_maximum = 4,
  .slider_step = 0.05,
  .digits = 2,
  .prominent = TRUE,
};

const ModelParameter *
app_parameter (int id)
{
  return id == APP_PARAMETER_SPREAD ? &spread : model_parameter ((ModelKey) id);
}

gboolean
app_parameter_find (const char *name, int *id)
{
  ModelKey key;

  if (strcmp (name, spread.name) == 0)
    *id = APP_PARAMETER_SPREAD;
  else if (model_parameter_find (name, &key))
    *id = (int) key;
  else
    return FALSE;
  return TRUE;
}

gboolean
app_parameter_applies (int id, const ModelExperiment *experiment)
{
  /* A file brings its source along, so it can always be named. */
  if (id == MODEL_FILE)
    return TRUE;
  if (id == APP_PARAMETER_SPREAD)
    return model_parameter_applies (experiment, MODEL_SIGMA_A) &&
           model_parameter_applies (experiment, MODEL_SIGMA_B) &&
           model_experiment_get (experiment, MODEL_SIGMA_B) > 0;
  return model_parameter_applies (experiment, (ModelKey) id);
}

double
app_parameter_get (int id, const ModelExperiment *experiment)
{
  double sigma_b;

  if (id != APP_PARAMETER_SPREAD)
    return model_experiment_get (experiment, (ModelKey) id);
  sigma_b = model_experiment_get (experiment, MODEL_SIGMA_B);
  return sigma_b > 0 ? model_experiment_get (experiment, MODEL_SIGMA_A) / sigma_b : 0;
}

/* Late fusion stays late and early stays early; what lies between stays where it fits. */
static gboolean
set_depth (ModelExperiment *experiment, double value, GError **error)
{
  int fusion = model_experiment_get_int (experiment, MODEL_FUSION);
  gboolean late = fusion == model_experiment_get_int (experiment, MODEL_DEPTH);

  if (!model_experiment_set (experiment, MODEL_DEPTH, value, error))
    return FALSE;
  return model_experiment_set (experiment, MODEL_FUSION, late ? value : MIN (fusion, value), error);
}

gboolean
app_parameter_set (int id, double value, ModelExperiment *experiment, GError **error)
{
  if (id == MODEL_DEPTH)
    return set_depth (experiment, value, error);
  if (id == APP_PARAMETER_SPREAD)
    return model_experiment_set (experiment, MODEL_SIGMA_A,
                                 value * model_experiment_get (experiment, MODEL_SIGMA_B), error);
  return model_experiment_set (experiment, (ModelKey) id, value, error);
}

/* Case-insensitive and only as far as typed: "auto" is enough for "automatic". The value in use
 * that app_parameter_format() puts behind it is passed over. */
static gboolean
means_zero (const ModelParameter *p, const char *text)
{
  const char *end = strstr (text, " (");
  gssize length = end != NULL ? end - text : (gssize) strlen (text);
  g_autofree char *typed = g_utf8_casefold (text, length);
  g_autofree char *zero = NULL;

  if (p->zero == NULL)
    return FALSE;
  zero = g_utf8_casefold (_ (p->zero), -1);
  return g_str_has_prefix (zero, typed) || g_ascii_strncasecmp (p->zero, text, (gsize) length) == 0;
}

/* As many keyboards have it, a comma may be decimal: where nothing else makes sense, or where it is
 * what the user's language has. The program itself writes points. */
static char
tell_decimal_mark (const char *text)
{
  switch (model_spelling_find (text, strlen (text)))
    {
    case MODEL_SPELLING_COMMA:
    case MODEL_SPELLING_POINTS:
    case MODEL_SPELLING_POINTS_COMMA:
      return ',';
    case MODEL_SPELLING_COMMA_OR_THOUSANDS:
      return *nl_langinfo (RADIXCHAR);
    default:
      return '.';
    }
}

gboolean
app_parameter_parse (int id, const char *text, ModelExperiment *experiment, GError **error)
{
  const ModelParameter *p = app_parameter (id);
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  double value;

  if (p->type == MODEL_TYPE_TEXT)
    return model_experiment_set_text (experiment, (ModelKey) id, trimmed, error);
  if (*trimmed == '\0')
    return app_parameter_set (id, p->fallback, experiment, error);
  if (means_zero (p, trimmed))
    return app_parameter_set (id, 0, experiment, error);
  if (!model_spelling_read (trimmed, strlen (trimmed), tell_decimal_mark (trimmed), &value))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("“%s” is not a number"), trimmed);
      return FALSE;
    }
  return app_parameter_set (id, value, experiment, error);
}

char *
app_parameter_format (int id, const ModelExperiment *experiment, double in_use)
{
  const ModelParameter *p = app_parameter (id);

  if (p->type == MODEL_TYPE_TEXT)
    return g_strdup (model_experiment_get_text (experiment, (ModelKey) id));
  return study_parameter_text_format (p, app_parameter_get (id, experiment), in_use);
}

void
app_parameter_get_slider (
    int id, const ModelExperiment *experiment, double *minimum, double *maximum, double *step)
{
  const ModelParameter *p = app_parameter (id);

  *minimum = app_parameter_to_position (id, p->slider_minimum);
  *maximum = app_parameter_to_position (id, p->slider_maximum);
  *step = p->slider_step;
  if (id == MODEL_FUSION)
    *maximum = model_experiment_get (experiment, MODEL_DEPTH);
}

double
app_parameter_to_position (int id, double value)
{
  const ModelParameter *p = app_parameter (id);
  double shown = CLAMP (value, p->slider_minimum, p->slider_maximum);

  return p->slider_logarithmic ? log10 (shown) : shown;
}

double
app_parameter_from_position (int id, double position)
{
  const ModelParameter *p = app_parameter (id);
  double steps;

  if (p->slider_logarithmic)
    return num_number_round (pow (10, position), p->slider_step >= 0.1 ? 2 : 3);
  steps = round ((position - p->slider_minimum) / p->slider_step);
  /* 12 digits: 0.3, not the 0.30000000000000004 that whole steps add up to. */
  return num_number_round (p->slider_minimum + steps * p->slider_step, 12);
}

char *
app_parameter_dup_help (int id)
{
  const ModelParameter *p = app_parameter (id);
  g_autofree char *fallback = NULL;
  ModelExperiment experiment;

  if (p->type == MODEL_TYPE_TEXT)
    return g_strdup (_ (p->help));
  model_experiment_init (&experiment);
  fallback = p->type == MODEL_TYPE_CHOICE
                 ? g_strdup (study_parameter_text_get_choice ((ModelKey) id, (int) p->fallback))
                 : app_parameter_format (id, &experiment, 0);
  /* Translators: what a parameter means, and below it the value that a double click restores. */
  return g_strdup_printf (_ ("%s\nDefault: %s"), _ (p->help), fallback);
}

/* How the modalities of loaded data hang together. */
static char *
describe_correlations (const ModelExperiment *experiment, const ModelCorrelations *c)
{
  const char *a = model_modality_get_label (experiment, 0);
  const char *b = model_modality_get_label (experiment, 1);

  /* Translators: correlations of a file's columns: of the target y with each modality (of the best
   * linear combination of its inputs), and the largest one between both. */
  if (model_experiment_get_int (experiment, MODEL_CENTRE) == MODEL_CENTRE_ON)
    return g_strdup_printf (
        _ ("Correlation of y with %s %.2f, with %s %.2f; between them up to %.2f"), a, c->target[0],
        b, c->target[1], c->between);
  /* Translators: the same of columns whose means were left in: not correlations. */
  return g_strdup_printf (_ ("Raw second moments, normalised: of y with %s %.2f, with %s %.2f; "
                             "between them up to %.2f"),
                          a, c->target[0], b, c->target[1], c->between);
}

char *
app_parameter_describe_condition (const ModelExperiment *experiment)
{
  ModelCorrelations c;

  if (model_experiment_get_int (experiment, MODEL_SOURCE) != MODEL_SOURCE_FILE ||
      !model_own_data_get_correlations (experiment, &c))
    return NULL;
  return study_data_report_describe_condition (c.condition, c.condition_standardised,
                                               model_learning_rate_get (experiment));
}

char *
app_parameter_describe_data (const ModelExperiment *experiment)
{
  g_autofree char *correlations = NULL, *condition = NULL, *rest = NULL;
  g_autoptr (GString) text = NULL;
  ModelCorrelations c;

  if (!model_own_data_get_correlations (experiment, &c))
    return NULL;
  correlations = describe_correlations (experiment, &c);
  condition = app_parameter_describe_condition (experiment);
  rest = model_own_data_describe (experiment);
  text = g_string_new (correlations);
  if (condition != NULL)
    g_string_append_printf (text, "\n%s", condition);
  if (rest != NULL)
    g_string_append_printf (text, "\n%s", rest);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
