/* Zooming and panning a plot of a plane: portrait and maps, by pointer, by fingers and by keys.
 *
 * The wheel and a pinch zoom at the pointer; the middle button, or a turn sideways, pans. What is
 * looked at is the session's: undo, files and exports follow it.
 */
#pragma once

#include "app/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  StudyPlane (*get_plane) (GtkWidget *widget);
  /* The rectangle inside the axes. */
  void (*get_inner) (GtkWidget *widget, PlotArea *inner);
  /* Both axes as they show all. */
  void (*get_whole) (GtkWidget *widget, StudyAxis whole[2]);
  /* The values around which keys zoom; NAN: around the middle. */
  void (*get_anchor) (GtkWidget *widget, double at[2]);
} AppPlaneZoomClass;

/* Adds the event controllers. @klass: static */
void app_plane_zoom_attach (GtkWidget *widget, AppSession *session, const AppPlaneZoomClass *klass);
/* FALSE for other widgets, and for NULL: nothing below is for them. */
gboolean app_plane_zoom_is_attached (GtkWidget *widget);

/* Both axes as they are drawn. */
void app_plane_zoom_get_shown (GtkWidget *widget, StudyAxis shown[2]);
/* Closer, around values, or where keys zoom: NULL. */
void app_plane_zoom_zoom (GtkWidget *widget, const double at[2], double factor);
/* Moves what is shown by parts of it. */
void app_plane_zoom_pan (GtkWidget *widget, double right, double up);

G_END_DECLS
