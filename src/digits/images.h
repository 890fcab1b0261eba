/* Labelled grey images: those to train on and those to test on. */
#pragma once

#include "digits/idx.h"

G_BEGIN_DECLS

#define DIGITS_CLASSES 10

typedef struct
{
  int n;
  guint8 *pixels; /* (n, side, side) */
  guint8 *labels; /* (n), 0..9 */
} DigitsSet;

/* Frozen and shared between threads. */
typedef struct
{
  int side;
  DigitsSet train, test;
} DigitsImages;

/* Zeroed sets of the given sizes, to be filled before they are shared. */
DigitsImages *digits_images_new (int side, int n_train, int n_test);
DigitsImages *digits_images_ref (DigitsImages *self);
void digits_images_unref (DigitsImages *self);

/**
 * digits_images_load:
 * Reads a folder with the files of MNIST or Fashion-MNIST (train-images-idx3-ubyte,
 * train-labels-idx1-ubyte, t10k-..., each also with .gz). Where one of the two pairs is missing,
 * the last fifth of the other is the test set.
 * @n_train: at most so many images, the first; 0: all of them
 * @n_test: the same
 *
 * Errors: those of digits/idx.h; DIGITS_ERROR_FORMAT where images and labels differ in number, or
 * training and test images in size; DIGITS_ERROR_MISSING without folder or files.
 */
DigitsImages *digits_images_load (const char *folder, int n_train, int n_test, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsImages, digits_images_unref)

G_END_DECLS
