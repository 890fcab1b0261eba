/* Asks, and says how long it takes. */
#include "cli/confirm.h"

#include "cli/flags.h"
#include "digits/plan.h"
#include "run/duration.h"
#include "run/recipe_cost.h"
#include "run/sweep_journal.h"
#include "study/sweep_estimate.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

/* Sweeps of more cells, whose results take much memory, are begun only by who has seen how much. */
#define MANY_CELLS 200000
/* So are other figures that take longer, in seconds. */
#define LONG_TIME 1000
static gboolean
confirm (const char *command, const char *message, gboolean yes, GError **error)
{
  char answer[8] = "";

  if (yes)
    return TRUE;
  if (!isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("%s: %s; --yes begins it"), command,
                   message);
      return FALSE;
    }
  g_printerr ("%s.%s", message, _ (" Go on? [y/N] "));
  if (fgets (answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y'))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("%s: not begun"), command);
  return FALSE;
}

gboolean
cli_confirm_sweep (
    const RunSweep *sweep, const char *command, int cells, int jobs, gboolean yes, GError **error)
{
  g_autofree char *duration = NULL, *message = NULL;
  double seconds;

  if (yes || (cells <= MANY_CELLS && !study_sweep_estimate_may_be_long (sweep, cells, jobs)))
    return TRUE;
  seconds = study_sweep_estimate_seconds (sweep, cells, jobs, NULL);
  if (cells <= MANY_CELLS && seconds <= STUDY_SWEEP_LONG)
    return TRUE;
  duration = run_duration_format (seconds);
  message = cells > MANY_CELLS
                ? g_strdup_printf (_ ("%d cells, about %s with %d jobs, %.1f GB of memory"), cells,
                                   duration, jobs, 1e-9 * sizeof (RunSweepResult) * sweep->n_cells)
                : g_strdup_printf (_ ("%d cells, about %s with %d jobs"), cells, duration, jobs);
  return confirm (command, message, yes, error);
}

/* The compared runs, which are trained as well. */
static double
count_seconds (const FigureProvenance *provenance)
{
  const StudyCompared *compared = &provenance->compared;
  double seconds = run_recipe_cost (&provenance->run.experiment);

  if (compared->comparison != STUDY_ENSEMBLE_NONE)
    seconds *= MODEL_MAX_DEPTH;
  for (int i = 0; i < compared->n_pins; i++)
    seconds += run_recipe_cost (&compared->pins[i].experiment);
  if (compared->has_ghost)
    seconds += run_recipe_cost (&compared->ghost.experiment);
  if (provenance->run.is_fork)
    seconds += run_recipe_cost (&provenance->run.parent.experiment);
  return seconds;
}

gboolean
cli_confirm_figure (const FigureProvenance *provenance,
                    const char *journal,
                    gboolean yes,
                    GError **error)
{
  g_autofree char *command = g_strdup_printf ("figure %s", provenance->figure);
  g_autofree char *duration = NULL, *message = NULL;
  double seconds;

  if (provenance->sweep != NULL)
    {
      const RunSweepShard all = { 0, 1 };
      g_autoptr (RunSweep) sweep = run_sweep_parse (provenance->sweep, error);

      return sweep != NULL &&
             cli_confirm_sweep (sweep, command, run_sweep_journal_count_left (journal, sweep, all),
                                (int) g_get_num_processors (), yes, error);
    }
  if (provenance->digits != NULL)
    {
      DigitsPlan plan;

      if (!digits_plan_from_text (&plan, provenance->digits, error))
        return FALSE;
      seconds = digits_plan_estimate_seconds (&plan);
    }
  else
    seconds = count_seconds (provenance);
  if (seconds <= LONG_TIME)
    return TRUE;
  duration = run_duration_format (seconds);
  message = g_strdup_printf (_ ("it may take %s or longer"), duration);
  return confirm (command, message, yes, error);
}
