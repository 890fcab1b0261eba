/* Layers over blocks of samples: forward, backward and gradient, with ReLU and its leaky kin.
 *
 * A block is (features, NUM_BLOCK), feature-major, so that one feature of all its samples is one
 * vector. Plain loops with a fixed order of summation: the same bits on every CPU.
 */
#pragma once

enum
{
  NUM_BLOCK = 128 /* samples: the layers of 100 features fit in the second cache together, and sums
                   * over the samples of a block are long enough to be worth folding */
};

/* out += w in. Shapes: w (rows, cols), in (cols, NUM_BLOCK), out (rows, NUM_BLOCK). */
void num_block_forward (int rows, int cols, const double *w, const double *in, double *out);
/* below = w' delta. Shapes: delta (rows, NUM_BLOCK), below (cols, NUM_BLOCK). */
void num_block_backward (int rows, int cols, const double *w, const double *delta, double *below);
/* gradient += delta in'. Shapes: gradient (rows, cols). */
void num_block_outer (int rows, int cols, const double *delta, const double *in, double *gradient);

/* h = max (h, slope h), (n), for slopes 0..1. */
void num_relu (int n, double slope, double *h);
/* delta *= derivative, which the activated h tells: 1 where it is above 0, slope elsewhere. */
void num_relu_backward (int n, double slope, const double *h, double *delta);

/**
 * num_logistic:
 * residual_i = weight_i y_i / (1 + exp (y_i yhat_i)), minus the derivative of the loss.
 * Returns: the loss, sum_i weight_i ln (1 + exp (-y_i yhat_i)), to a few roundings.
 *
 * Shapes: all (n).
 */
double
num_logistic (int n, const double *yhat, const double *y, const double *weight, double *residual);
