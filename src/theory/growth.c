/* Follows networks in steps of gradient flow, and fits curves to branches. */
#include "theory/growth.h"

#include "model/step/flow_curve.h"
#include "num/blas.h"
#include "num/roots.h"
#include "num/spline.h"

#include <math.h>

enum
{
  ORDER = 6,
  MOST_STEPS = 500,
  MOST_TRIES = 40,
  MOST_BETWEEN = 64
};

/* Of a step's error, relative to the norm of each layer; times then hold to 1e-5. */
#define TOLERANCE 1e-6
/* Between two nodes of a curve, in its coordinate: the spline through them holds to 1e-4. */
#define SPACING 0.5
/* How far the kernel may be from an aligned, balanced branch's where the curve ends. */
#define ALIGNED 1e-3

typedef struct
{
  ModelNetwork *now, *next;
  ModelFlowStep *step;
  ModelFlowCurve curve;
  double length;   /* of the step to try first; 0: to be guessed */
  double *total;   /* (n) at the end of the last step */
  double *weights; /* (n) now */
  double *between; /* (n) on the way */
  int inputs[2], n;
  TheoryGrowthNode node;
  const int *cancel;
} Walk;

static void
walk_init (Walk *self, const ModelNetwork *network, const ModelMoments *moments, const int *cancel)
{
  *self = (Walk){ .cancel = cancel, .inputs = { moments->n_a, moments->n_b } };
  self->n = moments->n_a + moments->n_b;
  self->total = g_new (double, 3 * self->n);
  self->weights = self->total + self->n;
  self->between = self->weights + self->n;
  self->now = model_network_copy (network);
  self->next = model_network_copy (network);
  self->step = model_flow_step_new (network, moments, 1);
  model_flow_curve_init (&self->curve, self->n);
}

static void
walk_clear (Walk *self)
{
  model_network_free (self->now);
  model_network_free (self->next);
  model_flow_step_free (self->step);
  model_flow_curve_clear (&self->curve);
  g_free (self->total);
}

/* Looks at the network as it is now. FALSE where cancelled. */
static gboolean
walk_look (Walk *self)
{
  const double *kernel;

  if (!model_flow_step_begin (self->step, self->now, self->cancel))
    return FALSE;
  memcpy (self->weights, model_flow_step_get_total_weights (self->step), self->n * sizeof (double));
  kernel = model_flow_step_get_kernel (self->step);
  for (int m = 0, i = 0; m < 2; m++)
    {
      self->node.kernel[m] = 0;
      for (int k = 0; k < self->inputs[m]; k++, i++)
        self->node.kernel[m] += kernel[i * (self->n + 1)] / self->inputs[m];
    }
  return TRUE;
}

static double
get_size (const Walk *self, const double *w, int m)
{
  return m == 0 ? cblas_dnrm2 (self->inputs[0], w, 1)
                : cblas_dnrm2 (self->inputs[1], w + self->inputs[0], 1);
}

static void
append (const Walk *self, const TheoryGrowthNode *node, const double *w, TheoryGrowthWay *way)
{
  g_array_append_val (way->nodes, *node);
  g_array_append_vals (way->totals, w, self->n);
}

/* The network at the end of a step of some length from now. */
static gboolean
walk_try (Walk *self, double length, double *error)
{
  model_flow_step_set_length (self->step, length);
  for (int i = 1; i <= ORDER; i++)
    if (!model_flow_step_run (self->step, i, self->cancel))
      return FALSE;
  return model_flow_step_estimate (self->step, ORDER, error, self->cancel);
}

static gboolean
walk_finish (Walk *self)
{
  return model_flow_step_finish (self->step, ORDER, self->next, self->total, self->cancel);
}

/* A step as long as the tolerance lets it be, and not longer than a limit. FALSE where cancelled,
 * and where there is none. */
static gboolean
walk_reach (Walk *self, double limit, double *length)
{
  double error = INFINITY;

  if (self->length <= 0)
    self->length = model_flow_step_guess_length (self->step);
  for (int i = 0; i < MOST_TRIES && !(error <= TOLERANCE); i++)
    {
      *length = fmin (self->length, limit);
      if (!isfinite (*length) || !walk_try (self, *length, &error))
        return FALSE;
      self->length =
          *length * CLAMP (0.85 * pow (fmax (error, 1e-30) / TOLERANCE, -1.0 / ORDER), 0.2, 5);
    }
  return error <= TOLERANCE && walk_finish (self);
}

static void
walk_take (Walk *self, double length)
{
  ModelNetwork *next = self->next;

  self->next = self->now;
  self->now = next;
  self->node.time += length;
}

typedef struct
{
  const Walk *walk;
  int m;
  double end;
} Crossing;

static double
compute_beyond (double fraction, void *data)
{
  const Crossing *self = data;

  model_flow_curve_evaluate (&self->walk->curve, fraction, self->walk->between);
  return get_size (self->walk, self->walk->between, self->m) - self->end;
}

/* The part of the last step after which the first weight has reached its end; 1: none does. */
static double
find_crossing (Walk *self, const double end[2])
{
  double fraction = 1;

  for (int m = 0; m < 2; m++)
    {
      Crossing crossing = { self, m, end[m] };

      if (get_size (self, self->total, m) >= end[m])
        num_root (compute_beyond, &crossing, 0, fraction, 1e-9, &fraction);
    }
  return fraction;
}

/* Nodes inside the last step, or the part of it that is taken. */
static void
append_between (Walk *self, double length, double fraction, double change, TheoryGrowthWay *way)
{
  double largest = 0;
  int n;

  model_flow_curve_evaluate (&self->curve, fraction, self->between);
  for (int i = 0; i < self->n; i++)
    largest = fmax (largest, fabs (self->between[i] - self->weights[i]));
  n = (int) fmin (ceil (largest / change), MOST_BETWEEN);
  for (int i = 1; i < n; i++)
    {
      TheoryGrowthNode node = self->node;

      node.time += fraction * length * i / n;
      model_flow_curve_evaluate (&self->curve, fraction * i / n, self->between);
      append (self, &node, self->between, way);
    }
}

static gboolean
is_at_end (const Walk *self, const ModelMoments *moments, const TheoryGrowthEnd *end)
{
  for (int m = 0; m < 2; m++)
    /* Roots are found to rounding. */
    if (get_size (self, self->weights, m) >= end->weight[m] * (1 - 1e-6))
      return TRUE;
  return self->node.time >= end->time || model_moments_loss (moments, self->weights) <= end->loss;
}

/* Kernels between the step's ends, of which both are known now. */
static void
fill_kernels (TheoryGrowthWay *way, guint begin)
{
  TheoryGrowthNode *nodes = &g_array_index (way->nodes, TheoryGrowthNode, begin);
  const guint n = way->nodes->len - 1 - begin;

  for (guint i = 1; i < n; i++)
    for (int m = 0; m < 2; m++)
      if (nodes[0].kernel[m] > 0)
        nodes[i].kernel[m] =
            nodes[0].kernel[m] * pow (nodes[n].kernel[m] / nodes[0].kernel[m], (double) i / n);
}

/* One step, cut where a weight reaches its end. */
static gboolean
walk_step_until (Walk *self, const TheoryGrowthEnd *end, double change, TheoryGrowthWay *way)
{
  double length, fraction, error;

  if (!walk_reach (self, end->time - self->node.time, &length))
    return FALSE;
  model_flow_curve_fit (&self->curve, self->step, ORDER, self->total);
  fraction = find_crossing (self, end->weight);
  append_between (self, length, fraction, change, way);
  if (fraction < 1 && (!walk_try (self, fraction * length, &error) || !walk_finish (self)))
    return FALSE;
  walk_take (self, fraction * length);
  return TRUE;
}

void
theory_growth_way_init (TheoryGrowthWay *self)
{
  self->nodes = g_array_new (FALSE, FALSE, sizeof (TheoryGrowthNode));
  self->totals = g_array_new (FALSE, FALSE, sizeof (double));
}

void
theory_growth_way_clear (TheoryGrowthWay *self)
{
  g_array_unref (self->nodes);
  g_array_unref (self->totals);
}

gboolean
theory_growth_follow (ModelNetwork *network,
                      const ModelMoments *moments,
                      const TheoryGrowthEnd *end,
                      double change,
                      TheoryGrowthWay *way,
                      const int *cancel)
{
  Walk walk;
  gboolean arrived = FALSE, going = TRUE;
  guint begin = 0;

  walk_init (&walk, network, moments, cancel);
  for (int i = 0; i < MOST_STEPS && going && !arrived; i++)
    {
      going = walk_look (&walk);
      if (!going)
        break;
      append (&walk, &walk.node, walk.weights, way);
      fill_kernels (way, begin);
      begin = way->nodes->len - 1;
      arrived = is_at_end (&walk, moments, end);
      going = arrived || walk_step_until (&walk, end, change, way);
    }
  memcpy (network->weights, walk.now->weights, network->n_weights * sizeof (double));
  walk_clear (&walk);
  return arrived;
}

/* A curve's nodes towards one side: weights against the sign of the error, or with it. */
typedef struct
{
  int m, depth;
  double sign, unit; /* of the weight: where the kernel leaves that of the start */
} Side;

static double
compute_balanced_kernel (double weight, int depth)
{
  return depth * pow (fabs (weight), 2 - 2.0 / depth);
}

static gboolean
is_aligned (const Walk *walk, const Side *side)
{
  const double weight = walk->weights[side->m];

  return weight * side->sign > 0 &&
         fabs (walk->node.kernel[side->m] / compute_balanced_kernel (weight, side->depth) - 1) <
             ALIGNED;
}

/* Follows a branch until it has grown aligned. FALSE where cancelled, and where it never does. */
static gboolean
follow_side (const ModelNetwork *network, const Side *side, TheoryGrowthWay *way, const int *cancel)
{
  g_autoptr (ModelMoments) error = model_moments_new (1, 1);
  gboolean aligned = FALSE, going = TRUE;
  Walk walk;

  error->sigma_yx[side->m] = side->sign;
  walk_init (&walk, network, error, cancel);
  for (int i = 0; i < MOST_STEPS && going && !aligned; i++)
    {
      double length;

      going = walk_look (&walk) && walk.node.kernel[side->m] > 0;
      if (!going)
        break;
      append (&walk, &walk.node, walk.weights, way);
      /* Two nodes each way, and the start, make a spline. */
      aligned = i >= 2 && is_aligned (&walk, side);
      length = SPACING * hypot (walk.weights[side->m], side->unit) / walk.node.kernel[side->m];
      going = aligned || walk_reach (&walk, length, &length);
      if (going && !aligned)
        walk_take (&walk, length);
    }
  walk_clear (&walk);
  return aligned;
}

struct TheoryGrowth
{
  int depth;
  double unit;         /* w of the coordinate asinh (W / w) */
  double start;        /* coordinate */
  double first, last;  /* coordinates between which the curve is known */
  double remainder[2]; /* beyond: of the kernel, relative to the balanced one's, times |W|^(2/f) */
  NumSpline *rate;     /* ln of it, over the coordinate */
};

static double
get_weight (const TheoryGrowthWay *way, int m, guint i)
{
  return g_array_index (way->totals, double, 2 * i + m);
}

static double
get_kernel (const TheoryGrowthWay *way, int m, guint i)
{
  return g_array_index (way->nodes, TheoryGrowthNode, i).kernel[m];
}

static void
get_ends (const Side *side, const TheoryGrowthWay *way, double *coordinate, double *remainder)
{
  const guint last = way->nodes->len - 1;
  const double weight = get_weight (way, side->m, last);

  *coordinate = asinh (weight / side->unit);
  *remainder =
      (get_kernel (way, side->m, last) / compute_balanced_kernel (weight, side->depth) - 1) *
      pow (fabs (weight), 2.0 / side->depth);
}

static void
fit (TheoryGrowth *self, const Side *side, const TheoryGrowthWay *down, const TheoryGrowthWay *up)
{
  const int middle = (int) down->nodes->len - 1, n = middle + (int) up->nodes->len;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);

  for (int i = 0; i < n; i++)
    {
      const TheoryGrowthWay *way = i < middle ? down : up;
      const guint node = ABS (i - middle);
      const double weight = get_weight (way, side->m, node);

      x[i] = asinh (weight / side->unit);
      y[i] = log (get_kernel (way, side->m, node) / hypot (weight, side->unit));
    }
  self->rate = num_spline_new (n, x, y);
  self->start = x[middle];
  get_ends (side, down, &self->first, &self->remainder[0]);
  get_ends (side, up, &self->last, &self->remainder[1]);
}

/* The weight at which a balanced branch's kernel would be what the network's is at its start. */
static gboolean
compute_unit (const ModelNetwork *network, Side *side, const int *cancel)
{
  g_autoptr (ModelMoments) nothing = model_moments_new (1, 1);
  gboolean grows;
  Walk walk;

  walk_init (&walk, network, nothing, cancel);
  grows = walk_look (&walk) && walk.node.kernel[side->m] > 0;
  side->unit = grows && side->depth > 1 ? pow (walk.node.kernel[side->m] / side->depth,
                                               side->depth / (2.0 * side->depth - 2))
                                        : 1;
  walk_clear (&walk);
  return grows;
}

TheoryGrowth *
theory_growth_new (const ModelNetwork *network, int m, const int *cancel)
{
  Side side = { .m = m, .depth = network->shape.branch_depth[m] };
  TheoryGrowth *self = NULL;
  TheoryGrowthWay way[2]; /* against the error, and with it */
  gboolean grows;

  for (int i = 0; i < 2; i++)
    theory_growth_way_init (&way[i]);
  grows = compute_unit (network, &side, cancel);
  for (int i = 0; i < 2 && grows; i++)
    {
      side.sign = i == 0 ? -1 : 1;
      grows = follow_side (network, &side, &way[i], cancel);
    }
  if (grows)
    {
      self = g_new0 (TheoryGrowth, 1);
      self->depth = side.depth;
      self->unit = side.unit;
      fit (self, &side, &way[0], &way[1]);
    }
  for (int i = 0; i < 2; i++)
    theory_growth_way_clear (&way[i]);
  return self;
}

void
theory_growth_free (TheoryGrowth *self)
{
  if (self == NULL)
    return;
  num_spline_free (self->rate);
  g_free (self);
}

double
theory_growth_get_coordinate (const TheoryGrowth *self, double init_scale, double weight)
{
  return asinh (weight / (self->unit * pow (init_scale, self->depth)));
}

double
theory_growth_get_weight (const TheoryGrowth *self, double init_scale, double coordinate)
{
  return self->unit * pow (init_scale, self->depth) * sinh (coordinate);
}

double
theory_growth_get_start (const TheoryGrowth *self)
{
  return self->start;
}

/* Beyond the nodes: f |W|^(1-2/f) (1 + remainder |W|^(-2/f)). */
static double
extend_rate (const TheoryGrowth *self, double coordinate, double *slope)
{
  const int f = self->depth;
  const double log_weight = fabs (coordinate) + log (self->unit / 2);
  const double rest = self->remainder[coordinate > 0] * exp (-2.0 / f * log_weight);

  *slope = (1 - 2.0 / f - 2.0 / f * rest / (1 + rest)) * (coordinate > 0 ? 1 : -1);
  return log (f * (1 + rest)) + (1 - 2.0 / f) * log_weight;
}

double
theory_growth_get_rate (const TheoryGrowth *self,
                        double init_scale,
                        double coordinate,
                        double *quickening)
{
  double slope, rate;

  if (coordinate > self->first && coordinate < self->last)
    rate = num_spline_evaluate (self->rate, coordinate, &slope);
  else
    rate = extend_rate (self, coordinate, &slope);
  rate = pow (init_scale, self->depth - 2) * exp (rate);
  /* Speed is sqrt (K) times the error, and K the rate times cosh of the coordinate. */
  if (quickening != NULL)
    *quickening = rate * (slope + tanh (coordinate)) / 2;
  return rate;
}
