/* Maps of theory over the correlation rho and the ratio r = sigma_A / sigma_B. */
#pragma once

#include "theory/times.h"

G_BEGIN_DECLS

typedef enum
{
  THEORY_MAP_RATIO,          /* time ratio of gradient flow; +INFINITY: never */
  THEORY_MAP_MISATTRIBUTION, /* over-credit of A while it is learned alone */
} TheoryMapKind;

typedef struct
{
  TheoryMapKind kind;
  TheoryNetwork network;
  double sigma_b, w_a, w_b;
  int n_rho, n_r;
  double rho_minimum, rho_maximum; /* of the first and the last column */
  double r_minimum, r_maximum;     /* of the first and the last row */
} TheoryMap;

/* w = 1, sigma_B = 1, rho -0.92..0.92, r 1..3, 100 x 100: figure 3's maps. */
void theory_map_init (TheoryMap *self, TheoryMapKind kind, const TheoryNetwork *network);

/**
 * theory_map_compute:
 * @out: (out): one value per point, a row per r
 *
 * Shapes: out is (n_r, n_rho).
 * Valid: r_minimum > 0.
 */
void theory_map_compute (const TheoryMap *self, double *out);

/* One value of the map. */
double theory_map_evaluate (const TheoryMap *self, double rho, double r);

G_END_DECLS
