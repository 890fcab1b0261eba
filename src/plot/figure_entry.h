/* Inside the registry of figures: what an entry is made of. */
#pragma once

#include "model/trainer.h"
#include "plot/figure.h"
#include "plot/timeplot.h"

G_BEGIN_DECLS

#define PLOT_FIGURE_MAX_RUNS 8

struct PlotFigure
{
  const char *name, *title; /* the title marked N_() */
  double width, height;     /* mm */
  int n_runs;               /* experiments, <= PLOT_FIGURE_MAX_RUNS */
  gboolean trains;          /* FALSE: drawn from the experiments alone */
  void (*configure) (const PlotFigure *self, int run, ModelExperiment *experiment);
  PlotDrawFunc draw;                                            /* of a PlotFigureData */
  void (*write_csv) (const PlotFigureData *data, GString *out); /* behind the header lines */
};

struct PlotFigureData
{
  const PlotFigure *figure;
  ModelExperiment experiments[PLOT_FIGURE_MAX_RUNS];
  ModelSnapshot *snapshots[PLOT_FIGURE_MAX_RUNS]; /* NULL where nothing trains */
  PlotMarks marks[PLOT_FIGURE_MAX_RUNS];
};

/* Cuts the row with panel letter and title off the area; returns what is left. */
PlotArea plot_figure_draw_head (cairo_t *cr,
                                const PlotArea *area,
                                const char *letter,
                                const char *title,
                                const PlotTheme *theme);

G_END_DECLS
