/* The different inputs that a modality has over all samples, where they are few: signs, bits,
 * categories.
 */
#pragma once

#include "model/network/sample_gradient.h"

G_BEGIN_DECLS

#define MODEL_INPUT_PATTERNS_MAX 16

/**
 * model_input_patterns_collect:
 * The different inputs of modality m in data and test set, in order of appearance; for a single
 * input its signs, +1 and -1, which with the size make the input.
 * @n: (out): how many
 *
 * Returns: (n, inputs of m), freed with free(); NULL where there are more than
 * MODEL_INPUT_PATTERNS_MAX.
 */
double *model_input_patterns_collect (const ModelSampleTask *task, int m, int *n);

/* The index of the pattern that x shows; -1 for a single input of 0, and for what is not there. */
int model_input_patterns_find (int n_inputs, const double *patterns, int n, const double *x);

G_END_DECLS
