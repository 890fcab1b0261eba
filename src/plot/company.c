/* Company: snapshots that never change; what caches is made for each drawing. */
#include "plot/company.h"

#include "run/retrain.h"

#include <math.h>

/* Runs that take more than so many times as long are compared only at their start. */
#define LONGEST 10

struct PlotCompany
{
  gatomicrefcount ref_count;
  PlotBeside beside;
  ModelSnapshot *pins[PLOT_PINS_MAX];
  ModelSnapshot *ghost; /* or NULL */
  PlotBranch *branch;   /* or NULL */
  int n_members;
  ModelSnapshot *members[RUN_ENSEMBLE_MAX];
  gboolean is_kicked; /* the run is */
};

static gboolean
train_members (PlotCompany *self, const ModelSnapshot *run, const int *cancel, GError **error)
{
  const RunEnsembleKind kind = plot_comparison_get_kind (self->beside.comparison);
  ModelRecipe recipe;
  int n;

  model_recipe_init (&recipe);
  n = run_ensemble_get_member (&run->experiment, kind, RUN_ENSEMBLE_SEEDS, 0, &recipe.experiment);
  for (int i = 0; i < n; i++)
    {
      run_ensemble_get_member (&run->experiment, kind, RUN_ENSEMBLE_SEEDS, i, &recipe.experiment);
      self->members[i] = run_retrain (&recipe, cancel, error);
      if (self->members[i] == NULL)
        return FALSE;
      self->n_members = i + 1;
    }
  return TRUE;
}

static gboolean
train_all (PlotCompany *self, const ModelSnapshot *run, const int *cancel, GError **error)
{
  const PlotBeside *beside = &self->beside;

  for (int i = 0; i < beside->n_pins; i++)
    if ((self->pins[i] = run_retrain (&beside->pins[i], cancel, error)) == NULL)
      return FALSE;
  if (beside->has_ghost && (self->ghost = run_retrain (&beside->ghost, cancel, error)) == NULL)
    return FALSE;
  if (beside->has_trunk)
    {
      g_autoptr (ModelSnapshot) trunk = run_retrain (&beside->trunk, cancel, error);

      if (trunk == NULL)
        return FALSE;
      self->branch = plot_branch_new (trunk, (double) beside->fork);
    }
  return beside->comparison == PLOT_COMPARISON_NONE || train_members (self, run, cancel, error);
}

PlotCompany *
plot_company_new (const PlotBeside *beside,
                  const ModelSnapshot *run,
                  const int *cancel,
                  GError **error)
{
  g_return_val_if_fail (beside != NULL && run != NULL, NULL);

  g_autoptr (PlotCompany) self = g_new0 (PlotCompany, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->beside = *beside;
  self->is_kicked = run->n_kicks > 0;
  return train_all (self, run, cancel, error) ? g_steal_pointer (&self) : NULL;
}

PlotCompany *
plot_company_ref (PlotCompany *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
plot_company_unref (PlotCompany *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int i = 0; i < PLOT_PINS_MAX; i++)
    g_clear_pointer (&self->pins[i], model_snapshot_unref);
  for (int i = 0; i < self->n_members; i++)
    model_snapshot_unref (self->members[i]);
  g_clear_pointer (&self->ghost, model_snapshot_unref);
  plot_branch_unref (self->branch);
  g_free (self);
}

const PlotBeside *
plot_company_get_beside (const PlotCompany *self)
{
  return &self->beside;
}

const ModelSnapshot *
plot_company_get_unkicked (const PlotCompany *self)
{
  return self->is_kicked ? self->ghost : NULL;
}

double
plot_company_fit (double last, double others)
{
  return fmax (last, fmin (others, LONGEST * last));
}

static void
fit_epochs (PlotGroup *self, const PlotCompany *company)
{
  double others =
      fmax (plot_members_get_last_epoch (self->members), plot_pins_get_last_epoch (self->pins));

  if (company->branch != NULL)
    others = fmax (others, plot_branch_get_last_epoch (company->branch));
  self->run.epochs.maximum = plot_company_fit (self->run.epochs.maximum, others);
}

static void
gather (PlotGroup *self, const PlotCompany *company)
{
  self->pins = plot_pins_new ();
  self->members = plot_members_new ();
  for (int i = 0; i < company->beside.n_pins; i++)
    plot_pins_add_at (self->pins, company->pins[i], company->beside.slots[i]);
  plot_pins_set_difference (self->pins, company->beside.difference);
  plot_members_expect (self->members, company->beside.comparison, company->n_members);
  for (int i = 0; i < company->n_members; i++)
    plot_members_set (self->members, i, model_snapshot_ref (company->members[i]));
}

void
plot_group_init (PlotGroup *self,
                 const PlotRun *run,
                 const PlotCompany *company,
                 const PlotView *view)
{
  *self = (PlotGroup){ .run = *run };
  if (company == NULL)
    {
      plot_view_apply (view, &self->run);
      return;
    }
  gather (self, company);
  fit_epochs (self, company);
  self->run.ghost = company->ghost;
  plot_view_apply (view, &self->run);
  plot_members_fill (self->members, &self->run);
  plot_pins_fill (self->pins, &self->run);
  if (company->branch != NULL)
    plot_branch_fill (company->branch, self->companions, &self->run);
}

void
plot_group_clear (PlotGroup *self)
{
  g_clear_pointer (&self->pins, plot_pins_free);
  g_clear_pointer (&self->members, plot_members_free);
}
