/* The automatic initial scale: fast at depth 2, and deeper one that learns A near epoch 300. */
#pragma once

#include "model/data/moments.h"
#include "model/experiment/experiment.h"
#include "model/train/trainer.h"
#include "theory/rates.h"

G_BEGIN_DECLS

/* Epochs at which the deeper networks' automatic scale puts the first modality. */
#define THEORY_INIT_SCALE_EPOCHS 300
/* Epochs that nobody waits for. */
#define THEORY_INIT_SCALE_NEVER 1e9
/* How far an estimate for random layers lies beyond the bound of open-ended runs where these do not
 * begin: measured times are 0.3 to 2.7 of it (L = 4 to 8, N = 20 to 300). */
#define THEORY_INIT_SCALE_RANDOM_MARGIN 4

/**
 * theory_init_scale_compute:
 * u0 of an experiment: init_scale where given; 1e-8 at depth 2; deeper, the scale at which the
 * first modality is learned at THEORY_INIT_SCALE_EPOCHS: by theory's times where layers are
 * balanced; else by what the very layers do that are drawn, within some per cent. Some milliseconds
 * at width 100 and depth 4, less where the network is the last.
 * @moments: model_moments_compute()'s, of the data that it is trained on
 * Source: theory of t_A, arXiv 2312.00935, eqs 27, 54; beyond the paper: own start.
 */
double theory_init_scale_compute (const ModelExperiment *experiment, const ModelMoments *moments);
/* 0 where cancelled. */
double theory_init_scale_compute_cancellable (const ModelExperiment *experiment,
                                              const ModelMoments *moments,
                                              const int *cancel);

/**
 * theory_init_scale_draw:
 * The network that an experiment draws, in the small Krylov spaces of its first layers' columns and
 * its output row, at the initial scale 1.
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Returns: NULL where it is balanced, has more than MODEL_FLOW_MAX_INPUTS inputs, or is cancelled.
 */
ModelNetwork *theory_init_scale_draw (const ModelExperiment *experiment, const int *cancel);

/**
 * theory_init_scale_compute_cost:
 * How many times later than from aligned, balanced layers each branch of a late-fusion network
 * grows from those that it draws, where these are small: (L - 2) c, with t = tau c u0^(2-L) / |s|.
 * @cost: (out): of both branches
 * @cancel: (nullable): read atomically, at least once per layer
 * Valid: late fusion of scalar inputs, layers drawn, three of them or more.
 *
 * Returns: FALSE where cancelled.
 * Source: beyond the paper: own start.
 */
gboolean theory_init_scale_compute_cost (const ModelExperiment *experiment,
                                         double cost[2],
                                         const int *cancel);

/**
 * theory_init_scale_new_trainer:
 * The trainer of an experiment at its scale, given or automatic: where every run begins. An
 * open-ended run whose first modality theory puts beyond THEORY_INIT_SCALE_NEVER epochs says so
 * instead of training; so does one of five random layers or more, which start later still, that is
 * plainly beyond its bound.
 * Errors: model_trainer_new()'s.
 */
ModelTrainer *theory_init_scale_new_trainer (const ModelExperiment *experiment, GError **error);
/* The same, as model_trainer_new_compressed(). */
ModelTrainer *theory_init_scale_new_trainer_compressed (const ModelExperiment *experiment,
                                                        ModelCompression *compression,
                                                        const int *cancel,
                                                        GError **error);
/* The same at a scale, with rates and on moments that are known already. */
ModelTrainer *theory_init_scale_new_trainer_known (const ModelExperiment *experiment,
                                                   double init_scale,
                                                   const TheoryRates *rates,
                                                   ModelMoments *moments,
                                                   ModelCompression *compression,
                                                   const int *cancel,
                                                   GError **error);

G_END_DECLS
