/* Fills an image surface and stretches it over a rectangle. */
#include "plot/draw/image.h"

#include "plot/draw/group.h"

#include <math.h>

#define PRINT_PIXELS 3.0
#define LARGEST_IMAGE 4000

guint32
plot_image_pack (const PlotColor *color)
{
  const double scale = 255 * color->alpha;
  return (guint32) round (scale) << 24 | (guint32) round (scale * color->red) << 16 |
         (guint32) round (scale * color->green) << 8 | (guint32) round (scale * color->blue);
}

static cairo_surface_t *
paint (int width, int height, PlotImageFunc color, gconstpointer data)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guchar *bytes = cairo_image_surface_get_data (image);
  const int stride = cairo_image_surface_get_stride (image);

  if (bytes == NULL) /* no memory: the surface says so to whoever draws with it */
    return image;
  cairo_surface_flush (image);
  for (int row = 0; row < height; row++)
    {
      guint32 *pixel = (guint32 *) (gpointer) (bytes + (gsize) row * stride);
      const double y = 1 - (row + 0.5) / height;
      for (int column = 0; column < width; column++)
        pixel[column] = color ((column + 0.5) / width, y, data);
    }
  cairo_surface_mark_dirty (image);
  return image;
}

void
plot_image_draw (cairo_t *cr,
                 const PlotArea *inner,
                 PlotImageFunc color,
                 gconstpointer data,
                 const PlotTheme *theme)
{
  const double pixels = theme->pixel > 0 ? 1 / theme->pixel : PRINT_PIXELS;
  const int width = (int) CLAMP (ceil (inner->width * pixels), 2, LARGEST_IMAGE);
  const int height = (int) CLAMP (ceil (inner->height * pixels), 2, LARGEST_IMAGE);
  cairo_surface_t *image = paint (width, height, color, data);

  plot_group_begin (cr, "map");
  cairo_save (cr);
  cairo_rectangle (cr, inner->x, inner->y, inner->width, inner->height);
  cairo_clip (cr);
  cairo_translate (cr, inner->x, inner->y);
  cairo_scale (cr, inner->width / width, inner->height / height);
  cairo_set_source_surface (cr, image, 0, 0);
  /* An image, not a pattern, which some programs tile; with pixels as they are, as archives ask. */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
  plot_group_end (cr);
  cairo_surface_destroy (image);
}
