/* Polygons as pixels: what is covered, how often, and in which colour. */
#include "plot/space/scene_raster.h"

#include <math.h>

enum
{
  SIZE = 40
};

static guint32 pixels[SIZE * SIZE];
static const PlotSceneRaster raster = { pixels, SIZE, SIZE, SIZE };
static const PlotColor red = { 1, 0, 0, 1 }, half_blue = { 0, 0, 1, 0.5 };

static int
count (guint32 color)
{
  int n = 0;

  for (int i = 0; i < SIZE * SIZE; i++)
    n += pixels[i] == color;
  return n;
}

static void
clear (void)
{
  for (int i = 0; i < SIZE * SIZE; i++)
    pixels[i] = 0;
}

/* Centres decide: 10 columns and 5 rows, wherever within half a pixel the edges are. */
static void
test_rectangle (void)
{
  static const double shifts[3] = { 0, 0.4, -0.4 };

  for (int i = 0; i < 3; i++)
    {
      const double d = shifts[i];
      const double corners[4][2] = {
        { 3 + d, 7 + d }, { 13 + d, 7 + d }, { 13 + d, 12 + d }, { 3 + d, 12 + d }
      };
      clear ();
      plot_scene_raster_fill (&raster, corners, 4, &red);
      g_assert_cmpint (count (0xffff0000), ==, 50);
      g_assert_cmphex (pixels[7 * SIZE + 3], ==, 0xffff0000);
      g_assert_cmphex (pixels[6 * SIZE + 3], ==, 0);
    }
}

/* Half of blue over red is (128, 0, 128) to rounding, premultiplied and opaque. */
static void
test_blend (void)
{
  const double corners[4][2] = { { 0, 0 }, { SIZE, 0 }, { SIZE, SIZE }, { 0, SIZE } };

  clear ();
  plot_scene_raster_fill (&raster, corners, 4, &red);
  plot_scene_raster_fill (&raster, corners, 4, &half_blue);
  g_assert_cmphex (pixels[0], ==, 0xff7f0080);
  g_assert_cmpint (count (0xff7f0080), ==, SIZE * SIZE);
}

/* A fan of triangles around a point covers a square once: no seam, nothing painted twice, though
 * no edge lies on the grid of pixels. */
static void
test_seams (void)
{
  const double middle[2] = { 17.37, 21.91 };

  clear ();
  for (int i = 0; i < 64; i++)
    {
      double corners[3][2] = { { middle[0], middle[1] } };

      for (int k = 0; k < 2; k++)
        {
          const double angle = (i + k) % 64 * G_PI / 32;
          corners[k + 1][0] = middle[0] + 200 * cos (angle);
          corners[k + 1][1] = middle[1] + 200 * sin (angle);
        }
      plot_scene_raster_fill (&raster, (const double (*)[2]) corners, 3, &half_blue);
    }
  g_assert_cmpint (count (0x80000080), ==, SIZE * SIZE);
}

static void
test_outside (void)
{
  const double above[3][2] = { { 0, -9 }, { 9, -1 }, { 3, -2 } };
  const double line[3][2] = { { 0, 5.5 }, { 9, 5.5 }, { 3, 5.5 } };
  const double absent[3][2] = { { NAN, NAN }, { NAN, NAN }, { NAN, NAN } };
  const double vast[4][2] = {
    { -1e300, -1e300 }, { 1e300, -1e300 }, { 1e300, 1e300 }, { -1e300, 1e300 }
  };

  clear ();
  plot_scene_raster_fill (&raster, above, 3, &red);
  plot_scene_raster_fill (&raster, line, 3, &red);
  plot_scene_raster_fill (&raster, absent, 3, &red);
  g_assert_cmpint (count (0), ==, SIZE * SIZE);
  plot_scene_raster_fill (&raster, vast, 4, &red);
  g_assert_cmpint (count (0xffff0000), ==, SIZE * SIZE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/scene-raster/rectangle", test_rectangle);
  g_test_add_func ("/plot/scene-raster/blend", test_blend);
  g_test_add_func ("/plot/scene-raster/seams", test_seams);
  g_test_add_func ("/plot/scene-raster/outside", test_outside);
  return g_test_run ();
}
