/* A kick: the gains along the way that a network has learned, and how they change. */
#include "model/network/kick.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Newton's iteration converges quadratically, bisection gains a bit a step; both end early. */
enum
{
  NEWTON_STEPS = 100,
  BISECTIONS = 100,
  WIDENINGS = 60
};

/* The layers of a branch, or the shared ones, from the input upwards. */
typedef struct
{
  int n;
  ModelNetworkLayer *layers;
  double *e[MODEL_MAX_DEPTH + 1]; /* e[l] is read by layer l from below; e[n] is given */
  double gain[MODEL_MAX_DEPTH];
  double least;                   /* the smallest squared gain */
  double excess[MODEL_MAX_DEPTH]; /* of a squared gain over the smallest, >= 0 */
} Part;

static void
get_total_weights (const ModelNetwork *network, double weight[2])
{
  const int *n = network->shape.inputs;
  double *w = num_alloc (n[0] + n[1]);

  model_network_compute_total_weights (network, w);
  for (int m = 0; m < 2; m++)
    {
      const double *v = w + (m == 0 ? 0 : n[0]);

      weight[m] = n[m] == 1 ? v[0] : cblas_dnrm2 (n[m], v, 1);
    }
  free (w);
}

static gboolean
refuse (GError **error, int m, double weight, const char *allowed)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("kick of %s to %g: allowed is %s"),
               m == 0 ? "A" : "B", weight, allowed);
  return FALSE;
}

static gboolean
check (const ModelNetwork *network, const double present[2], const double asked[2], GError **error)
{
  for (int m = 0; m < 2; m++)
    {
      if (!isfinite (asked[m]))
        return refuse (error, m, asked[m], _ ("a finite weight"));
      if (network->shape.inputs[m] > 1 && asked[m] < 0)
        return refuse (error, m, asked[m], _ ("a norm of 0 or more"));
      if (present[m] == 0 && asked[m] != 0)
        return refuse (error, m, asked[m], _ ("0: this branch is silent"));
    }
  return TRUE;
}

/* Directions and gains of a part, from the direction that reads it. */
static void
init_part (Part *self, ModelNetworkLayer *layers, int n, const double *top, int top_size)
{
  *self = (Part){ .n = n, .layers = layers, .least = INFINITY };
  self->e[n] = num_alloc (top_size);
  memcpy (self->e[n], top, top_size * sizeof *top);
  for (int l = n - 1; l >= 0; l--)
    {
      const ModelNetworkLayer *layer = &layers[l];

      self->e[l] = num_alloc (layer->cols);
      cblas_dgemv (CblasRowMajor, CblasTrans, layer->rows, layer->cols, 1, layer->w, layer->cols,
                   self->e[l + 1], 1, 0, self->e[l], 1);
      self->gain[l] = cblas_dnrm2 (layer->cols, self->e[l], 1);
      if (self->gain[l] > 0)
        cblas_dscal (layer->cols, 1 / self->gain[l], self->e[l], 1);
      self->least = fmin (self->least, self->gain[l] * self->gain[l]);
    }
  for (int l = 0; l < n; l++)
    self->excess[l] = self->gain[l] * self->gain[l] - self->least;
}

static void
clear_part (Part *self)
{
  for (int l = 0; l <= self->n; l++)
    free (self->e[l]);
}

/* ln of the product of the gains, where the smallest squared gain is x. */
static double
log_product (const Part *self, double x)
{
  double sum = 0;

  for (int l = 0; l < self->n; l++)
    sum += log (self->excess[l] + x) / 2;
  return sum;
}

/* The smallest squared gain x at which the product of the gains has a logarithm. In ln x the
 * product's logarithm is convex and grows; begun where it is too large, Newton's iteration comes
 * down to the root and never passes it. */
static double
solve_least (const Part *self, double log_target)
{
  double y = 2 * log_target / self->n;

  for (int i = 0; i < NEWTON_STEPS && isfinite (y); i++)
    {
      double slope = 0, step;

      for (int l = 0; l < self->n; l++)
        slope += exp (y) / (self->excess[l] + exp (y)) / 2;
      if (!(slope > 0))
        break;
      step = (log_product (self, exp (y)) - log_target) / slope;
      y -= step;
      if (fabs (step) < 1e-16 * (1 + fabs (y)))
        break;
    }
  return exp (y);
}

typedef struct
{
  Part branch[2], shared;
  double log_asked[2]; /* ln |asked|, -INFINITY for 0 */
  double x[2], z;      /* the new smallest squared gains, of branches and of the shared part */
} Kick;

/* Branches for given shared gains; returns by how much their growth exceeds that of the shared
 * squared gains: it falls in z, from above 0 to below it. */
static double
solve_branches (Kick *self, double z)
{
  const double log_shared = self->shared.n > 0 ? log_product (&self->shared, z) : 0;
  double growth = 0;

  for (int m = 0; m < 2; m++)
    {
      self->x[m] = solve_least (&self->branch[m], self->log_asked[m] - log_shared);
      growth += self->x[m] - self->branch[m].least;
    }
  self->z = z;
  return growth - (z - self->shared.least);
}

static void
solve (Kick *self)
{
  double low, high;

  if (self->shared.n == 0)
    {
      solve_branches (self, 0);
      return;
    }
  low = high = log (self->shared.least);
  for (int i = 0; i < WIDENINGS && solve_branches (self, exp (low)) < 0; i++)
    low -= 1 << MIN (i, 4);
  for (int i = 0; i < WIDENINGS && solve_branches (self, exp (high)) > 0; i++)
    high += 1 << MIN (i, 4);
  for (int i = 0; i < BISECTIONS && high - low > 1e-16 * fabs (low); i++)
    {
      const double middle = (low + high) / 2;

      if (solve_branches (self, exp (middle)) > 0)
        low = middle;
      else
        high = middle;
    }
  solve_branches (self, exp ((low + high) / 2));
}

static void
set_gain (Part *self, int l, double gain)
{
  ModelNetworkLayer *layer = &self->layers[l];

  cblas_dger (CblasRowMajor, layer->rows, layer->cols, gain - self->gain[l], self->e[l + 1], 1,
              self->e[l], 1, layer->w, layer->cols);
}

/* Sets all gains of a part but the first; returns the product of those. */
static double
set_upper_gains (Part *self, double x)
{
  double product = 1;

  for (int l = 1; l < self->n; l++)
    {
      const double gain = sqrt (self->excess[l] + x);

      set_gain (self, l, gain);
      product *= gain;
    }
  return product;
}

/* The first gain of each branch makes up for all rounding. */
static void
set_gains (Kick *self, const double present[2], const double asked[2])
{
  double shared = 1;

  if (self->shared.n > 0)
    {
      shared = set_upper_gains (&self->shared, self->z) * sqrt (self->shared.excess[0] + self->z);
      set_gain (&self->shared, 0, sqrt (self->shared.excess[0] + self->z));
    }
  for (int m = 0; m < 2; m++)
    {
      const double above = shared * set_upper_gains (&self->branch[m], self->x[m]);
      /* e[0] points along the present total weight. */
      const double value = copysign (1, present[m]) * asked[m];

      set_gain (&self->branch[m], 0, above > 0 ? value / above : 0);
    }
}

static void
kick_network (ModelNetwork *network, const double present[2], const double asked[2])
{
  const ModelNetworkShape *s = &network->shape;
  const int width = s->shared_depth > 0 ? s->width : 1;
  const double one = 1;
  Kick kick;

  init_part (&kick.shared, network->shared, s->shared_depth, &one, 1);
  for (int m = 0; m < 2; m++)
    {
      init_part (&kick.branch[m], network->branch[m], s->branch_depth[m], kick.shared.e[0], width);
      kick.log_asked[m] = log (fabs (asked[m]));
    }
  solve (&kick);
  set_gains (&kick, present, asked);
  clear_part (&kick.shared);
  for (int m = 0; m < 2; m++)
    clear_part (&kick.branch[m]);
}

gboolean
model_kick_equal (const ModelKick *self, const ModelKick *other)
{
  return self->epoch == other->epoch && self->weight[0] == other->weight[0] &&
         self->weight[1] == other->weight[1];
}

gboolean
model_kick_apply (ModelNetwork *network, const double weight[2], GError **error)
{
  double present[2];

  get_total_weights (network, present);
  if (!check (network, present, weight, error))
    return FALSE;
  if (weight[0] != present[0] || weight[1] != present[1])
    kick_network (network, present, weight);
  return TRUE;
}
