/* Mathematical labels: "W_A", "t_B / t_A", "10^{-8}", "L(\M_A)", "\rho", drawn with Pango.
 *
 * Markup: _ and ^ lower or raise the next character or {group}; \rho \sigma \eta \Sigma ... name
 * Greek letters, \M the script M of the manifolds, \hat y the output; a single Latin letter in
 * $...$, before a script or before "(" is italic, words are upright; \_ and the like are the plain
 * character. "\A" and "\B" stand for the modalities; where the theme has names for these, it draws
 * them there, and in place of the scripts "_A" and "_B": so a plot that says "t_A" says "t" of the
 * name. "\name{...}" is text that somebody chose, in italics, "\}" and "\\" plain characters in it.
 * Text without markup is drawn as it is. One line; any thread.
 */
#pragma once

#include "model/experiment/experiment.h"
#include "plot/draw/theme.h"
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The box is the same for every font and markup but for its width: rows of labels share a baseline,
 * and the middle of the box is the middle of its digits. */
typedef struct
{
  double width, height;
  double ascent; /* from the top to the baseline */
} PlotLabelSize;

/* A Pango layout of the markup, owned by the caller: for widgets too (size in user units). */
PangoLayout *plot_label_layout (
    PangoContext *context, const char *markup, double size, gboolean bold, const PlotTheme *theme);
/* The same for a target and its present transformation, in unhinted and unrounded fonts: owned by
 * the caller, shared with others, so not to be changed. */
PangoLayout *plot_label_get_layout (
    cairo_t *cr, const char *markup, double size, gboolean bold, const PlotTheme *theme);
/* What labels call the modalities of an experiment, from here on. */
void plot_label_name_modalities (PlotTheme *theme, const ModelExperiment *experiment);
/* The same for markup that no theme draws; a name may be NULL. Owned by the caller. */
char *plot_label_name (const char *markup, const char *const names[2]);
/* Pango attributes and plain text of the markup, for GtkLabel: (out) both owned by the caller. */
void plot_label_parse (const char *markup, char **text, PangoAttrList **attributes);
/* What a screen reader should say: "W A", "t B over t A", "rho". Owned by the caller. */
char *plot_label_speak (const char *markup);

void plot_label_measure (cairo_t *cr,
                         const char *markup,
                         double size,
                         gboolean bold,
                         const PlotTheme *theme,
                         PlotLabelSize *out);
/* Draws with the anchor (0..1, 0..1) of the label's box at (x, y), in the given colour. */
void plot_label_draw (cairo_t *cr,
                      const char *markup,
                      double x,
                      double y,
                      double anchor_x,
                      double anchor_y,
                      double size,
                      gboolean bold,
                      const PlotColor *color,
                      const PlotTheme *theme);

/* A label that is about to be drawn. */
typedef struct
{
  const char *markup;
  PangoLayout *layout;   /* borrowed */
  double x, y;           /* left end of its baseline, user units */
  cairo_matrix_t matrix; /* from user units to the target's */
  PlotColor color;
} PlotLabelDrawn;

/* Returns: TRUE where the label is taken care of, and not to be drawn. */
typedef gboolean (*PlotLabelSink) (const PlotLabelDrawn *label, gpointer data);
/* Is told of every label that this thread draws from now on: a file that keeps text as text, a test
 * of where labels lie. NULL ends it. */
void plot_label_set_sink (PlotLabelSink sink, gpointer data);

G_END_DECLS
