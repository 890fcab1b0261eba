/* Colours, fonts and line widths of every plot: on the screen, light and dark, and in print. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x, y, width, height; /* user units of the cairo context */
} PlotArea;

typedef struct
{
  double red, green, blue, alpha;
} PlotColor;

typedef enum
{
  PLOT_STYLE_LIGHT,
  PLOT_STYLE_DARK,
  PLOT_STYLE_PRINT
} PlotStyle;

typedef struct
{
  PlotStyle style;
  const char *font_family;
  double font_size;  /* of tick labels, user units; all else scales with it */
  double line_width; /* of curves, user units */
  double pixel;      /* curves are decimated to columns this wide, user units; 0: exact */
  PlotColor
      background; /* of the page or card; alpha 0: transparent; draw functions leave it unpainted */
  PlotColor foreground; /* text, loss curve */
  PlotColor muted;      /* tick labels, axis names: contrast >= 4.5 on the background */
  PlotColor grid;
  PlotColor modality[2];              /* A blue, B magenta: curves */
  PlotColor modality_text[2];         /* the same, for text: contrast >= 4.5 on the background */
  PlotColor playhead;                 /* orange */
  PlotColor solution;                 /* M_*, green */
  PlotColor origin;                   /* M_0, red */
  PlotColor phase[2];                 /* shades of the unimodal phases of A, of B */
  gboolean hide_titles, hide_letters; /* of plots and panels: a caption has them */
  const char *names[2]; /* what labels call A and B, interned; NULL: by their letters */
} PlotTheme;

/* @font_size: user units; line width and all distances scale with it. */
void plot_theme_init (PlotTheme *theme, PlotStyle style, double font_size);
/* For eyes that need more: text of contrast 7 on the background and on shades, darker grid, thicker
 * lines. What is transparent stays so. */
void plot_theme_raise_contrast (PlotTheme *theme);
/* "light", "dark", "print". */
const char *plot_style_get_name (PlotStyle style);
gboolean plot_style_find (const char *name, PlotStyle *style);
void plot_theme_set_source (cairo_t *cr, const PlotColor *color);
/* The colour at `alpha` times its own alpha: what lies ahead of the playhead, ghosts, shades. */
PlotColor plot_theme_fade (const PlotColor *color, double alpha);

typedef void (*PlotDrawFunc) (cairo_t *cr,
                              const PlotArea *area,
                              const void *data,
                              const PlotTheme *theme);

G_END_DECLS
