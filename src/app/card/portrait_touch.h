/* Pointer and keys on the phase portrait: for app/card/portrait_view.c. */
#pragma once

#include "app/card/portrait_view.h"

G_BEGIN_DECLS

typedef struct AppPortraitTouch AppPortraitTouch;

/* Adds the event controllers to the view; to be freed in its dispose. */
AppPortraitTouch *app_portrait_touch_new (AppPortraitView *view, AppSession *session);
void app_portrait_touch_free (AppPortraitTouch *self);

/* The state under the pointer or the cross-hair; NAN: none. */
void app_portrait_touch_get_hover (AppPortraitTouch *self, double w[2]);
/* The corners of the lasso being drawn; borrowed. */
const double (*app_portrait_touch_get_lasso (AppPortraitTouch *self, int *n))[2];
gboolean app_portrait_touch_is_dragging (AppPortraitTouch *self);

G_END_DECLS
