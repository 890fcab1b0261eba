/* Populations to try a network on, and the scale at which it learns them soon. */
#include "model/step/basis_data.h"

#include "model/step/descent.h"

#include <math.h>

enum
{
  SHORTEST = 100, /* epochs until the loss has halved: a plateau long enough to show an error */
  LONGEST = 1000,
  AIM = 400,
  TIMES = 3, /* a run goes on this many times as long, so that both modalities move */
  TRIALS = 12
};

#define LARGEST_SCALE 30.0

/* Population moments of y = the sum of all inputs, scaled so that modalities are as strong whatever
 * their number of inputs. */
static ModelMoments *
new_moments (const int inputs[2], double ratio, double rho)
{
  ModelMoments *self = model_moments_new (inputs[0], inputs[1]);
  const int n = inputs[0] + inputs[1];
  const double sigma[2] = { ratio, 1 };

  for (int i = 0; i < n; i++)
    self->sigma[i * n + i] = pow (sigma[i >= inputs[0]], 2);
  for (int i = 0; i < MIN (inputs[0], inputs[1]); i++)
    {
      const int j = inputs[0] + i;

      self->sigma[i * n + j] = self->sigma[j * n + i] = rho * sigma[0] * sigma[1];
    }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      self->sigma_yx[i] += self->sigma[i * n + j] / sqrt (inputs[j >= inputs[0]]);
  for (int i = 0; i < n; i++)
    self->sigma_yy += self->sigma_yx[i] / sqrt (inputs[i >= inputs[0]]);
  return self;
}

typedef struct
{
  ModelBasisDataStart start;
  gpointer data;
  int dimension;
  const ModelMoments *moments;
  const int *cancel;
} Runs;

/* The epoch at which the loss has halved; LONGEST + 1 if later, 0 if the run explodes, -1 if
 * cancelled. *depth is the network's. */
static int
measure_time (const Runs *runs, double scale, int *depth)
{
  g_autoptr (ModelNetwork) network = runs->start (runs->data, runs->dimension, scale);
  g_autoptr (ModelStepper) stepper =
      model_descent_new (network, runs->moments, MODEL_BASIS_DATA_RATE);
  const ModelNetworkShape *shape = &network->shape;
  ModelHistoryRow row;

  *depth = MAX (shape->branch_depth[0], shape->branch_depth[1]) + shape->shared_depth;
  stepper->class->evaluate (stepper, &row, NULL);
  for (int epoch = 1; epoch <= LONGEST; epoch++)
    {
      if (!stepper->class->advance (stepper, &row, 1, runs->cancel))
        return -1;
      if (!(row.loss < 2 * runs->moments->sigma_yy))
        return 0;
      if (row.loss < runs->moments->sigma_yy / 4)
        return epoch;
    }
  return LONGEST + 1;
}

/* A scale at which the first modality is learned after some hundred epochs, *time of them; 0 where
 * there is none or it was cancelled. In networks of more than two layers the time goes with a
 * negative power of the scale: a few trials find it. */
static double
find_scale (const Runs *runs, int *time)
{
  double scale = 0.5, low = 0, high = INFINITY;

  for (int i = 0; i < TRIALS; i++)
    {
      int depth;
      const int t = *time = measure_time (runs, scale, &depth);

      if (t < 0)
        return 0;
      if (t >= SHORTEST && t <= LONGEST)
        return scale;
      if (t > LONGEST)
        low = scale;
      else
        high = scale;
      if (low > 0 && isfinite (high))
        scale = sqrt (low * high);
      else if (t > LONGEST)
        scale = MIN (scale * 2, LARGEST_SCALE);
      else
        scale /= t > 0 ? CLAMP (pow ((double) AIM / t, 1.0 / MAX (depth - 2, 1)), 1.05, 8) : 2;
    }
  return 0;
}

gboolean
model_basis_data_prepare (ModelBasisData *self,
                          const int inputs[2],
                          double ratio,
                          double rho,
                          ModelBasisDataStart start,
                          gpointer data,
                          int dimension,
                          const int *cancel)
{
  g_autoptr (ModelMoments) moments = new_moments (inputs, ratio, rho);
  const Runs runs = { start, data, dimension, moments, cancel };
  int time;
  const double scale = find_scale (&runs, &time);

  if (!(scale > 0))
    return FALSE;
  *self = (ModelBasisData){ g_steal_pointer (&moments), scale, TIMES * time };
  return TRUE;
}

void
model_basis_data_clear (ModelBasisData *self)
{
  g_clear_pointer (&self->moments, model_moments_unref);
}
