/* A figure as a file that can be opened again. */
#pragma once

#include "figure/file/provenance.h"

G_BEGIN_DECLS

/**
 * figure_write:
 * Writes a figure as .png, .svg, .pdf, .eps or .csv, as the name ends; each carries version,
 * experiment, seed and options. The same figure and options give the same bytes.
 * @view: how its runs are drawn, whatever view the data have
 * @options: description is not looked at
 *
 * Errors: those of figure_export_to_file() and model_file_replace().
 */
gboolean figure_write (const FigureData *data,
                       const StudyView *view,
                       const FigureExport *options,
                       const char *path,
                       GError **error);

/* The figure's numbers, header lines included, the same in every language; owned by the caller. */
char *figure_to_csv (const FigureData *data);

/* Draws the page of such a file, with another view, on a context whose unit is the point; changes
 * nothing in the data. */
void figure_draw_page (const FigureData *data,
                       const StudyView *view,
                       const FigureExport *options,
                       cairo_t *cr);

/* The bytes of such a file of a page, of the kind that the ending says. Errors: those of
 * figure_export_to_bytes(). */
GBytes *figure_render (const FigureData *data,
                       const StudyView *view,
                       const FigureExport *options,
                       const char *ending,
                       GError **error);

/* What files of such a page carry; owned by the caller. @film: (nullable): of a film */
char *figure_describe (const FigureData *data,
                       const StudyView *view,
                       const FigureExport *options,
                       const FigureFilm *film);

/* Computes a figure again, with its view, from what a file of it carries. Valid: has a figure.
 * Errors: those of figure_compute(). */
FigureData *
figure_compute_from (const FigureProvenance *provenance, const int *cancel, GError **error);

/* Whether files are written by that ending; the letters' case does not matter. */
gboolean figure_has_ending (const char *path, const char *ending);

G_END_DECLS
