/* Training a wide network inside a small one: where it pays, how well it does, there and back.
 *
 * One rule decides from the experiment alone, so that results never depend on what was computed
 * before: `compression = auto` trains a linear network
 *   - with a balanced start at width 1, exactly (every layer stays rank one);
 *   - of depth 2 in its closed Krylov spaces, exactly, where these have fewer than two thirds of
 *     the width's dimensions;
 *   - deeper in the first basis of this list whose estimated error is below
 *     MODEL_BASIS_SEARCH_GOOD, else in the best of them if that is below MODEL_BASIS_SEARCH_BOUND:
 * the first 8 or 16 vectors of its Krylov spaces; 8, 16, 32, 48 or 64 directions that probes at
 * full width moved in (networks of up to 250,000 weights); the first 32 or 64 vectors of the Krylov
 *     spaces; never more than two thirds of the width;
 *   - else, with `compression = off`, under optimisers that look at single weights (Adam, the sign
 *     of the gradient), and where the samples are needed (ReLU, logistic loss), at
 *     full width.
 *
 * What was learned about a network serves all data of as many inputs, every initial scale and
 * learning rate, and is kept for the networks used last.
 */
#pragma once

#include "model/network/network.h"

G_BEGIN_DECLS

typedef struct ModelCompression ModelCompression; /* frozen, atomically ref-counted */

/**
 * model_compression_get:
 * How an experiment's network is trained; computed where it is not known yet, which at width 100
 * takes milliseconds, at five layers and more up to two seconds, and seconds at width 1000.
 * @cancel: (nullable): read atomically, at least once per layer
 * Valid: the experiment passes model_experiment_validate().
 *
 * Returns: owned; NULL where cancelled.
 */
ModelCompression *model_compression_get (const ModelExperiment *experiment, const int *cancel);
/* The same if it costs nothing; else NULL. */
ModelCompression *model_compression_peek (const ModelExperiment *experiment);

ModelCompression *model_compression_ref (ModelCompression *self);
void model_compression_unref (ModelCompression *self);

/* TRUE: nothing is gained, the other functions do not apply. */
gboolean model_compression_is_full_width (const ModelCompression *self);
int model_compression_get_width (const ModelCompression *self);
/**
 * model_compression_get_error:
 * The estimated largest error of a total weight over a run of a few thousand epochs; 0 is exact to
 * rounding. It is ten times the difference to a run with about twice as many dimensions, of a basis
 * that was learned to one at full width, the worst over three data sets. What a basis leaves out
 * shifts the escape from a plateau by a fixed fraction of its length, so longer plateaus have
 * errors larger in proportion.
 */
double model_compression_get_error (const ModelCompression *self);

/* The small network that the experiment's initial one becomes. */
ModelNetwork *model_compression_new_start (const ModelCompression *self,
                                           const ModelExperiment *experiment,
                                           double init_scale,
                                           const ModelMoments *moments);
/**
 * model_compression_expand:
 * The wide network that a small one, trained from model_compression_new_start(), stands for.
 * @shrink: (nullable): ModelStepper's
 * Returns: owned; NULL where cancelled.
 */
ModelNetwork *model_compression_expand (const ModelCompression *self,
                                        const ModelNetwork *small,
                                        const ModelExperiment *experiment,
                                        double init_scale,
                                        const ModelMoments *moments,
                                        const double *shrink,
                                        const int *cancel);

/**
 * model_compression_dup_vectors:
 * The first layer of branch m at full width is Q times that of the small network, at any time.
 * @n: (out): how many rows of the small layer are used
 *
 * Shapes: Q' is (n, width).
 * Returns: Q', to be freed with free(); NULL where the layers are the same.
 */
double *model_compression_dup_vectors (const ModelCompression *self,
                                       int m,
                                       const ModelExperiment *experiment,
                                       double init_scale,
                                       const ModelMoments *moments,
                                       int *n);

/* Forgets all networks but the ones in use. */
void model_compression_forget (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelCompression, model_compression_unref)

G_END_DECLS
