/* Digits of our own: 28 x 28 pixels, drawn with Cairo, each different, for whoever has no MNIST. */
#pragma once

#include "digits/images.h"
#include "digits/team.h"

G_BEGIN_DECLS

#define DIGITS_DRAWN_SIDE 28

/**
 * digits_drawn_new:
 * Draws n_train + n_test digits, all ten in turn. Each has a way of writing, control points that
 * wobble, slant, rotation, size, place, thickness, ink, an elastic deformation and noise of its
 * own, keyed by (seed, index): the same seed gives the same images, whatever the sizes and the
 * number of threads; those to test on are drawn as those to train on are.
 * @team: (nullable)
 */
DigitsImages *digits_drawn_new (guint64 seed, int n_train, int n_test, DigitsTeam *team);

G_END_DECLS
