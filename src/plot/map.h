/* Maps of data sets, for the network of an experiment: what each shows, and where the data lie. The
 * window and figures draw the same. */
#pragma once

#include "model/experiment.h"
#include "plot/theme.h"
#include "plot/view.h"
#include "theory/maps.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_MAP_RATIO,      /* time ratio over correlation and spread */
  PLOT_MAP_CREDIT,     /* relative over-credit of the modality learned first, over the same */
  PLOT_MAP_PREFERENCE, /* regions of preference over spread and ratio of true weights */
  PLOT_N_MAPS
} PlotMapKind;

/* Points of the maps that are computed. */
#define PLOT_MAP_COLUMNS 81
#define PLOT_MAP_ROWS 65

/* What a map depends on besides the place on it. */
typedef struct
{
  PlotMapKind kind;
  TheoryMap theory;
  PlotAxis axes[2]; /* what is shown */
} PlotMap;

/* What is drawn. */
typedef struct
{
  PlotMapKind kind;
  PlotAxis axes[2];
  const double *values; /* (PLOT_MAP_ROWS, PLOT_MAP_COLUMNS) on these axes; NULL: only the frame.
                         * Not for regions */
  double rho;           /* of regions */
  const char *title;    /* markup, or NULL */
  const char *note;     /* markup, instead of values, or NULL */
  gboolean hide_y_name;
  double point[2]; /* NAN: none */
} PlotMapPicture;

/* The plane that it is a map of, and all of its axes. */
PlotPlane plot_map_get_plane (PlotMapKind kind);
void plot_map_get_axes (PlotMapKind kind, PlotAxis axes[2]);

/* The map on which an experiment lies, all of it. @init_scale: of its network. */
void plot_map_init (PlotMap *self,
                    PlotMapKind kind,
                    const ModelExperiment *experiment,
                    double init_scale);
gboolean plot_map_equal (const PlotMap *self, const PlotMap *other);
/* Why there is nothing to see on it, translated; NULL: there is. */
const char *plot_map_get_note (const PlotMap *self, const ModelExperiment *experiment);
/* Values of (PLOT_MAP_ROWS, PLOT_MAP_COLUMNS) points; milliseconds, any thread. Not for regions. */
void plot_map_compute (const PlotMap *self, double *values);
/**
 * plot_map_resample:
 * What values on some axes tell of those on others: until these are computed.
 * @out: (out): beyond the axes of `values`, what is at their edge
 *
 * Shapes: values, out are (PLOT_MAP_ROWS, PLOT_MAP_COLUMNS).
 */
void
plot_map_resample (const double *values, const PlotAxis from[2], const PlotAxis to[2], double *out);

/* NAN where the experiment lies on no place of the map. */
void plot_map_get_point (PlotMapKind kind, const ModelExperiment *experiment, double point[2]);

/* All of a map, nothing computed, no point. */
void plot_map_picture_init (PlotMapPicture *self, PlotMapKind kind);
void plot_map_draw (cairo_t *cr,
                    const PlotArea *area,
                    const PlotMapPicture *self,
                    const PlotTheme *theme);
/* The rectangle inside the axes. */
PlotArea plot_map_inner (PlotMapKind kind, const PlotArea *area, const PlotTheme *theme);

G_END_DECLS
