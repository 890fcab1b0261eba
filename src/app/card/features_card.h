/* The fourth card: first-layer features, in the plane or in 3-D, or the maps of data sets, chosen
 * in the menu that is its title. Its widget's name is that of the figure it shows. */
#pragma once

#include "app/card/features_view.h"
#include "app/card/scene_view.h"
#include "app/card/theory_map_view.h"

G_BEGIN_DECLS

#define APP_TYPE_FEATURES_CARD (app_features_card_get_type ())
G_DECLARE_FINAL_TYPE (AppFeaturesCard, app_features_card, APP, FEATURES_CARD, GtkWidget)

GtkWidget *app_features_card_new (AppSession *session);
/* "features", "ratio", "credit" or "preference". */
void app_features_card_show_page (AppFeaturesCard *self, const char *page);
const char *app_features_card_get_page (AppFeaturesCard *self);
/* Features in 3-D, wherever the data have a third input: a choice that outlives those without. */
void app_features_card_show_space (AppFeaturesCard *self, gboolean space);
AppFeaturesView *app_features_card_get_features (AppFeaturesCard *self);
AppTheoryMapView *app_features_card_get_map (AppFeaturesCard *self);
AppSceneView *app_features_card_get_scene (AppFeaturesCard *self);

G_END_DECLS
