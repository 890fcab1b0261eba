/* Samples that occur several times, each kept once with its count: what is computed for a sample is
 * then computed once for all that are alike. */
#pragma once

#include "model/data/dataset.h"

G_BEGIN_DECLS

typedef struct
{
  int sample; /* the first of its kind */
  int count;
} ModelMergedSample;

/* The different samples (inputs and target alike), in order of appearance; freed with g_free().
 * @n: (out): how many */
ModelMergedSample *model_merged_samples_new (const ModelDataset *data, int *n);

G_END_DECLS
