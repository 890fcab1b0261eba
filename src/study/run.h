/* What plots over epochs show of a run: one StudyRun drives the loss plot, the weights plot and the
 * timeline, so that axis, playhead and hover agree in all of them. */
#pragma once

#include "model/record/band.h"
#include "model/record/snapshot.h"
#include "study/axis.h"
#include "study/balance_curves.h"
#include "study/compared_run.h"
#include "study/log.h"
#include "study/marks.h"

G_BEGIN_DECLS

typedef enum
{
  STUDY_TIME_LINEAR,
  STUDY_TIME_LOG,     /* log10 of epochs, from 1 */
  STUDY_TIME_LEARNING /* in units of the time of the modality learned first */
} StudyTimeScale;

typedef struct
{
  const ModelSnapshot *snapshot; /* the run; NULL: only the frame */
  const ModelSnapshot *ghost;    /* the previous run, drawn pale, or NULL */
  StudyAxis epochs;              /* the shared time axis, in epochs on every scale */
  StudyTimeScale time;           /* how it is drawn; see study_run_scale_epochs() */
  gboolean log_loss;             /* logarithmic loss axis */
  gboolean show_other;           /* draws marks.loss_other too */
  gboolean absolute;             /* losses as they are, not relative to the start */
  double playhead; /* epoch; later rows are faint; INFINITY: no playhead, all drawn full */
  double hover;    /* epoch under the pointer, or NAN */
  StudyMarks marks;
  const StudyComparedRun *compared;
  int n_compared;
  const char *name, *legend;   /* of the run itself, as those of a compared run */
  const ModelBand *band;       /* of the ensemble around the run, losses relative; or NULL */
  const char *minus;           /* markup: the rows are differences to this, or NULL */
  gboolean hide_title;         /* where a widget stands in its place */
  const StudyBalance *balance; /* of its layers, or NULL: not known yet */
  const StudyLog *log;         /* a training log beside the run, or NULL */
  double fork;                 /* epoch from which the run has gone another way; NAN: none */
} StudyRun;

/* Everything absent: an empty frame over 100 epochs. */
void study_run_init (StudyRun *run);
/* Epochs that show the whole snapshot; of one that was given up before its first step, those that
 * theory expects of it, or 0 where theory expects none. */
double study_run_get_end (const ModelSnapshot *snapshot, double expected);
/* The time axis for them; without a snapshot, that of study_run_init(). */
StudyAxis study_run_fit_epochs (const ModelSnapshot *snapshot, double expected);
/* Makes the time axis logarithmic, from epoch 1 on, or linear, as run->time asks. */
void study_run_scale_epochs (StudyRun *run);
/* Epochs per unit of the time axis; 1 unless it counts in learning times, and knows one. */
double study_run_get_time_unit (const StudyRun *run);
/* Epochs that a step of the log is drawn as: 1, or, where time counts in learning times, such that
 * its first stage stands where the run learns first. Valid: run->log. */
double study_run_get_log_scale (const StudyRun *run);
/* The loss that a run starts at; 1 where there is none. */
double study_run_get_first_loss (const ModelSnapshot *snapshot);
/* What drawn losses are relative to: marks.loss_origin, or the loss of the run's first row, which
 * the small initial weights put next to it. */
double study_run_get_loss_unit (const StudyRun *run);
/* The same for losses that are theory's. */
double study_run_get_theory_unit (const StudyRun *run);

/* Whether the loss plot shows a generalisation error: not in a plot of differences. */
gboolean study_run_has_generalisation (const StudyRun *run);
/* TRUE where there is a row to draw. */
gboolean study_run_has_rows (const ModelSnapshot *snapshot);
/* The time at which modality m is learned: measured, else predicted; NAN: neither. */
double study_run_get_time (const StudyRun *run, int m);
/* The last epoch before a diverging run explodes: what is to be seen up to there sets the y range;
 * INFINITY where it did not diverge. */
double study_run_get_sane_end (const StudyRun *run);

G_END_DECLS
