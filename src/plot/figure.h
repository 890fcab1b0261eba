/* The registry of figures: name, title, experiments, draw function, data as CSV. */
#pragma once

#include "model/experiment.h"
#include "plot/export.h"

G_BEGIN_DECLS

typedef struct PlotFigure PlotFigure;         /* a static entry of the registry */
typedef struct PlotFigureData PlotFigureData; /* its computed content, owned */

int plot_figure_count (void);
const PlotFigure *plot_figure_at (int i);
/* Errors: MODEL_ERROR_KEY naming the figures there are. */
const PlotFigure *plot_figure_find (const char *name, GError **error);

const char *plot_figure_get_name (const PlotFigure *self);  /* "2a" */
const char *plot_figure_get_title (const PlotFigure *self); /* N_(); translate where shown */
void plot_figure_get_size (const PlotFigure *self, double *width, double *height); /* mm */
/* The experiment that the figure opens in the window. */
void plot_figure_get_experiment (const PlotFigure *self, ModelExperiment *experiment);

/* Trains what the figure needs. Errors: the model's; G_IO_ERROR_CANCELLED. */
PlotFigureData *plot_figure_compute (const PlotFigure *self, const int *cancel, GError **error);
/* TRUE for figures of any experiment. */
gboolean plot_figure_takes_experiment (const PlotFigure *self);
/* The same of an experiment that is given. Valid: the figure takes one. */
PlotFigureData *plot_figure_compute_of (const PlotFigure *self,
                                        const ModelExperiment *experiment,
                                        const int *cancel,
                                        GError **error);
/* The experiment that the figure shows, or its last. */
const ModelExperiment *plot_figure_data_get_experiment (const PlotFigureData *data);
void plot_figure_data_free (PlotFigureData *data);
/* A PlotDrawFunc: data is a PlotFigureData. */
void plot_figure_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme);
/* The figure's numbers, header lines included. */
char *plot_figure_data_to_csv (const PlotFigureData *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotFigureData, plot_figure_data_free)

G_END_DECLS
