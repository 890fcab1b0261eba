/* The stepper of small networks: num/small.h between a network and a history. */
#include "model/step/small_stepper.h"

#include "num/cancel.h"
#include "num/small.h"

#include <string.h>

enum
{
  /* Long enough to forget what a call costs; short enough for a cancelled run to end at once. */
  BLOCK = 64
};

typedef struct
{
  ModelStepper base;
  ModelNetwork *network; /* as wide as it is outside; filled when asked for */
  NumSmall *small;       /* its weights are the state */
  NumSmallMoments moments;
  double learning_rate;
} SmallStepper;

gboolean
model_small_stepper_fits (const ModelNetworkShape *shape)
{
  return shape->inputs[0] == 1 && shape->inputs[1] == 1 && shape->width <= NUM_SMALL_MAX_WIDTH;
}

static void
fill_row (ModelHistoryRow *row, const NumSmallRow *small)
{
  row->loss = small->loss;
  row->generalisation = 0;
  row->weight[0] = small->w_a;
  row->weight[1] = small->w_b;
}

static gboolean
evaluate (ModelStepper *stepper, ModelHistoryRow *row, const int *cancel)
{
  SmallStepper *self = (SmallStepper *) stepper;
  NumSmallRow small;

  num_small_evaluate (self->small, &self->moments, &small);
  fill_row (row, &small);
  return TRUE;
}

static gboolean
advance (ModelStepper *stepper, ModelHistoryRow *rows, int n, const int *cancel)
{
  SmallStepper *self = (SmallStepper *) stepper;
  NumSmallRow small[BLOCK];

  g_return_val_if_fail (n <= BLOCK, FALSE);

  if (num_is_cancelled (cancel))
    return FALSE;
  num_small_advance (self->small, &self->moments, self->learning_rate, n, small);
  for (int i = 0; i < n; i++)
    fill_row (&rows[i], &small[i]);
  return TRUE;
}

/* The weights of a layer to or from the network. */
static void
copy_layer (SmallStepper *self, int part, int l, const ModelNetworkLayer *layer, gboolean out)
{
  int stride;
  double *padded = num_small_get_layer (self->small, part, l, &stride);

  for (int i = 0; i < layer->rows; i++)
    for (int j = 0; j < layer->cols; j++)
      if (out)
        layer->w[i * layer->cols + j] = padded[i * stride + j];
      else
        padded[i * stride + j] = layer->w[i * layer->cols + j];
}

static void
copy_layers (SmallStepper *self, const ModelNetwork *network, gboolean out)
{
  const ModelNetworkShape *s = &network->shape;

  for (int m = 0; m < 2; m++)
    for (int l = 0; l < s->branch_depth[m]; l++)
      copy_layer (self, m, l, &network->branch[m][l], out);
  for (int l = 0; l < s->shared_depth; l++)
    copy_layer (self, 2, l, &network->shared[l], out);
}

static const ModelNetwork *
get_network (ModelStepper *stepper)
{
  SmallStepper *self = (SmallStepper *) stepper;

  copy_layers (self, self->network, TRUE);
  return self->network;
}

static void
set_network (ModelStepper *stepper, const ModelNetwork *network)
{
  copy_layers ((SmallStepper *) stepper, network, FALSE);
}

static ModelStepper *duplicate (const ModelStepper *stepper);

static void
free_small (ModelStepper *stepper)
{
  SmallStepper *self = (SmallStepper *) stepper;

  model_network_free (self->network);
  num_small_free (self->small);
  g_free (self);
}

static const ModelStepperClass small_class = { evaluate,    advance,   get_network,
                                               set_network, duplicate, free_small };

/* With all weights zero. */
static SmallStepper *
new_blank (const ModelNetworkShape *shape, const NumSmallMoments *moments, double learning_rate)
{
  SmallStepper *self = g_new0 (SmallStepper, 1);
  const int depth[] = { shape->branch_depth[0], shape->branch_depth[1], shape->shared_depth };

  self->network = model_network_new (shape);
  self->small = num_small_new (depth, shape->width);
  self->moments = *moments;
  self->learning_rate = learning_rate;
  self->base.class = &small_class;
  self->base.state = num_small_get_weights (self->small, &self->base.n_state);
  self->base.block = BLOCK;
  return self;
}

static ModelStepper *
duplicate (const ModelStepper *stepper)
{
  const SmallStepper *self = (const SmallStepper *) stepper;
  SmallStepper *copy = new_blank (&self->network->shape, &self->moments, self->learning_rate);

  memcpy (copy->base.state, stepper->state, stepper->n_state * sizeof (double));
  return &copy->base;
}

ModelStepper *
model_small_stepper_new (const ModelNetwork *start,
                         const ModelMoments *moments,
                         double learning_rate)
{
  const NumSmallMoments m = { .aa = moments->sigma[0],
                              .ab = moments->sigma[1],
                              .bb = moments->sigma[3],
                              .ya = moments->sigma_yx[0],
                              .yb = moments->sigma_yx[1],
                              .yy = moments->sigma_yy };
  SmallStepper *self;

  g_return_val_if_fail (model_small_stepper_fits (&start->shape), NULL);

  self = new_blank (&start->shape, &m, learning_rate);
  copy_layers (self, start, FALSE);
  return &self->base;
}
