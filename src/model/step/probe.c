/* Factors of the gradient along a few runs. */
#include "model/step/probe.h"

#include "model/network/gradient.h"
#include "num/blas.h"

#include <math.h>
#include <string.h>

/* sigma_A / sigma_B and rho: far corners, so that what lies between them is spanned by them. */
static const double settings[][2] = { { 1.2, -0.6 }, { 3, 0.8 },  { 1, 0.2 },
                                      { 2, -0.95 },  { 1, -0.3 }, { 2.2, 0.1 } };

enum
{
  N_SETTINGS = G_N_ELEMENTS (settings),
  EVENLY = 64, /* vectors of a run at least */
  MOST = 192   /* and at most */
};

/* As far as the total weights may move between two vectors: most of a run is a plateau, and most of
 * what happens in it happens in a few epochs. */
#define STRIDE 0.02

struct ModelProbe
{
  ModelNetworkShape shape;
  int n;
  double *b[3][MODEL_MAX_DEPTH], *f[3][MODEL_MAX_DEPTH];
};

static void
keep_vector (double *rows, int n, int size, const double *v)
{
  const double norm = cblas_dnrm2 (size, v, 1);

  memcpy (rows + (gsize) n * size, v, size * sizeof *v);
  if (norm > 0 && isfinite (norm))
    cblas_dscal (size, 1 / norm, rows + (gsize) n * size, 1);
  else
    memset (rows + (gsize) n * size, 0, size * sizeof *v);
}

static void
keep (ModelProbe *self, const ModelNetwork *network, const ModelGradient *gradient)
{
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (&self->shape, part); l++)
      {
        const ModelNetworkLayer *layer = model_network_layer (network, part, l);
        const double *b, *f;

        model_gradient_get_factors (gradient, part, l, &b, &f);
        keep_vector (self->b[part][l], self->n, layer->rows, b);
        keep_vector (self->f[part][l], self->n, layer->cols, f);
      }
  self->n++;
}

/* Whether the total weights have moved on by a stride since `before`, which then follows. */
static gboolean
has_moved (double *before, const double *now, int n)
{
  double square = 0;

  for (int i = 0; i < n; i++)
    square += (now[i] - before[i]) * (now[i] - before[i]);
  if (square < STRIDE * STRIDE)
    return FALSE;
  memcpy (before, now, n * sizeof *now);
  return TRUE;
}

/* FALSE where cancelled. */
static gboolean
follow (ModelProbe *self, const ModelBasisData *trial, ModelNetwork *network, const int *cancel)
{
  g_autoptr (ModelGradient) gradient = model_gradient_new (&self->shape);
  const int inputs = self->shape.inputs[0] + self->shape.inputs[1];
  const int end = self->n + MOST, every = MAX (trial->epochs / EVENLY, 1);
  g_autofree double *before = g_new0 (double, inputs);

  for (int epoch = 0; epoch < trial->epochs && self->n < end; epoch++)
    {
      if (!model_gradient_evaluate (gradient, network, trial->moments, cancel) ||
          !model_gradient_step (gradient, network, MODEL_BASIS_DATA_RATE, cancel))
        return FALSE;
      if (has_moved (before, model_gradient_get_total_weights (gradient), inputs) ||
          epoch % every == 0)
        keep (self, network, gradient);
    }
  return TRUE;
}

static ModelProbe *
new_blank (const ModelNetworkShape *shape)
{
  ModelProbe *self = g_new0 (ModelProbe, 1);
  g_autoptr (ModelNetwork) network = model_network_new (shape);

  self->shape = *shape;
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < model_network_shape_depth (shape, part); l++)
      {
        const ModelNetworkLayer *layer = model_network_layer (network, part, l);

        self->b[part][l] = g_new (double, (gsize) N_SETTINGS *MOST * layer->rows);
        self->f[part][l] = g_new (double, (gsize) N_SETTINGS *MOST * layer->cols);
      }
  return self;
}

ModelProbe *
model_probe_new (const ModelNetworkShape *shape,
                 ModelBasisDataStart start,
                 gpointer data,
                 int pilot,
                 const int *cancel)
{
  g_autoptr (ModelProbe) self = new_blank (shape);

  for (int i = 0; i < N_SETTINGS; i++)
    {
      g_autoptr (ModelNetwork) network = NULL;
      ModelBasisData trial;
      gboolean done;

      if (!model_basis_data_prepare (&trial, shape->inputs, settings[i][0], settings[i][1], start,
                                     data, pilot, cancel))
        return NULL;
      network = start (data, shape->width, trial.scale);
      done = follow (self, &trial, network, cancel);
      model_basis_data_clear (&trial);
      if (!done)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
model_probe_free (ModelProbe *self)
{
  if (self == NULL)
    return;
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < MODEL_MAX_DEPTH; l++)
      {
        g_free (self->b[part][l]);
        g_free (self->f[part][l]);
      }
  g_free (self);
}

int
model_probe_get_n (const ModelProbe *self)
{
  return self->n;
}

const double *
model_probe_get_b (const ModelProbe *self, int part, int l)
{
  return self->b[part][l];
}

const double *
model_probe_get_f (const ModelProbe *self, int part, int l)
{
  return self->f[part][l];
}
