/* Small pictures for the eye: samples as the network sees them, and first-layer filters. */
#pragma once

#include "digits/net.h"
#include "digits/training.h"

G_BEGIN_DECLS

/* (n, side, side), frozen. */
typedef struct
{
  int n, side;
  float *values;
} DigitsPictures;

#define DIGITS_PICTURES_SEARCHED 480

/**
 * digits_pictures_new_samples:
 * The first `per_kind` samples of each kind: for each kind in turn, for each sample, A and B. Kinds
 * with fewer samples, among the first DIGITS_PICTURES_SEARCHED, are filled with pictures of NaN.
 * Values are those of normalised images.
 */
DigitsPictures *digits_pictures_new_samples (const DigitsInputs *inputs, int side, int per_kind);
/**
 * digits_pictures_new_filters:
 * First-layer weights of the first units (channels): `per_modality` of A, then as many of B, each
 * divided by the largest of both modalities' filters of that unit. Fewer where there are fewer.
 */
DigitsPictures *digits_pictures_new_filters (DigitsNet *net, int per_modality);
DigitsPictures *digits_pictures_ref (DigitsPictures *self);
void digits_pictures_unref (DigitsPictures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsPictures, digits_pictures_unref)

G_END_DECLS
