/* Stages: of runs against theory's, and those that are known by heart. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/own.h"
#include "theory/stages.h"
#include "theory/validity.h"

#include <math.h>
#include <string.h>

typedef struct
{
  double rho, sigma_a, w_a, w_b;
  int depth, fusion;
  ModelInit init;
  double init_scale;
  int seed;
  ModelDynamics dynamics;
} Setting;

static void
init_experiment (ModelExperiment *e, const Setting *s)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (e, MODEL_RHO, s->rho, NULL);
  model_experiment_set (e, MODEL_SIGMA_A, s->sigma_a, NULL);
  model_experiment_set (e, MODEL_W_A, s->w_a, NULL);
  model_experiment_set (e, MODEL_W_B, s->w_b, NULL);
  model_experiment_set (e, MODEL_DEPTH, s->depth, NULL);
  model_experiment_set (e, MODEL_FUSION, s->fusion, NULL);
  model_experiment_set (e, MODEL_INIT, s->init, NULL);
  model_experiment_set (e, MODEL_SEED, s->seed, NULL);
  model_experiment_set (e, MODEL_DYNAMICS, s->dynamics, NULL);
}

/* Returns whether it is to be trusted. */
static gboolean
predict (const ModelExperiment *e, double init_scale, TheoryStages *stages)
{
  g_autoptr (TheoryPrediction) p = theory_prediction_new (e, init_scale, NULL);
  g_autoptr (TheoryOwnStart) start = theory_own_start_new (e, NULL);
  g_autoptr (TheoryOwn) own = theory_own_new (start, p, INFINITY, NULL);

  TheoryLimit limits[THEORY_N_LIMITS];

  theory_stages_measure (stages, own->history, p->points);
  return theory_validity_compute (e, p, own, limits) == 0;
}

static void
simulate (const ModelExperiment *e, double init_scale, double epochs, TheoryStages *stages)
{
  ModelExperiment longer = *e;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  g_autoptr (TheoryPrediction) p = theory_prediction_new (e, init_scale, NULL);

  model_experiment_set (&longer, MODEL_EPOCHS, fmin (ceil (epochs + 100), 1e6), NULL);
  trainer = model_trainer_new (&longer, init_scale, NULL);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  snapshot = model_trainer_snapshot (trainer, 0);
  theory_stages_measure (stages, snapshot->history, p->points);
}

static char *
describe (const TheoryStages *stages)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < stages->n; i++)
    {
      const TheoryStage *s = &stages->stage[i];

      g_string_append_printf (text, " %c%c %.1f (%.2f %.2f; %.2g)", s->sign < 0 ? '-' : '+',
                              s->modality == THEORY_STAGE_BOTH ? '2' : 'A' + s->modality, s->time,
                              s->weight[0], s->weight[1], s->loss);
    }
  return g_string_free (text, FALSE);
}

/* Largest relative error of a time; infinite where the lists are of different lengths, or of
 * different modalities. */
static double
compare (const TheoryStages *theory, const TheoryStages *run)
{
  double worst = 0;

  if (theory->n != run->n)
    return INFINITY;
  for (int i = 0; i < run->n; i++)
    if (theory->stage[i].modality != run->stage[i].modality ||
        theory->stage[i].sign != run->stage[i].sign)
      return INFINITY;
    else
      worst = fmax (worst, fabs (theory->stage[i].time / run->stage[i].time - 1));
  return worst;
}

/* -1: theory says that it is not to be trusted. */
static double
compare_setting (const Setting *s)
{
  g_autofree char *theory_text = NULL, *run_text = NULL;
  TheoryStages theory, run;
  ModelExperiment e;
  gboolean trusted;
  double error;

  init_experiment (&e, s);
  trusted = predict (&e, s->init_scale, &theory);
  simulate (&e, s->init_scale, theory.n > 0 ? 3 * theory.stage[theory.n - 1].time : 0, &run);
  theory_text = describe (&theory);
  run_text = describe (&run);
  error = compare (&theory, &run);
  g_test_message ("L %d Lf %d rho %.3f sigma %.3f w %.3f %.3f seed %d %s:%s |%s, %.2f %%%s",
                  s->depth, s->fusion, s->rho, s->sigma_a, s->w_a, s->w_b, s->seed,
                  s->dynamics == MODEL_DYNAMICS_FLOW ? "flow" : "descent", theory_text, run_text,
                  100 * error, trusted ? "" : " left out");
  return trusted ? error : -1;
}

/* All signs and orders at two layers, flow and descent. */
static void
compare_random (int n, int depth, int fusion, double init_scale, const char *name)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double worst = 0;
  int different = 0, left_out = 0;

  for (int i = 0; i < n; i++)
    {
      const Setting s = { .rho = g_rand_double_range (rand, -0.9, 0.9),
                          .sigma_a = g_rand_double_range (rand, 0.7, 3),
                          .w_a = g_rand_double_range (rand, -1.5, 1.5),
                          .w_b = g_rand_double_range (rand, -1.5, 1.5),
                          .depth = depth,
                          .fusion = fusion,
                          .init = MODEL_INIT_RANDOM,
                          .init_scale = init_scale,
                          .seed = 1 + i % 7,
                          .dynamics = i % 2 };
      const double error = compare_setting (&s);

      if (error < 0)
        left_out++;
      else if (isinf (error))
        different++;
      else
        worst = fmax (worst, error);
    }
  g_test_message ("%s: of %d settings %d left out, %d differ, worst time %.2f %%", name, n,
                  left_out, different, 100 * worst);
  g_assert_cmpint (left_out, <=, n / 20);
  g_assert_cmpint (different, ==, 0);
  g_assert_cmpfloat (worst, <, 0.04);
}

static void
test_two_layers (void)
{
  compare_random (g_test_slow () ? 600 : 60, 2, 2, 1e-8, "two layers");
}

/* Deeper, late and not, by the kernels of the branches and behind shared layers. */
static void
test_deep (void)
{
  compare_random (g_test_slow () ? 200 : 20, 3, 3, 0.02, "three layers");
  compare_random (g_test_slow () ? 200 : 20, 4, 4, 0.1, "four layers");
  compare_random (g_test_slow () ? 200 : 20, 4, 3, 0.1, "four layers, one shared");
  compare_random (g_test_slow () ? 200 : 20, 2, 1, 1e-8, "early fusion");
}

static void
assert_stages (const Setting *setting, const char *path, const double *times, double tolerance)
{
  g_autofree char *text = NULL;
  TheoryStages theory, run;
  ModelExperiment e;

  init_experiment (&e, setting);
  predict (&e, setting->init_scale, &theory);
  text = describe (&theory);
  g_test_message ("%s", text);
  g_assert_cmpint (theory.n * 3, ==, strlen (path) + 1);
  for (int i = 0; i < theory.n; i++)
    {
      const TheoryStage *stage = &theory.stage[i];

      g_assert_cmpint (path[3 * i], ==, stage->sign < 0 ? '-' : '+');
      g_assert_cmpint (path[3 * i + 1], ==,
                       stage->modality == THEORY_STAGE_BOTH ? '2' : 'A' + stage->modality);
      if (times != NULL)
        g_assert_cmpfloat (fabs (stage->time / times[i] - 1), <, tolerance);
    }
  simulate (&e, setting->init_scale, 4 * theory.stage[theory.n - 1].time, &run);
  g_assert_cmpfloat (compare (&theory, &run), <, 0.04);
}

/* s_A and W*_A have opposite signs: A with the wrong one, B, A again. */
static void
test_signs (void)
{
  const Setting opposite = { 0.8, 2, -0.2, 1, 2, 2, MODEL_INIT_RANDOM, 1e-8, 1, 0 };
  const Setting path = { 0.9, 2, 0.5, -2, 2, 2, MODEL_INIT_RANDOM, 1e-8, 1, 0 };

  /* Simulated independently of this program, from other weights: they decide on 3 %. */
  assert_stages (&opposite, "+A +B -A", (double[]){ 586, 823, 3917 }, 0.04);
  assert_stages (&path, "-A -B +A", NULL, 0);
}

/* The small eigenvalue of S leaves early fusion a slow second stage. */
static void
test_early (void)
{
  const Setting one = { 0, 1.5, 1, 1, 2, 1, MODEL_INIT_RANDOM, 1e-8, 1, 0 };
  const Setting two = { -0.99, 1.5, 1, 1, 2, 1, MODEL_INIT_RANDOM, 1e-8, 1, 0 };

  assert_stages (&one, "+2", NULL, 0);
  assert_stages (&two, "+A +B", NULL, 0);
}

/* Balanced layers keep their signs. */
static void
test_balanced (void)
{
  const Setting opposite = { 0.8, 2, -0.2, 1, 2, 2, MODEL_INIT_BALANCED, 1e-8, 1, 0 };

  assert_stages (&opposite, "+B -A", NULL, 0);
}

typedef struct
{
  double time, from[2], to[2];
} Step;

/* A recording that goes through logistic steps in turn, its loss the distance to their end. */
static ModelHistoryView *
record_steps (const Step *steps, int n, double end)
{
  g_autoptr (ModelHistory) history = model_history_new ();

  for (double epoch = 0; epoch <= end; epoch += 1)
    {
      ModelHistoryRow row = { .epoch = epoch, .weight = { steps[0].from[0], steps[0].from[1] } };

      for (int i = 0; i < n; i++)
        for (int m = 0; m < 2; m++)
          row.weight[m] += (steps[i].to[m] - steps[i].from[m]) /
                           (1 + exp ((steps[i].time - epoch) / (steps[i].time / 50)));
      for (int m = 0; m < 2; m++)
        row.loss += pow (row.weight[m] - steps[n - 1].to[m], 2);
      model_history_append (history, &row);
    }
  return model_history_view (history);
}

static void
test_hand_made (void)
{
  const Step steps[] = { { 100, { 0, 0 }, { 0, 1 } },
                         { 400, { 0, 1 }, { -0.5, 0.8 } },
                         { 3000, { -0.5, 0.8 }, { -1, 0.8 } } };
  const double ends[] = { 8000, 3005, 700, 101, 3 };
  const int counts[] = { 3, 2, 2, 0, 0 };
  const TheoryFixedPoints points = { { [THEORY_POINT_SOLUTION] = { .level = { -1, 0.8 } } } };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (ModelHistoryView) history = record_steps (steps, 3, ends[i]);
      TheoryStages stages;

      theory_stages_measure (&stages, history, &points);
      g_assert_cmpint (stages.n, ==, counts[i]);
      if (stages.n == 0)
        continue;
      for (int k = 0; k < stages.n; k++)
        {
          g_assert_cmpint (stages.stage[k].modality, ==, k == 0 ? 1 : 0);
          g_assert_cmpint (stages.stage[k].sign, ==, k == 0 ? 1 : -1);
          g_assert_true (stages.stage[k].away[1]);
          g_assert_cmpint (stages.stage[k].away[0], ==, k > 0);
          g_assert_cmpint (theory_stages_find (&stages, 1.1 * steps[k].time), ==, k);
          g_assert_cmpint (theory_stages_find (&stages, 0.9 * steps[k].time), ==, k - 1);
          /* What is left of a step where the next begins. */
          g_assert_cmpfloat (fabs (stages.stage[k].time / steps[k].time - 1), <, 0.01);
        }
      g_assert_cmpfloat_with_epsilon (stages.stage[1].weight[0], -0.5, 0.01);
      g_assert_cmpfloat_with_epsilon (stages.stage[1].loss, 0.25, 0.01);
    }
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/stages/two-layers", test_two_layers);
  g_test_add_func ("/theory/stages/deep", test_deep);
  g_test_add_func ("/theory/stages/signs", test_signs);
  g_test_add_func ("/theory/stages/early", test_early);
  g_test_add_func ("/theory/stages/balanced", test_balanced);
  g_test_add_func ("/theory/stages/hand-made", test_hand_made);
  return g_test_run ();
}
