/* Maps of data sets: what each shows, and which data set a point on it stands for. */
#pragma once

#include "model/snapshot.h"
#include "plot/heatmap.h"
#include "theory/maps.h"
#include "theory/prediction.h"

G_BEGIN_DECLS

typedef enum
{
  APP_MAP_RATIO,      /* time ratio over correlation and spread */
  APP_MAP_CREDIT,     /* relative over-credit of the modality learned first, over the same */
  APP_MAP_PREFERENCE, /* regions of preference over spread and ratio of true weights */
  APP_N_MAPS
} AppMapKind;

/* Points of the maps that are computed. */
#define APP_MAP_COLUMNS 81
#define APP_MAP_ROWS 65

/* What a map depends on besides the place on it. */
typedef struct
{
  AppMapKind kind;
  TheoryMap theory;
} AppMap;

/* Translated. */
const char *app_map_get_name (AppMapKind kind);
void app_map_get_axes (AppMapKind kind, PlotAxis *x, PlotAxis *y);

/* The map on which the run lies. */
void app_map_init (AppMap *self, AppMapKind kind, const ModelSnapshot *snapshot);
gboolean app_map_equal (const AppMap *self, const AppMap *other);
/* Why there is nothing to see on it, translated; NULL: there is. */
const char *app_map_get_note (const AppMap *self, const ModelExperiment *experiment);
/* Values of (APP_MAP_ROWS, APP_MAP_COLUMNS) points; milliseconds, any thread. Not for regions. */
void app_map_compute (const AppMap *self, double *values);

/* NAN where the experiment lies on no place of the map. */
void app_map_get_point (AppMapKind kind, const ModelExperiment *experiment, double point[2]);
/**
 * app_map_set_point:
 * Makes the experiment's data those of a point, rounded to what the sliders show.
 * Errors: MODEL_ERROR_RANGE; the experiment is then unchanged.
 */
gboolean app_map_set_point (AppMapKind kind,
                            const double point[2],
                            ModelExperiment *experiment,
                            GError **error);
/* The same, a number of steps (an arrow key's) away from where it is. */
gboolean app_map_step (
    AppMapKind kind, int steps_x, int steps_y, ModelExperiment *experiment, GError **error);
/* "Correlation 0.50, spread 2.00" and what the map says there; owned by the caller. */
char *app_map_describe (AppMapKind kind,
                        const ModelExperiment *experiment,
                        const TheoryPrediction *prediction);

G_END_DECLS
