/* The experiment: values, refusals, and its text form both ways. */
#include "helpers.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
assert_refused (const char *key, const char *value, const char *message)
{
  g_autoptr (GError) error = NULL;
  ModelExperiment experiment, before;
  ModelKey k;

  model_experiment_init (&experiment);
  before = experiment;
  g_assert_true (model_parameter_find (key, &k));
  g_assert_false (model_experiment_parse_value (&experiment, k, value, &error));
  g_assert_cmpstr (error->message, ==, message);
  g_assert_true (model_experiment_equal (&experiment, &before));
}

static void
test_refusals (void)
{
  assert_refused ("rho", "1.1", "rho = 1.1: allowed is a number from -1 to 1");
  assert_refused ("rho", "nan", "rho = nan: allowed is a number from -1 to 1");
  assert_refused ("rho", "inf", "rho = inf: allowed is a number from -1 to 1");
  assert_refused ("rho", "", "rho = : allowed is a number from -1 to 1");
  assert_refused ("depth", "1", "depth = 1: allowed is a whole number from 2 to 8");
  assert_refused ("depth", "2.5", "depth = 2.5: allowed is a whole number from 2 to 8");
  assert_refused ("init", "big", "init = big: allowed is plain, random, balanced");
  assert_refused ("matrix", "1 x",
                  "matrix = 1 x: allowed are finite numbers separated by blanks, rows by ';'");
}

static void
test_table (void)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    {
      const ModelParameter *p = model_parameter (k);
      ModelKey found;

      g_assert_true (model_parameter_find (p->name, &found));
      g_assert_cmpint (found, ==, k);
      g_assert_nonnull (p->label);
      g_assert_nonnull (p->help);
      g_assert_cmpfloat (p->fallback, >=, p->minimum);
      g_assert_cmpfloat (p->fallback, <=,
                         p->type == MODEL_TYPE_CHOICE ? model_parameter_count_choices (p) - 1
                                                      : p->maximum);
      g_assert_true (p->slider_step == 0 ||
                     (p->slider_minimum >= p->minimum && p->slider_maximum <= p->maximum));
    }
}

static void
test_defaults_are_valid (void)
{
  ModelExperiment experiment = make_experiment (NULL);
  g_autofree char *text = model_experiment_to_text (&experiment);

  g_assert_true (model_experiment_validate (&experiment, NULL));
  g_assert_cmpstr (text, ==, "");
}

static void
test_round_trip (void)
{
  ModelExperiment experiment =
      make_experiment ("source", "vector", "inputs-a", "1", "inputs_b", "1", "covariance", "given",
                       "matrix", "1 0.5; 0.5 2", "rho", "-0.3", "depth", "5", "fusion", "3", "init",
                       "balanced", "init-scale", "1e-9", "seed", "4294967295", NULL);
  g_autofree char *text = model_experiment_to_text (&experiment);
  ModelExperiment back;

  g_assert_true (model_experiment_from_text (&back, text, NULL));
  g_assert_true (model_experiment_equal (&experiment, &back));
  g_assert_nonnull (strstr (text, "[data]\nsource = vector\nrho = -0.3\n"));
  g_assert_nonnull (strstr (text, "matrix = 1 0.5; 0.5 2\n"));
}

static void
assert_text_refused (const char *text, const char *part)
{
  ModelExperiment experiment, before;
  g_autoptr (GError) error = NULL;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_RHO, 0.5, NULL);
  before = experiment;
  g_assert_false (model_experiment_from_text (&experiment, text, &error));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (model_experiment_equal (&experiment, &before));
}

static void
test_text_refusals (void)
{
  assert_text_refused ("[data]\nrhoo = 1\n", "[data] rhoo");
  assert_text_refused ("[network]\nrho = 0\n", "[network] rho");
  assert_text_refused ("[stuff]\nrho = 0\n", "[stuff]");
  assert_text_refused ("rho = 0\n", "not an experiment");
  assert_text_refused ("[data]\nrho\n", "not an experiment");
  assert_text_refused ("[data]\nrho = 2\n", "rho = 2");
  assert_text_refused ("[network]\ndepth = 3\nfusion = 4\n", "fusion = 4: allowed is 1 to depth");
}

static void
assert_invalid (ModelExperiment experiment, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (model_experiment_validate (&experiment, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_combinations (void)
{
  assert_invalid (make_experiment ("fusion", "3", NULL), "fusion = 3");
  assert_invalid (make_experiment ("depth", "8", "fusion", "2", "depth_a", "3", NULL),
                  "depth_a = 3: with 6 layers after fusion");
  assert_invalid (make_experiment ("depth-b", "1", NULL), "depth_b = 1");
  assert_invalid (make_experiment ("source", "vector", "inputs-a", "1", "inputs-b", "1",
                                   "covariance", "given", "matrix", "1 2; 2 1", NULL),
                  "matrix = 1 2; 2 1");
  assert_invalid (make_experiment ("source", "vector", "inputs-a", "1", "inputs-b", "1",
                                   "covariance", "given", "matrix", "1 0.5; 0.4 1", NULL),
                  "symmetric");
  assert_invalid (
      make_experiment ("source", "vector", "weights", "given", "true-weights", "1 2", NULL),
      "true_weights = 1 2: allowed are 20 numbers");
}

/* Refused before a single sample is drawn; moments, which linear networks train on, are small. */
static void
test_too_many_samples (void)
{
  g_autoptr (GError) error = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  model_experiment_set (&e, MODEL_INPUTS_A, 500, NULL);
  model_experiment_set (&e, MODEL_INPUTS_B, 500, NULL);
  model_experiment_set (&e, MODEL_SAMPLES, 1e7, NULL);
  g_assert_true (model_experiment_validate (&e, NULL));
  model_experiment_set (&e, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU, NULL);
  g_assert_false (model_experiment_validate (&e, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_MEMORY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/experiment/too-many-samples", test_too_many_samples);
  g_test_add_func ("/model/experiment/table", test_table);
  g_test_add_func ("/model/experiment/refusals", test_refusals);
  g_test_add_func ("/model/experiment/defaults-are-valid", test_defaults_are_valid);
  g_test_add_func ("/model/experiment/combinations", test_combinations);
  g_test_add_func ("/model/experiment_text/round-trip", test_round_trip);
  g_test_add_func ("/model/experiment_text/refusals", test_text_refusals);
  return g_test_run ();
}
