/* Bilinear values, and marching squares: a cell is crossed by no line, one, or two at a pass. */
#include "plot/draw/contour.h"

typedef struct
{
  double x, y;
} Place;

/* Corners go round the cell; edge i joins corners i and i + 1. */
static const Place corners[4] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };

static Place
cross_edge (const double value[4], int edge, double level)
{
  const int next = (edge + 1) % 4;
  const double part = (level - value[edge]) / (value[next] - value[edge]);
  const Place *from = &corners[edge], *to = &corners[next];

  return (Place){ from->x + part * (to->x - from->x), from->y + part * (to->y - from->y) };
}

/* Crossed edges in their order round the cell: 0, 2 or 4 of them. */
static int
find_crossings (const double value[4], double level, Place crossing[4])
{
  int n = 0;

  for (int edge = 0; edge < 4; edge++)
    if ((value[edge] >= level) != (value[(edge + 1) % 4] >= level))
      crossing[n++] = cross_edge (value, edge, level);
  return n;
}

void
plot_contour_trace (
    const double *values, int n_x, int n_y, double level, PlotContourFunc trace, gpointer data)
{
  g_return_if_fail (values != NULL && n_x >= 2 && n_y >= 2 && trace != NULL);

  for (int j = 0; j < n_y - 1; j++)
    for (int i = 0; i < n_x - 1; i++)
      {
        const double *low = values + (gsize) j * n_x + i, *high = low + n_x;
        const double value[4] = { low[0], low[1], high[1], high[0] };
        Place crossing[4];
        const int n = find_crossings (value, level, crossing);
        /* At a pass, the mean tells which corners belong together. */
        const double mean = (value[0] + value[1] + value[2] + value[3]) / 4;
        const int shift = n == 4 && (mean >= level) != (value[0] >= level) ? 3 : 0;

        for (int k = 0; k < n; k += 2)
          {
            const Place *from = &crossing[(k + shift) % 4], *to = &crossing[(k + 1 + shift) % 4];
            trace ((i + from->x) / (n_x - 1), (j + from->y) / (n_y - 1), (i + to->x) / (n_x - 1),
                   (j + to->y) / (n_y - 1), data);
          }
      }
}

double
plot_contour_value (const double *values, int n_x, int n_y, double x, double y)
{
  const double u = CLAMP (x, 0.0, 1.0) * (n_x - 1), v = CLAMP (y, 0.0, 1.0) * (n_y - 1);
  const int i = MIN ((int) u, n_x - 2), j = MIN ((int) v, n_y - 2);
  const double *low = values + (gsize) j * n_x + i, *high = low + n_x;
  const double below = low[0] + (u - i) * (low[1] - low[0]);
  const double above = high[0] + (u - i) * (high[1] - high[0]);

  return below + (v - j) * (above - below);
}
