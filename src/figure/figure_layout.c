/* How the panels of a figure lie on a page. */
#include "figure/figure_layout.h"

#include <math.h>

/* A height of a panel that is enough, as a part of its least width. */
#define FLATTEST 0.5
/* How much the height of a panel may follow its width. */
#define LOWEST 0.75
#define HIGHEST 1.25

static int
count_panels (const FigureLayout *self)
{
  return MAX (self->n, 1);
}

static int
count_rows (const FigureLayout *self, int columns)
{
  return (count_panels (self) + columns - 1) / columns;
}

/* How near panels come to being as large as they should be; 1: they are. */
static double
rate (const FigureLayout *self, int columns, double width, double height)
{
  const double enough = self->high > 0 ? self->high : FLATTEST * self->least;
  const double wide = width / columns / self->least;
  const double high = height > 0 ? height / count_rows (self, columns) / enough : INFINITY;

  return fmin (1, fmin (wide, high));
}

int
figure_layout_count_columns (const FigureLayout *self, double width, double height)
{
  const int n = count_panels (self), most = MIN (self->columns, n);
  int best = 1;

  for (int columns = 2; columns <= most; columns++)
    if ((n > 4 || n % columns == 0) &&
        rate (self, columns, width, height) >= rate (self, best, width, height) - 1e-9)
      best = columns;
  return best;
}

int
figure_layout_count_rows (const FigureLayout *self, double width)
{
  return count_rows (self, figure_layout_count_columns (self, width, 0));
}

PlotArea
figure_layout_place (
    const FigureLayout *self, const PlotArea *area, double gap, int i, const PlotTheme *theme)
{
  const double em = theme->font_size;
  const int columns = figure_layout_count_columns (self, area->width / em, area->height / em);
  const int rows = count_rows (self, columns), row = i / columns;
  const int in_row = row < rows - 1 ? columns : count_panels (self) - row * columns;
  const double width = (area->width - (in_row - 1) * gap) / in_row;
  const double height = (area->height - (rows - 1) * gap) / rows;

  return (PlotArea){ area->x + (i % columns) * (width + gap), area->y + row * (height + gap), width,
                     height };
}

double
figure_layout_get_height (
    const FigureLayout *self, const double own[2], double own_em, double width, double em)
{
  const int before = figure_layout_count_columns (self, own[0] / own_em, own[1] / own_em);
  const int now = figure_layout_count_columns (self, width / em, 0);
  const double wider = (width / now) / (own[0] / before);
  const double panel = own[1] / count_rows (self, before);
  /* Larger letters ask for as much more room. */
  const double least = LOWEST * panel * fmax (1, em / own_em);

  return count_rows (self, now) * fmax (panel * CLAMP (wider, LOWEST, HIGHEST), least);
}
