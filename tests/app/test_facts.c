/* Facts in words: theory beside measurement, never, not yet, and where the network is. */
#include "app/panel/facts.h"
#include "num/matrix.h"
#include "study/summary.h"
#include "theory/init_scale.h"

#include <math.h>
#include <string.h>

/* A whole run and what theory says of it. */
typedef struct
{
  StudyPhases phases;
  ModelSnapshot *snapshot;
} Run;

static void
set (ModelExperiment *experiment, ModelKey key, double value)
{
  g_assert_true (model_experiment_set (experiment, key, value, NULL));
}

static void
run_until (Run *run, const ModelExperiment *experiment, gint64 epochs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (experiment, &error);

  g_assert_no_error (error);
  model_trainer_run (trainer, epochs, NULL);
  run->snapshot = model_trainer_snapshot (trainer, 1);
  study_phases_init (&run->phases);
  g_autoptr (StudyForecast) forecast = study_forecast_new (run->snapshot, NULL);
  study_forecast_compute (forecast, NULL);
  study_phases_take_forecast (&run->phases, forecast);
  study_phases_measure (&run->phases, run->snapshot->history);
}

static void
run_clear (Run *run)
{
  study_phases_clear (&run->phases);
  model_snapshot_unref (run->snapshot);
}

static void
fact_of (AppFact *fact, AppFactKind kind, const Run *run, gboolean complete, double epoch)
{
  app_fact_init (fact, kind, &run->phases, run->snapshot, complete, epoch);
}

static void
init_default (ModelExperiment *experiment)
{
  model_experiment_init (experiment);
  set (experiment, MODEL_RHO, 0.5);
  set (experiment, MODEL_SAMPLES, 0); /* so that levels are the population's */
}

static void
assert_fact (const Run *run,
             AppFactKind kind,
             gboolean complete,
             double epoch,
             const char *name,
             const char *theory,
             const char *run_text)
{
  AppFact fact;

  fact_of (&fact, kind, run, complete, epoch);
  if (name != NULL)
    g_assert_cmpstr (fact.name, ==, name);
  if (theory != NULL)
    g_assert_cmpstr (fact.theory, ==, theory);
  if (run_text != NULL)
    g_assert_cmpstr (fact.run, ==, run_text);
  app_fact_clear (&fact);
}

static void
test_times (void)
{
  ModelExperiment experiment;
  AppFact fact;
  Run run;

  init_default (&experiment);
  run_until (&run, &experiment, 5000);
  fact_of (&fact, APP_FACT_T_A, &run, TRUE, 0);
  g_assert_cmpstr (fact.name, ==, "t_A  theory · run");
  g_assert_cmpfloat (g_ascii_strtod (fact.theory, NULL), >, 90);
  /* The finite-step clock is within 4 % of the mean of seeds; one seed scatters by as much. */
  g_assert_cmpfloat_with_epsilon (
      g_ascii_strtod (fact.run, NULL) / g_ascii_strtod (fact.theory, NULL), 1, 0.08);
  g_assert_true (g_str_has_suffix (fact.error, " %"));
  g_assert_nonnull (strstr (fact.tooltip, "gradient flow"));
  g_assert_nonnull (strstr (fact.tooltip, "aligned layers"));
  g_assert_true (g_str_has_prefix (fact.spoken, "t A, theory "));
  g_assert_true (g_str_has_suffix (fact.spoken, " epochs"));
  app_fact_clear (&fact);
  assert_fact (&run, APP_FACT_RATIO, TRUE, 0, "t_B / t_A", NULL, NULL);
  run_clear (&run);
}

static void
assert_tooltip (const ModelExperiment *experiment, const char *said, const char *unsaid)
{
  static const AppFactKind kinds[] = { APP_FACT_T_A, APP_FACT_T_B, APP_FACT_RATIO };
  Run run;

  run_until (&run, experiment, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      AppFact fact;

      fact_of (&fact, kinds[i], &run, FALSE, 0);
      g_assert_nonnull (strstr (fact.tooltip, said));
      if (unsaid != NULL)
        g_assert_null (strstr (fact.tooltip, unsaid));
      app_fact_clear (&fact);
    }
  run_clear (&run);
}

/* That theory's assumptions hold is said where they do, and else which does not. */
static void
test_validity (void)
{
  const char *const small = "Theory assumes small weights, as this run has.";
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  assert_tooltip (&experiment, small, "not small");
  set (&experiment, MODEL_INIT_SCALE, 1);
  assert_tooltip (&experiment, "The initial weights are not small", small);
  model_experiment_init (&experiment);
  set (&experiment, MODEL_DEPTH, 4);
  set (&experiment, MODEL_FUSION, 4);
  assert_tooltip (&experiment, small, NULL);
  /* In brackets: of the paper's formula beside it. */
  assert_tooltip (&experiment, "(The layers start at random, not aligned", NULL);
  model_experiment_init (&experiment);
  set (&experiment, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU);
  assert_tooltip (&experiment, "Theory is the linear network's at (1 + slope) / 2", small);
  set (&experiment, MODEL_SOURCE, MODEL_SOURCE_XOR);
  assert_tooltip (&experiment, "there is no theory of B", small);
  model_experiment_init (&experiment);
  set (&experiment, MODEL_LOSS, MODEL_LOSS_LOGISTIC);
  assert_tooltip (&experiment, "Theory is that of the squared loss at half the learning rate",
                  small);
}

/* Where theory of the population would be seen to be another it is told beside that of the samples
 * trained on, and drawn. */
static void
test_population (void)
{
  ModelExperiment experiment;
  StudyMarks marks;
  AppFact fact;
  Run run;

  model_experiment_init (&experiment);
  run_until (&run, &experiment, 10);
  fact_of (&fact, APP_FACT_T_A, &run, FALSE, 0);
  g_assert_cmpstr (fact.note, ==, "");
  app_fact_clear (&fact);
  study_marks_init (&marks);
  study_phases_get_marks (&run.phases, &marks);
  g_assert_null (marks.population);
  run_clear (&run);

  set (&experiment, MODEL_NOISE, 1);
  set (&experiment, MODEL_SAMPLES, 60);
  run_until (&run, &experiment, 10);
  fact_of (&fact, APP_FACT_T_A, &run, FALSE, 0);
  g_assert_cmpstr (fact.theory, ==, "170");
  g_assert_cmpstr (fact.note, ==, "population 126");
  g_assert_nonnull (strstr (fact.tooltip, "of the population they come from it is 126"));
  app_fact_clear (&fact);
  /* Noise and what B explains, 0.5 each, of 3. */
  fact_of (&fact, APP_FACT_PLATEAU, &run, FALSE, 0);
  g_assert_cmpstr (fact.note, ==, "population 0.333");
  app_fact_clear (&fact);
  study_marks_init (&marks);
  study_phases_get_marks (&run.phases, &marks);
  g_assert_nonnull (marks.population);
  g_assert_cmpfloat (marks.loss_population, ==, 3);
  run_clear (&run);
}

/* rho = 0.5, sigma 2 and 1: A alone has 1.25 of its weight and leaves 0.107 of the loss. */
static void
test_plateau (void)
{
  ModelExperiment experiment;
  Run run;

  init_default (&experiment);
  run_until (&run, &experiment, 5000);
  assert_fact (&run, APP_FACT_PLATEAU, TRUE, 0, "Plateau loss", "0.107", "0.107");
  assert_fact (&run, APP_FACT_CREDIT, TRUE, 0, "Over-credit of \\A", "+25 %", "+25 %");
  run_clear (&run);
}

/* Noise, 40 samples of 40 inputs: overfitting, so that the best is not where the run ends. */
static void
test_unseen (void)
{
  ModelExperiment experiment;
  AppFact fact;
  Run run;

  init_default (&experiment);
  run_until (&run, &experiment, 100);
  fact_of (&fact, APP_FACT_UNSEEN, &run, TRUE, 0); /* noiseless */
  g_assert_cmpstr (fact.name, ==, "");
  g_assert_cmpstr (fact.theory, ==, "");
  g_assert_cmpstr (fact.spoken, ==, "");
  app_fact_clear (&fact);
  run_clear (&run);

  model_experiment_init (&experiment);
  set (&experiment, MODEL_SOURCE, MODEL_SOURCE_VECTOR);
  set (&experiment, MODEL_INPUTS_A, 20);
  set (&experiment, MODEL_INPUTS_B, 20);
  set (&experiment, MODEL_W_A, 0.1);
  set (&experiment, MODEL_W_B, 0.1);
  set (&experiment, MODEL_NOISE, 0.5);
  set (&experiment, MODEL_SAMPLES, 40);
  run_until (&run, &experiment, 1500);
  run.phases.error_alone = 0.25;
  fact_of (&fact, APP_FACT_UNSEEN, &run, TRUE, 1500);
  g_assert_cmpstr (fact.name, ==, "E_g  now · best");
  g_assert_cmpfloat (g_ascii_strtod (fact.run, NULL), >, 0);
  g_assert_cmpfloat (g_ascii_strtod (fact.run, NULL), <, g_ascii_strtod (fact.theory, NULL));
  g_assert_nonnull (strstr (fact.tooltip, "Best with modality A alone: 0.25"));
  g_assert_nonnull (strstr (fact.tooltip, "without the noise of their targets"));
  g_assert_nonnull (strstr (fact.tooltip, "Minimum t1 at epoch"));
  g_assert_true (g_str_has_prefix (fact.spoken, "E g: now ") ||
                 g_str_has_prefix (fact.spoken, "E g  now · best: now "));
  app_fact_clear (&fact);
  run_clear (&run);
}

/* The linear network cannot learn XOR; that says nothing about one with ReLU. */
static void
test_linear_never (void)
{
  ModelExperiment experiment;
  Run run;

  model_experiment_init (&experiment);
  set (&experiment, MODEL_SOURCE, MODEL_SOURCE_XOR);
  run_until (&run, &experiment, 50);
  assert_fact (&run, APP_FACT_T_B, TRUE, 0, NULL, "never", "");
  run_clear (&run);
  set (&experiment, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU);
  run_until (&run, &experiment, 50);
  assert_fact (&run, APP_FACT_T_B, TRUE, 0, NULL, "linear: never", "");
  assert_fact (&run, APP_FACT_RATIO, TRUE, 0, NULL, "linear: never", "");
  run_clear (&run);
}

/* XOR is learned when the loss falls, wherever the weights of the linear part are by then. */
static void
test_xor (void)
{
  ModelExperiment experiment;
  AppFact before, after;
  Run run;

  model_experiment_init (&experiment);
  set (&experiment, MODEL_SOURCE, MODEL_SOURCE_XOR);
  set (&experiment, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU);
  set (&experiment, MODEL_WIDTH, 20);
  run_until (&run, &experiment, 3000);
  const gsize n = model_history_view_length (run.snapshot->history);
  const double end = model_history_view_row (run.snapshot->history, n - 1)->epoch;
  g_assert_cmpfloat (model_history_view_at (run.snapshot->history, 500).loss, >, 0.45);
  g_assert_cmpfloat (model_history_view_at (run.snapshot->history, end).loss, <, 0.01);
  fact_of (&before, APP_FACT_PLACE, &run, TRUE, 500);
  fact_of (&after, APP_FACT_PLACE, &run, TRUE, end);
  /* The timeline says the same, which marks where the loss falls for the second time. */
  g_assert_cmpstr (study_learned_get_name (study_phases_get_learned (&run.phases, 500)), ==,
                   "only \\A");
  g_assert_cmpstr (study_learned_get_name (study_phases_get_learned (&run.phases, end)), ==,
                   "both");
  g_assert_cmpfloat_with_epsilon (
      model_history_view_at (run.snapshot->history, run.phases.epoch[1]).loss, 0.25, 0.02);
  g_assert_nonnull (strstr (before.theory, "\\B is not learned"));
  g_assert_nonnull (strstr (after.theory, "both learned"));
  app_fact_clear (&before);
  app_fact_clear (&after);
  run_clear (&run);
}

static void
test_not_yet (void)
{
  ModelExperiment experiment;
  Run run;

  init_default (&experiment);
  run_until (&run, &experiment, 200);
  assert_fact (&run, APP_FACT_T_B, FALSE, 200, NULL, NULL, "not yet");
  assert_fact (&run, APP_FACT_RATIO, FALSE, 200, NULL, NULL, "not yet");
  assert_fact (&run, APP_FACT_PLATEAU, FALSE, 200, NULL, "0.107", "not yet");
  assert_fact (&run, APP_FACT_CREDIT, FALSE, 200, NULL, "+25 %", "not yet");
  assert_fact (&run, APP_FACT_T_B, TRUE, 200, NULL, NULL, "not reached");
  assert_fact (&run, APP_FACT_PLACE, FALSE, 0, "Now at epoch 0", "near \\M_0 — nothing learned yet",
               "");
  assert_fact (&run, APP_FACT_PLACE, FALSE, 200, "Now at epoch 200", "near \\M_A — unimodal phase",
               "");
  run_clear (&run);
}

static void
test_never (void)
{
  ModelExperiment experiment;
  AppFact fact;
  Run run;

  init_default (&experiment);
  set (&experiment, MODEL_RHO, 1);
  run_until (&run, &experiment, 5000);
  assert_fact (&run, APP_FACT_T_B, TRUE, 0, NULL, "never", "");
  assert_fact (&run, APP_FACT_RATIO, TRUE, 0, NULL, "never", "");
  assert_fact (&run, APP_FACT_CREDIT, TRUE, 0, NULL, "none", "");
  assert_fact (&run, APP_FACT_PLATEAU, TRUE, 0, NULL, "0", NULL);
  assert_fact (&run, APP_FACT_PLACE, TRUE, 1e9, NULL, "near \\M_A — \\B is never learned", "");
  fact_of (&fact, APP_FACT_T_B, &run, TRUE, 0);
  g_assert_cmpstr (fact.spoken, ==, "t B, theory never");
  app_fact_clear (&fact);
  run_clear (&run);
}

static void
test_b_first (void)
{
  ModelExperiment experiment;
  Run run;

  init_default (&experiment);
  set (&experiment, MODEL_SIGMA_A, 1);
  set (&experiment, MODEL_SIGMA_B, 2);
  run_until (&run, &experiment, 5000);
  assert_fact (&run, APP_FACT_RATIO, TRUE, 0, "t_A / t_B", NULL, NULL);
  assert_fact (&run, APP_FACT_CREDIT, TRUE, 0, "Over-credit of \\B", "+25 %", NULL);
  run_clear (&run);
}

/* Random layers, so deep that aligned ones would be there in a fifth of the time. */
static void
test_own_start (void)
{
  ModelExperiment experiment;
  AppFact fact;
  Run run;

  init_default (&experiment);
  set (&experiment, MODEL_DEPTH, 4);
  set (&experiment, MODEL_FUSION, 4);
  set (&experiment, MODEL_INIT, MODEL_INIT_RANDOM);
  run_until (&run, &experiment, G_MAXINT64);
  g_assert_cmpfloat (run.phases.measure.t[0], >, 3 * run.phases.prediction->times.step.t[0]);
  for (AppFactKind kind = APP_FACT_T_A; kind <= APP_FACT_RATIO; kind++)
    {
      fact_of (&fact, kind, &run, TRUE, 0);
      g_assert_cmpfloat_with_epsilon (
          g_ascii_strtod (fact.run, NULL) / g_ascii_strtod (fact.theory, NULL), 1, 0.03);
      g_assert_nonnull (strstr (fact.tooltip, "this network starts with"));
      g_assert_nonnull (strstr (fact.tooltip, "aligned layers"));
      app_fact_clear (&fact);
    }
  run_clear (&run);
}

/* A with the wrong sign, B, A again: three stages, of which the strip tells the third. */
static void
test_stages (void)
{
  ModelExperiment experiment;
  AppFact fact;
  Run run;

  init_default (&experiment);
  set (&experiment, MODEL_RHO, 0.8);
  set (&experiment, MODEL_W_A, -0.2);
  set (&experiment, MODEL_EPOCHS, 6000);
  run_until (&run, &experiment, G_MAXINT64);
  g_assert_cmpint (run.phases.stages.n, ==, 3);
  fact_of (&fact, APP_FACT_RATIO, &run, TRUE, 0);
  g_assert_cmpstr (fact.name, ==, "t_3, \\A again  theory · run");
  g_assert_cmpfloat_with_epsilon (
      g_ascii_strtod (fact.run, NULL) / g_ascii_strtod (fact.theory, NULL), 1, 0.03);
  g_assert_nonnull (strstr (fact.tooltip, "Run: A (weight 0.19"));
  app_fact_clear (&fact);
  g_assert_cmpint (study_phases_get_learned (&run.phases, 100), ==, STUDY_LEARNED_NOTHING);
  g_assert_cmpint (study_phases_get_learned (&run.phases, 700), ==, STUDY_LEARNED_A_WRONG);
  g_assert_cmpint (study_phases_get_learned (&run.phases, 2000), ==, STUDY_LEARNED_B);
  g_assert_cmpint (study_phases_get_learned (&run.phases, 5500), ==, STUDY_LEARNED_BOTH);
  assert_fact (&run, APP_FACT_PLACE, TRUE, 660, NULL, "near \\M_A — \\A alone, its sign wrong",
               NULL);
  assert_fact (&run, APP_FACT_PLACE, TRUE, 3900, NULL, "from \\M_B to \\M_* — learning \\A", NULL);
  g_autofree char *weights = study_summary_describe_weights (run.snapshot, &run.phases);
  g_assert_true (g_str_has_prefix (weights, "A is learned with the wrong sign at epoch 5"));
  run_clear (&run);
}

/* No setting makes a fact empty or a NaN. */
static void
test_no_nan (void)
{
  static const double rhos[] = { -1, -0.6, 0, 1 }, sigmas[] = { 0, 1, 2 }, weights[] = { 0, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (rhos) * 3 * 2 * 2; i++)
    {
      ModelExperiment experiment;
      Run run;

      init_default (&experiment);
      set (&experiment, MODEL_RHO, rhos[i % 4]);
      set (&experiment, MODEL_SIGMA_B, sigmas[i / 4 % 3]);
      set (&experiment, MODEL_W_A, weights[i / 12 % 2]);
      set (&experiment, MODEL_FUSION, 1 + (double) (i / 24 % 2));
      run_until (&run, &experiment, 500);
      for (int kind = 0; kind < APP_N_FACTS; kind++)
        {
          AppFact fact;
          fact_of (&fact, (AppFactKind) kind, &run, TRUE, 500);
          if (kind != APP_FACT_UNSEEN) /* empty where there is no such error */
            g_assert_cmpstr (fact.theory, !=, "");
          g_assert_null (strstr (fact.theory, "nan"));
          g_assert_null (strstr (fact.run, "nan"));
          g_assert_null (strstr (fact.error, "nan"));
          g_assert_null (strstr (fact.tooltip, "nan"));
          g_assert_null (strstr (fact.theory, "inf"));
          app_fact_clear (&fact);
        }
      run_clear (&run);
    }
}

static void
test_nothing_known (void)
{
  StudyPhases phases;
  AppFact fact;

  study_phases_init (&phases);
  app_fact_init (&fact, APP_FACT_T_A, &phases, NULL, FALSE, 0);
  g_assert_cmpstr (fact.theory, ==, "…");
  app_fact_clear (&fact);
}

static void
check_width (int width, double error, const char *expected)
{
  ModelSnapshot snapshot = { .width = width, .error = error };
  g_autofree char *text = NULL;

  model_experiment_init (&snapshot.experiment);
  text = study_summary_describe_width (&snapshot);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_width (void)
{
  check_width (100, 0, "at full width");
  check_width (3, 0, "3 of 100 dimensions, exact");
  check_width (8, 1.3e-6, "8 of 100 dimensions, error 1·10^{-6}");
  check_width (16, 9.7e-9, "16 of 100 dimensions, error 1·10^{-8}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/facts/unseen", test_unseen);
  g_test_add_func ("/app/facts/linear-never", test_linear_never);
  g_test_add_func ("/app/facts/times", test_times);
  g_test_add_func ("/app/facts/validity", test_validity);
  g_test_add_func ("/app/facts/population", test_population);
  g_test_add_func ("/app/facts/plateau", test_plateau);
  g_test_add_func ("/app/facts/xor", test_xor);
  g_test_add_func ("/app/facts/not-yet", test_not_yet);
  g_test_add_func ("/app/facts/never", test_never);
  g_test_add_func ("/app/facts/b-first", test_b_first);
  g_test_add_func ("/app/facts/own-start", test_own_start);
  g_test_add_func ("/app/facts/stages", test_stages);
  g_test_add_func ("/app/facts/no-nan", test_no_nan);
  g_test_add_func ("/app/facts/nothing-known", test_nothing_known);
  g_test_add_func ("/app/facts/width", test_width);
  return g_test_run ();
}
