/* A figure as a file that can be opened again. */
#pragma once

#include "plot/provenance.h"

G_BEGIN_DECLS

/**
 * plot_figure_write:
 * Writes a figure as .png, .svg, .pdf or .csv, as the name ends; each carries version, experiment,
 * seed and options. The same figure and options give the same bytes.
 * @view: how its runs are drawn, whatever view the data have
 * @options: description is not looked at
 *
 * Errors: those of plot_export_to_file() and model_file_replace().
 */
gboolean plot_figure_write (const PlotFigureData *data,
                            const PlotView *view,
                            const PlotExport *options,
                            const char *path,
                            GError **error);

/* Draws the page of such a file, with another view, on a context whose unit is the point; changes
 * nothing in the data. */
void plot_figure_draw_page (const PlotFigureData *data,
                            const PlotView *view,
                            const PlotExport *options,
                            cairo_t *cr);

/* The PNG file of such a page. Errors: those of plot_export_to_png(). */
GBytes *plot_figure_render_png (const PlotFigureData *data,
                                const PlotView *view,
                                const PlotExport *options,
                                GError **error);

/* What files of such a page carry; owned by the caller. */
char *
plot_figure_describe (const PlotFigureData *data, const PlotView *view, const PlotExport *options);

/* Computes a figure again, with its view, from what a file of it carries. Valid: has a figure.
 * Errors: those of plot_figure_compute(). */
PlotFigureData *
plot_figure_compute_from (const PlotProvenance *provenance, const int *cancel, GError **error);

/* Whether files are written by that ending; the letters' case does not matter. */
gboolean plot_figure_has_ending (const char *path, const char *ending);

G_END_DECLS
