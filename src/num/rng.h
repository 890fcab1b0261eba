/* Random numbers keyed by (seed, stream): the same key gives the same numbers, whoever asks when.
 */
#pragma once

#include <stdint.h>

/* What a stream is for. Values are part of every recorded result: never renumber. */
typedef enum
{
  NUM_STREAM_SAMPLES = 1,
  NUM_STREAM_COVARIANCE = 2,
  NUM_STREAM_TRUE_WEIGHTS = 3,
  NUM_STREAM_TEST = 4,
  NUM_STREAM_SPLIT = 5, /* of a file's rows */
  NUM_STREAM_BATCH = 6, /* these two: plus an epoch << 8 */
  NUM_STREAM_DROPOUT = 7,
  NUM_STREAM_DRAWN_DIGITS = 10, /* these three: plus an index << 8 */
  NUM_STREAM_CORRUPTION = 11,
  NUM_STREAM_SHUFFLE = 12,
  NUM_STREAM_INIT = 16 /* one stream per layer from here */
} NumStream;

typedef struct NumRng NumRng;

NumRng *num_rng_new (uint64_t seed, uint64_t stream);
void num_rng_free (NumRng *self);
double num_rng_normal (NumRng *self); /* N(0, 1) */
double num_rng_uniform (NumRng *self, double a, double b);

/**
 * num_rng_inverse_wishart:
 * A draw of the inverse Wishart distribution.
 * Shapes: scale and out (n, n), row-major, symmetric positive definite.
 * Valid: degrees_of_freedom > n - 1.
 */
void num_rng_inverse_wishart (
    NumRng *self, int n, double degrees_of_freedom, const double *scale, double *out);
