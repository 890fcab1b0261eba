/* A box in 3-D: the loss over the phase plane as a surface, with all that lies on it, or neurons as
 * points (plot/space/scene_neurons.h). Data for every renderer. */
#pragma once

#include "plot/plane/portrait.h"
#include "plot/space/scene_camera.h"
#include "plot/space/scene_levels.h"

G_BEGIN_DECLS

typedef struct
{
  double position[3]; /* in the box */
  double normal[3];   /* of length 1, upwards */
} PlotSceneVertex;

/* A convex polygon, counter-clockwise seen from above: indices first..first + n - 1. */
typedef struct
{
  int first, n;
} PlotSceneFace;

/* Lines on the surface, each a bag of segments no longer than a cell; where a segment begins at the
 * end of the one before it the line goes on. */
typedef enum
{
  PLOT_SCENE_LEVEL,   /* of constant loss, evenly spaced */
  PLOT_SCENE_LEVEL_A, /* through M_A */
  PLOT_SCENE_LEVEL_B, /* through M_B */
  PLOT_SCENE_EDGE,    /* where the surface ends */
  PLOT_SCENE_MANIFOLD,
  PLOT_SCENE_ORBIT,
  PLOT_SCENE_SELECTED, /* the selected orbit */
  PLOT_SCENE_AHEAD,    /* the run beyond the playhead */
  PLOT_SCENE_PAST,     /* the run up to it */
  PLOT_SCENE_ZERO,     /* of each axis, in space */
  PLOT_SCENE_TRAIL,    /* of dots */
  PLOT_SCENE_N_LINES
} PlotSceneLine;

typedef struct
{
  gboolean exists; /* and lies in the box */
  double position[3];
} PlotScenePoint;

/* A neuron. */
typedef struct
{
  double position[3];
  double part; /* of the largest absolute third component: the colour */
} PlotSceneDot;

typedef struct
{
  PlotSceneCamera camera; /* the only part to be changed from outside */
  gboolean has_surface;   /* FALSE: only the box */
  gboolean hide_title;    /* as in the portrait */
  TheoryPlane plane;
  double unit;                  /* losses are relative to it */
  StudyAxis axis[3];            /* W_A, W_B, relative loss; the surface is cut off at its maximum */
  const char *names[3], *title; /* of the axes, markup; the title translated */
  const char *note;             /* translated, or NULL: as of a portrait */
  GArray *vertices;             /* PlotSceneVertex */
  GArray *indices;              /* int, into vertices */
  GArray *faces;                /* PlotSceneFace */
  GArray *lines[PLOT_SCENE_N_LINES]; /* PlotSceneSegment */
  PlotScenePoint points[THEORY_N_POINTS];
  PlotScenePoint now; /* of the run, at the playhead */
  PlotScenePoint hover;
  GArray *starts;    /* PlotScenePoint: of the orbits */
  GArray *dots;      /* PlotSceneDot */
  gboolean patterns; /* the four inputs of XOR on the floor */
} PlotScene;

/* The box alone, without names and title. */
PlotScene *plot_scene_new_empty (void);

/**
 * plot_scene_new:
 * What a portrait shows, over the loss; nothing is borrowed from it. The camera stands where M_* is
 * in front and M_0 behind it. The path of a run lies on the surface: its height is the loss of
 * its weights, its own loss only where the run trains on the data of the plane.
 *
 * Loss is a convex function of the weights: a straight line meets the surface twice at most, first
 * from below, then from above. So the upper side never hides itself, nor does the lower one, and
 * the lower one hides the upper one: no depths need be compared.
 */
PlotScene *plot_scene_new (const PlotPortrait *portrait);
void plot_scene_free (PlotScene *self);

/* The place in the box of a state, upon the surface; FALSE outside the box. */
gboolean plot_scene_place (const PlotScene *self, const double w[2], double p[3]);
/* TRUE if the surface, where there is one, lies between its point p and the eye. */
gboolean plot_scene_is_hidden (const PlotScene *self,
                               const PlotSceneProjection *projection,
                               const double p[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotScene, plot_scene_free)

G_END_DECLS
