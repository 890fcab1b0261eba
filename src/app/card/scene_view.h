/* A card that shows a scene in 3-D: a surface by GL where a graphics card does it, else by Cairo.
 * A drag, or the arrow keys (Shift: finely), move the eye around it, wheel, pinch, plus and minus
 * zoom, 0 goes back to the first view.
 *
 * Signal (no arguments): camera-moved, by somebody. */
#pragma once

#include "plot/space/scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_SCENE_VIEW (app_scene_view_get_type ())
G_DECLARE_FINAL_TYPE (AppSceneView, app_scene_view, APP, SCENE_VIEW, GtkWidget)

/* @name: what it shows, for screen readers */
GtkWidget *app_scene_view_new (const char *name);

/* Takes the scene over; NULL: nothing is shown. Cheap enough for every frame. The eye stays where
 * it was moved to; if it was not, it stands where the scene says. */
void app_scene_view_set_scene (AppSceneView *self, PlotScene *scene);
/* What labels call the modalities of the scenes that follow. */
void app_scene_view_name_modalities (AppSceneView *self, const ModelExperiment *experiment);
/* The scene as it is seen, to export it: borrowed until the next scene, or NULL. */
const PlotScene *app_scene_view_get_scene (AppSceneView *self);
/* Moves the eye by so many degrees. */
void app_scene_view_turn (AppSceneView *self, double azimuth, double elevation);
/* Back to where the scene says. */
void app_scene_view_reset (AppSceneView *self);
/* To an azimuth, an elevation and a zoom, or, NULL, back; no signal. */
void app_scene_view_place_camera (AppSceneView *self, const double where[3]);
/* Where it was moved to; FALSE where it was not. */
gboolean app_scene_view_get_camera (AppSceneView *self, double where[3]);
/* GL even where the processor emulates it, for tests: before the widget is realized. */
void app_scene_view_force_gl (AppSceneView *self);
/* FALSE where Cairo draws it all; known once the widget is realized. */
gboolean app_scene_view_uses_gl (AppSceneView *self);

G_END_DECLS
