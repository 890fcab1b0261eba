/* Trains, and marks as the window's forecast and phases do. */
#include "study/trained_run.h"

#include "run/recipe_training.h"
#include "study/phases.h"
#include "theory/generalisation.h"

ModelSnapshot *
study_train_run (const ModelRecipe *recipe, StudyMarks *marks, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = run_train_recipe_to_end (recipe, cancel, error);
  ModelSnapshot *snapshot;
  StudyPhases phases;

  if (trainer == NULL)
    return NULL;
  snapshot = model_trainer_snapshot (trainer, 0);
  study_phases_init (&phases);
  study_phases_set_prediction (&phases, theory_prediction_new_for_run (snapshot));
  study_phases_measure (&phases, snapshot->history);
  theory_generalisation_compute_unimodal (&recipe->experiment, phases.prediction->times.first,
                                          &phases.error_alone, NULL);
  study_marks_init (marks);
  study_phases_get_marks (&phases, marks);
  study_phases_clear (&phases);
  return snapshot;
}
