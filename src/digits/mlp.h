/* Dense layers: a whole batch at a time, through sgemm. */
#pragma once

#include "digits/batch.h"
#include "digits/layout.h"
#include "digits/team.h"

G_BEGIN_DECLS

typedef struct DigitsMlp DigitsMlp;

/* @layout, @team: borrowed; @most: samples of a batch */
DigitsMlp *digits_mlp_new (const DigitsLayout *layout, int most, DigitsTeam *team);
void digits_mlp_free (DigitsMlp *self);

/* As digits_net_step() and digits_net_predict(). */
gboolean digits_mlp_step (DigitsMlp *self, const DigitsBatch *batch, double *loss);
gboolean digits_mlp_predict (DigitsMlp *self, const DigitsBatch *batch, float *logits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsMlp, digits_mlp_free)

G_END_DECLS
