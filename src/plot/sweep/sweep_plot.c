/* Which picture a sweep is: two axes make a heat map, random data a diagonal. */
#include "plot/sweep/sweep_plot.h"

#include "plot/sweep/diagonal.h"
#include "plot/sweep/scatter.h"
#include "plot/sweep/sweep_heatmap.h"

void
plot_sweep_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  const StudySweepResults *self = data;

  g_return_if_fail (cr != NULL && area != NULL && self != NULL && theme != NULL);

  if (self->sweep->axis[RUN_SWEEP_Y].used)
    plot_sweep_heatmap_draw (cr, area, self, theme);
  else if (self->sweep->axis[RUN_SWEEP_X].key == MODEL_SEED)
    plot_diagonal_draw (cr, area, self, theme);
  else
    plot_scatter_draw (cr, area, self, theme);
}

int
plot_sweep_find (cairo_t *cr,
                 const StudySweepResults *self,
                 const PlotArea *area,
                 double x,
                 double y,
                 const PlotTheme *theme)
{
  if (self->sweep->axis[RUN_SWEEP_Y].used)
    return plot_sweep_heatmap_find (self, area, x, y, theme);
  if (self->sweep->axis[RUN_SWEEP_X].key == MODEL_SEED)
    return plot_diagonal_find (self, area, x, y, theme);
  return plot_scatter_find (cr, self, area, x, y, theme);
}
