/* Moments of the population against eq 1 by hand; of samples against the samples themselves. */
#include "model/data/dataset.h"
#include "model/data/moments.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <stdlib.h>

static void
test_population (void)
{
  ModelExperiment e = make_experiment ("rho", "0.5", "sigma-a", "3", "sigma-b", "2", "w-a", "1",
                                       "w-b", "-2", "noise", "0.5", NULL);
  g_autoptr (ModelMoments) m = model_moments_compute_population (&e, NULL);

  /* A handful of roundings of numbers of size ten. */
  g_assert_cmpfloat_with_epsilon (m->sigma[0], 9, 1e-13);
  g_assert_cmpfloat_with_epsilon (m->sigma[1], 3, 1e-13);
  g_assert_cmpfloat_with_epsilon (m->sigma[2], 3, 1e-13);
  g_assert_cmpfloat_with_epsilon (m->sigma[3], 4, 1e-13);
  g_assert_cmpfloat_with_epsilon (m->sigma_yx[0], 9 - 6, 1e-13);
  g_assert_cmpfloat_with_epsilon (m->sigma_yx[1], 3 - 8, 1e-13);
  g_assert_cmpfloat_with_epsilon (m->sigma_yy, 9 + 16 - 12 + 0.25, 1e-13);
}

static void
check_samples (const ModelExperiment *e)
{
  g_autoptr (ModelMoments) m = model_moments_compute (e, NULL);
  g_autoptr (ModelDataset) d = model_dataset_new (e, NULL);
  int n = d->n_a + d->n_b;
  double *gram = num_alloc (n * n), *cross = num_alloc (n);
  double scale = 1.0 / d->n_samples;

  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, n, n, d->n_samples, scale, d->x, n, d->x, n,
               0, gram, n);
  cblas_dgemv (CblasRowMajor, CblasTrans, d->n_samples, n, scale, d->x, n, d->y, 1, 0, cross, 1);
  /* The same sums in another order. */
  for (int i = 0; i < n * n; i++)
    g_assert_cmpfloat_with_epsilon (m->sigma[i], gram[i], 1e-11);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (m->sigma_yx[i], cross[i], 1e-11);
  g_assert_cmpfloat_with_epsilon (m->sigma_yy, scale * cblas_ddot (d->n_samples, d->y, 1, d->y, 1),
                                  1e-10);
  free (gram);
  free (cross);
}

static void
test_samples (void)
{
  ModelExperiment scalar = make_experiment ("rho", "-0.7", "noise", "0.3", NULL);
  ModelExperiment one = make_experiment ("samples", "1", NULL);
  ModelExperiment vector = make_experiment ("source", "vector", "covariance", "random", "weights",
                                            "random", "samples", "3000", NULL);

  check_samples (&scalar);
  check_samples (&one);
  check_samples (&vector);
}

static void
test_samples_approach_population (void)
{
  ModelExperiment e = make_experiment ("rho", "0.4", "samples", "1000000", NULL);
  g_autoptr (ModelMoments) sampled = model_moments_compute (&e, NULL);
  g_autoptr (ModelMoments) population = model_moments_compute_population (&e, NULL);

  /* Five standard errors, sqrt(2) sigma^2 / sqrt(n). */
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (sampled->sigma[i], population->sigma[i], 0.03);
}

static void
test_smooth_in_rho (void)
{
  ModelExperiment near = make_experiment ("rho", "0.999999", NULL);
  ModelExperiment at = make_experiment ("rho", "1", NULL);
  g_autoptr (ModelMoments) a = model_moments_compute (&near, NULL);
  g_autoptr (ModelMoments) b = model_moments_compute (&at, NULL);

  /* The factor moves as sqrt(1 - rho^2) = 0.0014. */
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (a->sigma[i], b->sigma[i], 0.003);
}

static void
test_solutions (void)
{
  ModelExperiment e = make_experiment ("rho", "0.5", NULL);
  g_autoptr (ModelMoments) m = model_moments_compute_population (&e, NULL);
  double w[2], w_a[1], zero[2] = { 0 };

  model_moments_solve (m, w);
  g_assert_true (model_moments_solve_modality (m, 0, w_a, NULL));
  g_assert_cmpfloat_with_epsilon (w[0], 1, 1e-13);
  g_assert_cmpfloat_with_epsilon (w[1], 1, 1e-13);
  g_assert_cmpfloat_with_epsilon (w_a[0], 1.25, 1e-13); /* figure 3a */
  g_assert_cmpfloat_with_epsilon (model_moments_loss (m, zero), 3.5, 1e-13);
  g_assert_cmpfloat_with_epsilon (model_moments_loss (m, w), 0, 1e-13);
}

static void
test_too_large (void)
{
  ModelExperiment e = make_experiment ("source", "vector", "inputs-a", "500", "inputs-b", "500",
                                       "samples", "10000000", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (model_dataset_new (&e, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_MEMORY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/moments/population", test_population);
  g_test_add_func ("/model/moments/samples", test_samples);
  g_test_add_func ("/model/moments/samples-approach-population", test_samples_approach_population);
  g_test_add_func ("/model/moments/smooth-in-rho", test_smooth_in_rho);
  g_test_add_func ("/model/moments/solutions", test_solutions);
  g_test_add_func ("/model/dataset/too-large", test_too_large);
  return g_test_run ();
}
