/* Early stopping in a recording, and the best that one modality alone could do. */
#include "theory/generalisation.h"

#include "model/network/gradient.h"
#include "model/network/learning_rate.h"
#include "model/network/network.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Small enough for theory's path from zero, large enough not to wait for. */
#define INIT_SCALE 1e-4
/* Without an end given: the network alone learns at least as fast as both do. */
#define MOST_EPOCHS 20000
/* What is left of the training loss when there is nothing left to learn. */
#define LEARNED 1e-5

/* Silences one modality: what is asked of the other does not change. */
static void
silence (ModelMoments *moments, int m)
{
  const int n = moments->n_a + moments->n_b, first = m == 0 ? 0 : moments->n_a;
  const int size = m == 0 ? moments->n_a : moments->n_b;

  for (int i = first; i < first + size; i++)
    {
      for (int j = 0; j < n; j++)
        moments->sigma[i * n + j] = moments->sigma[j * n + i] = 0;
      moments->sigma_yx[i] = 0;
    }
}

/* Trains on `seen`, of one modality; returns the least error on what is not seen. */
static double
train (const ModelExperiment *experiment,
       const ModelMoments *seen,
       const ModelMoments *generalisation,
       const int *cancel)
{
  const ModelNetworkShape shape = { { seen->n_a, seen->n_b }, { 2, 2 }, 0, 1 };
  g_autoptr (ModelNetwork) network = model_network_new (&shape);
  g_autoptr (ModelGradient) gradient = model_gradient_new (&shape);
  const double eta = model_learning_rate_get (experiment);
  const double asked = model_experiment_get (experiment, MODEL_EPOCHS);
  const int epochs = asked > 0 ? (int) fmin (asked, MOST_EPOCHS) : MOST_EPOCHS;
  double least = INFINITY, goal;
  double *w = num_alloc (seen->n_a + seen->n_b);
  ModelExperiment balanced = *experiment;

  model_experiment_set (&balanced, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  model_network_initialise (network, &balanced, INIT_SCALE, seen);
  model_moments_solve (seen, w);
  goal = model_moments_loss (seen, w);
  goal += LEARNED * (seen->sigma_yy / 2 - goal);
  free (w);
  for (int epoch = 0; epoch < epochs; epoch++)
    {
      if (!model_gradient_evaluate (gradient, network, seen, cancel))
        return NAN;
      least = fmin (
          least, model_moments_loss (generalisation, model_gradient_get_total_weights (gradient)));
      if (!(model_gradient_get_loss (gradient) > goal))
        break;
      model_gradient_step (gradient, network, eta, NULL);
    }
  return least;
}

gboolean
theory_generalisation_compute_unimodal (const ModelExperiment *experiment,
                                        int m,
                                        double *error,
                                        const int *cancel)
{
  g_autoptr (ModelMoments) seen = NULL, generalisation = NULL;
  double least;

  if (!model_experiment_has_generalisation (experiment))
    return FALSE;
  seen = model_moments_compute (experiment, NULL);
  generalisation = model_moments_compute_generalisation (experiment, NULL);
  if (seen == NULL || generalisation == NULL)
    return FALSE;
  silence (seen, 1 - m);
  least = train (experiment, seen, generalisation, cancel);
  if (isnan (least))
    return FALSE;
  *error = least;
  return TRUE;
}

/* A valley is done once the error has risen above its floor. */
typedef struct
{
  TheoryEarlyStopping *out;
  double rise;
  double floor, epoch, top; /* lowest point of the valley in hand, highest since the last one */
  gboolean rising;
  int n;
} Search;

static void
keep_minimum (Search *self)
{
  TheoryEarlyStopping *out = self->out;
  const int k = MIN (self->n, 1);

  if (self->n < 2 || self->floor < out->error[1])
    {
      out->t[k] = self->epoch;
      out->error[k] = self->floor;
    }
  self->n++;
}

static void
visit (Search *self, const ModelHistoryRow *row)
{
  const double error = row->generalisation;

  if (self->rising)
    {
      self->top = fmax (self->top, error);
      if (error > self->top - self->rise)
        return;
      self->rising = FALSE;
      self->floor = INFINITY;
    }
  if (error < self->floor)
    {
      self->floor = error;
      self->epoch = row->epoch;
    }
  else if (error > self->floor + self->rise)
    {
      keep_minimum (self);
      self->rising = TRUE;
      self->top = error;
    }
}

void
theory_generalisation_find_minima (TheoryEarlyStopping *self, const ModelHistoryView *history)
{
  const gsize n = model_history_view_length (history);
  Search search = { .out = self, .floor = INFINITY };
  double least = INFINITY;

  *self = (TheoryEarlyStopping){ { NAN, NAN }, { NAN, NAN } };
  if (n == 0 || model_history_view_row (history, 0)->generalisation == 0)
    return;
  for (gsize i = 0; i < n; i++)
    least = fmin (least, model_history_view_row (history, i)->generalisation);
  search.rise =
      THEORY_GENERALISATION_RISE * (model_history_view_row (history, 0)->generalisation - least);
  for (gsize i = 0; i < n; i++)
    visit (&search, model_history_view_row (history, i));
}
