/* All plots of a run on one page: what the window shows, as a figure. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

/* The names of at most PLOT_GRID_MAX panels: view.panels, or those it shows by default. To be freed
 * with g_strfreev(). */
#define PLOT_GRID_MAX 6
char **figure_grid_get_panels (const StudyView *view);
/* FALSE where a name is no panel, or where there are none or too many. */
gboolean figure_grid_check_panels (const char *panels);

G_END_DECLS
