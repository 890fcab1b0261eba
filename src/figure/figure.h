/* A figure: name, title, experiments, what is computed for it, draw function. */
#pragma once

#include "figure/check/check.h"
#include "plot/draw/theme.h"
#include "run/sweep_pool.h"
#include "study/compared.h"
#include "study/view.h"

G_BEGIN_DECLS

/* Points: of the tick labels for which figures have their sizes. */
#define FIGURE_FONT_SIZE 7

typedef struct Figure Figure;         /* one of figure_list.h */
typedef struct FigureData FigureData; /* its computed content, owned */

const char *figure_get_name (const Figure *self);  /* "2a" */
const char *figure_get_title (const Figure *self); /* N_(); translate where shown */
void figure_get_size (const Figure *self, double *width, double *height); /* mm */
/* How high it is on a page of another width, in mm, with letters of so many points.
 * @view: (nullable): what is looked at, which says how many panels the grid has */
double
figure_get_height (const Figure *self, const StudyView *view, double width, double font_size);
/* The experiment that the figure opens in the window. */
void figure_get_experiment (const Figure *self, ModelExperiment *experiment);

/* Trains what the figure needs. Errors: the model's; G_IO_ERROR_CANCELLED. */
FigureData *figure_compute (const Figure *self, const int *cancel, GError **error);
/* What must come out of it, as far as it opens in the window: FIGURE_CHECK_MAX at most; borrowed.
 */
const FigureCheck *figure_get_checks (const Figure *self, int *n);
/* TRUE if that takes seconds or more. */
gboolean figure_is_slow (const Figure *self);
/* TRUE for figures of noisy digits. */
gboolean figure_is_of_digits (const Figure *self);
/* TRUE for figures of any experiment. */
gboolean figure_takes_experiment (const Figure *self);
/* The same of an experiment that is given. Valid: the figure takes one. */
FigureData *figure_compute_of (const Figure *self,
                               const ModelExperiment *experiment,
                               const int *cancel,
                               GError **error);
/* The same of a run, and of those that it is compared with: of figures of one run that is trained.
 * @compared: (nullable) */
FigureData *figure_compute_run (const Figure *self,
                                const ModelRecipe *run,
                                const StudyCompared *compared,
                                const int *cancel,
                                GError **error);
/* TRUE for figures that run a sweep, or train networks for minutes. */
gboolean figure_is_sweep (const Figure *self);
/* TRUE for those of them whose cells can be kept in a journal. */
gboolean figure_keeps_journal (const Figure *self);
/* How such a figure is computed. */
typedef struct FigureSweep
{
  const char *text;    /* of the figure "sweep" its sweep, of "digits" and the like their plan;
                        * NULL: others have their own */
  const char *journal; /* where its cells are kept, or taken from as far as they are there; NULL */
  /* Called a few times a second, in the thread that computes; NULL */
  void (*progress) (const RunSweepProgress *progress, gpointer data);
  gpointer data;
} FigureSweep;

/* Errors: also run_sweep_parse()'s, run_sweep_journal_open()'s. */
FigureData *figure_compute_sweep (const Figure *self,
                                  const FigureSweep *how,
                                  const int *cancel,
                                  GError **error);
const Figure *figure_data_get_figure (const FigureData *data);
/* How runs are drawn in figures that draw runs: at first, all of them. */
void figure_data_set_view (FigureData *data, const StudyView *view);
const StudyView *figure_data_get_view (const FigureData *data);
/* All that its last run is made from, and what that is compared with; the latter borrowed. */
void figure_data_get_run (const FigureData *data, ModelRecipe *run);
const StudyCompared *figure_data_get_compared (const FigureData *data);
/* The run of its experiment; NULL where nothing trains; borrowed. */
const ModelSnapshot *figure_data_get_snapshot (const FigureData *data);
/* The last epoch that is recorded of any of its runs; 0 where nothing moves. */
double figure_data_get_last_epoch (const FigureData *data);
/* The experiment that the figure shows, or its last. */
const ModelExperiment *figure_data_get_experiment (const FigureData *data);
void figure_data_free (FigureData *data);
/* A PlotDrawFunc: data is a FigureData. */
void figure_draw (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FigureData, figure_data_free)

G_END_DECLS
