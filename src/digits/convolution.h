/* A 3 x 3 convolution (stride 1, no padding) of one image: nine products, one for each tap.
 *
 * Images are (pixels, row): `row` numbers lie from one pixel to the next, the layer's channels
 * first. A tap moves the whole image by a constant number of pixels, so the product of one tap is
 * one sgemm on the image as it stands: nothing is unrolled or copied. Sums run over the full input
 * width; the two columns at the end of each line that wrap around are passed over.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int side;    /* of the input image; the output's is side - 2 */
  int in, out; /* channels */
} DigitsConvolution;

/* Pixels that the products run over: numbers of `full` are that many times out. */
int digits_convolution_get_pixels (const DigitsConvolution *self);

/**
 * digits_convolution_forward:
 * output = max (0, weights * input + bias).
 * @weights: (taps, in, out)
 * @full: scratch, as long as digits_convolution_get_pixels() says
 */
void digits_convolution_forward (const DigitsConvolution *self,
                                 const float *input,
                                 int input_row,
                                 const float *weights,
                                 const float *bias,
                                 float *full,
                                 float *output,
                                 int output_row);

/**
 * digits_convolution_back:
 * Adds the derivatives by weights and bias to their gradient.
 * @delta: the derivative by what the rectifier takes, laid out as the output
 * @back: (out) (nullable): the derivative by the input, laid out as it is; its other channels are
 *   left alone
 */
void digits_convolution_back (const DigitsConvolution *self,
                              const float *input,
                              int input_row,
                              const float *weights,
                              const float *delta,
                              int delta_row,
                              float *full,
                              float *gradient_weights,
                              float *gradient_bias,
                              float *back);

G_END_DECLS
