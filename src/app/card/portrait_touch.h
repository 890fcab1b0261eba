/* Pointer and keys on a widget that shows the phase portrait. */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct AppPortraitTouch AppPortraitTouch;

/* Where states are in the widget. */
typedef struct
{
  void (*place) (GtkWidget *widget, const double w[2], double *x, double *y);
  /* FALSE outside the axes. */
  gboolean (*pick) (GtkWidget *widget, double x, double y, double w[2]);
} AppPortraitTouchClass;

/* Adds the event controllers to the widget, which zooms as app/card/plane_zoom.h has it; to be
 * freed in its dispose. @klass: static */
AppPortraitTouch *
app_portrait_touch_new (GtkWidget *widget, AppSession *session, const AppPortraitTouchClass *klass);
void app_portrait_touch_free (AppPortraitTouch *self);

/* The state under the pointer or the cross-hair; NAN: none. */
void app_portrait_touch_get_hover (AppPortraitTouch *self, double w[2]);
/* The corners of the lasso being drawn; borrowed. */
const double (*app_portrait_touch_get_lasso (AppPortraitTouch *self, int *n))[2];
gboolean app_portrait_touch_is_dragging (AppPortraitTouch *self);

G_END_DECLS
