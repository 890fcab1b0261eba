/* A map of data sets: its point is dragged, or moved by arrow keys, and the run follows. It zooms
 * and pans as app/plane_zoom.h says.
 */
#pragma once

#include "app/data_map.h"
#include "app/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_MAP_VIEW (app_map_view_get_type ())
G_DECLARE_FINAL_TYPE (AppMapView, app_map_view, APP, MAP_VIEW, GtkWidget)

GtkWidget *app_map_view_new (AppSession *session);
PlotMapKind app_map_view_get_kind (AppMapView *self);
void app_map_view_set_kind (AppMapView *self, PlotMapKind kind);
/* The name of the y axis gives way to a title that lies over the widget. */
void app_map_view_set_title (AppMapView *self, GtkWidget *title);
/* FALSE while the map is being computed anew. */
gboolean app_map_view_is_current (AppMapView *self);
/* Makes the data those of a place in the widget, as if it were dragged there. */
void app_map_view_move_to (AppMapView *self, double x, double y);

G_END_DECLS
