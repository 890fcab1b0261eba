/* Training speed of a table of networks, in a table of ways to train. */
#include "bench/bench_train.h"

#include "bench/bench_clock.h"
#include "bench/bench_limits.h"
#include "bench/bench_plain.h"
#include "model/network/gradient.h"
#include "model/network/naive.h"
#include "model/train/trainer.h"
#include "theory/init_scale.h"

/* One measurement lasts this long at least, and the best of REPEATS counts: what disturbs it only
 * ever makes it slower. The ways take turns, so that a disturbance does not hit one alone. */
#define LEAST_TIME (G_USEC_PER_SEC / 5)
#define QUICK_TIME (G_USEC_PER_SEC / 100)
enum
{
  REPEATS = 3,
  LONGEST_BATCH = 1000,
  BATCH_WEIGHTS = 2000000, /* in all steps between two looks at the clock */
  RATE_PER_MILLE = 1       /* a learning rate that stays away from divergence and from denormals */
};

typedef enum
{
  WAY_COMPRESSED, /* a run of the small network, recorded; the table says how wide it is */
  WAY_RUN,        /* a run at full width, recorded */
  WAY_STEP,       /* the step of such a run alone */
  WAY_PLAIN,      /* the same in plain BLAS calls */
  WAY_NAIVE,      /* gradient descent on 8192 samples, as an autograd library does it */
  N_WAYS
} Way;

typedef struct
{
  int depth, fusion, width;
  int inputs;        /* per modality; 0: scalar data */
  double init_scale; /* 0: automatic */
  gboolean naive;    /* worth the time */
  gboolean quick;    /* part of a quick run too */
  ModelActivation activation;
} Network;

static const Network networks[] = {
  { 2, 1, 100 },
  { 2, 2, 100, .naive = TRUE, .quick = TRUE },
  { 2, 2, 100, 50 },
  { 3, 2, 100 },
  { 4, 1, 100, 0, 0.1 },
  { 4, 2, 100, 0, 0.1 },
  { 4, 3, 100, 0, 0.1 },
  { 4, 4, 100, 0, 0.1, .naive = TRUE, .quick = TRUE },
  { 6, 3, 100 },
  { 6, 6, 100 },
  { 8, 4, 100 },
  { 8, 8, 100 },
  { 4, 4, 1000 },
  { 2, 2, 100, .activation = MODEL_ACTIVATION_RELU, .quick = TRUE },
  { 2, 1, 100, .activation = MODEL_ACTIVATION_RELU },
  { 4, 4, 100, 0, 0.1, .activation = MODEL_ACTIVATION_RELU },
};

/* What is asked of them: a ratio of two ways, or where there is no second one, the
 * steps per second of one. */
typedef struct
{
  int depth, width;
  Way way, against;
  double at_least;
} Must;

static const Must musts[] = {
  { 2, 100, WAY_COMPRESSED, WAY_RUN, 5 },
  { 4, 100, WAY_COMPRESSED, WAY_RUN, 15 },
  { 4, 100, WAY_COMPRESSED, N_WAYS, 500000 },
  { 4, 100, WAY_STEP, WAY_PLAIN, 1.5 },
};

/* Ratios to show besides those. */
static const struct
{
  Way way, against;
} ratios[] = {
  { WAY_COMPRESSED, WAY_RUN },
  { WAY_STEP, WAY_PLAIN },
  { WAY_STEP, WAY_NAIVE },
};

static const char *const way_names[N_WAYS] = { "compressed run", "full-width run",
                                               "full-width step", "plain BLAS", "naive" };

typedef struct
{
  const Network *network;
  gint64 time;
  ModelTrainer *run, *compressed;
  ModelNetwork *weights;
  ModelGradient *gradient;
  BenchPlain *plain;
  ModelDataset *dataset;
  ModelNaive *naive;
  int dimensions; /* of the compressed run */
  double rate[N_WAYS];
} Case;

static gboolean
is_linear (const Network *network)
{
  return network->activation == MODEL_ACTIVATION_LINEAR;
}

static void
describe_experiment (const Network *network, ModelExperiment *e)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_DEPTH, network->depth, NULL);
  model_experiment_set (e, MODEL_FUSION, network->fusion, NULL);
  model_experiment_set (e, MODEL_WIDTH, network->width, NULL);
  model_experiment_set (e, MODEL_INIT_SCALE, network->init_scale, NULL);
  model_experiment_set (e, MODEL_ACTIVATION, network->activation, NULL);
  model_experiment_set (e, MODEL_EPOCHS, 1e9, NULL);
  /* So low that it is still on its way when the time is over: a run that rests is not stepped. */
  model_experiment_set (e, MODEL_LEARNING_RATE, 1e-6, NULL);
  if (network->inputs > 0)
    {
      model_experiment_set (e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
      model_experiment_set (e, MODEL_INPUTS_A, network->inputs, NULL);
      model_experiment_set (e, MODEL_INPUTS_B, network->inputs, NULL);
    }
}

static char *
describe_network (const Network *network)
{
  const int n = MAX (network->inputs, 1);

  return g_strdup_printf ("L=%d Lf=%d N=%d n=%d+%d%s", network->depth, network->fusion,
                          network->width, n, n,
                          is_linear (network) ? "" : ", ReLU on 8192 samples");
}

static void
go (Case *c, Way way, int steps)
{
  const ModelMoments *moments = model_trainer_get_moments (c->run);
  const double rate = RATE_PER_MILLE / 1000.0;

  if (way == WAY_COMPRESSED || way == WAY_RUN)
    model_trainer_run (way == WAY_RUN ? c->run : c->compressed, steps, NULL);
  else
    for (int i = 0; i < steps; i++)
      if (way == WAY_PLAIN)
        bench_plain_step (c->plain, c->weights, moments, rate);
      else if (way == WAY_NAIVE)
        model_naive_step (c->naive, c->weights, rate);
      else
        {
          model_gradient_evaluate (c->gradient, c->weights, moments, NULL);
          model_gradient_step (c->gradient, c->weights, rate, NULL);
        }
}

/* How many steps go between two looks at the clock. */
static int
choose_batch (const Case *c, Way way)
{
  const int most = way == WAY_NAIVE || !is_linear (c->network) ? 1 : LONGEST_BATCH;

  return way == WAY_COMPRESSED ? most
                               : CLAMP (BATCH_WEIGHTS / (int) c->weights->n_weights, 1, most);
}

static gboolean
is_possible (const Case *c, Way way)
{
  if (!is_linear (c->network))
    return way == WAY_RUN;
  return (way != WAY_NAIVE || c->naive != NULL) && (way != WAY_COMPRESSED || c->compressed != NULL);
}

static void
measure (Case *c, int repeats)
{
  for (int i = 0; i < repeats * N_WAYS; i++)
    {
      const Way way = i % N_WAYS;
      const int batch = choose_batch (c, way);
      const double begin = bench_clock ();
      double elapsed;
      gint64 steps = 0;

      if (!is_possible (c, way))
        continue;
      do
        {
          go (c, way, batch);
          steps += batch;
          elapsed = bench_clock () - begin;
        }
      while (elapsed < c->time);
      c->rate[way] = MAX (c->rate[way], (double) steps * G_USEC_PER_SEC / elapsed);
    }
}

static ModelTrainer *
new_trainer (const Network *network, int compression, GError **error)
{
  ModelExperiment e;

  describe_experiment (network, &e);
  model_experiment_set (&e, MODEL_COMPRESSION, compression, NULL);
  return theory_init_scale_new_trainer (&e, error);
}

/* Nothing to measure where the small network is not smaller. */
static gboolean
set_up_compressed (Case *c, GError **error)
{
  g_autoptr (ModelSnapshot) snapshot = NULL;

  c->compressed = new_trainer (c->network, MODEL_COMPRESSION_AUTO, error);
  if (c->compressed == NULL)
    return FALSE;
  snapshot = model_trainer_snapshot (c->compressed, 0);
  c->dimensions = snapshot->width;
  if (c->dimensions >= c->network->width)
    g_clear_pointer (&c->compressed, model_trainer_free);
  return TRUE;
}

static gboolean
set_up (Case *c, const Network *network, gboolean quick, GError **error)
{
  ModelExperiment e;
  g_autoptr (GError) failed = NULL;

  *c = (Case){ .network = network, .time = quick ? QUICK_TIME : LEAST_TIME };
  describe_experiment (network, &e);
  c->run = new_trainer (network, MODEL_COMPRESSION_OFF, &failed);
  if (failed == NULL && is_linear (network))
    set_up_compressed (c, &failed);
  if (failed == NULL && network->naive && !(quick && network->depth > 2))
    c->dataset = model_dataset_new (&e, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  c->weights = model_network_copy (model_trainer_get_network (c->run));
  c->gradient = model_gradient_new (&c->weights->shape);
  c->plain = bench_plain_new (&c->weights->shape);
  if (c->dataset != NULL)
    c->naive = model_naive_new (&c->weights->shape, c->dataset);
  return TRUE;
}

static void
tear_down (Case *c)
{
  model_trainer_free (c->run);
  model_trainer_free (c->compressed);
  model_network_free (c->weights);
  model_gradient_free (c->gradient);
  bench_plain_free (c->plain);
  model_naive_free (c->naive);
  model_dataset_unref (c->dataset);
}

/* What has to be reached by `way` over `against`, or by itself. */
static BenchMust
find_must (const Network *network, Way way, Way against)
{
  for (gsize i = 0; i < G_N_ELEMENTS (musts); i++)
    {
      const Must *m = &musts[i];

      if (m->depth == network->depth && m->width == network->width && network->inputs == 0 &&
          m->way == way && m->against == against)
        return (BenchMust){ m->at_least, 0 };
    }
  return (BenchMust){ 0, 0 };
}

/* At full width a step reads every weight twice and writes it once; on the samples it costs six
 * operations for each weight and sample. The small network of a compressed run stays in registers
 * and the nearest cache: no limit says much about it. */
static void
compute_share (const Case *c, Way way, double peak, BenchRow *row)
{
  const double n = c->weights->n_weights, bytes = n * sizeof (double);

  if (!is_linear (c->network))
    return;
  if (way == WAY_RUN || way == WAY_STEP || way == WAY_PLAIN)
    {
      row->share = row->value * 3 * bytes / bench_limits_bandwidth (bytes, c->time / 4);
      row->limit = "bandwidth";
    }
  else if (way == WAY_NAIVE)
    {
      row->share = row->value * 6 * n * c->dataset->n_samples / peak;
      row->limit = "peak";
    }
}

static char *
describe_way (const Case *c, const char *name, Way way)
{
  return way == WAY_COMPRESSED
             ? g_strdup_printf ("%s: %s (%d)", name, way_names[way], c->dimensions)
             : g_strdup_printf ("%s: %s", name, way_names[way]);
}

static void
report_case (const Case *c, double peak, BenchReport *report)
{
  g_autofree char *name = describe_network (c->network);

  for (Way way = 0; way < N_WAYS; way++)
    if (c->rate[way] > 0)
      {
        g_autofree char *what = describe_way (c, name, way);
        BenchRow row = { .what = what,
                         .value = c->rate[way],
                         .unit = "steps/s",
                         .must = find_must (c->network, way, N_WAYS) };

        compute_share (c, way, peak, &row);
        bench_report_add (report, &row);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (ratios); i++)
    if (c->rate[ratios[i].way] > 0 && c->rate[ratios[i].against] > 0)
      {
        g_autofree char *what = g_strdup_printf ("%s: %s / %s", name, way_names[ratios[i].way],
                                                 way_names[ratios[i].against]);
        const BenchRow row = { .what = what,
                               .value = c->rate[ratios[i].way] / c->rate[ratios[i].against],
                               .unit = "times",
                               .must = find_must (c->network, ratios[i].way, ratios[i].against) };

        bench_report_add (report, &row);
      }
}

gboolean
bench_train (BenchReport *report, gboolean quick, GError **error)
{
  const double peak = bench_limits_peak (quick ? QUICK_TIME : LEAST_TIME);

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      Case c;

      if (quick && !networks[i].quick)
        continue;
      if (!set_up (&c, &networks[i], quick, error))
        return FALSE;
      measure (&c, quick ? 1 : REPEATS);
      report_case (&c, peak, report);
      tear_down (&c);
    }
  return TRUE;
}
