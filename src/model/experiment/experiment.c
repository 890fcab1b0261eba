/* The experiment's values: set, checked, compared; and the facts that follow from them. */
#include "model/experiment/experiment.h"

#include "model/experiment/data_source.h"
#include "model/experiment/matrix_text.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Not G_DEFINE_QUARK, which keeps what threads find without a lock. */
GQuark
model_error_quark (void)
{
  return g_quark_from_static_string ("plateau_model_error");
}

void
model_experiment_init (ModelExperiment *self)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    {
      self->value[k] = model_parameter (k)->fallback;
      self->text[k] = g_intern_static_string ("");
    }
}

gboolean
model_experiment_equal_at (const ModelExperiment *self, const ModelExperiment *other, ModelKey key)
{
  return self->value[key] == other->value[key] && self->text[key] == other->text[key];
}

gboolean
model_experiment_equal (const ModelExperiment *self, const ModelExperiment *other)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if (!model_experiment_equal_at (self, other, k))
      return FALSE;
  return TRUE;
}

double
model_experiment_get (const ModelExperiment *self, ModelKey key)
{
  return self->value[key];
}

int
model_experiment_get_int (const ModelExperiment *self, ModelKey key)
{
  return (int) self->value[key];
}

const char *
model_experiment_get_text (const ModelExperiment *self, ModelKey key)
{
  return self->text[key];
}

/* "-1 to 1", "0 (population) or 1 to 8", "scalar, vector": what a message says is allowed. */
static char *
describe_range (const ModelParameter *p)
{
  char low[NUM_NUMBER_SIZE], high[NUM_NUMBER_SIZE];

  if (p->type == MODEL_TYPE_CHOICE)
    return model_parameter_list_choices (p, ", ", G_MAXUINT);
  num_number_format (p->minimum, low);
  num_number_format (p->maximum, high);
  if (p->type == MODEL_TYPE_INTEGER)
    return g_strdup_printf (_ ("a whole number from %s to %s"), low, high);
  return g_strdup_printf (_ ("a number from %s to %s"), low, high);
}

static gboolean
refuse (const ModelParameter *p, int code, const char *value, GError **error)
{
  g_autofree char *range = describe_range (p);

  g_set_error (error, MODEL_ERROR, code, _ ("%s = %s: allowed is %s"), p->name, value, range);
  return FALSE;
}

gboolean
model_experiment_set (ModelExperiment *self, ModelKey key, double value, GError **error)
{
  const ModelParameter *p = model_parameter (key);
  double maximum =
      p->type == MODEL_TYPE_CHOICE ? model_parameter_count_choices (p) - 1 : p->maximum;
  gboolean whole = p->type == MODEL_TYPE_REAL || value == floor (value);
  char text[NUM_NUMBER_SIZE];

  g_return_val_if_fail (p->type != MODEL_TYPE_TEXT, FALSE);

  if (!(value >= p->minimum && value <= maximum) || !whole)
    return refuse (p, MODEL_ERROR_RANGE, num_number_format (value, text), error);
  self->value[key] = value;
  return TRUE;
}

/* Anything that a key file, and XML, give back as it was: no control characters, nor what Unicode
 * keeps from being characters. */
static gboolean
check_line (const char *text)
{
  const gboolean blank_ends =
      *text != '\0' && (g_ascii_isspace (*text) || g_ascii_isspace (text[strlen (text) - 1]));

  if (!g_utf8_validate (text, -1, NULL) || blank_ends)
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
        return FALSE;
    }
  return TRUE;
}

gboolean
model_experiment_set_text (ModelExperiment *self, ModelKey key, const char *text, GError **error)
{
  const ModelParameter *p = model_parameter (key);

  g_return_val_if_fail (p->type == MODEL_TYPE_TEXT, FALSE);

  if (!p->numbers && !check_line (text))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("%s = %s: allowed is one line of UTF-8 without control characters, and "
                      "without blanks around it"),
                   p->name, text);
      return FALSE;
    }
  if (p->numbers && !model_matrix_text_check (text))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("%s = %s: allowed are finite numbers separated by blanks, rows by ';'"),
                   p->name, text);
      return FALSE;
    }
  self->text[key] = g_intern_string (text);
  return TRUE;
}

static gboolean
parse_choice (ModelExperiment *self, ModelKey key, const char *text, GError **error)
{
  const ModelParameter *p = model_parameter (key);

  for (int i = 0; p->choices[i].name != NULL; i++)
    if (strcmp (p->choices[i].name, text) == 0)
      {
        self->value[key] = i;
        return TRUE;
      }
  return refuse (p, MODEL_ERROR_KEY, text, error);
}

gboolean
model_experiment_parse_value (ModelExperiment *self, ModelKey key, const char *text, GError **error)
{
  const ModelParameter *p = model_parameter (key);
  double value;

  if (p->type == MODEL_TYPE_TEXT)
    return model_experiment_set_text (self, key, text, error);
  if (p->type == MODEL_TYPE_CHOICE)
    return parse_choice (self, key, text, error);
  if (p->zero != NULL && strcmp (text, "auto") == 0)
    value = 0;
  else if (!num_number_parse (text, &value))
    return refuse (p, MODEL_ERROR_KEY, text, error);
  return model_experiment_set (self, key, value, error);
}

char *
model_experiment_format_value (const ModelExperiment *self, ModelKey key)
{
  const ModelParameter *p = model_parameter (key);
  char buffer[NUM_NUMBER_SIZE];

  if (p->type == MODEL_TYPE_TEXT)
    return g_strdup (self->text[key]);
  if (p->type == MODEL_TYPE_CHOICE)
    return g_strdup (p->choices[(int) self->value[key]].name);
  return g_strdup (num_number_format (self->value[key], buffer));
}

/* The first condition that does not hold, or NULL. */
static const ModelCondition *
find_broken (const ModelExperiment *experiment, ModelKey key)
{
  const ModelCondition *when = model_parameter (key)->when;

  for (int i = 0; i < MODEL_MAX_CONDITIONS && when[i].choices != 0; i++)
    if (!(when[i].choices & 1u << model_experiment_get_int (experiment, when[i].key)) &&
        model_parameter_applies (experiment, when[i].key))
      return &when[i];
  return NULL;
}

gboolean
model_parameter_applies (const ModelExperiment *experiment, ModelKey key)
{
  return find_broken (experiment, key) == NULL;
}

char *
model_parameter_explain (const ModelExperiment *experiment, ModelKey key)
{
  const ModelCondition *broken = find_broken (experiment, key);
  const ModelParameter *other;
  g_autofree char *value = NULL, *choices = NULL;

  g_return_val_if_fail (broken != NULL, NULL);

  other = model_parameter (broken->key);
  value = model_experiment_format_value (experiment, broken->key);
  choices = model_parameter_list_choices (other, ", ", broken->choices);
  /* Translators: a key, what it is, and what it would have to be: "source is xor; it applies to
   * scalar, vector". */
  return g_strdup_printf (_ ("%s is %s; it applies to %s"), other->name, value, choices);
}

gboolean
model_experiment_has_same_network (const ModelExperiment *a, const ModelExperiment *b)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if (model_parameter (k)->network && !model_experiment_equal_at (a, b, k))
      return FALSE;
  return TRUE;
}

const ModelSourceClass *
model_experiment_get_source (const ModelExperiment *self)
{
  return model_sources[(int) self->value[MODEL_SOURCE]];
}

int
model_experiment_inputs (const ModelExperiment *self, int m)
{
  return model_experiment_get_source (self)->count_inputs (self, m);
}

int
model_experiment_branch_depth (const ModelExperiment *self, int m)
{
  int depth = (int) self->value[m == 0 ? MODEL_DEPTH_A : MODEL_DEPTH_B];

  return depth > 0 ? depth : (int) self->value[MODEL_FUSION];
}

int
model_experiment_shared_depth (const ModelExperiment *self)
{
  return (int) (self->value[MODEL_DEPTH] - self->value[MODEL_FUSION]);
}

double
model_experiment_slope (const ModelExperiment *self)
{
  return self->value[MODEL_ACTIVATION] == MODEL_ACTIVATION_RELU ? self->value[MODEL_SLOPE] : 1;
}

gboolean
model_experiment_is_linear (const ModelExperiment *self)
{
  return model_experiment_slope (self) == 1 && self->value[MODEL_LOSS] == MODEL_LOSS_MSE;
}

gboolean
model_experiment_has_generalisation (const ModelExperiment *self)
{
  if (self->value[MODEL_LOSS] != MODEL_LOSS_MSE ||
      self->value[MODEL_DYNAMICS] != MODEL_DYNAMICS_DESCENT)
    return FALSE;
  if (model_parameter_applies (self, MODEL_TEST_SHARE))
    return self->value[MODEL_TEST_SHARE] > 0;
  return self->value[MODEL_NOISE] > 0 && self->value[MODEL_SAMPLES] > 0;
}

static gboolean
validate_network (const ModelExperiment *self, GError **error)
{
  int depth = model_experiment_get_int (self, MODEL_DEPTH);
  int fusion = model_experiment_get_int (self, MODEL_FUSION);

  if (fusion > depth)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                   _ ("fusion = %d: allowed is 1 to depth, and depth = %d"), fusion, depth);
      return FALSE;
    }
  for (int m = 0; m < 2; m++)
    {
      int layers = model_experiment_branch_depth (self, m) + depth - fusion;

      if (layers < 2 || layers > MODEL_MAX_DEPTH)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                       _ ("%s = %d: with %d layers after fusion, allowed is 2 to %d in all"),
                       m == 0 ? "depth_a" : "depth_b", model_experiment_branch_depth (self, m),
                       depth - fusion, MODEL_MAX_DEPTH);
          return FALSE;
        }
    }
  return TRUE;
}

/* The integrator solves with a matrix of that many rows. */
static gboolean
validate_dynamics (const ModelExperiment *self, GError **error)
{
  int n = model_experiment_inputs (self, 0) + model_experiment_inputs (self, 1);

  if (self->value[MODEL_DYNAMICS] == MODEL_DYNAMICS_DESCENT)
    return TRUE;
  if (self->value[MODEL_OPTIMIZER] != MODEL_OPTIMIZER_DESCENT || self->value[MODEL_BATCH] > 0)
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("dynamics = flow: it has no steps; allowed are optimizer = descent "
                              "and batch = 0"));
      return FALSE;
    }
  if (!model_experiment_is_linear (self))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("dynamics = flow: allowed are linear networks with squared loss"));
      return FALSE;
    }
  if (n <= MODEL_FLOW_MAX_INPUTS)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
               _ ("dynamics = flow: allowed are %d inputs in all, and inputs_a + inputs_b = %d"),
               MODEL_FLOW_MAX_INPUTS, n);
  return FALSE;
}

gboolean
model_experiment_check_memory (const ModelExperiment *self, int samples, GError **error)
{
  const int n = model_experiment_inputs (self, 0) + model_experiment_inputs (self, 1);
  const guint64 bytes = (guint64) samples * (2 * n + 2) * sizeof (double);

  if (bytes <= MODEL_MAX_BYTES)
    return TRUE;
  g_set_error (
      error, MODEL_ERROR, MODEL_ERROR_MEMORY,
      _ ("samples = %d: with %d inputs that is %" PRIu64 " MiB; allowed are %" PRIu64 " MiB"),
      samples, n, bytes >> 20, MODEL_MAX_BYTES >> 20);
  return FALSE;
}

static gboolean
validate_samples (const ModelExperiment *self, GError **error)
{
  if (model_experiment_is_linear (self) || !model_parameter_applies (self, MODEL_SAMPLES))
    return TRUE;
  if (self->value[MODEL_SAMPLES] > 0)
    return model_experiment_check_memory (self, (int) self->value[MODEL_SAMPLES], error);
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                       _ ("samples = 0: ReLU networks and the logistic loss train on samples; "
                          "allowed are 1 or more"));
  return FALSE;
}

gboolean
model_experiment_check_batch (const ModelExperiment *self, int samples, GError **error)
{
  const int batch = model_experiment_get_int (self, MODEL_BATCH);

  if (batch <= samples)
    return TRUE;
  if (samples > 0)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("batch = %d: allowed is 0 (all) to the number of samples, %d"), batch, samples);
  else
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("batch = %d: there are no samples to draw it from, samples = 0; allowed is 0"),
                 batch);
  return FALSE;
}

static gboolean
validate_batch (const ModelExperiment *self, GError **error)
{
  return !model_parameter_applies (self, MODEL_SAMPLES) ||
         model_experiment_check_batch (self, (int) self->value[MODEL_SAMPLES], error);
}

static gboolean
validate_data (const ModelExperiment *self, GError **error)
{
  const ModelSourceClass *source = model_experiment_get_source (self);

  return validate_samples (self, error) && validate_batch (self, error) &&
         (source->validate == NULL || source->validate (self, error));
}

gboolean
model_experiment_validate (const ModelExperiment *self, GError **error)
{
  return validate_network (self, error) && validate_dynamics (self, error) &&
         validate_data (self, error);
}
