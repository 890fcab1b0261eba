/* PNG, SVG and PDF through one draw function; files appear whole or not at all. */
#pragma once

#include "plot/theme.h"

G_BEGIN_DECLS

typedef void (*PlotDrawFunc) (cairo_t *cr,
                              const PlotArea *area,
                              const void *data,
                              const PlotTheme *theme);

typedef struct
{
  double width, height; /* mm */
  double dpi;           /* PNG only */
  double font_size;     /* points, of tick labels */
  PlotStyle style;
  gboolean transparent;
  const char *description; /* experiment text, kept as metadata in the file, or NULL */
} PlotExport;

#define PLOT_EXPORT_MAX_MM 2000.0
#define PLOT_EXPORT_MAX_PIXELS 20000

/* 85 x 60 mm, 300 dpi, 7 pt, print style. */
void plot_export_init (PlotExport *self);
/* The page as it is in files, background and all, on a context whose unit is the point. */
void plot_export_draw (const PlotExport *self, cairo_t *cr, PlotDrawFunc draw, const void *data);
/* Its size in points, and in pixels. */
void plot_export_get_points (const PlotExport *self, double *width, double *height);
void plot_export_get_pixels (const PlotExport *self, int *width, int *height);
/**
 * plot_export_check:
 * Whether a picture of that kind can have these sizes.
 * Errors: MODEL_ERROR_RANGE.
 */
gboolean plot_export_check (const PlotExport *self, gboolean pixels, GError **error);
/**
 * plot_export_to_file:
 * Draws and writes; the ending of the name says what. User units are points. The description is
 * kept as iTXt "Description" (PNG), <metadata> (SVG), Subject (PDF). Same input, same bytes.
 * Any thread.
 *
 * Errors: MODEL_ERROR_RANGE (sizes), MODEL_ERROR_KEY (unknown ending; names those allowed),
 * MODEL_ERROR_MEMORY (Cairo), those of model_file_replace(); no file is then left or changed.
 */
gboolean plot_export_to_file (
    const PlotExport *self, const char *path, PlotDrawFunc draw, const void *data, GError **error);

/* The bytes of a PNG file. Errors: as above, but for files. */
GBytes *
plot_export_to_png (const PlotExport *self, PlotDrawFunc draw, const void *data, GError **error);

G_END_DECLS
