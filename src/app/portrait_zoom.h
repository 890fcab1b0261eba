/* Ways to zoom and pan the portrait by pointer and by fingers. */
#pragma once

#include "app/portrait_view.h"

G_BEGIN_DECLS

void app_portrait_zoom_add (AppPortraitView *view);

G_END_DECLS
