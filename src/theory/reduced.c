/* The reduced dynamics in logarithms of norms.
 *
 * A branch of depth a >= 2 has the state x = ln u and the direction d of its first layer, v = u d:
 * logarithms make plateaus smooth and keep branches off zero. A branch of depth 1 is v itself,
 * which may pass through zero. With c the norm of the other layers and u the norm of the shared
 * ones, W = c^(a-1) u^p v. Time is in units of tau.
 */
#include "theory/reduced.h"

#include "num/blas.h"
#include "num/matrix.h"
#include "theory/krylov.h"
#include "theory/recording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Powers of e below its start: a layer that falls so far under decay is lost. */
#define LOST 4
/* Per modality; Jacobians and their factorisation stay below 0.2 ms. */
#define MAX_DIRECTIONS 24

typedef struct
{
  ModelMoments *moments;
  const TheoryNetwork *network;
  int n[2], start[2]; /* inputs */
  int state[2], size; /* where the state of a branch begins; all of it */
  double sign[2];     /* of the direction, scalar inputs */
  double *w, *omega;  /* (n): total weights, error correlations */
  double *direction;  /* (n): d, or v for branches of depth 1 */
} Flow;

/* Norms c of both branches and u^p of the shared layers; fills in directions and total weights. */
static double
unpack (Flow *self, const double *y, double c[2])
{
  const double ratio = theory_network_get_speed (self->network, 1);
  /* Balance at another rate of B: u^2 - u_A^2 - u_B^2 / ratio is what it was at the start. */
  double shared, square = self->network->init_scale * self->network->init_scale * (1 - 1 / ratio);

  for (int m = 0; m < 2; m++)
    {
      const double *state = y + self->state[m];
      double *d = self->direction + self->start[m];
      gboolean deep = self->network->branch_depth[m] > 1;

      if (deep && self->n[m] == 1)
        d[0] = self->sign[m];
      else
        memcpy (d, state + (deep ? 1 : 0), self->n[m] * sizeof *d);
      c[m] = deep ? exp (state[0]) : cblas_dnrm2 (self->n[m], d, 1);
      square += c[m] * c[m] / theory_network_get_speed (self->network, m);
    }
  shared = pow (sqrt (square), self->network->shared_depth);
  for (int m = 0; m < 2; m++)
    {
      int a = self->network->branch_depth[m];
      double factor = (a > 1 ? pow (c[m], a) : 1) * shared;

      for (int i = self->start[m]; i < self->start[m] + self->n[m]; i++)
        self->w[i] = factor * self->direction[i];
    }
  return shared;
}

static void
compute_slope (double t, const double *y, double *dydt, void *data)
{
  Flow *self = data;
  int n = self->n[0] + self->n[1];
  double c[2], shared = unpack (self, y, c);

  memcpy (self->omega, self->moments->sigma_yx, n * sizeof (double));
  cblas_dsymv (CblasRowMajor, CblasUpper, n, -1, self->moments->sigma, n, self->w, 1, 1,
               self->omega, 1);
  for (int m = 0; m < 2; m++)
    {
      const double *d = self->direction + self->start[m], *omega = self->omega + self->start[m];
      double *out = dydt + self->state[m];
      int a = self->network->branch_depth[m];
      double speed = theory_network_get_speed (self->network, m) * shared *
                     (a > 2 ? pow (c[m], a - 2) : 1),
             along = 0;

      if (a > 1)
        {
          along = cblas_ddot (self->n[m], d, 1, omega, 1);
          *out++ =
              speed * along - theory_network_get_speed (self->network, m) * self->network->decay;
          if (self->n[m] == 1)
            continue;
        }
      for (int i = 0; i < self->n[m]; i++)
        out[i] = speed * (omega[i] - along * d[i]) - (a > 1 ? 0 : self->network->decay * d[i]);
    }
}

/* Steps of finite size lag behind the flow by half the logarithm of how much its speed grows: this
 * is what they leave of a branch's. */
static double
compute_lag (const Flow *self, const double c[2], const double rate[2], int m)
{
  const double square = c[0] * c[0] + c[1] * c[1];
  const double shared = (c[0] * c[0] * rate[0] + c[1] * c[1] * rate[1]) / square;
  const double quickening =
      (self->network->branch_depth[m] - 1) * rate[m] + self->network->shared_depth * shared;

  return theory_network_get_pace (self->network, quickening, 0);
}

static void
compute_step_slope (double t, const double *y, double *dydt, void *data)
{
  Flow *self = data;
  double c[2], rate[2];

  compute_slope (t, y, dydt, data);
  unpack (self, y, c);
  for (int m = 0; m < 2; m++)
    {
      const double *slope = dydt + self->state[m];
      const double *d = self->direction + self->start[m];

      rate[m] = self->network->branch_depth[m] > 1 ? slope[0]
                : c[m] > 0 ? cblas_ddot (self->n[m], d, 1, slope, 1) / (c[m] * c[m])
                           : 0;
    }
  for (int m = 0; m < 2; m++)
    cblas_dscal ((m == 0 ? self->state[1] : self->size) - self->state[m],
                 compute_lag (self, c, rate, m), dydt + self->state[m], 1);
}

static void
compute_weights (const double *y, double *w, gpointer data)
{
  Flow *self = data;
  double c[2];

  unpack (self, y, c);
  memcpy (w, self->w, (self->n[0] + self->n[1]) * sizeof *w);
}

/* Lays out the state and fills it with the balanced start: every layer of norm u0, first layers
 * along s_m on the side of W*. */
static void
start (Flow *self, double *y, double *scale)
{
  double u0 = self->network->init_scale;
  double *w_star = self->w;

  model_moments_solve (self->moments, w_star);
  for (int m = 0; m < 2; m++)
    {
      const double *s = self->moments->sigma_yx + self->start[m];
      double norm = cblas_dnrm2 (self->n[m], s, 1);
      double final = cblas_dnrm2 (self->n[m], w_star + self->start[m], 1);
      double along = cblas_ddot (self->n[m], s, 1, w_star + self->start[m], 1);
      /* Rounding leaves a W* of nothing with a sign. */
      double side = along < -1e-12 * norm && along < -1e-9 * norm * final ? -1 : 1;
      gboolean deep = self->network->branch_depth[m] > 1;
      double *state = y + self->state[m], *tolerated = scale + self->state[m];

      self->sign[m] = (norm > 0 ? (s[0] < 0 ? -1 : 1) : 1) * side;
      if (deep)
        {
          *state++ = log (u0);
          *tolerated++ = 1;
        }
      for (int i = 0; i < self->n[m] && !(deep && self->n[m] == 1); i++)
        {
          double d = norm > 0 ? side * s[i] / norm : (i == 0 ? 1 : 0);

          state[i] = deep ? d : u0 * d;
          tolerated[i] = deep ? 1 : u0;
        }
    }
}

static int
lay_out (Flow *self)
{
  self->size = 0;
  for (int m = 0; m < 2; m++)
    {
      gboolean deep = self->network->branch_depth[m] > 1;

      self->state[m] = self->size;
      self->size += deep ? 1 + (self->n[m] > 1 ? self->n[m] : 0) : self->n[m];
    }
  return self->size;
}

gboolean
theory_reduced_record (const ModelMoments *moments,
                       const TheoryNetwork *network,
                       const TheoryLevels *levels,
                       gboolean finite_steps,
                       double end,
                       ModelHistory *history,
                       double t[2],
                       const int *cancel)
{
  g_autoptr (ModelMoments) small = theory_krylov_compress (moments, MAX_DIRECTIONS);
  Flow flow = { .moments = small,
                .network = network,
                .n = { small->n_a, small->n_b },
                .start = { 0, small->n_a } };
  int n = small->n_a + small->n_b, size = lay_out (&flow);
  double *block = num_alloc (3 * n + 2 * size);
  double *y = block + 3 * n, *scale = y + size;
  const TheoryDynamics dynamics = { .compute_slope =
                                        finite_steps ? compute_step_slope : compute_slope,
                                    .compute_weights = compute_weights,
                                    .data = &flow,
                                    .size = size,
                                    .scale = scale,
                                    .moments = small,
                                    .norms = moments->n_a + moments->n_b > 2,
                                    .rests = network->decay > 0,
                                    .lost = log (network->init_scale) - LOST,
                                    .gain = network->gain,
                                    .learning_rate = network->learning_rate };
  gboolean learned;

  flow.w = block;
  flow.omega = block + n;
  flow.direction = block + 2 * n;
  start (&flow, y, scale);
  learned = theory_recording_run (&dynamics, y, 0, end, levels, history, t, cancel);
  free (block);
  return learned;
}

TheoryReduced *
theory_reduced_new (const ModelMoments *moments,
                    const TheoryNetwork *network,
                    const TheoryLevels *levels,
                    double end,
                    const int *cancel)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  TheoryReduced *out = g_new0 (TheoryReduced, 1);

  out->learned =
      theory_reduced_record (moments, network, levels, FALSE, end, history, out->t, cancel);
  out->history = model_history_view (history);
  return out;
}

void
theory_reduced_free (TheoryReduced *self)
{
  if (self == NULL)
    return;
  model_history_view_unref (self->history);
  g_free (self);
}
