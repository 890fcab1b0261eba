/* Paths in a portrait: the run on its way, the run that was left by a kick, picked orbits. */
#include "plot/plane/portrait_pen.h"

#include <math.h>

/* A run that oscillates goes to and fro between the same few places for as long as it lasts: a
 * place among the last of these is not drawn again. What wanders without rest ends here: Cairo's
 * time grows with the crossings of a path, and more lines upon lines show nothing. */
enum
{
  REMEMBERED = 8,
  MOST_POINTS = 4096
};

typedef struct
{
  double x[REMEMBERED], y[REMEMBERED];
  int n; /* points so far */
} Trail;

static gboolean
is_new (const Trail *trail, double x, double y, double least)
{
  /* The newest first: a run that rests stays where it is. */
  for (int i = trail->n - 1; i >= MAX (0, trail->n - REMEMBERED); i--)
    if (fabs (x - trail->x[i % REMEMBERED]) + fabs (y - trail->y[i % REMEMBERED]) < least)
      return FALSE;
  return TRUE;
}

static void
extend (const PlotPortraitPen *c, Trail *trail, double x, double y)
{
  trail->x[trail->n % REMEMBERED] = x;
  trail->y[trail->n % REMEMBERED] = y;
  trail->n++;
  cairo_line_to (c->cr, x, y);
}

/* A run between two epochs, as a line. On a screen, points closer than half a pixel are left out.
 */
static void
trace_piece (const PlotPortraitPen *c, const ModelSnapshot *snapshot, double from, double to)
{
  const ModelHistoryView *history = snapshot->history;
  const double least = fmax (c->theme->pixel, 0.02) / 2;
  const gsize first = model_history_view_find (history, from);
  const gsize last = model_history_view_find (history, to);
  ModelHistoryRow end = model_history_view_at (history, from);
  Trail trail = { .n = 0 };
  double x, y;

  plot_portrait_pen_place (c, end.weight, &x, &y);
  cairo_new_sub_path (c->cr);
  extend (c, &trail, x, y);
  for (gsize i = first + 1; i <= last && trail.n < MOST_POINTS; i++)
    {
      const ModelHistoryRow *row = model_history_view_row (history, i);

      plot_portrait_pen_place (c, row->weight, &x, &y);
      if (is_new (&trail, x, y, least))
        extend (c, &trail, x, y);
    }
  end = model_history_view_at (history, to);
  plot_portrait_pen_place (c, end.weight, &x, &y);
  extend (c, &trail, x, y);
}

/* The last row before a kick. */
static const ModelHistoryRow *
get_row_before (const ModelHistoryView *history, const ModelKick *kick)
{
  return model_history_view_row (history, model_history_view_find (history, kick->epoch - 0.5));
}

/* The same without the jumps of the kicks in between. */
static void
trace_run (const PlotPortraitPen *c, const ModelSnapshot *snapshot, double from, double to)
{
  cairo_new_path (c->cr);
  for (int i = 0; i < snapshot->n_kicks; i++)
    {
      const ModelKick *kick = &snapshot->kicks[i];

      if (kick->epoch <= from || kick->epoch > to)
        continue;
      trace_piece (c, snapshot, from, fmax (from, get_row_before (snapshot->history, kick)->epoch));
      from = kick->epoch;
    }
  trace_piece (c, snapshot, from, to);
  cairo_stroke (c->cr);
}

/* A thin arrow from where the network was to where the kick put it. */
static void
draw_kicks (const PlotPortraitPen *c, const ModelSnapshot *snapshot)
{
  for (int i = 0; i < snapshot->n_kicks; i++)
    {
      const ModelHistoryRow *before = get_row_before (snapshot->history, &snapshot->kicks[i]);
      const ModelHistoryRow after =
          model_history_view_at (snapshot->history, snapshot->kicks[i].epoch);
      double x0, y0, x, y, direction[2];

      plot_portrait_pen_place (c, before->weight, &x0, &y0);
      plot_portrait_pen_place (c, after.weight, &x, &y);
      direction[0] = (x - x0) / fmax (hypot (x - x0, y - y0), 1e-9);
      direction[1] = (y - y0) / fmax (hypot (x - x0, y - y0), 1e-9);
      plot_portrait_pen_set_pen (c, &c->theme->playhead, 0.8 * c->theme->line_width, 0.25 * c->em);
      cairo_new_path (c->cr);
      cairo_move_to (c->cr, x0, y0);
      cairo_line_to (c->cr, x, y);
      cairo_stroke (c->cr);
      if (hypot (x - x0, y - y0) > c->em)
        plot_portrait_pen_draw_head (c, x, y, direction, 0.75 * c->em);
    }
}

static void
draw_run (const PlotPortraitPen *c, const ModelSnapshot *snapshot)
{
  const double end = model_snapshot_last_epoch (snapshot);
  const double now = fmin (c->portrait->playhead, end);
  const PlotColor ahead = plot_theme_fade (&c->theme->playhead, 0.35);

  if (now < end)
    {
      plot_portrait_pen_set_pen (c, &ahead, 1.3 * c->theme->line_width, 0.5 * c->em);
      trace_run (c, snapshot, now, end);
    }
  plot_portrait_pen_set_pen (c, &c->theme->playhead, 1.6 * c->theme->line_width, 0);
  trace_run (c, snapshot, 0, now);
  draw_kicks (c, snapshot);
}

void
plot_portrait_pen_draw_state (const PlotPortraitPen *c)
{
  const ModelSnapshot *snapshot = c->portrait->snapshot;

  if (snapshot == NULL)
    return;
  const ModelHistoryRow row = model_history_view_at (
      snapshot->history, fmin (c->portrait->playhead, model_snapshot_last_epoch (snapshot)));
  plot_portrait_pen_draw_dot (c, row.weight, PLOT_PORTRAIT_STATE_RADIUS * c->em,
                              &c->theme->playhead);
}

void
plot_portrait_pen_draw_runs (const PlotPortraitPen *c)
{
  const ModelSnapshot *ghost = c->portrait->ghost;
  const PlotColor pale = plot_theme_fade (&c->theme->foreground, 0.3);

  if (ghost != NULL)
    {
      plot_portrait_pen_set_pen (c, &pale, 1.3 * c->theme->line_width, 0);
      trace_run (c, ghost, 0, model_snapshot_last_epoch (ghost));
    }
  if (c->portrait->snapshot != NULL)
    draw_run (c, c->portrait->snapshot);
}

/* An arrow head where a path has gone half of its length on the page. */
static void
draw_direction (const PlotPortraitPen *c, const TheoryOrbit *orbit)
{
  const gboolean backward =
      g_array_index (orbit->points, TheoryOrbitPoint, orbit->points->len - 1).time < 0;
  double length = 0, x0 = 0, y0 = 0, x, y, half;

  for (int pass = 0; pass < 2; pass++)
    {
      half = length / 2;
      length = 0;
      for (guint i = 0; i < orbit->points->len; i++)
        {
          plot_portrait_pen_place (c, g_array_index (orbit->points, TheoryOrbitPoint, i).w, &x, &y);
          const double step = i > 0 ? hypot (x - x0, y - y0) : 0;

          if (pass == 1 && step > 0 && length + step >= half)
            {
              const double way = backward ? -1 : 1;
              const double direction[2] = { way * (x - x0) / step, way * (y - y0) / step };

              plot_portrait_pen_draw_head (c, x, y, direction, 0.75 * c->em);
              return;
            }
          length += step;
          x0 = x;
          y0 = y;
        }
      if (length < 2 * c->em)
        return;
    }
}

void
plot_portrait_pen_draw_orbits (const PlotPortraitPen *c)
{
  const GPtrArray *orbits = c->portrait->orbits;

  for (guint i = 0; orbits != NULL && i < orbits->len; i++)
    {
      const TheoryOrbit *orbit = g_ptr_array_index (orbits, i);
      const TheoryOrbitPoint *points = &g_array_index (orbit->points, TheoryOrbitPoint, 0);
      const gboolean selected = (int) i == c->portrait->selected;
      const PlotColor color = plot_theme_fade (&c->theme->foreground, selected ? 1 : 0.75);

      /* Against time: dashed. */
      plot_portrait_pen_set_pen (c, &color, (selected ? 1.2 : 0.9) * c->theme->line_width,
                                 points[orbit->points->len - 1].time < 0 ? 0.35 * c->em : 0);
      cairo_new_path (c->cr);
      for (guint k = 0; k < orbit->points->len; k++)
        {
          double x, y;

          plot_portrait_pen_place (c, points[k].w, &x, &y);
          cairo_line_to (c->cr, x, y);
        }
      cairo_stroke (c->cr);
      draw_direction (c, orbit);
      plot_portrait_pen_draw_dot (c, points[0].w, (selected ? 0.42 : 0.3) * c->em, &color);
    }
}
