/* The benchmark's plain BLAS step is the same step. */
#include "bench/bench_plain.h"
#include "model/network/gradient.h"
#include "num/matrix.h"

#include <math.h>

static void
check (int depth, int fusion, int source)
{
  ModelExperiment e;
  g_autoptr (ModelMoments) moments = NULL;
  g_autoptr (ModelNetwork) a = NULL;
  g_autoptr (ModelNetwork) b = NULL;
  g_autoptr (ModelGradient) gradient = NULL;
  g_autoptr (BenchPlain) plain = NULL;
  ModelNetworkShape shape;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&e, MODEL_SOURCE, source, NULL);
  model_experiment_set (&e, MODEL_WIDTH, 13, NULL);
  model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
  moments = model_moments_compute (&e, NULL);
  model_network_shape_from_experiment (&shape, &e);
  a = model_network_new (&shape);
  model_network_initialise (a, &e, 0.5, moments);
  b = model_network_copy (a);
  gradient = model_gradient_new (&shape);
  plain = bench_plain_new (&shape);
  for (int step = 0; step < 20; step++)
    {
      model_gradient_evaluate (gradient, a, moments, NULL);
      model_gradient_step (gradient, a, 0.01, NULL);
      bench_plain_step (plain, b, moments, 0.01);
    }
  /* Twenty steps of roundings. */
  for (gsize i = 0; i < a->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (a->weights[i], b->weights[i], 1e-12);
}

static void
test_same_step (void)
{
  for (int depth = 2; depth <= 5; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        check (depth, fusion, MODEL_SOURCE_SCALAR);
        check (depth, fusion, MODEL_SOURCE_VECTOR);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/cli/bench_plain/same-step", test_same_step);
  return g_test_run ();
}
