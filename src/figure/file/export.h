/* PNG, SVG, PDF and EPS through one draw function; files appear whole or not at all. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

typedef struct
{
  double width, height; /* mm */
  double dpi;           /* PNG only */
  double font_size;     /* points, of tick labels */
  PlotStyle style;
  gboolean transparent;
  const char *font;  /* interned; NULL: the theme's */
  double line_width; /* of curves, of the theme's */
  gboolean hide_titles, hide_letters;
  gboolean outlines;       /* SVG: letters as shapes, which need no font; else as text */
  const char *title;       /* of the document: of SVG and PDF; or NULL */
  const char *caption;     /* the same in words, in SVG; or NULL */
  const char *description; /* experiment text, kept as metadata in the file, or NULL */
  double pixel;            /* of a preview: its width in points, finer than which nothing is drawn;
                            * 0: all of it, as in files */
} FigureExport;

/* What a page may be. Narrower or lower than so many font sizes there is no room for a plot within
 * its axes' numbers and names. */
#define FIGURE_EXPORT_MIN_MM 5.0
#define FIGURE_EXPORT_MAX_MM 2000.0
#define FIGURE_EXPORT_MIN_DPI 10.0
#define FIGURE_EXPORT_MAX_DPI 2400.0
#define FIGURE_EXPORT_MIN_FONT 1.0 /* points */
#define FIGURE_EXPORT_MAX_FONT 200.0
#define FIGURE_EXPORT_LEAST_WIDTH 13 /* font sizes */
#define FIGURE_EXPORT_LEAST_HEIGHT 8
/* Of a picture: 7000 x 7000. What is larger is sharp at any size as SVG or PDF. */
#define FIGURE_EXPORT_MAX_PIXELS 50e6
#define FIGURE_EXPORT_MAX_SIDE 20000

/* How lines of provenance begin in EPS files. */
#define FIGURE_EXPORT_EPS_COMMENT "%Plateau: "

/* 85 x 60 mm, 300 dpi, 7 pt, print style. */
void figure_export_init (FigureExport *self);
/* The page as it is in files, background and all, on a context whose unit is the point. */
void
figure_export_draw (const FigureExport *self, cairo_t *cr, PlotDrawFunc draw, const void *data);
/* Its size in points, and in pixels. */
void figure_export_get_points (const FigureExport *self, double *width, double *height);
void figure_export_get_pixels (const FigureExport *self, int *width, int *height);
/**
 * figure_export_check:
 * Whether a picture of that kind can have these sizes.
 * Errors: MODEL_ERROR_RANGE.
 */
gboolean figure_export_check (const FigureExport *self, gboolean pixels, GError **error);
/**
 * figure_export_to_file:
 * Draws and writes; the ending of the name says what. User units are points. The description is
 * kept as iTXt "Description" (PNG), <metadata> (SVG), Subject (PDF), comments (EPS). Same input,
 * same bytes. Any thread.
 *
 * Errors: MODEL_ERROR_RANGE (sizes), MODEL_ERROR_KEY (unknown ending; names those allowed),
 * MODEL_ERROR_MEMORY (Cairo), those of model_file_replace(); no file is then left or changed.
 */
gboolean figure_export_to_file (const FigureExport *self,
                                const char *path,
                                PlotDrawFunc draw,
                                const void *data,
                                GError **error);

/* The bytes of such a file: of the kind that a name, or an ending alone (".png"), says. Errors: as
 * above, but for files. */
GBytes *figure_export_to_bytes (const FigureExport *self,
                                const char *path,
                                PlotDrawFunc draw,
                                const void *data,
                                GError **error);

G_END_DECLS
