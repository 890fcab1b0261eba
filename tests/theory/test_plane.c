/* The phase plane: field, fixed points, nullclines, manifolds, orbits. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/skeleton.h"

#include <math.h>

static ModelExperiment
make (int depth, int fusion, double rho, double sigma_a)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&e, MODEL_RHO, rho, NULL);
  model_experiment_set (&e, MODEL_SIGMA_A, sigma_a, NULL);
  model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
  return e;
}

static TheoryPlane
make_plane (int depth, int fusion, double rho, double sigma_a)
{
  ModelExperiment e = make (depth, fusion, rho, sigma_a);
  g_autoptr (ModelMoments) moments = model_moments_compute_population (&e, NULL);
  TheoryNetwork network;
  TheoryPlane plane;

  theory_network_from_experiment (&network, &e, 1e-3);
  theory_plane_init (&plane, moments, &network);
  return plane;
}

/* L = Lf = 2: dW_m/dt = 2 |W_m| om_m. L = 2, Lf = 1: |W| om + W (W . om) / |W|. */
static void
test_field_by_hand (void)
{
  TheoryPlane late = make_plane (2, 2, 0.3, 2), early = make_plane (2, 1, 0.3, 2);
  const double w[2] = { 0.4, -0.7 };
  double om[2], v[2], norm = hypot (w[0], w[1]);

  theory_plane_residual (&late, w, om);
  theory_plane_velocity (&late, w, v);
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon (v[m], 2 * fabs (w[m]) * om[m], 1e-13);
  theory_plane_velocity (&early, w, v);
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon (
        v[m], norm * om[m] + w[m] * (w[0] * om[0] + w[1] * om[1]) / norm, 1e-13);
}

/* A network that bends: the linear network's plane, in the units of its recorded weights. */
static void
test_gain (void)
{
  for (int fusion = 1; fusion <= 3; fusion++)
    {
      ModelExperiment e = make (3, fusion, 0.3, 2);
      g_autoptr (ModelMoments) moments = model_moments_compute_population (&e, NULL);
      const double w[2] = { 0.4, 0.7 }, twice[2] = { 0.8, 1.4 };
      TheoryPlane linear = make_plane (3, fusion, 0.3, 2), plane;
      TheoryPlanePoint points[THEORY_N_POINTS], linear_points[THEORY_N_POINTS];
      double v[2], linear_v[2];
      TheoryNetwork network;

      model_experiment_set (&e, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU, NULL);
      theory_network_from_experiment (&network, &e, 1e-3);
      theory_plane_init (&plane, moments, &network);
      theory_plane_velocity (&plane, twice, v);
      theory_plane_velocity (&linear, w, linear_v);
      theory_plane_points (&plane, points);
      theory_plane_points (&linear, linear_points);
      /* Factors of two are exact but for logarithms. */
      g_assert_cmpfloat_with_epsilon (theory_plane_loss (&plane, twice),
                                      theory_plane_loss (&linear, w), 1e-13);
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat_with_epsilon (v[m], 2 * linear_v[m], 1e-12);
      for (int i = 0; i < THEORY_N_POINTS; i++)
        for (int m = 0; m < 2; m++)
          {
            g_assert_cmpfloat_with_epsilon (points[i].w[m], 2 * linear_points[i].w[m], 1e-13);
            g_assert_cmpfloat_with_epsilon (points[i].eigenvalue[m], linear_points[i].eigenvalue[m],
                                            1e-12);
          }
    }
}

/* The field is the velocity of a real balanced network, in the limit of small steps. */
static void
check_against_network (ModelExperiment e)
{
  g_autoptr (ModelMoments) moments = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  const ModelHistoryRow *a, *b;
  TheoryNetwork network;
  TheoryPlane plane;
  const double eta = 1e-7;
  double v[2];

  model_experiment_set (&e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  model_experiment_set (&e, MODEL_WIDTH, 5, NULL);
  model_experiment_set (&e, MODEL_EPOCHS, 1, NULL);
  model_experiment_set (&e, MODEL_LEARNING_RATE, eta, NULL);
  moments = model_moments_compute_population (&e, NULL);
  trainer = model_trainer_new (&e, 0.8, NULL);
  model_trainer_run (trainer, 1, NULL);
  snapshot = model_trainer_snapshot (trainer, 0);
  a = model_history_view_row (snapshot->history, 0);
  b = model_history_view_row (snapshot->history, 1);
  theory_network_from_experiment (&network, &e, 0.8);
  theory_plane_init (&plane, moments, &network);
  theory_plane_velocity (&plane, a->weight, v);
  /* A step of 1e-7 over rounding of 1e-16: a few 1e-9, and its curvature likewise. */
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon ((b->weight[m] - a->weight[m]) / eta, v[m],
                                    1e-5 * (1 + fabs (v[m])));
  g_assert_cmpfloat_with_epsilon (theory_plane_loss (&plane, a->weight), a->loss, 1e-12);
}

static void
test_field_is_the_networks (void)
{
  for (int depth = 2; depth <= 8; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      check_against_network (make (depth, fusion, -0.4, 1.5));
}

static void
test_field_of_unequal_branches (void)
{
  for (int depth_a = 1; depth_a <= 4; depth_a++)
    for (int depth_b = 1; depth_b <= 4; depth_b++)
      {
        ModelExperiment e = make (4, 2, 0.3, 1.5);

        model_experiment_set (&e, MODEL_DEPTH_A, depth_a, NULL);
        model_experiment_set (&e, MODEL_DEPTH_B, depth_b, NULL);
        /* At its start such a network is balanced across the fusion only if the norms agree. */
        if (depth_a == depth_b)
          check_against_network (e);
      }
}

/* u^2 = u_A^2 + u_B^2 with W_m = u_m^f_m u^p: a point built from norms gives its kernel back. */
static void
test_kernel_of_unequal_branches (void)
{
  TheoryPlane plane = make_plane (4, 2, 0.3, 1.5);
  const double u_m[2] = { 0.7, 0.4 }, u = hypot (0.7, 0.4);
  double w[2], k[2][2];

  plane.branch_depth[0] = 3;
  plane.branch_depth[1] = 5;
  for (int m = 0; m < 2; m++)
    w[m] = pow (u_m[m], plane.branch_depth[m]) * u * u;
  theory_plane_kernel (&plane, w, k);
  for (int m = 0; m < 2; m++)
    {
      int f = plane.branch_depth[m];

      g_assert_cmpfloat_with_epsilon (
          k[m][m], f * pow (u_m[m], 2 * f - 2) * pow (u, 4) + 2 * w[m] * w[m] / (u * u), 1e-12);
    }
  g_assert_cmpfloat_with_epsilon (k[0][1], 2 * w[0] * w[1] / (u * u), 1e-12);
}

static void
test_points (void)
{
  TheoryPlane plane = make_plane (2, 2, 0.5, 2);
  TheoryPlanePoint p[THEORY_N_POINTS];

  theory_plane_points (&plane, p);
  g_assert_cmpfloat_with_epsilon (p[THEORY_POINT_A].w[0], 1.25, 1e-13);
  g_assert_cmpfloat (p[THEORY_POINT_A].w[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (p[THEORY_POINT_SOLUTION].w[1], 1, 1e-13);
  g_assert_cmpint (p[THEORY_POINT_ORIGIN].stability, ==, THEORY_STABILITY_SOURCE);
  g_assert_cmpint (p[THEORY_POINT_A].stability, ==, THEORY_STABILITY_SADDLE);
  g_assert_cmpint (p[THEORY_POINT_SOLUTION].stability, ==, THEORY_STABILITY_SINK);
  /* 2 D, D = sigma_B^2 (1 - rho^2). */
  g_assert_cmpfloat_with_epsilon (p[THEORY_POINT_A].eigenvalue[1], 2 * 0.75, 1e-13);
  g_assert_cmpfloat (p[THEORY_POINT_A].eigenvalue[0], <, 0);
  g_assert_cmpfloat (p[THEORY_POINT_SOLUTION].eigenvalue[1], <, 0);
  g_assert_cmpfloat_with_epsilon (p[THEORY_POINT_ORIGIN].eigenvalue[0], 2 * 5, 1e-13);
}

/* Analytic eigenvalues against the field's own differences, on the side that is left. */
static void
check_jacobian (const TheoryPlane *plane, const TheoryPlanePoint *point)
{
  const double h = 1e-6;

  for (int i = 0; i < 2; i++)
    {
      const double *v = point->eigenvector[i];
      double w[2] = { point->w[0] + h * v[0], point->w[1] + h * v[1] }, f[2];

      theory_plane_velocity (plane, w, f);
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat_with_epsilon (f[m] / h, point->eigenvalue[i] * v[m],
                                        1e-4 * (1 + fabs (point->eigenvalue[i])));
    }
}

static void
test_eigenvalues (void)
{
  for (int depth = 2; depth <= 6; depth++)
    for (double rho = -0.6; rho < 0.7; rho += 0.3)
      {
        TheoryPlane plane = make_plane (depth, 2, rho, 2);
        TheoryPlanePoint p[THEORY_N_POINTS];

        theory_plane_points (&plane, p);
        check_jacobian (&plane, &p[THEORY_POINT_A]);
        check_jacobian (&plane, &p[THEORY_POINT_SOLUTION]);
        /* Section 5: 2 P^((L - 2) / L) D. */
        g_assert_cmpfloat_with_epsilon (
            p[THEORY_POINT_A].eigenvalue[1],
            2 * pow (1 + rho / 2, (depth - 2.0) / depth) * (1 - rho * rho), 1e-12);
      }
}

static void
test_degenerate (void)
{
  for (int fusion = 1; fusion <= 5; fusion++)
    {
      TheoryPlane plane = make_plane (5, fusion, 0.2, 2);
      TheoryPlanePoint p[THEORY_N_POINTS];

      theory_plane_points (&plane, p);
      g_assert_true (p[THEORY_POINT_A].exists == (fusion >= 2));
      g_assert_true (p[THEORY_POINT_B].exists == (fusion >= 2));
      if (fusion > 2)
        {
          g_assert_cmpint (p[THEORY_POINT_A].stability, ==, THEORY_STABILITY_DEGENERATE);
          g_assert_cmpfloat (p[THEORY_POINT_A].eigenvalue[1], ==, 0);
        }
    }
}

static void
test_singular (void)
{
  for (int side = -1; side <= 1; side += 2)
    {
      TheoryPlane plane = make_plane (2, 2, side, 2);
      g_autoptr (TheorySkeleton) skeleton = theory_skeleton_new (&plane, 5);

      g_assert_cmpint (skeleton->points[THEORY_POINT_SOLUTION].stability, ==,
                       THEORY_STABILITY_LINE);
      g_assert_cmpint (skeleton->points[THEORY_POINT_A].stability, ==, THEORY_STABILITY_LINE);
    }
}

/* Every point of a nullcline has that component of the flow zero, and for L = Lf = 2 the branches
 * are the axis and the straight line om_m = 0. */
static void
check_nullclines (const TheoryPlane *plane, gboolean straight)
{
  g_autoptr (TheorySkeleton) skeleton = theory_skeleton_new (plane, 5);

  for (int m = 0; m < 2; m++)
    {
      g_assert_cmpuint (skeleton->nullclines[m]->len, >, theory_plane_is_invariant (plane, m));
      for (guint i = 0; i < skeleton->nullclines[m]->len; i++)
        {
          const TheoryCurve *curve = &g_array_index (skeleton->nullclines[m], TheoryCurve, i);

          for (int k = 0; k < curve->n; k++)
            {
              double v[2], om[2], speed;

              theory_plane_velocity (plane, curve->xy[k], v);
              theory_plane_residual (plane, curve->xy[k], om);
              speed = hypot (v[0], v[1]);
              /* Rounding, and 1e-10 where a root was searched. */
              g_assert_cmpfloat_with_epsilon (v[m], 0, 1e-7 * (1 + speed));
              if (straight && curve->xy[k][m] != 0)
                g_assert_cmpfloat_with_epsilon (om[m], 0, 1e-10);
            }
        }
    }
}

static void
test_nullclines (void)
{
  TheoryPlane plane = make_plane (2, 2, 0.4, 2);

  check_nullclines (&plane, TRUE);
  for (int depth = 2; depth <= 8; depth += 2)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        plane = make_plane (depth, fusion, -0.5, 1.5);
        check_nullclines (&plane, FALSE);
      }
  plane.branch_depth[0] = 3;
  plane.branch_depth[1] = 2;
  plane.shared_depth = 1;
  check_nullclines (&plane, FALSE);
}

/* Stable manifolds end in their saddle, unstable ones in M_*. */
static void
test_manifolds (void)
{
  for (int depth = 2; depth <= 8; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        TheoryPlane plane = make_plane (depth, fusion, 0.5, 2);
        g_autoptr (TheorySkeleton) skeleton = theory_skeleton_new (&plane, 5);

        g_assert_cmpuint (skeleton->manifolds->len, ==, fusion >= 2 ? 6 : 0);
        for (guint i = 0; i < skeleton->manifolds->len; i++)
          {
            const TheoryManifold *m = &g_array_index (skeleton->manifolds, TheoryManifold, i);
            const double *end = m->curve.xy[m->curve.n - 1];
            const double *goal = skeleton->points[m->stable ? m->point : THEORY_POINT_SOLUTION].w;

            g_assert_cmpfloat_with_epsilon (end[0], goal[0], 1e-6);
            g_assert_cmpfloat_with_epsilon (end[1], goal[1], 1e-6);
          }
      }
}

static void
test_orbit (void)
{
  TheoryPlane plane = make_plane (2, 2, 0, 2);
  const double start[2] = { 0.01, 0.02 };
  g_autoptr (TheoryOrbit) orbit = theory_orbit_new (&plane, start, FALSE, 5, 0.02);
  const TheoryOrbitPoint *last =
      &g_array_index (orbit->points, TheoryOrbitPoint, orbit->points->len - 1);

  g_assert_cmpint (orbit->end, ==, THEORY_ORBIT_ARRIVED);
  g_assert_cmpfloat_with_epsilon (last->w[0], 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (last->w[1], 1, 1e-6);
  for (guint i = 1; i < orbit->points->len; i++)
    {
      const TheoryOrbitPoint *p = &g_array_index (orbit->points, TheoryOrbitPoint, i);
      /* Eq 21: uncorrelated modalities are two logistic curves. */
      double a = 1 / (1 + (1 / start[0] - 1) * exp (-2 * 4 * p->time));
      double b = 1 / (1 + (1 / start[1] - 1) * exp (-2 * 1 * p->time));

      g_assert_cmpfloat (hypot (p->w[0] - p[-1].w[0], p->w[1] - p[-1].w[1]), <, 0.03);
      /* The integrator's 1e-8 of the bound per step, over a few hundred steps. */
      g_assert_cmpfloat_with_epsilon (p->w[0], a, 1e-4);
      g_assert_cmpfloat_with_epsilon (p->w[1], b, 1e-4);
    }
}

static void
test_orbit_back_and_forth (void)
{
  TheoryPlane plane = make_plane (4, 3, 0.3, 2);
  const double start[2] = { 0.6, 0.4 };
  g_autoptr (TheoryOrbit) back = theory_orbit_new (&plane, start, TRUE, 5, 0.05);
  double best = INFINITY;
  const TheoryOrbitPoint *early = NULL;

  /* A point on the way back that is well away from the origin leads to the start again. */
  for (guint i = 0; i < back->points->len; i++)
    {
      const TheoryOrbitPoint *p = &g_array_index (back->points, TheoryOrbitPoint, i);

      g_assert_cmpfloat (p->time, <=, 0);
      if (hypot (p->w[0], p->w[1]) > 0.15)
        early = p;
    }
  g_assert_nonnull (early);
  g_autoptr (TheoryOrbit) again = theory_orbit_new (&plane, early->w, FALSE, 5, 0.005);
  for (guint i = 0; i < again->points->len; i++)
    {
      const TheoryOrbitPoint *p = &g_array_index (again->points, TheoryOrbitPoint, i);

      best = fmin (best, hypot (p->w[0] - start[0], p->w[1] - start[1]));
    }
  g_assert_cmpfloat (best, <, 0.005); /* the spacing of the points */
}

static void
test_orbit_limits (void)
{
  TheoryPlane plane = make_plane (2, 2, 0, 2);
  const double outside[2] = { 9, 0 }, origin[2] = { 0, 0 }, saddle[2] = { 1, 0 };
  g_autoptr (TheoryOrbit) a = theory_orbit_new (&plane, outside, FALSE, 5, 0.02);
  g_autoptr (TheoryOrbit) b = theory_orbit_new (&plane, origin, FALSE, 5, 0.02);
  g_autoptr (TheoryOrbit) c = theory_orbit_new (&plane, saddle, TRUE, 5, 0.02);
  const double above[2] = { 1.5, 2 };
  g_autoptr (TheoryOrbit) d = theory_orbit_new (&plane, above, TRUE, 5, 0.02);

  g_assert_cmpint (a->end, ==, THEORY_ORBIT_LEFT);
  g_assert_cmpuint (b->points->len, ==, 1);
  g_assert_cmpuint (c->points->len, ==, 1);
  g_assert_cmpint (d->end, ==, THEORY_ORBIT_LEFT);
}

static double
distance_to_segment (const double p[2], const double a[2], const double b[2])
{
  double d[2] = { b[0] - a[0], b[1] - a[1] }, length2 = d[0] * d[0] + d[1] * d[1], t = 0;

  if (length2 > 0)
    t = CLAMP (((p[0] - a[0]) * d[0] + (p[1] - a[1]) * d[1]) / length2, 0, 1);
  return hypot (p[0] - a[0] - t * d[0], p[1] - a[1] - t * d[1]);
}

static double
distance_to_orbit (const TheoryOrbit *orbit, const double w[2])
{
  double nearest = INFINITY;

  for (guint i = 1; i < orbit->points->len; i++)
    {
      const TheoryOrbitPoint *p = &g_array_index (orbit->points, TheoryOrbitPoint, i);

      nearest = fmin (nearest, distance_to_segment (w, p[-1].w, p->w));
    }
  return nearest;
}

/* A simulated balanced run at eta = 0.001 lies on the orbit from its start to 1e-3. */
static void
test_orbit_is_the_run (void)
{
  static const int networks[][2] = { { 2, 1 }, { 2, 2 }, { 3, 2 }, { 4, 1 }, { 4, 3 }, { 4, 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      ModelExperiment e = make (networks[i][0], networks[i][1], 0.3, 1.5);
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelSnapshot) snapshot = NULL;
      g_autoptr (TheoryOrbit) orbit = NULL;
      TheoryPlane plane = make_plane (networks[i][0], networks[i][1], 0.3, 1.5);

      model_experiment_set (&e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
      model_experiment_set (&e, MODEL_LEARNING_RATE, 0.001, NULL);
      model_experiment_set (&e, MODEL_WIDTH, 4, NULL);
      trainer = model_trainer_new (&e, 0.2, NULL);
      model_trainer_run (trainer, 100000, NULL);
      snapshot = model_trainer_snapshot (trainer, 0);
      g_assert_cmpint (snapshot->status, ==, MODEL_TRAINER_LEARNED);
      orbit = theory_orbit_new (&plane, model_history_view_row (snapshot->history, 0)->weight,
                                FALSE, 5, 0.005);
      for (gsize r = 0; r < model_history_view_length (snapshot->history); r += 37)
        g_assert_cmpfloat (
            distance_to_orbit (orbit, model_history_view_row (snapshot->history, r)->weight), <,
            1e-3);
    }
}

/* B starts off against its will (s_B < 0), shrinks by many orders, and must come back on the side
 * where it started. */
static void
test_orbit_keeps_sign (void)
{
  TheoryPlane plane = make_plane (2, 2, -0.8, 3);
  const double start[2] = { 1e-8, 1e-4 };
  g_autoptr (TheoryOrbit) orbit = theory_orbit_new (&plane, start, FALSE, 5, 0.02);
  double smallest = 1;

  for (guint i = 0; i < orbit->points->len; i++)
    smallest = fmin (smallest, g_array_index (orbit->points, TheoryOrbitPoint, i).w[1]);
  g_assert_cmpint (orbit->end, ==, THEORY_ORBIT_ARRIVED);
  g_assert_cmpfloat (smallest, >, 0);
  g_assert_cmpfloat (smallest, <, 1e-5); /* it shrinks at 2.8 while A grows at 13.2 */
}

/* Which weight first comes to half its plateau, along the flow from initial norms. */
static int
follow_first (const TheoryPlane *plane, const double u[2])
{
  const double length = pow (u[0] * u[0] + u[1] * u[1], plane->shared_depth / 2.0);
  double w[2], bound = 0;

  for (int m = 0; m < 2; m++)
    {
      w[m] = pow (u[m], plane->branch_depth[m]) * length;
      bound = fmax (bound, 4 * fabs (plane->s[m] / plane->sigma[m][m]));
    }
  g_autoptr (TheoryOrbit) orbit = theory_orbit_new (plane, w, FALSE, bound, bound / 1000);
  for (guint i = 0; i < orbit->points->len; i++)
    for (int m = 0; m < 2; m++)
      if (g_array_index (orbit->points, TheoryOrbitPoint, i).w[m] >=
          plane->s[m] / plane->sigma[m][m] / 2)
        return m;
  return -1;
}

/* Whichever is first, changes sides within 2 % of the line: resolution of the orbits. */
static void
test_first (void)
{
  static const struct
  {
    int depth, fusion;
    double rho, r;
  } settings[] = { { 2, 2, 0, 2 },   { 4, 2, 0, 2 },     { 4, 2, 0.3, 2 },   { 4, 3, -0.3, 1.5 },
                   { 4, 4, 0, 2 },   { 3, 2, 0.5, 1.5 }, { 6, 2, 0.2, 1.2 }, { 5, 4, 0.4, 1.3 },
                   { 3, 2, 0.6, 2 }, { 2, 2, 0.7, 2.5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const TheoryPlane plane =
          make_plane (settings[i].depth, settings[i].fusion, settings[i].rho, settings[i].r);
      g_autoptr (TheoryTie) tie = theory_tie_new (&plane, TRUE);

      g_assert_cmpint (tie->first, ==, -1);
      for (double u = 0.003; u < 0.3; u *= 3)
        {
          const double norm = theory_tie_get_norm (tie, u);
          const double below[2] = { u, 0.98 * norm }, above[2] = { u, 1.02 * norm };

          g_assert_cmpfloat (norm, >, u);
          g_assert_cmpint (follow_first (&plane, below), ==, 0);
          g_assert_cmpint (follow_first (&plane, above), ==, 1);
        }
    }
}

/* s_B < 0: balanced weights stay above zero, and B is never first; random ones hold both signs. */
static void
test_first_signs (void)
{
  const TheoryPlane plane = make_plane (2, 2, -0.8, 3);
  g_autoptr (TheoryTie) balanced = theory_tie_new (&plane, TRUE);
  g_autoptr (TheoryTie) random = theory_tie_new (&plane, FALSE);

  g_assert_cmpfloat (plane.s[1], <, 0);
  g_assert_cmpint (balanced->first, ==, 0);
  g_assert_true (isinf (theory_tie_get_norm (balanced, 1e-6)));
  g_assert_cmpint (random->first, ==, -1);
  g_assert_true (isfinite (theory_tie_get_norm (random, 1e-6)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/theory/plane/field-by-hand", test_field_by_hand);
  g_test_add_func ("/theory/plane/gain", test_gain);
  g_test_add_func ("/theory/plane/field-is-the-networks", test_field_is_the_networks);
  g_test_add_func ("/theory/plane/field-of-unequal-branches", test_field_of_unequal_branches);
  g_test_add_func ("/theory/plane/kernel-of-unequal-branches", test_kernel_of_unequal_branches);
  g_test_add_func ("/theory/plane/points", test_points);
  g_test_add_func ("/theory/plane/eigenvalues", test_eigenvalues);
  g_test_add_func ("/theory/plane/degenerate", test_degenerate);
  g_test_add_func ("/theory/skeleton/singular", test_singular);
  g_test_add_func ("/theory/skeleton/nullclines", test_nullclines);
  g_test_add_func ("/theory/skeleton/manifolds", test_manifolds);
  g_test_add_func ("/theory/skeleton/first", test_first);
  g_test_add_func ("/theory/skeleton/first-signs", test_first_signs);
  g_test_add_func ("/theory/orbit/exact", test_orbit);
  g_test_add_func ("/theory/orbit/back-and-forth", test_orbit_back_and_forth);
  g_test_add_func ("/theory/orbit/limits", test_orbit_limits);
  g_test_add_func ("/theory/orbit/is-the-run", test_orbit_is_the_run);
  g_test_add_func ("/theory/orbit/keeps-sign", test_orbit_keeps_sign);
  return g_test_run ();
}
