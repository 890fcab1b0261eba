/* Inside the small networks: what one is made of. */
#pragma once

#include "num/small.h"

/* A layer between two hidden ones is a matrix in both orders: w has its rows one behind the other,
 * t its columns, with the same bits. A first layer (one column) and an output layer (one row) are
 * vectors, and t is NULL. b has as many numbers as a layer has rows, f as it has columns; of an
 * output layer b is 1, of a first layer f is om. */
typedef struct
{
  double *w, *t;
  double *b, *f;
} NumSmallLayer;

struct NumSmall
{
  int depth[3], width;
  NumSmallLayer layer[3][NUM_SMALL_MAX_DEPTH];
  double om[2];
  size_t n_weights;
  double *weights, *memory;
};
