/* The rank-one gradient against finite differences and against the sample-based twin. */
#include "model/network/gradient.h"
#include "model/network/naive.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  ModelExperiment experiment;
  ModelMoments *moments;
  ModelNetwork *network;
  double *gradient;
  double loss;
} Case;

static void
set_up (Case *c)
{
  ModelNetworkShape shape;
  ModelGradient *gradient;

  c->moments = model_moments_compute (&c->experiment, NULL);
  model_network_shape_from_experiment (&shape, &c->experiment);
  c->network = model_network_new (&shape);
  model_network_initialise (c->network, &c->experiment, 1.2, c->moments);
  c->gradient = num_alloc (c->network->n_weights);
  gradient = model_gradient_new (&shape);
  model_gradient_evaluate (gradient, c->network, c->moments, NULL);
  model_gradient_step (gradient, c->network, 0, NULL);
  model_gradient_expand (gradient, c->network, 1, c->gradient);
  c->loss = model_gradient_get_loss (gradient);
  model_gradient_free (gradient);
}

static void
tear_down (Case *c)
{
  model_moments_unref (c->moments);
  model_network_free (c->network);
  free (c->gradient);
}

static double
loss_of (Case *c)
{
  double *w = num_alloc (c->moments->n_a + c->moments->n_b), loss;

  model_network_compute_total_weights (c->network, w);
  loss = model_moments_loss (c->moments, w);
  free (w);
  return loss;
}

static void
check_differences (Case *c)
{
  const double h = 1e-5;

  g_assert_cmpfloat_with_epsilon (loss_of (c), c->loss, 1e-12 * (1 + c->loss));
  for (gsize i = 0; i < c->network->n_weights; i++)
    {
      double w = c->network->weights[i], up, down;

      c->network->weights[i] = w + h;
      up = loss_of (c);
      c->network->weights[i] = w - h;
      down = loss_of (c);
      c->network->weights[i] = w;
      /* Truncation h^2 times a third derivative of about the loss, and rounding eps loss / h. */
      g_assert_cmpfloat_with_epsilon (c->gradient[i], (up - down) / (2 * h), 1e-7 * (1 + c->loss));
    }
}

static void
check_naive (Case *c)
{
  g_autoptr (ModelDataset) data = model_dataset_new (&c->experiment, NULL);
  g_autoptr (ModelNaive) naive = model_naive_new (&c->network->shape, data);
  double *gradient = num_alloc (c->network->n_weights);
  double loss = model_naive_compute (naive, c->network, gradient);

  /* The same sums over samples in another order. */
  g_assert_cmpfloat_with_epsilon (loss, c->loss, 1e-11 * (1 + loss));
  for (gsize i = 0; i < c->network->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (gradient[i], c->gradient[i], 1e-11 * (1 + loss));
  free (gradient);
}

static void
check (ModelExperiment experiment)
{
  Case c = { experiment };

  set_up (&c);
  check_differences (&c);
  check_naive (&c);
  tear_down (&c);
}

static void
test_every_depth_and_fusion (void)
{
  for (int depth = 2; depth <= MODEL_MAX_DEPTH; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        ModelExperiment e =
            make_experiment ("width", "5", "samples", "50", "rho", "0.4", "noise", "0.2", NULL);

        model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
        model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
        check (e);
      }
}

static void
test_vector (void)
{
  check (make_experiment ("source", "vector", "inputs-a", "3", "inputs-b", "4", "covariance",
                          "random", "weights", "random", "samples", "60", "width", "7", "depth",
                          "4", "fusion", "3", "noise", "0.1", NULL));
}

static void
test_unequal_branches (void)
{
  check (make_experiment ("width", "6", "samples", "40", "depth", "3", "fusion", "2", "depth-a",
                          "1", "depth-b", "4", NULL));
  check (make_experiment ("width", "6", "samples", "40", "depth", "3", "fusion", "3", "depth-a",
                          "2", "depth-b", "5", NULL));
}

static void
test_narrow_and_one_sample (void)
{
  check (make_experiment ("width", "1", "samples", "1", "depth", "4", "fusion", "2", NULL));
  check (make_experiment ("width", "17", "samples", "30", "rho", "1", NULL));
  check (make_experiment ("width", "9", "samples", "30", "sigma-b", "0", "rho", "-1", NULL));
}

/* Descent on the moments is descent on the samples: the whole trajectory, not one gradient. */
static void
test_trajectory (void)
{
  Case c = { make_experiment ("width", "20", "samples", "100", "depth", "3", "fusion", "2", NULL) };
  g_autoptr (ModelDataset) data = model_dataset_new (&c.experiment, NULL);
  g_autoptr (ModelNetwork) twin = NULL;
  g_autoptr (ModelNaive) naive = NULL;
  g_autoptr (ModelGradient) gradient = NULL;

  set_up (&c);
  twin = model_network_copy (c.network);
  naive = model_naive_new (&twin->shape, data);
  gradient = model_gradient_new (&twin->shape);
  for (int epoch = 0; epoch < 300; epoch++)
    {
      model_gradient_evaluate (gradient, c.network, c.moments, NULL);
      model_gradient_step (gradient, c.network, 0.02, NULL);
      model_naive_step (naive, twin, 0.02);
    }
  /* Rounding, grown along the plateau. */
  for (gsize i = 0; i < twin->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (c.network->weights[i], twin->weights[i], 1e-10);
  tear_down (&c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/gradient/every-depth-and-fusion", test_every_depth_and_fusion);
  g_test_add_func ("/model/gradient/vector", test_vector);
  g_test_add_func ("/model/gradient/unequal-branches", test_unequal_branches);
  g_test_add_func ("/model/gradient/narrow-and-one-sample", test_narrow_and_one_sample);
  g_test_add_func ("/model/gradient/trajectory", test_trajectory);
  return g_test_run ();
}
