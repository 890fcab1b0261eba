/* The integrator of gradient flow against what theory knows of it in closed form or by another
 * integrator. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/balance.h"
#include "theory/exact.h"
#include "theory/measure.h"
#include "theory/prediction.h"
#include "reference.h"

#include <math.h>

static ModelTrainer *
train (ModelExperiment *e, int init, double init_scale)
{
  g_autoptr (GError) error = NULL;
  ModelTrainer *trainer;

  model_experiment_set (e, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW, NULL);
  model_experiment_set (e, MODEL_INIT, init, NULL);
  trainer = model_trainer_new (e, init_scale, &error);
  g_assert_no_error (error);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  return trainer;
}

/* Eq 21, from 1e-8 through a plateau to the end. */
static void
test_exact (void)
{
  const double s[2] = { 4, 1 }, u0 = 1e-4, rate = 0.04;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (&e, MODEL_WIDTH, 5, NULL);
  model_experiment_set (&e, MODEL_LEARNING_RATE, rate, NULL);
  model_experiment_set (&e, MODEL_EPOCHS, 600, NULL);
  g_autoptr (ModelTrainer) trainer = train (&e, MODEL_INIT_BALANCED, u0);
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);

  for (gsize i = 0; i < model_history_view_length (snapshot->history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (snapshot->history, i);

      for (int m = 0; m < 2; m++)
        {
          double exact = theory_exact_weight (s[m], s[m], u0, row->epoch * rate);

          /* Some fifty steps of 1e-9 each, relative to weights that grow by eight orders, and the
           * interpolation between their ends. Measured: 6e-8. */
          g_assert_cmpfloat (fabs (row->weight[m] - exact), <=, 3e-7 * exact);
        }
    }
}

/* The reduced dynamics is what balanced weights do; it is integrated by another method. */
static void
test_reduced_times (void)
{
  g_autoptr (GArray) rows = reference_load ();
  int compared = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const ReferenceRow *row = &g_array_index (rows, ReferenceRow, i);
      const double fine = 20; /* epochs in one of the reference's, for linear interpolation */
      ModelExperiment e;
      TheoryMeasure measure;

      if (!(row->reduced_t_b < 6000))
        continue;
      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
      model_experiment_set (&e, MODEL_WIDTH, 3, NULL);
      model_experiment_set (&e, MODEL_SIGMA_A, row->sigma_a, NULL);
      model_experiment_set (&e, MODEL_SIGMA_B, row->sigma_b, NULL);
      model_experiment_set (&e, MODEL_RHO, row->rho, NULL);
      model_experiment_set (&e, MODEL_W_A, row->w_a, NULL);
      model_experiment_set (&e, MODEL_W_B, row->w_b, NULL);
      model_experiment_set (&e, MODEL_DEPTH, row->depth, NULL);
      model_experiment_set (&e, MODEL_FUSION, row->fusion, NULL);
      model_experiment_set (&e, MODEL_LEARNING_RATE, 1 / (row->tau * fine), NULL);
      g_autoptr (ModelTrainer) trainer = train (&e, MODEL_INIT_BALANCED, row->init_scale);
      g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
      g_autoptr (TheoryPrediction) p = theory_prediction_new (&e, row->init_scale, NULL);

      theory_measure_compute (&measure, snapshot->history, &p->levels, p->times.first);
      /* Measured: 3e-6, which is what the reduced dynamics itself is off by. */
      g_assert_cmpfloat (fabs (measure.t[0] / fine / row->reduced_t_a - 1), <=, 1e-5);
      g_assert_cmpfloat (fabs (measure.t[1] / fine / row->reduced_t_b - 1), <=, 1e-5);
      compared++;
    }
  g_assert_cmpint (compared, >, 60);
}

/* Eqs 38-41: gradient flow conserves the balance of neighbouring layers, descent only nearly. */
static void
test_balance (void)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, 4, NULL);
  model_experiment_set (&e, MODEL_FUSION, 2, NULL);
  model_experiment_set (&e, MODEL_RHO, 0.4, NULL);
  model_experiment_set (&e, MODEL_WIDTH, 15, NULL);
  g_autoptr (ModelTrainer) flow = train (&e, MODEL_INIT_RANDOM, 0.4);
  model_experiment_set (&e, MODEL_DYNAMICS, MODEL_DYNAMICS_DESCENT, NULL);
  g_autoptr (ModelTrainer) descent = model_trainer_new (&e, 0.4, NULL);
  g_autoptr (ModelNetwork) start = model_trainer_seek (flow, 0, NULL);
  TheoryBalance of_flow, of_descent;

  model_trainer_run (descent, G_MAXINT64, NULL);
  theory_balance_compute (&of_flow, model_trainer_get_network (flow), start);
  theory_balance_compute (&of_descent, model_trainer_get_network (descent), start);
  g_assert_cmpfloat (of_descent.largest, >, 1e-3);
  /* Some thirty steps of 1e-9. Measured: 2e-10. */
  g_assert_cmpfloat (of_flow.largest, <, 1e-8);
}

/* A flow has no finite steps: both of theory's clocks are its own. */
static void
test_clocks (void)
{
  ModelExperiment e;

  model_experiment_init (&e);
  for (int dynamics = 0; dynamics < 2; dynamics++)
    {
      model_experiment_set (&e, MODEL_DYNAMICS, dynamics, NULL);
      g_autoptr (TheoryPrediction) p = theory_prediction_new (&e, 1e-8, NULL);

      g_assert_true ((p->times.step.t[0] == p->times.flow.t[0]) ==
                     (dynamics == MODEL_DYNAMICS_FLOW));
    }
}

int
main (int argc, char **argv)
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/flow/exact", test_exact);
  g_test_add_func ("/theory/flow/reduced-times", test_reduced_times);
  g_test_add_func ("/theory/flow/balance", test_balance);
  g_test_add_func ("/theory/flow/clocks", test_clocks);
  return g_test_run ();
}
