/* Theory of the network's own start against gradient flow and descent from it. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/growth.h"
#include "theory/measure.h"
#include "theory/validity.h"

#include <math.h>
#include <string.h>
#include <time.h>

typedef struct
{
  int depth, fusion, depth_a, depth_b;
} Shape;

typedef struct
{
  int compared, beyond, left_out;
  int needlessly; /* of those left out: within the tolerance */
  double worst[2];
  double slowest, slowest_start; /* seconds */
} Tally;

static void
init_network (ModelExperiment *e, const Shape *shape, int width, int seed)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (e, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
  model_experiment_set (e, MODEL_DEPTH, shape->depth, NULL);
  model_experiment_set (e, MODEL_FUSION, shape->fusion, NULL);
  model_experiment_set (e, MODEL_DEPTH_A, shape->depth_a, NULL);
  model_experiment_set (e, MODEL_DEPTH_B, shape->depth_b, NULL);
  model_experiment_set (e, MODEL_WIDTH, width, NULL);
  model_experiment_set (e, MODEL_SEED, seed, NULL);
}

/* What is known of the network that was asked for last. */
static TheoryOwnStart *known;

static double
get_seconds (clock_t since)
{
  return (clock () - since) / (double) CLOCKS_PER_SEC;
}

static TheoryOwn *
predict (const ModelExperiment *e, double init_scale, Tally *tally)
{
  g_autoptr (TheoryPrediction) p = theory_prediction_new (e, init_scale, NULL);
  clock_t begin = clock ();
  TheoryOwn *own;

  if (known == NULL || !theory_own_start_serves (known, e))
    {
      g_clear_pointer (&known, theory_own_start_unref);
      known = theory_own_start_new (e, NULL);
      g_assert_nonnull (known);
      tally->slowest_start = MAX (tally->slowest_start, get_seconds (begin));
    }
  begin = clock ();
  own = theory_own_new (known, p, INFINITY, NULL);
  g_assert_nonnull (own);
  tally->slowest = MAX (tally->slowest, get_seconds (begin));
  return own;
}

/* The scale that puts the first modality near an epoch. */
static double
find_scale (const ModelExperiment *e, int depth, double epoch, Tally *tally)
{
  double scale = 0.1;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (TheoryOwn) own = predict (e, scale, tally);

      scale = CLAMP (scale * pow (own->t[own->first] / epoch, 1.0 / (depth - 2)), 1e-4, 1.5);
    }
  return scale;
}

static void
compare (const ModelExperiment *e, double init_scale, double tolerance, Tally *tally)
{
  g_autoptr (TheoryOwn) own = predict (e, init_scale, tally);
  const double last = fmax (own->t[0], own->t[1]);
  ModelExperiment longer = *e;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  g_autoptr (TheoryPrediction) p = theory_prediction_new (e, init_scale, NULL);
  TheoryLimit limits[THEORY_N_LIMITS];
  /* How many stages there are is no matter here. */
  const int n_all = theory_validity_compute (e, p, own, limits);
  const int n_limits = n_all > 0 && limits[n_all - 1] == THEORY_LIMIT_STAGES ? n_all - 1 : n_all;
  TheoryMeasure measure;
  double error[2];

  if (n_limits > 0)
    {
      tally->left_out++;
      if (!g_test_slow ())
        return;
    }

  /* An open-ended run gives up there. */
  if (isfinite (last) && last > 0.9 * MODEL_TRAINER_EPOCH_BOUND)
    g_assert_true (model_experiment_set (&longer, MODEL_EPOCHS, ceil (1.1 * last), NULL));
  trainer = model_trainer_new (&longer, init_scale, NULL);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  snapshot = model_trainer_snapshot (trainer, 0);
  theory_measure_compute (&measure, snapshot->history, &own->levels, own->first);
  for (int m = 0; m < 2; m++)
    error[m] = own->t[m] / measure.t[m] - 1;
  g_test_message (
      "L %d Lf %d da %d db %d N %d seed %d u0 %.3f sigma %g rho %+.2f: %.1f %.1f first %d, %.1f "
      "%.1f, errors "
      "%+.2f %+.2f %%%s%s%s",
      model_experiment_get_int (e, MODEL_DEPTH), model_experiment_get_int (e, MODEL_FUSION),
      model_experiment_get_int (e, MODEL_DEPTH_A), model_experiment_get_int (e, MODEL_DEPTH_B),
      model_experiment_get_int (e, MODEL_WIDTH), model_experiment_get_int (e, MODEL_SEED),
      init_scale, model_experiment_get (e, MODEL_SIGMA_A), model_experiment_get (e, MODEL_RHO),
      own->t[0], own->t[1], own->first, measure.t[0], measure.t[1], 100 * error[0], 100 * error[1],
      fmax (fabs (error[0]), fabs (error[1])) <= tolerance ? "" : " BEYOND",
      n_limits > 0 ? " left out: " : "", n_limits > 0 ? theory_validity_get_name (limits[0]) : "");
  if (n_limits > 0)
    {
      tally->needlessly += fmax (fabs (error[0]), fabs (error[1])) <= tolerance;
      return;
    }
  tally->compared++;
  tally->beyond += !(fmax (fabs (error[0]), fabs (error[1])) <= tolerance);
  for (int m = 0; m < 2; m++)
    tally->worst[m] = fmax (tally->worst[m], fabs (error[m]));
}

static void
compare_grid (const Shape *shapes,
              gsize n_shapes,
              int step,
              ModelDynamics dynamics,
              double tolerance,
              Tally *tally)
{
  const double rhos[] = { -0.5, 0, 0.4, 0.8 }, ratios[] = { 1.3, 1.7, 2.1, 2.6, 3 };
  /* Deep networks of 100 and more need seconds for a basis. */
  const int widths[] = { 50, g_test_slow () ? 100 : 20, g_test_slow () ? 200 : 30 };
  int i = 0;

  for (gsize k = 0; k < n_shapes; k++)
    for (int n = 0; n < 3; n++)
      for (int seed = 1; seed <= 5; seed++)
        for (int d = 0; d < 20; d++)
          {
            ModelExperiment e;

            if (i++ % step != 0)
              continue;
            init_network (&e, &shapes[k], widths[n], seed);
            model_experiment_set (&e, MODEL_DYNAMICS, dynamics, NULL);
            if (!g_test_slow ())
              model_experiment_set (&e, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
            model_experiment_set (&e, MODEL_RHO, rhos[d % 4], NULL);
            model_experiment_set (&e, MODEL_SIGMA_A, ratios[d / 4], NULL);
            compare (&e, find_scale (&e, shapes[k].depth, 400, tally), tolerance, tally);
          }
}

static const Shape shapes[] = { { 3, 2, 0, 0 }, { 3, 3, 0, 0 }, { 4, 2, 0, 0 }, { 4, 3, 0, 0 },
                                { 4, 4, 0, 0 }, { 5, 2, 0, 0 }, { 5, 4, 0, 0 }, { 5, 5, 0, 0 },
                                { 6, 3, 0, 0 }, { 6, 6, 0, 0 }, { 4, 3, 2, 3 }, { 4, 3, 3, 2 },
                                { 5, 4, 3, 4 }, { 4, 4, 3, 4 } };

static void
report (const char *name, const Tally *tally)
{
  g_test_message (
      "%s: %d compared, %d left out (%d needlessly), %d beyond, worst %.4f %.4f, slowest %.1f ms, "
      "start %.1f ms",
      name, tally->compared, tally->left_out, tally->needlessly, tally->beyond, tally->worst[0],
      tally->worst[1], 1e3 * tally->slowest, 1e3 * tally->slowest_start);
}

static void
test_flow (void)
{
  Tally tally = { 0 };

  compare_grid (shapes, G_N_ELEMENTS (shapes), g_test_slow () ? 2 : 151, MODEL_DYNAMICS_FLOW, 0.02,
                &tally);
  report ("flow", &tally);
  g_assert_cmpint (tally.beyond, ==, 0);
}

/* Steps of the usual size, as far as their lag is known to first order. */
static void
test_descent (void)
{
  Tally tally = { 0 };

  compare_grid (shapes, G_N_ELEMENTS (shapes), g_test_slow () ? 23 : 251, MODEL_DYNAMICS_DESCENT,
                0.04, &tally);
  report ("descent", &tally);
  g_assert_cmpint (tally.beyond, ==, 0);
  if (g_test_slow ())
    g_assert_cmpint (20 * tally.left_out, <=, tally.left_out + tally.compared);
}

/* Vectors, of covariances that are well conditioned and not. */
static void
test_vectors (void)
{
  const Shape some[] = { { 2, 2, 0, 0 }, { 3, 3, 0, 0 }, { 4, 4, 0, 0 }, { 4, 3, 0, 0 } };
  const double scales[] = { 1e-6, 0.01, 0.1, 0.1 };
  Tally tally = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (some); i++)
    for (int random = 0; random < 2; random++)
      {
        ModelExperiment e;

        init_network (&e, &some[i], 50, 1);
        model_experiment_set (&e, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW, NULL);
        model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
        model_experiment_set (&e, MODEL_INPUTS_A, 4, NULL);
        model_experiment_set (&e, MODEL_INPUTS_B, 3, NULL);
        model_experiment_set (&e, MODEL_RHO, 0.3, NULL);
        model_experiment_set (&e, MODEL_COVARIANCE,
                              random ? MODEL_COVARIANCE_RANDOM : MODEL_COVARIANCE_ISOTROPIC, NULL);
        compare (&e, scales[i], 0.01, &tally);
      }
  report ("vectors", &tally);
  g_assert_cmpint (tally.beyond, ==, 0);
}

/* Momentum: vectors and shared layers, as far as theory trusts itself; without the pace of finite
 * steps the first time would be 4 to 40 % early. */
static void
test_momentum (void)
{
  static const struct
  {
    int depth, fusion;
    double scale, rate, momentum;
    gboolean trusted;
  } cases[] = { { 2, 2, 1e-6, 0.005, 0.5, TRUE },
                { 4, 3, 0.1, 0.004, 0.5, TRUE },
                { 2, 2, 1e-6, 0.04, 0.9, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Shape shape = { cases[i].depth, cases[i].fusion, 0, 0 };
      Tally tally = { 0 };
      ModelExperiment e;

      init_network (&e, &shape, 50, 1);
      model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
      model_experiment_set (&e, MODEL_INPUTS_A, 3, NULL);
      model_experiment_set (&e, MODEL_INPUTS_B, 2, NULL);
      model_experiment_set (&e, MODEL_RHO, 0.3, NULL);
      model_experiment_set (&e, MODEL_OPTIMIZER, MODEL_OPTIMIZER_MOMENTUM, NULL);
      model_experiment_set (&e, MODEL_MOMENTUM, cases[i].momentum, NULL);
      model_experiment_set (&e, MODEL_LEARNING_RATE, cases[i].rate, NULL);
      compare (&e, cases[i].scale, 0.02, &tally);
      g_assert_cmpint (tally.left_out, ==, !cases[i].trusted);
      g_assert_cmpint (tally.beyond, ==, 0);
    }
}

/* Two layers: dW/dt = 2 sqrt (W^2 + g^2) om with g = |q| |p| conserved, p and q = (w_2 +- w_1) /
 * sqrt (2); so K = |w_1|^2 + |w_2|^2 anywhere. */
static void
test_two_layers (void)
{
  const ModelNetworkShape shape = { { 1, 1 }, { 2, 2 }, 0, 2 };
  g_autoptr (ModelNetwork) network = model_network_new (&shape);
  const double below[2] = { 0.6, -0.2 }, above[2] = { 0.1, 0.5 };
  double p = 0, q = 0, g;
  g_autoptr (TheoryGrowth) growth = NULL;

  for (int i = 0; i < 2; i++)
    {
      network->branch[0][0].w[i] = below[i];
      network->branch[0][1].w[i] = above[i];
      p += pow (above[i] + below[i], 2) / 2;
      q += pow (above[i] - below[i], 2) / 2;
    }
  g = sqrt (p * q);
  growth = theory_growth_new (network, 0, NULL);
  g_assert_nonnull (growth);
  g_assert_cmpfloat_with_epsilon (
      theory_growth_get_weight (growth, 1, theory_growth_get_start (growth)), (p - q) / 2, 1e-12);
  for (double weight = -1e6; weight < 2e6; weight = weight < -1e-3  ? weight / 7
                                                    : weight < 1e-3 ? fabs (weight) + 1e-2
                                                                    : weight * 7)
    for (int scale = 0; scale < 2; scale++)
      {
        const double u0 = scale == 0 ? 1 : 1e-3, w = weight * u0 * u0;
        const double x = theory_growth_get_coordinate (growth, u0, w);
        /* dW/dt = (dx/dt) dW/dx, by the difference of weights around it. */
        const double slope = (theory_growth_get_weight (growth, u0, x + 1e-4) -
                              theory_growth_get_weight (growth, u0, x - 1e-4)) /
                             2e-4;
        const double kernel = slope * theory_growth_get_rate (growth, u0, x, NULL);

        /* The spline's nodes are half an e-fold apart. */
        g_assert_cmpfloat (fabs (kernel / (2 * hypot (w, g * u0 * u0)) - 1), <, 1e-3);
      }
}

/* Balanced layers under gradient flow: the reduced dynamics. */
static void
test_balanced (void)
{
  const Shape shape = { 4, 3, 0, 0 };
  Tally tally = { 0 };
  ModelExperiment e;

  init_network (&e, &shape, 20, 1);
  model_experiment_set (&e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  model_experiment_set (&e, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW, NULL);
  g_autoptr (TheoryOwn) own = predict (&e, 0.1, &tally);
  g_autoptr (TheoryPrediction) p = theory_prediction_new (&e, 0.1, NULL);
  g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, NULL);

  /* Rows are a hundredth of the weights apart. */
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat (fabs (own->t[m] / reduced->t[m] - 1), <, 1e-5);
}

/* A network's order is its own: unequal k, and yet B may be first. Its start serves all data. */
static void
test_start (void)
{
  const Shape shape = { 4, 4, 0, 0 };
  const int cancel = 1;
  ModelExperiment e, other;

  init_network (&e, &shape, 20, 1);
  g_autoptr (TheoryOwnStart) start = theory_own_start_new (&e, NULL);
  g_autoptr (TheoryPrediction) p = theory_prediction_new (&e, 0.1, NULL);

  other = e;
  model_experiment_set (&other, MODEL_RHO, 0.5, NULL);
  model_experiment_set (&other, MODEL_LEARNING_RATE, 0.01, NULL);
  g_assert_true (theory_own_start_serves (start, &other));
  model_experiment_set (&other, MODEL_SEED, 2, NULL);
  g_assert_false (theory_own_start_serves (start, &other));
  g_assert_null (theory_own_start_new (&e, &cancel));
  g_assert_null (theory_own_new (start, p, INFINITY, &cancel));
}

/* Width 1, in which no sign changes; scales of which no power is left; a silent modality; nothing.
 */
static void
test_edges (void)
{
  const struct
  {
    int depth, fusion, width;
    double init_scale, sigma_b, w;
  } cases[] = { { 3, 3, 1, 0.1, 1, 1 },   { 2, 2, 1, 1e-8, 1, 1 },  { 3, 2, 1, 0.1, 1, 1 },
                { 8, 8, 5, 1e-45, 1, 1 }, { 8, 4, 5, 1e-45, 1, 1 }, { 2, 2, 20, 1e-8, 0, 1 },
                { 4, 3, 20, 0.1, 0, 1 },  { 4, 3, 20, 0.1, 1, 0 },  { 2, 2, 20, 1e-8, 1, 0 },
                { 2, 1, 20, 1e-8, 0, 1 }, { 4, 4, 20, 10, 1, 1 },   { 4, 3, 20, 10, 1, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Shape shape = { cases[i].depth, cases[i].fusion, 0, 0 };
      Tally tally = { 0 };
      ModelExperiment e;

      init_network (&e, &shape, cases[i].width, 1);
      model_experiment_set (&e, MODEL_SIGMA_B, cases[i].sigma_b, NULL);
      model_experiment_set (&e, MODEL_W_A, cases[i].w, NULL);
      model_experiment_set (&e, MODEL_W_B, cases[i].w, NULL);
      g_autoptr (TheoryOwn) own = predict (&e, cases[i].init_scale, &tally);

      g_test_message ("case %d: %g %g", (int) i, own->t[0], own->t[1]);
      g_assert_cmpint (model_history_view_length (own->history), >, 0);
      for (gsize k = 0; k < model_history_view_length (own->history); k++)
        {
          const ModelHistoryRow *row = model_history_view_row (own->history, k);

          g_assert_true (isfinite (row->loss) && isfinite (row->weight[0] + row->weight[1]));
          g_assert_cmpfloat (row->loss, >=, 0);
        }
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat (own->t[m], >=, 0);
      if (cases[i].w == 0 || cases[i].sigma_b == 0)
        g_assert_cmpfloat (own->t[1], ==, INFINITY);
    }
}

/* As long as it was asked for, and on the way as the whole is. */
static void
test_end (void)
{
  const Shape some[] = { { 4, 4, 0, 0 }, { 4, 3, 0, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (some); i++)
    {
      ModelExperiment e;

      init_network (&e, &some[i], 20, 1);
      g_autoptr (TheoryOwnStart) start = theory_own_start_new (&e, NULL);
      g_autoptr (TheoryPrediction) p = theory_prediction_new (&e, 0.3, NULL);
      g_autoptr (TheoryOwn) whole = theory_own_new (start, p, INFINITY, NULL);
      const double end = (whole->t[0] + whole->t[1]) / 2;
      g_autoptr (TheoryOwn) part = theory_own_new (start, p, end, NULL);
      const gsize n = model_history_view_length (part->history);

      g_assert_cmpfloat (part->t[1], ==, INFINITY);
      g_assert_cmpfloat (fabs (part->t[0] / whole->t[0] - 1), <, 1e-3);
      /* The lag of finite steps is some epochs. */
      g_assert_cmpfloat (fabs (model_history_view_row (part->history, n - 1)->epoch / end - 1), <,
                         0.05);
      for (gsize k = 1; k < n; k++)
        g_assert_cmpfloat (model_history_view_row (part->history, k)->epoch, >,
                           model_history_view_row (part->history, k - 1)->epoch);
    }
}

typedef struct
{
  const char *key, *value;
  double init_scale;
  const char *limits, *own_limits; /* names; NULL: not linear */
} Case;

static void
assert_limits (const ModelExperiment *e,
               const TheoryPrediction *p,
               const TheoryOwn *own,
               const char *expected)
{
  TheoryLimit limits[THEORY_N_LIMITS];
  const int n = theory_validity_compute (e, p, own, limits);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                              theory_validity_get_name (limits[i]));
      g_assert_cmpint (strlen (theory_validity_get_words (limits[i])), >, 20);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_validity (void)
{
  const Case cases[] = { { "rho", "0.3", 1e-8, "", "" },
                         { "sigma_a", "3", 1e-8, "steps", "" },
                         { "sigma_a", "4", 1e-8, "steps", "steps" },
                         { "rho", "0", 0.2, "large_start", "" },
                         { "init_scale", "1", 1, "large_start", "large_start" },
                         { "depth", "4", 0.1, "unaligned", "" },
                         /* One deep branch is enough. */
                         { "depth_b", "3", 1e-3, "unaligned", "" },
                         { "activation", "relu", 1e-8, "relu", NULL },
                         { "loss", "logistic", 1e-8, "logistic", NULL },
                         { "source", "xor", 1e-8, "xor", "xor" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Shape shape = { 2, 2, 0, 0 };
      Tally tally = { 0 };
      ModelKey key;
      ModelExperiment e;

      init_network (&e, &shape, 20, 1);
      model_experiment_set (&e, MODEL_SIGMA_A, 1.2, NULL);
      g_assert_true (model_parameter_find (cases[i].key, &key));
      g_assert_true (model_experiment_parse_value (&e, key, cases[i].value, NULL));
      g_autoptr (TheoryPrediction) p = theory_prediction_new (&e, cases[i].init_scale, NULL);
      g_test_message ("%s = %s", cases[i].key, cases[i].value);
      assert_limits (&e, p, NULL, cases[i].limits);
      if (cases[i].own_limits == NULL)
        continue;
      g_autoptr (TheoryOwn) own = predict (&e, cases[i].init_scale, &tally);
      assert_limits (&e, p, own, cases[i].own_limits);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/own/flow", test_flow);
  g_test_add_func ("/theory/own/descent", test_descent);
  g_test_add_func ("/theory/own/momentum", test_momentum);
  g_test_add_func ("/theory/own/vectors", test_vectors);
  g_test_add_func ("/theory/own/two-layers", test_two_layers);
  g_test_add_func ("/theory/own/balanced", test_balanced);
  g_test_add_func ("/theory/own/start", test_start);
  g_test_add_func ("/theory/own/edges", test_edges);
  g_test_add_func ("/theory/own/end", test_end);
  g_test_add_func ("/theory/own/validity", test_validity);
  status = g_test_run ();
  theory_own_start_unref (known);
  return status;
}
