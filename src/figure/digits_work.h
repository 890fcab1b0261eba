/* Training for figures of noisy digits: whoever waits is told how far it is. */
#pragma once

#include "digits/plan.h"
#include "digits/table_training.h"
#include "figure/figure.h"

G_BEGIN_DECLS

/* How such work is watched and ended. */
typedef struct
{
  const FigureSweep *how; /* or NULL */
  const int *cancel;      /* or NULL */
} PlotDigitsWork;

/* G_IO_ERROR_CANCELLED. */
void plot_digits_work_refuse_cancelled (const Figure *figure, GError **error);
/**
 * plot_digits_work_train:
 * Trains a run to its end, or to its plan's place in it.
 * @part: from where to where the run is of all that is to be done, 0..1
 *
 * Returns: NULL only with an error, which being cancelled is none of.
 */
DigitsTraining *plot_digits_work_train (const PlotDigitsWork *self,
                                        const DigitsPlan *plan,
                                        DigitsImages *images,
                                        const double part[2],
                                        GError **error);
/**
 * plot_digits_work_fill_table:
 * Trains what the plan has of a table; the journal is kept up to date, where there is one.
 * @table: (inout)
 *
 * Returns: FALSE without an error where cancelled.
 */
gboolean plot_digits_work_fill_table (const PlotDigitsWork *self,
                                      const DigitsPlan *plan,
                                      DigitsImages *images,
                                      DigitsTable *table,
                                      GError **error);

G_END_DECLS
