/* Which modality is learned first, over the initial norms of the two branches. */
#pragma once

#include "plot/axis.h"
#include "plot/theme.h"
#include "theory/skeleton.h"

G_BEGIN_DECLS

typedef struct
{
  TheoryPlane plane;
  double norm[2]; /* u_A, u_B of the run, marked; NAN: no mark */
  PlotAxis axis;  /* of both, logarithmic */
  gboolean hide_title;
} PlotFirst;

/* Of a run whose branches start with the same norm. */
void plot_first_init (PlotFirst *self, const TheoryPlane *plane, double norm);

/**
 * plot_first_get_boundary:
 * The initial norm of B above which it is learned before A.
 * Returns: FALSE where it lies outside the axis, or where both are learned together.
 */
gboolean plot_first_get_boundary (const PlotFirst *self, double norm_a, double *norm_b);

void
plot_first_draw (cairo_t *cr, const PlotArea *area, const PlotFirst *self, const PlotTheme *theme);

G_END_DECLS
