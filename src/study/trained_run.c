/* Trains, and marks as the window does. */
#include "study/trained_run.h"

#include "run/recipe_training.h"

ModelSnapshot *
study_train_run (const ModelRecipe *recipe, StudyPhases *phases, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = run_train_recipe_to_end (recipe, cancel, error);
  g_autoptr (StudyForecast) forecast = NULL;
  ModelSnapshot *snapshot;

  if (trainer == NULL)
    return NULL;
  snapshot = model_trainer_snapshot (trainer, 0);
  forecast = study_forecast_new (snapshot, NULL);
  study_forecast_compute (forecast, cancel);
  study_phases_init (phases);
  study_phases_take_forecast (phases, forecast);
  study_phases_measure (phases, snapshot->history);
  return snapshot;
}
