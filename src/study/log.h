/* A training log of somebody's own network beside a run: its curves, its stages, its words. */
#pragma once

#include "model/experiment/experiment.h"
#include "model/record/history.h"

G_BEGIN_DECLS

enum
{
  STUDY_LOG_STAGES = 6,
  STUDY_LOG_BOTH = -1 /* as a modality: not told, or both */
};

typedef struct
{
  double time;  /* step at which the loss is half-way through this fall */
  double end;   /* where it rests behind it */
  double loss;  /* there */
  int modality; /* whose own loss or accuracy changes most: 0, 1, STUDY_LOG_BOTH */
} StudyLogStage;

/* Frozen; kept as long as the program runs. Any thread. */
typedef struct
{
  ModelHistoryView *loss;     /* over steps */
  ModelHistoryView *alone[2]; /* losses of A and of B alone, on the same axis; or NULL */
  int n_stages;
  StudyLogStage stage[STUDY_LOG_STAGES];
  const char *legend; /* markup: "log.csv: 120, 480", where its stages are */
  const char *words;  /* lines of text, translated: what it is, what is odd, what was found */
} StudyLog;

/**
 * study_log_load:
 * Reads the log that an experiment names by `log`, `log_columns`, unless it was read before and is
 * still the same. NULL without an error where it names none.
 * @cancel: (nullable): read atomically
 * Errors: model_training_log_load()'s.
 */
const StudyLog *
study_log_load (const ModelExperiment *experiment, const int *cancel, GError **error);
/* What was loaded last of it, without a look at the file; NULL: nothing. */
const StudyLog *study_log_find (const ModelExperiment *experiment);

/**
 * study_log_find_stages:
 * Where a loss falls, between plateaus on which it rests. Told of the falling curve that is nearest
 * to it, so that noise counts for nothing: where that falls fastest in logarithmic time, between
 * times at which it falls less than a third as fast. A fall counts that is a twentieth of the whole
 * and more than the noise. What comes after the last row that is as low as any counts for nothing.
 * @step: (n): increasing
 * @loss: (n)
 *
 * Returns: how many there are; 0: the loss does not fall. One alone has no plateau before it.
 * Source: beyond the paper: stages.
 */
int study_log_find_stages (gsize n,
                           const double *step,
                           const double *loss,
                           StudyLogStage stages[STUDY_LOG_STAGES]);

G_END_DECLS
