/* A two-modality linear network: two branches, fused, then shared layers (eq 2). */
#pragma once

#include "model/data/moments.h"
#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* One weight matrix, (rows, cols), row-major, inside the network's one block. */
typedef struct
{
  int rows, cols;
  double *w;
} ModelNetworkLayer;

typedef struct
{
  int inputs[2];       /* n_A, n_B */
  int branch_depth[2]; /* layers before fusion, >= 1 */
  int shared_depth;    /* layers after fusion, >= 0 */
  int width;           /* hidden width */
} ModelNetworkShape;

typedef struct
{
  ModelNetworkShape shape;
  ModelNetworkLayer branch[2][MODEL_MAX_DEPTH]; /* branch[m][0] sees the inputs */
  ModelNetworkLayer shared[MODEL_MAX_DEPTH];
  double *weights; /* all layers: branch A, branch B, shared */
  gsize n_weights;
} ModelNetwork;

void model_network_shape_from_experiment (ModelNetworkShape *shape,
                                          const ModelExperiment *experiment);
/* Layers of part 0, 1 (branches) or 2 (shared). */
int model_network_shape_depth (const ModelNetworkShape *shape, int part);
/* Layers of the same sizes. */
gboolean model_network_shape_equal (const ModelNetworkShape *a, const ModelNetworkShape *b);
gsize model_network_shape_n_weights (const ModelNetworkShape *shape);

ModelNetwork *model_network_new (const ModelNetworkShape *shape); /* all weights zero */
ModelNetwork *model_network_copy (const ModelNetwork *self);
/* Layer l of part 0, 1 (branches) or 2 (shared); borrowed. */
const ModelNetworkLayer *model_network_layer (const ModelNetwork *self, int part, int l);
void model_network_free (ModelNetwork *self);

/**
 * model_network_initialise:
 * Draws the initial weights of `init`: plain, random or balanced, at scale u0.
 * Balanced layers are u0 v^{l+1} v^l' with unit vectors v (sqrt(2) u0 after fusion); the first v of
 * a branch lies along its input-output correlation, turned to the side of W*.
 * Valid: init_scale > 0 (see theory/init_scale.h for the automatic one).
 */
void model_network_initialise (ModelNetwork *self,
                               const ModelExperiment *experiment,
                               double init_scale,
                               const ModelMoments *moments);
/**
 * model_network_initialise_cancellable:
 * @cancel: (nullable): read atomically, every quarter of a millisecond and between layers
 *
 * Returns: FALSE where cancelled; the weights are then undefined.
 */
gboolean model_network_initialise_cancellable (ModelNetwork *self,
                                               const ModelExperiment *experiment,
                                               double init_scale,
                                               const ModelMoments *moments,
                                               const int *cancel);

/**
 * model_network_draw:
 * The standard normals that plain and random initial weights are multiples of, layer by layer.
 */
gboolean model_network_draw (ModelNetwork *self, guint64 seed, const int *cancel);

/* Frobenius norms of a network's layers, branch A, branch B, shared. */
typedef struct
{
  double layer[3][MODEL_MAX_DEPTH];
} ModelNetworkNorms;

void model_network_compute_norms (const ModelNetwork *self, ModelNetworkNorms *norms);
/**
 * model_network_new_scaled:
 * The initial network at a scale, plain or random, from its normals in some basis.
 * @width: of which so many dimensions are taken
 * @norms: of the normals at full width
 */
ModelNetwork *model_network_new_scaled (const ModelNetwork *normals,
                                        int width,
                                        ModelInit init,
                                        const ModelNetworkNorms *norms,
                                        double init_scale);

/* Total weights of both modalities, W = (Wtot_A, Wtot_B), n_A + n_B values. */
void model_network_compute_total_weights (const ModelNetwork *self, double *w);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelNetwork, model_network_free)

G_END_DECLS
