/* Nullclines and manifolds of the phase plane. */
#include "theory/skeleton.h"

#include "num/roots.h"

#include <math.h>
#include <string.h>

/* Rays per quadrant; they crowd at the axes, where the kernels of deep branches turn quickly. */
enum
{
  RAYS = 120,
  SEARCHES = 60,
  BISECTIONS = 50
};

/* How far from a saddle its unstable manifold is begun, relative to the bound: the curvature makes
 * that distance squared the error. Leaving algebraically takes longer the closer one begins. */
#define EXPONENTIAL_START 1e-5
#define ALGEBRAIC_START 1e-4
/* Of the orbit of a tie, to the bound. */
#define TIE_PIECES 200

static void
clear_curve (gpointer curve)
{
  g_free (((TheoryCurve *) curve)->xy);
}

static void
clear_manifold (gpointer manifold)
{
  clear_curve (&((TheoryManifold *) manifold)->curve);
}

/* A curve that takes over the points gathered in xy and leaves xy empty. */
static TheoryCurve
take_curve (GArray *xy)
{
  TheoryCurve curve = { xy->len, NULL };

  curve.xy = g_memdup2 (xy->data, xy->len * sizeof *curve.xy);
  g_array_set_size (xy, 0);
  return curve;
}

static void
add_point (GArray *xy, double x, double y)
{
  double point[2] = { x, y };

  g_array_append_val (xy, point);
}

static TheoryCurve
make_segment (double x0, double y0, double x1, double y1)
{
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double[2]));

  add_point (xy, x0, y0);
  add_point (xy, x1, y1);
  return take_curve (xy);
}

/* One ray from the origin, and the component of the flow whose zero is sought on it. */
typedef struct
{
  const TheoryPlane *plane;
  double c[2];
  int m;
} Ray;

static double
velocity_along (double r, void *data)
{
  const Ray *ray = data;
  double w[2] = { r * ray->c[0], r * ray->c[1] }, velocity[2];

  theory_plane_velocity (ray->plane, w, velocity);
  return velocity[ray->m];
}

/* K (r c) = r^q K (c) and the residual is s - r c S: v_m = 0 at r = (K s)_m / (K S c)_m. */
static double
solve_ray (const Ray *ray)
{
  const TheoryPlane *p = ray->plane;
  double k[2][2], above = 0, below = 0;

  theory_plane_kernel (p, ray->c, k);
  for (int j = 0; j < 2; j++)
    {
      above += k[ray->m][j] * p->s[j];
      below += k[ray->m][j] * (ray->c[0] * p->sigma[0][j] + ray->c[1] * p->sigma[1][j]);
    }
  return below != 0 ? above / below : -1;
}

/* The same where K does not scale: the outermost change of sign up to the bound. */
static double
search_ray (Ray *ray, double bound)
{
  double r = -1, high = bound, at_high = velocity_along (high, ray);

  for (int i = SEARCHES - 1; i > 0; i--)
    {
      double low = bound * i / SEARCHES, at_low = velocity_along (low, ray);

      if (at_low * at_high < 0 && num_root (velocity_along, ray, low, high, 1e-10, &r))
        return r;
      high = low;
      at_high = at_low;
    }
  return r;
}

/* The direction of ray i of the full turn; within a quadrant t^3 : (1 - t)^3 crowds at its ends. */
static void
get_direction (int i, double c[2])
{
  int quadrant = i / RAYS;
  double t = (i % RAYS + 0.5) / RAYS, a = t * t * t, b = (1 - t) * (1 - t) * (1 - t);
  double angle = G_PI_2 * (quadrant + a / (a + b));

  c[0] = cos (angle);
  c[1] = sin (angle);
}

static void
end_curve (GArray *curves, GArray *xy)
{
  if (xy->len > 1)
    {
      TheoryCurve curve = take_curve (xy);

      g_array_append_val (curves, curve);
    }
  g_array_set_size (xy, 0);
}

static void
add_nullclines (TheorySkeleton *self, int m)
{
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double[2]));
  const gboolean closed = self->plane.branch_depth[0] == self->plane.branch_depth[1] &&
                          self->plane.decay == 0 &&
                          (self->plane.rate_ratio == 0 || self->plane.rate_ratio == 1);

  if (theory_plane_is_invariant (&self->plane, m))
    {
      double b = self->bound;
      TheoryCurve axis = m == 0 ? make_segment (0, -b, 0, b) : make_segment (-b, 0, b, 0);

      g_array_append_val (self->nullclines[m], axis);
    }
  /* One ray more than a turn closes the curve. */
  for (int i = 0; i <= 4 * RAYS; i++)
    {
      Ray ray = { &self->plane, { 0 }, m };
      double r;

      get_direction (i % (4 * RAYS), ray.c);
      r = closed ? solve_ray (&ray) : search_ray (&ray, self->bound);
      if (r > 0 && r <= G_SQRT2 * self->bound)
        add_point (xy, r * ray.c[0], r * ray.c[1]);
      else
        end_curve (self->nullclines[m], xy);
    }
  end_curve (self->nullclines[m], xy);
}

/* The axis of a saddle flows into it from both sides. */
static void
add_stable (TheorySkeleton *self, TheoryPointKind kind)
{
  const double *w = self->points[kind].w;
  int m = kind - THEORY_POINT_A;
  double far[2] = { 0, 0 };
  TheoryManifold inner = { kind, TRUE, make_segment (0, 0, w[0], w[1]) }, outer;

  far[m] = copysign (self->bound, w[m]);
  outer = (TheoryManifold){ kind, TRUE, make_segment (far[0], far[1], w[0], w[1]) };
  g_array_append_val (self->manifolds, inner);
  g_array_append_val (self->manifolds, outer);
}

static void
add_unstable (TheorySkeleton *self, TheoryPointKind kind)
{
  const TheoryPlanePoint *point = &self->points[kind];
  double distance = self->bound * (point->stability == THEORY_STABILITY_SADDLE ? EXPONENTIAL_START
                                                                               : ALGEBRAIC_START);
  double start[2] = { point->w[0] + distance * point->eigenvector[1][0],
                      point->w[1] + distance * point->eigenvector[1][1] };
  g_autoptr (TheoryOrbit) orbit =
      theory_orbit_new (&self->plane, start, FALSE, 2 * self->bound, self->bound / 200);
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double[2]));
  TheoryManifold manifold = { kind, FALSE, { 0 } };

  add_point (xy, point->w[0], point->w[1]);
  for (guint i = 0; i < orbit->points->len; i++)
    {
      const TheoryOrbitPoint *p = &g_array_index (orbit->points, TheoryOrbitPoint, i);

      add_point (xy, p->w[0], p->w[1]);
    }
  manifold.curve = take_curve (xy);
  g_array_append_val (self->manifolds, manifold);
}

TheorySkeleton *
theory_skeleton_new (const TheoryPlane *plane, double bound)
{
  TheorySkeleton *self = g_new0 (TheorySkeleton, 1);

  self->plane = *plane;
  self->bound = bound;
  theory_plane_points (plane, self->points);
  self->manifolds = g_array_new (FALSE, FALSE, sizeof (TheoryManifold));
  g_array_set_clear_func (self->manifolds, clear_manifold);
  for (int m = 0; m < 2; m++)
    {
      self->nullclines[m] = g_array_new (FALSE, FALSE, sizeof (TheoryCurve));
      g_array_set_clear_func (self->nullclines[m], clear_curve);
      add_nullclines (self, m);
    }
  for (TheoryPointKind kind = THEORY_POINT_A; kind <= THEORY_POINT_B; kind++)
    if (self->points[kind].exists)
      {
        add_stable (self, kind);
        /* On a line of fixed points nothing leaves. */
        if (self->points[kind].stability != THEORY_STABILITY_LINE)
          add_unstable (self, kind);
      }
  return self;
}

void
theory_skeleton_free (TheorySkeleton *self)
{
  if (self == NULL)
    return;
  for (int m = 0; m < 2; m++)
    g_array_unref (self->nullclines[m]);
  g_array_unref (self->manifolds);
  g_free (self);
}

/* The plane in which weights are positive: those that hold both signs grow along that of s,
 * balanced ones begin on the side of W*. */
static void
turn_up (TheoryPlane *plane, gboolean balanced)
{
  TheoryPlanePoint points[THEORY_N_POINTS];

  theory_plane_points (plane, points);
  for (int m = 0; m < 2; m++)
    {
      const double end = points[THEORY_POINT_SOLUTION].w[m];

      if ((balanced && end != 0 ? end : plane->s[m]) < 0)
        {
          plane->s[m] *= -1;
          plane->sigma[0][1] *= -1;
          plane->sigma[1][0] *= -1;
        }
    }
}

/* The modality that is first whatever the norms are: the other does not grow, or grows behind
 * layers of its own where this one has none; -1: none is. */
static int
find_always_first (const TheoryPlane *plane)
{
  for (int m = 0; m < 2; m++)
    if (!(plane->s[m] > 0) || (plane->branch_depth[1 - m] == 1 && plane->branch_depth[m] > 1))
      return 1 - m;
  return -1;
}

/* Half of both plateaus; or, where one weight is falling there, the state on its level from which
 * the other begins to push it down. */
static void
find_corner (const TheoryPlane *plane, double w[2])
{
  double velocity[2];

  for (int m = 0; m < 2; m++)
    w[m] = plane->s[m] / plane->sigma[m][m] / 2;
  theory_plane_velocity (plane, w, velocity);
  for (int m = 0; m < 2; m++)
    {
      double low = 0, high = w[1 - m];

      for (int i = 0; i < BISECTIONS && velocity[m] < 0; i++)
        {
          double now[2];

          w[1 - m] = (low + high) / 2;
          theory_plane_velocity (plane, w, now);
          if (now[m] < 0)
            high = w[1 - m];
          else
            low = w[1 - m];
        }
    }
}

TheoryTie *
theory_tie_new (const TheoryPlane *plane, gboolean balanced)
{
  TheoryTie *self = g_new0 (TheoryTie, 1);
  TheoryPlane up = *plane;
  g_autoptr (TheoryOrbit) orbit = NULL;
  double corner[2], bound;

  turn_up (&up, balanced);
  memcpy (self->s, up.s, sizeof self->s);
  memcpy (self->branch_depth, up.branch_depth, sizeof self->branch_depth);
  self->norms = g_array_new (FALSE, FALSE, sizeof (double[2]));
  self->first = find_always_first (&up);
  if (self->first >= 0)
    return self;
  find_corner (&up, corner);
  bound = 2 * fmax (corner[0], corner[1]);
  orbit = theory_orbit_new (&up, corner, TRUE, bound, bound / TIE_PIECES);
  for (guint i = 0; i < orbit->points->len; i++)
    {
      const TheoryOrbitPoint *point = &g_array_index (orbit->points, TheoryOrbitPoint, i);
      double u[2];

      theory_plane_norms (&up, point->w, u);
      add_point (self->norms, u[0], u[1]);
    }
  return self;
}

void
theory_tie_free (TheoryTie *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->norms);
  g_free (self);
}

/* What grows at the rate s in the clock that is common to both branches. */
static double
get_clock (const TheoryTie *self, int m, double u)
{
  const int f = self->branch_depth[m];

  return (f == 2 ? log (u) : -pow (u, 2 - f) / (f - 2)) / self->s[m];
}

static double
solve_clock (const TheoryTie *self, int m, double clock)
{
  const int f = self->branch_depth[m];

  return f == 2 ? exp (clock * self->s[m]) : pow (-clock * self->s[m] * (f - 2), -1.0 / (f - 2));
}

double
theory_tie_get_norm (const TheoryTie *self, double norm_a)
{
  const double (*u)[2] = (gconstpointer) self->norms->data;
  const guint n = self->norms->len;
  guint i = 1;
  double part;

  if (self->first >= 0)
    return self->first == 0 ? INFINITY : 0;
  if (norm_a >= u[0][0])
    return INFINITY;
  if (norm_a < u[n - 1][0])
    return solve_clock (self, 1,
                        get_clock (self, 1, u[n - 1][1]) - get_clock (self, 0, u[n - 1][0]) +
                            get_clock (self, 0, norm_a));
  while (i < n - 1 && u[i][0] > norm_a)
    i++;
  part = log (norm_a / u[i - 1][0]) / log (u[i][0] / u[i - 1][0]);
  return u[i - 1][1] * pow (u[i][1] / u[i - 1][1], part);
}
