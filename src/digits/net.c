/* A digits network of either kind. */
#include "digits/net.h"

#include "digits/cnn.h"
#include "digits/mlp.h"

struct DigitsNet
{
  DigitsLayout layout;
  float *parameters;
  DigitsMlp *mlp; /* one of the two, the other NULL */
  DigitsCnn *cnn;
};

DigitsNet *
digits_net_new (const DigitsShape *shape, guint64 seed, int batch, DigitsTeam *team, GError **error)
{
  g_return_val_if_fail (shape != NULL && batch > 0 && team != NULL, NULL);

  DigitsNet *self = g_new0 (DigitsNet, 1);
  if (!digits_layout_init (&self->layout, shape, error))
    {
      g_free (self);
      return NULL;
    }
  self->parameters = g_new (float, self->layout.n_parameters);
  digits_layout_draw (&self->layout, seed, self->parameters);
  if (shape->model == DIGITS_MLP)
    self->mlp = digits_mlp_new (&self->layout, batch, team);
  else
    self->cnn = digits_cnn_new (&self->layout, team);
  return self;
}

void
digits_net_free (DigitsNet *self)
{
  if (self == NULL)
    return;
  digits_mlp_free (self->mlp);
  digits_cnn_free (self->cnn);
  g_free (self->parameters);
  g_free (self);
}

const DigitsLayout *
digits_net_get_layout (const DigitsNet *self)
{
  return &self->layout;
}

float *
digits_net_get_parameters (DigitsNet *self)
{
  return self->parameters;
}

gboolean
digits_net_step (DigitsNet *self,
                 const float *x,
                 const guint8 *labels,
                 int n,
                 float rate,
                 const int *cancel,
                 double *loss)
{
  const DigitsBatch batch = { self->parameters, x, labels, n, rate, cancel };

  return self->mlp != NULL ? digits_mlp_step (self->mlp, &batch, loss)
                           : digits_cnn_step (self->cnn, &batch, loss);
}

gboolean
digits_net_predict (DigitsNet *self, const float *x, int n, const int *cancel, float *logits)
{
  const DigitsBatch batch = { self->parameters, x, NULL, n, 0, cancel };

  return self->mlp != NULL ? digits_mlp_predict (self->mlp, &batch, logits)
                           : digits_cnn_predict (self->cnn, &batch, logits);
}
