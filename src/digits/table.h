/* Table 1: time ratios of every fusion layer, over several seeds, beside the paper's. */
#pragma once

#include "digits/options.h"
#include "digits/record.h"

G_BEGIN_DECLS

#define DIGITS_TABLE_MAX_SEEDS 100

typedef struct
{
  gboolean done;
  double times[2]; /* of A and B, epochs; NaN: not reached */
  double ratio;    /* NaN: not known */
} DigitsCell;

typedef struct
{
  DigitsModel model;
  int fusions, seeds;                                          /* fusion layers 1..fusions */
  DigitsCell cells[DIGITS_MAX_LAYERS][DIGITS_TABLE_MAX_SEEDS]; /* [fusion - 1][seed] */
} DigitsTable;

typedef struct
{
  int n, missing;   /* seeds with a ratio; seeds that are done and have none */
  double mean;      /* NaN where n is 0 */
  double deviation; /* of a sample (n - 1); NaN where n < 2 */
} DigitsRatio;

void digits_table_init (DigitsTable *self, DigitsModel model, int fusions, int seeds);
/* Enters a run: what its rows say at the threshold. */
void digits_table_enter (
    DigitsTable *self, int fusion, int seed, const DigitsRow *rows, int n, double threshold);
DigitsRatio digits_table_get_ratio (const DigitsTable *self, int fusion);

/**
 * digits_table_get_paper:
 * Mean and deviation of five seeds on 60,000 images of MNIST, 200 epochs, five layers.
 * Returns: FALSE where the paper has none.
 * Source: arXiv 2312.00935, table 1.
 */
gboolean digits_table_get_paper (DigitsModel model, int fusion, double *mean, double *deviation);

G_END_DECLS
