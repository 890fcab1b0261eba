/* One run after the other, so that whoever calls keeps the other processors. */
#include "figure/figure_seeds.h"

#include "figure/figure_entry.h"
#include "run/recipe_training.h"

/* A network that has learned the linear modality alone has the loss of XOR, 1/2. */
#define STUCK 0.05

gboolean
figure_has_seeds (const Figure *self)
{
  const FigureChecked checked = { .seeds = &(FigureCheckSeeds){ { 0 } } };
  int n;
  const FigureCheck *checks = figure_get_checks (self, &n);

  for (int i = 0; i < n; i++)
    if (figure_check_is_due (&checks[i], &checked))
      return TRUE;
  return FALSE;
}

/* -1 where it cannot be trained, or is cancelled. */
static int
is_stuck (const ModelRecipe *recipe, const int *cancel)
{
  g_autoptr (ModelSnapshot) snapshot = run_train_recipe (recipe, cancel, NULL);

  if (snapshot == NULL)
    return -1;
  return model_history_view_at (snapshot->history, model_snapshot_last_epoch (snapshot)).loss >
         STUCK;
}

gboolean
figure_train_seeds (const Figure *self, FigureCheckSeeds *seeds, const int *cancel)
{
  g_return_val_if_fail (self->n_runs <= FIGURE_CHECK_SEED_RUNS, FALSE);

  for (int run = 0; run < self->n_runs; run++)
    {
      ModelRecipe recipe;
      int first;

      model_recipe_init (&recipe);
      figure_configure (self, run, &recipe.experiment);
      first = model_experiment_get_int (&recipe.experiment, MODEL_SEED);
      seeds->stuck[run] = 0;
      for (int i = 0; i < FIGURE_CHECK_SEEDS; i++)
        {
          int stuck;

          model_experiment_set (&recipe.experiment, MODEL_SEED, first + i, NULL);
          stuck = is_stuck (&recipe, cancel);
          if (stuck < 0)
            return FALSE;
          seeds->stuck[run] += stuck;
        }
    }
  return TRUE;
}
