/* Runs in words, for those who listen to the plots instead of looking at them. */
#pragma once

#include "study/phases.h"

G_BEGIN_DECLS

/* All owned by the caller, translated, one or two sentences without markup. */

/* "Loss falls in two steps, at epochs 103 and 471, to 0.00 of its start." */
char *study_summary_describe_loss (const ModelSnapshot *snapshot, const StudyPhases *phases);
/* "A is learned at epoch 103, B at epoch 471." */
char *study_summary_describe_weights (const ModelSnapshot *snapshot, const StudyPhases *phases);
/* "Epoch 300: loss 0.107, weight of A 1.25, weight of B 0.00." */
char *study_summary_describe_epoch (const ModelSnapshot *snapshot, double epoch);
/* "Late fusion network: A and B have 3 layers each, then 1 shared layer." */
char *study_summary_describe_network (const ModelExperiment *experiment);
/* How it is trained, in few words, in the markup of plot/draw/label.h: "14 of 100 dimensions, error
 * 4·10^{-8}"; the long form is model_snapshot_describe_width(). */
char *study_summary_describe_width (const ModelSnapshot *snapshot);

G_END_DECLS
