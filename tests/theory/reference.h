/* The rows of reference/theory.csv, for the tests. */
#pragma once

#include "theory/times.h"

typedef struct
{
  int depth, fusion;
  double sigma_a, sigma_b, rho, w_a, w_b, init_scale, tau;
  double t_a, t_b, ratio;
  double reduced_t_a, reduced_t_b; /* NAN where the reference has none */
} ReferenceRow;

/* All rows; GArray of ReferenceRow. */
GArray *reference_load (void);
void reference_get_rates (const ReferenceRow *row, TheoryRates *rates);
void reference_get_network (const ReferenceRow *row, TheoryNetwork *network);
