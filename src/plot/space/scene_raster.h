/* Faces of a scene as pixels: for the screen, where thousands of Cairo paths take too long. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 *pixels; /* ARGB, premultiplied, as Cairo's CAIRO_FORMAT_ARGB32 */
  int width, height;
  int stride; /* pixels */
} PlotSceneRaster;

/**
 * plot_scene_raster_fill:
 * Paints a convex polygon over the pixels whose centres it covers, without smooth edges. Two
 * polygons with an edge in common leave no pixel between them, and paint none twice.
 * @corners: n places, in pixels
 */
void plot_scene_raster_fill (const PlotSceneRaster *self,
                             const double (*corners)[2],
                             int n,
                             const PlotColor *color);

G_END_DECLS
