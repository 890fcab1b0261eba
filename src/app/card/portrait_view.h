/* The phase portrait that one can touch, linked to the session's run.
 *
 * A click starts a trajectory, a drag moves its start; with Shift, or the right button, backwards
 * in time; with Control a drag draws a lasso that is filled with starts. Dragging the run's own
 * state kicks it. By keyboard: arrows move a cross-hair (Shift: farther), Enter and B start there,
 * forward and backward, Tab goes through the trajectories, Delete removes the chosen one, Escape
 * all, K kicks the run to the cross-hair. It zooms and pans as app/card/plane_zoom.h says.
 */
#pragma once

#include "app/session/session.h"
#include "plot/plane/portrait.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PORTRAIT_VIEW (app_portrait_view_get_type ())
G_DECLARE_FINAL_TYPE (AppPortraitView, app_portrait_view, APP, PORTRAIT_VIEW, GtkWidget)

GtkWidget *app_portrait_view_new (AppSession *session);

/* What is drawn: borrowed, until the session's next change. Its skeleton is NULL until theory is
 * known. */
const PlotPortrait *app_portrait_view_get_portrait (AppPortraitView *self);
/* The place of a state in the widget; the state at a place, FALSE outside the axes; the state under
 * pointer or cross-hair, NAN: none. */
void app_portrait_view_place (AppPortraitView *self, const double w[2], double *x, double *y);
gboolean app_portrait_view_pick (AppPortraitView *self, double x, double y, double w[2]);
void app_portrait_view_get_hover (AppPortraitView *self, double w[2]);

G_END_DECLS
