/* What many runs have in common: median and spread of their recordings, epoch by epoch. */
#pragma once

#include "model/record/history.h"

G_BEGIN_DECLS

#define MODEL_BAND_LOW 0.1
#define MODEL_BAND_HIGH 0.9
/* Runs that one band can be of. */
#define MODEL_BAND_MAX 64

/* Each a recording itself, of quantiles: loss and either weight for themselves. */
typedef struct
{
  ModelHistoryView *low, *median, *high; /* NULL where there is none */
  int n_members;
} ModelBand;

/**
 * model_band_init:
 * Median and 10 to 90 % range over the members at given epochs. A member that has ended counts with
 * what it ended at; quantiles lie linear between the sorted values.
 * @members: n of them, 1 <= n <= MODEL_BAND_MAX, none empty
 * @loss_units: (nullable): the loss of each is divided by its own: data sets have theirs
 * @epochs: in increasing order; empty where n_epochs is 0
 *
 * Valid: n_epochs <= MODEL_HISTORY_DENSE_ROWS.
 */
void model_band_init (ModelBand *self,
                      const ModelHistoryView *const *members,
                      const double *loss_units,
                      int n,
                      const double *epochs,
                      gsize n_epochs);
void model_band_clear (ModelBand *self);

G_END_DECLS
