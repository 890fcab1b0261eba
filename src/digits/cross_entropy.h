/* Softmax and cross-entropy of ten classes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * digits_cross_entropy:
 * -ln softmax(logits)_label. Finite for finite logits.
 * @logits: (inout): (DIGITS_CLASSES); overwritten with the gradient, softmax minus the label's one
 */
double digits_cross_entropy (float *logits, int label);
/* Index of the largest; the first of several. */
int digits_cross_entropy_classify (const float *logits);

G_END_DECLS
