/* The ground of a portrait: field, line of fixed points, nullclines, manifolds. */
#include "plot/plane/portrait_pen.h"

#include <math.h>

/* Sizes in font sizes. */
#define FIELD_PITCH 2.5  /* between arrows */
#define MOST_ARROWS 100  /* along an axis, however large the page is for its letters */
#define FIELD_LENGTH 1.9 /* of the longest */
/* Speeds span many powers of ten; lengths follow this power of them. */
#define SPEED_POWER 0.25

/* The direction of the flow on the page; FALSE where nothing flows. */
static gboolean
get_page_direction (const PlotPortraitPen *c, const double w[2], double direction[2], double *speed)
{
  double v[2], dx, dy, norm;

  theory_plane_velocity (&c->portrait->skeleton->plane, w, v);
  dx = v[0] / (c->portrait->x.maximum - c->portrait->x.minimum) * c->inner.width;
  dy = -v[1] / (c->portrait->y.maximum - c->portrait->y.minimum) * c->inner.height;
  norm = hypot (dx, dy);
  *speed = norm;
  if (!(norm > 0) || !isfinite (norm))
    return FALSE;
  direction[0] = dx / norm;
  direction[1] = dy / norm;
  return TRUE;
}

typedef struct
{
  double x, y, direction[2], speed;
  double length, head; /* on the page */
  gboolean left_out;   /* it would strike through a name */
} Arrow;

/* One arrow per cell of an even grid, centred in the axes; none upon a mark. */
static GArray *
collect_arrows (const PlotPortraitPen *c)
{
  GArray *arrows = g_array_new (FALSE, FALSE, sizeof (Arrow));
  const double pitch = FIELD_PITCH * c->em;
  const int columns = CLAMP ((int) (c->inner.width / pitch), 2, MOST_ARROWS);
  const int rows = CLAMP ((int) (c->inner.height / pitch), 2, MOST_ARROWS);

  for (int i = 0; i < columns; i++)
    for (int j = 0; j < rows; j++)
      {
        const double across = (i + 0.5) / columns, up = (j + 0.5) / rows;
        const double w[2] = { study_axis_unmap (&c->portrait->x, across),
                              study_axis_unmap (&c->portrait->y, up) };
        Arrow arrow = { c->inner.x + across * c->inner.width,
                        c->inner.y + (1 - up) * c->inner.height };

        if (plot_placement_is_free (&c->places, arrow.x, arrow.y, 0.5 * c->em) &&
            get_page_direction (c, w, arrow.direction, &arrow.speed))
          g_array_append_val (arrows, arrow);
      }
  return arrows;
}

/* Whether an end of the arrow would strike through the name of a point. */
static gboolean
strikes_name (const PlotPortraitPen *c, const Arrow *a)
{
  for (int end = -1; end <= 1; end += 2)
    for (int i = 0; i < THEORY_N_POINTS; i++)
      {
        const double x = a->x + end * a->length / 2 * a->direction[0] - c->names[i].x;
        const double y = a->y + end * a->length / 2 * a->direction[1] - c->names[i].y;

        if (x > 0 && x < c->names[i].width && y > 0 && y < c->names[i].height)
          return TRUE;
      }
  return FALSE;
}

static void
trace_shaft (const PlotPortraitPen *c, const Arrow *a)
{
  const double tail = -a->length / 2, neck = a->length / 2 - 0.8 * a->head;

  cairo_move_to (c->cr, a->x + tail * a->direction[0], a->y + tail * a->direction[1]);
  cairo_line_to (c->cr, a->x + neck * a->direction[0], a->y + neck * a->direction[1]);
}

/* All shafts are one path, all heads another: an operation costs more than the line it draws. */
static void
draw_field (const PlotPortraitPen *c)
{
  g_autoptr (GArray) arrows = collect_arrows (c);
  const PlotColor color = plot_theme_fade (&c->theme->muted, 0.62);
  double fastest = 0;

  for (guint i = 0; i < arrows->len; i++)
    fastest = fmax (fastest, g_array_index (arrows, Arrow, i).speed);
  plot_portrait_pen_set_pen (c, &color, 0.55 * c->theme->line_width, 0);
  cairo_new_path (c->cr);
  for (guint i = 0; i < arrows->len; i++)
    {
      Arrow *a = &g_array_index (arrows, Arrow, i);

      a->length = FIELD_LENGTH * c->em * pow (a->speed / fastest, SPEED_POWER);
      a->head = fmin (0.5 * c->em, 0.6 * a->length);
      a->left_out = strikes_name (c, a);
      if (!a->left_out)
        trace_shaft (c, a);
    }
  cairo_stroke (c->cr);
  for (guint i = 0; i < arrows->len; i++)
    {
      const Arrow *a = &g_array_index (arrows, Arrow, i);

      if (!a->left_out)
        plot_portrait_pen_trace_head (c, a->x + a->length / 2 * a->direction[0],
                                      a->y + a->length / 2 * a->direction[1], a->direction,
                                      a->head);
    }
  cairo_fill (c->cr);
}

static void
trace_curve (const PlotPortraitPen *c, const TheoryCurve *curve)
{
  double x, y;

  for (int i = 0; i < curve->n; i++)
    {
      plot_portrait_pen_place (c, curve->xy[i], &x, &y);
      cairo_line_to (c->cr, x, y);
    }
}

static void
draw_nullclines (const PlotPortraitPen *c)
{
  for (int m = 0; m < 2; m++)
    {
      const PlotColor color = plot_theme_fade (&c->theme->modality[m], 0.6);
      GArray *curves = c->portrait->skeleton->nullclines[m];

      plot_portrait_pen_set_pen (c, &color, 0.7 * c->theme->line_width, 0.35 * c->em);
      for (guint i = 0; i < curves->len; i++)
        {
          cairo_new_path (c->cr);
          trace_curve (c, &g_array_index (curves, TheoryCurve, i));
          cairo_stroke (c->cr);
        }
    }
}

/* An arrow head in the middle of the part of a manifold that lies within the axes. */
static void
draw_middle_head (const PlotPortraitPen *c, const TheoryCurve *curve)
{
  double length = 0, half = 0, x, y, last_x = NAN, last_y = NAN;

  for (int pass = 0; pass < 2; pass++)
    {
      last_x = last_y = NAN;
      for (int i = 0; i < curve->n; i++)
        {
          plot_portrait_pen_place (c, curve->xy[i], &x, &y);
          const double d = isnan (last_x) ? 0 : hypot (x - last_x, y - last_y);

          if (pass == 0)
            length += d;
          else if (half < length / 2 && half + d >= length / 2 && d > 0)
            {
              const double direction[2] = { (x - last_x) / d, (y - last_y) / d };
              const double t = (length / 2 - half) / d;

              plot_portrait_pen_draw_head (c, last_x + t * (x - last_x), last_y + t * (y - last_y),
                                           direction, 0.75 * c->em);
              return;
            }
          half += pass == 1 ? d : 0;
          last_x = x;
          last_y = y;
        }
    }
}

static void
draw_manifolds (const PlotPortraitPen *c)
{
  const PlotColor color = plot_theme_fade (&c->theme->foreground, 0.6);
  GArray *manifolds = c->portrait->skeleton->manifolds;

  for (guint i = 0; i < manifolds->len; i++)
    {
      const TheoryManifold *manifold = &g_array_index (manifolds, TheoryManifold, i);

      plot_portrait_pen_set_pen (c, &color, (manifold->stable ? 0.6 : 0.9) * c->theme->line_width,
                                 0);
      cairo_new_path (c->cr);
      trace_curve (c, &manifold->curve);
      cairo_stroke (c->cr);
      draw_middle_head (c, &manifold->curve);
    }
}

/* On singular data every state whose residual is 0 rests: a whole line of the plane. */
static void
draw_line_of_points (const PlotPortraitPen *c)
{
  const TheoryPlane *plane = &c->portrait->skeleton->plane;
  const int m = plane->sigma[0][0] >= plane->sigma[1][1] ? 0 : 1;
  const double a = plane->sigma[0][m], b = plane->sigma[1][m], norm = hypot (a, b);
  const double *w = c->portrait->skeleton->points[THEORY_POINT_SOLUTION].w;
  const PlotColor color = plot_theme_fade (&c->theme->solution, 0.55);
  const double far = c->portrait->skeleton->bound / (norm > 0 ? norm : 1);
  const double ends[2][2] = { { w[0] - far * b, w[1] + far * a },
                              { w[0] + far * b, w[1] - far * a } };

  if (c->portrait->skeleton->points[THEORY_POINT_SOLUTION].stability != THEORY_STABILITY_LINE ||
      norm == 0)
    return;
  plot_portrait_pen_set_pen (c, &color, 2.4 * c->theme->line_width, 0);
  for (int i = 0; i < 2; i++)
    {
      double x, y;

      plot_portrait_pen_place (c, ends[i], &x, &y);
      cairo_line_to (c->cr, x, y);
    }
  cairo_stroke (c->cr);
}

void
plot_portrait_pen_draw_flow (const PlotPortraitPen *c)
{
  draw_field (c);
  draw_line_of_points (c);
  if (!c->portrait->hide_nullclines)
    draw_nullclines (c);
  if (!c->portrait->hide_manifolds)
    draw_manifolds (c);
}
