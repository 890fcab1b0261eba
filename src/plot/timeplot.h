/* Plots over epochs: what they share. One PlotRun drives the loss plot, the weights plot and the
 * timeline, so that axis, playhead and hover agree in all of them. */
#pragma once

#include "model/band.h"
#include "model/snapshot.h"
#include "plot/axis.h"
#include "plot/curve.h"
#include "plot/theme.h"

G_BEGIN_DECLS

/* What is predicted and what was measured, as plain numbers; NAN, -1, NULL: absent. Losses and
 * weights in the units of ModelHistoryRow; index 0 is A, 1 is B. */
typedef struct
{
  double t_theory[2]; /* epochs at which a modality is learned; INFINITY: never */
  double t_run[2];
  int first;           /* the modality learned first, or -1 */
  double loss_origin;  /* of W = 0, to which losses are drawn relative; NAN: the run's first loss */
  double loss_theory;  /* the same of theory's data, to which the losses below and `reduced` are
                        * relative; NAN: as loss_origin */
  double loss_plateau; /* L(M_first) */
  double loss_other;   /* L of the other modality alone */
  double level_plateau; /* weight of the first modality while it is alone */
  double level_final[2];
  double error_alone;              /* generalisation error that the first modality reaches alone */
  double t_stop[2];                /* t_1, t_2: the minima of the generalisation error */
  const ModelHistoryView *reduced; /* the reduced dynamics, drawn thin and dashed */
} PlotMarks;

typedef enum
{
  PLOT_TIME_LINEAR,
  PLOT_TIME_LOG,     /* log10 of epochs, from 1 */
  PLOT_TIME_LEARNING /* in units of the time of the modality learned first */
} PlotTimeScale;
/* Another run beside it. */
typedef struct
{
  const ModelSnapshot *snapshot; /* at least one row */
  int style;                     /* colour and dash: plot_companion_get_pen() */
  const char *name;              /* markup, written on its curve, or NULL */
  const char *legend;            /* markup, a row of the legend, or NULL */
} PlotCompanion;

typedef struct
{
  const ModelSnapshot *snapshot; /* the run; NULL: only the frame */
  const ModelSnapshot *ghost;    /* the previous run, drawn pale, or NULL */
  PlotAxis epochs;               /* the shared time axis, in epochs on every scale */
  PlotTimeScale time;            /* how it is drawn; see plot_run_scale_epochs() */
  gboolean log_loss;             /* logarithmic loss axis */
  gboolean show_other;           /* draws marks.loss_other too */
  gboolean absolute;             /* losses as they are, not relative to the start */
  double playhead; /* epoch; later rows are faint; INFINITY: no playhead, all drawn full */
  double hover;    /* epoch under the pointer, or NAN */
  PlotMarks marks;
  const PlotCompanion *companions;
  int n_companions;
  const char *name, *legend; /* of the run itself, as those of a companion */
  const ModelBand *band;     /* of the ensemble around the run, losses relative; or NULL */
  const char *minus;         /* markup: the rows are differences to this, or NULL */
  double fork;               /* epoch from which the run has gone another way; NAN: none */
} PlotRun;

/* Everything absent: an empty frame over 100 epochs. */
void plot_run_init (PlotRun *run);
/* Epochs that show the whole snapshot; of one that was given up before its first step, those that
 * theory expects of it, or 0 where theory expects none. */
double plot_run_get_end (const ModelSnapshot *snapshot, double expected);
/* The time axis for them; without a snapshot, that of plot_run_init(). */
PlotAxis plot_run_fit_epochs (const ModelSnapshot *snapshot, double expected);
/* Makes the time axis logarithmic, from epoch 1 on, or linear, as run->time asks. */
void plot_run_scale_epochs (PlotRun *run);
/* Epochs per unit of the time axis; 1 unless it counts in learning times, and knows one. */
double plot_run_get_time_unit (const PlotRun *run);
/* The loss that a run starts at; 1 where there is none. */
double plot_run_get_first_loss (const ModelSnapshot *snapshot);
/* What drawn losses are relative to: marks.loss_origin, or the loss of the run's first row, which
 * the small initial weights put next to it. */
double plot_run_get_loss_unit (const PlotRun *run);
/* The same for losses that are theory's. */
double plot_run_get_theory_unit (const PlotRun *run);

/* The rectangle inside the axes of a time plot drawn into area: to map the pointer to an epoch. */
PlotArea plot_timeplot_inner (cairo_t *cr, const PlotArea *area, const PlotTheme *theme);

/* One time plot being drawn: for the plots of this folder. */
typedef struct
{
  cairo_t *cr;
  const PlotRun *run;
  const PlotTheme *theme;
  PlotArea inner;
  PlotAxis y;
} PlotTimeplot;

/* Frame, phase and marks: what lies under the curves. */
void plot_timeplot_begin (PlotTimeplot *self,
                          cairo_t *cr,
                          const PlotArea *area,
                          const PlotRun *run,
                          const PlotAxis *y,
                          const char *title,
                          const char *y_name,
                          const PlotTheme *theme);
/* "Loss", or "Loss minus pin 2"; owned by the caller. */
char *plot_timeplot_make_title (const PlotRun *run, const char *name);
/* The whole curve of a channel of the run, nothing of it behind the playhead. Valid: run->snapshot.
 */
PlotCurve plot_timeplot_curve (const PlotTimeplot *self, PlotChannel channel);
/* Ghost, band, companions, run (faint past the playhead) and reduced dynamics of one channel. */
void
plot_timeplot_draw_channel (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color);
/* Whether the curve of the run, of a companion or of the reduced dynamics passes through a box
 * within the axes. */
gboolean plot_timeplot_crosses (const PlotTimeplot *self, PlotChannel channel, const PlotArea *box);
/* Playhead and, where the run diverged, a note: what lies over the curves. */
void plot_timeplot_end (const PlotTimeplot *self, const PlotChannel *channels, int n);
/* The last epoch before a diverging run explodes: what is to be seen up to there sets the y range;
 * INFINITY where it did not diverge. */
double plot_run_get_sane_end (const PlotRun *run);

G_END_DECLS
