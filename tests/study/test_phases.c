/* Learning times measured in histories made by hand, and their description in words. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "study/phases.h"
#include "study/run.h"
#include "study/summary.h"

#include <math.h>

static ModelHistoryView *
make_history (const ModelHistoryRow *rows, gsize n)
{
  g_autoptr (ModelHistory) history = model_history_new ();

  for (gsize i = 0; i < n; i++)
    model_history_append_final (history, &rows[i]);
  return model_history_view (history);
}

static void
init_default (StudyPhases *phases, double rho, int fusion)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_SAMPLES, 0, NULL);
  g_assert_true (model_experiment_set (&experiment, MODEL_RHO, rho, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_FUSION, fusion, NULL));
  g_autoptr (ModelTrainer) trainer = model_trainer_new (&experiment, 1e-8, NULL);
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  g_autoptr (StudyForecast) forecast = study_forecast_new (snapshot, NULL);

  study_forecast_compute (forecast, NULL);
  study_phases_init (phases);
  study_phases_take_forecast (phases, forecast);
}

/* sigma 2 and 1, weights 1 and 1: A alone rests at 1 + rho / 2, both end at 1. */
static void
test_marks (void)
{
  StudyPhases phases;
  StudyRun run;

  init_default (&phases, 0.5, 2);
  study_run_init (&run);
  study_phases_get_marks (&phases, &run.marks);
  g_assert_cmpint (run.marks.first, ==, 0);
  g_assert_cmpfloat_with_epsilon (run.marks.level_plateau, 1.25, 1e-12); /* solved by hand */
  g_assert_cmpfloat_with_epsilon (run.marks.level_final[0], 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (run.marks.level_final[1], 1, 1e-12);
  g_assert_cmpfloat (run.marks.t_theory[0], <, run.marks.t_theory[1]);
  g_assert_true (isnan (run.marks.t_run[0]));
  study_phases_clear (&phases);

  init_default (&phases, 0.5, 1); /* early fusion has no plateau */
  study_run_init (&run);
  study_phases_get_marks (&phases, &run.marks);
  g_assert_cmpint (run.marks.first, ==, -1);
  g_assert_true (isnan (run.marks.loss_plateau));
  study_phases_clear (&phases);

  study_run_init (&run);
  study_phases_get_marks (&phases, &run.marks); /* nothing known, nothing marked */
  g_assert_true (isnan (run.marks.t_theory[0]));
}

static void
test_crossings (void)
{
  static const ModelHistoryRow rows[] = {
    { 0, 2.5, { 0, 0 } },  { 10, 2.5, { 0.25, 0 } }, { 20, 0.6, { 0.75, 0 } },
    { 30, 0.5, { 1, 0 } }, { 40, 0.5, { 1, 0 } },    { 50, 1e-3, { 1, 1 } },
    { 60, 0, { 1, 1 } },
  };
  g_autoptr (ModelHistoryView) history = make_history (rows, G_N_ELEMENTS (rows));
  StudyPhases phases;

  init_default (&phases, 0, 2);
  study_phases_measure (&phases, history);
  g_assert_cmpfloat_with_epsilon (phases.epoch[0], 15, 1e-9); /* linear between rows: exact */
  g_assert_cmpfloat_with_epsilon (phases.epoch[1], 45, 1e-9);
  g_assert_cmpint (phases.stages.n, ==, 2);
  g_assert_cmpint (study_phases_get_learned (&phases, 14), ==, STUDY_LEARNED_NOTHING);
  g_assert_cmpint (study_phases_get_learned (&phases, 15), ==, STUDY_LEARNED_A);
  g_assert_cmpint (study_phases_get_learned (&phases, 50), ==, STUDY_LEARNED_BOTH);
  study_phases_clear (&phases);
}

static void
test_not_yet (void)
{
  static const ModelHistoryRow rows[] = { { 0, 2.5, { 0, 0 } }, { 10, 1, { 0.9, 0.1 } } };
  g_autoptr (ModelHistoryView) history = make_history (rows, G_N_ELEMENTS (rows));
  StudyPhases phases;

  init_default (&phases, 0, 2);
  study_phases_measure (&phases, history);
  g_assert_false (isnan (phases.epoch[0]));
  g_assert_true (isnan (phases.epoch[1]));
  g_assert_cmpint (phases.stages.n, ==, 0); /* it may go on falling */
  study_phases_clear (&phases);
}

static void
test_nothing_to_learn (void)
{
  static const ModelHistoryRow rows[] = { { 0, 1, { 0, 0 } }, { 10, 0, { 1, 0.2 } } };
  g_autoptr (ModelHistoryView) history = make_history (rows, G_N_ELEMENTS (rows));
  ModelExperiment experiment;
  StudyPhases phases;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_SAMPLES, 0, NULL);
  g_assert_true (model_experiment_set (&experiment, MODEL_W_B, 0, NULL));
  study_phases_init (&phases);
  study_phases_measure (&phases, history); /* theory is not there yet */
  g_assert_true (isnan (phases.epoch[0]));
  study_phases_set_prediction (&phases, theory_prediction_new (&experiment, 1e-8, NULL));
  study_phases_measure (&phases, history);
  g_assert_false (isnan (phases.epoch[0]));
  g_assert_true (isnan (phases.epoch[1]));
  study_phases_clear (&phases);
}

static void
test_words (void)
{
  static const ModelHistoryRow rows[] = { { 0, 2, { 0, 0 } },      { 50, 0.6, { 1, 0 } },
                                          { 100, 0.5, { 1, 0 } },  { 200, 0.5, { 1, 0 } },
                                          { 210, 1e-3, { 1, 1 } }, { 220, 0, { 1, 1 } } };
  ModelSnapshot snapshot = { .status = MODEL_TRAINER_LEARNED };
  g_autofree char *loss = NULL, *weights = NULL, *epoch = NULL, *nothing = NULL;
  g_autoptr (ModelHistoryView) history = make_history (rows, G_N_ELEMENTS (rows));
  StudyPhases phases;

  model_experiment_init (&snapshot.experiment);
  snapshot.history = history;
  init_default (&phases, 0, 2);
  study_phases_measure (&phases, history);
  loss = study_summary_describe_loss (&snapshot, &phases);
  weights = study_summary_describe_weights (&snapshot, &phases);
  epoch = study_summary_describe_epoch (&snapshot, 200);
  nothing = study_summary_describe_loss (NULL, &phases);
  g_assert_cmpstr (loss, ==,
                   "Loss falls in two steps, at epochs 25 and 205. It ends at 0 % of its start.");
  g_assert_cmpstr (weights, ==, "A is learned at epoch 25. B is learned at epoch 205.");
  g_assert_cmpstr (epoch, ==, "Epoch 200: loss 0.5, weight of A 1, weight of B 0.");
  g_assert_cmpstr (nothing, ==, "Nothing is trained yet.");
  study_phases_clear (&phases);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/phases/marks", test_marks);
  g_test_add_func ("/app/phases/crossings", test_crossings);
  g_test_add_func ("/app/phases/not-yet", test_not_yet);
  g_test_add_func ("/app/phases/nothing-to-learn", test_nothing_to_learn);
  g_test_add_func ("/app/phases/words", test_words);
  return g_test_run ();
}
