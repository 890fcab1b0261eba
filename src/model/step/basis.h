/* Orthonormal bases of the subspaces that a linear network's training lives in.
 *
 * Every step changes a layer by b f', with b and f inside the subspaces that the initial weights
 * and the inputs reach. With the columns of Q a basis of one subspace for each hidden layer, the
 * network of weights Q_above' W Q_below follows the same trajectory, and W(t) = W(0) + Q_above
 * (w(t) - w(0)) Q_below'. The subspaces depend on the directions of the initial weights only: not
 * on their scale, not on the learning rate, and, since they hold every column of the first layers,
 * not on the data.
 */
#pragma once

#include "model/step/probe.h"

G_BEGIN_DECLS

typedef struct ModelBasis ModelBasis;

/**
 * model_basis_new:
 * The Krylov spaces of a network: grown from the first layers' columns and the output row by W
 * upwards and W' downwards, in all hidden layers at once, until they are closed or hold `limit`
 * vectors. Vectors that need fewer products come first.
 * @limit: at most the network's width
 * @cancel: (nullable): read atomically, between layers
 *
 * Returns: NULL where cancelled.
 */
ModelBasis *model_basis_new (const ModelNetwork *network, int limit, const int *cancel);
/**
 * model_basis_new_learned:
 * The spaces that a network's training was seen to move in: far smaller than Krylov spaces where
 * these grow fast, in networks of five layers and more. The first layers' columns and the output
 * row come first, then what the probe's vectors have besides, by singular value.
 * @limit: at most the network's width
 * @cancel: (nullable): read atomically, between layers
 *
 * Returns: NULL where nothing can be learned from the probe, and where cancelled.
 */
ModelBasis *model_basis_new_learned (const ModelNetwork *network,
                                     const ModelProbe *probe,
                                     int limit,
                                     const int *cancel);
void model_basis_free (ModelBasis *self);

/* Two thirds of the width at most: else too little is gained. */
gboolean model_basis_pays (int dimension, int width);

/* The most vectors in a hidden layer, and whether the spaces are closed: exact, up to rounding. */
int model_basis_get_dimension (const ModelBasis *self);
gboolean model_basis_is_closed (const ModelBasis *self);
gsize model_basis_get_bytes (const ModelBasis *self);
/* The first `dimension` vectors of each hidden layer. */
ModelBasis *model_basis_copy (const ModelBasis *self, int dimension);

/* Q_above' W Q_below of every layer, in a network of the basis's dimension; where a hidden layer
 * has fewer vectors its last rows and columns are zero, and stay so. */
ModelNetwork *model_basis_project (const ModelBasis *self, const ModelNetwork *network);
/* The vectors, (n, width), of the space above branch m's first layer, which is Q times the
 * projected one: they hold its columns. NULL where it leads to the output. */
const double *model_basis_get_first (const ModelBasis *self, int m, int *n);
/* network += Q_above (now - start) Q_below' in every layer. */
void model_basis_expand (const ModelBasis *self,
                         const ModelNetwork *start,
                         const ModelNetwork *now,
                         ModelNetwork *network);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelBasis, model_basis_free)

G_END_DECLS
