/* The total weights between both ends of a step of gradient flow: dense output. */
#pragma once

#include "model/step/flow_step.h"

G_BEGIN_DECLS

typedef struct
{
  int n, degree;
  double *coefficients; /* (degree + 1, n): of the powers of (fraction - 1) */
} ModelFlowCurve;

void model_flow_curve_init (ModelFlowCurve *self, int n);
void model_flow_curve_clear (ModelFlowCurve *self);

/**
 * model_flow_curve_fit:
 * After the sequences 1..order of a step have run: the derivatives at its end, extrapolated from
 * the backward differences of the sequences' paths, and a power that meets the start.
 * @end: total weights where the step ends (n)
 * Source: Hairer and Ostermann, Dense output for extrapolation methods, Numer. Math. 58 (1990).
 */
void model_flow_curve_fit (ModelFlowCurve *self,
                           const ModelFlowStep *step,
                           int order,
                           const double *end);
/* Total weights (n) at a fraction of the step, 0 to 1. */
void model_flow_curve_evaluate (const ModelFlowCurve *self, double fraction, double *w);

G_END_DECLS
