/* What the network sees: two copies of each image, one of which may be corrupted. */
#pragma once

#include "digits/images.h"
#include "digits/team.h"

G_BEGIN_DECLS

/* Mean and standard deviation of MNIST's pixels, which normalise all images. */
#define DIGITS_MEAN 0.1307
#define DIGITS_DEVIATION 0.3081

typedef enum
{
  DIGITS_CLEAN,
  DIGITS_CORRUPTED_A,
  DIGITS_CORRUPTED_B
} DigitsKind;
#define DIGITS_KINDS 3

/* A normalised image x becomes remains * x + N(0, noise^2). */
typedef struct
{
  double probability_a, probability_b; /* of a sample; their sum at most 1 */
  double remains, noise;
} DigitsCorruption;

typedef struct DigitsInputs DigitsInputs;

/**
 * digits_inputs_new:
 * Which samples are corrupted, and their noise, are keyed by (seed, key, round, index).
 * @images: kept
 * @set: one of the images' two
 * @key: 0..3, different for different sets
 */
DigitsInputs *digits_inputs_new (DigitsImages *images,
                                 const DigitsSet *set,
                                 const DigitsCorruption *corruption,
                                 guint64 seed,
                                 guint key);
void digits_inputs_free (DigitsInputs *self);
/* Corrupts anew; round 0..2^16 - 1, at first 0. Not while they are read. */
void digits_inputs_set_round (DigitsInputs *self, guint round);

int digits_inputs_get_count (const DigitsInputs *self);
DigitsKind digits_inputs_get_kind (const DigitsInputs *self, int sample);

/* Which image reaches the network; the other is zero. What is seen alone is never corrupted: it is
 * asked what was learned of a modality, not how often it fails. */
typedef enum
{
  DIGITS_SEES_BOTH,
  DIGITS_SEES_A,
  DIGITS_SEES_B
} DigitsSight;

/**
 * digits_inputs_write:
 * @x: (out): (2, side, side): A and B of the sample
 */
void digits_inputs_write (const DigitsInputs *self, int sample, DigitsSight sight, float *x);
/**
 * digits_inputs_gather:
 * The same of n samples, and their labels.
 * @samples: (nullable): their numbers; NULL for first, first + 1, ...
 * @x: (out): (n, 2, side, side)
 * @labels: (out): (n)
 */
void digits_inputs_gather (const DigitsInputs *self,
                           const int *samples,
                           int first,
                           int n,
                           DigitsSight sight,
                           DigitsTeam *team,
                           float *x,
                           guint8 *labels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsInputs, digits_inputs_free)

G_END_DECLS
