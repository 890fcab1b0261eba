/* Steps per second on samples: the way taken, blocks of samples, and the naive twin. */
#include "bench/bench_samples.h"

#include "model/network/naive.h"
#include "model/network/sample_gradient.h"
#include "theory/init_scale.h"

static const struct
{
  const char *name;
  int fusion, source, activation, loss;
  double at_least; /* times the naive twin */
} runs[] = {
  { "ReLU, late", 2, MODEL_SOURCE_SCALAR, MODEL_ACTIVATION_RELU, MODEL_LOSS_MSE, 10 },
  { "ReLU, early", 1, MODEL_SOURCE_SCALAR, MODEL_ACTIVATION_RELU, MODEL_LOSS_MSE, 10 },
  { "ReLU, early, XOR", 1, MODEL_SOURCE_XOR, MODEL_ACTIVATION_RELU, MODEL_LOSS_MSE, 0 },
  { "logistic, late", 2, MODEL_SOURCE_SCALAR, MODEL_ACTIVATION_LINEAR, MODEL_LOSS_LOGISTIC, 0 },
  { "logistic, ReLU, early", 1, MODEL_SOURCE_SCALAR, MODEL_ACTIVATION_RELU, MODEL_LOSS_LOGISTIC,
    0 },
};

/* What a run is made of. */
typedef struct
{
  ModelSampleTask task;
  ModelNetwork *network;
} Case;

static const double rate = 1e-3;

static gboolean
set_up (Case *self, int i, GError **error)
{
  g_autoptr (ModelTrainer) trainer = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_FUSION, runs[i].fusion, NULL);
  model_experiment_set (&e, MODEL_SOURCE, runs[i].source, NULL);
  model_experiment_set (&e, MODEL_ACTIVATION, runs[i].activation, NULL);
  model_experiment_set (&e, MODEL_LOSS, runs[i].loss, NULL);
  trainer = theory_init_scale_new_trainer (&e, error);
  if (trainer == NULL)
    return FALSE;
  self->network = model_network_copy (model_trainer_get_network (trainer));
  self->task = (ModelSampleTask){ .shape = self->network->shape,
                                  .slope = model_experiment_slope (&e),
                                  .loss = runs[i].loss,
                                  .data = model_dataset_new (&e, error) };
  return self->task.data != NULL;
}

static void
tear_down (Case *self)
{
  model_network_free (self->network);
  model_dataset_unref (self->task.data);
}

/* Steps per second of a way; the best of three, for the machine's sake. */
static double
measure (const Case *self, ModelSampleGradient *gradient, ModelNaive *naive, gint64 time)
{
  double best = 0;

  for (int repeat = 0; repeat < 3; repeat++)
    {
      g_autoptr (ModelNetwork) network = model_network_copy (self->network);
      const gint64 begin = g_get_monotonic_time ();
      gint64 elapsed, steps = 0;

      do
        {
          if (naive != NULL)
            model_naive_step (naive, network, rate);
          else
            {
              model_sample_gradient_evaluate (gradient, network, NULL);
              model_sample_gradient_add (gradient, network, -rate, network->weights);
            }
          steps++;
          elapsed = g_get_monotonic_time () - begin;
        }
      while (elapsed < time);
      best = MAX (best, (double) steps * G_USEC_PER_SEC / (double) elapsed);
    }
  return best;
}

static void
report_ratio (BenchReport *report, const char *name, double ratio, double at_least)
{
  const BenchRow row = { name, ratio, "", .must = { .at_least = at_least } };

  bench_report_add (report, &row);
}

static void
bench (BenchReport *report, int i, const Case *self, gint64 time)
{
  g_autoptr (ModelSampleGradient) best = model_sample_gradient_new (&self->task);
  g_autoptr (ModelSampleGradient) blocks = model_blocks_new (&self->task);
  g_autoptr (ModelNaive) naive = model_naive_new (&self->task.shape, self->task.data);
  g_autofree char *in_blocks = g_strdup_printf ("%s: blocks of samples", runs[i].name);
  g_autofree char *as_twin = g_strdup_printf ("%s: naive", runs[i].name);
  g_autofree char *ratio = g_strdup_printf ("%s / naive", runs[i].name);
  double speed[3];

  model_naive_set_kind (naive, self->task.slope, self->task.loss);
  speed[0] = measure (self, best, NULL, time);
  speed[1] = measure (self, blocks, NULL, time);
  speed[2] = measure (self, NULL, naive, time);
  bench_report_value (report, runs[i].name, speed[0], "steps/s");
  bench_report_value (report, in_blocks, speed[1], "steps/s");
  bench_report_value (report, as_twin, speed[2], "steps/s");
  report_ratio (report, ratio, speed[0] / speed[2], runs[i].at_least);
}

gboolean
bench_samples (BenchReport *report, gboolean quick, GError **error)
{
  const gint64 time = quick ? G_USEC_PER_SEC / 50 : G_USEC_PER_SEC / 5;

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      Case self = { .network = NULL };
      const gboolean ok = set_up (&self, (int) i, error);

      if (ok)
        bench (report, (int) i, &self, time);
      tear_down (&self);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}
