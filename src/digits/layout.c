/* Sizes and places of a digits network's parameters. */
#include "digits/layout.h"

#include "num/rng.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
check_range (const char *name, int value, int minimum, int maximum, GError **error)
{
  if (value >= minimum && value <= maximum)
    return TRUE;
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION, _ ("%s = %d: allowed is %d to %d"), name,
               value, minimum, maximum);
  return FALSE;
}

static gboolean
check (const DigitsShape *shape, GError **error)
{
  const int least = shape->depth * (DIGITS_KERNEL - 1) + 2; /* what is left can be pooled */

  if (!check_range ("depth", shape->depth, DIGITS_MIN_DEPTH, DIGITS_MAX_DEPTH, error) ||
      !check_range ("width", shape->width, 1, DIGITS_MAX_WIDTH, error) ||
      !check_range ("fusion", shape->fusion, 1,
                    digits_layout_count_fusions (shape->model, shape->depth), error))
    return FALSE;
  if (shape->model == DIGITS_MLP || shape->side >= least)
    return TRUE;
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION,
               _ ("images of %d x %d: %d convolutions need at least %d x %d"), shape->side,
               shape->side, shape->depth, least, least);
  return FALSE;
}

int
digits_layout_count_fusions (DigitsModel model, int depth)
{
  return depth + (model == DIGITS_CNN);
}

static void
place (DigitsLayout *self, DigitsLayer *layer)
{
  for (int b = 0; b < layer->branches; b++)
    {
      layer->weights[b] = self->n_parameters;
      self->n_parameters += (gsize) layer->taps * layer->in * layer->out;
      layer->biases[b] = self->n_parameters;
      self->n_parameters += layer->out;
    }
}

/* Layer l = 1..depth: what comes in is one modality's before the fusion layer, both in it. */
static void
add_layer (DigitsLayout *self, int l)
{
  const DigitsShape *shape = &self->shape;
  const gboolean dense = shape->model == DIGITS_MLP;
  const int pixels = dense ? shape->side * shape->side : 1;
  DigitsLayer *layer = &self->layers[self->n_layers++];

  layer->branches = l < shape->fusion ? 2 : 1;
  layer->taps = dense ? 1 : DIGITS_TAPS;
  layer->in = (l == 1 ? pixels : shape->width) * (l == shape->fusion ? 2 : 1);
  layer->out = dense && l == shape->depth ? DIGITS_CLASSES : shape->width;
  layer->side = dense ? 1 : shape->side - l * (DIGITS_KERNEL - 1);
  place (self, layer);
}

gboolean
digits_layout_init (DigitsLayout *self, const DigitsShape *shape, GError **error)
{
  g_return_val_if_fail (self != NULL && shape != NULL, FALSE);

  if (!check (shape, error))
    return FALSE;
  *self = (DigitsLayout){ .shape = *shape };
  for (int l = 1; l <= shape->depth; l++)
    add_layer (self, l);
  if (shape->model == DIGITS_CNN)
    {
      const DigitsLayer *last = &self->layers[self->n_layers - 1];
      DigitsLayer *head = &self->layers[self->n_layers];

      self->pooled = last->side / 2;
      *head = (DigitsLayer){ .branches = 1,
                             .taps = 1,
                             .in = self->pooled * self->pooled * last->branches * last->out,
                             .out = DIGITS_CLASSES,
                             .side = 1 };
      place (self, head);
      self->n_layers++;
    }
  return TRUE;
}

void
digits_layout_draw (const DigitsLayout *self, guint64 seed, float *parameters)
{
  for (int l = 0; l < self->n_layers; l++)
    for (int b = 0; b < self->layers[l].branches; b++)
      {
        const DigitsLayer *layer = &self->layers[l];
        const int fan_in = layer->taps * layer->in;
        const gsize n = (gsize) fan_in * layer->out;
        const double bound = 1 / sqrt (fan_in);
        NumRng *rng = num_rng_new (seed, NUM_STREAM_INIT + 2 * l + b);

        for (gsize i = 0; i < n; i++)
          parameters[layer->weights[b] + i] = num_rng_uniform (rng, -bound, bound);
        for (int i = 0; i < layer->out; i++)
          parameters[layer->biases[b] + i] = num_rng_uniform (rng, -bound, bound);
        num_rng_free (rng);
      }
}

double
digits_layout_count_products (const DigitsLayout *self)
{
  double sum = 0;

  for (int l = 0; l < self->n_layers; l++)
    {
      const DigitsLayer *layer = &self->layers[l];

      sum += (double) layer->branches * layer->taps * layer->in * layer->out * layer->side *
             layer->side;
    }
  return sum;
}
