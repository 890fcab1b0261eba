/* Members of an ensemble as plots show them: each for itself, or their band. */
#include "study/ensemble_runs.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Epochs that a band is computed at: about one for each two pixels of a large plot. */
#define BAND_POINTS 512

struct StudyEnsembleRuns
{
  StudyEnsemble comparison;
  int n;                                      /* members shown */
  ModelSnapshot *members[RUN_ENSEMBLE_MAX];   /* NULL: nothing yet */
  gboolean fresh[RUN_ENSEMBLE_MAX];           /* of those expected last */
  StudyComparedRun compared[MODEL_MAX_DEPTH]; /* what plots draw */
  char names[MODEL_MAX_DEPTH + 1][16];        /* "L_f = 2" */
  ModelBand band;
  StudyAxis band_axis; /* that it was computed for */
  gboolean stale;      /* members have changed since */
};

static const char *const comparison_names[] = { "none", "fusion", "seeds" };

const char *
study_ensemble_get_name (StudyEnsemble self)
{
  return comparison_names[self];
}

gboolean
study_ensemble_find (const char *name, StudyEnsemble *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (comparison_names); i++)
    if (g_str_equal (name, comparison_names[i]))
      {
        *out = (StudyEnsemble) i;
        return TRUE;
      }
  return FALSE;
}

RunEnsembleKind
study_ensemble_get_kind (StudyEnsemble self)
{
  return self == STUDY_ENSEMBLE_FUSION ? RUN_ENSEMBLE_FUSION : RUN_ENSEMBLE_SEED;
}

StudyEnsembleRuns *
study_ensemble_runs_new (void)
{
  StudyEnsembleRuns *self = g_new0 (StudyEnsembleRuns, 1);

  for (int fusion = 1; fusion <= MODEL_MAX_DEPTH; fusion++)
    g_snprintf (self->names[fusion], sizeof self->names[fusion], "L_f = %d", fusion);
  return self;
}

StudyEnsembleRuns *
study_ensemble_runs_copy (const StudyEnsembleRuns *self)
{
  StudyEnsembleRuns *copy = study_ensemble_runs_new ();

  study_ensemble_runs_expect (copy, self->comparison, self->n);
  for (int i = 0; i < self->n; i++)
    if (self->members[i] != NULL)
      study_ensemble_runs_set (copy, i, model_snapshot_ref (self->members[i]));
  return copy;
}

static void
forget_from (StudyEnsembleRuns *self, int first)
{
  for (int i = first; i < self->n; i++)
    g_clear_pointer (&self->members[i], model_snapshot_unref);
  self->n = MIN (self->n, first);
  self->stale = TRUE;
}

void
study_ensemble_runs_free (StudyEnsembleRuns *self)
{
  if (self == NULL)
    return;
  study_ensemble_runs_clear (self);
  g_free (self);
}

void
study_ensemble_runs_clear (StudyEnsembleRuns *self)
{
  forget_from (self, 0);
  model_band_clear (&self->band);
}

void
study_ensemble_runs_expect (StudyEnsembleRuns *self, StudyEnsemble comparison, int n)
{
  g_return_if_fail (n >= 0 && n <= RUN_ENSEMBLE_MAX);

  forget_from (self, n);
  self->comparison = comparison;
  self->n = n;
  memset (self->fresh, 0, sizeof self->fresh);
}

void
study_ensemble_runs_set (StudyEnsembleRuns *self, int i, ModelSnapshot *snapshot)
{
  g_return_if_fail (i >= 0 && i < self->n);

  g_clear_pointer (&self->members[i], model_snapshot_unref);
  self->members[i] = snapshot;
  self->fresh[i] = self->stale = TRUE;
}

const ModelSnapshot *
study_ensemble_runs_get (const StudyEnsembleRuns *self, int i)
{
  return i >= 0 && i < self->n ? self->members[i] : NULL;
}

int
study_ensemble_runs_count (const StudyEnsembleRuns *self)
{
  int count = 0;

  for (int i = 0; i < self->n; i++)
    count += self->members[i] != NULL;
  return count;
}

double
study_ensemble_runs_get_last_epoch (const StudyEnsembleRuns *self)
{
  double last = 0;

  for (int i = 0; i < self->n; i++)
    if (self->members[i] != NULL)
      last = fmax (last, model_snapshot_last_epoch (self->members[i]));
  return last;
}

/* The run on screen is one of the race; where its branches are unequal, it runs beside it. */
static gboolean
is_same_network (const ModelExperiment *a, const ModelExperiment *b)
{
  return model_experiment_branch_depth (a, 0) == model_experiment_branch_depth (b, 0) &&
         model_experiment_branch_depth (a, 1) == model_experiment_branch_depth (b, 1) &&
         model_experiment_shared_depth (a) == model_experiment_shared_depth (b);
}

static void
fill_race (StudyEnsembleRuns *self, StudyRun *run)
{
  int n = 0;

  for (int i = 0; i < MIN (self->n, MODEL_MAX_DEPTH); i++)
    {
      const ModelSnapshot *member = self->members[i];

      if (member == NULL)
        continue;
      if (run->snapshot != NULL &&
          is_same_network (&member->experiment, &run->snapshot->experiment))
        run->name = self->names[i + 1];
      else
        self->compared[n++] = (StudyComparedRun){ member, study_compared_run_fusion_style (i + 1),
                                                  self->names[i + 1], NULL };
    }
  run->compared = self->compared;
  run->n_compared = n;
}

/* Up to where all members are known: those under way have got so far, the others have ended. */
static double
get_common_end (StudyEnsembleRuns *self)
{
  double end = study_ensemble_runs_get_last_epoch (self);

  for (int i = 0; i < self->n; i++)
    if (self->members[i]->status == MODEL_TRAINER_RUNNING)
      end = fmin (end, model_snapshot_last_epoch (self->members[i]));
  return end;
}

static void
compute_band (StudyEnsembleRuns *self, const StudyAxis *axis)
{
  const ModelHistoryView *views[RUN_ENSEMBLE_MAX];
  const double end = get_common_end (self);
  double epochs[BAND_POINTS], units[RUN_ENSEMBLE_MAX];
  gsize n = 0;

  for (int i = 0; i < self->n; i++)
    {
      views[i] = self->members[i]->history;
      units[i] = study_run_get_first_loss (self->members[i]);
    }
  for (int i = 0; i < BAND_POINTS; i++)
    {
      const double epoch = study_axis_unmap (axis, i / (BAND_POINTS - 1.0));

      if (epoch < 0 || (n > 0 && epoch <= epochs[n - 1]))
        continue;
      epochs[n++] = fmin (epoch, end);
      if (epoch >= end)
        break;
    }
  model_band_clear (&self->band);
  model_band_init (&self->band, views, units, self->n, epochs, n);
}

static gboolean
is_same_axis (const StudyAxis *a, const StudyAxis *b)
{
  return a->minimum == b->minimum && a->maximum == b->maximum && a->logarithmic == b->logarithmic;
}

/* Members of two starts do not go into one band: the old one stays until all have begun. */
static gboolean
can_compute (StudyEnsembleRuns *self)
{
  for (int i = 0; i < self->n; i++)
    if (!self->fresh[i] || self->members[i] == NULL)
      return FALSE;
  return self->n > 0;
}

static void
fill_band (StudyEnsembleRuns *self, StudyRun *run)
{
  if ((self->stale || !is_same_axis (&self->band_axis, &run->epochs)) && can_compute (self))
    {
      compute_band (self, &run->epochs);
      self->band_axis = run->epochs;
      self->stale = FALSE;
    }
  if (self->band.median == NULL)
    return;
  run->band = &self->band;
  run->legend = _ ("this seed");
}

void
study_ensemble_runs_fill (StudyEnsembleRuns *self, StudyRun *run)
{
  if (self->comparison == STUDY_ENSEMBLE_FUSION)
    fill_race (self, run);
  if (self->comparison == STUDY_ENSEMBLE_SEEDS)
    fill_band (self, run);
  if (run->n_compared == 0 && run->band == NULL)
    return;
  /* Enough lines without those. */
  run->ghost = NULL;
  study_marks_drop_curves (&run->marks);
}
