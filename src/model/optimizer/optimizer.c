/* Rules of optimisers, weight by weight. */
#include "model/optimizer/optimizer.h"

#include "model/data/moments.h"

#include <math.h>
#include <string.h>

#define EPSILON 1e-8 /* Adam's, and what keeps a clipped gradient from dividing by 0 is 1e-6 */
#define CLIP_EPSILON 1e-6

/* Behind what is remembered of each weight. */
typedef struct
{
  double epoch, begun;                  /* now, and when it began to remember */
  double shrink[3], shrink_velocity[3]; /* of a weight without a gradient, from 1 */
} Tail;

void
model_optimizer_init (ModelOptimizer *self, const ModelExperiment *experiment, double learning_rate)
{
  const double clip = model_experiment_get (experiment, MODEL_CLIP);

  *self = (ModelOptimizer){
    .rule = model_experiment_get_int (experiment, MODEL_OPTIMIZER),
    .rate = { learning_rate, learning_rate * model_experiment_get (experiment, MODEL_RATE_RATIO),
              learning_rate },
    .momentum = model_experiment_get (experiment, MODEL_MOMENTUM),
    .beta_2 = model_experiment_get (experiment, MODEL_BETA_2),
    .decay = model_experiment_get (experiment, MODEL_WEIGHT_DECAY),
    .clip = clip > 0 ? clip : INFINITY,
    .warmup = model_experiment_get (experiment, MODEL_WARMUP),
    .delay = { (gint64) model_experiment_get (experiment, MODEL_DELAY_A),
               (gint64) model_experiment_get (experiment, MODEL_DELAY_B), 0 },
  };
}

gboolean
model_optimizer_is_plain (const ModelExperiment *experiment)
{
  static const ModelKey zero[] = { MODEL_OPTIMIZER, MODEL_WEIGHT_DECAY, MODEL_BATCH, MODEL_DELAY_A,
                                   MODEL_DELAY_B,   MODEL_WARMUP,       MODEL_CLIP };

  if (model_experiment_get_int (experiment, MODEL_DYNAMICS) == MODEL_DYNAMICS_FLOW)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (zero); i++)
    if (model_experiment_get (experiment, zero[i]) != 0)
      return FALSE;
  return model_experiment_get (experiment, MODEL_RATE_RATIO) == 1 &&
         (model_experiment_is_linear (experiment) || !model_moments_has_objective (experiment));
}

gboolean
model_optimizer_is_elementwise (const ModelExperiment *experiment)
{
  const ModelOptimizerChoice rule = model_experiment_get_int (experiment, MODEL_OPTIMIZER);

  return rule == MODEL_OPTIMIZER_ADAM || rule == MODEL_OPTIMIZER_SIGN;
}

int
model_optimizer_count_slots (const ModelOptimizer *self)
{
  switch (self->rule)
    {
    case MODEL_OPTIMIZER_MOMENTUM:
    case MODEL_OPTIMIZER_NESTEROV:
      return 1;
    case MODEL_OPTIMIZER_ADAM:
      return 2;
    default:
      return 0;
    }
}

gsize
model_optimizer_count_state (const ModelOptimizer *self, gsize n_weights)
{
  return (gsize) model_optimizer_count_slots (self) * n_weights + sizeof (Tail) / sizeof (double);
}

static Tail *
get_tail (const ModelOptimizer *self, const double *state, gsize n_weights)
{
  return (Tail *) (state + (gsize) model_optimizer_count_slots (self) * n_weights);
}

gint64
model_optimizer_get_epoch (const ModelOptimizer *self, const double *state, gsize n_weights)
{
  return (gint64) get_tail (self, state, n_weights)->epoch;
}

const double *
model_optimizer_get_shrink (const ModelOptimizer *self, const double *state, gsize n_weights)
{
  return get_tail (self, state, n_weights)->shrink;
}

void
model_optimizer_begin (const ModelOptimizer *self, gint64 epoch, double *state, gsize n_weights)
{
  memset (state, 0, model_optimizer_count_state (self, n_weights) * sizeof *state);
  *get_tail (self, state, n_weights) =
      (Tail){ .epoch = (double) epoch, .begun = (double) epoch, .shrink = { 1, 1, 1 } };
}

void
model_optimizer_inherit (
    const ModelOptimizer *self, const double *past, gsize n_past, double *state, gsize n_weights)
{
  get_tail (self, state, n_weights)->begun = get_tail (self, past, n_past)->begun;
}

static void
step_descent (gsize n, double rate, double scale, double decay, const double *g, double *w)
{
  for (gsize i = 0; i < n; i++)
    w[i] -= rate * (scale * g[i] + decay * w[i]);
}

/* keep 1, lead 0: heavy ball. Nesterov: keep beta, lead 1. */
static void
step_momentum (gsize n,
               double rate,
               double scale,
               const ModelOptimizer *o,
               const double *g,
               double *w,
               double *v)
{
  const gboolean nesterov = o->rule == MODEL_OPTIMIZER_NESTEROV;
  const double keep = nesterov ? o->momentum : 1, lead = nesterov ? 1 : 0;

  for (gsize i = 0; i < n; i++)
    {
      const double push = scale * g[i] + o->decay * w[i];

      v[i] = o->momentum * v[i] + push;
      w[i] -= rate * (keep * v[i] + lead * push);
    }
}

static void
step_adam (gsize n,
           double rate,
           double scale,
           const ModelOptimizer *o,
           double steps,
           const double *g,
           double *w,
           double *mean,
           double *square)
{
  const double size = rate / (1 - pow (o->momentum, steps));
  const double root = 1 / sqrt (1 - pow (o->beta_2, steps));

  for (gsize i = 0; i < n; i++)
    {
      const double push = scale * g[i] + o->decay * w[i];

      mean[i] = o->momentum * mean[i] + (1 - o->momentum) * push;
      square[i] = o->beta_2 * square[i] + (1 - o->beta_2) * push * push;
      w[i] -= size * mean[i] / (root * sqrt (square[i]) + EPSILON);
    }
}

static void
step_sign (gsize n, double rate, double decay, const double *g, double *w)
{
  for (gsize i = 0; i < n; i++)
    {
      const double push = g[i] + decay * w[i];

      w[i] -= push > 0 ? rate : push < 0 ? -rate : 0;
    }
}

/* The weights of a part, first to last. */
static gsize
find_part (const ModelNetwork *network, int part, gsize *first)
{
  const int depth = model_network_shape_depth (&network->shape, part);
  const ModelNetworkLayer *top;

  if (depth == 0)
    return 0;
  top = model_network_layer (network, part, depth - 1);
  *first = (gsize) (model_network_layer (network, part, 0)->w - network->weights);
  return (gsize) (top->w - network->weights) + (gsize) top->rows * top->cols - *first;
}

static gboolean
learns (const ModelOptimizer *self, int part, const Tail *tail)
{
  return tail->epoch >= (double) self->delay[part];
}

/* What the gradient is multiplied by, so that it is no longer than allowed. */
static double
compute_scale (const ModelOptimizer *self,
               const ModelNetwork *network,
               const double *gradient,
               const Tail *tail)
{
  double square = 0;

  if (isinf (self->clip))
    return 1;
  for (int part = 0; part < 3; part++)
    {
      gsize first = 0;
      const gsize n = learns (self, part, tail) ? find_part (network, part, &first) : 0;

      for (gsize i = first; i < first + n; i++)
        square += gradient[i] * gradient[i];
    }
  return fmin (self->clip / (sqrt (square) + CLIP_EPSILON), 1);
}

/* Of n weights of a part; v, and u behind it, are what is remembered of them. */
static void
step_part (const ModelOptimizer *self,
           gsize n,
           double rate,
           double scale,
           double steps,
           const double *g,
           double *w,
           double *v,
           double *u)
{
  switch (self->rule)
    {
    case MODEL_OPTIMIZER_DESCENT:
      step_descent (n, rate, scale, self->decay, g, w);
      break;
    case MODEL_OPTIMIZER_MOMENTUM:
    case MODEL_OPTIMIZER_NESTEROV:
      step_momentum (n, rate, scale, self, g, w, v);
      break;
    case MODEL_OPTIMIZER_ADAM:
      step_adam (n, rate, scale, self, steps, g, w, v, u);
      break;
    case MODEL_OPTIMIZER_SIGN:
      step_sign (n, rate, self->decay, g, w);
      break;
    }
}

void
model_optimizer_step (const ModelOptimizer *self,
                      ModelNetwork *network,
                      const double *gradient,
                      double *state)
{
  const gsize n = network->n_weights;
  Tail *tail = get_tail (self, state, n);
  const double scale = compute_scale (self, network, gradient, tail);
  const double warm = self->warmup > 0 ? fmin ((tail->epoch + 1) / self->warmup, 1) : 1;
  const double none = 0;

  for (int part = 0; part < 3; part++)
    {
      const double rate = self->rate[part] * warm;
      const double steps = tail->epoch - fmax (tail->begun, (double) self->delay[part]) + 1;
      gsize first = 0;
      const gsize size = find_part (network, part, &first);

      if (!learns (self, part, tail))
        continue;
      step_part (self, size, rate, scale, steps, gradient + first, network->weights + first,
                 state + first, state + n + first);
      if (self->decay > 0 && model_optimizer_count_slots (self) < 2 &&
          self->rule != MODEL_OPTIMIZER_SIGN)
        step_part (self, 1, rate, scale, steps, &none, &tail->shrink[part],
                   &tail->shrink_velocity[part], NULL);
    }
  tail->epoch++;
}
