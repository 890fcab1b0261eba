/* How a scene in a box is seen: a camera, and its projection to the page. */
#pragma once

#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* The box of a scene: -1..1 across, -PLOT_SCENE_HALF_HEIGHT..PLOT_SCENE_HALF_HEIGHT upwards. */
#define PLOT_SCENE_HALF_HEIGHT 0.62

#define PLOT_SCENE_LEAST_ELEVATION 4.0
#define PLOT_SCENE_LEAST_ZOOM 0.5
#define PLOT_SCENE_GREATEST_ZOOM 8.0

typedef struct
{
  double azimuth;   /* degrees; where one stands, from the first axis towards the second */
  double elevation; /* degrees above the floor; 90 looks straight down */
  double zoom;
  gboolean orthographic;
} PlotSceneCamera;

/* The camera moved by so much, kept above the floor; azimuths wrap at 180 degrees. */
void plot_scene_camera_turn (PlotSceneCamera *self, double azimuth, double elevation);
void plot_scene_camera_zoom (PlotSceneCamera *self, double factor);
/* At an azimuth and an elevation, with a zoom; within the same bounds. */
void plot_scene_camera_place (PlotSceneCamera *self, const double where[3]);

/* Homogeneous: (x, y, w)' = page (p, 1)', and (x / w, y / w) is the place on the page. Every
 * renderer uses these numbers. */
typedef struct
{
  double page[3][4];
  double eye[4]; /* homogeneous too: (direction, 0) where orthographic */
} PlotSceneProjection;

void plot_scene_projection_init (PlotSceneProjection *self,
                                 const PlotSceneCamera *camera,
                                 const PlotArea *area,
                                 const PlotTheme *theme);
void plot_scene_projection_place (const PlotSceneProjection *self, const double p[3], double xy[2]);
/* The same as a matrix for GL, column after column, to clip coordinates of a window that shows the
 * given part of the page; depth is 0. */
void plot_scene_projection_get_matrix (const PlotSceneProjection *self,
                                       const PlotArea *window,
                                       float matrix[16]);
/* From p towards the eye, scaled to length 1 at least across, unless one looks straight down. */
void plot_scene_projection_get_sight (const PlotSceneProjection *self,
                                      const double p[3],
                                      double sight[3]);

G_END_DECLS
