/* The shapes of hand-drawn digits: several ways to write each, as smooth strokes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DIGITS_STROKES_MAX_POINTS 512

/* Points of all strokes, one after the other. */
typedef struct
{
  int n;
  float x[DIGITS_STROKES_MAX_POINTS], y[DIGITS_STROKES_MAX_POINTS]; /* 0..1, y downwards */
  gboolean begins[DIGITS_STROKES_MAX_POINTS]; /* the pen is lifted before this point */
} DigitsStrokes;

/* How many ways there are to write the digit 0..9. */
int digits_strokes_count (int digit);

/**
 * digits_strokes_trace:
 * @wobble: (nullable): displacements in x and y for each control point in turn, at most
 *   DIGITS_STROKES_MAX_CONTROLS pairs
 * @out: (out): the strokes, as lines short enough to be bent
 */
#define DIGITS_STROKES_MAX_CONTROLS 24
void digits_strokes_trace (int digit, int way, const float *wobble, DigitsStrokes *out);

G_END_DECLS
