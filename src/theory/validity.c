/* Where predictions end, and how to say so. */
#include "theory/validity.h"

#include "model/optimizer/optimizer.h"
#include "theory/stages.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Powers of e between a weight at its start and its plateau: with fewer, phases overlap. */
#define LEAST_GROWTH 4
/* Of the plateau: an own start beyond it is no start. */
#define LARGEST_START 0.05
/* Steps that change a time by more than this part are said; own times count them in, up to a growth
 * by so much in one step. */
#define LARGEST_LAG 0.04
#define LARGEST_STEP 0.6
/* A plateau steeper than this a step jumps about instead of resting on it, by as much as it is
 * steeper; the mean weight is less then, and the other modality, which feels that, sooner. The
 * factor is 0.12 to 0.19 in late fusion, less with shared layers: of 377 networks of 3 to 6 layers
 * at rate 0.04. */
#define STEEPEST 2
#define STRAY 0.2
/* Momentum slows growth to this part and less of what a flow's is: for scalars in late fusion that
 * is exact, for others the second time is off by up to a tenth at 0.8. */
#define LEAST_PACE 0.9
/* Where it is nearly so steep, jumps die out so slowly that they may count as a stage. */
#define RINGING 1.75

static gboolean
is_large (const TheoryPrediction *prediction, const TheoryOwn *own)
{
  const TheoryNetwork *network = &prediction->network;
  const int first = own != NULL ? own->first : prediction->times.first;
  const int depth = network->branch_depth[first] + network->shared_depth;
  const double plateau = prediction->rates.p[first];

  if (!(plateau > 0))
    return FALSE;
  if (own != NULL)
    return fabs (model_history_view_row (own->history, 0)->weight[first]) > LARGEST_START * plateau;
  return log (plateau) - depth * log (network->init_scale) < LEAST_GROWTH;
}

/* eta times the steepest curvature of the loss at the plateau of a modality, of balanced layers. */
static double
compute_steepness (const TheoryPrediction *prediction, int m)
{
  const ModelMoments *moments = prediction->moments;
  const int n = moments->n_a + moments->n_b;
  const int depth = prediction->network.branch_depth[m] + prediction->network.shared_depth;
  double variance = 0;

  for (int i = m == 0 ? 0 : moments->n_a; i < (m == 0 ? moments->n_a : n); i++)
    variance = fmax (variance, moments->sigma[(gsize) i * (n + 1)]);
  return prediction->network.learning_rate * variance * depth *
         pow (prediction->rates.p[m], 2 - 2.0 / depth);
}

/* What jumping about a plateau may change of the second time. */
static double
compute_stray (const TheoryPrediction *prediction, const TheoryOwn *own)
{
  const double steepness = compute_steepness (prediction, own->first);
  const double first = own->t[own->first], second = own->t[1 - own->first];
  const TheoryRates *rates = &prediction->rates;
  const int last = 1 - own->first;
  double felt; /* what the first takes away of what drives the other, in parts of what it leaves */

  if (steepness <= STEEPEST || !isfinite (second))
    return 0;
  felt = fabs (rates->sign[last] * rates->s[last] / rates->d[last] - 1);
  return STRAY * (steepness - STEEPEST) * felt * (1 - first / second);
}

static gboolean
is_slowed (const TheoryPrediction *prediction, double s)
{
  const TheoryNetwork *network = &prediction->network;
  const gboolean exact =
      network->shared_depth == 0 && prediction->moments->n_a == 1 && prediction->moments->n_b == 1;

  return network->momentum > 0 && !exact && theory_network_get_pace (network, s, 0) < LEAST_PACE;
}

static gboolean
is_coarse (const TheoryPrediction *prediction, const TheoryOwn *own)
{
  const TheoryClock *flow = &prediction->times.flow, *step = &prediction->times.step;
  const double s = fmax (prediction->rates.s[0], prediction->rates.s[1]);

  if (prediction->network.flow)
    return FALSE;
  if (own != NULL)
    return s * prediction->network.learning_rate > LARGEST_STEP ||
           compute_stray (prediction, own) > LARGEST_LAG || is_slowed (prediction, s);
  for (int m = 0; m < 2; m++)
    if (isfinite (flow->t[m]) && fabs (step->t[m] - flow->t[m]) > LARGEST_LAG * step->t[m])
      return TRUE;
  return FALSE;
}

static gboolean
has_other_steps (const ModelExperiment *experiment)
{
  return model_optimizer_is_elementwise (experiment) ||
         model_experiment_get (experiment, MODEL_CLIP) > 0 ||
         model_experiment_get (experiment, MODEL_WARMUP) > 0 ||
         model_experiment_get (experiment, MODEL_DELAY_A) > 0 ||
         model_experiment_get (experiment, MODEL_DELAY_B) > 0;
}

static gboolean
has_other_rest (const TheoryPrediction *prediction)
{
  const TheoryNetwork *network = &prediction->network;
  const gboolean scalar = prediction->moments->n_a == 1 && prediction->moments->n_b == 1;

  if (network->decay > 0)
    return !scalar || !prediction->aligned;
  return theory_network_get_speed (network, 1) != 1 && (network->shared_depth > 0 || !scalar) &&
         !prediction->aligned;
}

/* Steps that nearly jump about the first plateau come to it in a stage of their own. */
static gboolean
is_unclear (const TheoryPrediction *prediction, const TheoryOwn *own)
{
  TheoryStages stages;

  theory_stages_measure (&stages, own->history, prediction->points);
  return stages.unclear ||
         (!prediction->network.flow && compute_steepness (prediction, own->first) > RINGING);
}

int
theory_validity_compute (const ModelExperiment *experiment,
                         const TheoryPrediction *prediction,
                         const TheoryOwn *own,
                         TheoryLimit limits[THEORY_N_LIMITS])
{
  const gboolean holds[THEORY_N_LIMITS] = {
    [THEORY_LIMIT_LARGE_START] = is_large (prediction, own),
    [THEORY_LIMIT_UNALIGNED] = own == NULL && !prediction->aligned,
    [THEORY_LIMIT_STEPS] = is_coarse (prediction, own),
    [THEORY_LIMIT_ROUNDING] = own != NULL && own->rounding,
    [THEORY_LIMIT_STAGES] = own != NULL && is_unclear (prediction, own),
    [THEORY_LIMIT_BENT] = !prediction->linear,
    [THEORY_LIMIT_LOGISTIC] = !prediction->rests,
    [THEORY_LIMIT_XOR] = model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_XOR,
    [THEORY_LIMIT_OPTIMIZER] = has_other_steps (experiment),
    [THEORY_LIMIT_REMEDY] = has_other_rest (prediction),
  };
  int n = 0;

  for (int i = 0; i < THEORY_N_LIMITS; i++)
    if (holds[i])
      limits[n++] = i;
  return n;
}

const char *
theory_validity_get_name (TheoryLimit limit)
{
  static const char *const names[THEORY_N_LIMITS] = {
    "large_start", "unaligned", "steps", "rounding",  "stages",
    "relu",        "logistic",  "xor",   "optimizer", "remedy",
  };

  g_return_val_if_fail (limit < THEORY_N_LIMITS, "");

  return names[limit];
}

const char *
theory_validity_get_words (TheoryLimit limit)
{
  static const char *const words[THEORY_N_LIMITS] = {
    [THEORY_LIMIT_LARGE_START] =
        N_ ("The initial weights are not small: the phases that theory tells apart overlap."),
    [THEORY_LIMIT_UNALIGNED] =
        N_ ("The layers start at random, not aligned: a deep network learns later than theory of "
            "aligned layers says."),
    [THEORY_LIMIT_STEPS] = N_ (
        "The steps are so large that gradient descent is later than the gradient flow of theory."),
    [THEORY_LIMIT_ROUNDING] = N_ (
        "A weight changes its sign after the other sign has fallen below what numbers hold: the "
        "run is there sooner than theory says."),
    [THEORY_LIMIT_STAGES] = N_ (
        "How many stages there are is a close call: the run may have one more or one fewer than "
        "theory, or another modality in one."),
    [THEORY_LIMIT_BENT] = N_ (
        "Theory is the linear network's at (1 + slope) / 2 of the learning rate: what two-layer "
        "ReLU networks do on symmetric data, for others a line to compare with."),
    [THEORY_LIMIT_LOGISTIC] = N_ (
        "Theory is that of the squared loss at half the learning rate, for the sign of the target "
        "(appendix D.4): of the early times, since weights grow for ever."),
    [THEORY_LIMIT_OPTIMIZER] = N_ (
        "Theory is that of plain steps: of Adam, of signs, of clipped gradients and of rates that "
        "change it knows nothing."),
    [THEORY_LIMIT_REMEDY] = N_ (
        "Under weight decay, and with another rate before shared layers, theory is that of aligned "
        "layers; of vectors under decay there is none."),
    [THEORY_LIMIT_XOR] = N_ ("A linear network learns nothing from XOR: there is no theory of B."),
  };

  g_return_val_if_fail (limit < THEORY_N_LIMITS, "");

  return _ (words[limit]);
}

char *
theory_validity_describe (const ModelExperiment *experiment,
                          const TheoryPrediction *prediction,
                          const TheoryOwn *own)
{
  TheoryLimit limits[THEORY_N_LIMITS];
  const int n = theory_validity_compute (experiment, prediction, own, limits);
  GString *text = g_string_new (n == 0 ? _ ("Theory assumes small weights, as this run has.") : "");

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", theory_validity_get_words (limits[i]));
  return g_string_free (text, FALSE);
}
