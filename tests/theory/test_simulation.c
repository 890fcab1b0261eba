/* Theory against simulated training. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/balance.h"
#include "theory/measure.h"
#include "theory/prediction.h"

#include <math.h>

/* Trains and measures; levels are theory's. Returns the trainer. */
static ModelTrainer *
simulate (const ModelExperiment *e,
          double init_scale,
          const TheoryPrediction *p,
          TheoryMeasure *measure)
{
  GError *error = NULL;
  ModelTrainer *trainer = model_trainer_new (e, init_scale, &error);
  g_autoptr (ModelSnapshot) snapshot = NULL;

  g_assert_no_error (error);
  model_trainer_run (trainer, 2000000, NULL);
  snapshot = model_trainer_snapshot (trainer, 0);
  theory_measure_compute (measure, snapshot->history, &p->levels, p->times.first);
  return trainer;
}

static void
init_experiment (ModelExperiment *e, int depth, int fusion, double rho)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (e, MODEL_RHO, rho, NULL);
  model_experiment_set (e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  model_experiment_set (e, MODEL_WIDTH, 5, NULL);
  model_experiment_set (e, MODEL_SAMPLES, 0, NULL);
}

/* Gradient descent is Euler's rule for the reduced dynamics: in units of tau the error halves with
 * the step (it is a constant number of epochs), and extrapolated to a step of zero it vanishes. */
static void
test_converges (const ModelExperiment *base, double u0)
{
  double previous[2] = { 0, 0 };

  for (double eta = 0.01; eta > 0.001; eta /= 2)
    {
      ModelExperiment e = *base;
      g_autoptr (TheoryPrediction) p = NULL;
      g_autoptr (TheoryReduced) reduced = NULL;
      g_autoptr (ModelTrainer) trainer = NULL;
      TheoryMeasure measure;

      model_experiment_set (&e, MODEL_LEARNING_RATE, eta, NULL);
      p = theory_prediction_new (&e, u0, NULL);
      reduced = theory_prediction_new_reduced (p, INFINITY, NULL);
      trainer = simulate (&e, u0, p, &measure);
      for (int m = 0; m < 2; m++)
        {
          double error = (measure.t[m] - reduced->t[m]) * eta;

          g_test_message ("eta %g: t_%c %.6f reduced %.6f, error %.3f epochs", eta, 'A' + m,
                          measure.t[m], reduced->t[m], error / eta);
          g_assert_true (measure.reached[m]);
          /* The next order is eta times the largest rate, 0.1 at the largest step; the must is one
           * epoch. */
          if (previous[m] != 0)
            {
              g_assert_cmpfloat (fabs (error / previous[m] - 0.5), <, 0.05);
              g_assert_cmpfloat (fabs (2 * error - previous[m]) / eta, <, 0.2);
            }
          previous[m] = error;
        }
    }
}

static void
test_convergence (void)
{
  const int shapes[][2] = { { 3, 2 }, { 3, 3 }, { 4, 2 }, { 4, 3 }, { 4, 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      ModelExperiment e;

      init_experiment (&e, shapes[i][0], shapes[i][1], 0.3);
      test_converges (&e, 0.1);
    }
}

static void
test_convergence_unequal (void)
{
  ModelExperiment e;

  init_experiment (&e, 4, 3, 0.3);
  model_experiment_set (&e, MODEL_DEPTH_A, 2, NULL);
  test_converges (&e, 0.1);
}

static void
test_convergence_vector (void)
{
  ModelExperiment e;

  init_experiment (&e, 4, 3, 0);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  model_experiment_set (&e, MODEL_COVARIANCE, MODEL_COVARIANCE_GIVEN, NULL);
  model_experiment_set (&e, MODEL_INPUTS_A, 2, NULL);
  model_experiment_set (&e, MODEL_INPUTS_B, 2, NULL);
  model_experiment_set_text (&e, MODEL_MATRIX, "4 1 0.5 0; 1 3 0 0.2; 0.5 0 1 0.3; 0 0.2 0.3 2",
                             NULL);
  test_converges (&e, 0.1);
}

/* The finite-step clock against the mean of ten plain initialisations and samples of 8192. */
static void
test_finite_step (void)
{
  const double ratios[] = { 1.5, 2, 3 };
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (ratios); i++)
    for (int j = -2; j <= 2; j++)
      {
        double sum = 0, theory = 0;

        for (int seed = 1; seed <= 10; seed++)
          {
            ModelExperiment e;
            g_autoptr (TheoryPrediction) p = NULL;
            g_autoptr (ModelTrainer) trainer = NULL;
            TheoryMeasure measure;

            init_experiment (&e, 2, 2, j * 0.45);
            model_experiment_set (&e, MODEL_INIT, MODEL_INIT_PLAIN, NULL);
            model_experiment_set (&e, MODEL_WIDTH, 100, NULL);
            model_experiment_set (&e, MODEL_SAMPLES, 8192, NULL);
            model_experiment_set (&e, MODEL_SIGMA_A, ratios[i], NULL);
            model_experiment_set (&e, MODEL_SEED, seed, NULL);
            p = theory_prediction_new (&e, 1e-9, NULL);
            trainer = simulate (&e, 1e-9, p, &measure);
            g_assert_true (isfinite (measure.ratio));
            sum += measure.ratio / 10;
            theory = p->times.step.ratio;
          }
        g_test_message ("r %g rho %+.2f: clock %.3f, simulation %.3f (%+.1f %%)", ratios[i],
                        j * 0.45, theory, sum, 100 * (theory / sum - 1));
        worst = MAX (worst, fabs (theory / sum - 1));
      }
  /* The must of issue 3. */
  g_assert_cmpfloat (worst, <, 0.04);
}

/* Balance is kept to the step: changes are of second order in eta, and add up along the path. */
static void
test_balance (void)
{
  double previous = 0;

  for (double eta = 0.02; eta > 0.004; eta /= 2)
    {
      ModelExperiment e;
      g_autoptr (TheoryPrediction) p = NULL;
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelNetwork) start = NULL;
      TheoryMeasure measure;
      TheoryBalance balance;

      init_experiment (&e, 4, 2, 0.3);
      model_experiment_set (&e, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
      model_experiment_set (&e, MODEL_LEARNING_RATE, eta, NULL);
      model_experiment_set (&e, MODEL_WIDTH, 20, NULL);
      p = theory_prediction_new (&e, 0.4, NULL);
      trainer = simulate (&e, 0.4, p, &measure);
      start = model_trainer_seek (trainer, 0, NULL);
      theory_balance_compute (&balance, model_trainer_get_network (trainer), start);
      g_assert_cmpint (balance.n, ==, 4);
      g_test_message ("eta %g: drift %.3e", eta, balance.largest);
      g_assert_cmpfloat (balance.largest, <, 0.05);
      /* Half the step, half the drift, to within the next order. */
      if (previous > 0)
        g_assert_cmpfloat (fabs (balance.largest / previous - 0.5), <, 0.1);
      previous = balance.largest;
    }
}

static void
test_balance_start (void)
{
  for (int depth = 2; depth <= 6; depth += 2)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        ModelExperiment e;
        g_autoptr (ModelTrainer) trainer = NULL;
        TheoryBalance balance;

        init_experiment (&e, depth, fusion, 0.3);
        trainer = model_trainer_new (&e, 0.1, NULL);
        theory_balance_compute (&balance, model_trainer_get_network (trainer), NULL);
        g_assert_cmpint (balance.n, ==, depth - 1 + (fusion - 1));
        /* Balanced by construction: rounding. Random layers are not, see below. */
        g_assert_cmpfloat (balance.largest, <, 1e-14);

        model_experiment_set (&e, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
        model_trainer_free (trainer);
        trainer = model_trainer_new (&e, 0.1, NULL);
        theory_balance_compute (&balance, model_trainer_get_network (trainer), NULL);
        g_assert_cmpfloat (balance.largest, >, 0.1);
      }
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/simulation/convergence", test_convergence);
  g_test_add_func ("/theory/simulation/convergence-unequal", test_convergence_unequal);
  g_test_add_func ("/theory/simulation/convergence-vector", test_convergence_vector);
  g_test_add_func ("/theory/simulation/finite-step", test_finite_step);
  g_test_add_func ("/theory/simulation/balance", test_balance);
  g_test_add_func ("/theory/simulation/balance-start", test_balance_start);
  return g_test_run ();
}
