/* Taking a run's network back to an epoch, for trainer.c. What others see of it is in trainer.h. */
#pragma once

#include "model/train/trainer.h"

G_BEGIN_DECLS

/* Takes a stepper to an epoch, after the first n_kicks of the run's kicks, and makes it ready to
 * advance; row is that of the epoch. FALSE where cancelled. */
gboolean model_trainer_replay (const ModelTrainer *self,
                               ModelStepper *stepper,
                               gint64 epoch,
                               int n_kicks,
                               ModelHistoryRow *row,
                               const int *cancel);

/* model_trainer_seek(), and a stepper that has come there, which is the caller's in any case. */
ModelNetwork *model_trainer_seek_with (const ModelTrainer *self,
                                       gint64 epoch,
                                       ModelStepper **stepper,
                                       const int *cancel);

/* What the parent's optimiser remembered at the fork: of a small network what that of the wide one
 * would, which changes alike. FALSE where cancelled. */
gboolean model_trainer_inherit (ModelTrainer *self,
                                const ModelTrainer *fork_parent,
                                ModelStepper *past,
                                const int *cancel);

G_END_DECLS
