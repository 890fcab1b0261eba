/* The experiment's values: set, checked, compared; and the facts that follow from them. */
#include "model/experiment/experiment.h"

#include "model/data/own_data.h"
#include "model/experiment/matrix_text.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Not G_DEFINE_QUARK, which keeps what threads find without a lock. */
GQuark
model_error_quark (void)
{
  return g_quark_from_static_string ("plateau_model_error");
}

gboolean
model_parameter_find (const char *name, ModelKey *key)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), "-", '_');

  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if (strcmp (model_parameter (k)->name, plain) == 0)
      {
        *key = k;
        return TRUE;
      }
  return FALSE;
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
model_experiment_equal (const ModelExperiment *self, const ModelExperiment *other)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if (self->value[k] != other->value[k] || self->text[k] != other->text[k])
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
    return g_strjoinv (", ", (char **) p->choices);
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
      p->type == MODEL_TYPE_CHOICE ? g_strv_length ((char **) p->choices) - 1 : p->maximum;
  gboolean whole = p->type == MODEL_TYPE_REAL || value == floor (value);
  char text[NUM_NUMBER_SIZE];

  g_return_val_if_fail (p->type != MODEL_TYPE_TEXT, FALSE);

  if (!(value >= p->minimum && value <= maximum) || !whole)
    return refuse (p, MODEL_ERROR_RANGE, num_number_format (value, text), error);
  self->value[key] = value;
  return TRUE;
}

/* Anything that a key file gives back as it was. */
static gboolean
check_path (const char *text)
{
  const gboolean blank_ends =
      *text != '\0' && (g_ascii_isspace (*text) || g_ascii_isspace (text[strlen (text) - 1]));

  return g_utf8_validate (text, -1, NULL) && strpbrk (text, "\n\r") == NULL && !blank_ends;
}

gboolean
model_experiment_set_text (ModelExperiment *self, ModelKey key, const char *text, GError **error)
{
  const ModelParameter *p = model_parameter (key);

  g_return_val_if_fail (p->type == MODEL_TYPE_TEXT, FALSE);

  if (key == MODEL_FILE && !check_path (text))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                   _ ("%s = %s: allowed is the path of a CSV file, in one line of UTF-8"), p->name,
                   text);
      return FALSE;
    }
  if (key != MODEL_FILE && !model_matrix_text_check (text))
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

  for (int i = 0; p->choices[i] != NULL; i++)
    if (strcmp (p->choices[i], text) == 0)
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
  if (!num_number_parse (text, &value))
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
    return g_strdup (p->choices[(int) self->value[key]]);
  return g_strdup (num_number_format (self->value[key], buffer));
}

int
model_experiment_inputs (const ModelExperiment *self, int m)
{
  const int source = (int) self->value[MODEL_SOURCE];

  if (source == MODEL_SOURCE_SCALAR || (source == MODEL_SOURCE_XOR && m == 0))
    return 1;
  if (source == MODEL_SOURCE_XOR)
    return 2;
  if (source == MODEL_SOURCE_FILE && m == 1)
    return model_own_data_count_inputs_b (self);
  return (int) self->value[m == 0 ? MODEL_INPUTS_A : MODEL_INPUTS_B];
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
  if (self->value[MODEL_SOURCE] == MODEL_SOURCE_FILE)
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

/* What was found right last: sweeps ask for the same matrix at each of their points. Texts are
 * interned; given_lock guards the members. */
static GMutex given_lock;
static struct
{
  const char *matrix, *weights; /* "" where none is given */
  int n;
} given;

static gboolean
is_known (const char *matrix, const char *weights, int n)
{
  gboolean known;

  g_mutex_lock (&given_lock);
  known = given.matrix == matrix && given.weights == weights && given.n == n;
  g_mutex_unlock (&given_lock);
  return known;
}

static void
remember (const char *matrix, const char *weights, int n)
{
  g_mutex_lock (&given_lock);
  given.matrix = matrix;
  given.weights = weights;
  given.n = n;
  g_mutex_unlock (&given_lock);
}

static gboolean
validate_given (const ModelExperiment *self, int n, GError **error)
{
  const gboolean has_matrix = self->value[MODEL_COVARIANCE] == MODEL_COVARIANCE_GIVEN;
  const gboolean has_weights = self->value[MODEL_WEIGHTS] == MODEL_WEIGHTS_GIVEN;
  const char *none = g_intern_static_string ("");
  const char *matrix = has_matrix ? self->text[MODEL_MATRIX] : none;
  const char *weights = has_weights ? self->text[MODEL_TRUE_WEIGHTS] : none;

  if (is_known (matrix, weights, n))
    return TRUE;
  if (has_matrix && !model_matrix_text_check_covariance (matrix, n))
    {
      g_set_error (
          error, MODEL_ERROR, MODEL_ERROR_RANGE,
          _ ("matrix = %.80s: allowed is a symmetric positive semi-definite matrix of %d rows "
             "(inputs_a + inputs_b)"),
          matrix, n);
      return FALSE;
    }
  if (has_weights && !model_matrix_text_parse (weights, 1, n, NULL))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                   _ ("true_weights = %.80s: allowed are %d numbers (inputs_a + inputs_b)"),
                   weights, n);
      return FALSE;
    }
  remember (matrix, weights, n);
  return TRUE;
}

static gboolean
validate_vector_data (const ModelExperiment *self, GError **error)
{
  int n = model_experiment_inputs (self, 0) + model_experiment_inputs (self, 1);

  if (!validate_given (self, n, error))
    return FALSE;
  if (self->value[MODEL_COVARIANCE] == MODEL_COVARIANCE_RANDOM &&
      (self->value[MODEL_SIGMA_A] == 0 || self->value[MODEL_SIGMA_B] == 0))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                   _ ("%s = 0: a random covariance needs a spread above 0"),
                   self->value[MODEL_SIGMA_A] == 0 ? "sigma_a" : "sigma_b");
      return FALSE;
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

static gboolean
validate_file (const ModelExperiment *self, GError **error)
{
  g_autoptr (ModelDataset) data = NULL;

  if (*self->text[MODEL_FILE] == '\0')
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("source = file: file names no file; allowed is the path of a CSV"));
      return FALSE;
    }
  data = model_own_data_ref_dataset (self, MODEL_OWN_TRAINING, error);
  return data != NULL;
}

static gboolean
validate_data (const ModelExperiment *self, GError **error)
{
  const int source = (int) self->value[MODEL_SOURCE];

  if (source == MODEL_SOURCE_FILE)
    return validate_file (self, error);
  if (self->value[MODEL_SAMPLES] == 0 && !model_experiment_is_linear (self))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("samples = 0: ReLU networks and the logistic loss train on samples; "
                              "allowed are 1 or more"));
      return FALSE;
    }
  if (!model_experiment_is_linear (self) && !model_dataset_check_memory (self, error))
    return FALSE;
  return source != MODEL_SOURCE_VECTOR || validate_vector_data (self, error);
}

gboolean
model_experiment_validate (const ModelExperiment *self, GError **error)
{
  return validate_network (self, error) && validate_dynamics (self, error) &&
         validate_data (self, error);
}
