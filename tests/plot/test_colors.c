/* Colours of compared runs, fusion layers, spreads and pins: any two are told apart by every eye,
 * and on paper without colours by their dashes. */
#include "plot/draw/run_pen.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LEAST 15.0    /* CIEDE2000 between any two */
#define READABLE 4.49 /* contrast of what is written in them, WCAG 2.1 */

/* Linear sRGB as people see it who lack a kind of cone, at full severity.
 * Source: Machado, Oliveira, Fernandes, IEEE Trans. Vis. Comput. Graph. 15, 1291 (2009). */
static const struct
{
  const char *name;
  double see[3][3];
} eyes[] = {
  { "normal", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { "protan",
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } } },
  { "deutan",
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } } },
  { "tritan",
    { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } } },
};

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
lightness_root (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIELAB of what the eye makes of a colour, D65. */
static void
get_lab (const PlotColor *color, const double see[3][3], double lab[3])
{
  static const double to_xyz[3][3] = { { 0.4124564, 0.3575761, 0.1804375 },
                                       { 0.2126729, 0.7151522, 0.0721750 },
                                       { 0.0193339, 0.1191920, 0.9503041 } };
  static const double white[3] = { 0.95047, 1, 1.08883 };
  const double rgb[3] = { linear (color->red), linear (color->green), linear (color->blue) };
  double seen[3], f[3];

  for (int i = 0; i < 3; i++)
    {
      const double value = see[i][0] * rgb[0] + see[i][1] * rgb[1] + see[i][2] * rgb[2];

      seen[i] = CLAMP (value, 0.0, 1.0);
    }
  for (int i = 0; i < 3; i++)
    f[i] = lightness_root (
        (to_xyz[i][0] * seen[0] + to_xyz[i][1] * seen[1] + to_xyz[i][2] * seen[2]) / white[i]);
  lab[0] = 116 * f[1] - 16;
  lab[1] = 500 * (f[0] - f[1]);
  lab[2] = 200 * (f[1] - f[2]);
}

static double
degrees (double y, double x)
{
  const double angle = atan2 (y, x) * 180 / G_PI;

  return angle < 0 ? angle + 360 : angle;
}

static double
cos_degrees (double angle)
{
  return cos (angle * G_PI / 180);
}

/* Source: Sharma, Wu, Dalal, Color Res. Appl. 30, 21 (2005), equations 2 to 22. */
static double
ciede2000 (const double p[3], const double q[3])
{
  const double chroma = (hypot (p[1], p[2]) + hypot (q[1], q[2])) / 2;
  const double g = 0.5 * (1 - sqrt (pow (chroma, 7) / (pow (chroma, 7) + pow (25, 7))));
  const double ap = (1 + g) * p[1], aq = (1 + g) * q[1];
  const double cp = hypot (ap, p[2]), cq = hypot (aq, q[2]);
  const double hp = degrees (p[2], ap), hq = degrees (q[2], aq);
  const gboolean grey = cp * cq == 0, far = fabs (hp - hq) > 180;
  const double turn = grey ? 0 : hq - hp - (far ? copysign (360, hq - hp) : 0);
  const double dl = q[0] - p[0], dc = cq - cp;
  const double dh = 2 * sqrt (cp * cq) * sin (turn / 2 * G_PI / 180);
  const double l = (p[0] + q[0]) / 2, c = (cp + cq) / 2;
  const double h = grey   ? hp + hq
                   : !far ? (hp + hq) / 2
                          : (hp + hq + (hp + hq < 360 ? 360 : -360)) / 2;
  const double t = 1 - 0.17 * cos_degrees (h - 30) + 0.24 * cos_degrees (2 * h) +
                   0.32 * cos_degrees (3 * h + 6) - 0.2 * cos_degrees (4 * h - 63);
  const double turned = 30 * exp (-pow ((h - 275) / 25, 2));
  const double rc = 2 * sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7)));
  const double sl = 1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2));
  const double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
  const double rt = -sin (2 * turned * G_PI / 180) * rc;

  return sqrt (pow (dl / sl, 2) + pow (dc / sc, 2) + pow (dh / sh, 2) + rt * dc / sc * dh / sh);
}

/* Pairs of the paper's table 1. */
static void
test_formula (void)
{
  static const double pairs[][7] = {
    { 50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425 },
    { 50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0000 },
    { 50, 2.5, 0, 73, 25, -18, 27.1492 },
    { 50, 2.5, 0, 58, 24, 15, 19.4535 },
    { 60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644 },
    { 2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpfloat (fabs (ciede2000 (pairs[i], pairs[i] + 3) - pairs[i][6]), <, 1e-4);
}

static void
get_pens (PlotStyle style, PlotPen pens[STUDY_COMPARED_STYLES], PlotTheme *theme)
{
  plot_theme_init (theme, style, 10);
  for (int i = 0; i < STUDY_COMPARED_STYLES; i++)
    plot_run_pen_get (i, theme, &pens[i]);
}

static void
assert_apart (const PlotColor *a, const PlotColor *b)
{
  for (gsize eye = 0; eye < G_N_ELEMENTS (eyes); eye++)
    {
      double p[3], q[3];

      get_lab (a, eyes[eye].see, p);
      get_lab (b, eyes[eye].see, q);
      g_assert_cmpfloat (ciede2000 (p, q), >=, LEAST);
    }
}

static void
test_told_apart (void)
{
  for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
    {
      PlotPen pens[STUDY_COMPARED_STYLES];
      PlotTheme theme;

      get_pens (style, pens, &theme);
      for (int i = 0; i < STUDY_COMPARED_STYLES; i++)
        for (int k = 0; k < i; k++)
          {
            assert_apart (&pens[i].color, &pens[k].color);
            /* Without colours. */
            g_assert_cmpint (memcmp (pens[i].dash, pens[k].dash, sizeof pens[i].dash), !=, 0);
          }
      assert_apart (&theme.modality[0], &theme.modality[1]);
      plot_theme_raise_contrast (&theme);
      assert_apart (&theme.modality[0], &theme.modality[1]);
    }
}

/* Nor has a pin the style of what may stand beside it. */
static void
test_pins (void)
{
  for (int i = 0; i < STUDY_COMPARED_PINS; i++)
    {
      g_assert_cmpint (study_compared_run_pin_style (i), !=, STUDY_COMPARED_PARENT);
      g_assert_cmpint (study_compared_run_pin_style (i), !=, STUDY_COMPARED_LOG);
    }
  g_assert_cmpint (STUDY_COMPARED_PARENT, !=, STUDY_COMPARED_LOG);
}

static double
luminance (const PlotColor *c)
{
  return 0.2126 * linear (c->red) + 0.7152 * linear (c->green) + 0.0722 * linear (c->blue);
}

static void
test_readable (void)
{
  for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
    {
      PlotPen pens[STUDY_COMPARED_STYLES];
      PlotTheme theme;

      get_pens (style, pens, &theme);
      for (int i = 0; i < STUDY_COMPARED_STYLES; i++)
        {
          const double a = luminance (&pens[i].color), b = luminance (&theme.background);

          g_assert_cmpfloat ((fmax (a, b) + 0.05) / (fmin (a, b) + 0.05), >=, READABLE);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/colors/formula", test_formula);
  g_test_add_func ("/plot/colors/told-apart", test_told_apart);
  g_test_add_func ("/plot/colors/pins", test_pins);
  g_test_add_func ("/plot/colors/readable", test_readable);
  return g_test_run ();
}
