/* Small networks: how their weights lie. */
#include "num/small.h"

#include "num/matrix.h"
#include "num/small_layers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum
{
  PADDING = 8 /* the lanes that sums run in */
};

int
num_small_padded_width (int width)
{
  return (width + PADDING - 1) / PADDING * PADDING;
}

static int
is_vector (const NumSmall *self, int part, int l)
{
  return (part < 2 && l == 0) || (l == self->depth[part] - 1 && (part == 2 || self->depth[2] == 0));
}

static size_t
layer_size (const NumSmall *self, int part, int l)
{
  return is_vector (self, part, l) ? (size_t) self->width : (size_t) self->width * self->width;
}

/* Lays out one kind of thing for all layers; returns how many numbers that takes. */
static size_t
lay_out_weights (NumSmall *self, double *memory, int twins)
{
  size_t n = 0;

  for (int part = 0; part < 3; part++)
    for (int l = 0; l < self->depth[part]; l++)
      {
        if (twins && is_vector (self, part, l))
          continue;
        if (memory != NULL && twins)
          self->layer[part][l].t = memory + n;
        else if (memory != NULL)
          self->layer[part][l].w = memory + n;
        n += layer_size (self, part, l);
      }
  return n;
}

NumSmall *
num_small_new (const int depth[3], int width)
{
  NumSmall *self = calloc (1, sizeof *self);
  size_t twins, layers = depth[0] + depth[1] + depth[2];
  double *p;

  assert (self != NULL && width >= 1 && width <= NUM_SMALL_MAX_WIDTH);
  memcpy (self->depth, depth, sizeof self->depth);
  self->width = num_small_padded_width (width);
  self->n_weights = lay_out_weights (self, NULL, 0);
  twins = lay_out_weights (self, NULL, 1);
  self->memory = self->weights = num_alloc (self->n_weights + twins + 2 * layers * self->width);
  lay_out_weights (self, self->weights, 0);
  lay_out_weights (self, self->weights + self->n_weights, 1);
  p = self->weights + self->n_weights + twins;
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < depth[part]; l++, p += 2 * self->width)
      {
        self->layer[part][l].b = p;
        self->layer[part][l].f = p + self->width;
      }
  return self;
}

void
num_small_free (NumSmall *self)
{
  if (self == NULL)
    return;
  free (self->memory);
  free (self);
}

double *
num_small_get_weights (NumSmall *self, size_t *n)
{
  *n = self->n_weights;
  return self->weights;
}

double *
num_small_get_layer (NumSmall *self, int part, int l, int *row_stride)
{
  *row_stride = part < 2 && l == 0 ? 1 : self->width;
  return self->layer[part][l].w;
}
