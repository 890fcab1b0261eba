/* How a run is looked at: the epoch it is followed to, its axes. Pictures in files keep it. */
#pragma once

#include "plot/timeplot.h"

G_BEGIN_DECLS

typedef struct
{
  double playhead; /* epoch; INFINITY: none, all of the run is drawn full */
  gboolean log_loss;
  PlotTimeScale time;
  double from, to; /* epochs shown; not from < to: all */
  double plane[2]
              [2];  /* of the portrait: W_A and W_B shown, from and to; not from < to: as it fits */
  double camera[3]; /* of the surface: azimuth, elevation, zoom; not zoom > 0: as it comes */
  gboolean hide_nullclines, hide_manifolds;
  const char
      *panels; /* of the grid: names of figures with blanks between, interned; NULL: default */
} PlotView;

/* All of a run, linear. */
void plot_view_init (PlotView *self);
gboolean plot_view_equal (const PlotView *self, const PlotView *other);
/* FALSE: as it fits, as it comes. */
gboolean plot_view_has_plane (const PlotView *self);
gboolean plot_view_has_camera (const PlotView *self);
/* Sets what is looked at in a run that is complete otherwise: snapshot and marks. */
void plot_view_apply (const PlotView *self, PlotRun *run);

/* "linear", "log", "learning". */
const char *plot_time_scale_get_name (PlotTimeScale scale);
gboolean plot_time_scale_find (const char *name, PlotTimeScale *scale);

G_END_DECLS
