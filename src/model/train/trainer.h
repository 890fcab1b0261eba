/* A training run: a network stepped from its initial weights, recorded; knows no thread. */
#pragma once

#include "model/data/moments.h"
#include "model/network/kick.h"
#include "model/network/network.h"
#include "model/record/keyframes.h"
#include "model/record/snapshot.h"
#include "model/step/compression.h"
#include "model/step/stepper.h"

G_BEGIN_DECLS

/* epochs = 0 stops here if the modalities are not learned before. */
#define MODEL_TRAINER_EPOCH_BOUND 1000000
typedef struct ModelTrainer ModelTrainer;

/**
 * model_trainer_new:
 * Data, network and initial weights of an experiment; the start is recorded as epoch 0.
 * @init_scale: u0 > 0
 *
 * Valid: the experiment passes model_experiment_validate().
 * Errors: those of model_moments_compute(); MODEL_ERROR_MEMORY.
 */
ModelTrainer *
model_trainer_new (const ModelExperiment *experiment, double init_scale, GError **error);
/**
 * model_trainer_new_compressed:
 * The same, with more say.
 * @moments: (nullable): model_moments_compute()'s, where they are known already
 * @compression: (nullable): how to train; NULL follows the rule of model/step/compression.h,
 * computing the basis first where it is not known, so that results never depend on what was known
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Errors: also MODEL_ERROR_CANCELLED.
 */
ModelTrainer *model_trainer_new_compressed (const ModelExperiment *experiment,
                                            double init_scale,
                                            ModelMoments *moments,
                                            ModelCompression *compression,
                                            const int *cancel,
                                            GError **error);
/**
 * model_trainer_new_fork:
 * Goes on from the network that a run had at an epoch, under another experiment: other data of as
 * many inputs, another learning rate, another end. The recording before the epoch, and the kicks,
 * are those of the parent, which is left alone; at the epoch begins the new future, at full width.
 * @cancel: (nullable): read atomically, at least once per layer
 * Valid: the epochs of the fork and of its kicks lie at or after those of the parent's own fork.
 *
 * Errors: those of model_trainer_new(); MODEL_ERROR_RANGE beyond the parent's last epoch, and where
 * the network would be another; MODEL_ERROR_CANCELLED.
 */
ModelTrainer *model_trainer_new_fork (ModelTrainer *fork_parent,
                                      gint64 epoch,
                                      const ModelExperiment *experiment,
                                      const int *cancel,
                                      GError **error);
void model_trainer_free (ModelTrainer *self);

/**
 * model_trainer_run:
 * Trains for at most max_epochs more epochs, until the run ends, or until *cancel becomes non-zero.
 * The result does not depend on how a run is cut into calls.
 * @cancel: (nullable): read atomically, at least once per layer
 */
ModelTrainerStatus model_trainer_run (ModelTrainer *self, gint64 max_epochs, const int *cancel);

/* Ends an open-ended run where it stands, as MODEL_TRAINER_BOUND, for a reason known beforehand: it
 * would learn nothing within any bound, or there is nothing to learn. A run that has ended after
 * its start, and one whose epochs were asked for, goes on as it is. A kick revives it. */
void model_trainer_give_up (ModelTrainer *self, const char *reason);

/* A frozen copy of the state, for the window, a file, or a test. */
ModelSnapshot *model_trainer_snapshot (ModelTrainer *self, guint generation);

/**
 * model_trainer_seek:
 * A copy of the network as it was at an epoch, retrained from the nearest keyframe before it;
 * bit-identical to the network of that moment.
 * @cancel: (nullable): read atomically, at least once per layer
 * Valid: 0, or the fork's epoch, <= epoch <= the last epoch trained.
 *
 * Returns: NULL where cancelled.
 */
ModelNetwork *model_trainer_seek (const ModelTrainer *self, gint64 epoch, const int *cancel);

/**
 * model_trainer_kick:
 * Goes back to an epoch, kicks the network there, and begins a new future: the recording before the
 * epoch stays, its own row becomes the kicked one, all later rows are dropped, and so are kicks at
 * or after the epoch. The same kick gives the same bits, whatever had been trained before. A kick
 * of a compressed run near zero or to the other sign has the run trained at full width, from its
 * start.
 * @cancel: (nullable): read atomically, at least once per layer
 * Valid: 0, or the fork's epoch, <= epoch <= the last epoch trained.
 *
 * Errors: those of model_kick_apply(); MODEL_ERROR_RANGE beyond MODEL_KICK_MAX kicks, and where the
 * run at full width ends before the epoch; MODEL_ERROR_MEMORY; MODEL_ERROR_CANCELLED. The run is
 * unchanged then.
 */
gboolean
model_trainer_kick (ModelTrainer *self, const ModelKick *kick, const int *cancel, GError **error);
/* The kicks of the run so far, in increasing epoch; borrowed. */
const ModelKick *model_trainer_get_kicks (const ModelTrainer *self, int *n);

/* The network at the present epoch, at full width, after a call that was not cancelled; borrowed
 * until the next. A compressed run computes it when it is asked for. */
const ModelNetwork *model_trainer_get_network (ModelTrainer *self);
const ModelMoments *model_trainer_get_moments (const ModelTrainer *self);
gint64 model_trainer_get_epoch (const ModelTrainer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelTrainer, model_trainer_free)

G_END_DECLS
