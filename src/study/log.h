/* A training log of somebody's own network beside a run: its curves, its stages, its words. */
#pragma once

#include "model/experiment/experiment.h"
#include "model/log/training_log.h"
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

/* Frozen, atomically ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  ModelHistoryView *loss;        /* over steps */
  ModelHistoryView *alone[2];    /* losses of A and of B alone, on the same axis; or NULL */
  ModelHistoryView *accuracy[3]; /* of A and of B alone, of both: in their rows' loss; or NULL */
  int n_stages;
  StudyLogStage stage[STUDY_LOG_STAGES];
  char *legend; /* markup: "log.csv: 120, 480", where its stages are */
  char *words;  /* lines of text, translated: what it is, what is odd, what was found */
} StudyLog;

/**
 * study_log_load:
 * Reads the log that an experiment names by `log`, `log_columns`, unless it is one of the last that
 * were looked at, and still the same. NULL without an error where it names none.
 * @cancel: (nullable): read atomically
 * Errors: model_training_log_load()'s.
 */
StudyLog *study_log_load (const ModelExperiment *experiment, const int *cancel, GError **error);
/* What was loaded last of it, without a look at the file; NULL: nothing, or many others since. To
 * be given back. */
StudyLog *study_log_find (const ModelExperiment *experiment);
StudyLog *study_log_ref (StudyLog *self);
void study_log_unref (StudyLog *self);
/* Whether there is an accuracy to be drawn. */
gboolean study_log_has_accuracy (const StudyLog *self);

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

/* What `words` and `legend` say of a log whose stages are known. Owned by the caller.
 * @names: of the modalities */
char *
study_log_describe (const StudyLog *self, const ModelTrainingLog *read, const char *const names[2]);
char *study_log_make_legend (const StudyLog *self, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyLog, study_log_unref)

G_END_DECLS
