/* Sentences about runs and networks, from the numbers that the plots draw. */
#include "study/summary.h"

#include "model/data/modality_name.h"
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

static char *
describe_steps (const StudyPhases *phases)
{
  const TheoryStage *stage = phases->stages.stage;

  switch (phases->stages.n)
    {
    case 0:
      return g_strdup (_ ("Loss has not fallen yet."));
    case 1:
      return phases->predicted.n > 1
                 ? g_strdup_printf (_ ("Loss falls in one step so far, at epoch %.0f."),
                                    stage[0].time)
                 : g_strdup_printf (_ ("Loss falls in one step, at epoch %.0f."), stage[0].time);
    case 2:
      return g_strdup_printf (_ ("Loss falls in two steps, at epochs %.0f and %.0f."),
                              stage[0].time, stage[1].time);
    case 3:
      return g_strdup_printf (_ ("Loss falls in three steps, at epochs %.0f, %.0f and %.0f."),
                              stage[0].time, stage[1].time, stage[2].time);
    default:
      return g_strdup_printf (_ ("Loss falls in %d steps, the last at epoch %.0f."),
                              phases->stages.n, stage[phases->stages.n - 1].time);
    }
}

char *
study_summary_describe_loss (const ModelSnapshot *snapshot, const StudyPhases *phases)
{
  g_autofree char *end = NULL, *steps = NULL;

  if (snapshot == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  end = describe_end (snapshot);
  steps = describe_steps (phases);
  return g_strconcat (steps, " ", end, NULL);
}

/* The last stage of a modality that is learned with the wrong sign first; NULL: it is not. */
static const TheoryStage *
find_again (const StudyPhases *phases, int m)
{
  const TheoryStage *again = NULL;
  gboolean wrong = FALSE;

  for (int i = 0; i < phases->stages.n; i++)
    {
      if (wrong && phases->stages.stage[i].modality == m)
        again = &phases->stages.stage[i];
      wrong =
          wrong || (int) study_phases_get_learned_after (phases, i) == STUDY_LEARNED_A_WRONG + m;
    }
  return again;
}

static char *
describe_modality (const ModelExperiment *experiment, const StudyPhases *phases, int m)
{
  const char *name = model_modality_get_label (experiment, m);
  const TheoryStage *again = find_again (phases, m);

  if (isnan (phases->epoch[m]))
    return g_strdup_printf (study_phases_is_never (phases, m) ? _ ("%s is never learned.")
                                                              : _ ("%s is not learned yet."),
                            name);
  if (again != NULL)
    return g_strdup_printf (_ ("%s is learned with the wrong sign at epoch %.0f, and again at "
                               "epoch %.0f."),
                            name, phases->epoch[m], again->time);
  return g_strdup_printf (_ ("%s is learned at epoch %.0f."), name, phases->epoch[m]);
}

char *
study_summary_describe_weights (const ModelSnapshot *snapshot, const StudyPhases *phases)
{
  g_autofree char *a = NULL, *b = NULL;

  if (snapshot == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  a = describe_modality (&snapshot->experiment, phases, 0);
  b = describe_modality (&snapshot->experiment, phases, 1);
  return g_strconcat (a, " ", b, NULL);
}

char *
study_summary_describe_epoch (const ModelSnapshot *snapshot, double epoch)
{
  ModelHistoryRow row;

  if (snapshot == NULL)
    return g_strdup (_ ("Nothing is trained yet."));
  row = model_history_view_at (snapshot->history, epoch);
  return g_strdup_printf (_ ("Epoch %.0f: loss %.3g, weight of %s %.3g, weight of %s %.3g."),
                          row.epoch, row.loss, model_modality_get_label (&snapshot->experiment, 0),
                          row.weight[0], model_modality_get_label (&snapshot->experiment, 1),
                          row.weight[1]);
}

char *
study_summary_describe_network (const ModelExperiment *experiment)
{
  int depth = model_experiment_get_int (experiment, MODEL_DEPTH);
  int fusion = model_experiment_get_int (experiment, MODEL_FUSION);
  const char *kind = fusion == 1       ? _ ("Early fusion network")
                     : fusion == depth ? _ ("Late fusion network")
                                       : _ ("Intermediate fusion network");

  return g_strdup_printf (
      _ ("%s. Layers of %s: %d, of %s: %d, shared: %d."), kind,
      model_modality_get_label (experiment, 0), model_experiment_branch_depth (experiment, 0),
      model_modality_get_label (experiment, 1), model_experiment_branch_depth (experiment, 1),
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
