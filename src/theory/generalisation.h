/* Generalisation: what one modality alone could reach, and when to stop early. */
#pragma once

#include "model/data/moments.h"
#include "model/record/history.h"

G_BEGIN_DECLS

/**
 * theory_generalisation_compute_unimodal:
 * The least generalisation error, along its training, of a network that gets one modality alone,
 * E_g^uni: a balanced two-layer branch trained on the same samples, early stopping included.
 * @m: the modality, 0 or 1
 * @error: (out): untouched on failure
 * @cancel: (nullable): read atomically
 *
 * Returns: FALSE where the experiment has no generalisation error, its moments fail, or cancelled.
 * Source: arXiv 2312.00935, section 3.5.
 */
gboolean theory_generalisation_compute_unimodal (const ModelExperiment *experiment,
                                                 int m,
                                                 double *error,
                                                 const int *cancel);

/* The minima of the generalisation error: where stopping early would pay. NAN: there is none. */
typedef struct
{
  double t[2]; /* t_1, the first; t_2, the lowest of those behind it */
  double error[2];
} TheoryEarlyStopping;

/* Nothing is found in a recording without such errors. A minimum counts where the error rises
 * behind it, to the next one or to the end, by more than this part of all it has fallen. */
#define THEORY_GENERALISATION_RISE 0.002

void theory_generalisation_find_minima (TheoryEarlyStopping *self, const ModelHistoryView *history);

G_END_DECLS
