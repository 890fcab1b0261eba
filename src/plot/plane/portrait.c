/* The phase portrait: field, nullclines, manifolds, the four points, and a run on its way. */
#include "plot/plane/portrait.h"

#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"
#include "plot/draw/point_mark.h"
#include "plot/plane/portrait_pen.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Points of a path lie no farther apart than this part of the bound. */
#define RESOLUTION (1.0 / 300)
/* Sizes in font sizes. */
#define LABEL_DISTANCE 0.75
#define LINE_PITCH 0.6 /* of the places that a manifold takes */
#define HOVER_RADIUS 0.6
#define FAR 0.6
#define MARGIN 0.16

void
plot_portrait_init (PlotPortrait *self)
{
  *self = (PlotPortrait){ .x = { -0.2, 1.2, FALSE },
                          .y = { -0.2, 1.2, FALSE },
                          .playhead = INFINITY,
                          .selected = -1,
                          .hover = { NAN, NAN },
                          .travel = { NAN, NAN } };
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

void
plot_portrait_narrow (PlotPortrait *self, const StudyView *view)
{
  StudyAxis axes[2] = { self->x, self->y };

  study_view_narrow (view, STUDY_PLANE_PORTRAIT, axes);
  self->x = axes[0];
  self->y = axes[1];
}

TheoryOrbit *
plot_portrait_follow (const TheoryPlane *plane, const StudyOrbitStart *start, double bound)
{
  return theory_orbit_new (plane, start->w, start->backward, bound, RESOLUTION * bound);
}

/* Widens the interval by what the unstable manifolds need, at most by FAR of its length a side: at
 * strong correlations they reach far. */
static void
cover_manifolds (const TheorySkeleton *skeleton, int m, double *low, double *high)
{
  const double least = *low - FAR * (*high - *low), most = *high + FAR * (*high - *low);

  for (guint i = 0; i < skeleton->manifolds->len; i++)
    {
      const TheoryManifold *manifold = &g_array_index (skeleton->manifolds, TheoryManifold, i);

      for (int k = 0; k < manifold->curve.n && !manifold->stable; k++)
        {
          *low = fmin (*low, fmax (manifold->curve.xy[k][m], least));
          *high = fmax (*high, fmin (manifold->curve.xy[k][m], most));
        }
    }
}

static StudyAxis
fit_axis (const PlotPortrait *self, int m)
{
  double low = 0, high = 0;

  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (self->skeleton->points[i].exists)
      {
        low = fmin (low, self->skeleton->points[i].w[m]);
        high = fmax (high, self->skeleton->points[i].w[m]);
      }
  cover_manifolds (self->skeleton, m, &low, &high);
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
  return study_axis_fit (low, high, MARGIN, FALSE);
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

  w[0] = study_axis_unmap (&self->x, across);
  w[1] = study_axis_unmap (&self->y, up);
  return across >= 0 && across <= 1 && up >= 0 && up <= 1;
}

static void
take_unstable_manifolds (PlotPortraitPen *c)
{
  const GArray *manifolds = c->portrait->skeleton->manifolds;

  for (guint i = 0; i < manifolds->len; i++)
    {
      const TheoryManifold *manifold = &g_array_index (manifolds, TheoryManifold, i);
      double x, y, last_x = INFINITY, last_y = INFINITY;

      for (int k = 0; k < manifold->curve.n && !manifold->stable; k++)
        {
          plot_portrait_pen_place (c, manifold->curve.xy[k], &x, &y);
          if (hypot (x - last_x, y - last_y) < LINE_PITCH * c->em)
            continue;
          plot_placement_take_square (&c->places, x, y, LINE_PITCH / 2 * c->em);
          last_x = x;
          last_y = y;
        }
    }
}

/* Whether a point is there to be marked: what lies beside the axes has no name at their edge. */
static gboolean
is_seen (const PlotPortraitPen *c, const TheoryPlanePoint *point)
{
  const double u = study_axis_map (&c->portrait->x, point->w[0]);
  const double v = study_axis_map (&c->portrait->y, point->w[1]);

  return point->exists && u >= 0 && u <= 1 && v >= 0 && v <= 1;
}

/* Marks and their names come first: the arrows of the field keep off them. */
static void
take_points (PlotPortraitPen *c)
{
  const TheoryPlanePoint *points = c->portrait->skeleton->points;
  double x, y;

  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (is_seen (c, &points[i]))
      {
        plot_portrait_pen_place (c, points[i].w, &x, &y);
        plot_placement_take_square (&c->places, x, y, PLOT_POINT_MARK_RADIUS * c->em);
      }
  take_unstable_manifolds (c);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (is_seen (c, &points[i]))
      {
        plot_portrait_pen_place (c, points[i].w, &x, &y);
        c->names[i] = plot_placement_find_around (&c->places, c->cr, plot_point_mark_get_name (i),
                                                  x, y, LABEL_DISTANCE * c->em, FALSE, c->theme);
      }
}

static void
draw_points (const PlotPortraitPen *c)
{
  for (int i = 0; i < THEORY_N_POINTS; i++)
    {
      const TheoryPlanePoint *point = &c->portrait->skeleton->points[i];
      const PlotColor color = plot_point_mark_get_color (i, c->theme);
      double x, y;

      if (!is_seen (c, point))
        continue;
      plot_portrait_pen_place (c, point->w, &x, &y);
      plot_theme_set_source (c->cr, &color);
      plot_point_mark_draw (c->cr, i, x, y, c->em, c->theme);
      plot_placement_draw (c->cr, &c->names[i], plot_point_mark_get_name (i), FALSE, &color,
                           c->theme);
    }
}

static void
draw_hover (const PlotPortraitPen *c)
{
  double x, y;

  if (isnan (c->portrait->hover[0]))
    return;
  plot_portrait_pen_place (c, c->portrait->hover, &x, &y);
  plot_portrait_pen_set_pen (c, &c->theme->foreground, 0.8 * c->theme->line_width, 0);
  cairo_new_path (c->cr);
  cairo_arc (c->cr, x, y, HOVER_RADIUS * c->em, 0, 2 * G_PI);
  cairo_stroke (c->cr);
}

static void
draw_lasso (const PlotPortraitPen *c)
{
  const PlotColor fill = plot_theme_fade (&c->theme->foreground, 0.08);

  cairo_new_path (c->cr);
  for (int i = 0; i < c->portrait->n_lasso; i++)
    {
      double x, y;

      plot_portrait_pen_place (c, c->portrait->lasso[i], &x, &y);
      cairo_line_to (c->cr, x, y);
    }
  cairo_close_path (c->cr);
  plot_theme_set_source (c->cr, &fill);
  cairo_fill_preserve (c->cr);
  plot_portrait_pen_set_pen (c, &c->theme->muted, 0.8 * c->theme->line_width, 0.35 * c->em);
  cairo_stroke (c->cr);
}

/* How long each leg of the way takes, beside its middle. */
static void
draw_travel (PlotPortraitPen *c)
{
  const TheoryPlanePoint *points = c->portrait->skeleton->points;
  const TheoryPlanePoint *stations[3] = { &points[THEORY_POINT_ORIGIN],
                                          &points[THEORY_POINT_A + c->portrait->first],
                                          &points[THEORY_POINT_SOLUTION] };

  for (int leg = 0; leg < 2; leg++)
    {
      const double *from = stations[leg]->w, *to = stations[leg + 1]->w;
      const double middle[2] = { (from[0] + to[0]) / 2, (from[1] + to[1]) / 2 };
      char number[32];
      double x, y;

      if (isnan (c->portrait->travel[leg]))
        continue;
      study_axis_format (c->portrait->travel[leg], 3, number);
      g_autofree char *text = isinf (c->portrait->travel[leg])
                                  ? g_strdup (_ ("never"))
                                  : g_strdup_printf (_ ("%s epochs"), number);
      plot_portrait_pen_place (c, middle, &x, &y);
      plot_placement_draw_around (&c->places, c->cr, text, x, y, LABEL_DISTANCE * c->em, TRUE,
                                  &c->theme->foreground, c->theme);
    }
}

const char *
plot_portrait_get_note (const PlotPortrait *self)
{
  const ModelExperiment *experiment = self->snapshot != NULL ? &self->snapshot->experiment : NULL;

  if (experiment == NULL || model_experiment_is_linear (experiment))
    return NULL;
  return model_experiment_get_int (experiment, MODEL_LOSS) == MODEL_LOSS_LOGISTIC
             ? _ ("plane: squared loss")
             : _ ("plane: linear network");
}

void
plot_portrait_draw (cairo_t *cr,
                    const PlotArea *area,
                    const PlotPortrait *self,
                    const PlotTheme *theme)
{
  const PlotFrame frame = { .title = _ ("Phase portrait"),
                            .hide_title = self->hide_title,
                            .x_name = "W_A",
                            .y_name = "W_B",
                            .note = plot_portrait_get_note (self),
                            .x = self->x,
                            .y = self->y };
  PlotPortraitPen pen = { .cr = cr,
                          .portrait = self,
                          .theme = theme,
                          .inner = plot_frame_inner (area, theme),
                          .em = theme->font_size };

  plot_frame_draw (cr, area, &frame, theme);
  if (self->skeleton == NULL)
    return;
  plot_placement_init (&pen.places, &pen.inner, theme);
  take_points (&pen);
  plot_group_begin (cr, "portrait");
  cairo_save (cr);
  plot_frame_clip (cr, &pen.inner, theme);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (theme->pixel > 0)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  plot_portrait_pen_draw_flow (&pen);
  plot_portrait_pen_draw_orbits (&pen);
  plot_portrait_pen_draw_runs (&pen);
  draw_points (&pen);
  plot_portrait_pen_draw_state (&pen);
  draw_travel (&pen);
  if (self->n_lasso > 0)
    draw_lasso (&pen);
  draw_hover (&pen);
  plot_portrait_pen_draw_hover (&pen);
  cairo_restore (cr);
  plot_group_end (cr);
  plot_placement_clear (&pen.places);
}
