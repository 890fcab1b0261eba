/* Maps: colours that are even to the eye, contour lines where they belong, the point, infinity. */
#include "plot/draw/contour.h"
#include "plot/draw/heatmap.h"
#include "plot/plane/theory_map_style.h"
#include "plot_fixture.h"

#include <math.h>
#include <string.h>

#define SIDE 41

static const PlotStyle styles[] = { PLOT_STYLE_LIGHT, PLOT_STYLE_DARK, PLOT_STYLE_PRINT };

static double
linear (double v)
{
  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static double
pivot (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIE L*a*b*, another model of the eye than the one the ramps are made with. */
static void
to_lab (const PlotColor *color, double lab[3])
{
  const double r = linear (color->red), g = linear (color->green), b = linear (color->blue);
  const double x = pivot ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const double y = pivot (0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = pivot ((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
distance (const double a[3], const double b[3])
{
  return hypot (hypot (a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
}

static void
test_ramp_is_even (void)
{
  for (gsize s = 0; s < G_N_ELEMENTS (styles); s++)
    {
      const double sign = styles[s] == PLOT_STYLE_DARK ? 1 : -1;
      double least = INFINITY, most = 0, before[3] = { 0 };

      for (int i = 0; i <= 16; i++)
        {
          const PlotColor color = plot_ramp_color (PLOT_RAMP_SEQUENTIAL, i / 16.0, styles[s]);
          double lab[3];
          to_lab (&color, lab);
          if (i > 0)
            {
              /* Lightness alone tells more from less: for colour-blind eyes, and in grey. */
              g_assert_cmpfloat (sign * (lab[0] - before[0]), >, 1.5);
              least = fmin (least, distance (lab, before));
              most = fmax (most, distance (lab, before));
            }
          memcpy (before, lab, sizeof before);
        }
      /* Two models of the eye agree to about this; rainbow scales have ratios above 5. */
      g_assert_cmpfloat (most / least, <, 2.5);
    }
}

static void
test_ramp_diverges (void)
{
  for (gsize s = 0; s < G_N_ELEMENTS (styles); s++)
    {
      const PlotColor low = plot_ramp_color (PLOT_RAMP_DIVERGING, 0.1, styles[s]);
      const PlotColor middle = plot_ramp_color (PLOT_RAMP_DIVERGING, 0.5, styles[s]);
      const PlotColor high = plot_ramp_color (PLOT_RAMP_DIVERGING, 0.9, styles[s]);

      g_assert_cmpfloat (low.blue, >, low.red);
      g_assert_cmpfloat (high.red, >, high.blue);
      g_assert_cmpfloat_with_epsilon (middle.red, middle.blue, 0.01); /* grey, to 8 bits */
    }
}

static void
test_ink_can_be_read (void)
{
  for (int i = 0; i <= 20; i++)
    {
      const PlotColor color = plot_ramp_color (PLOT_RAMP_SEQUENTIAL, i / 20.0, PLOT_STYLE_LIGHT);
      const PlotColor ink = plot_ramp_ink (&color);
      const double on = 0.2126 * linear (color.red) + 0.7152 * linear (color.green) +
                        0.0722 * linear (color.blue);
      const double contrast = ink.red > 0 ? 1.05 / (on + 0.05) : (on + 0.05) / 0.05;
      g_assert_cmpfloat (contrast, >=, 4.5); /* WCAG 2, level AA */
    }
}

typedef struct
{
  int pieces;
  double length, worst; /* largest deviation from the true line */
  double radius;        /* of a circle round the middle, or 0: the line 2 x + y = 1 */
} Tally;

static void
tally_cb (double x1, double y1, double x2, double y2, gpointer data)
{
  Tally *tally = data;
  const double line = fabs (2 * x1 + y1 - 1);
  const double circle = fabs (hypot (x1 - 0.5, y1 - 0.5) - tally->radius);

  tally->pieces++;
  tally->length += hypot (x2 - x1, y2 - y1);
  tally->worst = fmax (tally->worst, tally->radius > 0 ? circle : line);
}

static void
test_contour_of_plane (void)
{
  double values[SIDE * SIDE];
  Tally tally = { 0 };

  for (int j = 0; j < SIDE; j++)
    for (int i = 0; i < SIDE; i++)
      values[j * SIDE + i] = (2.0 * i + j) / (SIDE - 1);
  plot_contour_trace (values, SIDE, SIDE, 1, tally_cb, &tally);
  /* From (0, 1) to (0.5, 0); linear interpolation of a plane is exact but for rounding. */
  g_assert_cmpfloat_with_epsilon (tally.length, hypot (0.5, 1), 1e-12);
  g_assert_cmpfloat (tally.worst, <, 1e-12);
  /* Also between the points. */
  g_assert_cmpfloat_with_epsilon (plot_contour_value (values, SIDE, SIDE, 0.137, 0.731),
                                  2 * 0.137 + 0.731, 1e-12);
}

static void
test_contour_of_cone (void)
{
  double values[SIDE * SIDE];
  Tally tally = { .radius = 0.3 };

  for (int j = 0; j < SIDE; j++)
    for (int i = 0; i < SIDE; i++)
      values[j * SIDE + i] = hypot (i / (SIDE - 1.0) - 0.5, j / (SIDE - 1.0) - 0.5);
  plot_contour_trace (values, SIDE, SIDE, 0.3, tally_cb, &tally);
  /* Error of linear interpolation: cell^2 / (8 radius) = 2.6e-4. */
  g_assert_cmpfloat (tally.worst, <, 3e-4);
  g_assert_cmpfloat_with_epsilon (tally.length, 2 * G_PI * 0.3, 0.003);
}

/* At a pass two lines cross a cell, round those corners that the mean does not belong to. */
static void
test_contour_at_pass (void)
{
  const double high_mean[4] = { 1, 0, 0, 0.8 }, low_mean[4] = { 0.7, 0, 0, 0.5 };
  Tally high = { 0 }, low = { 0 };

  plot_contour_trace (high_mean, 2, 2, 0.4, tally_cb, &high);
  plot_contour_trace (low_mean, 2, 2, 0.4, tally_cb, &low);
  g_assert_cmpint (high.pieces, ==, 2);
  g_assert_cmpint (low.pieces, ==, 2);
  /* Corner (1, 0) cut off at x = 0.6, y = 0.5; corner (0, 1) likewise. */
  g_assert_cmpfloat_with_epsilon (high.length, 2 * hypot (0.4, 0.5), 1e-12);
  /* Corners (0, 0) at 3/7 on both sides, (1, 1) at 1/5. */
  g_assert_cmpfloat_with_epsilon (low.length, hypot (3.0 / 7, 3.0 / 7) + hypot (0.2, 0.2), 1e-12);
}

static void
test_infinity_has_the_last_color (void)
{
  const double values[4] = { 2, 2, INFINITY, INFINITY };
  const PlotArea area = { 0, 0, 400, 300 };
  cairo_t *cr = plot_fixture_page (400, 300);
  PlotHeatmap map;
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 10);
  plot_theory_map_style_init (&map, THEORY_MAP_RATIO);
  map.n_contours = 0;
  map.n_x = map.n_y = 2;
  map.values = values;
  plot_heatmap_draw (cr, &area, &map, &theme);
  const PlotArea inner = plot_heatmap_inner (&area, &theme);
  const PlotArea top = { inner.x, inner.y, inner.width, inner.height / 5 };
  const PlotColor last = plot_ramp_color (map.ramp, 1, theme.style);
  /* All but the edges' anti-aliasing. */
  g_assert_cmpint (plot_fixture_ink_of (cr, &top, &last), >, 0.95 * top.width * top.height);
  plot_fixture_close (cr);
}

static void
test_point (void)
{
  const PlotArea area = { 0, 0, 400, 300 };
  const double points[][2] = { { 0.5, 0.5 }, { 7, 0.5 }, { NAN, NAN } };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 10);
  for (int i = 0; i < 3; i++)
    {
      cairo_t *cr = plot_fixture_page (400, 300);
      PlotHeatmap map;
      plot_heatmap_init (&map);
      map.point[0] = points[i][0];
      map.point[1] = points[i][1];
      plot_heatmap_draw (cr, &area, &map, &theme);
      const int ink = plot_fixture_ink_of (cr, &area, &theme.playhead);
      if (i < 2)
        g_assert_cmpint (ink, >, 10);
      else
        g_assert_cmpint (ink, ==, 0);
      plot_fixture_close (cr);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/heatmap/ramp-is-even", test_ramp_is_even);
  g_test_add_func ("/plot/heatmap/ramp-diverges", test_ramp_diverges);
  g_test_add_func ("/plot/heatmap/ink-can-be-read", test_ink_can_be_read);
  g_test_add_func ("/plot/heatmap/contour-of-plane", test_contour_of_plane);
  g_test_add_func ("/plot/heatmap/contour-of-cone", test_contour_of_cone);
  g_test_add_func ("/plot/heatmap/contour-at-pass", test_contour_at_pass);
  g_test_add_func ("/plot/heatmap/infinity-has-the-last-color", test_infinity_has_the_last_color);
  g_test_add_func ("/plot/heatmap/point", test_point);
  return g_test_run ();
}
