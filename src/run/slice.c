/* Slices of training: their length follows the speed of the last. */
#include "run/slice.h"

ModelTrainerStatus
run_slice_train (ModelTrainer *trainer, gint64 *epochs, const int *cancel)
{
  const gint64 begin = g_get_monotonic_time ();
  const ModelTrainerStatus status = model_trainer_run (trainer, *epochs, cancel);
  const gint64 elapsed = g_get_monotonic_time () - begin;

  if (elapsed < RUN_SLICE_TIME / 2)
    *epochs *= 2;
  else if (elapsed > RUN_SLICE_TIME * 2)
    *epochs = MAX (1, *epochs / 2);
  return status;
}
