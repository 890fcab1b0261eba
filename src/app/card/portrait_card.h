/* The card of the phase plane: the portrait in 2-D, the loss over it in 3-D, or the map of which
 * modality is learned first; and what a kick has saved. */
#pragma once

#include "app/card/portrait_view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PORTRAIT_CARD (app_portrait_card_get_type ())
G_DECLARE_FINAL_TYPE (AppPortraitCard, app_portrait_card, APP, PORTRAIT_CARD, GtkWidget)

GtkWidget *app_portrait_card_new (AppSession *session);

AppPortraitView *app_portrait_card_get_view (AppPortraitCard *self);
/* "plane", "scene" or "first": also the state of the action portrait.page. */
void app_portrait_card_show_page (AppPortraitCard *self, const char *page);
const char *app_portrait_card_get_page (AppPortraitCard *self);
/* The same as a figure of the registry. */
const char *app_portrait_card_get_figure (AppPortraitCard *self);
/* What is told of a kick, or NULL. */
const char *app_portrait_card_get_message (AppPortraitCard *self);

G_END_DECLS
