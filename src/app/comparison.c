/* Members of an ensemble as the window shows them: each its newest snapshot, or their band. */
#include "app/comparison.h"

#include "run/ensemble.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Epochs that a band is computed at: about one for each two pixels of a large plot. */
#define BAND_POINTS 512

struct AppComparison
{
  AppComparisonMode mode;
  ModelExperiment experiment; /* that the session trains */
  RunEnsemble *ensemble;
  int n;                                     /* members shown */
  ModelSnapshot *members[RUN_ENSEMBLE_MAX];  /* NULL: nothing yet */
  gboolean fresh[RUN_ENSEMBLE_MAX];          /* of the newest start */
  gboolean complete;                         /* the last snapshot of each was taken */
  PlotCompanion companions[MODEL_MAX_DEPTH]; /* what plots draw */
  char names[MODEL_MAX_DEPTH + 1][16];       /* "L_f = 2" */
  ModelBand band;
  PlotAxis band_axis; /* that it was computed for */
  gboolean stale;     /* members have changed since */
};

AppComparison *
app_comparison_new (void)
{
  AppComparison *self = g_new0 (AppComparison, 1);

  self->complete = TRUE;
  for (int fusion = 1; fusion <= MODEL_MAX_DEPTH; fusion++)
    g_snprintf (self->names[fusion], sizeof self->names[fusion], "L_f = %d", fusion);
  return self;
}

static void
forget_from (AppComparison *self, int first)
{
  for (int i = first; i < self->n; i++)
    g_clear_pointer (&self->members[i], model_snapshot_unref);
  self->n = MIN (self->n, first);
  self->stale = TRUE;
}

void
app_comparison_free (AppComparison *self)
{
  if (self == NULL)
    return;
  run_ensemble_free (self->ensemble);
  forget_from (self, 0);
  model_band_clear (&self->band);
  g_free (self);
}

AppComparisonMode
app_comparison_get_mode (AppComparison *self)
{
  return self->mode;
}

static void
start (AppComparison *self, const ModelExperiment *experiment)
{
  self->experiment = *experiment;
  if (self->mode == APP_COMPARISON_NONE)
    return;
  run_ensemble_start (self->ensemble, experiment,
                      self->mode == APP_COMPARISON_FUSION ? RUN_ENSEMBLE_FUSION : RUN_ENSEMBLE_SEED,
                      RUN_ENSEMBLE_SEEDS);
  forget_from (self, run_ensemble_count (self->ensemble));
  self->n = run_ensemble_count (self->ensemble);
  memset (self->fresh, 0, sizeof self->fresh);
  self->complete = FALSE;
}

void
app_comparison_set_mode (AppComparison *self,
                         AppComparisonMode mode,
                         const ModelExperiment *experiment)
{
  if (mode == self->mode)
    return;
  self->mode = mode;
  forget_from (self, 0);
  model_band_clear (&self->band);
  /* Its threads are not made before they are wanted. */
  if (self->ensemble == NULL)
    self->ensemble = run_ensemble_new (0);
  run_ensemble_clear (self->ensemble);
  self->complete = TRUE;
  start (self, experiment);
}

void
app_comparison_follow (AppComparison *self, const ModelExperiment *experiment)
{
  if (!model_experiment_equal (experiment, &self->experiment))
    start (self, experiment);
}

void
app_comparison_stop (AppComparison *self)
{
  if (self->ensemble != NULL)
    run_ensemble_stop (self->ensemble);
}

gboolean
app_comparison_tick (AppComparison *self)
{
  gboolean busy, changed = FALSE;

  if (self->complete)
    return FALSE;
  /* Asked before taking: what there is once all rest is the last of each. */
  busy = run_ensemble_is_busy (self->ensemble);
  for (int i = 0; i < self->n; i++)
    {
      ModelSnapshot *snapshot = run_ensemble_take_snapshot (self->ensemble, i);

      if (snapshot == NULL)
        continue;
      g_clear_pointer (&self->members[i], model_snapshot_unref);
      self->members[i] = snapshot;
      self->fresh[i] = changed = TRUE;
    }
  self->complete = !busy;
  self->stale = self->stale || changed;
  return changed || self->complete;
}

gboolean
app_comparison_is_busy (AppComparison *self)
{
  return !self->complete;
}

double
app_comparison_get_last_epoch (AppComparison *self)
{
  double last = 0;

  for (int i = 0; i < self->n; i++)
    if (self->members[i] != NULL)
      last = fmax (last, model_snapshot_last_epoch (self->members[i]));
  return last;
}

int
app_comparison_count (AppComparison *self)
{
  int count = 0;

  for (int i = 0; i < self->n; i++)
    count += self->members[i] != NULL;
  return count;
}

const ModelSnapshot *
app_comparison_get_member (AppComparison *self, int i)
{
  return i >= 0 && i < self->n ? self->members[i] : NULL;
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
fill_race (AppComparison *self, PlotRun *run)
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
        self->companions[n++] = (PlotCompanion){ member, plot_companion_fusion_style (i + 1),
                                                 self->names[i + 1], NULL };
    }
  run->companions = self->companions;
  run->n_companions = n;
}

/* Up to where all members are known: those under way have got so far, the others have ended. */
static double
get_common_end (AppComparison *self)
{
  double end = app_comparison_get_last_epoch (self);

  for (int i = 0; i < self->n; i++)
    if (self->members[i]->status == MODEL_TRAINER_RUNNING)
      end = fmin (end, model_snapshot_last_epoch (self->members[i]));
  return end;
}

static void
compute_band (AppComparison *self, const PlotAxis *axis)
{
  const ModelHistoryView *views[RUN_ENSEMBLE_MAX];
  const double end = get_common_end (self);
  double epochs[BAND_POINTS], units[RUN_ENSEMBLE_MAX];
  gsize n = 0;

  for (int i = 0; i < self->n; i++)
    {
      views[i] = self->members[i]->history;
      units[i] = plot_run_get_first_loss (self->members[i]);
    }
  for (int i = 0; i < BAND_POINTS; i++)
    {
      const double epoch = plot_axis_unmap (axis, i / (BAND_POINTS - 1.0));

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
is_same_axis (const PlotAxis *a, const PlotAxis *b)
{
  return a->minimum == b->minimum && a->maximum == b->maximum && a->logarithmic == b->logarithmic;
}

/* Members of two starts do not go into one band: the old one stays until all have begun. */
static gboolean
can_compute (AppComparison *self)
{
  for (int i = 0; i < self->n; i++)
    if (!self->fresh[i] || self->members[i] == NULL)
      return FALSE;
  return self->n > 0;
}

static void
fill_band (AppComparison *self, PlotRun *run)
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
app_comparison_fill (AppComparison *self, PlotRun *run)
{
  if (self->mode == APP_COMPARISON_FUSION)
    fill_race (self, run);
  if (self->mode == APP_COMPARISON_SEEDS)
    fill_band (self, run);
  if (self->mode == APP_COMPARISON_NONE || (run->n_companions == 0 && run->band == NULL))
    return;
  /* Enough lines without those. */
  run->ghost = NULL;
  run->marks.reduced = NULL;
}
