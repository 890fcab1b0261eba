/* The phase portrait: field, nullclines, manifolds, the four points, and a run on its way. */
#include "plot/portrait.h"

#include "plot/frame.h"
#include "plot/portrait_marks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Sizes in font sizes. */
#define FIELD_PITCH 2.5  /* between arrows */
#define FIELD_LENGTH 1.9 /* of the longest */
#define MARK_RADIUS 0.45
#define LABEL_DISTANCE 0.75
/* Speeds span many powers of ten; lengths follow this power of them. */
#define SPEED_POWER 0.25
#define MARGIN 0.16

void
plot_portrait_init (PlotPortrait *self)
{
  *self = (PlotPortrait){ .x = { -0.2, 1.2, FALSE },
                          .y = { -0.2, 1.2, FALSE },
                          .playhead = INFINITY,
                          .selected = -1,
                          .hover = { NAN, NAN } };
}

const char *
plot_portrait_point_name (TheoryPointKind kind)
{
  static const char *const names[THEORY_N_POINTS] = { "\\M_0", "\\M_A", "\\M_B", "\\M_*" };

  return names[kind];
}

double
plot_portrait_bound (const TheoryPlane *plane)
{
  TheoryPlanePoint points[THEORY_N_POINTS];
  double largest = 0;

  theory_plane_points (plane, points);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    largest = fmax (largest, fmax (fabs (points[i].w[0]), fabs (points[i].w[1])));
  return largest > 0 ? 4 * largest : 1;
}

static PlotAxis
fit_axis (const PlotPortrait *self, int m)
{
  double low = 0, high = 0;

  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (self->skeleton->points[i].exists)
      {
        low = fmin (low, self->skeleton->points[i].w[m]);
        high = fmax (high, self->skeleton->points[i].w[m]);
      }
  if (self->snapshot != NULL && self->snapshot->status != MODEL_TRAINER_DIVERGED)
    {
      const gsize n = model_history_view_length (self->snapshot->history);

      for (gsize i = 0; i < n; i += MAX (1, n / 1000))
        {
          const double w = model_history_view_row (self->snapshot->history, i)->weight[m];

          low = fmin (low, w);
          high = fmax (high, w);
        }
    }
  return plot_axis_fit (low, high, MARGIN, FALSE);
}

void
plot_portrait_fit (PlotPortrait *self)
{
  if (self->skeleton == NULL)
    return;
  self->x = fit_axis (self, 0);
  self->y = fit_axis (self, 1);
}

void
plot_portrait_place (const PlotPortrait *self,
                     const PlotArea *area,
                     const PlotTheme *theme,
                     const double w[2],
                     double *x,
                     double *y)
{
  const PlotArea inner = plot_frame_inner (area, theme);

  *x = plot_frame_x (&inner, &self->x, w[0]);
  *y = plot_frame_y (&inner, &self->y, w[1]);
}

gboolean
plot_portrait_pick (const PlotPortrait *self,
                    const PlotArea *area,
                    const PlotTheme *theme,
                    double x,
                    double y,
                    double w[2])
{
  const PlotArea inner = plot_frame_inner (area, theme);
  const double across = (x - inner.x) / inner.width, up = 1 - (y - inner.y) / inner.height;

  w[0] = plot_axis_unmap (&self->x, across);
  w[1] = plot_axis_unmap (&self->y, up);
  return across >= 0 && across <= 1 && up >= 0 && up <= 1;
}

/* What every part of the drawing needs. */
typedef struct
{
  cairo_t *cr;
  const PlotPortrait *portrait;
  const PlotTheme *theme;
  PlotArea inner;
  PlotPlaces places;
  double em;
} Canvas;

static void
place (const Canvas *c, const double w[2], double *x, double *y)
{
  *x = plot_frame_x (&c->inner, &c->portrait->x, w[0]);
  *y = plot_frame_y (&c->inner, &c->portrait->y, w[1]);
}

static void
set_pen (const Canvas *c, const PlotColor *color, double width, double dash)
{
  const double dashes[2] = { dash, dash };

  plot_theme_set_source (c->cr, color);
  cairo_set_line_width (c->cr, width);
  cairo_set_dash (c->cr, dashes, dash > 0 ? 2 : 0, 0);
}

/* A triangle with its tip at (x, y), pointing along a unit vector of the page. */
static void
draw_head (const Canvas *c, double x, double y, const double direction[2], double size)
{
  const double back_x = x - size * direction[0], back_y = y - size * direction[1];
  const double side_x = -0.45 * size * direction[1], side_y = 0.45 * size * direction[0];

  cairo_move_to (c->cr, x, y);
  cairo_line_to (c->cr, back_x + side_x, back_y + side_y);
  cairo_line_to (c->cr, back_x - side_x, back_y - side_y);
  cairo_close_path (c->cr);
  cairo_fill (c->cr);
}

/* The direction of the flow on the page; FALSE where nothing flows. */
static gboolean
get_page_direction (const Canvas *c, const double w[2], double direction[2], double *speed)
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
} Arrow;

/* One arrow per cell of an even grid, centred in the axes; none upon a mark. */
static GArray *
collect_arrows (const Canvas *c)
{
  GArray *arrows = g_array_new (FALSE, FALSE, sizeof (Arrow));
  const double pitch = FIELD_PITCH * c->em;
  const int columns = MAX (2, c->inner.width / pitch), rows = MAX (2, c->inner.height / pitch);

  for (int i = 0; i < columns; i++)
    for (int j = 0; j < rows; j++)
      {
        const double across = (i + 0.5) / columns, up = (j + 0.5) / rows;
        const double w[2] = { plot_axis_unmap (&c->portrait->x, across),
                              plot_axis_unmap (&c->portrait->y, up) };
        Arrow arrow = { c->inner.x + across * c->inner.width,
                        c->inner.y + (1 - up) * c->inner.height };

        if (plot_places_is_free (&c->places, arrow.x, arrow.y, 0.5 * c->em) &&
            get_page_direction (c, w, arrow.direction, &arrow.speed))
          g_array_append_val (arrows, arrow);
      }
  return arrows;
}

static void
draw_field (const Canvas *c)
{
  g_autoptr (GArray) arrows = collect_arrows (c);
  const PlotColor color = plot_theme_fade (&c->theme->muted, 0.62);
  double fastest = 0;

  for (guint i = 0; i < arrows->len; i++)
    fastest = fmax (fastest, g_array_index (arrows, Arrow, i).speed);
  set_pen (c, &color, 0.55 * c->theme->line_width, 0);
  for (guint i = 0; i < arrows->len; i++)
    {
      const Arrow *a = &g_array_index (arrows, Arrow, i);
      const double length = FIELD_LENGTH * c->em * pow (a->speed / fastest, SPEED_POWER);
      const double head = fmin (0.5 * c->em, 0.6 * length);
      const double tip_x = a->x + length / 2 * a->direction[0];
      const double tip_y = a->y + length / 2 * a->direction[1];

      cairo_move_to (c->cr, a->x - length / 2 * a->direction[0],
                     a->y - length / 2 * a->direction[1]);
      cairo_line_to (c->cr, tip_x - 0.8 * head * a->direction[0],
                     tip_y - 0.8 * head * a->direction[1]);
      cairo_stroke (c->cr);
      draw_head (c, tip_x, tip_y, a->direction, head);
    }
}

static void
trace_curve (const Canvas *c, const TheoryCurve *curve)
{
  double x, y;

  for (int i = 0; i < curve->n; i++)
    {
      place (c, curve->xy[i], &x, &y);
      cairo_line_to (c->cr, x, y);
    }
}

static void
draw_nullclines (const Canvas *c)
{
  for (int m = 0; m < 2; m++)
    {
      const PlotColor color = plot_theme_fade (&c->theme->modality[m], 0.6);
      GArray *curves = c->portrait->skeleton->nullclines[m];

      set_pen (c, &color, 0.7 * c->theme->line_width, 0.35 * c->em);
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
draw_middle_head (const Canvas *c, const TheoryCurve *curve)
{
  double length = 0, half = 0, x, y, last_x = NAN, last_y = NAN;

  for (int pass = 0; pass < 2; pass++)
    {
      last_x = last_y = NAN;
      for (int i = 0; i < curve->n; i++)
        {
          place (c, curve->xy[i], &x, &y);
          const double d = isnan (last_x) ? 0 : hypot (x - last_x, y - last_y);

          if (pass == 0)
            length += d;
          else if (half < length / 2 && half + d >= length / 2 && d > 0)
            {
              const double direction[2] = { (x - last_x) / d, (y - last_y) / d };
              const double t = (length / 2 - half) / d;

              draw_head (c, last_x + t * (x - last_x), last_y + t * (y - last_y), direction,
                         0.75 * c->em);
              return;
            }
          half += pass == 1 ? d : 0;
          last_x = x;
          last_y = y;
        }
    }
}

static void
draw_manifolds (const Canvas *c)
{
  const PlotColor color = plot_theme_fade (&c->theme->foreground, 0.6);
  GArray *manifolds = c->portrait->skeleton->manifolds;

  for (guint i = 0; i < manifolds->len; i++)
    {
      const TheoryManifold *manifold = &g_array_index (manifolds, TheoryManifold, i);

      set_pen (c, &color, (manifold->stable ? 0.6 : 0.9) * c->theme->line_width, 0);
      cairo_new_path (c->cr);
      trace_curve (c, &manifold->curve);
      cairo_stroke (c->cr);
      draw_middle_head (c, &manifold->curve);
    }
}

/* The run between two epochs. On a screen, points closer than half a pixel are left out. */
static void
trace_run (const Canvas *c, double from, double to)
{
  const ModelHistoryView *history = c->portrait->snapshot->history;
  const double least = fmax (c->theme->pixel, 0.02) / 2;
  const gsize first = model_history_view_find (history, from);
  const gsize last = model_history_view_find (history, to);
  double x, y, last_x = INFINITY, last_y = INFINITY;
  ModelHistoryRow end = model_history_view_at (history, from);

  cairo_new_path (c->cr);
  place (c, end.weight, &x, &y);
  cairo_move_to (c->cr, x, y);
  for (gsize i = first + 1; i <= last; i++)
    {
      place (c, model_history_view_row (history, i)->weight, &x, &y);
      if (fabs (x - last_x) + fabs (y - last_y) < least)
        continue;
      cairo_line_to (c->cr, x, y);
      last_x = x;
      last_y = y;
    }
  end = model_history_view_at (history, to);
  place (c, end.weight, &x, &y);
  cairo_line_to (c->cr, x, y);
  cairo_stroke (c->cr);
}

static void
draw_dot (const Canvas *c, const double w[2], double radius, const PlotColor *color)
{
  double x, y;

  place (c, w, &x, &y);
  plot_theme_set_source (c->cr, color);
  cairo_arc (c->cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (c->cr);
}

static void
draw_run (const Canvas *c)
{
  const ModelSnapshot *snapshot = c->portrait->snapshot;
  double end, now;

  if (snapshot == NULL)
    return;
  end = model_snapshot_last_epoch (snapshot);
  now = fmin (c->portrait->playhead, end);
  if (now < end)
    {
      const PlotColor ahead = plot_theme_fade (&c->theme->playhead, 0.35);

      set_pen (c, &ahead, 1.3 * c->theme->line_width, 0.5 * c->em);
      trace_run (c, now, end);
    }
  set_pen (c, &c->theme->playhead, 1.6 * c->theme->line_width, 0);
  trace_run (c, 0, now);
  const ModelHistoryRow row = model_history_view_at (snapshot->history, now);
  draw_dot (c, row.weight, MARK_RADIUS * c->em, &c->theme->playhead);
}

static void
draw_orbits (const Canvas *c)
{
  const GPtrArray *orbits = c->portrait->orbits;

  for (guint i = 0; orbits != NULL && i < orbits->len; i++)
    {
      const TheoryOrbit *orbit = g_ptr_array_index (orbits, i);
      const TheoryOrbitPoint *points = &g_array_index (orbit->points, TheoryOrbitPoint, 0);
      const gboolean selected = (int) i == c->portrait->selected;
      const PlotColor color = plot_theme_fade (&c->theme->foreground, selected ? 1 : 0.75);

      set_pen (c, &color, (selected ? 1.2 : 0.9) * c->theme->line_width, 0);
      cairo_new_path (c->cr);
      for (guint k = 0; k < orbit->points->len; k++)
        {
          double x, y;

          place (c, points[k].w, &x, &y);
          cairo_line_to (c->cr, x, y);
        }
      cairo_stroke (c->cr);
      draw_dot (c, points[0].w, (selected ? 0.42 : 0.3) * c->em, &color);
    }
}

static void
take_marks (Canvas *c)
{
  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (c->portrait->skeleton->points[i].exists)
      {
        double x, y;

        place (c, c->portrait->skeleton->points[i].w, &x, &y);
        plot_places_take (&c->places, x, y, MARK_RADIUS * c->em);
      }
}

/* M_0 an open ring, M_* a disc, the saddles crosses: told apart in grey too. */
static void
draw_mark (const Canvas *c, TheoryPointKind kind, const PlotColor *color)
{
  const double r = MARK_RADIUS * c->em;
  double x, y;

  place (c, c->portrait->skeleton->points[kind].w, &x, &y);
  set_pen (c, color, 1.2 * c->theme->line_width, 0);
  if (kind == THEORY_POINT_SOLUTION)
    {
      cairo_arc (c->cr, x, y, r, 0, 2 * G_PI);
      cairo_fill (c->cr);
    }
  else if (kind == THEORY_POINT_ORIGIN)
    {
      cairo_arc (c->cr, x, y, r, 0, 2 * G_PI);
      cairo_stroke (c->cr);
    }
  else
    for (int side = -1; side <= 1; side += 2)
      {
        cairo_move_to (c->cr, x - 0.8 * r, y - 0.8 * side * r);
        cairo_line_to (c->cr, x + 0.8 * r, y + 0.8 * side * r);
        cairo_stroke (c->cr);
      }
}

static void
draw_points (Canvas *c)
{
  const PlotTheme *t = c->theme;
  const PlotColor *colors[THEORY_N_POINTS] = { &t->origin, &t->modality_text[0],
                                               &t->modality_text[1], &t->solution };

  for (int i = 0; i < THEORY_N_POINTS; i++)
    {
      const TheoryPlanePoint *point = &c->portrait->skeleton->points[i];
      double x, y;

      if (!point->exists)
        continue;
      draw_mark (c, i, colors[i]);
      place (c, point->w, &x, &y);
      plot_places_draw_label (&c->places, c->cr, plot_portrait_point_name (i), x, y,
                              LABEL_DISTANCE * c->em, colors[i], t);
    }
}

static void
draw_hover (const Canvas *c)
{
  double x, y;

  if (isnan (c->portrait->hover[0]))
    return;
  place (c, c->portrait->hover, &x, &y);
  set_pen (c, &c->theme->foreground, 0.8 * c->theme->line_width, 0);
  cairo_arc (c->cr, x, y, 0.6 * c->em, 0, 2 * G_PI);
  cairo_stroke (c->cr);
}

void
plot_portrait_draw (cairo_t *cr,
                    const PlotArea *area,
                    const PlotPortrait *self,
                    const PlotTheme *theme)
{
  const PlotFrame frame = {
    .title = _ ("Phase portrait"), .x_name = "W_A", .y_name = "W_B", .x = self->x, .y = self->y
  };
  Canvas canvas = { cr, self, theme, plot_frame_inner (area, theme), { 0 }, theme->font_size };

  plot_frame_draw (cr, area, &frame, theme);
  if (self->skeleton == NULL)
    return;
  plot_places_init (&canvas.places, &canvas.inner);
  take_marks (&canvas);
  cairo_save (cr);
  plot_frame_clip (cr, &canvas.inner, theme);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (theme->pixel > 0)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  draw_field (&canvas);
  if (!self->hide_nullclines)
    draw_nullclines (&canvas);
  if (!self->hide_manifolds)
    draw_manifolds (&canvas);
  draw_orbits (&canvas);
  draw_run (&canvas);
  draw_points (&canvas);
  draw_hover (&canvas);
  cairo_restore (cr);
  plot_places_clear (&canvas.places);
}
