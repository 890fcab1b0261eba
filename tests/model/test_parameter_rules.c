/* Which key applies when, why not, and what makes another network. */
#include "helpers.h"

#include <string.h>

static gboolean
applies (const char *text, ModelKey key)
{
  ModelExperiment experiment;
  g_autoptr (GError) error = NULL;

  model_experiment_init (&experiment);
  /* Without a file there is nothing to validate data of a file against. */
  if (strcmp (text, "file") == 0)
    model_experiment_set (&experiment, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
  else
    model_experiment_from_text (&experiment, text, &error);
  g_assert_no_error (error);
  return model_parameter_applies (&experiment, key);
}

#define OF_FILE                                                                                    \
  "file target columns_a columns_b decimal "                                                       \
  "missing categories centre standardise test_share"

static void
test_sources (void)
{
  static const struct
  {
    const char *text;
    const char *unused; /* of [data], in their order */
  } sources[] = {
    { "", "inputs_a inputs_b covariance matrix weights true_weights " OF_FILE },
    { "[data]\nsource = vector", "matrix true_weights " OF_FILE },
    { "[data]\nsource = vector\ncovariance = random\nweights = random",
      "rho matrix true_weights " OF_FILE },
    { "[data]\nsource = vector\ninputs_a = 1\ninputs_b = 1\ncovariance = given\n"
      "matrix = 1 0; 0 1\nweights = given\ntrue_weights = 1 1",
      "rho sigma_a sigma_b w_a w_b " OF_FILE },
    { "[data]\nsource = xor", "rho sigma_b inputs_a inputs_b covariance matrix weights "
                              "true_weights " OF_FILE },
    { "file", "rho sigma_a sigma_b w_a w_b noise samples inputs_b covariance matrix weights "
              "true_weights" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (GString) unused = g_string_new (NULL);

      for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
        if (strcmp (model_parameter (k)->group, "data") == 0 && !applies (sources[i].text, k))
          g_string_append_printf (unused, "%s%s", unused->len > 0 ? " " : "",
                                  model_parameter (k)->name);
      g_assert_cmpstr (unused->str, ==, sources[i].unused);
    }
}

static void
test_network (void)
{
  g_assert_false (applies ("", MODEL_SLOPE));
  g_assert_true (applies ("[network]\nactivation = relu", MODEL_SLOPE));
  g_assert_true (applies ("", MODEL_COMPRESSION));
  g_assert_false (applies ("[training]\nloss = logistic", MODEL_COMPRESSION));
}

/* A covariance left over from vectors says nothing about scalar data. */
static void
test_conditions_that_do_not_apply (void)
{
  g_assert_true (applies ("[data]\ncovariance = random\nweights = random", MODEL_RHO));
  g_assert_true (applies ("[data]\nweights = given", MODEL_W_A));
}

static void
assert_explained (const char *text, ModelKey key, const char *expected)
{
  ModelExperiment experiment;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  model_experiment_from_text (&experiment, text, &error);
  g_assert_no_error (error);
  why = model_parameter_explain (&experiment, key);
  g_assert_cmpstr (why, ==, expected);
}

static void
test_explain (void)
{
  assert_explained ("[data]\nsource = xor", MODEL_RHO,
                    "source is xor; it applies to scalar, vector");
  assert_explained ("[data]\nsource = vector\ncovariance = random", MODEL_RHO,
                    "covariance is random; it applies to isotropic");
  assert_explained ("", MODEL_MATRIX, "source is scalar; it applies to vector");
  assert_explained ("", MODEL_SLOPE, "activation is linear; it applies to relu");
}

/* Conditions ask for choices that there are; no key waits for a choice of itself. */
static void
test_table (void)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    for (int i = 0; i < MODEL_MAX_CONDITIONS && model_parameter (k)->when[i].choices != 0; i++)
      {
        const ModelCondition *when = &model_parameter (k)->when[i];
        const ModelParameter *other = model_parameter (when->key);

        g_assert_cmpint (other->type, ==, MODEL_TYPE_CHOICE);
        g_assert_cmpint (when->key, !=, k);
        g_assert_cmpint (when->choices & ((1u << model_parameter_count_choices (other)) - 1), !=,
                         0);
      }
}

static void
test_same_network (void)
{
  ModelExperiment a, b;

  model_experiment_init (&a);
  b = a;
  g_assert_true (model_experiment_has_same_network (&a, &b));
  model_experiment_set (&b, MODEL_RHO, 0.5, NULL);
  model_experiment_set (&b, MODEL_INIT_SCALE, 0.1, NULL);
  g_assert_true (model_experiment_has_same_network (&a, &b));
  model_experiment_set (&b, MODEL_WIDTH, 10, NULL);
  g_assert_false (model_experiment_has_same_network (&a, &b));
  b = a;
  model_experiment_set (&b, MODEL_SEED, 2, NULL);
  g_assert_false (model_experiment_has_same_network (&a, &b));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/parameter-rules/sources", test_sources);
  g_test_add_func ("/model/parameter-rules/network", test_network);
  g_test_add_func ("/model/parameter-rules/conditions-that-do-not-apply",
                   test_conditions_that_do_not_apply);
  g_test_add_func ("/model/parameter-rules/explain", test_explain);
  g_test_add_func ("/model/parameter-rules/table", test_table);
  g_test_add_func ("/model/parameter-rules/same-network", test_same_network);
  return g_test_run ();
}
