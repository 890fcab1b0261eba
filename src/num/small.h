/* Many epochs of gradient descent on a small two-modality network with one input per modality.
 *
 * At this size a step costs tens of nanoseconds, so nothing may stand between two of them: widths
 * are constants of the compiler, weights are kept in both orders so that no product needs a sum
 * across lanes, and the loop over the epochs is inside. Sums run in a fixed order: the same bits on
 * every CPU.
 */
#pragma once

#include <stddef.h>

/* Wider ones are as fast in num/kernels.h: two orders of every weight cost as much as they save. */
#define NUM_SMALL_MAX_WIDTH 16
#define NUM_SMALL_MAX_DEPTH 8 /* layers in a branch, or after the fusion */

/* Moments of (x_A, x_B, y), y's with x first to last: all that such a network sees of its data. */
typedef struct
{
  double aa, ab, bb; /* <x_A^2>, <x_A x_B>, <x_B^2> */
  double ya, yb, yy;
} NumSmallMoments;

typedef struct NumSmall NumSmall;

/* The width that networks of a width are padded to with zeros, which stay zeros: a multiple of 8.
 */
int num_small_padded_width (int width);

/**
 * num_small_new:
 * All weights zero.
 * @depth: layers of branch A (>= 1), of branch B (>= 1), after the fusion (>= 0)
 * Valid: every way to the output has at least two layers; width <= NUM_SMALL_MAX_WIDTH.
 */
NumSmall *num_small_new (const int depth[3], int width);
void num_small_free (NumSmall *self);

/* All weights, padded, n of them: to be copied as a block. */
double *num_small_get_weights (NumSmall *self, size_t *n);
/* Layer l of part 0, 1 (branches) or 2 (shared): its first weight, and how far apart two rows are.
 * A first layer is one column, an output layer one row; both are contiguous. */
double *num_small_get_layer (NumSmall *self, int part, int l, int *row_stride);

/* What an epoch leaves behind. */
typedef struct
{
  double loss, w_a, w_b;
} NumSmallRow;

/* After weights were written: makes ready to advance, and gives the row of the present weights. */
void num_small_evaluate (NumSmall *self, const NumSmallMoments *moments, NumSmallRow *row);

/* n steps; rows[i] is that of the weights after step i + 1. However steps are cut into calls, the
 * bits are the same. */
void num_small_advance (
    NumSmall *self, const NumSmallMoments *moments, double rate, int n, NumSmallRow *rows);
