/* Values, rules, texts and slider positions of the sidebar's parameters. */
#include "app/session/parameter.h"
#include "study/parameter_text.h"

#include <locale.h>

static ModelExperiment
make (void)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  return experiment;
}

static void
set (int id, double value, ModelExperiment *experiment)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (app_parameter_set (id, value, experiment, &error));
  g_assert_no_error (error);
}

static int
fusion_of (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_FUSION);
}

static void
test_late_stays_late (void)
{
  ModelExperiment experiment = make ();

  for (int depth = 8; depth >= 2; depth -= 2)
    {
      set (MODEL_DEPTH, depth, &experiment);
      g_assert_cmpint (fusion_of (&experiment), ==, depth);
    }
}

static void
test_early_stays_early (void)
{
  ModelExperiment experiment = make ();

  set (MODEL_FUSION, 1, &experiment);
  for (int depth = 8; depth >= 2; depth--)
    {
      set (MODEL_DEPTH, depth, &experiment);
      g_assert_cmpint (fusion_of (&experiment), ==, 1);
    }
}

static void
test_intermediate_is_limited (void)
{
  ModelExperiment experiment = make ();

  set (MODEL_DEPTH, 6, &experiment);
  set (MODEL_FUSION, 4, &experiment);
  set (MODEL_DEPTH, 5, &experiment);
  g_assert_cmpint (fusion_of (&experiment), ==, 4);
  set (MODEL_DEPTH, 3, &experiment);
  g_assert_cmpint (fusion_of (&experiment), ==, 3);
}

static void
test_refused_changes_nothing (void)
{
  static const struct
  {
    int id;
    const char *text;
  } cases[] = {
    { MODEL_RHO, "1.01" },         { MODEL_RHO, "nan" },           { MODEL_RHO, "inf" },
    { MODEL_RHO, "half" },         { MODEL_RHO, "0.5 0.6" },       { MODEL_DEPTH, "2.5" },
    { MODEL_DEPTH, "9" },          { MODEL_FUSION, "9" },          { MODEL_WIDTH, "0" },
    { MODEL_LEARNING_RATE, "-1" }, { APP_PARAMETER_SPREAD, "-2" }, { APP_PARAMETER_SPREAD, "1e6" },
    { MODEL_INIT_SCALE, "-1e-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ModelExperiment experiment = make (), before = experiment;
      g_autoptr (GError) error = NULL;

      g_assert_false (app_parameter_parse (cases[i].id, cases[i].text, &experiment, &error));
      g_assert_true (error != NULL && error->domain == MODEL_ERROR);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (model_experiment_equal (&experiment, &before));
    }
}

static double
parse (int id, const char *text)
{
  ModelExperiment experiment = make ();
  g_autoptr (GError) error = NULL;

  g_assert_true (app_parameter_parse (id, text, &experiment, &error));
  g_assert_no_error (error);
  return app_parameter_get (id, &experiment);
}

static void
test_typed_forms (void)
{
  g_assert_cmpfloat (parse (MODEL_RHO, " -0.25 "), ==, -0.25);
  g_assert_cmpfloat (parse (MODEL_RHO, "0,25"), ==, 0.25);
  g_assert_cmpfloat (parse (MODEL_SAMPLES, "10,000"), ==, 10000);
  g_assert_cmpfloat (parse (MODEL_W_A, "1,000"), ==, 1000);
  g_assert_cmpfloat (parse (MODEL_SAMPLES, "1,234,567"), ==, 1234567);
  g_assert_cmpfloat (parse (MODEL_W_A, "1.234"), ==, 1.234);
  g_assert_cmpfloat (parse (MODEL_INIT_SCALE, "1e-6"), ==, 1e-6);
  g_assert_cmpfloat (parse (MODEL_INIT_SCALE, "auto"), ==, 0);
  g_assert_cmpfloat (parse (MODEL_INIT_SCALE, "Automatic (1e-8)"), ==, 0);
  g_assert_cmpfloat (parse (MODEL_SAMPLES, "population"), ==, 0);
  g_assert_cmpfloat (parse (MODEL_SAMPLES, ""), ==, 8192);
  g_assert_cmpfloat (parse (APP_PARAMETER_SPREAD, "3"), ==, 3);
}

static void
test_text_reads_back (void)
{
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    {
      ModelExperiment experiment = make (), again = make ();
      g_autofree char *text = NULL;

      if (app_parameter (id)->type == MODEL_TYPE_CHOICE ||
          app_parameter (id)->type == MODEL_TYPE_TEXT)
        continue;
      if (id == MODEL_RHO)
        set (id, 1.0 / 3, &experiment);
      text = app_parameter_format (id, &experiment, 1e-8);
      g_assert_true (app_parameter_parse (id, text, &again, NULL));
      g_assert_true (model_experiment_equal (&experiment, &again));
    }
}

static void
assert_shown (int id, double value, double in_use, const char *expected)
{
  ModelExperiment experiment = make ();
  g_autofree char *text = NULL;

  set (id, value, &experiment);
  text = app_parameter_format (id, &experiment, in_use);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_shown_texts (void)
{
  assert_shown (MODEL_RHO, 0.5, 0, "0.50");
  assert_shown (MODEL_RHO, 0.123456, 0, "0.123456");
  assert_shown (MODEL_DEPTH, 4, 0, "4");
  assert_shown (MODEL_INIT_SCALE, 1e-8, 0, "1e-8");
  assert_shown (MODEL_INIT_SCALE, 1e-12, 0, "1e-12");
  assert_shown (MODEL_INIT_SCALE, 0, 0.0712345, "automatic (0.071)");
  assert_shown (MODEL_INIT_SCALE, 0, 0, "automatic");
  assert_shown (MODEL_SAMPLES, 0, 0, "population");
  assert_shown (APP_PARAMETER_SPREAD, 2, 0, "2.00");
}

static void
test_help_names_the_default (void)
{
  g_autofree char *rho = app_parameter_dup_help (MODEL_RHO);
  g_autofree char *init = app_parameter_dup_help (MODEL_INIT);
  g_autofree char *epochs = app_parameter_dup_help (MODEL_EPOCHS);

  g_assert_true (g_str_has_suffix (rho, "\nDefault: 0.00"));
  g_assert_true (g_str_has_suffix (init, "\nDefault: Random"));
  g_assert_true (g_str_has_suffix (epochs, "\nDefault: until learned"));
}

static void
test_spread_keeps_b (void)
{
  ModelExperiment experiment = make ();

  set (MODEL_SIGMA_B, 0.5, &experiment);
  set (APP_PARAMETER_SPREAD, 3, &experiment);
  g_assert_cmpfloat (model_experiment_get (&experiment, MODEL_SIGMA_A), ==, 1.5);
  g_assert_cmpfloat (model_experiment_get (&experiment, MODEL_SIGMA_B), ==, 0.5);
  set (MODEL_SIGMA_B, 0, &experiment);
  g_assert_false (app_parameter_applies (APP_PARAMETER_SPREAD, &experiment));
  g_assert_cmpfloat (app_parameter_get (APP_PARAMETER_SPREAD, &experiment), ==, 0);
}

static void
test_slider_positions (void)
{
  for (int id = 0; id < APP_N_PARAMETERS; id++)
    {
      const ModelParameter *p = app_parameter (id);
      ModelExperiment experiment = make ();
      double minimum, maximum, step;

      if (!(p->slider_step > 0))
        continue;
      app_parameter_get_slider (id, &experiment, &minimum, &maximum, &step);
      for (double position = minimum; position < maximum; position += step)
        {
          double value = app_parameter_from_position (id, position);

          g_assert_true (app_parameter_set (id, value, &experiment, NULL));
          /* Values are rounded to what a step can tell apart: half a step is the most. */
          g_assert_cmpfloat_with_epsilon (app_parameter_to_position (id, value), position,
                                          0.5 * step);
        }
    }
  g_assert_cmpfloat (app_parameter_from_position (MODEL_RHO, 0.30000000000000004), ==, 0.3);
  g_assert_cmpfloat (app_parameter_from_position (MODEL_INIT_SCALE, -8), ==, 1e-8);
}

static void
test_fusion_slider_ends_at_depth (void)
{
  ModelExperiment experiment = make ();
  double minimum, maximum, step;

  for (int depth = 2; depth <= 8; depth++)
    {
      set (MODEL_DEPTH, depth, &experiment);
      app_parameter_get_slider (MODEL_FUSION, &experiment, &minimum, &maximum, &step);
      g_assert_cmpfloat (minimum, ==, 1);
      g_assert_cmpfloat (maximum, ==, depth);
      g_assert_cmpfloat (step, ==, 1);
    }
}

static void
test_names (void)
{
  int id;

  for (int i = 0; i < APP_N_PARAMETERS; i++)
    {
      const ModelParameter *p = app_parameter (i);

      g_assert_true (app_parameter_find (p->name, &id));
      g_assert_cmpint (id, ==, i);
      for (int c = 0; p->choices != NULL && p->choices[c].name != NULL; c++)
        g_assert_cmpint (strlen (study_parameter_text_get_choice ((ModelKey) i, c)), >, 0);
    }
  g_assert_false (app_parameter_find ("no such key", &id));
}

static void
test_vector_keys_apply_to_vectors (void)
{
  ModelExperiment experiment = make ();

  g_assert_false (app_parameter_applies (MODEL_INPUTS_A, &experiment));
  g_assert_false (app_parameter_applies (MODEL_MATRIX, &experiment));
  g_assert_true (app_parameter_applies (MODEL_RHO, &experiment));
  set (MODEL_SOURCE, MODEL_SOURCE_VECTOR, &experiment);
  g_assert_true (app_parameter_applies (MODEL_INPUTS_A, &experiment));
  set (MODEL_COVARIANCE, MODEL_COVARIANCE_RANDOM, &experiment);
  g_assert_false (app_parameter_applies (MODEL_RHO, &experiment));
  g_assert_true (app_parameter_applies (MODEL_SIGMA_A, &experiment));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/parameter/late-stays-late", test_late_stays_late);
  g_test_add_func ("/app/parameter/early-stays-early", test_early_stays_early);
  g_test_add_func ("/app/parameter/intermediate-is-limited", test_intermediate_is_limited);
  g_test_add_func ("/app/parameter/refused-changes-nothing", test_refused_changes_nothing);
  g_test_add_func ("/app/parameter/typed-forms", test_typed_forms);
  g_test_add_func ("/app/parameter/text-reads-back", test_text_reads_back);
  g_test_add_func ("/app/parameter/shown-texts", test_shown_texts);
  g_test_add_func ("/app/parameter/help-names-the-default", test_help_names_the_default);
  g_test_add_func ("/app/parameter/spread-keeps-b", test_spread_keeps_b);
  g_test_add_func ("/app/parameter/slider-positions", test_slider_positions);
  g_test_add_func ("/app/parameter/fusion-slider-ends-at-depth", test_fusion_slider_ends_at_depth);
  g_test_add_func ("/app/parameter/names", test_names);
  g_test_add_func ("/app/parameter/vector-keys", test_vector_keys_apply_to_vectors);
  return g_test_run ();
}
