/* Maps of data sets, for the network of an experiment: what each shows, and where the data lie. The
 * window and figures draw the same. */
#pragma once

#include "model/experiment/experiment.h"
#include "plot/draw/theme.h"
#include "study/view.h"
#include "theory/maps.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_THEORY_MAP_RATIO,  /* time ratio over correlation and spread */
  PLOT_THEORY_MAP_CREDIT, /* relative over-credit of the modality learned first, over the same */
  PLOT_THEORY_MAP_PREFERENCE, /* regions of preference over spread and ratio of true weights */
  PLOT_N_THEORY_MAPS
} PlotTheoryMapKind;

/* Points of the maps that are computed. */
#define PLOT_THEORY_MAP_COLUMNS 81
#define PLOT_THEORY_MAP_ROWS 65

/* What a map depends on besides the place on it. */
typedef struct
{
  PlotTheoryMapKind kind;
  TheoryMap theory;
  StudyAxis axes[2]; /* what is shown */
} PlotTheoryMap;

/* What is drawn. */
typedef struct
{
  PlotTheoryMapKind kind;
  StudyAxis axes[2];
  const double *values; /* (PLOT_THEORY_MAP_ROWS, PLOT_THEORY_MAP_COLUMNS) on these axes; NULL: only
                         * the frame. Not for regions */
  double rho;           /* of regions */
  const char *title;    /* markup, or NULL */
  const char *note;     /* markup, instead of values, or NULL */
  gboolean hide_y_name;
  double point[2]; /* NAN: none */
} PlotTheoryMapPicture;

/* The plane that it is a map of, and all of its axes. */
StudyPlane plot_theory_map_get_plane (PlotTheoryMapKind kind);
void plot_theory_map_get_axes (PlotTheoryMapKind kind, StudyAxis axes[2]);

/* The map on which an experiment lies, all of it. @init_scale: of its network. */
void plot_theory_map_init (PlotTheoryMap *self,
                           PlotTheoryMapKind kind,
                           const ModelExperiment *experiment,
                           double init_scale);
gboolean plot_theory_map_equal (const PlotTheoryMap *self, const PlotTheoryMap *other);
/* Why there is nothing to see on it, translated; NULL: there is. */
const char *plot_theory_map_get_note (const PlotTheoryMap *self, const ModelExperiment *experiment);
/* Values of (PLOT_THEORY_MAP_ROWS, PLOT_THEORY_MAP_COLUMNS) points; milliseconds, any thread. Not
 * for regions. */
void plot_theory_map_compute (const PlotTheoryMap *self, double *values);
/**
 * plot_theory_map_resample:
 * What values on some axes tell of those on others: until these are computed.
 * @out: (out): beyond the axes of `values`, what is at their edge
 *
 * Shapes: values, out are (PLOT_THEORY_MAP_ROWS, PLOT_THEORY_MAP_COLUMNS).
 */
void plot_theory_map_resample (const double *values,
                               const StudyAxis from[2],
                               const StudyAxis to[2],
                               double *out);

/* NAN where the experiment lies on no place of the map. */
void plot_theory_map_get_point (PlotTheoryMapKind kind,
                                const ModelExperiment *experiment,
                                double point[2]);

/* All of a map, nothing computed, no point. */
void plot_theory_map_picture_init (PlotTheoryMapPicture *self, PlotTheoryMapKind kind);
void plot_theory_map_draw (cairo_t *cr,
                           const PlotArea *area,
                           const PlotTheoryMapPicture *self,
                           const PlotTheme *theme);
/* The rectangle inside the axes. */
PlotArea
plot_theory_map_inner (PlotTheoryMapKind kind, const PlotArea *area, const PlotTheme *theme);

G_END_DECLS
