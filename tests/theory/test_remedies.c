/* What is said to help: theory against the run, and against what it is known to come to. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/measure.h"
#include "theory/own.h"
#include "theory/plane.h"
#include "theory/remedies/decay.h"
#include "theory/validity.h"

#include "../model/helpers.h"

#include <math.h>
#include <string.h>

typedef struct
{
  double theory[2], closed[2], run[2]; /* t_A, t_B */
  double ratio;                        /* of the run */
  double end[2];
} Comparison;

static void
compare (const char *words, Comparison *c)
{
  ModelExperiment e;
  g_autoptr (TheoryPrediction) prediction = NULL;
  g_autoptr (TheoryOwnStart) start = NULL;
  g_autoptr (TheoryOwn) own = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) run = NULL;
  TheoryMeasure measure;
  const ModelHistoryRow *last;

  model_experiment_init (&e);
  set_words (&e, words);
  prediction = theory_prediction_new (&e, 0, NULL);
  start = theory_own_start_new (&e, NULL);
  own = theory_own_new (start, prediction, INFINITY, NULL);
  trainer = model_trainer_new (&e, prediction->init_scale, NULL);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  run = model_trainer_snapshot (trainer, 0);
  theory_measure_compute (&measure, run->history, &own->levels, own->first);
  memcpy (c->theory, own->t, sizeof c->theory);
  memcpy (c->closed, prediction->times.step.t, sizeof c->closed);
  memcpy (c->run, measure.t, sizeof c->run);
  c->ratio = measure.ratio;
  last = model_history_view_row (run->history, model_history_view_length (run->history) - 1);
  memcpy (c->end, last->weight, sizeof c->end);
  g_test_message ("%s: theory %g %g, closed %g %g, run %g %g, ratio %g, end %g %g", words,
                  own->t[0], own->t[1], c->closed[0], c->closed[1], measure.t[0], measure.t[1],
                  c->ratio, c->end[0], c->end[1]);
}

static void
assert_within (double a, double b, double part)
{
  g_assert_cmpfloat_with_epsilon (a, b, part * fabs (b));
}

static void
assert_times (const char *words, double part)
{
  Comparison c;

  compare (words, &c);
  for (int m = 0; m < 2; m++)
    if (isfinite (c.theory[m]) || isfinite (c.run[m]))
      assert_within (c.run[m], c.theory[m], part);
}

/* sigma_A / sigma_B 2, rho 0.5: without help the ratio is 5. */
static void
test_ratios (void)
{
  static const struct
  {
    const char *words;
    double ratio;
  } remedies[] = {
    { "rate_ratio=2.5", 1 }, { "keep_a=0.5", 1.38 }, { "unimodal_b=1", 1.38 }, { "rate_ratio=1", 5 }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      g_autofree char *words =
          g_strconcat ("rho=0.5 samples=0 learning_rate=0.01 ", remedies[i].words, NULL);
      Comparison c;

      compare (words, &c);
      assert_within (c.ratio, remedies[i].ratio, 0.05);
      for (int m = 0; m < 2; m++)
        assert_within (c.run[m], c.theory[m], 0.02);
    }
}

/* Random layers of all depths, late: the planar flow with rates of its own is exact but for steps.
 */
static void
test_rates (void)
{
  assert_times ("rho=0.3 samples=0 rate_ratio=1.7", 0.02);
  assert_times ("depth=3 fusion=3 rho=0.3 samples=0 rate_ratio=0.6", 0.02);
  assert_times ("depth=4 fusion=4 samples=0 rate_ratio=2", 0.02);
  assert_times ("depth=3 fusion=2 rho=0.3 samples=0 rate_ratio=2 init=balanced", 0.03);
}

static void
test_momentum (void)
{
  assert_times ("samples=0 optimizer=momentum momentum=0.9 learning_rate=0.004", 0.04);
  assert_times ("samples=0 rho=0.5 optimizer=momentum momentum=0.9 learning_rate=0.002", 0.04);
  assert_times ("samples=0 rho=0.3 optimizer=nesterov momentum=0.9 learning_rate=0.002", 0.04);
  assert_times ("samples=0 depth=4 fusion=4 optimizer=momentum momentum=0.9 learning_rate=0.004",
                0.04);
}

static void
check_threshold (const char *data, double part, gboolean learned)
{
  ModelExperiment e;
  g_autoptr (ModelMoments) moments = NULL;
  g_autofree char *words = NULL;
  Comparison c;

  model_experiment_init (&e);
  set_words (&e, data);
  moments = model_moments_compute (&e, NULL);
  words =
      g_strdup_printf ("%s weight_decay=%.6f", data, part * theory_decay_threshold (moments, 0));
  compare (words, &c);
  g_assert_true (isfinite (c.theory[1]) == learned);
  g_assert_true (isfinite (c.closed[1]) == learned);
  g_assert_true (isfinite (c.run[1]) == learned);
  g_assert_cmpfloat (c.end[0], >, 0.2);
  if (learned)
    g_assert_cmpfloat (c.end[1], >, 1e-3);
  else
    g_assert_cmpfloat (c.end[1], <, 1e-3);
}

/* Two layers: B is lost for ever from a decay on that theory knows. */
static void
test_decay_threshold (void)
{
  static const char *const data[] = { "samples=0 rho=0.2", "samples=0 rho=0.5",
                                      "samples=0 rho=-0.3", "samples=0 rho=0.4 sigma_a=1.5 w_b=2" };

  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    {
      check_threshold (data[i], 0.98, TRUE);
      check_threshold (data[i], 1.02, FALSE);
    }
}

/* Four layers: from small weights nothing is learned under a decay that hardly shows at the end. */
static void
test_deep_decay (void)
{
  static const char *const words =
      "samples=0 depth=4 fusion=4 init=balanced init_scale=0.1 weight_decay=";
  g_autofree char *kept = g_strconcat (words, "0.008", NULL);
  g_autofree char *lost = g_strconcat (words, "0.010", NULL);
  Comparison c;

  compare (kept, &c);
  g_assert_true (isfinite (c.run[1]) && isfinite (c.theory[1]));
  for (int m = 0; m < 2; m++)
    assert_within (c.run[m], c.theory[m], 0.02);
  compare (lost, &c);
  g_assert_true (isinf (c.run[1]) && isinf (c.theory[1]) && isinf (c.closed[1]));
}

static void
test_decay_times (void)
{
  assert_times ("samples=0 rho=0.3 init=balanced weight_decay=0.2 init_scale=1e-6", 0.02);
  assert_times ("samples=0 depth=3 fusion=3 init=balanced weight_decay=0.01 init_scale=0.03", 0.03);
}

/* Mean over seeds of the weights and the batches, b = 4 and more. */
static void
test_batches (void)
{
  static const int batches[] = { 4, 16 };

  for (gsize i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      double run[2] = { 0, 0 }, theory[2] = { 0, 0 };

      for (int seed = 1; seed <= 20; seed++)
        {
          g_autofree char *words =
              g_strdup_printf ("rho=0 learning_rate=0.02 seed=%d batch=%d", seed, batches[i]);
          Comparison c;

          compare (words, &c);
          for (int m = 0; m < 2; m++)
            {
              run[m] += c.run[m] / 20;
              theory[m] += c.theory[m] / 20;
            }
        }
      g_test_message ("batch %d: theory %g %g, run %g %g", batches[i], theory[0], theory[1], run[0],
                      run[1]);
      for (int m = 0; m < 2; m++)
        assert_within (run[m], theory[m], 0.04);
    }
}

static gboolean
has_limit (const char *words, TheoryLimit wanted)
{
  TheoryLimit limits[THEORY_N_LIMITS];
  ModelExperiment e;
  g_autoptr (TheoryPrediction) prediction = NULL;
  int n;

  model_experiment_init (&e);
  set_words (&e, words);
  prediction = theory_prediction_new (&e, 0, NULL);
  n = theory_validity_compute (&e, prediction, NULL, limits);
  for (int i = 0; i < n; i++)
    if (limits[i] == wanted)
      return TRUE;
  return FALSE;
}

static void
test_limits (void)
{
  g_assert_true (has_limit ("optimizer=adam", THEORY_LIMIT_OPTIMIZER));
  g_assert_true (has_limit ("clip=1", THEORY_LIMIT_OPTIMIZER));
  g_assert_true (has_limit ("delay_b=10", THEORY_LIMIT_OPTIMIZER));
  g_assert_false (has_limit ("optimizer=momentum weight_decay=0.1", THEORY_LIMIT_OPTIMIZER));
  g_assert_true (has_limit ("depth=4 fusion=4 weight_decay=0.01", THEORY_LIMIT_REMEDY));
  g_assert_true (has_limit ("source=vector weight_decay=0.01", THEORY_LIMIT_REMEDY));
  g_assert_false (has_limit ("weight_decay=0.01 rate_ratio=2", THEORY_LIMIT_REMEDY));
}

/* The level of a modality alone, from what the reduced flow rests at. */
static void
test_levels (void)
{
  ModelExperiment e;
  g_autoptr (TheoryPrediction) p = NULL;

  model_experiment_init (&e);
  set_words (&e, "samples=0 rho=0.5 weight_decay=0.4");
  p = theory_prediction_new (&e, 0, NULL);
  /* s = (5, 2), S = 4, 1; S_AB = 1: W S = s - lambda. */
  g_assert_cmpfloat_with_epsilon (p->points->point[THEORY_POINT_A].level[0], 4.6 / 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (p->points->point[THEORY_POINT_SOLUTION].level[0], 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (p->points->point[THEORY_POINT_SOLUTION].level[1], 0.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (theory_decay_threshold (p->moments, 0), 0.75 / (1 - 0.25), 1e-12);
}

/* The plane's arrows: at rest where decay's fixed point is, and along B as much faster as its rate.
 */
static void
test_plane (void)
{
  static const char *const words[] = { "samples=0 rho=0.3", "samples=0 rho=0.3 rate_ratio=2.5",
                                       "samples=0 rho=0.3 depth=3 fusion=3 weight_decay=0.005",
                                       "samples=0 rho=0.3 depth=3 fusion=2 weight_decay=0.005" };
  double velocity[4][2];

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const double w[2] = { 0.4, 0.3 };
      g_autoptr (TheoryPrediction) p = NULL;
      ModelExperiment e;
      TheoryPlane plane;

      model_experiment_init (&e);
      set_words (&e, words[i]);
      p = theory_prediction_new (&e, 0.01, NULL);
      theory_plane_init (&plane, p->moments, &p->network);
      theory_plane_velocity (&plane, w, velocity[i]);
      if (i >= 2)
        {
          double rest[2];

          g_assert_cmpfloat (p->points->point[THEORY_POINT_SOLUTION].w[0], <, 1.2);
          theory_plane_velocity (&plane, p->points->point[THEORY_POINT_SOLUTION].w, rest);
          for (int m = 0; m < 2; m++)
            g_assert_cmpfloat_with_epsilon (rest[m], 0, 1e-10);
        }
    }
  g_assert_cmpfloat_with_epsilon (velocity[1][0], velocity[0][0], 1e-14);
  g_assert_cmpfloat_with_epsilon (velocity[1][1], 2.5 * velocity[0][1], 1e-13);
}

int
main (int argc, char **argv)
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/remedies/ratios", test_ratios);
  g_test_add_func ("/theory/remedies/rates", test_rates);
  g_test_add_func ("/theory/remedies/momentum", test_momentum);
  g_test_add_func ("/theory/remedies/decay-threshold", test_decay_threshold);
  g_test_add_func ("/theory/remedies/deep-decay", test_deep_decay);
  g_test_add_func ("/theory/remedies/decay-times", test_decay_times);
  g_test_add_func ("/theory/remedies/batches", test_batches);
  g_test_add_func ("/theory/remedies/limits", test_limits);
  g_test_add_func ("/theory/remedies/levels", test_levels);
  g_test_add_func ("/theory/remedies/plane", test_plane);
  return g_test_run ();
}
