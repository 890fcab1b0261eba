/* The phase plane of the two total weights: field, fixed points and their eigenvalues. */
#include "theory/plane.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Smaller determinants, relative to the variances, are those of singular data. */
#define SINGULAR 1e-10
/* Of Newton's iteration under decay; a weight that falls below this part of its start is lost. */
#define NEWTON_STEPS 60
#define LOST 1e-6

/* The data along unit vectors e_A, e_B: sigma_ij = e_i S e_j', s_i = s e_i'. */
static void
project (TheoryPlane *self, const ModelMoments *moments, const double *e)
{
  int n = moments->n_a + moments->n_b, first[2] = { 0, moments->n_a };
  int size[2] = { moments->n_a, moments->n_b };

  for (int i = 0; i < 2; i++)
    {
      self->s[i] = cblas_ddot (size[i], moments->sigma_yx + first[i], 1, e + first[i], 1);
      for (int j = 0; j < 2; j++)
        {
          self->sigma[i][j] = 0;
          for (int k = first[i]; k < first[i] + size[i]; k++)
            self->sigma[i][j] +=
                e[k] * cblas_ddot (size[j], moments->sigma + k * n + first[j], 1, e + first[j], 1);
        }
    }
}

/* Turns w into the unit vectors of its two parts; a part that is zero follows s instead. */
static void
normalise_parts (const ModelMoments *moments, double *w)
{
  for (int m = 0; m < 2; m++)
    {
      int size = m == 0 ? moments->n_a : moments->n_b, first = m == 0 ? 0 : moments->n_a;
      double norm = cblas_dnrm2 (size, w + first, 1);

      if (norm == 0)
        {
          memcpy (w + first, moments->sigma_yx + first, size * sizeof *w);
          norm = cblas_dnrm2 (size, w + first, 1);
        }
      if (norm > 0)
        cblas_dscal (size, 1 / norm, w + first, 1);
      else
        w[first] = 1;
    }
}

/* Counts weights in other units. */
static void
scale (TheoryPlane *self, double factor)
{
  self->gain *= factor;
  for (int i = 0; i < 2; i++)
    {
      self->s[i] /= factor;
      for (int j = 0; j < 2; j++)
        self->sigma[i][j] /= factor * factor;
    }
}

void
theory_plane_init (TheoryPlane *self, const ModelMoments *moments, const TheoryNetwork *network)
{
  double *w_star = num_alloc (moments->n_a + moments->n_b);

  if (moments->n_a > 1 || moments->n_b > 1)
    model_moments_solve (moments, w_star);
  theory_plane_init_along (self, moments, network, w_star);
  free (w_star);
}

void
theory_plane_init_along (TheoryPlane *self,
                         const ModelMoments *moments,
                         const TheoryNetwork *network,
                         const double *w_star)
{
  const int n = moments->n_a + moments->n_b;
  double *e = num_alloc (n);

  if (moments->n_a == 1 && moments->n_b == 1)
    e[0] = e[1] = 1;
  else
    {
      memcpy (e, w_star, n * sizeof *e);
      normalise_parts (moments, e);
    }
  project (self, moments, e);
  free (e);
  self->gain = 1;
  scale (self, network->gain > 0 ? network->gain : 1);
  self->loss_origin = moments->sigma_yy / 2;
  self->branch_depth[0] = network->branch_depth[0];
  self->branch_depth[1] = network->branch_depth[1];
  self->shared_depth = network->shared_depth;
  self->rate_ratio = network->rate_ratio;
  self->decay = network->decay;
}

gboolean
theory_plane_is_invariant (const TheoryPlane *self, int m)
{
  return self->branch_depth[m] >= 2;
}

/* ln of u^2, the solution of u^2 = sum_m (|W_m| u^-p)^(2 / f_m); log_w are ln |W_m|. Equal
 * branches have it in closed form; else Newton's iteration on a convex function finds it. */
static double
solve_log_u2 (const TheoryPlane *self, const double log_w[2])
{
  const int *f = self->branch_depth;
  double p = self->shared_depth, top = fmax (log_w[0], log_w[1]), x;

  if (f[0] == f[1])
    return (log (exp (2 * (log_w[0] - top) / f[0]) + exp (2 * (log_w[1] - top) / f[1])) +
            2 * top / f[0]) *
           f[0] / (f[0] + p);
  x = 2 * top / (fmax (f[0], f[1]) + p);
  for (int i = 0; i < 60; i++)
    {
      double a = exp ((2 * log_w[0] - p * x) / f[0]), b = exp ((2 * log_w[1] - p * x) / f[1]);
      double slope = 1 + p * (a / f[0] + b / f[1]) / (a + b);
      double step = (x - log (a + b)) / slope;

      x -= step;
      if (fabs (step) < 1e-14 * (1 + fabs (x)))
        break;
    }
  return x;
}

void
theory_plane_kernel (const TheoryPlane *self, const double weight[2], double k[2][2])
{
  const double w[2] = { weight[0] / self->gain, weight[1] / self->gain };
  const double units = self->gain * self->gain;
  double p = self->shared_depth, log_w[2] = { log (fabs (w[0])), log (fabs (w[1])) }, log_u2;

  memset (k, 0, 4 * sizeof (double));
  if (w[0] == 0 && w[1] == 0)
    return;
  log_u2 = p > 0 ? solve_log_u2 (self, log_w) : 0;
  for (int m = 0; m < 2; m++)
    {
      int f = self->branch_depth[m];
      /* u_m^(2 f - 2) with u_m^f = |W_m| / u^p; for one layer it is 1 whatever u_m is. */
      double own = f == 1 ? 0 : (2 - 2.0 / f) * (log_w[m] - p * log_u2 / 2);

      k[m][m] = units * f * exp (own + p * log_u2);
    }
  if (p > 0)
    for (int i = 0; i < 2; i++)
      for (int j = 0; j < 2; j++)
        k[i][j] += units * p * w[i] * w[j] * exp (-log_u2);
}

void
theory_plane_norms (const TheoryPlane *self, const double w[2], double u[2])
{
  const double log_w[2] = { log (fabs (w[0]) / self->gain), log (fabs (w[1]) / self->gain) };
  const double p = self->shared_depth, log_u2 = p > 0 ? solve_log_u2 (self, log_w) : 0;

  for (int m = 0; m < 2; m++)
    u[m] = exp ((log_w[m] - p * log_u2 / 2) / self->branch_depth[m]);
}

void
theory_plane_residual (const TheoryPlane *self, const double w[2], double residual[2])
{
  for (int m = 0; m < 2; m++)
    residual[m] = self->s[m] - w[0] * self->sigma[0][m] - w[1] * self->sigma[1][m];
}

void
theory_plane_velocity (const TheoryPlane *self, const double w[2], double velocity[2])
{
  double k[2][2], residual[2];

  theory_plane_kernel (self, w, k);
  theory_plane_residual (self, w, residual);
  for (int m = 0; m < 2; m++)
    {
      const double speed = m == 1 && self->rate_ratio > 0 ? self->rate_ratio : 1;
      /* What of K is the shared layers' is as fast as they are. */
      const double shared = self->shared_depth > 0 && k[0][1] != 0 ? k[0][1] * w[m] / w[1 - m] : 0;

      velocity[m] =
          (speed * (k[m][m] - shared) + shared) * residual[m] + k[m][1 - m] * residual[1 - m];
      velocity[m] -= self->decay * (speed * self->branch_depth[m] + self->shared_depth) * w[m];
    }
}

double
theory_plane_loss (const TheoryPlane *self, const double w[2])
{
  double residual[2];

  theory_plane_residual (self, w, residual);
  return self->loss_origin -
         (w[0] * (self->s[0] + residual[0]) + w[1] * (self->s[1] + residual[1])) / 2;
}

static void
normalise (double v[2])
{
  double norm = hypot (v[0], v[1]);

  if (norm > 0)
    {
      v[0] /= norm;
      v[1] /= norm;
    }
}

/* Eigenvalues in ascending order, and unit eigenvectors, of a matrix whose eigenvalues are real. */
static void
solve_eigen (const double j[2][2], TheoryPlanePoint *point)
{
  double half = (j[0][0] + j[1][1]) / 2, difference = (j[0][0] - j[1][1]) / 2;
  double root = sqrt (fmax (0, difference * difference + j[0][1] * j[1][0]));

  point->has_eigenvalues = TRUE;
  for (int i = 0; i < 2; i++)
    {
      double lambda = half + (i == 0 ? -root : root);
      /* Either row of j - lambda gives the vector; the longer one is not lost to rounding. */
      double a[2] = { j[0][1], lambda - j[0][0] }, b[2] = { lambda - j[1][1], j[1][0] };
      gboolean first = hypot (a[0], a[1]) >= hypot (b[0], b[1]);

      point->eigenvalue[i] = lambda;
      point->eigenvector[i][0] = first ? a[0] : b[0];
      point->eigenvector[i][1] = first ? a[1] : b[1];
      if (hypot (point->eigenvector[i][0], point->eigenvector[i][1]) == 0)
        point->eigenvector[i][i] = 1;
      normalise (point->eigenvector[i]);
    }
}

/* At the solution om = 0, so the Jacobian is -K S. */
static void
classify_solution (const TheoryPlane *self, gboolean singular, TheoryPlanePoint *point)
{
  double k[2][2], j[2][2];

  theory_plane_kernel (self, point->w, k);
  for (int i = 0; i < 2; i++)
    for (int l = 0; l < 2; l++)
      j[i][l] = -(k[i][0] * self->sigma[0][l] + k[i][1] * self->sigma[1][l]);
  solve_eigen ((const double (*)[2]) j, point);
  point->stability = singular ? THEORY_STABILITY_LINE : THEORY_STABILITY_SINK;
}

/* At M_m only the other modality's residual om is left. With W_o small and f_o = 2 it grows at rate
 * 2 u^p |om|; deeper branches leave algebraically, at rate 0. The own direction is slaved:
 * dW_m/dt = -K_mm (S_mm dW_m + S_mo W_o) + p (W_m / u^2) om W_o. */
static void
classify_saddle (const TheoryPlane *self, int m, TheoryPlanePoint *point)
{
  int o = 1 - m, f = self->branch_depth[m], p = self->shared_depth;
  double level = fabs (point->w[m]), u2 = pow (level, 2.0 / (f + p)), residual[2], j[2][2];
  double own = (f + p) * pow (level, 2 - 2.0 / (f + p));
  gboolean exponential = self->branch_depth[o] == 2;

  theory_plane_residual (self, point->w, residual);
  j[m][m] = -own * self->sigma[m][m];
  j[m][o] = -own * self->sigma[m][o] + (p > 0 ? p * point->w[m] / u2 * residual[o] : 0);
  j[o][m] = 0;
  j[o][o] = exponential ? 2 * pow (u2, p / 2.0) * fabs (residual[o]) : 0;
  solve_eigen ((const double (*)[2]) j, point);
  point->stability = exponential ? THEORY_STABILITY_SADDLE : THEORY_STABILITY_DEGENERATE;
  /* It is left on the side that om points to. */
  if (point->eigenvector[1][o] * residual[o] < 0)
    for (int i = 0; i < 2; i++)
      point->eigenvector[1][i] = -point->eigenvector[1][i];
  if (fabs (residual[o]) <= SINGULAR * (fabs (self->s[0]) + fabs (self->s[1])))
    point->stability = THEORY_STABILITY_LINE;
}

/* Near the origin two-layer branches that nothing follows grow by themselves at 2 |s_m|. */
static void
classify_origin (const TheoryPlane *self, TheoryPlanePoint *point)
{
  point->stability = THEORY_STABILITY_SOURCE;
  if (self->shared_depth > 0 || self->branch_depth[0] != 2 || self->branch_depth[1] != 2)
    return;
  point->has_eigenvalues = TRUE;
  for (int m = 0; m < 2; m++)
    {
      point->eigenvalue[m] = 2 * fabs (self->s[m]);
      point->eigenvector[m][m] = self->s[m] < 0 ? -1 : 1;
    }
}

/* By differences: velocities have no kinks but at a weight of zero. */
static void
differentiate (const TheoryPlane *self, const double w[2], double j[2][2])
{
  for (int l = 0; l < 2; l++)
    {
      const double h = 1e-6 * fabs (w[l]);
      double to[2] = { w[0], w[1] }, from[2] = { w[0], w[1] }, after[2], before[2];

      to[l] += h;
      from[l] -= h;
      theory_plane_velocity (self, to, after);
      theory_plane_velocity (self, from, before);
      for (int i = 0; i < 2; i++)
        j[i][l] = h > 0 ? (after[i] - before[i]) / (2 * h) : 0;
    }
}

/* Newton's iteration, in which weights that are zero stay there. FALSE where there is no such
 * point: the weights fall to zero. */
static gboolean
find_rest (const TheoryPlane *self, double w[2])
{
  const double start[2] = { w[0], w[1] };

  for (int i = 0; i < NEWTON_STEPS; i++)
    {
      double velocity[2], j[2][2], step[2], determinant;

      theory_plane_velocity (self, w, velocity);
      differentiate (self, w, j);
      for (int m = 0; m < 2; m++)
        if (w[m] == 0)
          {
            j[m][m] = 1;
            j[m][1 - m] = j[1 - m][m] = velocity[m] = 0;
          }
      determinant = j[0][0] * j[1][1] - j[0][1] * j[1][0];
      step[0] = (j[1][1] * velocity[0] - j[0][1] * velocity[1]) / determinant;
      step[1] = (j[0][0] * velocity[1] - j[1][0] * velocity[0]) / determinant;
      for (int m = 0; m < 2; m++)
        {
          w[m] -= step[m];
          if (start[m] != 0 && !(w[m] / start[m] > LOST))
            return FALSE;
        }
      if (hypot (step[0], step[1]) <= 1e-13 * hypot (w[0], w[1]))
        return TRUE;
    }
  return FALSE;
}

/* The points where decay balances learning, from those without it. A weight that is zero grows by
 * itself, or not. */
static void
move_by_decay (const TheoryPlane *self, TheoryPlanePoint *point)
{
  double j[2][2];
  int n_grow = 0;

  point->exists = point->exists && find_rest (self, point->w);
  if (!point->exists)
    return;
  differentiate (self, point->w, j);
  for (int m = 0; m < 2; m++)
    if (point->w[m] == 0)
      {
        const double u2 =
            pow (fabs (point->w[1 - m]), 2.0 / (self->branch_depth[1 - m] + self->shared_depth));
        double residual[2];

        theory_plane_residual (self, point->w, residual);
        j[m][m] = self->branch_depth[m] == 2
                      ? 2 * pow (u2, self->shared_depth / 2.0) * fabs (residual[m])
                      : 0;
        j[m][m] -= self->decay * (self->branch_depth[m] + self->shared_depth);
        j[m][1 - m] = 0;
      }
  solve_eigen ((const double (*)[2]) j, point);
  for (int i = 0; i < 2; i++)
    n_grow += point->eigenvalue[i] > 0;
  point->stability = n_grow == 0   ? THEORY_STABILITY_SINK
                     : n_grow == 1 ? THEORY_STABILITY_SADDLE
                                   : THEORY_STABILITY_SOURCE;
}

/* Zero is left by branches of two layers that nothing follows, and that the data drive by more than
 * decay takes; deeper ones stay. */
static void
hold_origin (const TheoryPlane *self, TheoryPlanePoint *point)
{
  int n_grow = 0;

  for (int m = 0; m < 2; m++)
    {
      if (point->has_eigenvalues)
        point->eigenvalue[m] -= 2 * self->decay;
      n_grow += point->has_eigenvalues && point->eigenvalue[m] > 0;
    }
  point->stability = n_grow == 0   ? THEORY_STABILITY_SINK
                     : n_grow == 1 ? THEORY_STABILITY_SADDLE
                                   : THEORY_STABILITY_SOURCE;
}

/* In the units of a linear network. */
static void
find_points (const TheoryPlane *self, TheoryPlanePoint points[THEORY_N_POINTS])
{
  double determinant =
      self->sigma[0][0] * self->sigma[1][1] - self->sigma[0][1] * self->sigma[1][0];
  gboolean singular = determinant <= SINGULAR * self->sigma[0][0] * self->sigma[1][1];
  /* Of a line of fixed points, small weights reach the end that is learned first. */
  const int strongest = fabs (self->s[1]) > fabs (self->s[0]) ? THEORY_POINT_B : THEORY_POINT_A;

  memset (points, 0, THEORY_N_POINTS * sizeof *points);
  points[THEORY_POINT_ORIGIN].exists = points[THEORY_POINT_SOLUTION].exists = TRUE;
  num_matrix_solve_pseudo (2, &self->sigma[0][0], self->s, points[THEORY_POINT_SOLUTION].w, NULL);
  for (int m = 0; m < 2; m++)
    {
      TheoryPlanePoint *point = &points[THEORY_POINT_A + m];

      if (self->sigma[m][m] > 0)
        point->w[m] = self->s[m] / self->sigma[m][m];
      point->exists = self->branch_depth[1 - m] >= 2 && point->w[m] != 0;
      if (point->exists)
        classify_saddle (self, m, point);
    }
  if (singular && points[strongest].exists)
    memcpy (points[THEORY_POINT_SOLUTION].w, points[strongest].w, sizeof points->w);
  classify_origin (self, &points[THEORY_POINT_ORIGIN]);
  classify_solution (self, singular, &points[THEORY_POINT_SOLUTION]);
  if (self->decay > 0)
    {
      hold_origin (self, &points[THEORY_POINT_ORIGIN]);
      for (int i = THEORY_POINT_ORIGIN + 1; i < THEORY_N_POINTS; i++)
        move_by_decay (self, &points[i]);
    }
  for (int i = 0; i < THEORY_N_POINTS; i++)
    points[i].loss = theory_plane_loss (self, points[i].w);
}

void
theory_plane_points (const TheoryPlane *self, TheoryPlanePoint points[THEORY_N_POINTS])
{
  TheoryPlane linear = *self;

  scale (&linear, 1 / self->gain);
  find_points (&linear, points);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    for (int m = 0; m < 2; m++)
      points[i].w[m] *= self->gain;
}
