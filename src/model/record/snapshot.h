/* What the window sees of a run: frozen, ref-counted, complete in itself. */
#pragma once

#include "model/data/moments.h"
#include "model/network/kick.h"
#include "model/record/first_layer.h"
#include "model/record/history.h"

G_BEGIN_DECLS

typedef enum
{
  MODEL_TRAINER_RUNNING,
  MODEL_TRAINER_DONE,    /* the epochs asked for */
  MODEL_TRAINER_LEARNED, /* epochs = 0: loss within MODEL_ENDING_LEARNED_TOLERANCE of its minimum
                          */
  MODEL_TRAINER_BOUND,   /* epochs = 0: MODEL_TRAINER_EPOCH_BOUND reached first */
  MODEL_TRAINER_DIVERGED,
  MODEL_TRAINER_STOPPED /* by the user, before its end */
} ModelTrainerStatus;

typedef struct
{
  gatomicrefcount ref_count;
  guint generation; /* of the command that asked for this run */
  ModelExperiment experiment;
  double init_scale;            /* in use, also where the experiment says automatic */
  double learning_rate;         /* likewise */
  ModelMoments *moments;        /* of the data that it is trained on */
  ModelHistoryView *history;    /* rows so far; at least one */
  ModelFirstLayer *first_layer; /* first-layer weights so far; NULL where not recorded */
  ModelTrainerStatus status;
  char *reason;        /* one line where diverged, bound or failed; else NULL */
  double loss_minimum; /* of any linear network on these data, or lower where a known one is */
  gboolean has_generalisation; /* the rows' generalisation errors stand for something */
  int width;                   /* that was stepped: less than the network's where compressed */
  double error; /* of total weights, estimated, because of that; 0: exact to rounding */
  int n_kicks;
  ModelKick kicks[MODEL_KICK_MAX]; /* in increasing epoch */
} ModelSnapshot;

ModelSnapshot *model_snapshot_ref (ModelSnapshot *self);
void model_snapshot_unref (ModelSnapshot *self);
double model_snapshot_last_epoch (const ModelSnapshot *self);
/* What "automatic" stands for in this run; 0 of keys that are not automatic. */
double model_snapshot_get_in_use (const ModelSnapshot *self, ModelKey key);
/* How the run was trained, in one line: "at full width 100", "in 16 of 100 dimensions, error about
 * 3e-07". */
char *model_snapshot_describe_width (const ModelSnapshot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelSnapshot, model_snapshot_unref)

G_END_DECLS
