/* The phase plane: the reduced gradient flow of the two total weights, for every depth and fusion
 * layer, and for branches of unequal depth. */
#pragma once

#include "theory/times.h"

G_BEGIN_DECLS

/* The flow dW/dt = K(W) (s - W S) / tau of balanced weights, with the tangent kernel
 *   K_mm = f_m u_m^(2 f_m - 2) u^(2 p) + p W_m^2 / u^2,   K_AB = p W_A W_B / u^2,
 * f_m layers before and p after fusion, |W_m| = u_m^f_m u^p, u^2 = u_A^2 + u_B^2; of a network that
 * bends the same of W / gain, s gain, S gain^2. */
typedef struct
{
  double sigma[2][2]; /* of the two modalities, or of the data along W*_A and W*_B */
  double s[2];        /* input-output correlations, likewise */
  double loss_origin; /* <y^2> / 2 */
  double gain;        /* TheoryNetwork's: weights are as a history records them */
  int branch_depth[2];
  int shared_depth;
  double rate_ratio, decay; /* TheoryNetwork's */
} TheoryPlane;

/**
 * theory_plane_init:
 * The plane of a data set: exact for scalar inputs; for vectors the plane that W*_A and W*_B span,
 * with each total weight kept along them.
 * Source: arXiv 2312.00935, eqs 38-44.
 */
void
theory_plane_init (TheoryPlane *self, const ModelMoments *moments, const TheoryNetwork *network);

/* The same where W* (n_a + n_b) is known, which saves solving for it. */
void theory_plane_init_along (TheoryPlane *self,
                              const ModelMoments *moments,
                              const TheoryNetwork *network,
                              const double *w_star);

/* dW/dt at w, in units of 1 / tau: K of the branches' own layers times their rates, less what
 * decays, (f_m times the rate + p) lambda W_m. */
void theory_plane_velocity (const TheoryPlane *self, const double w[2], double velocity[2]);
/* Training loss at w. */
double theory_plane_loss (const TheoryPlane *self, const double w[2]);
/* K at w, symmetric, as above. */
void theory_plane_kernel (const TheoryPlane *self, const double w[2], double k[2][2]);
/* Norms u_m of a layer of each branch at w, where layers are balanced; of weights that are not
 * zero.
 */
void theory_plane_norms (const TheoryPlane *self, const double w[2], double u[2]);
/* s - W S at w. */
void theory_plane_residual (const TheoryPlane *self, const double w[2], double residual[2]);

/* TRUE if weights never change sign: W_m = 0 is invariant for every branch of two layers or more.
 */
gboolean theory_plane_is_invariant (const TheoryPlane *self, int m);

typedef enum
{
  THEORY_STABILITY_SOURCE,     /* left in every direction */
  THEORY_STABILITY_SADDLE,     /* left exponentially, along one direction */
  THEORY_STABILITY_DEGENERATE, /* a saddle left algebraically: its unstable eigenvalue is 0 */
  THEORY_STABILITY_SINK,
  THEORY_STABILITY_LINE /* one of a line of fixed points: singular data */
} TheoryStability;

typedef struct
{
  gboolean exists; /* M_A, M_B: only where branch B, A has two layers or more */
  double w[2];
  double loss;
  TheoryStability stability;
  gboolean has_eigenvalues; /* not at M_0, unless every branch has two layers and nothing follows */
  double eigenvalue[2];     /* units of 1 / tau */
  double eigenvector[2][2]; /* of length 1; [i] belongs to eigenvalue[i] */
} TheoryPlanePoint;

/**
 * theory_plane_points:
 * The four points of the paper with their types; of singular data M_* is where small weights end.
 * Eigenvalues of a saddle belong to the side on which it is left; the degenerate one is 0, its
 * vector the flow's own direction. Under weight decay they are where it balances learning, by
 * Newton's iteration from there, as far as they exist: a modality may be lost.
 */
void theory_plane_points (const TheoryPlane *self, TheoryPlanePoint points[THEORY_N_POINTS]);

G_END_DECLS
