/* A network of the noisy-digit task: an MLP or a CNN with its parameters. */
#pragma once

#include "digits/layout.h"
#include "digits/team.h"

G_BEGIN_DECLS

typedef struct DigitsNet DigitsNet;

/**
 * digits_net_new:
 * @batch: the most samples of one step or prediction
 * @team: borrowed
 * Errors: those of digits_layout_init().
 */
DigitsNet *digits_net_new (
    const DigitsShape *shape, guint64 seed, int batch, DigitsTeam *team, GError **error);
void digits_net_free (DigitsNet *self);
const DigitsLayout *digits_net_get_layout (const DigitsNet *self);
/* Borrowed; may be written between steps. */
float *digits_net_get_parameters (DigitsNet *self);

/**
 * digits_net_step:
 * One step of gradient descent on the mean cross-entropy of n samples. Same input, same bits, on
 * any team.
 * @x: (n, 2, side, side): A and B of each sample
 * @cancel: (nullable): where it becomes true, the parameters stay as they are
 * @loss: (out): before the step
 *
 * Returns: FALSE if cancelled.
 */
gboolean digits_net_step (DigitsNet *self,
                          const float *x,
                          const guint8 *labels,
                          int n,
                          float rate,
                          const int *cancel,
                          double *loss);

/* @logits: (out): (n, DIGITS_CLASSES). Returns: FALSE if cancelled. */
gboolean
digits_net_predict (DigitsNet *self, const float *x, int n, const int *cancel, float *logits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsNet, digits_net_free)

G_END_DECLS
