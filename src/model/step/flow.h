/* Training by gradient flow, dW/dt = -grad L / tau (eqs 3-5): the limit of small learning rates, in
 * steps as long as the dynamics allows. A plateau of a million epochs takes a hundred of them. */
#pragma once

#include "model/data/moments.h"
#include "model/step/stepper.h"

G_BEGIN_DECLS

/* Error of one step, relative to the norm of each layer. */
#define MODEL_FLOW_TOLERANCE 1e-9

/**
 * model_flow_new:
 * Gradient flow on moments, from the weights of a network, which is copied; an epoch is the time
 * learning_rate. Rows between the ends of a step are interpolated; at MODEL_FLOW_TOLERANCE to
 * within 1e-6 of the weights where they move fastest, and far less elsewhere.
 * @moments: borrowed
 *
 * Valid: at most MODEL_FLOW_MAX_INPUTS inputs in all.
 */
ModelStepper *model_flow_new (const ModelNetwork *start,
                              const ModelMoments *moments,
                              double learning_rate,
                              double tolerance);

/* Steps that were taken, and tried, since the stepper began: what the flow costs. */
typedef struct
{
  gint64 steps, tries;
  gint64 evaluations; /* of the gradient, within them */
} ModelFlowCost;
void model_flow_get_cost (const ModelStepper *self, ModelFlowCost *cost);

G_END_DECLS
