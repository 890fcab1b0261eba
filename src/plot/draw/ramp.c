/* Colour scales computed in OKLab. */
#include "plot/draw/ramp.h"

#include <math.h>

typedef struct
{
  double lightness, chroma, hue; /* hue in degrees */
} Oklch;

static double
mix (double from, double to, double fraction)
{
  return from + fraction * (to - from);
}

/* sRGB's transfer curve; what lies outside of its gamut is cut off. */
static double
encode (double linear)
{
  const double v = CLAMP (linear, 0.0, 1.0);
  return v <= 0.0031308 ? 12.92 * v : 1.055 * pow (v, 1 / 2.4) - 0.055;
}

static double
decode (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
cube (double x)
{
  return x * x * x;
}

static PlotColor
to_rgb (const Oklch *color)
{
  const double angle = color->hue * G_PI / 180;
  const double a = color->chroma * cos (angle), b = color->chroma * sin (angle);
  const double l = cube (color->lightness + 0.3963377774 * a + 0.2158037573 * b);
  const double m = cube (color->lightness - 0.1055613458 * a - 0.0638541728 * b);
  const double s = cube (color->lightness - 0.0894841775 * a - 1.2914855480 * b);

  return (PlotColor){ encode (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                      encode (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                      encode (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 1 };
}

/* Both ends keep away from black and white, where hues can no longer be told apart. */
static Oklch
sequential (double fraction, gboolean dark)
{
  const double lightness = dark ? mix (0.32, 0.93, fraction) : mix (0.96, 0.36, fraction);
  const double depth = (0.96 - lightness) / (0.96 - 0.32);

  return (Oklch){ lightness, mix (0.055, 0.125, depth), mix (103, 272, depth) };
}

static Oklch
diverging (double fraction, gboolean dark)
{
  const double way = fabs (2 * fraction - 1);
  const double lightness = dark ? mix (0.34, 0.82, way) : mix (0.96, 0.58, way);

  return (Oklch){ lightness, mix (0, 0.135, way), fraction < 0.5 ? 245 : 55 };
}

PlotColor
plot_ramp_color (PlotRamp ramp, double fraction, PlotStyle style)
{
  const double inside = CLAMP (fraction, 0.0, 1.0);
  const gboolean dark = style == PLOT_STYLE_DARK;
  const Oklch color =
      ramp == PLOT_RAMP_DIVERGING ? diverging (inside, dark) : sequential (inside, dark);

  return to_rgb (&color);
}

PlotColor
plot_ramp_ink (const PlotColor *color)
{
  const double luminance =
      0.2126 * decode (color->red) + 0.7152 * decode (color->green) + 0.0722 * decode (color->blue);
  /* Where both have the same contrast: (1.05 / (L + 0.05) = (L + 0.05) / 0.05. */
  const double ink = luminance > 0.179 ? 0 : 1;

  return (PlotColor){ ink, ink, ink, 1 };
}
