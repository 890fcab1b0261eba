/* What plots draw of a run, put together: the same for the window, figures, films and files. */
#pragma once

#include "study/compared_runs.h"
#include "study/view.h"

G_BEGIN_DECLS

typedef enum
{
  STUDY_MEDIUM_WINDOW,
  /* Pictures in files: where theory knows the loss of W = 0, losses are drawn relative to that, not
   * to the run's first. */
  STUDY_MEDIUM_FILE
} StudyMedium;

/* All that is known of a run. What is pointed at is borrowed. */
typedef struct
{
  StudyMedium medium;
  const ModelSnapshot *snapshot; /* NULL: nothing is recorded yet */
  double fork;                   /* the epoch from which it is a fork, or NAN */
  const StudyMarks *marks;
  StudyComparedRuns *compared; /* NULL: none; keeps what is computed for the drawing, and the log */
  const StudyLog *log;         /* without compared runs: the log beside the run, or NULL */
  const StudyAxis *epochs;     /* where all is shown; NULL: as the runs need it */
  const StudyView *view;
  double hover; /* epoch under the pointer, or NAN */
} StudyRunParts;

/* Borrowed from the parts, until something is put together with the same compared runs again. */
void study_run_assemble (StudyRun *run, const StudyRunParts *parts);

/* A run with compared runs of its own, for one drawing. */
typedef struct
{
  StudyRun run;
  StudyComparedRuns *compared;
  StudyLog *log;
} StudyDrawnRun;

/* @parts: its compared runs are only looked at */
void study_drawn_run_init (StudyDrawnRun *self, const StudyRunParts *parts);
void study_drawn_run_clear (StudyDrawnRun *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StudyDrawnRun, study_drawn_run_clear)

G_END_DECLS
