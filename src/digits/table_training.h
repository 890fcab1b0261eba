/* Trains the runs of a table. */
#pragma once

#include "digits/table.h"
#include "digits/training.h"

G_BEGIN_DECLS

/* Runs that lie behind, of all of the table. */
typedef struct
{
  int done, wanted;
  double seconds_left; /* from the runs trained here; INFINITY before the first */
} DigitsTableWork;

/* How the work is watched; either may be NULL. */
typedef struct
{
  /* After each piece of work, one that was given up too. */
  void (*progress) (DigitsTraining *training, const DigitsTableWork *work, gpointer data);
  /* After each run, which is in the table then. FALSE, with an error: end here. */
  gboolean (*entered) (const DigitsTable *table,
                       DigitsTraining *training,
                       const DigitsTableWork *work,
                       gpointer data,
                       GError **error);
  gpointer data;
} DigitsTableWatch;

/**
 * digits_table_train:
 * Trains what is not done, seed by seed, each until both modalities are known or the epochs end.
 * @self: (inout)
 * @options: of the runs; the seed is the first one's
 * @cancel: (nullable): read atomically; the run under way is given up then
 *
 * Returns: FALSE without an error where cancelled.
 * Errors: those of digits_training_new() and of the watch.
 */
gboolean digits_table_train (DigitsTable *self,
                             const DigitsOptions *options,
                             DigitsImages *images,
                             const int *cancel,
                             const DigitsTableWatch *watch,
                             GError **error);

G_END_DECLS
