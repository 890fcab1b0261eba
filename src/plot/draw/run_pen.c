/* Colours and dashes of compared runs. */
#include "plot/draw/run_pen.h"

#define WIDTH 0.8 /* of the run's own line */

#define RGB(hex)                                                                                   \
  {                                                                                                \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, 1            \
  }

/* Away from the blue and magenta of the modalities and the orange of the playhead. */
static const PlotColor on_light[STUDY_COMPARED_STYLES] = {
  RGB (0xb0371a), RGB (0x8a4f08), RGB (0x5f6a00), RGB (0x357a38),
  RGB (0x00766a), RGB (0x48607c), RGB (0x4a4fb8), RGB (0x7340b8),
};
static const PlotColor on_dark[STUDY_COMPARED_STYLES] = {
  RGB (0xff9478), RGB (0xe3ab68), RGB (0xc0cf5c), RGB (0x8fd492),
  RGB (0x5fd6c6), RGB (0xabc0dc), RGB (0xb3b6ff), RGB (0xcfaef7),
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
