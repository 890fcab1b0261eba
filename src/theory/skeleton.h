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
 * in r, so each ray meets a nullcline at most once, at an r in closed form; unequal ones, and
 * those under decay or with a rate of their own, are searched along the rays, from outside. The
 * unstable manifold of a saddle starts along its unstable eigenvector, or the flow's own direction
 * where the eigenvalue is 0, and ends in M_*; the stable one is its axis.
 */
TheorySkeleton *theory_skeleton_new (const TheoryPlane *plane, double bound);
void theory_skeleton_free (TheorySkeleton *self);

/* Initial norms u_A, u_B of pre-fusion layers from which both modalities are learned at once. */
typedef struct
{
  int first; /* the modality that is first from all norms; -1: either, as the norms are */
  double s[2];
  int branch_depth[2];
  GArray *norms; /* double[2], falling: those that are not small yet */
} TheoryTie;

/**
 * theory_tie_new:
 * The trajectory that comes to half of both plateaus at the same time, or where it only touches the
 * second of them, back from there to where weights are small; from there on u_A and u_B are tied by
 * du_A / du_B = s_A u_A^(f_A - 1) / (s_B u_B^(f_B - 1)).
 * @balanced: weights begin on the side of W* and stay there, so that one that s_m pulls to the
 * other side is never first; else they hold both signs Valid: layers aligned and balanced; a branch
 * of two layers or more.
 */
TheoryTie *theory_tie_new (const TheoryPlane *plane, gboolean balanced);
void theory_tie_free (TheoryTie *self);
/* The initial norm of B above which it is learned before A; 0: from any, INFINITY: from none. */
double theory_tie_get_norm (const TheoryTie *self, double norm_a);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheoryTie, theory_tie_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TheorySkeleton, theory_skeleton_free)

G_END_DECLS
