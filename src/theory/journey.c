/* The run of a network piece by piece: theory where it is long, the network itself where both
 * modalities and the shared layers move at once.
 *
 * b is the vector along which the shared layers read; time is in units of tau, but for epochs.
 */
#include "theory/journey.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "theory/growth.h"

#include <math.h>
#include <string.h>

/* Of the plateau or the end, where a weight begins to be felt by the others. */
#define FELT 0.05
/* Of the plateau, where the first modality has come to rest. */
#define SETTLED 0.998
/* What is left of the loss that can be learned, where all is. */
#define LEARNED 1e-6
/* Largest change of a weight between two rows, relative to its plateau or end. */
#define ROW_CHANGE 0.01

typedef struct
{
  const TheoryPrediction *prediction;
  const TheoryNetwork *constants; /* of the experiment */
  const ModelMoments *moments;
  double end;  /* units of tau */
  double loss; /* where all is learned */
  double change;
  ModelHistory *history;
  const int *cancel;
  ModelNetwork *network; /* now */
  double time;
  double lag[2]; /* of finite steps, epochs: each modality's */
  int rows;      /* whose lag the last rows have */
  int first;
  TheoryGrowthWay way; /* of the present piece */
  double *weights;     /* (n) at its end */
} Journey;

static int
get_n (const Journey *self)
{
  return self->moments->n_a + self->moments->n_b;
}

/* Total weights as a history records them. */
static double
get_level (const Journey *self, int m)
{
  double level[2];

  theory_fixed_points_get_levels (self->moments->n_a, self->moments->n_b, self->weights, level);
  return level[m];
}

static void
append_row (Journey *self, double epoch)
{
  ModelHistoryRow row = { .epoch = epoch };

  row.loss = MAX (model_moments_loss (self->moments, self->weights), 0);
  for (int m = 0; m < 2; m++)
    row.weight[m] = get_n (self) > 2 ? fabs (get_level (self, m)) : get_level (self, m);
  model_history_append (self->history, &row);
}

/* b (width): W^L ... W^{Lf+1}; (1): 1 in late fusion. Returns its length, and leaves it at 1. */
static double
compute_shared_vector (const ModelNetwork *network, double *b)
{
  const int p = network->shape.shared_depth, width = network->shape.width;
  double length;
  g_autofree double *above = g_new (double, width);

  b[0] = 1;
  if (p == 0)
    return 1;
  memcpy (b, network->shared[p - 1].w, width * sizeof *b);
  for (int l = p - 2; l >= 0; l--)
    {
      memcpy (above, b, width * sizeof *b);
      cblas_dgemv (CblasRowMajor, CblasTrans, width, width, 1, network->shared[l].w, width, above,
                   1, 0, b, 1);
    }
  length = cblas_dnrm2 (width, b, 1);
  cblas_dscal (width, 1 / length, b, 1);
  return length;
}

/* Branch m as it is seen along the unit vector b: a network of late fusion whose other branch is
 * silent. */
static ModelNetwork *
cut_branch (const ModelNetwork *network, int m, const double *b)
{
  const int f = network->shape.branch_depth[m];
  const ModelNetworkLayer *top = &network->branch[m][f - 1];
  ModelNetworkShape shape = network->shape;
  ModelNetwork *branch;

  shape.branch_depth[1 - m] = 1;
  shape.shared_depth = 0;
  branch = model_network_new (&shape);
  for (int l = 0; l < f - 1; l++)
    memcpy (branch->branch[m][l].w, network->branch[m][l].w,
            (gsize) network->branch[m][l].rows * network->branch[m][l].cols * sizeof (double));
  cblas_dgemv (CblasRowMajor, CblasTrans, top->rows, top->cols, 1, top->w, top->cols, b, 1, 0,
               branch->branch[m][f - 1].w, 1);
  return branch;
}

/* Puts a branch that was cut from it back into a network: of its top layer only what is seen along
 * b has changed. */
static void
put_back_branch (ModelNetwork *network, int m, const double *b, const ModelNetwork *branch)
{
  const int f = network->shape.branch_depth[m];
  const ModelNetworkLayer *top = &network->branch[m][f - 1];
  g_autofree double *change = g_new (double, top->cols);

  for (int l = 0; l < f - 1; l++)
    memcpy (network->branch[m][l].w, branch->branch[m][l].w,
            (gsize) network->branch[m][l].rows * network->branch[m][l].cols * sizeof (double));
  memcpy (change, branch->branch[m][f - 1].w, top->cols * sizeof *change);
  cblas_dgemv (CblasRowMajor, CblasTrans, top->rows, top->cols, -1, top->w, top->cols, b, 1, 1,
               change, 1);
  cblas_dger (CblasRowMajor, top->rows, top->cols, 1, b, 1, change, 1, top->w, top->cols);
}

/* What finite steps add to the epochs of a modality between two nodes: its speed is sqrt (K) times
 * the error, see theory_network_get_pace(). */
static double
compute_lag (const Journey *self, const TheoryGrowthNode *from, const TheoryGrowthNode *to, int m)
{
  const double time = to->time - from->time;
  double growth;

  if (!(from->kernel[m] > 0 && to->kernel[m] > 0 && time > 0))
    return 0;
  growth = log (to->kernel[m] / from->kernel[m]) / 2 / time;
  return time / self->constants->learning_rate *
         (1 / theory_network_get_pace (self->constants, growth, 0) - 1);
}

/* The present piece as rows but for its end, and what is true there. Total weights are held + scale
 * times the way's.
 * @m: the modality that grows: its lag is the rows'; what it was ahead of the other one, whose rows
 * came before, it takes back on the way */
static void
append_piece (Journey *self, int m, const double *held, double scale)
{
  const GArray *nodes = self->way.nodes;
  const TheoryGrowthNode *node = &g_array_index (nodes, TheoryGrowthNode, 0);
  const double eta = self->constants->learning_rate, ahead = self->lag[1 - m] - self->lag[m];
  const double whole = g_array_index (nodes, TheoryGrowthNode, nodes->len - 1).time;
  const gboolean is_own = m == self->rows || !(whole > 0);
  const int n = get_n (self);

  for (guint i = 0; i < nodes->len; i++, node++)
    {
      const double *total = &g_array_index (self->way.totals, double, n *i);
      double lag;

      for (int k = 0; k < 2 && i > 0; k++)
        self->lag[k] += compute_lag (self, node - 1, node, k);
      lag = self->lag[m] + (is_own ? 0 : ahead * (1 - node->time / whole));
      for (int k = 0; k < n; k++)
        self->weights[k] = held[k] + scale * total[k];
      if (i + 1 < nodes->len)
        append_row (self, (self->time + node->time) / eta + lag);
    }
  self->rows = m;
  self->time += whole;
  g_array_set_size (self->way.nodes, 0);
  g_array_set_size (self->way.totals, 0);
}

/* FALSE where cancelled. */
static gboolean
follow (Journey *self, const ModelMoments *moments, const TheoryGrowthEnd *end, int m)
{
  g_autofree double *nothing = g_new0 (double, get_n (self));

  /* Stuck, it stays where it is. */
  theory_growth_follow (self->network, moments, end, self->change, &self->way, self->cancel);
  if (num_is_cancelled (self->cancel))
    return FALSE;
  append_piece (self, m, nothing, 1);
  return TRUE;
}

/* A constant error. */
static ModelMoments *
new_error (const Journey *self)
{
  ModelMoments *error = model_moments_new (self->moments->n_a, self->moments->n_b);

  error->sigma_yy = G_MAXDOUBLE;
  return error;
}

/* 1. Out of the origin, under the constant error s, until a modality is felt. */
static gboolean
leave_origin (Journey *self)
{
  const TheoryRates *rates = &self->prediction->rates;
  g_autoptr (ModelMoments) error = new_error (self);
  TheoryGrowthEnd end = { .loss = -1, .time = self->end };

  memcpy (error->sigma_yx, self->moments->sigma_yx, get_n (self) * sizeof (double));
  for (int m = 0; m < 2; m++)
    end.weight[m] = rates->p[m] > 0 ? FELT * rates->p[m] : INFINITY;
  if (!follow (self, error, &end, self->prediction->times.first))
    return FALSE;
  self->first =
      fabs (get_level (self, 1)) * end.weight[0] > fabs (get_level (self, 0)) * end.weight[1];
  return TRUE;
}

static gboolean
is_over (const Journey *self)
{
  return self->time >= self->end || model_moments_loss (self->moments, self->weights) <= self->loss;
}

/* 2. The network itself, until the first modality rests on its plateau, or the second is learned,
 * too. */
static gboolean
settle (Journey *self, gboolean *settled)
{
  const TheoryRates *rates = &self->prediction->rates;
  const int first = self->first, second = 1 - first;
  const gboolean stops = rates->d[second] > 0 && self->constants->branch_depth[second] > 1;
  TheoryGrowthEnd end = { { INFINITY, INFINITY }, self->loss, self->end - self->time };

  if (stops)
    {
      end.weight[first] = SETTLED * rates->p[first];
      end.weight[second] = rates->end[second] / 2;
    }
  if (!follow (self, self->moments, &end, first))
    return FALSE;
  *settled = stops && fabs (get_level (self, second)) < end.weight[second] * (1 - 1e-3);
  return TRUE;
}

/* scale D of modality m, where the other one rests on its plateau. Returns the sum of its
 * variances. */
static double
set_residual (const Journey *self, int m, double scale, double *out)
{
  const ModelMoments *moments = self->moments;
  const int n = get_n (self), begin = m == 0 ? 0 : moments->n_a;
  const int end = m == 0 ? moments->n_a : n;
  const double *plateau = self->prediction->points->point[THEORY_POINT_A + 1 - m].w;
  double trace = 0;

  for (int i = begin; i < end; i++)
    {
      const double *row = moments->sigma + (gsize) i * n;

      out[i] = scale * (moments->sigma_yx[i] - cblas_ddot (n, row, 1, plateau, 1));
      trace += row[i];
    }
  return trace;
}

/* 3. The plateau: the second branch alone, seen along a fixed b, under the constant error D, until
 * it is felt. */
static gboolean
wait (Journey *self)
{
  const int second = 1 - self->first, n_a = self->moments->n_a;
  const TheoryRates *rates = &self->prediction->rates;
  g_autofree double *b = g_new (double, self->network->shape.width);
  g_autofree double *held = g_memdup2 (self->weights, get_n (self) * sizeof (double));
  g_autoptr (ModelMoments) error = new_error (self);
  const double length = compute_shared_vector (self->network, b);
  const double trace = set_residual (self, second, length, error->sigma_yx);
  g_autoptr (ModelNetwork) branch = cut_branch (self->network, second, b);
  TheoryGrowthEnd end = { { INFINITY, INFINITY }, -1, self->end - self->time };

  /* Until the first weight has followed, the error vanishes at D / S. */
  end.weight[second] = FELT * fmin (rates->end[second], rates->d[second] / trace) / length;
  theory_growth_follow (branch, error, &end, self->change / length, &self->way, self->cancel);
  if (num_is_cancelled (self->cancel))
    return FALSE;
  memset (second == 0 ? held : held + n_a, 0,
          (second == 0 ? n_a : self->moments->n_b) * sizeof *held);
  append_piece (self, second, held, length);
  put_back_branch (self->network, second, b, branch);
  return TRUE;
}

/* 4. The network itself to its end. */
static gboolean
arrive (Journey *self)
{
  const TheoryGrowthEnd end = { { INFINITY, INFINITY }, self->loss, self->end - self->time };

  return follow (self, self->moments, &end, 1 - self->first);
}

static gboolean
travel (Journey *self)
{
  gboolean settled = FALSE;

  if (!leave_origin (self) || (!is_over (self) && !settle (self, &settled)))
    return FALSE;
  if (settled && !is_over (self) && !wait (self))
    return FALSE;
  if (!is_over (self) && !arrive (self))
    return FALSE;
  append_row (self, self->time / self->constants->learning_rate + self->lag[self->rows]);
  return TRUE;
}

gboolean
theory_journey_record (ModelNetwork *network,
                       const TheoryPrediction *prediction,
                       double end,
                       ModelHistory *history,
                       const int *cancel)
{
  const TheoryRates *rates = &prediction->rates;
  const TheoryFixedPoint *points = prediction->points->point;
  const double rest = points[THEORY_POINT_SOLUTION].loss;
  const double largest =
      fmax (fmax (rates->p[0], rates->p[1]), fmax (rates->end[0], rates->end[1]));
  Journey self = { .prediction = prediction,
                   .constants = &prediction->network,
                   .moments = prediction->moments,
                   .end = end * prediction->network.learning_rate,
                   .loss = rest + LEARNED * (points[THEORY_POINT_ORIGIN].loss - rest),
                   .change = largest > 0 ? ROW_CHANGE * largest : INFINITY,
                   .history = history,
                   .cancel = cancel,
                   .network = network };
  gboolean done;

  theory_growth_way_init (&self.way);
  self.weights = g_new0 (double, get_n (&self));
  done = travel (&self);
  theory_growth_way_clear (&self.way);
  g_free (self.weights);
  return done;
}
