/* Looks for keys without effect, by the table's conditions, and names the one that is broken. */
#include "cli/unused.h"

#include <glib/gi18n-lib.h>

static void
check (const ModelExperiment *experiment, ModelKey key, const char *given)
{
  g_autofree char *why = NULL;

  if (model_parameter_applies (experiment, key))
    return;
  why = model_parameter_explain (experiment, key);
  g_printerr ("plateau: ");
  /* Translators: what was given, "--rho 0.7", and why. */
  g_printerr (_ ("%s has no effect: %s"), given, why);
  g_printerr ("\n");
}

static gboolean
is_changed (const ModelExperiment *experiment, ModelKey key)
{
  ModelExperiment fallback;

  model_experiment_init (&fallback);
  return !model_experiment_equal_at (experiment, &fallback, key);
}

static void
check_flag (const ModelExperiment *experiment, ModelKey key, const char *value)
{
  g_autofree char *name = g_strdelimit (g_strdup (model_parameter (key)->name), "_", '-');
  g_autofree char *given = g_strdup_printf ("--%s %s", name, value);

  check (experiment, key, given);
}

static void
check_line (const ModelExperiment *experiment, ModelKey key, const char *path)
{
  g_autofree char *value = model_experiment_format_value (experiment, key);
  g_autofree char *given =
      g_strdup_printf ("%s: %s = %s", path, model_parameter (key)->name, value);

  check (experiment, key, given);
}

void
cli_unused_check (const ModelExperiment *experiment,
                  const char *const flags[MODEL_N_KEYS],
                  const char *path)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if (flags != NULL && flags[k] != NULL)
      check_flag (experiment, k, flags[k]);
    else if (path != NULL && is_changed (experiment, k))
      check_line (experiment, k, path);
}

static gboolean
is_axis (const RunSweep *sweep, ModelKey key)
{
  for (int role = 0; role < RUN_SWEEP_N_AXES; role++)
    if (sweep->axis[role].used && sweep->axis[role].key == key)
      return TRUE;
  return FALSE;
}

/* In one cell at least. */
static gboolean
applies (const RunSweep *sweep, ModelKey key)
{
  ModelExperiment experiment;

  for (int point = 0; point < sweep->n_points; point++)
    {
      run_sweep_get_experiment (sweep, point, &experiment);
      if (model_parameter_applies (&experiment, key))
        return TRUE;
    }
  return FALSE;
}

void
cli_unused_check_sweep (const RunSweep *sweep, const char *path)
{
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    if ((is_axis (sweep, k) || is_changed (&sweep->base, k)) && !applies (sweep, k))
      {
        g_autofree char *given = g_strdup_printf ("%s: %s", path, model_parameter (k)->name);

        check (&sweep->base, k, given);
      }
}
