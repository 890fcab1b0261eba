/* Which modality is learned first, over the initial norms of the two branches. */
#pragma once

#include "plot/draw/theme.h"
#include "study/axis.h"
#include "theory/skeleton.h"

G_BEGIN_DECLS

typedef struct
{
  TheoryTie *tie; /* NULL: early fusion, both together */
  double norm[2]; /* u_A, u_B of the run, marked; NAN: no mark */
  StudyAxis axis; /* of both, logarithmic */
  gboolean hide_title;
} PlotLearnedFirst;

/**
 * plot_learned_first_init:
 * Of a run whose branches start with the same norm.
 * @balanced: theory_tie_new()'s
 */
void plot_learned_first_init (PlotLearnedFirst *self,
                              const TheoryPlane *plane,
                              double norm,
                              gboolean balanced);
void plot_learned_first_clear (PlotLearnedFirst *self);

/**
 * plot_learned_first_get_boundary:
 * The initial norm of B above which it is learned before A.
 * Returns: FALSE where it lies outside the axis, or where both are learned together.
 */
gboolean
plot_learned_first_get_boundary (const PlotLearnedFirst *self, double norm_a, double *norm_b);

void plot_learned_first_draw (cairo_t *cr,
                              const PlotArea *area,
                              const PlotLearnedFirst *self,
                              const PlotTheme *theme);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlotLearnedFirst, plot_learned_first_clear)

G_END_DECLS
