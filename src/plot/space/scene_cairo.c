/* Scenes drawn by Cairo. */
#include "plot/space/scene_cairo.h"

#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"
#include "plot/draw/placement.h"
#include "plot/draw/point_mark.h"
#include "plot/space/scene_axes.h"
#include "plot/space/scene_dots.h"

#include <math.h>
#include <string.h>

/* Sizes in font sizes. */
#define LABEL_DISTANCE 0.75
#define LINE_PITCH 0.4 /* of the places that a line takes from names */
#define TITLE_SIZE 1.12
/* Of the surface's outline; the width in widths of a curve. */
#define EDGE_ALPHA 0.6
#define EDGE_WIDTH 0.5
/* What the surface hides shines through it. */
#define HIDDEN 0.28
typedef struct
{
  cairo_t *cr;
  const PlotScene *scene;
  const PlotTheme *theme;
  PlotSceneProjection projection;
  double em;
} Canvas;

static Canvas
begin (cairo_t *cr, const PlotArea *area, const PlotScene *scene, const PlotTheme *theme)
{
  Canvas canvas = { cr, scene, theme, { { { 0 } } }, theme->font_size };

  plot_scene_projection_init (&canvas.projection, &scene->camera, area, theme);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (theme->pixel > 0)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  return canvas;
}

void
plot_scene_draw_back (cairo_t *cr,
                      const PlotArea *area,
                      const PlotScene *scene,
                      const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && scene != NULL && theme != NULL);

  const Canvas canvas = begin (cr, area, scene, theme);

  plot_scene_axes_draw (cr, scene, &canvas.projection, theme);
  if (!scene->hide_title && !theme->hide_titles)
    plot_label_draw (cr, scene->title, plot_frame_inner (area, theme).x, area->y + 0.35 * canvas.em,
                     0, 0, TITLE_SIZE * canvas.em, TRUE, &theme->foreground, theme);
  if (scene->note != NULL)
    plot_label_draw (cr, scene->note, plot_frame_inner (area, theme).x,
                     area->y + area->height - 0.35 * canvas.em, 0, 1, canvas.em, FALSE,
                     &theme->muted, theme);
  cairo_restore (cr);
}

/* How much of a vertex is seen from above: the sight's part along the normal. */
static double
get_tilt (const Canvas *c, const PlotSceneVertex *vertex)
{
  double sight[3];

  plot_scene_projection_get_sight (&c->projection, vertex->position, sight);
  return sight[0] * vertex->normal[0] + sight[1] * vertex->normal[1] + sight[2] * vertex->normal[2];
}

/* The outline where the surface bends out of sight; the other outlines are its edges. */
static void
draw_horizon (const Canvas *c)
{
  const int *indices = (const int *) (void *) c->scene->indices->data;
  const PlotSceneVertex *vertices = (const PlotSceneVertex *) (void *) c->scene->vertices->data;
  const PlotColor color = plot_theme_fade (&c->theme->foreground, EDGE_ALPHA);

  plot_theme_set_source (c->cr, &color);
  cairo_set_line_width (c->cr, EDGE_WIDTH * c->theme->line_width);
  cairo_new_path (c->cr);
  for (guint i = 0; i < c->scene->faces->len; i++)
    {
      const PlotSceneFace *face = &g_array_index (c->scene->faces, PlotSceneFace, i);
      const PlotSceneVertex *before = &vertices[indices[face->first + face->n - 1]];
      double tilt_before = get_tilt (c, before);
      gboolean begun = FALSE;

      for (int k = 0; k < face->n; k++)
        {
          const PlotSceneVertex *here = &vertices[indices[face->first + k]];
          const double tilt = get_tilt (c, here);

          if ((tilt < 0) != (tilt_before < 0))
            {
              const double t = tilt_before / (tilt_before - tilt);
              double p[3], at[2];

              for (int m = 0; m < 3; m++)
                p[m] = before->position[m] + t * (here->position[m] - before->position[m]);
              plot_scene_projection_place (&c->projection, p, at);
              if (begun)
                cairo_line_to (c->cr, at[0], at[1]);
              else
                cairo_move_to (c->cr, at[0], at[1]);
              begun = TRUE;
            }
          before = here;
          tilt_before = tilt;
        }
    }
  cairo_stroke (c->cr);
}

static gboolean
is_hidden (const Canvas *c, const PlotSceneSegment *s)
{
  const double middle[3] = { (s->from[0] + s->to[0]) / 2, (s->from[1] + s->to[1]) / 2,
                             (s->from[2] + s->to[2]) / 2 };

  return plot_scene_is_hidden (c->scene, &c->projection, middle);
}

/* Those segments of a line that are hidden, or the others, as one path. */
static void
stroke_segments (const Canvas *c, const GArray *segments, const guint8 *hidden, guint8 which)
{
  const PlotSceneSegment *last = NULL;
  double at[2];

  cairo_new_path (c->cr);
  for (guint i = 0; i < segments->len; i++)
    {
      const PlotSceneSegment *s = &g_array_index (segments, PlotSceneSegment, i);

      if (hidden[i] != which)
        continue;
      if (last == NULL || last + 1 != s || memcmp (last->to, s->from, sizeof s->from) != 0)
        {
          plot_scene_projection_place (&c->projection, s->from, at);
          cairo_move_to (c->cr, at[0], at[1]);
        }
      plot_scene_projection_place (&c->projection, s->to, at);
      cairo_line_to (c->cr, at[0], at[1]);
      last = s;
    }
  cairo_stroke (c->cr);
}

static void
draw_line (const Canvas *c, PlotSceneLine line, PlotColor color, double width, double dash)
{
  const double dashes[2] = { dash * c->em, dash * c->em };
  const GArray *segments = c->scene->lines[line];
  g_autofree guint8 *hidden = g_new (guint8, segments->len + 1);

  for (guint i = 0; i < segments->len; i++)
    hidden[i] = is_hidden (c, &g_array_index (segments, PlotSceneSegment, i)) ? 1 : 0;
  cairo_set_line_width (c->cr, width * c->theme->line_width);
  cairo_set_dash (c->cr, dashes, dash > 0 ? 2 : 0, 0);
  for (int which = 1; which >= 0; which--)
    {
      const PlotColor shown = plot_theme_fade (&color, which ? HIDDEN : 1);

      plot_theme_set_source (c->cr, &shown);
      stroke_segments (c, segments, hidden, (guint8) which);
    }
  cairo_set_dash (c->cr, NULL, 0, 0);
}

static void
draw_lines (const Canvas *c)
{
  const PlotTheme *t = c->theme;

  draw_line (c, PLOT_SCENE_LEVEL, plot_theme_fade (&t->foreground, 0.32), 0.4, 0);
  draw_line (c, PLOT_SCENE_EDGE, plot_theme_fade (&t->foreground, EDGE_ALPHA), EDGE_WIDTH, 0);
  draw_horizon (c);
  draw_line (c, PLOT_SCENE_LEVEL_A, plot_theme_fade (&t->modality[0], 0.9), 0.7, 0);
  draw_line (c, PLOT_SCENE_LEVEL_B, plot_theme_fade (&t->modality[1], 0.9), 0.7, 0);
  draw_line (c, PLOT_SCENE_MANIFOLD, plot_theme_fade (&t->foreground, 0.55), 0.7, 0);
  draw_line (c, PLOT_SCENE_ORBIT, plot_theme_fade (&t->foreground, 0.75), 0.9, 0);
  draw_line (c, PLOT_SCENE_SELECTED, t->foreground, 1.2, 0);
  draw_line (c, PLOT_SCENE_AHEAD, plot_theme_fade (&t->playhead, 0.55), 1.3, 0.5);
  draw_line (c, PLOT_SCENE_PAST, t->playhead, 1.7, 0);
  draw_line (c, PLOT_SCENE_ZERO, plot_theme_fade (&t->muted, 0.5), 0.5, 0);
  draw_line (c, PLOT_SCENE_TRAIL, plot_theme_fade (&t->foreground, 0.22), 0.6, 0);
}

/* A point's place on the page, and its colour there; FALSE where it is not in the box. */
static gboolean
get_point (const Canvas *c, const PlotScenePoint *point, PlotColor *color, double at[2])
{
  if (!point->exists)
    return FALSE;
  plot_scene_projection_place (&c->projection, point->position, at);
  if (plot_scene_is_hidden (c->scene, &c->projection, point->position))
    *color = plot_theme_fade (color, 2 * HIDDEN);
  return TRUE;
}

static void
draw_dot (const Canvas *c, const PlotScenePoint *point, double radius, PlotColor color)
{
  double at[2];

  if (!get_point (c, point, &color, at))
    return;
  plot_theme_set_source (c->cr, &color);
  cairo_new_path (c->cr);
  cairo_arc (c->cr, at[0], at[1], radius * c->em, 0, 2 * G_PI);
  cairo_fill (c->cr);
}

/* Keeps names off a line. */
static void
take_line (const Canvas *c, PlotSceneLine line, PlotPlacement *places)
{
  const GArray *segments = c->scene->lines[line];
  double at[2], last[2] = { INFINITY, INFINITY };

  for (guint i = 0; i < segments->len; i++)
    {
      plot_scene_projection_place (&c->projection,
                                   g_array_index (segments, PlotSceneSegment, i).from, at);
      if (hypot (at[0] - last[0], at[1] - last[1]) < LINE_PITCH * c->em)
        continue;
      plot_placement_take_square (places, at[0], at[1], LINE_PITCH / 2 * c->em);
      last[0] = at[0];
      last[1] = at[1];
    }
}

static void
draw_points (const Canvas *c, const PlotArea *area)
{
  const PlotTheme *t = c->theme;
  g_auto (PlotPlacement) places = { 0 };
  double at[2];

  plot_placement_init (&places, area, t);
  plot_scene_axes_take (c->scene, &c->projection, &places, t);
  for (PlotSceneLine line = PLOT_SCENE_LEVEL_A; line < PLOT_SCENE_N_LINES; line++)
    take_line (c, line, &places);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    {
      PlotColor color = plot_point_mark_get_color (i, t);

      if (get_point (c, &c->scene->points[i], &color, at))
        {
          plot_theme_set_source (c->cr, &color);
          plot_point_mark_draw (c->cr, i, at[0], at[1], c->em, t);
          plot_placement_take_square (&places, at[0], at[1], PLOT_POINT_MARK_RADIUS * c->em);
        }
    }
  for (int i = 0; i < THEORY_N_POINTS; i++)
    if (c->scene->points[i].exists)
      {
        const PlotColor color = plot_point_mark_get_color (i, t);

        plot_scene_projection_place (&c->projection, c->scene->points[i].position, at);
        plot_placement_draw_around (&places, c->cr, plot_point_mark_get_name (i), at[0], at[1],
                                    LABEL_DISTANCE * c->em, FALSE, &color, t);
      }
}

static void
draw_hover (const Canvas *c)
{
  PlotColor color = c->theme->foreground;
  double at[2];

  if (!get_point (c, &c->scene->hover, &color, at))
    return;
  plot_theme_set_source (c->cr, &color);
  cairo_set_line_width (c->cr, 0.8 * c->theme->line_width);
  cairo_new_path (c->cr);
  cairo_arc (c->cr, at[0], at[1], 0.6 * c->em, 0, 2 * G_PI);
  cairo_stroke (c->cr);
}

void
plot_scene_draw_front (cairo_t *cr,
                       const PlotArea *area,
                       const PlotScene *scene,
                       const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && scene != NULL && theme != NULL);

  const Canvas canvas = begin (cr, area, scene, theme);

  draw_lines (&canvas);
  plot_scene_dots_draw (cr, scene, &canvas.projection, theme);
  for (guint i = 0; i < scene->starts->len; i++)
    draw_dot (&canvas, &g_array_index (scene->starts, PlotScenePoint, i), 0.35,
              plot_theme_fade (&theme->foreground, 0.75));
  draw_dot (&canvas, &scene->now, PLOT_POINT_MARK_RADIUS, theme->playhead);
  draw_points (&canvas, area);
  draw_hover (&canvas);
  cairo_restore (cr);
}

void
plot_scene_draw (cairo_t *cr, const PlotArea *area, const PlotScene *scene, const PlotTheme *theme)
{
  plot_group_begin (cr, "axes");
  plot_scene_draw_back (cr, area, scene, theme);
  plot_group_end (cr);
  plot_group_begin (cr, "surface");
  plot_scene_draw_surface (cr, area, scene, theme);
  plot_group_end (cr);
  plot_group_begin (cr, "points");
  plot_scene_draw_front (cr, area, scene, theme);
  plot_group_end (cr);
}
