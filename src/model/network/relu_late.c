/* Late fusion: branches that meet few directions of their inputs are evaluated on these alone.
 *
 * A branch of ReLU layers without biases is homogeneous: f(s x) = s f(x) for s > 0. The output of
 * late fusion is the sum of its branches, so with the rays d_j of both modalities and phi_j(x) the
 * length of the input's part on ray j, yhat = sum_j f(d_j) phi_j: a sum of few features.
 */
#include "model/network/feature_loss.h"
#include "model/network/input_patterns.h"
#include "model/network/sample_gradient.h"
#include "num/blocks.h"
#include "num/cancel.h"
#include "num/kernels.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  int n_rays, n_inputs, depth;
  double *ray;                     /* (n_rays, n_inputs) */
  double *output[MODEL_MAX_DEPTH]; /* of each layer, (n_rays, rows) */
  double *delta, *below;           /* (n_rays, widest) */
  const ModelNetworkLayer *layers; /* of the network in hand */
} Branch;

typedef struct
{
  ModelSampleGradient base;
  double slope;
  Branch branch[2];
  ModelFeatureLoss *feature_loss, *test; /* test: NULL without a test set */
  double *c, *residual, *spare;          /* (rays of both) */
} Late;

static void
late_free (ModelSampleGradient *gradient)
{
  Late *self = (Late *) gradient;

  for (int m = 0; m < 2; m++)
    {
      free (self->branch[m].ray);
      for (int l = 0; l < self->branch[m].depth; l++)
        free (self->branch[m].output[l]);
      free (self->branch[m].delta);
      free (self->branch[m].below);
    }
  model_feature_loss_free (self->feature_loss);
  model_feature_loss_free (self->test);
  free (self->c);
  free (self->residual);
  free (self->spare);
  g_free (self);
}

static const double *
get_input (const Branch *self, int l, int ray)
{
  return l == 0 ? self->ray + ray * self->n_inputs
                : self->output[l - 1] + (gsize) ray * self->layers[l].cols;
}

/* The branch's outputs on its rays. */
static gboolean
forward (Branch *self, double slope, double *c, const int *cancel)
{
  for (int l = 0; l < self->depth; l++)
    {
      const ModelNetworkLayer *layer = &self->layers[l];

      if (num_is_cancelled (cancel))
        return FALSE;
      for (int j = 0; j < self->n_rays; j++)
        num_kernel_up (layer->rows, layer->cols, layer->w, get_input (self, l, j),
                       self->output[l] + (gsize) j * layer->rows);
      if (l < self->depth - 1)
        num_relu (self->n_rays * layer->rows, slope, self->output[l]);
    }
  memcpy (c, self->output[self->depth - 1], self->n_rays * sizeof *c);
  return TRUE;
}

static gboolean
late_evaluate (ModelSampleGradient *gradient, const ModelNetwork *network, const int *cancel)
{
  Late *self = (Late *) gradient;

  for (int m = 0; m < 2; m++)
    {
      self->branch[m].layers = network->branch[m];
      if (!forward (&self->branch[m], self->slope, self->c + (m == 0 ? 0 : self->branch[0].n_rays),
                    cancel))
        return FALSE;
    }
  gradient->loss = model_feature_loss_evaluate (self->feature_loss, self->c, self->residual);
  if (self->test != NULL)
    gradient->test_loss = model_feature_loss_evaluate (self->test, self->c, self->spare);
  return TRUE;
}

/* Each layer is read before it is written, so that `out` may be the weights. */
static void
backward (Branch *self,
          const ModelNetwork *network,
          double slope,
          double scale,
          const double *residual,
          double *out)
{
  memcpy (self->delta, residual, self->n_rays * sizeof *residual);
  for (int l = self->depth - 1; l >= 0; l--)
    {
      const ModelNetworkLayer *layer = &self->layers[l];
      double *target = out + (layer->w - network->weights);
      double *swap = self->below;

      for (int j = 0; l > 0 && j < self->n_rays; j++)
        num_kernel_down (layer->rows, layer->cols, layer->w, self->delta + (gsize) j * layer->rows,
                         self->below + (gsize) j * layer->cols);
      if (l > 0)
        num_relu_backward (self->n_rays * layer->cols, slope, self->output[l - 1], self->below);
      for (int j = 0; j < self->n_rays; j++)
        num_kernel_update (layer->rows, layer->cols, target, -scale,
                           self->delta + (gsize) j * layer->rows, get_input (self, l, j));
      self->below = self->delta;
      self->delta = swap;
    }
}

static void
late_add (ModelSampleGradient *gradient, ModelNetwork *network, double scale, double *out)
{
  Late *self = (Late *) gradient;

  for (int m = 0; m < 2; m++)
    {
      self->branch[m].layers = network->branch[m];
      backward (&self->branch[m], network, self->slope, scale,
                self->residual + (m == 0 ? 0 : self->branch[0].n_rays), out);
    }
}

/* How far each sample's input reaches on each ray: (rays of both, samples). */
static double *
new_features (const Late *self, const ModelDataset *data)
{
  const int samples = data->n_samples, n = data->n_a + data->n_b;
  double *phi = num_alloc ((gsize) (self->branch[0].n_rays + self->branch[1].n_rays) * samples);

  for (int m = 0, first = 0; m < 2; m++)
    {
      const Branch *branch = &self->branch[m];

      for (int i = 0; i < samples; i++)
        {
          const double *x = data->x + (gsize) i * n + (m == 0 ? 0 : data->n_a);
          const double length = branch->n_inputs == 1 ? fabs (x[0]) : 1;
          const int j =
              model_input_patterns_find (branch->n_inputs, branch->ray, branch->n_rays, x);

          if (j >= 0)
            phi[(gsize) (first + j) * samples + i] = length;
        }
      first += branch->n_rays;
    }
  return phi;
}

static ModelFeatureLoss *
new_feature_loss (const Late *self, const ModelDataset *data, ModelLoss loss)
{
  double *phi = new_features (self, data);
  ModelFeatureLoss *feature_loss = model_feature_loss_new (
      self->branch[0].n_rays + self->branch[1].n_rays, data->n_samples, phi, data->y, loss);

  free (phi);
  return feature_loss;
}

static void
set_up_branch (Branch *self, const ModelSampleTask *task, int m)
{
  const ModelNetworkShape *shape = &task->shape;
  const gsize widest = MAX (shape->width, shape->inputs[m]);

  self->depth = shape->branch_depth[m];
  self->n_inputs = shape->inputs[m];
  for (int l = 0; l < self->depth; l++)
    self->output[l] = num_alloc (self->n_rays * widest);
  self->delta = num_alloc (self->n_rays * widest);
  self->below = num_alloc (self->n_rays * widest);
}

static const ModelSampleGradientClass late_class = { late_evaluate, late_add, late_free };

ModelSampleGradient *
model_relu_late_new (const ModelSampleTask *task)
{
  Late *self;
  int n_rays[2];
  double *ray[2];

  if (task->shape.shared_depth > 0)
    return NULL;
  for (int m = 0; m < 2; m++)
    ray[m] = model_input_patterns_collect (task, m, &n_rays[m]);
  if (ray[0] == NULL || ray[1] == NULL)
    {
      free (ray[0]);
      free (ray[1]);
      return NULL;
    }
  self = g_new0 (Late, 1);
  self->base = (ModelSampleGradient){ &late_class, NAN, NAN, NULL };
  self->slope = task->slope;
  for (int m = 0; m < 2; m++)
    {
      self->branch[m].ray = ray[m];
      self->branch[m].n_rays = n_rays[m];
      set_up_branch (&self->branch[m], task, m);
    }
  self->c = num_alloc (n_rays[0] + n_rays[1]);
  self->residual = num_alloc (n_rays[0] + n_rays[1]);
  self->spare = num_alloc (n_rays[0] + n_rays[1]);
  self->feature_loss = new_feature_loss (self, task->data, task->loss);
  if (task->test != NULL)
    self->test = new_feature_loss (self, task->test, task->loss);
  return &self->base;
}
