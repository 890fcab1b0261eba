/* Trajectories of the phase plane, by the stiff integrator: plateaus cost a few steps. */
#include "theory/orbit.h"

#include "num/ode.h"

#include <math.h>

/* An orbit has arrived where it is this slow, relative to the bound, and nothing drives it away; on
 * the way back also where it is this close to the origin, which it would take for ever to reach. */
#define ARRIVED 1e-9
#define AT_ORIGIN 1e-7
#define TOLERANCE 1e-8

/* Weights that never change sign are integrated as ln |W_m|: a rounding error must not carry them
 * across zero, from where they would take the other way. The state y is what is integrated. */
typedef struct
{
  const TheoryPlane *plane;
  double direction; /* 1 forward, -1 backward */
  double sign[2];   /* of W_m where y_m = ln |W_m|; 0 where y_m = W_m */
} Flow;

static void
get_weights (const Flow *flow, const double *y, double w[2])
{
  for (int m = 0; m < 2; m++)
    w[m] = flow->sign[m] != 0 ? flow->sign[m] * exp (y[m]) : y[m];
}

static void
evaluate (double t, const double *y, double *dydt, void *data)
{
  const Flow *flow = data;
  double w[2];

  get_weights (flow, y, w);
  theory_plane_velocity (flow->plane, w, dydt);
  for (int m = 0; m < 2; m++)
    dydt[m] *= flow->direction / (flow->sign[m] != 0 ? w[m] : 1);
}

static void
append (TheoryOrbit *self, double time, const double w[2])
{
  TheoryOrbitPoint point = { time, { w[0], w[1] } };

  g_array_append_val (self->points, point);
}

/* The step just made, in pieces no longer than the resolution. */
static void
append_step (TheoryOrbit *self,
             const NumOde *ode,
             const Flow *flow,
             double before,
             double after,
             const double w[2],
             double resolution)
{
  const TheoryOrbitPoint *last =
      &g_array_index (self->points, TheoryOrbitPoint, self->points->len - 1);
  double distance = hypot (w[0] - last->w[0], w[1] - last->w[1]);
  int pieces = CLAMP (ceil (distance / resolution), 1, 200);

  for (int i = 1; i <= pieces; i++)
    {
      double fraction = (double) i / pieces, y[2], middle[2];

      num_ode_interpolate (ode, fraction, y);
      get_weights (flow, y, middle);
      append (self, flow->direction * (before + fraction * (after - before)), middle);
    }
}

static gboolean
has_arrived (const Flow *flow, const double w[2], double bound)
{
  double velocity[2], residual[2];

  if (flow->direction < 0 && hypot (w[0], w[1]) < AT_ORIGIN * bound)
    return TRUE;
  theory_plane_velocity (flow->plane, w, velocity);
  theory_plane_residual (flow->plane, w, residual);
  if (velocity[0] == 0 && velocity[1] == 0)
    return TRUE;
  /* Beside a saddle it is slow too, but there a residual is left that will drive it away. */
  return hypot (velocity[0], velocity[1]) < ARRIVED * bound &&
         hypot (residual[0], residual[1]) <
             1e3 * ARRIVED * (fabs (flow->plane->s[0]) + fabs (flow->plane->s[1]));
}

static TheoryOrbitEnd
follow (TheoryOrbit *self, const Flow *flow, const double start[2], double bound, double resolution)
{
  double y[2], scale[2], w[2] = { start[0], start[1] }, t = 0;
  TheoryOrbitEnd end = THEORY_ORBIT_TIRED;
  NumOde *ode;

  for (int m = 0; m < 2; m++)
    {
      y[m] = flow->sign[m] != 0 ? log (fabs (start[m])) : start[m];
      scale[m] = flow->sign[m] != 0 ? 1 : 1e-3 * bound;
    }
  ode = num_ode_new (evaluate, (void *) flow, 2, scale, TOLERANCE);
  for (int step = 0; step < THEORY_ORBIT_MAX_STEPS && end == THEORY_ORBIT_TIRED; step++)
    {
      double before = t;

      if (has_arrived (flow, w, bound))
        end = THEORY_ORBIT_ARRIVED;
      else if (!num_ode_step (ode, &t, G_MAXDOUBLE, y))
        break;
      else
        {
          get_weights (flow, y, w);
          append_step (self, ode, flow, before, t, w, resolution);
          if (fabs (w[0]) > bound || fabs (w[1]) > bound)
            end = THEORY_ORBIT_LEFT;
        }
    }
  num_ode_free (ode);
  return end;
}

TheoryOrbit *
theory_orbit_new (const TheoryPlane *plane,
                  const double start[2],
                  gboolean backward,
                  double bound,
                  double resolution)
{
  TheoryOrbit *self = g_new0 (TheoryOrbit, 1);
  Flow flow = { plane, backward ? -1 : 1, { 0 } };

  for (int m = 0; m < 2; m++)
    if (theory_plane_is_invariant (plane, m) && start[m] != 0)
      flow.sign[m] = copysign (1, start[m]);
  self->points = g_array_new (FALSE, FALSE, sizeof (TheoryOrbitPoint));
  append (self, 0, start);
  self->end = fabs (start[0]) > bound || fabs (start[1]) > bound
                  ? THEORY_ORBIT_LEFT
                  : follow (self, &flow, start, bound, resolution);
  return self;
}

void
theory_orbit_free (TheoryOrbit *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->points);
  g_free (self);
}
