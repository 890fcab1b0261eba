/* Table 1 as a drawing: time ratios of every fusion layer beside the paper's. */
#pragma once

#include "digits/table.h"
#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* @title: markup */
void plot_digits_table_draw (cairo_t *cr,
                             const PlotArea *area,
                             const DigitsTable *table,
                             const char *title,
                             const PlotTheme *theme);

G_END_DECLS
