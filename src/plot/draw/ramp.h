/* Colour scales of maps: even to the eye, safe for colour-blind eyes, close to the page where
 * there is little to see. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_RAMP_SEQUENTIAL, /* from little to much: through yellow, green and blue */
  PLOT_RAMP_DIVERGING   /* from blue over the page's grey to orange; 0.5 is neither */
} PlotRamp;

/**
 * plot_ramp_color:
 * @fraction: cut off at 0 and 1
 *
 * Equal steps look equally large: lightness runs straight in OKLab, down from the page's own.
 * Source: B. Ottosson, "A perceptual color space for image processing", 2020.
 */
PlotColor plot_ramp_color (PlotRamp ramp, double fraction, PlotStyle style);
/* Black or white, whichever can be read on the colour. */
PlotColor plot_ramp_ink (const PlotColor *color);

G_END_DECLS
