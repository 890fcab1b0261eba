/* How well a run keeps its layers balanced: what gradient flow conserves, over its epochs. */
#pragma once

#include "model/record/recipe.h"
#include "model/train/trainer.h"

G_BEGIN_DECLS

/* Where two neighbouring layers meet. */
typedef enum
{
  STUDY_JUNCTION_A,      /* within branch A: eq 38 */
  STUDY_JUNCTION_B,      /* within branch B: eq 39 */
  STUDY_JUNCTION_SHARED, /* behind the fusion: eq 40 */
  STUDY_JUNCTION_FUSION, /* across it: eq 41 */
  STUDY_N_JUNCTIONS
} StudyJunction;

/* Frozen. Of each place where there are layers to meet, a recording whose losses are the largest
 * residual there; else NULL. */
typedef struct
{
  ModelHistoryView *residual[STUDY_N_JUNCTIONS];
} StudyBalance;

/**
 * study_balance_new:
 * What has changed of the balance since the run's start, at up to 128 rows of its recording, evenly
 * spaced in time and in its logarithm; of wide networks at fewer, as residuals cost the cube of the
 * width. Gradient flow keeps it at 0; finite steps nearly, in proportion to their size.
 * @trainer: of a run
 * @first: where it starts: 0, or the epoch of its fork
 * @cancel: (nullable): read atomically, at least once per row
 *
 * Units: of theory_balance_compute(), relative to the square of the largest layer.
 * Returns: NULL where cancelled.
 * Source: arXiv 2312.00935, eqs 38-41.
 */
StudyBalance *study_balance_new (ModelTrainer *trainer, gint64 first, const int *cancel);
/* The same of a run that is trained again.
 *
 * Errors: those of run_train_recipe(). */
StudyBalance *study_balance_train (const ModelRecipe *recipe, const int *cancel, GError **error);
void study_balance_free (StudyBalance *self);

/* "a", "b", "shared", "fusion": in the names of columns. */
const char *study_balance_get_name (StudyJunction junction);
/* The residual at an epoch, and the largest of all; NAN: there is none. */
double study_balance_at (const StudyBalance *self, StudyJunction junction, double epoch);
double study_balance_get_largest (const StudyBalance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyBalance, study_balance_free)

G_END_DECLS
