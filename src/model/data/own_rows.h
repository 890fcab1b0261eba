/* What an experiment makes of the rows of its file. */
#pragma once

#include "model/data/column_choice.h"
#include "model/data/dataset.h"

G_BEGIN_DECLS

typedef enum
{
  MODEL_OWN_TRAINING, /* all rows, or what `test_share` leaves of them */
  MODEL_OWN_TEST,     /* the rows held out: none without a share */
  MODEL_OWN_N_PARTS
} ModelOwnPart;

/* What was done to the rows. */
typedef struct
{
  gsize n_incomplete; /* left out, since they lack a cell */
  double spread;      /* the largest standard deviation of a column over the smallest */
  gboolean standardised;
} ModelOwnPreparation;

/* A pure function of the table and of the experiment's keys of [data] and its seed. Errors: see
 * model_own_data_ref_dataset(). */
gboolean model_own_rows_make (const ModelCsv *table,
                              const ModelExperiment *experiment,
                              ModelDataset *parts[MODEL_OWN_N_PARTS],
                              ModelOwnPreparation *preparation,
                              GError **error);

G_END_DECLS
