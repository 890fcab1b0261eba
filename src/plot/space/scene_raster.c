/* Fills convex polygons row by row. */
#include "plot/space/scene_raster.h"

#include <math.h>

static guint32
to_byte (double x)
{
  return (guint32) (255 * CLAMP (x, 0, 1) + 0.5);
}

/* Where the edge between two corners crosses a row. From its upper end, whichever polygon asks:
 * neighbours must get the same bits. */
static double
cross_row (const double a[2], const double b[2], double y)
{
  const double *upper = a[1] < b[1] ? a : b, *lower = a[1] < b[1] ? b : a;

  return upper[0] + (y - upper[1]) * (lower[0] - upper[0]) / (lower[1] - upper[1]);
}

/* The first pixel whose centre lies at x or right of it; within the width. */
static int
find_pixel (double x, int width)
{
  return (int) CLAMP (ceil (x - 0.5), 0, width);
}

/* One channel of source over target, in 255ths. */
static guint32
mix (guint32 source, guint32 target, guint32 rest)
{
  return source + (target * rest + 127) / 255;
}

static void
fill_span (guint32 *pixels, int n, const guint32 channels[4])
{
  const guint32 rest = 255 - channels[0];
  const guint32 solid = channels[0] << 24 | channels[1] << 16 | channels[2] << 8 | channels[3];

  if (rest == 0)
    for (int i = 0; i < n; i++)
      pixels[i] = solid;
  else
    for (int i = 0; i < n; i++)
      {
        const guint32 p = pixels[i];
        pixels[i] = mix (channels[0], p >> 24, rest) << 24 |
                    mix (channels[1], p >> 16 & 255, rest) << 16 |
                    mix (channels[2], p >> 8 & 255, rest) << 8 | mix (channels[3], p & 255, rest);
      }
}

void
plot_scene_raster_fill (const PlotSceneRaster *self,
                        const double (*corners)[2],
                        int n,
                        const PlotColor *color)
{
  const guint32 channels[4] = { to_byte (color->alpha), to_byte (color->red * color->alpha),
                                to_byte (color->green * color->alpha),
                                to_byte (color->blue * color->alpha) };
  double top = INFINITY, bottom = -INFINITY;

  for (int i = 0; i < n; i++)
    {
      top = fmin (top, corners[i][1]);
      bottom = fmax (bottom, corners[i][1]);
    }
  const int end = find_pixel (bottom, self->height);
  for (int row = find_pixel (top, self->height); row < end; row++)
    {
      const double y = row + 0.5;
      double left = INFINITY, right = -INFINITY;

      for (int i = 0; i < n; i++)
        {
          const double *a = corners[i], *b = corners[i + 1 < n ? i + 1 : 0];

          if ((a[1] <= y) != (b[1] <= y))
            {
              const double x = cross_row (a, b, y);
              left = fmin (left, x);
              right = fmax (right, x);
            }
        }
      const int first = find_pixel (left, self->width);
      fill_span (self->pixels + (gsize) row * (gsize) self->stride + first,
                 find_pixel (right, self->width) - first, channels);
    }
}
