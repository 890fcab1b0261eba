/* How steep the loss is at the solution, from the balanced network's tangent kernel. */
#include "model/network/sharpness.h"

#include "num/blas.h"
#include "num/matrix.h"
#include "num/roots.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  const ModelNetworkShape *shape;
  double norm[2]; /* |W_A|, |W_B| */
} Balance;

/* |W_m| = u_m^depth u^p, so a branch's norm follows from the shared layers'. */
static double
branch_norm (const Balance *balance, int m, double u)
{
  return pow (balance->norm[m] / pow (u, balance->shape->shared_depth),
              1.0 / balance->shape->branch_depth[m]);
}

static double
imbalance (double log_u, void *data)
{
  const Balance *balance = data;
  double u = exp (log_u), a = branch_norm (balance, 0, u), b = branch_norm (balance, 1, u);

  return log_u - log (a * a + b * b) / 2;
}

/* K's block of one branch's own layers: u_m^(2 depth - 2) u^(2p) (I + (depth - 1) v v'), with v
 * the direction of W_m; the first layer learns every direction, the others only v. */
static void
add_branch (
    double *k, int n, int first, int size, const double *w, double norm, int depth, double scale)
{
  for (int i = 0; i < size; i++)
    {
      k[(first + i) * n + first + i] += scale;
      if (norm > 0)
        for (int j = 0; j < size; j++)
          k[(first + i) * n + first + j] +=
              scale * (depth - 1) * w[first + i] * w[first + j] / (norm * norm);
    }
}

double
model_sharpness_compute (const ModelNetworkShape *shape,
                         const ModelMoments *moments,
                         const double *w)
{
  int n = moments->n_a + moments->n_b, p = shape->shared_depth;
  Balance balance = {
    shape, { cblas_dnrm2 (moments->n_a, w, 1), cblas_dnrm2 (moments->n_b, w + moments->n_a, 1) }
  };
  double log_u = 0, u, lambda;
  double *k;

  if (!(balance.norm[0] + balance.norm[1] > 0) ||
      !num_root (imbalance, &balance, -40, 40, 1e-12, &log_u))
    return 0;
  u = exp (log_u);
  k = num_alloc ((gsize) n * n);
  for (int m = 0; m < 2; m++)
    add_branch (k, n, m == 0 ? 0 : moments->n_a, shape->inputs[m], w, balance.norm[m],
                shape->branch_depth[m],
                pow (branch_norm (&balance, m, u), 2 * shape->branch_depth[m] - 2) *
                    pow (u, 2 * p));
  /* Shared layers: p u^(2p - 2) (u_A^L_A v_A, u_B^L_B v_B)(...)' = p W W' / u^2. */
  if (p > 0)
    cblas_dger (CblasRowMajor, n, n, p / (u * u), w, 1, w, 1, k, n);
  lambda = num_matrix_product_norm (n, moments->sigma, k);
  free (k);
  return lambda;
}
