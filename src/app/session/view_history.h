/* How plots are looked at: of the time plots, all alike, scales and the part of the run that is in
 * sight; the parts of portrait and maps, and where the surface is seen from; the way back from
 * there. */
#pragma once

#include "study/view.h"

G_BEGIN_DECLS

typedef struct AppViewHistory AppViewHistory;

/* @changed: called after each change */
AppViewHistory *app_view_history_new (GFunc changed, gpointer data);
void app_view_history_free (AppViewHistory *self);

gboolean app_view_history_get_log_loss (AppViewHistory *self);
void app_view_history_set_log_loss (AppViewHistory *self, gboolean log_loss);
StudyTimeScale app_view_history_get_time (AppViewHistory *self);
void app_view_history_set_time (AppViewHistory *self, StudyTimeScale time);

/**
 * app_view_history_zoom:
 * Shows a part of what is shown, keeping the place at a fraction of the axis where it is.
 * @shown: the axis as it is drawn now
 * @whole: the axis that shows all
 * @factor: above 1: closer
 *
 * What follows soon after is one step of the way back.
 */
void app_view_history_zoom (AppViewHistory *self,
                            const StudyAxis *shown,
                            const StudyAxis *whole,
                            double fraction,
                            double factor);
/* Moves what is shown by a part of the axis, not beyond either end. */
void app_view_history_pan (AppViewHistory *self,
                           const StudyAxis *shown,
                           const StudyAxis *whole,
                           double by);
gboolean app_view_history_is_zoomed (AppViewHistory *self);

/**
 * app_view_history_zoom_plane:
 * The same of portrait or map: shows a part of it, keeping what is at a place where it is.
 * @shown: both axes as they are drawn now
 * @whole: those that show all
 * @at: the place, as fractions of what is shown
 */
void app_view_history_zoom_plane (AppViewHistory *self,
                                  StudyPlane plane,
                                  const StudyAxis shown[2],
                                  const StudyAxis whole[2],
                                  const double at[2],
                                  double factor);
/* @by: as parts of what is shown */
void app_view_history_pan_plane (AppViewHistory *self,
                                 StudyPlane plane,
                                 const StudyAxis shown[2],
                                 const StudyAxis whole[2],
                                 const double by[2]);
/* Of the surface: azimuth, elevation, zoom; NULL: as it comes. */
void app_view_history_set_camera (AppViewHistory *self, const double camera[3]);
/* What the portrait leaves out. */
void app_view_history_hide (AppViewHistory *self, gboolean nullclines, gboolean manifolds);
/* All of it but the playhead; borrowed. */
const StudyView *app_view_history_get_view_shown (AppViewHistory *self);

/* To what was shown before; to all in the end. */
void app_view_history_back (AppViewHistory *self);
void app_view_history_reset (AppViewHistory *self);

/* How runs are looked at whose axis is this one; the playhead is not touched. */
void app_view_history_look_at (AppViewHistory *self, const StudyAxis *whole, StudyView *view);
/* The same for what files tell, and back. */
void app_view_history_get_view (AppViewHistory *self, StudyView *view);
void app_view_history_set_view (AppViewHistory *self, const StudyView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppViewHistory, app_view_history_free)

G_END_DECLS
