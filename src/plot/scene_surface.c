/* The colours of a surface, and the surface drawn by Cairo. */
#include "plot/scene_surface.h"

#include <math.h>

/* How much larger the faces of files are. */
#define SEAM 1.08
/* Light from the upper left of the first view, and how much it does. */
#define AMBIENT 0.82
static const double light[3] = { 0.1, -0.75, 0.65 };

typedef struct
{
  double low[3], high[3]; /* of the surface at loss 0 and at its top */
  PlotSceneUnderside underside;
} Palette;

/* Grey, a little blue: the colours belong to what lies on the surface. */
static const Palette palettes[] = {
  [PLOT_STYLE_LIGHT] = { { 0.79, 0.86, 0.95 }, { 1, 1, 1 }, { { 1, 1, 1, 0.3 }, 0.62 } },
  [PLOT_STYLE_DARK] = { { 0.24, 0.29, 0.38 },
                        { 0.56, 0.58, 0.64 },
                        { { 0.16, 0.16, 0.18, 0.4 }, 0.62 } },
  [PLOT_STYLE_PRINT] = { { 0.79, 0.86, 0.95 }, { 1, 1, 1 }, { { 1, 1, 1, 0.3 }, 0.62 } },
};

PlotSceneUnderside
plot_scene_get_underside (const PlotTheme *theme)
{
  return palettes[theme->style].underside;
}

void
plot_scene_get_color (const PlotSceneVertex *vertex, const PlotTheme *theme, double rgb[3])
{
  const Palette *palette = &palettes[theme->style];
  const double height = (vertex->position[2] / PLOT_SCENE_HALF_HEIGHT + 1) / 2;
  const double t = CLAMP (height, 0, 1);
  double lit = 0;

  for (int i = 0; i < 3; i++)
    lit += light[i] * vertex->normal[i];
  const double shade = AMBIENT + (1 - AMBIENT) * fmax (lit, 0);
  for (int i = 0; i < 3; i++)
    rgb[i] = shade * (palette->low[i] * (1 - t) + palette->high[i] * t);
}

typedef struct
{
  cairo_t *cr;
  const PlotScene *scene;
  const PlotTheme *theme;
  PlotSceneProjection projection;
} Canvas;

/* Twice the area on the page, positive where the face is seen from above. */
static double
get_facing (const int *corners, int n, const double (*places)[2])
{
  double sum = 0;

  for (int i = 0; i < n; i++)
    {
      const double *here = places[corners[i]], *next = places[corners[(i + 1) % n]];
      sum += here[1] * next[0] - here[0] * next[1];
    }
  return sum;
}

static void
get_face_color (const Canvas *c, const int *corners, int n, gboolean below, PlotColor *color)
{
  const PlotSceneUnderside under = plot_scene_get_underside (c->theme);
  const double tint[3] = { under.tint.red, under.tint.green, under.tint.blue };
  double sum[3] = { 0 }, rgb[3];

  for (int i = 0; i < n; i++)
    {
      plot_scene_get_color (&g_array_index (c->scene->vertices, PlotSceneVertex, corners[i]),
                            c->theme, rgb);
      for (int k = 0; k < 3; k++)
        sum[k] += rgb[k] / n;
    }
  for (int k = 0; below && k < 3; k++)
    sum[k] += under.tint.alpha * (tint[k] - sum[k]);
  *color = (PlotColor){ sum[0], sum[1], sum[2], 1 };
}

/* Neighbours would show the ground through their seam: on the screen no edge is softened, in files
 * each face is a little larger. */
static void
fill_face (const Canvas *c, const int *corners, int n, const double (*places)[2])
{
  const double scale = c->theme->pixel > 0 ? 1 : SEAM;
  double middle[2] = { 0, 0 };

  for (int i = 0; i < n; i++)
    for (int k = 0; k < 2; k++)
      middle[k] += places[corners[i]][k] / n;
  for (int i = 0; i < n; i++)
    {
      const double *place = places[corners[i]];
      cairo_line_to (c->cr, middle[0] + scale * (place[0] - middle[0]),
                     middle[1] + scale * (place[1] - middle[1]));
    }
  cairo_close_path (c->cr);
  cairo_fill (c->cr);
}

static void
draw_side (const Canvas *c, gboolean below, const double (*places)[2])
{
  const int *indices = (const int *) (void *) c->scene->indices->data;

  for (guint i = 0; i < c->scene->faces->len; i++)
    {
      const PlotSceneFace *face = &g_array_index (c->scene->faces, PlotSceneFace, i);
      const int *corners = indices + face->first;
      PlotColor color;

      if ((get_facing (corners, face->n, places) < 0) != below)
        continue;
      get_face_color (c, corners, face->n, below, &color);
      plot_theme_set_source (c->cr, &color);
      fill_face (c, corners, face->n, places);
    }
}

void
plot_scene_draw_surface (cairo_t *cr,
                         const PlotArea *area,
                         const PlotScene *scene,
                         const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && scene != NULL && theme != NULL);

  Canvas canvas = { cr, scene, theme, { { { 0 } } } };
  g_autofree double (*places)[2] = g_malloc_n (scene->vertices->len, sizeof *places);

  plot_scene_projection_init (&canvas.projection, &scene->camera, area, theme);
  for (guint i = 0; i < scene->vertices->len; i++)
    plot_scene_projection_place (&canvas.projection,
                                 g_array_index (scene->vertices, PlotSceneVertex, i).position,
                                 places[i]);
  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  if (theme->pixel > 0)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  draw_side (&canvas, FALSE, (const double (*)[2]) places);
  cairo_push_group (cr);
  draw_side (&canvas, TRUE, (const double (*)[2]) places);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, plot_scene_get_underside (theme).alpha);
  cairo_restore (cr);
}
