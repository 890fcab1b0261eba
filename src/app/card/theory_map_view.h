/* A map of data sets: its point is dragged, or moved by arrow keys, and the run follows. It zooms
 * and pans as app/card/plane_zoom.h says.
 */
#pragma once

#include "app/card/theory_map_point.h"
#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_THEORY_MAP_VIEW (app_theory_map_view_get_type ())
G_DECLARE_FINAL_TYPE (AppTheoryMapView, app_theory_map_view, APP, THEORY_MAP_VIEW, GtkWidget)

GtkWidget *app_theory_map_view_new (AppSession *session);
PlotTheoryMapKind app_theory_map_view_get_kind (AppTheoryMapView *self);
void app_theory_map_view_set_kind (AppTheoryMapView *self, PlotTheoryMapKind kind);
/* The name of the y axis gives way to a title that lies over the widget. */
void app_theory_map_view_set_title (AppTheoryMapView *self, GtkWidget *title);
/* FALSE while the map is being computed anew. */
gboolean app_theory_map_view_is_current (AppTheoryMapView *self);
/* Makes the data those of a place in the widget, as if it were dragged there. */
void app_theory_map_view_move_to (AppTheoryMapView *self, double x, double y);

G_END_DECLS
