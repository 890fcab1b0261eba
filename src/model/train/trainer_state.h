/* What a trainer is made of, for trainer.c and trainer_rewind.c alone. */
#pragma once

#include "model/record/first_layer.h"
#include "model/train/ending.h"
#include "model/train/trainer.h"

G_BEGIN_DECLS

struct ModelTrainer
{
  ModelExperiment experiment;
  double init_scale, learning_rate;
  ModelMoments *moments;
  ModelNetworkShape shape; /* at full width */
  ModelCompression *compression;
  ModelNetwork *wide;    /* of a compressed run, at wide_epoch, or NULL */
  gint64 wide_epoch;     /* -1: none */
  ModelStepper *stepper; /* at `epoch`, and ready to advance, unless torn */
  double *undo;          /* its state before the block in hand; NULL where blocks are 1 */
  ModelHistoryRow *rows; /* of the block in hand */
  ModelHistory *history;
  ModelKeyframes *keyframes;
  ModelFirstLayerRecorder *first_layer;
  ModelKick kicks[MODEL_KICK_MAX]; /* keyframes hold a state as it was before its kick */
  int n_kicks;
  int first_far; /* of them, that left what was compressed, so that the run is at full width */
  gboolean forked;
  gint64 first_epoch; /* of a fork, else 0: keyframes count from there */
  gint64 epoch, last_epoch;
  double loss_start, loss_minimum;
  double loss_kicked; /* after the last kick, or 0 */
  ModelEnding ending;
  gint64 learned_end; /* the epoch at which a run that is learned ends; -1: it is not */
  ModelTrainerStatus status;
  char *given_up; /* why, or NULL */
  int period;     /* epochs of the last block, where it has changed nothing; else 0 */
  gboolean torn;  /* a cancelled advance left the state undefined */
};

/* The network that is stepped: the experiment's own, or the small one that stands for it. NULL
 * where cancelled. */
ModelNetwork *model_trainer_new_start (const ModelTrainer *self, const int *cancel);
/* The network at full width that a stepper's stands for; NULL where cancelled. */
ModelNetwork *
model_trainer_dup_wide (const ModelTrainer *self, ModelStepper *stepper, const int *cancel);
/* After the loss at the start, or at a kick, has become known. */
void model_trainer_set_ending (ModelTrainer *self);
/* Records rows from the current epoch on, which becomes that of the last recorded: the run may end
 * before n. Returns how many. */
int model_trainer_record (ModelTrainer *self, ModelHistoryRow *rows, int n);
void model_trainer_offer_first_layer (ModelTrainer *self);

G_END_DECLS
