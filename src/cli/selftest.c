/* Theory against simulation, conservation laws and reference numbers, on a set of configurations.
 */
#include "cli/selftest.h"

#include "model/data/dataset.h"
#include "model/network/gradient.h"
#include "model/network/learning_rate.h"
#include "model/network/naive.h"
#include "model/train/trainer.h"
#include "study/trained_run.h"
#include "theory/balance.h"
#include "theory/exact.h"
#include "theory/measure.h"
#include "theory/own.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Longer than any run here. */
#define MANY_EPOCHS 10000000

/* Epochs, computed independently of this program; tau = 25, w = 1, sigma_B = 1. */
typedef struct
{
  int depth, fusion;
  double sigma_a, rho, init_scale;
  double t_a, t_b, reduced_t_a, reduced_t_b;
} Reference;

static const Reference references[] = {
  { 2, 2, 1.5, 0.6, 1e-8, 146.1958789, 431.7347049, 147.5310874, 430.6104029 },
  { 2, 2, 3, 0.9, 1e-8, 39.36042894, 1696.641647, 39.64073264, 1694.812676 },
  { 3, 2, 2, 0.3, 0.1, 46.13049452, 85.5077202, 41.71019862, 76.61888886 },
  { 3, 3, 3, 0.9, 0.1, 21.36752137, 921.0526316, 19.70297291, 846.1778327 },
  { 4, 2, 1.5, -0.6, 0.03, 7029.684885, 7193.419939, 7023.20826, 7170.376454 },
  { 4, 3, 2, -0.3, 0.1, 301.9077485, 554.3640541, 299.7073564, 519.8506886 },
  { 4, 4, 2, 0.6, 0.1, 240.3846154, 1367.1875, 239.2524214, 1362.057607 },
  { 5, 3, 3, 0.6, 0.03, 17665.29878, 18561.96852, 17665.19999, 18521.47316 },
  { 6, 2, 3, 0, 0.1, 2580.235364, 2631.403922, 2580.401892, 2622.853315 },
  { 6, 4, 1.5, 0.9, 0.03, 1190981.351, 1212682.435, 1190981.715, 1212508.956 },
  { 8, 5, 2, 0.6, 0.03, 456297353, 456549506, 456297353.4, 456548691.1 },
  { 8, 8, 2, 0.6, 0.03, 1099152334, 6251428898, 1099152333, 6251428899 },
};

static double
compute_deviation (double value, double expected)
{
  double deviation = fabs (value / expected - 1);

  return isnan (deviation) ? INFINITY : deviation;
}

static void
set (ModelExperiment *experiment, ModelKey key, double value)
{
  gboolean allowed = model_experiment_set (experiment, key, value, NULL);

  g_return_if_fail (allowed);
}

/* Population data, balanced weights. */
static void
init_experiment (ModelExperiment *experiment, int depth, int fusion, double sigma_a, double rho)
{
  model_experiment_init (experiment);
  set (experiment, MODEL_DEPTH, depth);
  set (experiment, MODEL_FUSION, fusion);
  set (experiment, MODEL_SIGMA_A, sigma_a);
  set (experiment, MODEL_RHO, rho);
  set (experiment, MODEL_SAMPLES, 0);
  set (experiment, MODEL_INIT, MODEL_INIT_BALANCED);
}

static TheoryPrediction *
predict_reference (const Reference *r)
{
  ModelExperiment experiment;

  init_experiment (&experiment, r->depth, r->fusion, r->sigma_a, r->rho);
  return theory_prediction_new (&experiment, r->init_scale, NULL);
}

static double
check_times (void)
{
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const Reference *r = &references[i];
      g_autoptr (TheoryPrediction) p = predict_reference (r);

      worst = MAX (worst, compute_deviation (p->times.flow.t[0], r->t_a));
      worst = MAX (worst, compute_deviation (p->times.flow.t[1], r->t_b));
    }
  return worst;
}

static double
check_reduced (void)
{
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const Reference *r = &references[i];
      g_autoptr (TheoryPrediction) p = predict_reference (r);
      g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, NULL);

      worst = MAX (worst, compute_deviation (reduced->t[0], r->reduced_t_a));
      worst = MAX (worst, compute_deviation (reduced->t[1], r->reduced_t_b));
    }
  return worst;
}

/* 1 + (r^2 - 1) / (1 - rho^2) for late fusion of every depth. */
static double
check_late_ratio (void)
{
  double worst = 0;

  for (int depth = 2; depth <= MODEL_MAX_DEPTH; depth++)
    for (int i = -9; i <= 9; i++)
      {
        double rho = 0.1 * i;
        ModelExperiment experiment;
        g_autoptr (TheoryPrediction) p = NULL;

        init_experiment (&experiment, depth, depth, 2.5, rho);
        p = theory_prediction_new (&experiment, 0.01, NULL);
        worst = MAX (
            worst, compute_deviation (p->times.flow.ratio, 1 + (2.5 * 2.5 - 1) / (1 - rho * rho)));
      }
  return worst;
}

/* Largest deviation of a recording from the exact solution for sigma_a = 2, sigma_b = 1, rho = 0,
 * depth 2, from 1e-4. */
static double
compare_exact (const ModelHistoryView *history, double learning_rate)
{
  double worst = 0;

  for (gsize i = 0; i < model_history_view_length (history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);
      double time = row->epoch * learning_rate;

      worst = MAX (worst, fabs (row->weight[0] - theory_exact_weight (4, 4, 1e-4, time)));
      worst = MAX (worst, fabs (row->weight[1] - theory_exact_weight (1, 1, 1e-4, time)));
    }
  return worst;
}

static double
check_exact (void)
{
  ModelExperiment experiment;
  g_autoptr (TheoryPrediction) p = NULL;
  g_autoptr (TheoryReduced) reduced = NULL;

  init_experiment (&experiment, 2, 2, 2, 0);
  p = theory_prediction_new (&experiment, 1e-4, NULL);
  reduced = theory_prediction_new_reduced (p, INFINITY, NULL);
  return compare_exact (reduced->history, p->network.learning_rate);
}

/* Trains to the end; NULL where there is no run. */
static ModelTrainer *
train (const ModelExperiment *experiment, double init_scale, ModelSnapshot **snapshot)
{
  ModelTrainer *trainer = model_trainer_new (experiment, init_scale, NULL);

  if (trainer == NULL)
    return NULL;
  model_trainer_run (trainer, MANY_EPOCHS, NULL);
  *snapshot = model_trainer_snapshot (trainer, 0);
  return trainer;
}

/* Measured times in units of tau. */
static gboolean
measure_times (const ModelExperiment *experiment, double init_scale, double t[2])
{
  g_autoptr (TheoryPrediction) p = theory_prediction_new (experiment, init_scale, NULL);
  g_autoptr (ModelSnapshot) snapshot = NULL;
  g_autoptr (ModelTrainer) trainer = train (experiment, init_scale, &snapshot);
  TheoryMeasure measure;

  if (p == NULL || trainer == NULL)
    return FALSE;
  theory_measure_compute (&measure, snapshot->history, &p->levels, p->times.first);
  for (int m = 0; m < 2; m++)
    t[m] = measure.t[m] * p->network.learning_rate;
  return measure.reached[0] && measure.reached[1];
}

/* Gradient descent is Euler's rule: two steps extrapolate to a step of zero. */
static double
compare_to_reduced (ModelExperiment *experiment, double init_scale)
{
  double coarse[2], fine[2], worst = 0;
  g_autoptr (TheoryPrediction) p = NULL;
  g_autoptr (TheoryReduced) reduced = NULL;

  set (experiment, MODEL_LEARNING_RATE, 0.005);
  if (!measure_times (experiment, init_scale, coarse))
    return INFINITY;
  set (experiment, MODEL_LEARNING_RATE, 0.0025);
  if (!measure_times (experiment, init_scale, fine))
    return INFINITY;
  p = theory_prediction_new (experiment, init_scale, NULL);
  reduced = theory_prediction_new_reduced (p, INFINITY, NULL);
  for (int m = 0; m < 2; m++)
    worst = MAX (worst, compute_deviation ((2 * fine[m] - coarse[m]) / 0.0025, reduced->t[m]));
  return worst;
}

static double
check_simulation (void)
{
  double worst = 0;

  for (int depth = 2; depth <= 4; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        ModelExperiment experiment;

        init_experiment (&experiment, depth, fusion, 2, 0.3);
        set (&experiment, MODEL_WIDTH, 10);
        worst = MAX (worst, compare_to_reduced (&experiment, depth == 2 ? 1e-4 : 0.1));
      }
  return worst;
}

static double
check_unequal (void)
{
  double worst = 0;

  for (int m = 0; m < 2; m++)
    {
      ModelExperiment experiment;

      init_experiment (&experiment, 4, 3, 2, 0.3);
      set (&experiment, MODEL_WIDTH, 10);
      set (&experiment, m == 0 ? MODEL_DEPTH_A : MODEL_DEPTH_B, 2);
      worst = MAX (worst, compare_to_reduced (&experiment, 0.1));
    }
  return worst;
}

/* Ratio of the finite-step clock to that of ten random starts and samples. */
static double
compare_to_clock (double sigma_a, double rho)
{
  const int seeds = 10;
  double sum = 0, clock = 0;

  for (int seed = 1; seed <= seeds; seed++)
    {
      ModelExperiment experiment;
      g_autoptr (TheoryPrediction) p = NULL;
      double t[2];

      init_experiment (&experiment, 2, 2, sigma_a, rho);
      set (&experiment, MODEL_SAMPLES, 8192);
      set (&experiment, MODEL_INIT, MODEL_INIT_PLAIN);
      set (&experiment, MODEL_SEED, seed);
      if (!measure_times (&experiment, 1e-9, t))
        return INFINITY;
      p = theory_prediction_new (&experiment, 1e-9, NULL);
      clock = p->times.step.ratio;
      sum += t[1 - p->times.first] / t[p->times.first];
    }
  return compute_deviation (clock, sum / seeds);
}

static double
check_clock (void)
{
  double worst = 0;

  for (double r = 1.5; r <= 3; r += 0.75)
    for (int i = -2; i <= 2; i++)
      worst = MAX (worst, compare_to_clock (r, 0.45 * i));
  return worst;
}

/* The loss midway between the two times is that of the saddle. */
static double
check_plateau (void)
{
  double worst = 0;

  for (int i = -1; i <= 1; i++)
    {
      ModelExperiment experiment;
      g_autoptr (TheoryPrediction) p = NULL;
      g_autoptr (ModelSnapshot) snapshot = NULL;
      g_autoptr (ModelTrainer) trainer = NULL;
      TheoryMeasure measure;

      init_experiment (&experiment, 2, 2, 2, 0.5 * i);
      p = theory_prediction_new (&experiment, 1e-8, NULL);
      trainer = train (&experiment, 1e-8, &snapshot);
      theory_measure_compute (&measure, snapshot->history, &p->levels, p->times.first);
      if (!measure.reached[0] || !measure.reached[1])
        return INFINITY;
      worst = MAX (
          worst,
          compute_deviation (
              model_history_view_at (snapshot->history, (measure.t[0] + measure.t[1]) / 2).loss,
              p->plateau_loss));
    }
  return worst;
}

/* What gradient flow conserves drifts in proportion to the step. */
static double
check_flow (void)
{
  ModelExperiment experiment;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;

  init_experiment (&experiment, 2, 2, 2, 0);
  set (&experiment, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW);
  trainer = train (&experiment, 1e-4, &snapshot);
  if (trainer == NULL)
    return INFINITY;
  return compare_exact (snapshot->history, model_learning_rate_get (&experiment));
}

static double
check_balance (void)
{
  double drift[2], rates[2] = { 0.01, 0.005 };

  for (int i = 0; i < 2; i++)
    {
      ModelExperiment experiment;
      g_autoptr (ModelSnapshot) snapshot = NULL;
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelNetwork) start = NULL;
      TheoryBalance balance;

      init_experiment (&experiment, 4, 2, 2, 0.3);
      set (&experiment, MODEL_INIT, MODEL_INIT_RANDOM);
      set (&experiment, MODEL_WIDTH, 20);
      set (&experiment, MODEL_LEARNING_RATE, rates[i]);
      trainer = train (&experiment, 0.4, &snapshot);
      start = model_trainer_seek (trainer, 0, NULL);
      theory_balance_compute (&balance, model_trainer_get_network (trainer), start);
      drift[i] = balance.largest;
    }
  return compute_deviation (2 * drift[1], drift[0]);
}

/* Largest difference of two gradients, relative to the largest entry of the first. */
static double
compare_gradients (const double *expected, const double *got, gsize n)
{
  double largest = 0, worst = 0;

  for (gsize i = 0; i < n; i++)
    {
      largest = MAX (largest, fabs (expected[i]));
      worst = MAX (worst, fabs (got[i] - expected[i]));
    }
  return largest > 0 ? worst / largest : INFINITY;
}

/* Moments against the samples they stand for. */
static double
compare_to_samples (const ModelExperiment *experiment)
{
  g_autoptr (ModelTrainer) trainer = model_trainer_new (experiment, 0.3, NULL);
  g_autoptr (ModelDataset) dataset = model_dataset_new (experiment, NULL);
  g_autoptr (ModelNetwork) network = model_network_copy (model_trainer_get_network (trainer));
  g_autoptr (ModelNaive) naive = model_naive_new (&network->shape, dataset);
  g_autoptr (ModelGradient) gradient = model_gradient_new (&network->shape);
  g_autofree double *expected = g_new0 (double, network->n_weights);
  g_autofree double *got = g_new0 (double, network->n_weights);

  model_naive_compute (naive, network, expected);
  model_gradient_evaluate (gradient, network, model_trainer_get_moments (trainer), NULL);
  model_gradient_step (gradient, network, 0, NULL);
  model_gradient_expand (gradient, network, 1, got);
  return compare_gradients (expected, got, network->n_weights);
}

static double
check_gradient (void)
{
  double worst = 0;

  for (int fusion = 1; fusion <= 4; fusion++)
    {
      ModelExperiment experiment;

      init_experiment (&experiment, 4, fusion, 2, 0.3);
      set (&experiment, MODEL_INIT, MODEL_INIT_PLAIN);
      set (&experiment, MODEL_SAMPLES, 500);
      set (&experiment, MODEL_WIDTH, 20);
      worst = MAX (worst, compare_to_samples (&experiment));
    }
  return worst;
}

/* Same experiment, same seed: same bits. */
static double
check_bits (void)
{
  ModelExperiment experiment;
  g_autoptr (ModelSnapshot) one = NULL, other = NULL;
  g_autoptr (ModelTrainer) first = NULL, second = NULL;
  double different = 0;

  model_experiment_init (&experiment);
  first = train (&experiment, 1e-8, &one);
  second = train (&experiment, 1e-8, &other);
  if (model_history_view_length (one->history) != model_history_view_length (other->history))
    return INFINITY;
  for (gsize i = 0; i < model_history_view_length (one->history); i++)
    different += memcmp (model_history_view_row (one->history, i),
                         model_history_view_row (other->history, i), sizeof (ModelHistoryRow)) != 0;
  return different;
}

/* Sampled and vector data: a run is held against theory of its own data and its own start. */
typedef struct
{
  ModelSource source;
  int depth, fusion, samples;
  double init_scale, noise, rho, w_a, w_b;
} Own;

static const Own owns[] = {
  { MODEL_SOURCE_SCALAR, 2, 2, 100, 1e-8, 1, 0.3, 1, 1 },
  { MODEL_SOURCE_SCALAR, 4, 4, 60, 0.1, 0.5, -0.4, 1, 1 },
  { MODEL_SOURCE_SCALAR, 4, 3, 60, 0.1, 0.5, 0.5, 1, 1 },
  { MODEL_SOURCE_VECTOR, 2, 2, 80, 1e-6, 0.2, 0.3, 1, 1 },
  { MODEL_SOURCE_VECTOR, 3, 3, 80, 0.02, 0.2, 0, 1, 1 },
};

/* Three stages: A is learned with the wrong sign, then B, then A again. */
static const Own stages[] = {
  { MODEL_SOURCE_SCALAR, 2, 2, 0, 1e-8, 0, 0.8, -0.2, 1 },
  { MODEL_SOURCE_SCALAR, 2, 2, 400, 1e-8, 0.3, 0.9, 0.5, -2 },
  { MODEL_SOURCE_SCALAR, 3, 3, 200, 0.02, 0.3, 0.3, 1, 1 },
  { MODEL_SOURCE_VECTOR, 2, 2, 80, 1e-6, 0.2, 0.3, 1, 1 },
};

static void
init_own (ModelExperiment *experiment, const Own *own)
{
  init_experiment (experiment, own->depth, own->fusion, 2, own->rho);
  set (experiment, MODEL_SOURCE, own->source);
  set (experiment, MODEL_INPUTS_A, own->source == MODEL_SOURCE_VECTOR ? 4 : 1);
  set (experiment, MODEL_INPUTS_B, own->source == MODEL_SOURCE_VECTOR ? 3 : 1);
  set (experiment, MODEL_SAMPLES, own->samples);
  set (experiment, MODEL_NOISE, own->noise);
  set (experiment, MODEL_W_A, own->w_a);
  set (experiment, MODEL_W_B, own->w_b);
  set (experiment, MODEL_INIT, MODEL_INIT_RANDOM);
  set (experiment, MODEL_INIT_SCALE, own->init_scale);
  set (experiment, MODEL_WIDTH, 50);
}

/* Trained as figures train it, with theory as they draw it; NULL where there is no run. */
static ModelSnapshot *
study_own (const Own *own, StudyMarks *marks)
{
  ModelRecipe recipe;
  StudyPhases phases;
  ModelSnapshot *snapshot;

  model_recipe_init (&recipe);
  init_own (&recipe.experiment, own);
  study_phases_init (&phases);
  study_marks_init (marks);
  snapshot = study_train_run (&recipe, &phases, NULL, NULL);
  if (snapshot != NULL)
    study_phases_get_marks (&phases, marks);
  study_marks_drop_curves (marks);
  study_phases_clear (&phases);
  return snapshot;
}

/* The largest deviation of any of them; infinite where one can't be trained. */
static double
walk (const Own *all, gsize n, double (*deviate) (const Own *own, const StudyMarks *marks))
{
  double worst = 0;

  for (gsize i = 0; i < n; i++)
    {
      StudyMarks marks;
      g_autoptr (ModelSnapshot) snapshot = study_own (&all[i], &marks);

      worst = MAX (worst, snapshot != NULL ? deviate (&all[i], &marks) : INFINITY);
    }
  return worst;
}

static double
deviate_times (const Own *own, const StudyMarks *marks)
{
  return MAX (compute_deviation (marks->t_theory[0], marks->t_run[0]),
              compute_deviation (marks->t_theory[1], marks->t_run[1]));
}

static double
check_own (void)
{
  return walk (owns, G_N_ELEMENTS (owns), deviate_times);
}

static double
deviate_stages (const Own *own, const StudyMarks *marks)
{
  double worst = 0;

  if (marks->predicted.n != marks->stages.n || marks->stages.n == 0)
    return INFINITY;
  for (int k = 0; k < marks->stages.n; k++)
    worst = MAX (worst,
                 compute_deviation (marks->predicted.stage[k].time, marks->stages.stage[k].time));
  return worst;
}

static double
check_stages (void)
{
  return walk (stages, G_N_ELEMENTS (stages), deviate_stages);
}

/* What is drawn over a run is what `plateau theory` says of its experiment. */
static double
deviate_theory (const Own *setting, const StudyMarks *marks)
{
  g_autoptr (TheoryPrediction) p = NULL;
  g_autoptr (TheoryOwnStart) start = NULL;
  g_autoptr (TheoryOwn) own = NULL;
  ModelExperiment experiment;
  double worst;

  init_own (&experiment, setting);
  p = theory_prediction_new (&experiment, 0, NULL);
  start = theory_own_start_new (&experiment, NULL);
  if (p == NULL)
    return INFINITY;
  own = theory_own_new (start, p, INFINITY, NULL);
  worst = compute_deviation (marks->loss_plateau, p->plateau_loss);
  for (int m = 0; m < 2; m++)
    worst = MAX (worst, compute_deviation (marks->t_theory[m], own->t[m]));
  return worst;
}

static double
check_agreement (void)
{
  return walk (owns, G_N_ELEMENTS (owns), deviate_theory);
}

static const CliSelftest checks[] = {
  { N_ ("learning times, reference numbers"), 1e-6, check_times },
  { N_ ("reduced dynamics, reference numbers"), 1e-5, check_reduced },
  { N_ ("time ratio of late fusion, closed form"), 1e-10, check_late_ratio },
  { N_ ("reduced dynamics, exact solution of two layers"), 1e-5, check_exact },
  { N_ ("gradient from moments, gradient from samples"), 1e-10, check_gradient },
  { N_ ("simulation at step 0 (extrapolated), reduced dynamics"), 1e-3, check_simulation },
  { N_ ("the same for branches of unequal depth"), 1e-3, check_unequal },
  { N_ ("finite-step clock, mean ratio of ten simulations"), 0.04, check_clock },
  { N_ ("loss on the plateau, loss of the saddle"), 0.01, check_plateau },
  { N_ ("own start, runs on samples and vectors"), 0.04, check_own },
  { N_ ("stages of theory, stages of runs"), 0.04, check_stages },
  { N_ ("theory of a figure, theory of its experiment"), 0, check_agreement },
  { N_ ("gradient flow, exact solution of two layers"), 1e-6, check_flow },
  { N_ ("balance of layers: drift proportional to the step"), 0.1, check_balance },
  { N_ ("same seed, rows that differ"), 0, check_bits },
};

int
cli_selftest_count (void)
{
  return G_N_ELEMENTS (checks);
}

const CliSelftest *
cli_selftest_at (int i)
{
  g_return_val_if_fail (i >= 0 && i < cli_selftest_count (), NULL);

  return &checks[i];
}
