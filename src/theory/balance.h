/* Balance of a running network: what gradient flow conserves. */
#pragma once

#include "model/network/network.h"

G_BEGIN_DECLS

/* One residual per pair of neighbouring layers: branch A upwards, branch B upwards, the fusion,
 * the shared layers upwards. */
#define THEORY_BALANCE_MAX (3 * MODEL_MAX_DEPTH)

typedef struct
{
  int n;
  double residual[THEORY_BALANCE_MAX]; /* Frobenius norm; 0 is perfect */
  double largest;                      /* 0 where there is one layer only */
} TheoryBalance;

/**
 * theory_balance_compute:
 * Residuals W^{l+1}' W^{l+1} - W^l W^l' within branches and after fusion, and across it
 * W^{Lf+1}' W^{Lf+1} - W_A^{Lf} W_A^{Lf}' - W_B^{Lf} W_B^{Lf}', relative to the square of the
 * largest norm of a layer.
 * @start: (nullable): the network at its start; residuals are then what has changed since, which
 * gradient flow keeps at zero for any initialisation, and finite steps only nearly
 *
 * Shapes: start as network.
 * Source: arXiv 2312.00935, eqs 38-41.
 */
void theory_balance_compute (TheoryBalance *self,
                             const ModelNetwork *network,
                             const ModelNetwork *start);

G_END_DECLS
