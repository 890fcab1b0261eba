/* The four regions of preference: which modality is learned first, and which explains more. */
#pragma once

#include "plot/draw/theme.h"
#include "study/axis.h"
#include "theory/preference.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title; /* markup, or NULL */
  double rho;        /* correlation of the data; the paper's regions have 0 */
  StudyAxis x, y;    /* sigma_A / sigma_B and w_A / w_B, both logarithmic */
  double point[2];   /* NAN: none */
  gboolean hide_y_name;
} PlotRegions;

/* rho 0, both axes from 1/4 to 4, no point. */
void plot_regions_init (PlotRegions *self);
/* The region of a data set, late fusion; x, y > 0. */
TheoryPreference plot_regions_classify (const PlotRegions *self, double x, double y);
/* "I" to "IV", or "". */
const char *plot_regions_get_numeral (TheoryPreference preference);
void plot_regions_draw (cairo_t *cr,
                        const PlotArea *area,
                        const PlotRegions *self,
                        const PlotTheme *theme);
/* The rectangle inside the axes, for picking. */
PlotArea plot_regions_inner (const PlotArea *area, const PlotTheme *theme);

G_END_DECLS
