/* Sentences about runs and networks, from the numbers that the plots draw. */
#include "study/summary.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
describe_end (const ModelSnapshot *snapshot)
{
  gsize length = model_history_view_length (snapshot->history);
  double start = model_history_view_row (snapshot->history, 0)->loss;
  double end = model_history_view_row (snapshot->history, length - 1)->loss;

  if (snapshot->reason != NULL)
    return g_strdup (snapshot->reason);
  /* Translators: the end of the loss curve, such as "It ends at 0.5 % of its start." */
  return g_strdup_printf (_ ("It ends at %.3g %% of its start."),
                          start > 0 ? 100 * end / start : 0.0);
}

char *
study_summary_describe_loss (const ModelSnapshot *snapshot, const StudyPhases *phases)
{
  g_autofree char *end = NULL, *steps = NULL;
  double first, second;

  if (snapshot == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  end = describe_end (snapshot);
  first = study_phases_get_start (phases);
  second = study_phases_get_end (phases);
  if (isnan (first))
    steps = g_strdup (_ ("Loss has not fallen yet."));
  else if (isnan (second) &&
           (study_phases_is_never (phases, 0) || study_phases_is_never (phases, 1)))
    steps = g_strdup_printf (_ ("Loss falls in one step, at epoch %.0f."), first);
  else if (isnan (second))
    steps = g_strdup_printf (_ ("Loss falls in one step so far, at epoch %.0f."), first);
  else if (study_phases_has_plateau (phases))
    steps =
        g_strdup_printf (_ ("Loss falls in two steps, at epochs %.0f and %.0f."), first, second);
  else
    steps = g_strdup_printf (_ ("Loss falls in one step, at epoch %.0f."), second);
  return g_strconcat (steps, " ", end, NULL);
}

static char *
describe_modality (const StudyPhases *phases, int m)
{
  const char *name = m == 0 ? "A" : "B";

  if (isnan (phases->epoch[m]))
    return g_strdup_printf (study_phases_is_never (phases, m) ? _ ("%s is never learned.")
                                                              : _ ("%s is not learned yet."),
                            name);
  return g_strdup_printf (_ ("%s is learned at epoch %.0f."), name, phases->epoch[m]);
}

char *
study_summary_describe_weights (const ModelSnapshot *snapshot, const StudyPhases *phases)
{
  g_autofree char *a = describe_modality (phases, 0);
  g_autofree char *b = describe_modality (phases, 1);

  if (snapshot == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  return g_strconcat (a, " ", b, NULL);
}

char *
study_summary_describe_epoch (const ModelSnapshot *snapshot, double epoch)
{
  ModelHistoryRow row;

  if (snapshot == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  row = model_history_view_at (snapshot->history, epoch);
  return g_strdup_printf (_ ("Epoch %.0f: loss %.3g, weight of A %.3g, weight of B %.3g."),
                          row.epoch, row.loss, row.weight[0], row.weight[1]);
}

const char *
study_summary_name_phase (const StudyPhases *phases, double epoch)
{
  gboolean a = epoch >= phases->epoch[0]; /* FALSE for NAN */
  gboolean b = epoch >= phases->epoch[1];

  if (a && b)
    return _ ("both");
  if (a)
    return _ ("only A");
  return b ? _ ("only B") : _ ("nothing yet");
}

char *
study_summary_describe_network (const ModelExperiment *experiment)
{
  int depth = model_experiment_get_int (experiment, MODEL_DEPTH);
  int fusion = model_experiment_get_int (experiment, MODEL_FUSION);
  const char *kind = fusion == 1       ? _ ("Early fusion network")
                     : fusion == depth ? _ ("Late fusion network")
                                       : _ ("Intermediate fusion network");

  return g_strdup_printf (_ ("%s. Layers of A: %d, of B: %d, shared: %d."), kind,
                          model_experiment_branch_depth (experiment, 0),
                          model_experiment_branch_depth (experiment, 1),
                          model_experiment_shared_depth (experiment));
}

char *
study_summary_describe_width (const ModelSnapshot *snapshot)
{
  const int width = model_experiment_get_int (&snapshot->experiment, MODEL_WIDTH);
  double mantissa;
  int exponent;

  if (snapshot->width == width)
    return g_strdup (_ ("at full width"));
  if (snapshot->error == 0)
    /* Translators: below the drawn network: it is trained in a small one, of so many dimensions. */
    return g_strdup_printf (_ ("%d of %d dimensions, exact"), snapshot->width, width);
  mantissa = num_number_round (snapshot->error, 1);
  exponent = (int) floor (log10 (mantissa) + 1e-9); /* of a power of ten, whatever rounding does */
  return g_strdup_printf (_ ("%d of %d dimensions, error %.0f·10^{%d}"), snapshot->width, width,
                          mantissa / pow (10, exponent), exponent);
}
