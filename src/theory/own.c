/* A network's own start, and which dynamics goes on from it. */
#include "theory/own.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "theory/growth.h"
#include "theory/init_scale.h"
#include "theory/journey.h"
#include "theory/measure.h"
#include "theory/recording.h"

#include <math.h>
#include <string.h>

/* Coordinates, of weights against those at the start, from which two layers lose what they hold of
 * the other sign: to rounding, and to the error of a step of gradient flow. */
#define LOST_BY_DESCENT 36
#define LOST_BY_FLOW 20
/* Eighth powers of smaller scales are none. */
#define SMALLEST_SCALE 1e-36

struct TheoryOwnStart
{
  gatomicrefcount ref_count;
  guint64 seed;
  ModelNetworkShape shape;
  ModelInit init;
  gboolean linear;
  ModelNetwork *unit;      /* at the initial scale 1; NULL: the reduced dynamics */
  TheoryGrowth *growth[2]; /* late fusion of scalars */
};

static gboolean
is_scalar (const ModelNetworkShape *shape)
{
  return shape->inputs[0] == 1 && shape->inputs[1] == 1;
}

static void
forget_growth (TheoryOwnStart *self)
{
  for (int m = 0; m < 2; m++)
    g_clear_pointer (&self->growth[m], theory_growth_free);
}

/* Both branches, or none: one of width 1 cannot change its sign, and has no curve through 0. */
static void
find_growth (TheoryOwnStart *self, const int *cancel)
{
  for (int m = 0; m < 2; m++)
    self->growth[m] = theory_growth_new (self->unit, m, cancel);
  if (self->growth[0] == NULL || self->growth[1] == NULL)
    forget_growth (self);
}

TheoryOwnStart *
theory_own_start_new (const ModelExperiment *experiment, const int *cancel)
{
  g_autoptr (TheoryOwnStart) self = g_new0 (TheoryOwnStart, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->seed = model_experiment_get (experiment, MODEL_SEED);
  self->init = model_experiment_get_int (experiment, MODEL_INIT);
  self->linear = model_experiment_is_linear (experiment);
  model_network_shape_from_experiment (&self->shape, experiment);
  self->unit = self->linear ? theory_init_scale_draw (experiment, cancel) : NULL;
  if (self->unit != NULL && self->shape.shared_depth == 0 && is_scalar (&self->shape))
    find_growth (self, cancel);
  return num_is_cancelled (cancel) ? NULL : g_steal_pointer (&self);
}

TheoryOwnStart *
theory_own_start_ref (TheoryOwnStart *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
theory_own_start_unref (TheoryOwnStart *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  model_network_free (self->unit);
  forget_growth (self);
  g_free (self);
}

gboolean
theory_own_start_serves (const TheoryOwnStart *self, const ModelExperiment *experiment)
{
  ModelNetworkShape shape;

  model_network_shape_from_experiment (&shape, experiment);
  return model_network_shape_equal (&shape, &self->shape) &&
         model_experiment_is_linear (experiment) == self->linear &&
         self->seed == (guint64) model_experiment_get (experiment, MODEL_SEED) &&
         self->init == (ModelInit) model_experiment_get_int (experiment, MODEL_INIT);
}

typedef struct
{
  const TheoryOwnStart *start;
  const TheoryPrediction *prediction;
  const TheoryNetwork *network;
  const ModelMoments *moments;
  double init_scale; /* as given to the initialisation */
  double end;
  ModelHistory *history;
  const int *cancel;
} Own;

/* The planar flow of late fusion. */
static void
compute_late_slope (double t, const double *y, double *dydt, void *data)
{
  const Own *self = data;
  double w[2];

  for (int m = 0; m < 2; m++)
    w[m] = theory_growth_get_weight (self->start->growth[m], self->init_scale, y[m]);
  for (int m = 0; m < 2; m++)
    {
      const double *sigma = self->moments->sigma + 2 * m;
      const double omega = self->moments->sigma_yx[m] - sigma[0] * w[0] - sigma[1] * w[1];
      const double drive = omega * theory_network_get_speed (self->network, m);
      double quickening;

      dydt[m] = drive * theory_growth_get_rate (self->start->growth[m], self->init_scale, y[m],
                                                &quickening);
      dydt[m] *= theory_network_get_pace (
          self->network, quickening * drive,
          theory_network_get_variance (self->network, self->moments->sigma[3 * m],
                                       model_moments_loss (self->moments, w), omega));
    }
}

static void
compute_late_weights (const double *y, double *w, gpointer data)
{
  const Own *self = data;

  for (int m = 0; m < 2; m++)
    w[m] = theory_growth_get_weight (self->start->growth[m], self->init_scale, y[m]);
}

static void
record_late (Own *self)
{
  const double scale[2] = { 1, 1 };
  const TheoryDynamics dynamics = { .compute_slope = compute_late_slope,
                                    .compute_weights = compute_late_weights,
                                    .data = self,
                                    .size = 2,
                                    .scale = scale,
                                    .moments = self->moments,
                                    .gain = 1,
                                    .learning_rate = self->network->learning_rate };
  double y[2], t[2];

  for (int m = 0; m < 2; m++)
    y[m] = theory_growth_get_start (self->start->growth[m]);
  theory_recording_run (&dynamics, y, 0, self->end, &self->prediction->levels, self->history, t,
                        self->cancel);
}

static gboolean
record_journey (Own *self)
{
  g_autoptr (ModelNetwork) network = model_network_copy (self->start->unit);

  cblas_dscal ((int) network->n_weights, self->init_scale, network->weights, 1);
  return theory_journey_record (network, self->prediction, self->end, self->history, self->cancel);
}

static void
record_reduced (Own *self)
{
  double t[2];

  theory_reduced_record (self->moments, self->network, &self->prediction->levels,
                         !self->network->flow, self->end, self->history, t, self->cancel);
}

/* Which modality first passes half its unimodal plateau. */
static int
find_first (const TheoryPrediction *prediction, const ModelHistoryView *history)
{
  TheoryLevels levels;
  TheoryMeasure measure;

  for (int m = 0; m < 2; m++)
    levels.half[m] = prediction->rates.p[m] > 0 ? prediction->rates.p[m] / 2 : INFINITY;
  theory_measure_compute (&measure, history, &levels, prediction->times.first);
  return measure.t[1] < measure.t[0] ||
                 (measure.t[1] == measure.t[0] && prediction->times.first == 1)
             ? 1
             : 0;
}

/* Whether a weight leaves zero along one sign where it was that large along the other. */
static gboolean
is_lost (const Own *own, const ModelHistoryView *history, int m)
{
  const double lost = own->network->flow ? LOST_BY_FLOW : LOST_BY_DESCENT;
  const double half = own->prediction->rates.end[m] / 2;
  double largest[2] = { 0, 0 }; /* coordinate of either sign */

  for (gsize i = 0; i < model_history_view_length (history); i++)
    {
      const double weight = model_history_view_row (history, i)->weight[m];
      const int side = weight < 0;

      if (fabs (weight) > half && largest[!side] > lost)
        return TRUE;
      largest[side] = fmax (largest[side], fabs (theory_growth_get_coordinate (
                                               own->start->growth[m], own->init_scale, weight)));
    }
  return FALSE;
}

static void
measure (TheoryOwn *self, const TheoryPrediction *prediction)
{
  TheoryMeasure measure;

  self->first = find_first (prediction, self->history);
  self->order = prediction->times.order;
  if (self->order == THEORY_ORDER_A_FIRST || self->order == THEORY_ORDER_B_FIRST)
    self->order = self->first == 1 ? THEORY_ORDER_B_FIRST : THEORY_ORDER_A_FIRST;
  theory_levels_compute (&self->levels, &prediction->rates, self->order);
  theory_measure_compute (&measure, self->history, &self->levels, self->first);
  memcpy (self->t, measure.t, sizeof self->t);
  self->ratio = measure.ratio;
}

TheoryOwn *
theory_own_new (const TheoryOwnStart *start,
                const TheoryPrediction *prediction,
                double end,
                const int *cancel)
{
  const TheoryNetwork *network = &prediction->network;
  g_autoptr (ModelHistory) history = model_history_new ();
  Own own = { .start = start,
              .prediction = prediction,
              .network = network,
              .moments = prediction->moments,
              .init_scale = MAX (network->init_scale, SMALLEST_SCALE) /
                            (start->init == MODEL_INIT_PLAIN ? sqrt (start->shape.width) : 1),
              .end = end,
              .history = history,
              .cancel = cancel };
  gboolean done = TRUE;
  TheoryOwn *self;

  /* Decay leaves neither the curves of branches nor what is conserved; the journey knows one rate.
   */
  if (start->growth[0] != NULL && network->decay == 0)
    record_late (&own);
  else if (start->unit != NULL && network->decay == 0 && theory_network_get_speed (network, 1) == 1)
    done = record_journey (&own);
  else
    record_reduced (&own);
  if (!done || num_is_cancelled (cancel))
    return NULL;
  self = g_new0 (TheoryOwn, 1);
  self->history = model_history_view (history);
  measure (self, prediction);
  for (int m = 0; m < 2; m++)
    self->rounding |= start->growth[m] != NULL && network->decay == 0 &&
                      network->branch_depth[m] == 2 && is_lost (&own, self->history, m);
  return self;
}

void
theory_own_free (TheoryOwn *self)
{
  if (self == NULL)
    return;
  model_history_view_unref (self->history);
  g_free (self);
}
