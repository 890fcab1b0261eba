/* Gradient flow over a table of networks, each with a plateau. */
#include "bench/bench_flow.h"

#include "bench/bench_clock.h"
#include "model/network/learning_rate.h"
#include "model/step/compression.h"
#include "model/step/flow.h"

/* Scales that put the second modality some way behind the first, and in the last row a plateau of
 * 800,000 epochs. */
static const struct
{
  int depth, fusion, width;
  double init_scale;
  int epochs;
  gboolean compressed;
  double most_evaluations;
} flows[] = {
  { 2, 2, 100, 1e-8, 1000, TRUE },    { 4, 2, 100, 0.1, 10000 },
  { 4, 4, 100, 0.1, 10000, TRUE },    { 4, 4, 100, 0.1, 10000 },
  { 4, 4, 100, 0.01, 1000000, TRUE }, { 4, 4, 100, 0.01, 1000000, FALSE, 10000 },
};

enum
{
  BLOCK = 1000
};

static ModelNetwork *
new_start (const ModelExperiment *experiment,
           gboolean compressed,
           double init_scale,
           const ModelMoments *moments)
{
  g_autoptr (ModelCompression) compression =
      compressed ? model_compression_get (experiment, NULL) : NULL;
  ModelNetworkShape shape;
  ModelNetwork *start;

  if (compression != NULL && !model_compression_is_full_width (compression))
    return model_compression_new_start (compression, experiment, init_scale, moments);
  model_network_shape_from_experiment (&shape, experiment);
  start = model_network_new (&shape);
  model_network_initialise (start, experiment, init_scale, moments);
  return start;
}

static ModelStepper *
new_flow (int i, ModelMoments **moments, GError **error)
{
  g_autoptr (ModelNetwork) start = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, flows[i].depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, flows[i].fusion, NULL);
  model_experiment_set (&e, MODEL_WIDTH, flows[i].width, NULL);
  *moments = model_moments_compute (&e, error);
  if (*moments == NULL)
    return NULL;
  start = new_start (&e, flows[i].compressed, flows[i].init_scale, *moments);
  return model_flow_new (start, *moments, model_learning_rate_get (&e), MODEL_FLOW_TOLERANCE);
}

/* Seconds. */
static double
run (ModelStepper *flow, int epochs)
{
  ModelHistoryRow rows[BLOCK];
  const double begin = bench_clock ();

  flow->class->evaluate (flow, rows, NULL);
  for (int done = 0; done < epochs; done += BLOCK)
    flow->class->advance (flow, rows, BLOCK, NULL);
  return MAX (bench_clock () - begin, 1) / G_USEC_PER_SEC;
}

static void
report_flow (BenchReport *report, int i, double seconds, const ModelFlowCost *cost)
{
  g_autofree char *name = g_strdup_printf (
      "L=%d Lf=%d N=%d u0=%g%s, %g epochs", flows[i].depth, flows[i].fusion, flows[i].width,
      flows[i].init_scale, flows[i].compressed ? ", compressed" : "", (double) flows[i].epochs);
  g_autofree char *evaluations = g_strdup_printf ("%s: evaluations", name);
  const BenchRow row = { .what = evaluations,
                         .value = cost->evaluations,
                         .unit = "gradients",
                         .must.at_most = flows[i].most_evaluations };

  bench_report_value (report, name, flows[i].epochs / seconds, "epochs/s");
  bench_report_add (report, &row);
}

gboolean
bench_flow (BenchReport *report, gboolean quick, GError **error)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (flows); i += quick ? 2 : 1)
    {
      g_autoptr (ModelMoments) moments = NULL;
      g_autoptr (ModelStepper) flow = new_flow (i, &moments, error);
      ModelFlowCost cost;
      double seconds;

      if (flow == NULL)
        return FALSE;
      seconds = run (flow, flows[i].epochs);
      model_flow_get_cost (flow, &cost);
      report_flow (report, i, seconds, &cost);
    }
  return TRUE;
}
