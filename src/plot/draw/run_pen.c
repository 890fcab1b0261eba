/* Colours and dashes of compared runs. */
#include "plot/draw/run_pen.h"

#include <math.h>

#define WIDTH 0.8 /* of the run's own line */

#define RGB(hex)                                                                                   \
  {                                                                                                \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, 1            \
  }

/* Away from the blue and magenta of the modalities and the orange of the playhead; any two are told
 * apart by every eye, and can be read as text (tests/plot/test_colors.c). */
static const PlotColor on_light[STUDY_COMPARED_STYLES] = {
  RGB (0x3a2fb5), RGB (0x518112), RGB (0x9f638a), RGB (0x404a0b),
  RGB (0x6b62eb), RGB (0x531d4f), RGB (0x70745f), RGB (0x133a2b),
};
static const PlotColor on_dark[STUDY_COMPARED_STYLES] = {
  RGB (0xbf87fe), RGB (0xfede02), RGB (0x33f1fe), RGB (0xdf968d),
  RGB (0xa6a503), RGB (0xc9e6d7), RGB (0x85a6b0), RGB (0xfbffb8),
};

/* In font sizes. */
static const double dashes[STUDY_COMPARED_STYLES][4] = {
  { 0.15, 0.3 },
  { 0.5, 0.3 },
  { 1.0, 0.35 },
  { 0.9, 0.3, 0.15, 0.3 },
  { 0.45, 0.25, 0.15, 0.25 },
  { 1.6, 0.3, 0.4, 0.3 },
  { 1.8, 0.4 },
  { 0.15, 0.6 },
};

void
plot_run_pen_get (int style, const PlotTheme *theme, PlotPen *pen)
{
  g_return_if_fail (style >= 0 && style < STUDY_COMPARED_STYLES);

  *pen = (PlotPen){ theme->style == PLOT_STYLE_DARK ? on_dark[style] : on_light[style],
                    WIDTH * theme->line_width,
                    { 0 } };
  for (int i = 0; i < 4; i++)
    pen->dash[i] = dashes[style][i] * theme->font_size;
}

void
plot_run_pen_get_of (int i, int n, const PlotTheme *theme, PlotPen *pen)
{
  const int last = STUDY_COMPARED_STYLES - 1;

  plot_run_pen_get (n > 1 ? (int) round ((double) i * last / (n - 1)) : 0, theme, pen);
}
