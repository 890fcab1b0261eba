/* Identical samples as one, with how often it is there. */
#pragma once

#include "model/dataset.h"

G_BEGIN_DECLS

typedef struct
{
  int sample; /* the first of its kind */
  int count;
} ModelMerged;

/* The different samples (inputs and target alike), in order of appearance; freed with g_free().
 * @n: (out): how many */
ModelMerged *model_merged_new (const ModelDataset *data, int *n);

G_END_DECLS
