/* Chooses the way to the gradient that does least; and linear networks under any loss. */
#include "model/network/sample_gradient.h"

#include "model/network/feature_loss.h"
#include "model/network/gradient.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>

void
model_sample_gradient_free (ModelSampleGradient *self)
{
  if (self != NULL)
    self->class->free (self);
}

gboolean
model_sample_gradient_evaluate (ModelSampleGradient *self,
                                const ModelNetwork *network,
                                const int *cancel)
{
  return self->class->evaluate (self, network, cancel);
}

void
model_sample_gradient_add (ModelSampleGradient *self,
                           ModelNetwork *network,
                           double scale,
                           double *out)
{
  self->class->add (self, network, scale, out);
}

/* A linear network under any loss: the samples make the error correlation of its total weights, and
 * from there on every layer's gradient is of rank one. */
typedef struct
{
  ModelSampleGradient base;
  ModelGradient *gradient;
  ModelMoments *nothing; /* moments of zero: with them only the total weights are evaluated */
  ModelFeatureLoss *feature_loss, *test;
  double *residual, *spare;
} Totals;

static gboolean
totals_evaluate (ModelSampleGradient *gradient, const ModelNetwork *network, const int *cancel)
{
  Totals *self = (Totals *) gradient;
  const double *w = model_gradient_get_total_weights (self->gradient);

  if (!model_gradient_evaluate (self->gradient, network, self->nothing, cancel))
    return FALSE;
  gradient->loss = model_feature_loss_evaluate (self->feature_loss, w, self->residual);
  if (self->test != NULL)
    gradient->test_loss = model_feature_loss_evaluate (self->test, w, self->spare);
  model_gradient_set_residual (self->gradient, self->residual);
  return TRUE;
}

static void
totals_add (ModelSampleGradient *gradient, ModelNetwork *network, double scale, double *out)
{
  Totals *self = (Totals *) gradient;

  if (out == network->weights)
    {
      model_gradient_step (self->gradient, network, -scale, NULL);
      return;
    }
  model_gradient_step (self->gradient, network, 0, NULL);
  model_gradient_expand (self->gradient, network, scale, out);
}

static void
totals_free (ModelSampleGradient *gradient)
{
  Totals *self = (Totals *) gradient;

  model_gradient_free (self->gradient);
  model_moments_unref (self->nothing);
  model_feature_loss_free (self->feature_loss);
  model_feature_loss_free (self->test);
  free (self->residual);
  free (self->spare);
  g_free (self);
}

static ModelFeatureLoss *
new_feature_loss_of_samples (const ModelDataset *data, ModelLoss loss)
{
  const int n = data->n_a + data->n_b;
  double *phi = num_alloc ((gsize) n * data->n_samples);
  ModelFeatureLoss *feature_loss;

  for (int i = 0; i < data->n_samples; i++)
    for (int j = 0; j < n; j++)
      phi[(gsize) j * data->n_samples + i] = data->x[(gsize) i * n + j];
  feature_loss = model_feature_loss_new (n, data->n_samples, phi, data->y, loss);
  free (phi);
  return feature_loss;
}

/* Of samples, or of the moments that stand for them; NULL where there is neither. */
static ModelFeatureLoss *
new_feature_loss (const ModelDataset *data, const ModelMoments *moments, ModelLoss loss)
{
  if (moments != NULL)
    return model_feature_loss_new_for_moments (moments);
  return data != NULL ? new_feature_loss_of_samples (data, loss) : NULL;
}

static const ModelSampleGradientClass totals_class = { totals_evaluate, totals_add, totals_free };

ModelSampleGradient *
model_totals_new (const ModelSampleTask *task)
{
  const int n = task->shape.inputs[0] + task->shape.inputs[1];
  Totals *self;

  if (task->slope != 1)
    return NULL;
  self = g_new0 (Totals, 1);
  self->base = (ModelSampleGradient){ &totals_class, NAN, NAN, NULL };
  self->gradient = model_gradient_new (&task->shape);
  self->nothing = model_moments_new (task->shape.inputs[0], task->shape.inputs[1]);
  self->base.total = model_gradient_get_total_weights (self->gradient);
  self->feature_loss = new_feature_loss (task->data, task->moments, task->loss);
  self->test = new_feature_loss (task->test, task->population, task->loss);
  self->residual = num_alloc (n);
  self->spare = num_alloc (n);
  return &self->base;
}

ModelSampleGradient *
model_sample_gradient_new (const ModelSampleTask *task)
{
  ModelSampleGradient *self = model_totals_new (task);

  if (self == NULL)
    self = model_relu_late_new (task);
  if (self == NULL)
    self = model_relu_early_new (task);
  return self != NULL ? self : model_blocks_new (task);
}
