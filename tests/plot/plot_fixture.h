/* Pictures to test, and runs made by hand to draw in them. */
#pragma once

#include "figure/file/figure_file.h"
#include "model/record/snapshot.h"
#include "plot/draw/theme.h"

/* A white page and a context on it. */
cairo_t *plot_fixture_page (int width, int height);
/* Checks Cairo's status and frees both. */
void plot_fixture_close (cairo_t *cr);

/* Pixels that are not white, by more than anti-aliasing's last levels, inside or outside an area.
 */
int plot_fixture_ink (cairo_t *cr, const PlotArea *area);
int plot_fixture_ink_outside (cairo_t *cr, const PlotArea *area);
/* Pixels of a colour, each channel within 1/32. */
int plot_fixture_ink_of (cairo_t *cr, const PlotArea *area, const PlotColor *color);
/* Pixels that differ by more than half between two pages of the same size. */
int plot_fixture_difference (cairo_t *a, cairo_t *b);

/* What a figure's file holds; the file is gone then. */
GBytes *plot_fixture_write (const FigureData *data, const FigureExport *options, const char *path);
int plot_fixture_count_files (const char *folder);

/* A run in two steps: W_A rises to 1 at a fifth of it, W_B at seven tenths; loss from 1 over 0.2 to
 * 0. */
ModelSnapshot *plot_fixture_run (int rows);
/* The same, with weights and loss growing without bound over the last hundredth. */
ModelSnapshot *plot_fixture_diverged_run (int rows);
/* Rows of the run, as a history builder would hold them. */
ModelHistoryRow plot_fixture_row (int i, int rows);
