/* What a prediction assumes that an experiment does not meet. */
#pragma once

#include "theory/own.h"

G_BEGIN_DECLS

typedef enum
{
  THEORY_LIMIT_LARGE_START, /* weights are not small at the start: phases overlap */
  THEORY_LIMIT_UNALIGNED,   /* layers drawn at random, where theory has them aligned */
  THEORY_LIMIT_STEPS,       /* so large that a flow is another run */
  THEORY_LIMIT_ROUNDING,    /* a sign returns from below what numbers hold */
  THEORY_LIMIT_STAGES,      /* how many, or of which modality, is a close call: times are not */
  THEORY_LIMIT_BENT,        /* ReLU, leaky or not */
  THEORY_LIMIT_LOGISTIC,
  THEORY_LIMIT_XOR,
  THEORY_LIMIT_OPTIMIZER, /* steps that no rate describes: Adam, signs, clipping, schedules */
  THEORY_LIMIT_REMEDY,    /* decay or rates where only aligned layers have a theory, or none */
  THEORY_N_LIMITS
} TheoryLimit;

/**
 * theory_validity_compute:
 * Why a prediction may be off, the first reason first.
 * @own: (nullable): theory of the network's own start; NULL: of aligned layers, by gradient flow
 * (times.flow)
 *
 * Returns: how many there are, none where theory is to be trusted.
 * Source: beyond the paper: validity.
 */
int theory_validity_compute (const ModelExperiment *experiment,
                             const TheoryPrediction *prediction,
                             const TheoryOwn *own,
                             TheoryLimit limits[THEORY_N_LIMITS]);

/**
 * theory_validity_describe:
 * The reasons in sentences, a line each; or, where there is none, what is assumed and holds. What
 * window and figures say beside theory's numbers.
 * @own: as above
 * Returns: translated; owned by the caller.
 */
char *theory_validity_describe (const ModelExperiment *experiment,
                                const TheoryPrediction *prediction,
                                const TheoryOwn *own);

/* A name for scripts ("large_start"), and a sentence, translated. */
const char *theory_validity_get_name (TheoryLimit limit);
const char *theory_validity_get_words (TheoryLimit limit);

G_END_DECLS
