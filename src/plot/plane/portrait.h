/* The phase portrait: the flow of the two total weights, what guides it, and a run through it. */
#pragma once

#include "model/record/snapshot.h"
#include "plot/draw/theme.h"
#include "study/orbit_start.h"
#include "study/view.h"
#include "theory/orbit.h"
#include "theory/skeleton.h"

G_BEGIN_DECLS

/* Of the dot at the playhead, in font sizes. */
#define PLOT_PORTRAIT_STATE_RADIUS 0.45

typedef struct
{
  const TheorySkeleton *skeleton; /* NULL: only the frame */
  StudyAxis x, y;                 /* W_A and W_B; see plot_portrait_fit() */
  const ModelSnapshot *snapshot;  /* its run is drawn as a path, or NULL */
  const ModelSnapshot *ghost;     /* the run that a kick has left, drawn pale, or NULL */
  double playhead;                /* epoch; the path is pale beyond it; INFINITY: all of it full */
  GPtrArray *orbits;              /* TheoryOrbit, from picked starts, or NULL */
  int selected;                   /* the orbit whose start is marked, or -1 */
  double hover[2];                /* a state to mark and tell about, or NAN */
  double learning_rate;           /* the speeds that it tells are per epoch; 0: per tau */
  const double (*lasso)[2];       /* n_lasso corners of states, or NULL */
  int n_lasso;
  double travel[2];    /* epochs from M_0 to the first saddle, and from there to M_*; NAN: untold */
  int first;           /* whose saddle that is */
  gboolean hide_title; /* where a widget stands in its place */
  gboolean hide_nullclines;
  gboolean hide_manifolds;
} PlotPortrait;

/* Everything absent. */
void plot_portrait_init (PlotPortrait *self);
/* What the plane is of where that is not what the run trains, "plane: squared loss"; or NULL. */
const char *plot_portrait_get_note (const PlotPortrait *self);
/* Axes that show the fixed points and the run; a change of rho moves them only where it must. */
void plot_portrait_fit (PlotPortrait *self);
/* Narrows them to the part of the plane that is looked at. */
void plot_portrait_narrow (PlotPortrait *self, const StudyView *view);
/* How far curves have to be followed to fill these axes, for theory_skeleton_new(). */
double plot_portrait_bound (const TheoryPlane *plane);

/* The path from a start, fine enough to be drawn. @bound: as above; owned by the caller. */
TheoryOrbit *
plot_portrait_follow (const TheoryPlane *plane, const StudyOrbitStart *start, double bound);

void plot_portrait_draw (cairo_t *cr,
                         const PlotArea *area,
                         const PlotPortrait *self,
                         const PlotTheme *theme);

/* The state under a place in the area, FALSE outside the axes. */
gboolean plot_portrait_pick (const PlotPortrait *self,
                             const PlotArea *area,
                             const PlotTheme *theme,
                             double x,
                             double y,
                             double w[2]);
/* The place of a state. */
void plot_portrait_place (const PlotPortrait *self,
                          const PlotArea *area,
                          const PlotTheme *theme,
                          const double w[2],
                          double *x,
                          double *y);

/* "saddle" and so on, translated. */
const char *plot_portrait_stability_name (TheoryStability stability);

G_END_DECLS
