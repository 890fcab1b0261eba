/* Every way to the gradient of ReLU networks and the logistic loss, against central differences,
 * against the naive twin, and where it is linear against moments. */
#include "model/network/gradient.h"
#include "model/network/naive.h"
#include "model/network/sample_gradient.h"
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef ModelSampleGradient *(*Way) (const ModelSampleTask *task);

static const Way ways[] = { model_relu_late_new, model_relu_early_new, model_totals_new,
                            model_blocks_new, model_sample_gradient_new };
static const char *const way_names[] = { "rays", "sectors", "totals", "blocks", "best" };

typedef struct
{
  ModelExperiment experiment;
  ModelDataset *data;
  ModelNetwork *network;
  ModelSampleTask task;
} Case;

static void
set_up (Case *self)
{
  g_autoptr (ModelMoments) moments = model_moments_compute (&self->experiment, NULL);
  ModelNetworkShape shape;

  self->data = model_dataset_new (&self->experiment, NULL);
  model_network_shape_from_experiment (&shape, &self->experiment);
  self->network = model_network_new (&shape);
  model_network_initialise (self->network, &self->experiment, 1.2, moments);
  self->task = (ModelSampleTask){ .shape = shape,
                                  .slope = model_experiment_slope (&self->experiment),
                                  .loss = model_experiment_get_int (&self->experiment, MODEL_LOSS),
                                  .data = self->data };
}

static void
tear_down (Case *self)
{
  model_dataset_unref (self->data);
  model_network_free (self->network);
}

static double
loss_of (ModelSampleGradient *gradient, const ModelNetwork *network)
{
  g_assert_true (model_sample_gradient_evaluate (gradient, network, NULL));
  return gradient->loss;
}

/* On one weight in `stride`: a deep network has many. */
static void
check_differences (Case *self, ModelSampleGradient *gradient, const double *got, gsize stride)
{
  const double h = 1e-6, loss = loss_of (gradient, self->network);

  for (gsize i = 0; i < self->network->n_weights; i += stride)
    {
      const double w = self->network->weights[i];
      double up, down;

      self->network->weights[i] = w + h;
      up = loss_of (gradient, self->network);
      self->network->weights[i] = w - h;
      down = loss_of (gradient, self->network);
      self->network->weights[i] = w;
      /* Truncation h^2, rounding eps loss / h = 1e-10 loss, and samples whose neuron switches
       * within h: h / samples each. */
      g_assert_cmpfloat_with_epsilon (got[i], (up - down) / (2 * h), 1e-6 * (1 + loss));
    }
}

static void
check_naive (Case *self, const double *got, double loss)
{
  g_autoptr (ModelNaive) naive = model_naive_new (&self->task.shape, self->data);
  double *expected = num_alloc (self->network->n_weights);

  model_naive_set_kind (naive, self->task.slope, self->task.loss);
  /* The same sums over samples in another order. */
  g_assert_cmpfloat_with_epsilon (model_naive_compute (naive, self->network, expected), loss,
                                  1e-12 * (1 + loss));
  for (gsize i = 0; i < self->network->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (got[i], expected[i], 1e-12 * (1 + loss));
  free (expected);
}

/* A step is the gradient, written into the weights themselves. */
static void
check_step (Case *self, ModelSampleGradient *gradient, const double *got)
{
  g_autoptr (ModelNetwork) network = model_network_copy (self->network);

  model_sample_gradient_evaluate (gradient, network, NULL);
  model_sample_gradient_add (gradient, network, -0.01, network->weights);
  for (gsize i = 0; i < network->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (network->weights[i], self->network->weights[i] - 0.01 * got[i],
                                    1e-14 * (1 + fabs (got[i])));
}

/* Bits of `tried` tell which ways applied. */
static guint
check (ModelExperiment experiment)
{
  Case self = { experiment };
  guint tried = 0;

  set_up (&self);
  for (gsize k = 0; k < G_N_ELEMENTS (ways); k++)
    {
      g_autoptr (ModelSampleGradient) gradient = ways[k](&self.task);
      double *got;

      if (gradient == NULL)
        continue;
      g_test_message ("%s", way_names[k]);
      tried |= 1u << k;
      got = num_alloc (self.network->n_weights);
      loss_of (gradient, self.network);
      model_sample_gradient_add (gradient, self.network, 1, got);
      check_naive (&self, got, gradient->loss);
      check_step (&self, gradient, got);
      check_differences (&self, gradient, got, 1 + self.network->n_weights / 60);
      g_assert_true (isnan (gradient->test_loss));
      free (got);
    }
  tear_down (&self);
  return tried;
}

enum
{
  RAYS = 1,
  SECTORS = 2,
  TOTALS = 4,
  BLOCKS = 8,
  BEST = 16
};

static const char *const slopes[] = { "0", "0.3", "1" };
static const char *const losses[] = { "mse", "logistic" };

static guint
check_kind (int depth, int fusion, const char *slope, const char *loss, const char *source)
{
  ModelExperiment e =
      make_experiment ("width", "7", "samples", "150", "rho", "0.4", "noise", "0.2", "activation",
                       "relu", "slope", slope, "loss", loss, "source", source, "inputs-a", "3",
                       "inputs-b", "2", "weights", "random", NULL);

  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  return check (e);
}

static void
test_every_network_and_loss (void)
{
  static const char *const sources[] = { "scalar", "xor", "vector" };

  for (int source = 0; source < 3; source++)
    for (int depth = 2; depth <= 4; depth++)
      for (int fusion = 1; fusion <= depth; fusion++)
        for (int slope = 0; slope < 3; slope++)
          for (int loss = 0; loss < 2; loss++)
            {
              guint expected = BLOCKS | BEST | (slope == 2 ? TOTALS : 0);

              if (source < 2 && fusion == depth)
                expected |= RAYS;
              if (source < 2 && fusion == 1 && depth == 2 && loss == 0)
                expected |= SECTORS;
              g_assert_cmphex (
                  check_kind (depth, fusion, slopes[slope], losses[loss], sources[source]), ==,
                  expected);
            }
}

static void
test_deep (void)
{
  check_kind (8, 5, "0.1", "mse", "scalar");
  check_kind (8, 8, "0.1", "logistic", "scalar");
}

static void
test_unequal_branches (void)
{
  check (make_experiment ("width", "6", "samples", "70", "depth", "3", "fusion", "2", "depth-a",
                          "1", "depth-b", "4", "activation", "relu", NULL));
  check (make_experiment ("width", "6", "samples", "70", "depth", "3", "fusion", "3", "depth-a",
                          "2", "depth-b", "5", "activation", "relu", NULL));
}

static void
test_narrow_and_one_sample (void)
{
  check (make_experiment ("width", "1", "samples", "1", "activation", "relu", NULL));
  check (make_experiment ("width", "1", "samples", "1", "activation", "relu", "fusion", "1", NULL));
  check (make_experiment ("width", "3", "samples", "2", "activation", "relu", "fusion", "1",
                          "source", "xor", NULL));
  check (make_experiment ("width", "9", "samples", "30", "activation", "relu", "rho", "1", "fusion",
                          "1", NULL));
  check (
      make_experiment ("width", "9", "samples", "30", "activation", "relu", "sigma-b", "0", NULL));
  check (make_experiment ("width", "9", "samples", "30", "activation", "relu", "sigma-b", "0",
                          "sigma-a", "0", NULL));
}

/* One-sided inputs: ranges of neurons begin before the first sample and end behind the last. */
static void
test_one_sided (void)
{
  for (int side = 0; side < 4; side++)
    {
      Case self = { make_experiment ("width", "30", "samples", "40", "activation", "relu", "fusion",
                                     "1", NULL) };
      g_autoptr (ModelSampleGradient) sectors = NULL;
      double *got;

      set_up (&self);
      for (int i = 0; i < self.data->n_samples; i++)
        {
          self.data->x[2 * i] = (side & 1 ? -1 : 1) * fabs (self.data->x[2 * i]);
          self.data->x[2 * i + 1] = (side & 2 ? -1 : 1) * fabs (self.data->x[2 * i + 1]);
        }
      sectors = model_relu_early_new (&self.task);
      got = num_alloc (self.network->n_weights);
      loss_of (sectors, self.network);
      model_sample_gradient_add (sectors, self.network, 1, got);
      check_naive (&self, got, sectors->loss);
      free (got);
      tear_down (&self);
    }
}

/* Identical samples are one with a weight; twice the same data are the same data. */
static void
test_repeated_samples (void)
{
  Case self = { make_experiment ("width", "5", "samples", "100", "activation", "relu", "source",
                                 "xor", "sigma-a", "0", "depth", "3", "fusion", "2", NULL) };
  g_autoptr (ModelSampleGradient) blocks = NULL;
  double *got;

  set_up (&self);
  blocks = model_blocks_new (&self.task);
  got = num_alloc (self.network->n_weights);
  loss_of (blocks, self.network);
  model_sample_gradient_add (blocks, self.network, 1, got);
  check_naive (&self, got, blocks->loss);
  free (got);
  tear_down (&self);
}

/* The loss on a test set is the loss that a gradient on that set would find. */
static void
test_test_loss (void)
{
  static const char *const fusions[] = { "1", "2" };
  static const char *const sources[] = { "scalar", "xor", "vector" };

  for (int source = 0; source < 3; source++)
    for (int f = 0; f < 2; f++)
      for (int slope = 0; slope < 3; slope++)
        {
          Case self = { make_experiment ("width", "6", "samples", "90", "noise", "0.5",
                                         "activation", "relu", "slope", slopes[slope], "fusion",
                                         fusions[f], "source", sources[source], NULL) };
          g_autoptr (ModelDataset) test = model_dataset_new_test (&self.experiment, NULL);
          g_autoptr (ModelNaive) naive = NULL;
          double *ignored, expected;

          set_up (&self);
          self.task.test = test;
          naive = model_naive_new (&self.task.shape, test);
          model_naive_set_kind (naive, self.task.slope, self.task.loss);
          ignored = num_alloc (self.network->n_weights);
          expected = model_naive_compute (naive, self.network, ignored);
          for (gsize k = 0; k < G_N_ELEMENTS (ways); k++)
            {
              g_autoptr (ModelSampleGradient) gradient = ways[k](&self.task);

              if (gradient == NULL)
                continue;
              loss_of (gradient, self.network);
              /* The same sum in another order. */
              g_assert_cmpfloat_with_epsilon (gradient->test_loss, expected,
                                              1e-12 * (1 + expected));
            }
          free (ignored);
          tear_down (&self);
        }
}

static void
train (ModelSampleGradient *gradient, ModelNetwork *network, int epochs)
{
  for (int epoch = 0; epoch < epochs; epoch++)
    {
      model_sample_gradient_evaluate (gradient, network, NULL);
      model_sample_gradient_add (gradient, network, -0.02, network->weights);
    }
}

/* Whole trajectories: slope 1 is the linear network on moments; elsewhere all ways agree. */
static void
test_trajectories (void)
{
  static const char *const fusions[] = { "1", "2" };

  for (int f = 0; f < 2; f++)
    for (int slope = 0; slope < 3; slope++)
      {
        Case self = { make_experiment ("width", "20", "samples", "100", "activation", "relu",
                                       "slope", slopes[slope], "fusion", fusions[f], NULL) };
        g_autoptr (ModelNetwork) reference = NULL;

        set_up (&self);
        reference = model_network_copy (self.network);
        if (slope == 2)
          {
            g_autoptr (ModelGradient) linear = model_gradient_new (&self.task.shape);
            g_autoptr (ModelMoments) moments = model_moments_compute (&self.experiment, NULL);

            for (int epoch = 0; epoch < 300; epoch++)
              {
                model_gradient_evaluate (linear, reference, moments, NULL);
                model_gradient_step (linear, reference, 0.02, NULL);
              }
          }
        else
          {
            g_autoptr (ModelSampleGradient) blocks = model_blocks_new (&self.task);

            train (blocks, reference, 300);
          }
        for (gsize k = 0; k < G_N_ELEMENTS (ways); k++)
          {
            g_autoptr (ModelSampleGradient) gradient = ways[k](&self.task);
            g_autoptr (ModelNetwork) network = model_network_copy (self.network);

            if (gradient == NULL)
              continue;
            train (gradient, network, 300);
            /* Rounding, grown along the plateau; the bound is the issue's. */
            for (gsize i = 0; i < network->n_weights; i++)
              g_assert_cmpfloat_with_epsilon (network->weights[i], reference->weights[i], 1e-10);
          }
        tear_down (&self);
      }
}

static void
test_cancel (void)
{
  static const char *const sources[] = { "scalar", "vector" };
  const int cancel = 1;

  for (int source = 0; source < 2; source++)
    {
      Case self = { make_experiment ("samples", "50", "activation", "relu", "source",
                                     sources[source], NULL) };

      set_up (&self);
      for (gsize k = 0; k < G_N_ELEMENTS (ways); k++)
        {
          g_autoptr (ModelSampleGradient) gradient = ways[k](&self.task);

          if (gradient != NULL)
            g_assert_false (model_sample_gradient_evaluate (gradient, self.network, &cancel));
        }
      tear_down (&self);
    }
}

/* What has diverged is a result: no way reads beyond its arrays. */
static void
test_not_finite (void)
{
  static const double bad[] = { NAN, INFINITY, -INFINITY, 1e308 };

  for (int fusion = 1; fusion <= 2; fusion++)
    for (gsize b = 0; b < G_N_ELEMENTS (bad); b++)
      {
        Case self = { make_experiment ("samples", "50", "activation", "relu", "width", "5", NULL) };

        model_experiment_set (&self.experiment, MODEL_FUSION, fusion, NULL);
        set_up (&self);
        for (gsize i = 0; i < self.network->n_weights; i += 2)
          self.network->weights[i] = bad[b];
        for (gsize k = 0; k < G_N_ELEMENTS (ways); k++)
          {
            g_autoptr (ModelSampleGradient) gradient = ways[k](&self.task);

            if (gradient == NULL)
              continue;
            model_sample_gradient_evaluate (gradient, self.network, NULL);
            g_assert_false (gradient->loss < 1e100);
          }
        tear_down (&self);
      }
}

static void
check_seek (const char *source, const char *fusion, const char *noise)
{
  const ModelExperiment e =
      make_experiment ("activation", "relu", "source", source, "fusion", fusion, "noise", noise,
                       "samples", "300", "width", "20", "epochs", "700", NULL);
  g_autoptr (ModelTrainer) whole = model_trainer_new (&e, 1e-3, NULL);
  g_autoptr (ModelTrainer) cut = model_trainer_new (&e, 1e-3, NULL);
  g_autoptr (ModelNetwork) back = NULL;
  const int cancel = 1;

  model_trainer_run (whole, 520, NULL);
  for (int i = 0; i < 520; i++)
    {
      model_trainer_run (cut, 1, &cancel);
      model_trainer_run (cut, 1, NULL);
    }
  g_assert_cmpint (model_trainer_get_epoch (cut), ==, 520);
  g_assert_cmpmem (model_trainer_get_network (cut)->weights,
                   model_trainer_get_network (cut)->n_weights * sizeof (double),
                   model_trainer_get_network (whole)->weights,
                   model_trainer_get_network (whole)->n_weights * sizeof (double));
  model_trainer_run (whole, G_MAXINT64, NULL);
  back = model_trainer_seek (whole, 520, NULL);
  g_assert_cmpmem (model_trainer_get_network (cut)->weights, back->n_weights * sizeof (double),
                   back->weights, back->n_weights * sizeof (double));
}

/* Cancelled at every epoch, cut into pieces, trained again from a keyframe: the same bits. */
static void
test_seek (void)
{
  check_seek ("scalar", "1", "0");
  check_seek ("scalar", "2", "0.3");
  check_seek ("xor", "1", "0.3");
  check_seek ("vector", "2", "0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/sample-gradient/every-network-and-loss", test_every_network_and_loss);
  g_test_add_func ("/model/sample-gradient/deep", test_deep);
  g_test_add_func ("/model/sample-gradient/unequal-branches", test_unequal_branches);
  g_test_add_func ("/model/sample-gradient/narrow-and-one-sample", test_narrow_and_one_sample);
  g_test_add_func ("/model/sample-gradient/one-sided", test_one_sided);
  g_test_add_func ("/model/sample-gradient/repeated-samples", test_repeated_samples);
  g_test_add_func ("/model/sample-gradient/test-loss", test_test_loss);
  g_test_add_func ("/model/sample-gradient/trajectories", test_trajectories);
  g_test_add_func ("/model/sample-gradient/cancel", test_cancel);
  g_test_add_func ("/model/sample-gradient/not-finite", test_not_finite);
  g_test_add_func ("/model/sample-gradient/seek", test_seek);
  return g_test_run ();
}
