/* Texts of sweeps from experiments. */
#include "app/sweep/sweep_start.h"

#include "app/session/parameter.h"
#include "model/experiment/experiment_text.h"
#include "run/sweep_axis_text.h"

static gboolean
suits (const ModelExperiment *experiment, ModelKey key)
{
  return run_sweep_axis_text_can_sweep (key) && model_parameter_applies (experiment, key);
}

/* The correlation; of a file, which has its own, whatever slider there is. */
static ModelKey
choose (const ModelExperiment *experiment)
{
  if (suits (experiment, MODEL_RHO))
    return MODEL_RHO;
  for (int key = 0; key < MODEL_N_KEYS; key++)
    if (suits (experiment, key) && model_parameter (key)->slider_step > 0)
      return (ModelKey) key;
  return MODEL_LEARNING_RATE;
}

char *
app_sweep_start_dup_text (const ModelExperiment *experiment, const char *parameter)
{
  g_autofree char *text = model_experiment_to_text (experiment), *axis = NULL;
  ModelKey key;
  int id;

  if (!app_parameter_find (parameter, &id))
    key = choose (experiment);
  else
    /* The spread is set by that of A. */
    key = id == APP_PARAMETER_SPREAD ? MODEL_SIGMA_A : (ModelKey) id;
  if (!run_sweep_axis_text_can_sweep (key))
    key = choose (experiment);
  axis = run_sweep_axis_text_suggest (key, experiment);
  return g_strdup_printf ("[sweep]\nx = %s\nlog = value\n%s%s", axis, *text != '\0' ? "\n" : "",
                          text);
}
