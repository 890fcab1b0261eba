/* Dense layers: a whole batch at a time, through sgemm. */
#pragma once

#include "digits/layout.h"
#include "digits/team.h"

G_BEGIN_DECLS

typedef struct DigitsMlp DigitsMlp;

/* @layout, @team: borrowed; @batch: the most samples at a time */
DigitsMlp *digits_mlp_new (const DigitsLayout *layout, int batch, DigitsTeam *team);
void digits_mlp_free (DigitsMlp *self);

/**
 * digits_mlp_step:
 * One step of gradient descent on the mean cross-entropy of n samples; the work is cut into pieces
 * by n and the layout alone, so its bits do not depend on the team.
 * @parameters: (inout)
 * @x: (n, 2, side, side): A and B of each sample
 * @cancel: (nullable): where it becomes true, parameters stay as they are
 * @loss: (out): before the step
 *
 * Returns: FALSE if cancelled.
 */
gboolean digits_mlp_step (DigitsMlp *self,
                          float *parameters,
                          const float *x,
                          const guint8 *labels,
                          int n,
                          float rate,
                          const int *cancel,
                          double *loss);

/* @logits: (out): (n, DIGITS_CLASSES). Returns: FALSE if cancelled. */
gboolean digits_mlp_predict (DigitsMlp *self,
                             const float *parameters,
                             const float *x,
                             int n,
                             const int *cancel,
                             float *logits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsMlp, digits_mlp_free)

G_END_DECLS
