/* Convolutions, max-pool and a dense layer: one sample at a time, which stays in the cache. */
#pragma once

#include "digits/batch.h"
#include "digits/layout.h"
#include "digits/team.h"

G_BEGIN_DECLS

typedef struct DigitsCnn DigitsCnn;

/* @layout, @team: borrowed */
DigitsCnn *digits_cnn_new (const DigitsLayout *layout, DigitsTeam *team);
void digits_cnn_free (DigitsCnn *self);

/* As digits_net_step() and digits_net_predict(). */
gboolean digits_cnn_step (DigitsCnn *self, const DigitsBatch *batch, double *loss);
gboolean digits_cnn_predict (DigitsCnn *self, const DigitsBatch *batch, float *logits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsCnn, digits_cnn_free)

G_END_DECLS
