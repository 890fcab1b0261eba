/* How plots are looked at: of the time plots, all alike, scales and the part of the run that is in
 * sight; the parts of portrait and maps, and where the surface is seen from; the way back from
 * there. */
#pragma once

#include "plot/view.h"

G_BEGIN_DECLS

typedef struct AppViewing AppViewing;

/* @changed: called after each change */
AppViewing *app_viewing_new (GFunc changed, gpointer data);
void app_viewing_free (AppViewing *self);

gboolean app_viewing_get_log_loss (AppViewing *self);
void app_viewing_set_log_loss (AppViewing *self, gboolean log_loss);
PlotTimeScale app_viewing_get_time (AppViewing *self);
void app_viewing_set_time (AppViewing *self, PlotTimeScale time);

/**
 * app_viewing_zoom:
 * Shows a part of what is shown, keeping the place at a fraction of the axis where it is.
 * @shown: the axis as it is drawn now
 * @whole: the axis that shows all
 * @factor: above 1: closer
 * @now: microseconds; what follows soon after is one step of the way back
 */
void app_viewing_zoom (AppViewing *self,
                       const PlotAxis *shown,
                       const PlotAxis *whole,
                       double fraction,
                       double factor,
                       gint64 now);
/* Moves what is shown by a part of the axis, not beyond either end. */
void app_viewing_pan (
    AppViewing *self, const PlotAxis *shown, const PlotAxis *whole, double by, gint64 now);
gboolean app_viewing_is_zoomed (AppViewing *self);

/**
 * app_viewing_zoom_plane:
 * The same of portrait or map: shows a part of it, keeping what is at a place where it is.
 * @shown: both axes as they are drawn now
 * @whole: those that show all
 * @at: the place, as fractions of what is shown
 */
void app_viewing_zoom_plane (AppViewing *self,
                             PlotPlane plane,
                             const PlotAxis shown[2],
                             const PlotAxis whole[2],
                             const double at[2],
                             double factor,
                             gint64 now);
/* @by: as parts of what is shown */
void app_viewing_pan_plane (AppViewing *self,
                            PlotPlane plane,
                            const PlotAxis shown[2],
                            const PlotAxis whole[2],
                            const double by[2],
                            gint64 now);
/* Of the surface: azimuth, elevation, zoom; NULL: as it comes. */
void app_viewing_set_camera (AppViewing *self, const double camera[3]);
/* What the portrait leaves out. */
void app_viewing_hide (AppViewing *self, gboolean nullclines, gboolean manifolds);
/* All of it but the playhead; borrowed. */
const PlotView *app_viewing_look (AppViewing *self);

/* To what was shown before; to all in the end. */
void app_viewing_back (AppViewing *self);
void app_viewing_reset (AppViewing *self);

/* Sets scales and range of a run whose axis shows all. */
void app_viewing_apply (AppViewing *self, PlotRun *run);
/* The same for what files tell, and back; the playhead is not touched. */
void app_viewing_get_view (AppViewing *self, PlotView *view);
void app_viewing_set_view (AppViewing *self, const PlotView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppViewing, app_viewing_free)

G_END_DECLS
