/* What a file of figures defines them with: the struct, what is computed for one, and parts that
 * many have. */
#pragma once

#include "figure/check/check.h"
#include "figure/figure_layout.h"
#include "figure/figure_list.h"
#include "plot/draw/theme.h"
#include "study/drawn_run.h"
#include "study/phases.h"

G_BEGIN_DECLS

#define FIGURE_MAX_RUNS 8

typedef struct FigureData FigureData;
typedef struct FigureSweep FigureSweep;
typedef void (*FigureDrawFunc) (cairo_t *cr,
                                const PlotArea *area,
                                const FigureData *data,
                                const PlotTheme *theme);

struct Figure
{
  gboolean of_digits;       /* runs of src/digits, not of an experiment */
  const char *name, *title; /* the title marked N_() */
  double width, height;     /* mm, for letters of 7 points */
  FigureLayout layout;      /* of its panels; nothing: there is one */
  /* NULL, or their layout where the view says which they are */
  FigureLayout (*get_layout) (const StudyView *view);
  const void *setting;                  /* what the file has of its own for it, or NULL */
  int n_runs;                           /* experiments, <= FIGURE_MAX_RUNS */
  gboolean trains;                      /* FALSE: drawn from the experiments alone */
  FigureCheck checks[FIGURE_CHECK_MAX]; /* of what it opens in the window */
  gboolean no_theory;                   /* the linear network's is not that of its runs */
  gboolean slow;                        /* takes seconds or more: a sweep */
  gboolean keeps_journal;               /* what takes so long can be kept, and gone on with */
  gboolean takes_experiment;            /* any; else it has its own */
  /* NULL: the experiment is left as it is */
  void (*configure) (const Figure *self, int run, ModelExperiment *experiment);
  /* NULL, or what else there is to compute, freed with free_content */
  gpointer (*compute) (const FigureData *data);
  /* The same where it takes long: NULL with an error where cancelled or failed */
  gpointer (*compute_long) (FigureData *data, const int *cancel, GError **error);
  gboolean late; /* of the grid, compute() waits until the panel is asked for: it takes a while */
  GDestroyNotify free_content;
  FigureDrawFunc draw;
  FigureDrawFunc draw_panel; /* the same as a part of the grid, or NULL; for figures of one run that
                              * take any experiment */
  void (*write_csv) (const FigureData *data, GString *out); /* behind the header lines */
};

struct FigureData
{
  const Figure *figure;
  ModelExperiment experiments[FIGURE_MAX_RUNS];
  ModelSnapshot *snapshots[FIGURE_MAX_RUNS]; /* NULL where nothing trains */
  StudyPhases phases[FIGURE_MAX_RUNS];       /* of those that are trained */
  StudyMarks marks[FIGURE_MAX_RUNS];
  gpointer content;                 /* of compute() or compute_long() */
  const FigureSweep *sweep;         /* while it is computed; NULL: nothing is said of it */
  ModelRecipe run;                  /* as asked for: its kicks are those of every run */
  StudyCompared compared;           /* of figures of one run; else nothing */
  StudyComparedRuns *compared_runs; /* the same, trained; NULL: there are none */
  StudyView view;
};

/* Nothing computed, the default experiment; to be freed with figure_data_free(). */
FigureData *figure_data_new (const Figure *figure);
/* Makes run i's experiment of the one that was asked for. */
void figure_configure (const Figure *self, int run, ModelExperiment *experiment);

/* Run i of a figure, with its view and its compared runs. */
void figure_init_group (StudyDrawnRun *group, const FigureData *data, int i);

/* Appends values to a line of CSV, exactly, and ends it. */
void figure_write_row (GString *out, const double *values, int n);
/* "L = 4, L_f = 2, rho = 0.5", as markup; owned by the caller. */
char *figure_make_title (const ModelExperiment *experiment);
/* Cuts the row with panel letter and title off the area; returns what is left. */
PlotArea figure_draw_head (cairo_t *cr,
                           const PlotArea *area,
                           const char *letter,
                           const char *title,
                           const PlotTheme *theme);

G_END_DECLS
