/* One step of gradient flow of any length: dW/dt = -grad L / tau (eqs 3-5), by extrapolation.
 *
 * The base method is the linearly implicit Euler step, (1 - a A) dW = a r, with r = J' om the
 * negative gradient, a = eta h / i, and A = -J' S J the Gauss-Newton part of its Jacobian where the
 * step begins (J is the derivative of the total weights, of rank n_A + n_B). That part is what
 * makes a plateau stiff: the modality that is learned rests at the bottom of a steep valley. Its
 * inverse is known in closed form (Woodbury), dW = a (r - J' c),   c = a (1 + a S K)^-1 S J r,   K
 * = J J', so that a stage costs matrix-vector products only, and an inexact A costs no order: i =
 * 1, 2, ... j steps across h have an error expansion in powers of 1 / i, which extrapolation
 * removes (Hairer and Wanner, Solving Ordinary Differential Equations II, section IV.9). Every
 * stage differs from the weights at the start by rank-one terms, which are kept as such. Steps too
 * short to be stiff leave A out.
 */
#pragma once

#include "model/data/moments.h"
#include "model/network/network.h"

G_BEGIN_DECLS

#define MODEL_FLOW_STEP_ORDER 10

typedef struct ModelFlowStep ModelFlowStep;

/* The moments are borrowed, the network gives the shape. */
ModelFlowStep *model_flow_step_new (const ModelNetwork *network,
                                    const ModelMoments *moments,
                                    double learning_rate);
void model_flow_step_free (ModelFlowStep *self);

/* Where the step starts; the network is borrowed and must not change until the next begin().
 * @cancel: (nullable): here and below, read atomically before each layer. FALSE where cancelled. */
gboolean
model_flow_step_begin (ModelFlowStep *self, const ModelNetwork *network, const int *cancel);
/* Total weights (n_A + n_B) at the start, borrowed. */
const double *model_flow_step_get_total_weights (const ModelFlowStep *self);
/* The tangent kernel K = J J' at the start (n_A + n_B, n_A + n_B): dW/dt = K om / tau; borrowed. */
const double *model_flow_step_get_kernel (const ModelFlowStep *self);
/* Whether the error is gone, s - W S = 0 but for so much of the terms of each: no layer has a
 * gradient, and none will have. Not so at a saddle, where a modality that is not learned yet leaves
 * its error. */
gboolean model_flow_step_is_at_rest (const ModelFlowStep *self, double tolerance);
/* A length, in epochs, in which no layer changes by much. */
double model_flow_step_guess_length (const ModelFlowStep *self);

/* The length of the step to come, in epochs. */
void model_flow_step_set_length (ModelFlowStep *self, double length);
/* i steps of the base method across it; i = 1, 2, ... in turn, at most MODEL_FLOW_STEP_ORDER. */
gboolean model_flow_step_run (ModelFlowStep *self, int i, const int *cancel);
/* Estimated error after extrapolation of 1..order, relative to the norm of its layer or of the
 * smallest other one on its way to the output; the largest of the layers. Valid: order >= 2. */
gboolean
model_flow_step_estimate (ModelFlowStep *self, int order, double *error, const int *cancel);
/* The weights at the end, and their total weights (n_A + n_B).
 * @end: of the same shape, another network than the start */
gboolean model_flow_step_finish (
    ModelFlowStep *self, int order, ModelNetwork *end, double *total, const int *cancel);

/* Total weights (i + 1, n_A + n_B) that sequence i passes on its way; borrowed. */
const double *model_flow_step_get_path (const ModelFlowStep *self, int i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFlowStep, model_flow_step_free)

G_END_DECLS
