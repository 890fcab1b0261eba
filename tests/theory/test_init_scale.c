/* The automatic initial scale. */
#include "num/matrix.h"
#include "num/number.h"
#include "theory/fixed_points.h"
#include "theory/init_scale.h"
#include "theory/measure.h"

#include <math.h>

/* Depths that are tried: under a sanitizer, which is slow and looks at the same code, not all. */
#ifdef __SANITIZE_ADDRESS__
#define DEPTH_STEP 3
#else
#define DEPTH_STEP 1
#endif

typedef struct
{
  ModelExperiment experiment;
  ModelMoments *moments;
} Setting;

static void
setting_init (Setting *self, int depth, int fusion, double rho)
{
  model_experiment_init (&self->experiment);
  model_experiment_set (&self->experiment, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&self->experiment, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&self->experiment, MODEL_RHO, rho, NULL);
  self->moments = model_moments_compute_population (&self->experiment, NULL);
}

static double
compute_first_time (const Setting *self, double init_scale)
{
  TheoryNetwork network;
  TheoryRates rates;
  TheoryTimes times;

  theory_network_from_experiment (&network, &self->experiment, init_scale);
  theory_rates_compute (&rates, self->moments);
  theory_times_compute (&times, &rates, &network);
  return MIN (times.flow.t[0], times.flow.t[1]);
}

static void
test_given (void)
{
  Setting s;

  setting_init (&s, 4, 2, 0);
  model_experiment_set (&s.experiment, MODEL_INIT_SCALE, 0.12345, NULL);
  g_assert_cmpfloat (theory_init_scale_compute (&s.experiment, s.moments), ==, 0.12345);
  model_moments_unref (s.moments);
}

static void
test_depth_two (void)
{
  Setting s;

  setting_init (&s, 2, 2, 0);
  g_assert_cmpfloat (theory_init_scale_compute (&s.experiment, s.moments), ==, 1e-8);
  /* Plain weights at the paper's width have the paper's standard deviation. */
  model_experiment_set (&s.experiment, MODEL_INIT, MODEL_INIT_PLAIN, NULL);
  g_assert_cmpfloat (theory_init_scale_compute (&s.experiment, s.moments), ==, 1e-9);
  model_moments_unref (s.moments);
}

static void
test_deep (void)
{
  for (int depth = 3; depth <= 8; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        Setting s;
        double u0;

        setting_init (&s, depth, fusion, 0.3);
        model_experiment_set (&s.experiment, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
        u0 = theory_init_scale_compute (&s.experiment, s.moments);
        g_assert_cmpfloat (u0, ==, num_number_round (u0, 3));
        /* Three digits of u0, to the power L - 2. */
        g_assert_cmpfloat (fabs (compute_first_time (&s, u0) / THEORY_INIT_SCALE_EPOCHS - 1), <,
                           0.005 * (depth - 2) * 1.1);
        model_moments_unref (s.moments);
      }
}

/* When a run of the experiment has learned its first modality. */
static double
measure_first_time (const ModelExperiment *e)
{
  g_autoptr (TheoryPrediction) p = theory_prediction_new (e, 0, NULL);
  g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (e, NULL);
  g_autoptr (ModelSnapshot) run = NULL;
  TheoryMeasure measure;

  model_trainer_run (trainer, 2 * THEORY_INIT_SCALE_EPOCHS, NULL);
  run = model_trainer_snapshot (trainer, 0);
  theory_measure_of_run (&measure, run->history, p);
  return MIN (measure.t[0], measure.t[1]);
}

/* Layers drawn at random take longer by what they are, not by what theory of aligned ones says:
 * their runs are there near epoch 300, too; finite steps and the last rise make a few per cent. */
static void
test_drawn (void)
{
  double worst = 0;

  for (int init = MODEL_INIT_PLAIN; init <= MODEL_INIT_RANDOM; init++)
    for (int depth = 3; depth <= 8; depth += DEPTH_STEP)
      for (int fusion = 1; fusion <= depth; fusion++)
        {
          Setting s;
          double t;

          setting_init (&s, depth, fusion, 0.3);
          model_experiment_set (&s.experiment, MODEL_INIT, init, NULL);
          model_experiment_set (&s.experiment, MODEL_WIDTH, 40, NULL);
          if (fusion == 3 && depth > 3) /* unequal branches */
            model_experiment_set (&s.experiment, MODEL_DEPTH_B, 2, NULL);
          t = measure_first_time (&s.experiment);
          worst = fmax (worst, fabs (t / THEORY_INIT_SCALE_EPOCHS - 1));
          model_moments_unref (s.moments);
        }
  g_test_message ("worst: %.3f", worst);
  g_assert_cmpfloat (worst, <, 0.1);
}

/* What many shared layers do to each other is not seen from few directions. */
static void
test_wide (void)
{
  for (int depth = 7; depth <= 8; depth += DEPTH_STEP)
    {
      Setting s;

      setting_init (&s, depth, 2, 0);
      g_assert_cmpint (model_experiment_get_int (&s.experiment, MODEL_WIDTH), ==, 100);
      model_experiment_set (&s.experiment, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
      g_assert_cmpfloat (fabs (measure_first_time (&s.experiment) / THEORY_INIT_SCALE_EPOCHS - 1),
                         <, 0.05);
      model_moments_unref (s.moments);
    }
}

/* c of four layers of 100, seed 1, is 2.607 and 2.629 by Euler steps elsewhere; aligned: 1 / 2. */
static void
test_cost (void)
{
  double cost[2];
  Setting s;

  setting_init (&s, 4, 4, 0);
  model_experiment_set (&s.experiment, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
  g_assert_true (theory_init_scale_compute_cost (&s.experiment, cost, NULL));
  g_assert_cmpfloat_with_epsilon (cost[0] / (2 * 2.607), 1, 0.005);
  g_assert_cmpfloat_with_epsilon (cost[1] / (2 * 2.629), 1, 0.005);
  model_moments_unref (s.moments);
}

static void
test_unequal (void)
{
  for (int a = 1; a <= 5; a++)
    for (int b = 1; b <= 5; b++)
      {
        Setting s;
        double u0, t;

        setting_init (&s, 4, 2, 0.3);
        model_experiment_set (&s.experiment, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
        model_experiment_set (&s.experiment, MODEL_DEPTH_A, a, NULL);
        model_experiment_set (&s.experiment, MODEL_DEPTH_B, b, NULL);
        u0 = theory_init_scale_compute (&s.experiment, s.moments);
        t = compute_first_time (&s, u0);
        /* Three digits of u0, to the power of at most five. */
        g_assert_cmpfloat (fabs (t / THEORY_INIT_SCALE_EPOCHS - 1), <, 0.025);
        model_moments_unref (s.moments);
      }
}

static void
test_extremes (void)
{
  const double sigmas[] = { 0, 1e-3, 1, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sigmas); i++)
    for (int rho = -1; rho <= 1; rho++)
      for (int fusion = 1; fusion <= 8; fusion++)
        {
          Setting s;
          double u0;

          setting_init (&s, 8, fusion, rho);
          model_moments_unref (s.moments);
          model_experiment_set (&s.experiment, MODEL_SIGMA_A, sigmas[i], NULL);
          model_experiment_set (&s.experiment, MODEL_SIGMA_B, sigmas[i], NULL);
          s.moments = model_moments_compute_population (&s.experiment, NULL);
          u0 = theory_init_scale_compute (&s.experiment, s.moments);
          g_assert_true (u0 >= 1e-12 && u0 <= 10);
          model_moments_unref (s.moments);
        }
}

/* L = 8 from u0 = 1e-3 would move after some 1e17 epochs: the run says so at once, unless epochs
 * are asked for. */
static void
test_never (void)
{
  Setting s;
  g_autoptr (ModelTrainer) trainer = NULL, asked = NULL, quick = NULL;
  g_autoptr (ModelSnapshot) end = NULL, done = NULL;

  setting_init (&s, 8, 8, 0);
  model_experiment_set (&s.experiment, MODEL_WIDTH, 10, NULL);
  quick = theory_init_scale_new_trainer (&s.experiment, NULL);
  g_assert_cmpint (model_trainer_run (quick, 1, NULL), ==, MODEL_TRAINER_RUNNING);
  model_experiment_set (&s.experiment, MODEL_INIT_SCALE, 1e-3, NULL);
  trainer = theory_init_scale_new_trainer (&s.experiment, NULL);
  g_assert_cmpint (model_trainer_run (trainer, G_MAXINT64, NULL), ==, MODEL_TRAINER_BOUND);
  end = model_trainer_snapshot (trainer, 0);
  g_assert_cmpuint (model_history_view_length (end->history), ==, 1);
  g_assert_true (g_str_has_prefix (end->reason, "not learned within a billion epochs: theory"));
  model_experiment_set (&s.experiment, MODEL_EPOCHS, 20, NULL);
  asked = theory_init_scale_new_trainer (&s.experiment, NULL);
  g_assert_cmpint (model_trainer_run (asked, G_MAXINT64, NULL), ==, MODEL_TRAINER_DONE);
  done = model_trainer_snapshot (asked, 0);
  g_assert_null (done->reason);
  g_assert_cmpfloat (model_snapshot_last_epoch (done), ==, 20);
  model_moments_unref (s.moments);
}

/* A silent target, or one of noise alone: said at once, whatever the network. */
static void
test_nothing (void)
{
  for (int i = 0; i < 4; i++)
    {
      Setting s;
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelSnapshot) end = NULL;

      setting_init (&s, i & 2 ? 4 : 2, 2, 0);
      model_experiment_set (&s.experiment, MODEL_W_A, 0, NULL);
      model_experiment_set (&s.experiment, MODEL_W_B, 0, NULL);
      model_experiment_set (&s.experiment, MODEL_ACTIVATION,
                            i & 1 ? MODEL_ACTIVATION_RELU : MODEL_ACTIVATION_LINEAR, NULL);
      /* ReLU needs samples; noise is averaged out by the population. */
      model_experiment_set (&s.experiment, MODEL_NOISE, i & 1 ? 0 : 1, NULL);
      model_experiment_set (&s.experiment, MODEL_SAMPLES, i & 1 ? 100 : 0, NULL);
      trainer = theory_init_scale_new_trainer (&s.experiment, NULL);
      g_assert_cmpint (model_trainer_run (trainer, 1, NULL), !=, MODEL_TRAINER_RUNNING);
      end = model_trainer_snapshot (trainer, 0);
      g_assert_cmpstr (end->reason, ==,
                       "nothing to learn: the target has nothing to do with the inputs");
      model_moments_unref (s.moments);
    }
}

/* Eight random layers of 100 and norm 0.3 are learned after some hundred million epochs: an
 * open-ended run says so at once. Fewer, narrower, and balanced ones train. */
static void
test_random_never (void)
{
  static const struct
  {
    const char *depth, *width, *init;
    ModelTrainerStatus status;
  } networks[] = { { "8", "100", "random", MODEL_TRAINER_BOUND },
                   { "8", "20", "random", MODEL_TRAINER_RUNNING },
                   { "7", "100", "random", MODEL_TRAINER_RUNNING },
                   { "8", "100", "balanced", MODEL_TRAINER_RUNNING } };

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelSnapshot) snapshot = NULL;
      ModelExperiment e;

      model_experiment_init (&e);
      model_experiment_parse_value (&e, MODEL_DEPTH, networks[i].depth, NULL);
      model_experiment_parse_value (&e, MODEL_FUSION, networks[i].depth, NULL);
      model_experiment_parse_value (&e, MODEL_WIDTH, networks[i].width, NULL);
      model_experiment_parse_value (&e, MODEL_INIT, networks[i].init, NULL);
      model_experiment_set (&e, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
      model_experiment_set (&e, MODEL_INIT_SCALE, 0.3, NULL);
      trainer = theory_init_scale_new_trainer (&e, NULL);
      g_assert_cmpint (model_trainer_run (trainer, 1, NULL), ==, networks[i].status);
      snapshot = model_trainer_snapshot (trainer, 0);
      if (networks[i].status == MODEL_TRAINER_BOUND)
        g_assert_true (g_str_has_prefix (snapshot->reason, "not learned within a million epochs"));
      else
        g_assert_null (snapshot->reason);
    }
}

/* The estimate behind it holds within its margin where one can wait for it: L = 6 of width 20. */
static void
test_random_time (void)
{
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, 6, NULL);
  model_experiment_set (&e, MODEL_FUSION, 6, NULL);
  model_experiment_set (&e, MODEL_WIDTH, 20, NULL);
  model_experiment_set (&e, MODEL_INIT_SCALE, 0.3, NULL);
  trainer = theory_init_scale_new_trainer (&e, NULL);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  snapshot = model_trainer_snapshot (trainer, 0);
  g_assert_cmpint (snapshot->status, ==, MODEL_TRAINER_LEARNED);
  for (gsize i = 0; i < model_history_view_length (snapshot->history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (snapshot->history, i);
      const double estimate = pow (0.3, -4) * 20 / (4 * 0.04);

      if (row->weight[0] < 0.5)
        continue;
      g_assert_cmpfloat (row->epoch, >, estimate / THEORY_INIT_SCALE_RANDOM_MARGIN);
      g_assert_cmpfloat (row->epoch, <, estimate * THEORY_INIT_SCALE_RANDOM_MARGIN);
      break;
    }
}

/* Cancelled, there are no fixed points, no rates, and no scale. */
static void
test_cancelled (void)
{
  g_autoptr (ModelMoments) moments = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (GError) error = NULL;
  const int cancel = 1;
  ModelExperiment e;
  TheoryRates rates;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  moments = model_moments_compute_population (&e, NULL);
  g_assert_null (theory_fixed_points_new_cancellable (moments, &cancel));
  g_assert_false (theory_rates_compute_cancellable (&rates, moments, &cancel));
  g_assert_cmpfloat (theory_init_scale_compute_cancellable (&e, moments, &cancel), ==, 0);
  trainer = theory_init_scale_new_trainer_compressed (&e, NULL, &cancel, &error);
  g_assert_null (trainer);
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/init-scale/given", test_given);
  g_test_add_func ("/theory/init-scale/depth-two", test_depth_two);
  g_test_add_func ("/theory/init-scale/deep", test_deep);
  g_test_add_func ("/theory/init-scale/drawn", test_drawn);
  g_test_add_func ("/theory/init-scale/wide", test_wide);
  g_test_add_func ("/theory/init-scale/cost", test_cost);
  g_test_add_func ("/theory/init-scale/unequal", test_unequal);
  g_test_add_func ("/theory/init-scale/extremes", test_extremes);
  g_test_add_func ("/theory/init-scale/never", test_never);
  g_test_add_func ("/theory/init-scale/nothing", test_nothing);
  g_test_add_func ("/theory/init-scale/random-never", test_random_never);
  g_test_add_func ("/theory/init-scale/random-time", test_random_time);
  g_test_add_func ("/theory/init-scale/cancelled", test_cancelled);
  return g_test_run ();
}
