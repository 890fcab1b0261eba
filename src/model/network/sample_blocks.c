/* Backpropagation through any network, over blocks of samples that stay in the cache: forward, loss
 * and backward in one pass, and nothing as long as the data set but the data set. */
#include "model/data/merged_samples.h"
#include "model/network/sample_gradient.h"
#include "num/blocks.h"
#include "num/cancel.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Samples in blocks, identical ones merged, the last block filled up with samples of weight 0. */
typedef struct
{
  int n_blocks, n_room; /* in use, and in memory */
  double *x;            /* (n_blocks, n, NUM_BLOCK) */
  double *y, *weight;   /* (n_blocks, NUM_BLOCK) */
} Samples;

typedef struct
{
  ModelSampleGradient base;
  ModelNetworkShape shape;
  ModelLoss loss;
  double slope;
  Samples data, test;                 /* test.n_blocks 0 without a test set */
  double *branch[2][MODEL_MAX_DEPTH]; /* outputs of each layer, (rows, NUM_BLOCK); the branches'
                                       * last ones are one and the same, their sum */
  double *shared[MODEL_MAX_DEPTH];
  double *delta, *below, *fused; /* minus the derivative of the loss, (widest, NUM_BLOCK) */
  double *push;                  /* minus the gradient, laid out as the weights */
  gsize n_weights;
} Blocks;

static void
free_samples (Samples *self)
{
  free (self->x);
  free (self->y);
  free (self->weight);
}

static void
blocks_free (ModelSampleGradient *gradient)
{
  Blocks *self = (Blocks *) gradient;

  free_samples (&self->data);
  free_samples (&self->test);
  for (int m = 0; m < 2; m++)
    for (int l = 0; l < self->shape.branch_depth[m] - m; l++)
      free (self->branch[m][l]);
  for (int l = 0; l < self->shape.shared_depth; l++)
    free (self->shared[l]);
  free (self->delta);
  free (self->below);
  free (self->fused);
  free (self->push);
  g_free (self);
}

static double *
get_sum (const Blocks *self)
{
  return self->branch[0][self->shape.branch_depth[0] - 1];
}

static const double *
get_branch_input (const Blocks *self, const double *x, int m, int l)
{
  return l > 0 ? self->branch[m][l - 1] : x + (m == 0 ? 0 : self->shape.inputs[0] * NUM_BLOCK);
}

/* out = w in, activated; the outputs of both branches' last layers add. */
static void
forward_layer (const Blocks *self,
               const ModelNetworkLayer *layer,
               const double *in,
               gboolean adds,
               gboolean activates,
               double *out)
{
  if (!adds)
    memset (out, 0, sizeof *out * layer->rows * NUM_BLOCK);
  num_block_forward (layer->rows, layer->cols, layer->w, in, out);
  if (activates)
    num_relu (layer->rows * NUM_BLOCK, self->slope, out);
}

/* The outputs of a block, (NUM_BLOCK); NULL where cancelled. */
static const double *
forward (Blocks *self, const ModelNetwork *network, const double *x, const int *cancel)
{
  const ModelNetworkShape *s = &self->shape;
  const double *top = get_sum (self);

  for (int m = 0; m < 2; m++)
    for (int l = 0; l < s->branch_depth[m]; l++)
      {
        const gboolean last = l == s->branch_depth[m] - 1;

        if (num_is_cancelled (cancel))
          return NULL;
        forward_layer (self, &network->branch[m][l], get_branch_input (self, x, m, l),
                       last && m == 1, last ? m == 1 && s->shared_depth > 0 : TRUE,
                       self->branch[m][l]);
      }
  for (int l = 0; l < s->shared_depth; l++)
    {
      if (num_is_cancelled (cancel))
        return NULL;
      forward_layer (self, &network->shared[l], top, FALSE, l < s->shared_depth - 1,
                     self->shared[l]);
      top = self->shared[l];
    }
  return top;
}

/* Loss of a block; delta becomes minus its derivative with respect to the outputs. */
static double
compare (const Blocks *self, const Samples *samples, int block, const double *yhat, double *delta)
{
  const double *y = samples->y + (gsize) block * NUM_BLOCK;
  const double *weight = samples->weight + (gsize) block * NUM_BLOCK;
  double loss = 0;

  if (self->loss == MODEL_LOSS_LOGISTIC)
    return num_logistic (NUM_BLOCK, yhat, y, weight, delta);
  for (int i = 0; i < NUM_BLOCK; i++)
    {
      const double error = y[i] - yhat[i];

      loss += weight[i] * error * error / 2;
      delta[i] = weight[i] * error;
    }
  return loss;
}

/* Gradient of a layer from delta, which then becomes that of the layer below. */
static void
backward_layer (Blocks *self,
                const ModelNetwork *network,
                const ModelNetworkLayer *layer,
                const double *in,
                gboolean goes_on)
{
  double *swap = self->below;

  num_block_outer (layer->rows, layer->cols, self->delta, in,
                   self->push + (layer->w - network->weights));
  if (!goes_on)
    return;
  num_block_backward (layer->rows, layer->cols, layer->w, self->delta, self->below);
  num_relu_backward (layer->cols * NUM_BLOCK, self->slope, in, self->below);
  self->below = self->delta;
  self->delta = swap;
}

static gboolean
backward (Blocks *self, const ModelNetwork *network, const double *x, const int *cancel)
{
  const ModelNetworkShape *s = &self->shape;
  const gsize fused = (s->shared_depth > 0 ? s->width : 1) * NUM_BLOCK * sizeof (double);

  for (int l = s->shared_depth - 1; l >= 0; l--)
    {
      if (num_is_cancelled (cancel))
        return FALSE;
      backward_layer (self, network, &network->shared[l],
                      l > 0 ? self->shared[l - 1] : get_sum (self), TRUE);
    }
  memcpy (self->fused, self->delta, fused);
  for (int m = 0; m < 2; m++)
    {
      memcpy (self->delta, self->fused, fused);
      for (int l = s->branch_depth[m] - 1; l >= 0; l--)
        {
          if (num_is_cancelled (cancel))
            return FALSE;
          backward_layer (self, network, &network->branch[m][l], get_branch_input (self, x, m, l),
                          l > 0);
        }
    }
  return TRUE;
}

static gboolean
pass (Blocks *self,
      const ModelNetwork *network,
      const Samples *samples,
      gboolean differentiate,
      double *loss,
      const int *cancel)
{
  const int n = self->shape.inputs[0] + self->shape.inputs[1];

  *loss = 0;
  for (int block = 0; block < samples->n_blocks; block++)
    {
      const double *x = samples->x + (gsize) block * n * NUM_BLOCK;
      const double *yhat = forward (self, network, x, cancel);

      if (yhat == NULL)
        return FALSE;
      *loss += compare (self, samples, block, yhat, self->delta);
      if (differentiate && !backward (self, network, x, cancel))
        return FALSE;
    }
  return TRUE;
}

static gboolean
blocks_evaluate (ModelSampleGradient *gradient, const ModelNetwork *network, const int *cancel)
{
  Blocks *self = (Blocks *) gradient;

  memset (self->push, 0, self->n_weights * sizeof *self->push);
  if (!pass (self, network, &self->data, TRUE, &gradient->loss, cancel))
    return FALSE;
  return self->test.n_blocks == 0 ||
         pass (self, network, &self->test, FALSE, &gradient->test_loss, cancel);
}

static void
blocks_add (ModelSampleGradient *gradient, ModelNetwork *network, double scale, double *out)
{
  const Blocks *self = (const Blocks *) gradient;

  for (gsize i = 0; i < self->n_weights; i++)
    out[i] -= scale * self->push[i];
}

static void
alloc_samples (Samples *self, int n_inputs, int n_samples)
{
  self->n_blocks = self->n_room = (n_samples + NUM_BLOCK - 1) / NUM_BLOCK;
  self->x = num_alloc ((gsize) self->n_blocks * n_inputs * NUM_BLOCK);
  self->y = num_alloc ((gsize) self->n_blocks * NUM_BLOCK);
  self->weight = num_alloc ((gsize) self->n_blocks * NUM_BLOCK);
}

static void
set_sample (Samples *self, int n_inputs, int i, const double *x, double y, double weight)
{
  double *block = self->x + (gsize) (i / NUM_BLOCK) * n_inputs * NUM_BLOCK;

  for (int j = 0; j < n_inputs; j++)
    block[j * NUM_BLOCK + i % NUM_BLOCK] = x[j];
  self->y[i] = y;
  self->weight[i] = weight;
}

static void
fill_samples (Samples *self, const ModelDataset *data)
{
  const int n = data->n_a + data->n_b;
  int n_merged;
  g_autofree ModelMergedSample *merged = model_merged_samples_new (data, &n_merged);

  alloc_samples (self, n, n_merged);
  for (int i = 0; i < n_merged; i++)
    set_sample (self, n, i, data->x + (gsize) merged[i].sample * n, data->y[merged[i].sample],
                (double) merged[i].count / data->n_samples);
}

void
model_blocks_load (ModelSampleGradient *gradient,
                   int n_samples,
                   const double *x,
                   const double *y,
                   const double *weight)
{
  Blocks *self = (Blocks *) gradient;
  const int n = self->shape.inputs[0] + self->shape.inputs[1];
  const int n_blocks = (n_samples + NUM_BLOCK - 1) / NUM_BLOCK;

  if (n_blocks > self->data.n_room)
    {
      free_samples (&self->data);
      alloc_samples (&self->data, n, n_samples);
    }
  self->data.n_blocks = n_blocks;
  for (int i = 0; i < n_samples; i++)
    set_sample (&self->data, n, i, x + (gsize) i * n, y[i], weight[i]);
  for (int i = n_samples; i < n_blocks * NUM_BLOCK; i++)
    self->data.weight[i] = 0;
}

static const ModelSampleGradientClass blocks_class = { blocks_evaluate, blocks_add, blocks_free };

static double *
new_block (gsize features)
{
  return num_alloc (features * NUM_BLOCK);
}

ModelSampleGradient *
model_blocks_new (const ModelSampleTask *task)
{
  const ModelNetworkShape *s = &task->shape;
  const gsize widest = MAX (s->width, MAX (s->inputs[0], s->inputs[1]));
  Blocks *self = g_new0 (Blocks, 1);

  self->base = (ModelSampleGradient){ &blocks_class, NAN, NAN, NULL };
  self->shape = *s;
  self->loss = task->loss;
  self->slope = task->slope;
  if (task->data != NULL)
    fill_samples (&self->data, task->data);
  if (task->test != NULL)
    fill_samples (&self->test, task->test);
  for (int l = 0; l < s->branch_depth[0]; l++)
    self->branch[0][l] = new_block (s->width);
  for (int l = 0; l < s->branch_depth[1] - 1; l++)
    self->branch[1][l] = new_block (s->width);
  self->branch[1][s->branch_depth[1] - 1] = get_sum (self);
  for (int l = 0; l < s->shared_depth; l++)
    self->shared[l] = new_block (s->width);
  self->delta = new_block (widest);
  self->below = new_block (widest);
  self->fused = new_block (widest);
  self->n_weights = model_network_shape_n_weights (s);
  self->push = num_alloc (self->n_weights);
  return &self->base;
}
