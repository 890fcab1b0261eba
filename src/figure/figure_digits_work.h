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
} FigureDigitsWork;

/**
 * figure_digits_work_fill_run:
 * Trains a run to its end, or to its plan's place in it; what it came to is in the state then.
 * @part: from where to where the run is of all that is to be done, 0..1
 *
 * Returns: FALSE without an error where cancelled.
 */
gboolean figure_digits_work_fill_run (const FigureDigitsWork *self,
                                      const DigitsPlan *plan,
                                      DigitsImages *images,
                                      const double part[2],
                                      DigitsState *state,
                                      GError **error);
/**
 * figure_digits_work_fill_table:
 * Trains what the plan has of a table; the journal is kept up to date, where there is one.
 *
 * Returns: FALSE without an error where cancelled.
 */
gboolean figure_digits_work_fill_table (const FigureDigitsWork *self,
                                        const DigitsPlan *plan,
                                        DigitsImages *images,
                                        DigitsState *state,
                                        GError **error);

G_END_DECLS
