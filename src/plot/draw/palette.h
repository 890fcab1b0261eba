/* Few colours for a picture of many: those that are frequent stay exactly what they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PLOT_PALETTE_MAX 256

typedef struct
{
  guint32 colors[PLOT_PALETTE_MAX]; /* 0xRRGGBB */
  int n;
} PlotPalette;

/**
 * plot_palette_compute:
 * Median cut; each part is stood for by its most frequent colour, so that backgrounds are the same
 * in every picture of a film. Exact where there are no more than PLOT_PALETTE_MAX colours.
 * @pixels: 0xRRGGBB
 * @indices: (out): for each pixel, into the palette
 *
 * Shapes: n pixels, n indices. Valid: n >= 1.
 * Source: Heckbert, Color image quantization for frame buffer display, SIGGRAPH 1982.
 */
void plot_palette_compute (PlotPalette *self, const guint32 *pixels, gsize n, guint8 *indices);

G_END_DECLS
