/* How the panels of a figure lie on a page: side by side as long as each is wide enough to be read,
 * else below one another; and how high a page must be for them. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

typedef struct
{
  int n;        /* panels, in the order in which they are read; 0: one */
  int columns;  /* at most */
  double least; /* width of a panel, font sizes, below which there are fewer columns */
  double high;  /* its height, font sizes, that is enough; 0: half of that width */
} FigureLayout;

/**
 * figure_layout_count_columns:
 * @width, @height: of the page, font sizes; height 0: what the width asks for
 *
 * The columns of which the panels come nearest to being wide and high enough; the most of them.
 * Up to four panels fill their rows.
 */
int figure_layout_count_columns (const FigureLayout *self, double width, double height);
/* The rows of so wide a page, font sizes. */
int figure_layout_count_rows (const FigureLayout *self, double width);
/* Panel i; the last row, where it is not full, is stretched. @gap: user units */
PlotArea figure_layout_place (
    const FigureLayout *self, const PlotArea *area, double gap, int i, const PlotTheme *theme);
/**
 * figure_layout_get_height:
 * @own: (array fixed-size=2): the figure's own width and height
 * @width: of another page, in the same unit
 * @own_em, @em: font sizes, of its own page and of that one, in the same unit
 *
 * Returns: the height of that page. Panels become flatter or steeper by a quarter at most.
 */
double figure_layout_get_height (
    const FigureLayout *self, const double own[2], double own_em, double width, double em);

G_END_DECLS
