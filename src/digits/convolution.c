/* A convolution as nine products of shifted images. */
#include "digits/convolution.h"

#include "digits/layout.h"
#include "num/blas.h"

#include <string.h>

/* Pixels by which a tap moves the image. */
static int
get_offset (const DigitsConvolution *self, int tap)
{
  return tap / DIGITS_KERNEL * self->side + tap % DIGITS_KERNEL;
}

static int
get_output_side (const DigitsConvolution *self)
{
  return self->side - (DIGITS_KERNEL - 1);
}

int
digits_convolution_get_pixels (const DigitsConvolution *self)
{
  return get_output_side (self) * self->side - (DIGITS_KERNEL - 1);
}

/* The valid columns of the full sums, with bias, rectified. */
static void
finish (const DigitsConvolution *self,
        const float *full,
        const float *bias,
        float *output,
        int output_row)
{
  const int side = get_output_side (self), channels = self->out;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        const float *restrict from = full + (y * self->side + x) * channels;
        float *restrict to = output + (y * side + x) * output_row;

        for (int c = 0; c < channels; c++)
          {
            const float sum = from[c] + bias[c];

            to[c] = sum > 0 ? sum : 0;
          }
      }
}

void
digits_convolution_forward (const DigitsConvolution *self,
                            const float *input,
                            int input_row,
                            const float *weights,
                            const float *bias,
                            float *full,
                            float *output,
                            int output_row)
{
  for (int tap = 0; tap < DIGITS_TAPS; tap++)
    cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, digits_convolution_get_pixels (self),
                 self->out, self->in, 1, input + get_offset (self, tap) * input_row, input_row,
                 weights + tap * self->in * self->out, self->out, tap > 0, full, self->out);
  finish (self, full, bias, output, output_row);
}

/* The derivative at the full input width, zero where columns wrap around; its sum is the bias's. */
static void
widen (const DigitsConvolution *self,
       const float *delta,
       int delta_row,
       float *full,
       float *gradient_bias)
{
  const int side = get_output_side (self), channels = self->out;

  for (int y = 0; y < side; y++)
    {
      float *line = full + y * self->side * channels;

      for (int x = 0; x < side; x++)
        {
          const float *restrict from = delta + (y * side + x) * delta_row;
          float *restrict to = line + x * channels;

          for (int c = 0; c < channels; c++)
            {
              to[c] = from[c];
              gradient_bias[c] += from[c];
            }
        }
      if (y + 1 < side)
        memset (line + side * channels, 0, sizeof *line * (DIGITS_KERNEL - 1) * channels);
    }
}

static void
clear_channels (float *image, int pixels, int channels, int row)
{
  for (int p = 0; p < pixels; p++)
    memset (image + p * row, 0, sizeof *image * channels);
}

void
digits_convolution_back (const DigitsConvolution *self,
                         const float *input,
                         int input_row,
                         const float *weights,
                         const float *delta,
                         int delta_row,
                         float *full,
                         float *gradient_weights,
                         float *gradient_bias,
                         float *back)
{
  const int pixels = digits_convolution_get_pixels (self);

  widen (self, delta, delta_row, full, gradient_bias);
  if (back != NULL)
    clear_channels (back, self->side * self->side, self->in, input_row);
  for (int tap = 0; tap < DIGITS_TAPS; tap++)
    {
      const int offset = get_offset (self, tap) * input_row, place = tap * self->in * self->out;

      cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, self->in, self->out, pixels, 1,
                   input + offset, input_row, full, self->out, 1, gradient_weights + place,
                   self->out);
      if (back != NULL)
        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, pixels, self->in, self->out, 1, full,
                     self->out, weights + place, self->out, 1, back + offset, input_row);
    }
}
