/* Two starts of the same network, trained side by side on data they were not made for. */
#include "model/validation.h"

#include "model/stepper.h"

#include <math.h>

enum
{
  SHORTEST = 100, /* epochs until the loss has halved: a plateau long enough to show an error */
  LONGEST = 1000,
  AIM = 400,
  TIMES = 3, /* a run goes on this many times as long, so that both modalities move */
  TRIALS = 12
};

#define RATE 0.04
#define LARGEST_SCALE 30.0

/* sigma_A / sigma_B and rho: one modality far ahead, two equal ones that compete, and one that
 * first grows along the wrong sign. */
static const double settings[][2] = { { 2, 0 }, { 1, -0.5 }, { 2, -0.9 } };

/* Population moments of y = the sum of all inputs, scaled so that modalities are as strong whatever
 * their number of inputs. */
static ModelMoments *
new_moments (const int inputs[2], const double setting[2])
{
  ModelMoments *self = model_moments_new (inputs[0], inputs[1]);
  const int n = inputs[0] + inputs[1];
  const double sigma[2] = { setting[0], 1 };

  for (int i = 0; i < n; i++)
    self->sigma[i * n + i] = pow (sigma[i >= inputs[0]], 2);
  for (int i = 0; i < MIN (inputs[0], inputs[1]); i++)
    {
      const int j = inputs[0] + i;

      self->sigma[i * n + j] = self->sigma[j * n + i] = setting[1] * sigma[0] * sigma[1];
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
  ModelValidationStart start;
  gpointer data;
  const int *cancel;
} Runs;

static ModelStepper *
new_run (const Runs *runs, int dimension, double scale, const ModelMoments *moments)
{
  g_autoptr (ModelNetwork) network = runs->start (runs->data, dimension, scale);

  return model_stepper_new_descent (network, moments, RATE);
}

/* The epoch at which the loss has halved; LONGEST + 1 if later, 0 if the run explodes, -1 if
 * cancelled. */
static int
measure_time (const Runs *runs, int dimension, double scale, const ModelMoments *moments)
{
  g_autoptr (ModelStepper) stepper = new_run (runs, dimension, scale, moments);
  ModelHistoryRow row;

  stepper->class->evaluate (stepper, &row, NULL);
  for (int epoch = 1; epoch <= LONGEST; epoch++)
    {
      if (!stepper->class->advance (stepper, &row, 1, runs->cancel))
        return -1;
      if (!(row.loss < 2 * moments->sigma_yy))
        return 0;
      if (row.loss < moments->sigma_yy / 4)
        return epoch;
    }
  return LONGEST + 1;
}

/* A scale at which the first modality is learned after some hundred epochs; 0 where there is none,
 * -1 where cancelled. In networks of more than two layers the time goes with a negative power of
 * the scale: a few trials find it. */
static double
find_scale (const Runs *runs, int dimension, int depth, const ModelMoments *moments)
{
  double scale = 0.5, low = 0, high = INFINITY;

  for (int i = 0; i < TRIALS; i++)
    {
      const int t = measure_time (runs, dimension, scale, moments);

      if (t < 0)
        return -1;
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

/* The largest difference over `epochs`; -1 where cancelled. */
static double
compare (
    const Runs *runs, const int dimension[2], double scale, const ModelMoments *moments, int epochs)
{
  g_autoptr (ModelStepper) a = new_run (runs, dimension[0], scale, moments);
  g_autoptr (ModelStepper) b = new_run (runs, dimension[1], scale, moments);
  ModelHistoryRow rows[2];
  double worst = 0;

  a->class->evaluate (a, &rows[0], NULL);
  b->class->evaluate (b, &rows[1], NULL);
  for (int epoch = 0; epoch < epochs; epoch++)
    {
      if (!a->class->advance (a, &rows[0], 1, runs->cancel) ||
          !b->class->advance (b, &rows[1], 1, runs->cancel))
        return -1;
      for (int m = 0; m < 2; m++)
        {
          const double difference = fabs (rows[0].weight[m] - rows[1].weight[m]);

          if (!(difference <= worst))
            worst = isfinite (difference) ? difference : INFINITY;
        }
    }
  return worst;
}

double
model_validation_compare (
    ModelValidationStart start, gpointer data, int few, int many, const int *cancel)
{
  const Runs runs = { start, data, cancel };
  const int dimension[] = { few, many };
  g_autoptr (ModelNetwork) network = start (data, few, 1);
  const ModelNetworkShape *shape = &network->shape;
  const int depth = MAX (shape->branch_depth[0], shape->branch_depth[1]) + shape->shared_depth;
  double worst = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (ModelMoments) moments = new_moments (shape->inputs, settings[i]);
      const double scale = find_scale (&runs, few, depth, moments);
      double difference;

      if (!(scale > 0))
        return scale < 0 ? -1 : INFINITY;
      difference = compare (&runs, dimension, scale, moments,
                            TIMES * measure_time (&runs, few, scale, moments));
      if (difference < 0)
        return -1;
      worst = fmax (worst, difference);
    }
  return worst;
}
