/* Where the parameters of a digits network lie. */
#pragma once

#include "digits/images.h"

G_BEGIN_DECLS

typedef enum
{
  DIGITS_MLP, /* dense layers */
  DIGITS_CNN  /* 3 x 3 convolutions (stride 1, no padding), 2 x 2 max-pool, one dense layer */
} DigitsModel;

#define DIGITS_MIN_DEPTH 2
#define DIGITS_MAX_DEPTH 6
#define DIGITS_MAX_LAYERS (DIGITS_MAX_DEPTH + 1)
#define DIGITS_MAX_WIDTH 1024
#define DIGITS_KERNEL 3
#define DIGITS_TAPS (DIGITS_KERNEL * DIGITS_KERNEL)

typedef struct
{
  DigitsModel model;
  int depth;  /* dense layers of an MLP, the output's included; convolutions of a CNN */
  int width;  /* units, or channels */
  int fusion; /* layers before it exist once for each modality; it takes both at once */
  int side;   /* of the images, pixels */
} DigitsShape;

/* One layer; what it takes in is the outputs of both branches, one behind the other, where it is
 * the fusion layer. */
typedef struct
{
  int branches;     /* 2 before the fusion layer, else 1 */
  int taps;         /* DIGITS_TAPS for a convolution, 1 for a dense layer */
  int in, out;      /* units or channels, of one branch */
  int side;         /* of the output image; 1 for a dense layer */
  gsize weights[2]; /* dense: (out, in); convolution: (taps, in, out) */
  gsize biases[2];  /* (out) */
} DigitsLayer;

typedef struct
{
  DigitsShape shape;
  int n_layers;
  DigitsLayer layers[DIGITS_MAX_LAYERS];
  int pooled; /* side of the image behind the max-pool; 0 for an MLP */
  gsize n_parameters;
} DigitsLayout;

/* The last layer that can be the fusion layer, the first being 1: every layer with weights can, so
 * a CNN's dense layer too. */
int digits_layout_count_fusions (DigitsModel model, int depth);

/**
 * digits_layout_init:
 * Errors: DIGITS_ERROR_OPTION, naming the size and what is allowed; also for images that are too
 * small for the convolutions.
 */
gboolean digits_layout_init (DigitsLayout *self, const DigitsShape *shape, GError **error);

/* Weights and biases uniform in +-1 / sqrt(fan-in), keyed by (seed, layer, branch). */
void digits_layout_draw (const DigitsLayout *self, guint64 seed, float *parameters);

/* Multiplications of one forward pass of one sample (one and an addition count as one). */
double digits_layout_count_products (const DigitsLayout *self);

G_END_DECLS
