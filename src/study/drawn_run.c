/* The one place where a StudyRun is filled. */
#include "study/drawn_run.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A log that takes more than so many times as long as the run is drawn to there. */
#define LONGEST_LOG 10

static StudyAxis
fit_epochs (const StudyRunParts *parts, const StudyLog *log)
{
  StudyAxis epochs =
      study_run_fit_epochs (parts->snapshot, study_marks_get_expected_end (parts->marks));

  if (parts->compared != NULL)
    epochs.maximum = study_compared_runs_fit (parts->compared, epochs.maximum);
  if (log != NULL)
    {
      const gsize n = model_history_view_length (log->loss);
      const double last = model_history_view_row (log->loss, n - 1)->epoch;

      epochs.maximum = fmax (epochs.maximum, fmin (last, LONGEST_LOG * epochs.maximum));
    }
  return epochs;
}

static StudyLog *
find_log (const StudyRunParts *parts)
{
  return parts->snapshot != NULL ? study_log_find (&parts->snapshot->experiment) : NULL;
}

/* Another log may be named, or the same be read again, while this one is drawn. */
static const StudyLog *
hold_log (const StudyRunParts *parts)
{
  if (parts->compared == NULL)
    return parts->log;
  study_log_unref (parts->compared->log);
  return parts->compared->log = find_log (parts);
}

/* The mark of the fork, and the run that it has left beside those that there are. */
static void
fill_fork (StudyComparedRuns *compared, double fork, StudyRun *run)
{
  const ModelSnapshot *parent = compared->fork_parent;

  run->fork = parent != NULL ? fmin (fork, model_snapshot_last_epoch (parent)) : fork;
  if (run->minus != NULL)
    return;
  run->ghost = NULL;
  study_marks_drop_curves (&run->marks);
  if (parent == NULL)
    return;
  for (int i = 0; i < run->n_compared; i++)
    compared->drawn[i] = run->compared[i];
  compared->drawn[run->n_compared] =
      (StudyComparedRun){ parent, STUDY_COMPARED_PARENT, NULL, _ ("without the fork") };
  run->compared = compared->drawn;
  run->n_compared++;
  if (run->legend == NULL)
    run->legend = _ ("forked");
}

static void
fill_compared (StudyComparedRuns *compared, double fork, StudyRun *run)
{
  study_ensemble_runs_fill (compared->ensemble, run);
  study_pins_fill (compared->pins, run);
  if (!isnan (fork))
    fill_fork (compared, fork, run);
}

void
study_run_assemble (StudyRun *run, const StudyRunParts *parts)
{
  g_return_if_fail (run != NULL && parts != NULL);

  study_run_init (run);
  run->snapshot = parts->snapshot;
  run->marks = *parts->marks;
  run->log = hold_log (parts);
  run->epochs = parts->epochs != NULL ? *parts->epochs : fit_epochs (parts, run->log);
  run->hover = parts->hover;
  if (parts->medium == STUDY_MEDIUM_FILE)
    run->marks.loss_origin = run->marks.loss_theory;
  study_view_apply (parts->view, run);
  if (parts->compared == NULL)
    return;
  run->ghost = study_compared_runs_get_ghost (parts->compared);
  fill_compared (parts->compared, parts->fork, run);
}

void
study_drawn_run_init (StudyDrawnRun *self, const StudyRunParts *parts)
{
  StudyRunParts own = *parts;

  *self = (StudyDrawnRun){ .compared = NULL };
  if (parts->compared != NULL)
    own.compared = self->compared = study_compared_runs_copy (parts->compared);
  else
    own.log = self->log = find_log (parts);
  study_run_assemble (&self->run, &own);
}

void
study_drawn_run_clear (StudyDrawnRun *self)
{
  g_clear_pointer (&self->compared, study_compared_runs_free);
  g_clear_pointer (&self->log, study_log_unref);
}
