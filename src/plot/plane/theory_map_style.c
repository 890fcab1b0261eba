/* Scales and colours that stay the same whatever the network, so that maps can be compared. */
#include "plot/plane/theory_map_style.h"

#include <glib/gi18n-lib.h>

static const double ratio_contours[] = { 1.2, 1.5, 2, 3, 5, 10, 20 };
static const double credit_contours[] = { -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6 };

void
plot_theory_map_style_init (PlotHeatmap *heatmap, TheoryMapKind kind)
{
  g_return_if_fail (heatmap != NULL);

  plot_heatmap_init (heatmap);
  heatmap->x_name = "\\rho";
  heatmap->y_name = "\\sigma_A / \\sigma_B";
  if (kind == THEORY_MAP_MISATTRIBUTION)
    {
      heatmap->ramp = PLOT_RAMP_DIVERGING;
      heatmap->scale = (StudyAxis){ -1, 1, FALSE };
      heatmap->contours = credit_contours;
      heatmap->n_contours = G_N_ELEMENTS (credit_contours);
      heatmap->contours_rise = TRUE;
      return;
    }
  heatmap->ramp = PLOT_RAMP_SEQUENTIAL;
  heatmap->scale = (StudyAxis){ 1, 30, TRUE };
  heatmap->scale_name = "t_B / t_A";
  heatmap->beyond = _ ("never");
  heatmap->contours = ratio_contours;
  heatmap->n_contours = G_N_ELEMENTS (ratio_contours);
}
