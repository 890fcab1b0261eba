/* How a run is looked at: the epoch it is followed to, its axes. Pictures in files keep it. */
#pragma once

#include "plot/timeplot.h"

G_BEGIN_DECLS

/* Planes of which one can look at a part. */
typedef enum
{
  PLOT_PLANE_PORTRAIT, /* W_A and W_B */
  PLOT_PLANE_MAP,      /* rho and sigma_A / sigma_B */
  PLOT_PLANE_REGIONS,  /* sigma_A / sigma_B and w_A / w_B */
  PLOT_N_PLANES
} PlotPlane;

typedef struct
{
  double playhead; /* epoch; INFINITY: none, all of the run is drawn full */
  gboolean log_loss;
  PlotTimeScale time;
  double from, to;                   /* epochs shown; not from < to: all */
  double plane[PLOT_N_PLANES][2][2]; /* of both axes, from and to; not from < to: all */
  double camera[3]; /* of the surface: azimuth, elevation, zoom; not zoom > 0: as it comes */
  gboolean hide_nullclines, hide_manifolds;
  const char
      *panels; /* of the grid: names of figures with blanks between, interned; NULL: default */
} PlotView;

/* All of a run, linear. */
void plot_view_init (PlotView *self);
gboolean plot_view_equal (const PlotView *self, const PlotView *other);
/* FALSE: all of it, as it comes. */
gboolean plot_view_has_plane (const PlotView *self, PlotPlane plane);
gboolean plot_view_has_camera (const PlotView *self);
/* Narrows axes that show all of a plane to the part that is looked at. */
void plot_view_narrow (const PlotView *self, PlotPlane plane, PlotAxis axes[2]);
/* Sets what is looked at in a run that is complete otherwise: snapshot and marks. */
void plot_view_apply (const PlotView *self, PlotRun *run);

/* "linear", "log", "learning". */
const char *plot_time_scale_get_name (PlotTimeScale scale);
gboolean plot_time_scale_find (const char *name, PlotTimeScale *scale);

G_END_DECLS
