/* The registry of figures: name, title, experiments, draw function, data as CSV. */
#pragma once

#include "plot/beside.h"
#include "plot/check.h"
#include "plot/export.h"
#include "plot/view.h"
#include "run/sweep_pool.h"

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
/* What must come out of it, as far as it opens in the window: PLOT_CHECK_MAX at most; borrowed. */
const PlotCheck *plot_figure_get_checks (const PlotFigure *self, int *n);
/* TRUE if that takes seconds or more. */
gboolean plot_figure_is_slow (const PlotFigure *self);
/* TRUE for figures of noisy digits. */
gboolean plot_figure_is_of_digits (const PlotFigure *self);
/* TRUE for figures of any experiment. */
gboolean plot_figure_takes_experiment (const PlotFigure *self);
/* The same of an experiment that is given. Valid: the figure takes one. */
PlotFigureData *plot_figure_compute_of (const PlotFigure *self,
                                        const ModelExperiment *experiment,
                                        const int *cancel,
                                        GError **error);
/* The same of a run, with what stands beside it: of figures of one run that is trained. With a
 * fork, the run is its future.
 * @beside: (nullable) */
PlotFigureData *plot_figure_compute_run (const PlotFigure *self,
                                         const ModelRecipe *run,
                                         const PlotBeside *beside,
                                         const int *cancel,
                                         GError **error);
/* TRUE for figures that run a sweep, or train networks for minutes. */
gboolean plot_figure_is_sweep (const PlotFigure *self);
/* How such a figure is computed. */
typedef struct
{
  const char *text;    /* of the figure "sweep" its sweep, of "digits" and the like their plan;
                        * NULL: others have their own */
  const char *journal; /* where its cells are kept, or taken from as far as they are there; NULL */
  /* Called a few times a second, in the thread that computes; NULL */
  void (*progress) (const RunSweepProgress *progress, gpointer data);
  gpointer data;
} PlotFigureSweep;

/* Errors: also run_sweep_parse()'s, run_sweep_journal_open()'s. */
PlotFigureData *plot_figure_compute_sweep (const PlotFigure *self,
                                           const PlotFigureSweep *how,
                                           const int *cancel,
                                           GError **error);
const PlotFigure *plot_figure_data_get_figure (const PlotFigureData *data);
/* How runs are drawn in figures that draw runs: at first, all of them. */
void plot_figure_data_set_view (PlotFigureData *data, const PlotView *view);
const PlotView *plot_figure_data_get_view (const PlotFigureData *data);
/* All that its last run is made from, and what stands beside it: borrowed, NULL where nothing does.
 */
void plot_figure_data_get_run (const PlotFigureData *data, ModelRecipe *run);
const PlotBeside *plot_figure_data_get_beside (const PlotFigureData *data);
/* The run of its experiment; NULL where nothing trains; borrowed. */
const ModelSnapshot *plot_figure_data_get_snapshot (const PlotFigureData *data);
/* The last epoch that is recorded of any of its runs; 0 where nothing moves. */
double plot_figure_data_get_last_epoch (const PlotFigureData *data);
/* The experiment that the figure shows, or its last. */
const ModelExperiment *plot_figure_data_get_experiment (const PlotFigureData *data);
void plot_figure_data_free (PlotFigureData *data);
/* A PlotDrawFunc: data is a PlotFigureData. */
void plot_figure_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme);
/* The figure's numbers, header lines included. */
char *plot_figure_data_to_csv (const PlotFigureData *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotFigureData, plot_figure_data_free)

G_END_DECLS
