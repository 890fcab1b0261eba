/* Logs that people's own networks leave: a loss over steps, and perhaps an accuracy, and losses or
 * accuracies of each modality alone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  MODEL_LOG_LOSS,
  MODEL_LOG_A, /* of A alone: a loss, or an accuracy */
  MODEL_LOG_B,
  MODEL_LOG_ACCURACY, /* of both together */
  MODEL_LOG_N_CURVES
};

/* Frozen once it is read. */
typedef struct
{
  gsize n;
  double *step;                      /* (n), increasing: epochs or steps, as the log counts */
  double *curve[MODEL_LOG_N_CURVES]; /* (n): NaN where the log says nothing; NULL: it has none */
  char *step_name, *name[MODEL_LOG_N_CURVES]; /* of their columns; or NULL */

  /* What is odd about it. */
  gboolean backwards; /* its last row is the first step */
  gsize n_empty;      /* rows without a step or a loss */
  gsize n_infinite;   /* rows whose loss is infinite: it had diverged; they are left out */
  gsize n_repeated;   /* rows of a step that was there before: the later row counts */
  gsize n_restarts;   /* times that steps went back to an earlier one; what it had is left out */
  gsize n_gaps;       /* more than ten times as long as steps are apart as a rule */
  double gap[2];      /* the first of them, from and to */
} ModelTrainingLog;

/**
 * model_training_log_load:
 * Reads a table as model_csv_load() does, and takes from it what a log has. The step is the column
 * whose name has one of the words step, epoch, iteration, batch, time and the like, else the first
 * of numbers that never falls. The loss is what is called loss, a training loss before others;
 * TensorBoard's Value. What each modality has alone is a loss or an accuracy whose name has that of
 * the modality, or its letter, as a word of its own; what is left of accuracies is that of both,
 * one of training before others. Weights & Biases' columns of __MIN and __MAX are left out.
 * @columns: names or numbers of step, loss, and where there are, of A alone, of B alone, and of the
 *   accuracy of both, separated by blanks, in quotes where they have some; "": as above
 * @names: what A and B are called, uncut; case, and blanks for underscores, make no difference
 * @cancel: (nullable): read atomically
 *
 * Errors: model_csv_load()'s; MODEL_ERROR_KEY: no column of that name, none that can be told to be
 * a step or a loss, a column that is none of numbers, fewer than MODEL_TRAINING_LOG_LEAST rows, or
 * fewer where its steps rise. No message repeats what a cell has.
 */
ModelTrainingLog *model_training_log_load (const char *path,
                                           const char *columns,
                                           const char *const names[2],
                                           const int *cancel,
                                           GError **error);
void model_training_log_free (ModelTrainingLog *self);

#define MODEL_TRAINING_LOG_LEAST 3

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelTrainingLog, model_training_log_free)

G_END_DECLS
