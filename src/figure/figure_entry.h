/* Inside the registry of figures: what an entry is made of. */
#pragma once

#include "figure/figure.h"
#include "model/train/trainer.h"
#include "study/compared_runs.h"
#include "study/view.h"

G_BEGIN_DECLS

#define FIGURE_MAX_RUNS 8

struct Figure
{
  gboolean of_digits;                   /* runs of src/digits, not of an experiment */
  const char *name, *title;             /* the title marked N_() */
  double width, height;                 /* mm */
  int n_runs;                           /* experiments, <= FIGURE_MAX_RUNS */
  gboolean trains;                      /* FALSE: drawn from the experiments alone */
  FigureCheck checks[FIGURE_CHECK_MAX]; /* of what it opens in the window */
  gboolean slow;                        /* takes seconds or more: a sweep */
  gboolean takes_experiment;            /* configure() only changes what the figure is about */
  void (*configure) (const Figure *self, int run, ModelExperiment *experiment);
  /* NULL, or what else there is to compute, freed with free_content */
  gpointer (*compute) (const FigureData *data);
  /* The same where it takes long: NULL with an error where cancelled or failed */
  gpointer (*compute_long) (FigureData *data, const int *cancel, GError **error);
  GDestroyNotify free_content;
  PlotDrawFunc draw;       /* of a FigureData */
  PlotDrawFunc draw_panel; /* the same as a part of the grid, or NULL; for figures of one run that
                            * take any experiment */
  void (*write_csv) (const FigureData *data, GString *out); /* behind the header lines */
};

struct FigureData
{
  const Figure *figure;
  ModelExperiment experiments[FIGURE_MAX_RUNS];
  ModelSnapshot *snapshots[FIGURE_MAX_RUNS]; /* NULL where nothing trains */
  StudyMarks marks[FIGURE_MAX_RUNS];
  gpointer content;                 /* of compute() or compute_long() */
  const FigureSweep *sweep;         /* while it is computed; NULL: nothing is said of it */
  ModelRecipe run;                  /* as asked for: its kicks are those of every run */
  StudyComparedRuns *compared_runs; /* of figures of one run, or NULL */
  StudyView view;
};

/* Appends values to a line of CSV, exactly, and ends it. */
void figure_write_row (GString *out, const double *values, int n);
/* A write_csv: epoch, loss, w_a, w_b of the first run, under what theory and run say of it. */
void figure_write_history (const FigureData *data, GString *out);

/* "L = 4, L_f = 2, rho = 0.5", as markup; owned by the caller. */
char *figure_make_title (const ModelExperiment *experiment);
/* Cuts the row with panel letter and title off the area; returns what is left. */
PlotArea figure_draw_head (cairo_t *cr,
                           const PlotArea *area,
                           const char *letter,
                           const char *title,
                           const PlotTheme *theme);

G_END_DECLS
