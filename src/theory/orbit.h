/* A trajectory of the phase plane, forward or backward in time. */
#pragma once

#include "theory/plane.h"

G_BEGIN_DECLS

typedef struct
{
  double time; /* units of tau; negative on the way back */
  double w[2];
} TheoryOrbitPoint;

typedef enum
{
  THEORY_ORBIT_ARRIVED, /* at a fixed point, where it ends */
  THEORY_ORBIT_LEFT,    /* beyond the bounds */
  THEORY_ORBIT_TIRED    /* steps ran out */
} TheoryOrbitEnd;

typedef struct
{
  GArray *points; /* TheoryOrbitPoint; the first is the start, at time 0 */
  TheoryOrbitEnd end;
} TheoryOrbit;

/* An orbit never costs more than this many steps. */
#define THEORY_ORBIT_MAX_STEPS 2000

/**
 * theory_orbit_new:
 * Follows the flow from a start; at a fixed point it is that point alone.
 * @backward: against the flow
 * @bound: the orbit ends where |W_A| or |W_B| exceeds it
 * @resolution: points lie no farther apart than this
 */
TheoryOrbit *theory_orbit_new (const TheoryPlane *plane,
                               const double start[2],
                               gboolean backward,
                               double bound,
                               double resolution);
void theory_orbit_free (TheoryOrbit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryOrbit, theory_orbit_free)

G_END_DECLS
