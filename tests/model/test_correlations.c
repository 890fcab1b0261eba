/* Correlations of a data set's modalities, against what can be solved by hand. */
#include "model/data/correlations.h"
#include "num/matrix.h"

#include <math.h>

/* Rounding of a few products. */
#define ROUNDING 1e-12

static void
set_scalar (ModelMoments *moments, double aa, double ab, double bb)
{
  moments->sigma[0] = aa;
  moments->sigma[1] = moments->sigma[2] = ab;
  moments->sigma[3] = bb;
  moments->sigma_yx[0] = aa + ab; /* y = x_A + x_B */
  moments->sigma_yx[1] = ab + bb;
  moments->sigma_yy = aa + 2 * ab + bb;
}

/* Variances 4 and 1, rho = -0.5: cov = -1, y has variance 3; 3 / (2 sqrt 3) and 0. */
static void
test_scalar (void)
{
  g_autoptr (ModelMoments) moments = model_moments_new (1, 1);
  ModelCorrelations c;

  set_scalar (moments, 4, -1, 1);
  model_correlations_compute (&c, moments);
  g_assert_cmpfloat_with_epsilon (c.target[0], sqrt (3) / 2, ROUNDING);
  g_assert_cmpfloat_with_epsilon (c.target[1], 0, ROUNDING);
  g_assert_cmpfloat_with_epsilon (c.between, 0.5, ROUNDING);
}

/* Eigenvalues of ((100, 8), (8, 1)): (101 +- sqrt (99^2 + 4 * 64)) / 2; of its correlations, 1.8
 * and 0.2. */
static void
test_condition (void)
{
  g_autoptr (ModelMoments) moments = model_moments_new (1, 1);
  const double root = sqrt (99 * 99 + 4 * 64);
  ModelCorrelations c;

  set_scalar (moments, 100, 8, 1);
  model_correlations_compute (&c, moments);
  g_assert_cmpfloat_with_epsilon (c.condition, (101 + root) / (101 - root), 1e-8);
  g_assert_cmpfloat_with_epsilon (c.condition_standardised, 9, 1e-9);
  /* What does not vary is no direction. */
  set_scalar (moments, 4, 0, 0);
  model_correlations_compute (&c, moments);
  g_assert_cmpfloat (c.condition, ==, 1);
}

static void
test_edges (void)
{
  g_autoptr (ModelMoments) moments = model_moments_new (1, 1);
  ModelCorrelations c;

  model_correlations_compute (&c, moments); /* nothing varies */
  g_assert_cmpfloat (c.target[0], ==, 0);
  g_assert_cmpfloat (c.between, ==, 0);
  set_scalar (moments, 4, 2, 1); /* rho = 1 */
  model_correlations_compute (&c, moments);
  g_assert_cmpfloat_with_epsilon (c.target[0], 1, ROUNDING);
  g_assert_cmpfloat_with_epsilon (c.target[1], 1, ROUNDING);
  g_assert_cmpfloat_with_epsilon (c.between, 1, ROUNDING);
  set_scalar (moments, 4, 0, 0); /* B is silent */
  model_correlations_compute (&c, moments);
  g_assert_cmpfloat_with_epsilon (c.target[0], 1, ROUNDING);
  g_assert_cmpfloat (c.target[1], ==, 0);
  g_assert_cmpfloat (c.between, ==, 0);
}

/* A has two inputs of covariance ((2, 1), (1, 2)); B = (a_1 - a_2) / sqrt 2 + noise of variance 3,
 * so <a b> = (1, -1) / sqrt 2 and var b = 4: the canonical correlation is 1 / 2, that of neither
 * input alone. y = a_1 + a_2: variance 6, all of it A's, none B's. */
static void
test_vector (void)
{
  const double r = M_SQRT1_2;
  const double sigma[9] = { 2, 1, r, 1, 2, -r, r, -r, 4 }, sigma_yx[3] = { 3, 3, 0 };
  g_autoptr (ModelMoments) moments = model_moments_new (2, 1);
  ModelCorrelations c;

  for (int i = 0; i < 9; i++)
    moments->sigma[i] = sigma[i];
  for (int i = 0; i < 3; i++)
    moments->sigma_yx[i] = sigma_yx[i];
  moments->sigma_yy = 6;
  model_correlations_compute (&c, moments);
  g_assert_cmpfloat_with_epsilon (c.target[0], 1, ROUNDING);
  g_assert_cmpfloat_with_epsilon (c.target[1], 0, ROUNDING);
  g_assert_cmpfloat_with_epsilon (c.between, 0.5, ROUNDING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/correlations/scalar", test_scalar);
  g_test_add_func ("/model/correlations/edges", test_edges);
  g_test_add_func ("/model/correlations/condition", test_condition);
  g_test_add_func ("/model/correlations/vector", test_vector);
  return g_test_run ();
}
