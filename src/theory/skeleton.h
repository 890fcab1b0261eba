/* The skeleton of a phase portrait: its points, nullclines and the manifolds of the saddles. */
#pragma once

#include "theory/orbit.h"

G_BEGIN_DECLS

/* One connected piece of a curve: n points (x, y). */
typedef struct
{
  int n;
  double (*xy)[2];
} TheoryCurve;

typedef struct
{
  TheoryPointKind point; /* whose manifold */
  gboolean stable;
  TheoryCurve curve; /* in the direction of time */
} TheoryManifold;

typedef struct
{
  TheoryPlane plane;
  TheoryPlanePoint points[THEORY_N_POINTS];
  double bound;          /* curves are followed so far: |W_A|, |W_B| <= bound */
  GArray *nullclines[2]; /* TheoryCurve: where dW_A/dt = 0, where dW_B/dt = 0 */
  GArray *manifolds;     /* TheoryManifold; none without saddles */
} TheorySkeleton;

/**
 * theory_skeleton_new:
 * @bound: > 0; covers the picture, 4 times the largest fixed point is generous
 *
 * Equal branches: along a ray W = r c the kernel scales as a power of r and the residual is linear
 * in r, so each ray meets a nullcline at most once, at an r in closed form; unequal ones are
 * searched along the rays. The unstable manifold of a saddle starts along its unstable
 * eigenvector, or the flow's own direction where the eigenvalue is 0, and ends in M_*; the stable
 * one is its axis.
 */
TheorySkeleton *theory_skeleton_new (const TheoryPlane *plane, double bound);
void theory_skeleton_free (TheorySkeleton *self);

/**
 * theory_skeleton_first:
 * Which modality is learned first from initial norms u_A, u_B of the pre-fusion layers: 0 or 1, to
 * leading order in small norms. Until then u_A and u_B are tied by
 * du_A / du_B = s_A u_A^(f_A - 1) / (s_B u_B^(f_B - 1)).
 */
int theory_skeleton_first (const TheoryPlane *plane, const double u[2]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheorySkeleton, theory_skeleton_free)

G_END_DECLS
