/* What a step sees of the samples: a batch of them, modalities that are dropped, each modality
 * alone. Keyed by seed and epoch: the same epoch always sees the same. */
#pragma once

#include "model/data/moments.h"

G_BEGIN_DECLS

typedef struct ModelDraw ModelDraw;

/* The samples are ref'd; they are those of the experiment, whitened where it asks for it. */
ModelDraw *model_draw_new (const ModelExperiment *experiment, ModelDataset *data);
void model_draw_free (ModelDraw *self);

/* Rows of samples with weights, borrowed until the next call.
 * Shapes: x (n, n_A + n_B), y and weight (n). */
typedef struct
{
  int n;
  const double *x, *y, *weight;
} ModelDrawnRows;

/* Those that an epoch's step learns from: its batch, each modality of a row kept or dropped, and
 * the row with each modality alone where there is a loss of it. */
void model_draw_rows (ModelDraw *self, gint64 epoch, ModelDrawnRows *rows);
/* What steps learn from in expectation: all samples, with every way to drop. */
void model_draw_all_rows (ModelDraw *self, ModelDrawnRows *rows);
/* The moments of an epoch's batch, dropout in expectation; borrowed until the next call. */
const ModelMoments *model_draw_moments (ModelDraw *self, gint64 epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelDraw, model_draw_free)

G_END_DECLS
