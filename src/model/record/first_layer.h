/* First-layer weights along a run: what the neurons respond to, at any epoch.
 *
 * The recorder is offered the weights while the network is trained and keeps those that tell
 * something new; a ModelFirstLayer taken from it never changes and may be read by any thread.
 */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

#define MODEL_FIRST_LAYER_MAX 256
#define MODEL_FIRST_LAYER_MAX_BYTES (16u << 20)

/* A frame is W_A^1 (rows[0], inputs[0]), then W_B^1 (rows[1], inputs[1]), row-major. */
typedef struct
{
  int rows[2], inputs[2];
  gboolean fused; /* early fusion: row i of both is one neuron */
} ModelFirstLayerShape;

void model_first_layer_shape_init (ModelFirstLayerShape *self, const ModelNetworkShape *network);
gsize model_first_layer_shape_size (const ModelFirstLayerShape *self);

typedef struct ModelFirstLayerRecorder ModelFirstLayerRecorder; /* the trainer's */
typedef struct ModelFirstLayer ModelFirstLayer;                 /* frozen, atomically ref-counted */

ModelFirstLayerRecorder *model_first_layer_recorder_new (const ModelNetworkShape *network);
void model_first_layer_recorder_free (ModelFirstLayerRecorder *self);

/**
 * model_first_layer_recorder_set_basis:
 * What is going to be offered are smaller networks: the first layer of branch m is Q times that of
 * theirs. Frames stay small, and are widened where they are looked at.
 * @vectors: Q', (n, rows of the layer), copied
 *
 * Valid: before anything is offered.
 */
void model_first_layer_recorder_set_basis (ModelFirstLayerRecorder *self,
                                           int m,
                                           const double *vectors,
                                           int n);

/* The next epoch that has to be offered: steps grow with the epoch, to a 256th of it. */
gint64 model_first_layer_recorder_next (const ModelFirstLayerRecorder *self);
/**
 * model_first_layer_recorder_offer:
 * Keeps the weights of an epoch if one of them has moved, since the frame before, by a tolerance
 * times the largest of them; whatever their scale, then, growth and transitions stay sharp. Where
 * frames or bytes run out the tolerance grows. Epochs before
 * the next that has to be offered are passed over; which are kept depends on nothing else. Networks
 * of which two frames do not fit are not recorded.
 */
void model_first_layer_recorder_offer (ModelFirstLayerRecorder *self,
                                       gint64 epoch,
                                       const ModelNetwork *network);
/* Forgets the frames at and after an epoch; what was taken keeps its own. */
void model_first_layer_recorder_truncate (ModelFirstLayerRecorder *self, gint64 epoch);
/* What is recorded before an epoch, and that epoch's weights as its last frame, if they are known
 * and finite. @network: (nullable) */
ModelFirstLayer *model_first_layer_recorder_take (ModelFirstLayerRecorder *self,
                                                  gint64 epoch,
                                                  const ModelNetwork *network);

void model_first_layer_unref (ModelFirstLayer *self);
const ModelFirstLayerShape *model_first_layer_get_shape (const ModelFirstLayer *self);
int model_first_layer_count (const ModelFirstLayer *self);
double model_first_layer_epoch (const ModelFirstLayer *self, int i);
/* The weights at an epoch, linear between frames, clamped to the ends; zero where nothing is
 * recorded. @w: (out): model_first_layer_shape_size() numbers */
void model_first_layer_at (const ModelFirstLayer *self, double epoch, float *w);

typedef struct
{
  double along_correlation; /* share of |W^1|^2 along s = <y x>, 0..1; of a branch along s_m */
  double along_solution;    /* along W*, of a branch along W*_m */
  double rank;              /* (sum l)^2 / sum l^2 over the eigenvalues l of W^1' W^1 */
} ModelFirstLayerAlignment;

/**
 * model_first_layer_align:
 * How far a layer is turned to what training leads it to.
 * @w: a frame
 * @m: the branch whose neurons are looked at; in early fusion all are, whichever is given
 *
 * All NAN where the weights are zero, a share also where its direction is.
 */
void model_first_layer_align (const ModelFirstLayerShape *shape,
                              const float *w,
                              const ModelMoments *moments,
                              int m,
                              ModelFirstLayerAlignment *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFirstLayerRecorder, model_first_layer_recorder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFirstLayer, model_first_layer_unref)

G_END_DECLS
