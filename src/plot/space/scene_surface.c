/* The colours of a surface, and the surface drawn by Cairo. */
#include "plot/space/scene_surface.h"

#include "plot/space/scene_raster.h"

#include <math.h>

/* How much larger the faces of files are than they seem. */
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
  const PlotScene *scene;
  const PlotTheme *theme;
  double (*places)[2]; /* of the vertices, on the page */
  double (*colors)[3];
} Canvas;

static Canvas
begin (const PlotArea *area, const PlotScene *scene, const PlotTheme *theme)
{
  Canvas canvas = { scene, theme, g_malloc_n (scene->vertices->len, sizeof *canvas.places),
                    g_malloc_n (scene->vertices->len, sizeof *canvas.colors) };
  PlotSceneProjection projection;

  plot_scene_projection_init (&projection, &scene->camera, area, theme);
  for (guint i = 0; i < scene->vertices->len; i++)
    {
      const PlotSceneVertex *vertex = &g_array_index (scene->vertices, PlotSceneVertex, i);

      plot_scene_projection_place (&projection, vertex->position, canvas.places[i]);
      plot_scene_get_color (vertex, theme, canvas.colors[i]);
    }
  return canvas;
}

static void
end (Canvas *canvas)
{
  g_free (canvas->places);
  g_free (canvas->colors);
}

/* A face on the page: a cell, of which a corner may be cut off. */
enum
{
  MOST_CORNERS = 6
};

typedef struct
{
  int n;
  double corners[MOST_CORNERS][2];
  PlotColor color;
} Face;

/* Positive where the face is seen from above: twice its area. */
static double
get_facing (const Face *face)
{
  double sum = 0;

  for (int i = 0; i < face->n; i++)
    {
      const double *here = face->corners[i], *next = face->corners[(i + 1) % face->n];
      sum += here[1] * next[0] - here[0] * next[1];
    }
  return sum;
}

static void
color_face (const Canvas *c, const int *corners, gboolean below, Face *face)
{
  const PlotSceneUnderside under = plot_scene_get_underside (c->theme);
  const double tint[3] = { under.tint.red, under.tint.green, under.tint.blue };
  double sum[3] = { 0 };

  for (int i = 0; i < face->n; i++)
    for (int k = 0; k < 3; k++)
      sum[k] += c->colors[corners[i]][k] / face->n;
  for (int k = 0; below && k < 3; k++)
    sum[k] += under.tint.alpha * (tint[k] - sum[k]);
  face->color = (PlotColor){ sum[0], sum[1], sum[2], 1 };
}

/* FALSE where the other side of the face is seen. */
static gboolean
get_face (const Canvas *c, guint i, gboolean below, Face *face)
{
  const PlotSceneFace *source = &g_array_index (c->scene->faces, PlotSceneFace, i);
  const int *corners = &g_array_index (c->scene->indices, int, source->first);

  face->n = MIN (source->n, MOST_CORNERS);
  for (int k = 0; k < face->n; k++)
    for (int m = 0; m < 2; m++)
      face->corners[k][m] = c->places[corners[k]][m];
  if ((get_facing (face) < 0) != below)
    return FALSE;
  color_face (c, corners, below, face);
  return TRUE;
}

/* Neighbours would show the ground through their seam: each face is a little larger. */
static void
fill_face (cairo_t *cr, const Face *face)
{
  double middle[2] = { 0, 0 };

  for (int i = 0; i < face->n; i++)
    for (int k = 0; k < 2; k++)
      middle[k] += face->corners[i][k] / face->n;
  for (int i = 0; i < face->n; i++)
    cairo_line_to (cr, middle[0] + SEAM * (face->corners[i][0] - middle[0]),
                   middle[1] + SEAM * (face->corners[i][1] - middle[1]));
  cairo_close_path (cr);
  plot_theme_set_source (cr, &face->color);
  cairo_fill (cr);
}

static void
draw_side (cairo_t *cr, const Canvas *c, gboolean below)
{
  Face face;

  for (guint i = 0; i < c->scene->faces->len; i++)
    if (get_face (c, i, below, &face))
      fill_face (cr, &face);
}

static void
draw_paths (cairo_t *cr, const Canvas *c)
{
  draw_side (cr, c, FALSE);
  cairo_push_group (cr);
  draw_side (cr, c, TRUE);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, plot_scene_get_underside (c->theme).alpha);
}

/* No side hides itself (scene.h), so faces of the lower one can be laid over one by one. */
static void
raster_side (const PlotSceneRaster *raster, const Canvas *c, const double origin[2], gboolean below)
{
  Face face;

  for (guint i = 0; i < c->scene->faces->len; i++)
    if (get_face (c, i, below, &face))
      {
        for (int k = 0; k < face.n; k++)
          for (int m = 0; m < 2; m++)
            face.corners[k][m] = (face.corners[k][m] - origin[m]) / c->theme->pixel;
        face.color.alpha = below ? plot_scene_get_underside (c->theme).alpha : 1;
        plot_scene_raster_fill (raster, (const double (*)[2]) face.corners, face.n, &face.color);
      }
}

static void
draw_pixels (cairo_t *cr, const PlotArea *area, const Canvas *c)
{
  const double pixel = c->theme->pixel;
  const double origin[2] = { floor (area->x / pixel) * pixel, floor (area->y / pixel) * pixel };
  const int width = (int) ceil ((area->x + area->width - origin[0]) / pixel);
  const int height = (int) ceil ((area->y + area->height - origin[1]) / pixel);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  const PlotSceneRaster raster = { (guint32 *) (void *) cairo_image_surface_get_data (image),
                                   cairo_image_surface_get_width (image),
                                   cairo_image_surface_get_height (image),
                                   cairo_image_surface_get_stride (image) / 4 };

  raster_side (&raster, c, origin, FALSE);
  raster_side (&raster, c, origin, TRUE);
  cairo_surface_mark_dirty (image);
  cairo_surface_set_device_scale (image, 1 / pixel, 1 / pixel);
  cairo_set_source_surface (cr, image, origin[0], origin[1]);
  cairo_paint (cr);
  cairo_surface_destroy (image);
}

void
plot_scene_draw_surface (cairo_t *cr,
                         const PlotArea *area,
                         const PlotScene *scene,
                         const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && scene != NULL && theme != NULL);

  Canvas canvas = begin (area, scene, theme);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  if (theme->pixel > 0)
    draw_pixels (cr, area, &canvas);
  else
    draw_paths (cr, &canvas);
  cairo_restore (cr);
  end (&canvas);
}
