/* The first-layer features of the session's run at the playhead, or at the epoch hovered in another
 * plot. */
#pragma once

#include "app/session/session.h"
#include "plot/plane/neurons.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_FEATURES_VIEW (app_features_view_get_type ())
G_DECLARE_FINAL_TYPE (AppFeaturesView, app_features_view, APP, FEATURES_VIEW, GtkWidget)

GtkWidget *app_features_view_new (AppSession *session);
/* What of the inputs is on the axes; scalar inputs have one plane only. */
void app_features_view_set_plane (AppFeaturesView *self, PlotNeuronsPlane plane);
/* Whether the run's inputs have such a plane. */
gboolean app_features_view_has_plane (AppFeaturesView *self, PlotNeuronsPlane plane);
/* What is drawn, to show it in another way; borrows from the run of the moment. */
void app_features_view_get_neurons (AppFeaturesView *self, PlotNeurons *neurons);

G_END_DECLS
