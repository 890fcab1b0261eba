/* Dots from the farthest to the nearest, with stems to the floor; the patterns of XOR. */
#include "plot/space/scene_dots.h"

#include "plot/plane/neurons_space.h"

#include <math.h>
#include <stdlib.h>

/* Sizes in font sizes. */
#define RADIUS 0.36
#define RIM 0.06
#define RIM_ALPHA 0.7
#define FOOT_RADIUS 0.13
/* Stems and feet tell where a dot is; more of them would be a thicket. */
#define MOST_STEMS 250
#define STEM_ALPHA 0.25
#define FOOT_ALPHA 0.45
/* More dots than this get smaller. */
#define MANY 150
/* In the box: where the inputs of XOR lie on the floor, and how large. */
#define PATTERN_PLACE 0.72
#define PATTERN_RADIUS 0.085
#define PATTERN_CORNERS 48

typedef struct
{
  double at[2], foot[2];
  double distance; /* from the eye */
  double part;
} Dot;

static int
compare_cb (const void *a, const void *b)
{
  const Dot *left = a, *right = b;

  return (left->distance < right->distance) - (left->distance > right->distance);
}

/* Along the way that the eye looks: towards the middle of the box. */
static double
get_distance (const PlotSceneProjection *projection, const double p[3])
{
  return -(projection->eye[0] * p[0] + projection->eye[1] * p[1] + projection->eye[2] * p[2]);
}

static Dot *
new_dots (const PlotScene *scene, const PlotSceneProjection *projection)
{
  Dot *dots = g_new (Dot, scene->dots->len);

  for (guint i = 0; i < scene->dots->len; i++)
    {
      const PlotSceneDot *dot = &g_array_index (scene->dots, PlotSceneDot, i);
      const double *p = dot->position;

      plot_scene_projection_place (projection, p, dots[i].at);
      plot_scene_projection_place (projection, (double[3]){ p[0], p[1], -PLOT_SCENE_HALF_HEIGHT },
                                   dots[i].foot);
      dots[i].distance = get_distance (projection, p);
      dots[i].part = dot->part;
    }
  if (scene->dots->len > 1)
    qsort (dots, scene->dots->len, sizeof *dots, compare_cb);
  return dots;
}

/* A circle on the floor, full where the target is positive, as in the plane. */
static void
draw_patterns (cairo_t *cr, const PlotSceneProjection *projection, const PlotTheme *theme)
{
  const PlotColor color = plot_theme_fade (&theme->modality[1], 0.5);

  plot_theme_set_source (cr, &color);
  cairo_set_line_width (cr, theme->line_width);
  for (int i = 0; i < 4; i++)
    {
      const double sign[2] = { i & 1 ? 1 : -1, i & 2 ? 1 : -1 };

      cairo_new_path (cr);
      for (int k = 0; k < PATTERN_CORNERS; k++)
        {
          const double angle = 2 * G_PI * k / PATTERN_CORNERS;
          double at[2];

          plot_scene_projection_place (
              projection,
              (double[3]){ PATTERN_PLACE * sign[0] + PATTERN_RADIUS * cos (angle),
                           PATTERN_PLACE * sign[1] + PATTERN_RADIUS * sin (angle),
                           -PLOT_SCENE_HALF_HEIGHT },
              at);
          cairo_line_to (cr, at[0], at[1]);
        }
      cairo_close_path (cr);
      if (sign[0] * sign[1] < 0)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
    }
}

static void
draw_stems (cairo_t *cr, const Dot *dots, guint n, const PlotTheme *theme)
{
  const PlotColor stem = plot_theme_fade (&theme->muted, STEM_ALPHA);
  const PlotColor foot = plot_theme_fade (&theme->muted, FOOT_ALPHA);

  plot_theme_set_source (cr, &stem);
  cairo_set_line_width (cr, 0.4 * theme->line_width);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      cairo_move_to (cr, dots[i].foot[0], dots[i].foot[1]);
      cairo_line_to (cr, dots[i].at[0], dots[i].at[1]);
    }
  cairo_stroke (cr);
  plot_theme_set_source (cr, &foot);
  for (guint i = 0; i < n; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, dots[i].foot[0], dots[i].foot[1], FOOT_RADIUS * theme->font_size, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

/* A rim of the page's colour keeps dots apart that overlap. */
static void
draw_dot (cairo_t *cr, const Dot *dot, double radius, const PlotTheme *theme)
{
  const PlotColor color = plot_neurons_space_color (dot->part, theme);
  const PlotColor rim = theme->background;

  cairo_new_path (cr);
  cairo_arc (cr, dot->at[0], dot->at[1], radius, 0, 2 * G_PI);
  plot_theme_set_source (cr, &color);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, rim.red, rim.green, rim.blue, RIM_ALPHA);
  cairo_set_line_width (cr, RIM * theme->font_size);
  cairo_stroke (cr);
}

void
plot_scene_dots_draw (cairo_t *cr,
                      const PlotScene *scene,
                      const PlotSceneProjection *projection,
                      const PlotTheme *theme)
{
  const guint n = scene->dots->len;
  const double size = fmax (sqrt (fmin (1, (double) MANY / MAX (n, 1))), 0.5);
  g_autofree Dot *dots = new_dots (scene, projection);

  if (scene->patterns)
    draw_patterns (cr, projection, theme);
  if (n <= MOST_STEMS)
    draw_stems (cr, dots, n, theme);
  for (guint i = 0; i < n; i++)
    draw_dot (cr, &dots[i], RADIUS * size * theme->font_size, theme);
}
