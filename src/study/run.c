/* What plots over epochs show of a run. */
#include "study/run.h"

#include <math.h>

#define EMPTY_EPOCHS 100
/* A loss of so many times the start's has left the picture for good. */
#define EXPLODED 2.0

void
study_run_init (StudyRun *run)
{
  g_return_if_fail (run != NULL);

  *run = (StudyRun){
    .epochs = study_run_fit_epochs (NULL, 0),
    .playhead = INFINITY,
    .hover = NAN,
    .fork = NAN,
  };
  study_marks_init (&run->marks);
}

gboolean
study_run_has_rows (const ModelSnapshot *snapshot)
{
  return snapshot != NULL && model_history_view_length (snapshot->history) > 0;
}

double
study_run_get_end (const ModelSnapshot *snapshot, double expected)
{
  const double last = model_snapshot_last_epoch (snapshot);

  return last == 0 && snapshot->reason != NULL ? expected : last;
}

StudyAxis
study_run_fit_epochs (const ModelSnapshot *snapshot, double expected)
{
  const double end =
      study_run_has_rows (snapshot) ? study_run_get_end (snapshot, expected) : EMPTY_EPOCHS;

  return (StudyAxis){ 0, fmax (end, 1), FALSE };
}

void
study_run_scale_epochs (StudyRun *run)
{
  g_return_if_fail (run != NULL);

  run->epochs.logarithmic = run->time == STUDY_TIME_LOG;
  if (!run->epochs.logarithmic)
    return;
  run->epochs.minimum = fmax (run->epochs.minimum, 1);
  run->epochs.maximum = fmax (run->epochs.maximum, 2 * run->epochs.minimum);
}

double
study_run_get_time (const StudyRun *run, int m)
{
  const StudyMarks *marks = &run->marks;

  return isnan (marks->t_run[m]) ? marks->t_theory[m] : marks->t_run[m];
}

double
study_run_get_time_unit (const StudyRun *run)
{
  g_return_val_if_fail (run != NULL, 1.0);

  if (run->time != STUDY_TIME_LEARNING || run->marks.first < 0)
    return 1;
  const double t = study_run_get_time (run, run->marks.first);
  return t >= 1 && isfinite (t) ? t : 1;
}

double
study_run_get_log_scale (const StudyRun *run)
{
  const double unit = study_run_get_time_unit (run);

  if (run->time != STUDY_TIME_LEARNING || run->log->n_stages == 0 || unit == 1 ||
      !(run->log->stage[0].time > 0))
    return 1;
  return unit / run->log->stage[0].time;
}

double
study_run_get_first_loss (const ModelSnapshot *snapshot)
{
  const double loss =
      study_run_has_rows (snapshot) ? model_history_view_row (snapshot->history, 0)->loss : 1;
  return loss > 0 && isfinite (loss) ? loss : 1;
}

double
study_run_get_loss_unit (const StudyRun *run)
{
  g_return_val_if_fail (run != NULL, 1.0);
  if (run->absolute)
    return 1;
  return run->marks.loss_origin > 0 ? run->marks.loss_origin
                                    : study_run_get_first_loss (run->snapshot);
}

double
study_run_get_theory_unit (const StudyRun *run)
{
  g_return_val_if_fail (run != NULL, 1.0);
  if (run->absolute)
    return 1;
  return run->marks.loss_theory > 0 ? run->marks.loss_theory : study_run_get_loss_unit (run);
}

double
study_run_get_sane_end (const StudyRun *run)
{
  if (!study_run_has_rows (run->snapshot) || run->snapshot->status != MODEL_TRAINER_DIVERGED)
    return INFINITY;
  const ModelHistoryView *history = run->snapshot->history;
  const double limit = EXPLODED * study_run_get_loss_unit (run);
  gsize i = model_history_view_length (history) - 1;
  while (i > 0 && !(model_history_view_row (history, i)->loss <= limit))
    i--;
  return model_history_view_row (history, i)->epoch;
}

gboolean
study_run_has_generalisation (const StudyRun *run)
{
  return run->snapshot != NULL && run->snapshot->has_generalisation && run->minus == NULL;
}
