/* Pictures of samples and filters. */
#include "digits/picture.h"

#include <math.h>
#include <string.h>

static DigitsPictures *
new_pictures (int n, int side)
{
  DigitsPictures *self = g_atomic_rc_box_new0 (DigitsPictures);

  self->n = n;
  self->side = side;
  self->values = g_new (float, (gsize) n *side *side);
  return self;
}

DigitsPictures *
digits_pictures_ref (DigitsPictures *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_free (((DigitsPictures *) data)->values);
}

void
digits_pictures_unref (DigitsPictures *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

DigitsPictures *
digits_pictures_new_samples (const DigitsInputs *inputs, int side, int per_kind)
{
  g_return_val_if_fail (inputs != NULL && per_kind > 0, NULL);

  DigitsPictures *self = new_pictures (DIGITS_KINDS * per_kind * 2, side);
  const int pixels = side * side;
  const int searched = MIN (digits_inputs_get_count (inputs), DIGITS_PICTURES_SEARCHED);
  int found[DIGITS_KINDS] = { 0 };

  for (int k = 0; k < self->n * pixels; k++)
    self->values[k] = NAN;
  for (int i = 0; i < searched; i++)
    {
      const DigitsKind kind = digits_inputs_get_kind (inputs, i);
      const int place = kind * per_kind + found[kind];

      if (found[kind] == per_kind)
        continue;
      digits_inputs_write (inputs, i, DIGITS_SEES_BOTH, self->values + (gsize) 2 * place * pixels);
      found[kind]++;
    }
  return self;
}

/* Weight of a pixel (or tap) of a modality in the unit's first layer. Where A and B meet in the
 * first layer, B's weights stand behind A's. */
static float
get_weight (const DigitsLayout *layout, const float *parameters, int unit, int modality, int place)
{
  const DigitsLayer *layer = &layout->layers[0];
  const gboolean both = layer->branches == 1;
  const float *weights = parameters + layer->weights[both ? 0 : modality];

  if (layer->taps == 1)
    return weights[(gsize) unit * layer->in + (both ? modality * layer->in / 2 : 0) + place];
  return weights[(place * layer->in + (both ? modality : 0)) * layer->out + unit];
}

DigitsPictures *
digits_pictures_new_filters (DigitsNet *net, int per_modality)
{
  g_return_val_if_fail (net != NULL && per_modality > 0, NULL);

  const DigitsLayout *layout = digits_net_get_layout (net);
  const float *parameters = digits_net_get_parameters (net);
  const int side = layout->shape.model == DIGITS_MLP ? layout->shape.side : DIGITS_KERNEL;
  const int n = MIN (per_modality, layout->layers[0].out), pixels = side * side;
  DigitsPictures *self = new_pictures (2 * n, side);

  for (int unit = 0; unit < n; unit++)
    {
      float largest = 1e-30f;

      for (int k = 0; k < 2 * pixels; k++)
        largest =
            fmaxf (largest, fabsf (get_weight (layout, parameters, unit, k / pixels, k % pixels)));
      for (int m = 0; m < 2; m++)
        for (int k = 0; k < pixels; k++)
          self->values[(gsize) (m * n + unit) * pixels + k] =
              get_weight (layout, parameters, unit, m, k) / largest;
    }
  return self;
}
