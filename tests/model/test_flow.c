/* Gradient flow: the limit of descent, its accuracy and its cost, and a run that can be cut, sought
 * and kicked. */
#include "model/step/flow.h"
#include "model/train/ending.h"
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <string.h>

static ModelTrainer *
begin (ModelExperiment experiment, double init_scale)
{
  g_autoptr (GError) error = NULL;
  ModelTrainer *trainer = model_trainer_new (&experiment, init_scale, &error);

  g_assert_no_error (error);
  return trainer;
}

static ModelTrainer *
train (ModelExperiment experiment, double init_scale)
{
  ModelTrainer *trainer = begin (experiment, init_scale);

  model_trainer_run (trainer, G_MAXINT64, NULL);
  return trainer;
}

static void
get_end (ModelTrainer *trainer, double w[2])
{
  model_network_compute_total_weights (model_trainer_get_network (trainer), w);
}

static void
assert_same_network (ModelTrainer *a, ModelTrainer *b)
{
  const ModelNetwork *x = model_trainer_get_network (a), *y = model_trainer_get_network (b);

  g_assert_cmpmem (x->weights, x->n_weights * sizeof (double), y->weights,
                   y->n_weights * sizeof (double));
}

/* Descent differs from the flow by a multiple of the learning rate, plus one of its square:
 * Richardson's 2 W (eta / 2) - W (eta) leaves the second only. */
static void
test_limit_of_descent (void)
{
  double w[3][2], flow[2];
  ModelExperiment e =
      make_experiment ("depth", "3", "fusion", "2", "rho", "0.3", "width", "10", NULL);

  /* Between the phases, where both weights move. */
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (ModelTrainer) descent = NULL;

      model_experiment_set (&e, MODEL_LEARNING_RATE, 0.004 / (1 << i), NULL);
      model_experiment_set (&e, MODEL_EPOCHS, 600 << i, NULL);
      descent = train (e, 0.2);
      get_end (descent, w[i]);
    }
  model_experiment_set (&e, MODEL_DYNAMICS, MODEL_DYNAMICS_FLOW, NULL);
  g_autoptr (ModelTrainer) trainer = train (e, 0.2);

  get_end (trainer, flow);
  for (int m = 0; m < 2; m++)
    {
      double coarse = 2 * w[1][m] - w[0][m] - flow[m], fine = 2 * w[2][m] - w[1][m] - flow[m];

      g_assert_cmpfloat (fabs (w[0][m] - flow[m]), >, 1e-5);
      /* What is left falls by 4 with the step, within what the third order adds. */
      g_assert_cmpfloat (fabs (coarse / fine - 4), <, 0.4);
      g_assert_cmpfloat (fabs (fine), <, 0.02 * fabs (w[2][m] - flow[m]));
    }
}

typedef struct
{
  ModelMoments *moments;
  ModelNetwork *start;
} Problem;

static void
set_up (Problem *p, const ModelExperiment *experiment, double init_scale)
{
  ModelNetworkShape shape;

  p->moments = model_moments_compute (experiment, NULL);
  model_network_shape_from_experiment (&shape, experiment);
  p->start = model_network_new (&shape);
  model_network_initialise (p->start, experiment, init_scale, p->moments);
}

static void
tear_down (Problem *p)
{
  model_moments_unref (p->moments);
  model_network_free (p->start);
}

static ModelStepper *
start_flow (const Problem *p, double learning_rate, double tolerance)
{
  ModelStepper *flow = model_flow_new (p->start, p->moments, learning_rate, tolerance);
  ModelHistoryRow row;

  g_assert_true (flow->class->evaluate (flow, &row, NULL));
  return flow;
}

static ModelHistoryRow
advance (ModelStepper *flow, int epochs)
{
  ModelHistoryRow rows[256];
  int n = 0;

  for (; epochs > 0; epochs -= n)
    {
      n = MIN (epochs, (int) G_N_ELEMENTS (rows));
      g_assert_true (flow->class->advance (flow, rows, n, NULL));
    }
  return rows[n - 1];
}

/* The largest error over a run falls with the tolerance, if not in proportion: a few dozen steps of
 * varying order add up to it. */
static void
test_tolerance (void)
{
  enum
  {
    EPOCHS = 400
  };
  const double tolerance[] = { 1e-12, 1e-5, 1e-7 };
  static ModelHistoryRow rows[3][EPOCHS];
  ModelExperiment e = make_experiment ("depth", "4", "fusion", "3", "width", "12", NULL);
  double error[3] = { 0 };
  Problem p;

  set_up (&p, &e, 0.3);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (ModelStepper) flow = start_flow (&p, 0.04, tolerance[i]);

      g_assert_true (flow->class->advance (flow, rows[i], EPOCHS, NULL));
      for (int j = 0; j < EPOCHS; j++)
        for (int m = 0; m < 2; m++)
          error[i] = fmax (error[i], fabs (rows[i][j].weight[m] - rows[0][j].weight[m]));
    }
  g_assert_cmpfloat (error[1], >, 1e-6);
  g_assert_cmpfloat (error[2], <, error[1] / 10);
  g_assert_cmpfloat (error[2], <, 1e-4);
  tear_down (&p);
}

/* A plateau 700,000 epochs long: descent evaluates the gradient as often as there are epochs. */
static void
test_long_plateau (void)
{
  ModelExperiment e = make_experiment ("depth", "4", "fusion", "4", "width", "20", NULL);
  ModelHistoryRow before, after;
  ModelFlowCost cost;
  Problem p;

  set_up (&p, &e, 0.01);
  g_autoptr (ModelStepper) flow = start_flow (&p, 0.04, MODEL_FLOW_TOLERANCE);

  before = advance (flow, 200000);
  after = advance (flow, 700000);
  model_flow_get_cost (flow, &cost);
  g_assert_cmpfloat (before.weight[0], >, 0.9);
  g_assert_cmpfloat (before.weight[1], <, 0.01);
  g_assert_cmpfloat (after.weight[1], >, 0.9);
  g_assert_cmpint (cost.steps, <, 200);
  g_assert_cmpint (cost.evaluations, <, 10000);
  tear_down (&p);
}

/* The rows between the ends of a step, against steps that end there. */
static void
test_rows_between (void)
{
  const char *const depths[] = { "2", "4" };
  const double scale[] = { 1e-4, 0.3 };

  for (int i = 0; i < 2; i++)
    {
      ModelExperiment e =
          make_experiment ("depth", depths[i], "fusion", "2", "rho", "0.5", "width", "8", NULL);
      Problem p;

      set_up (&p, &e, scale[i]);
      g_autoptr (ModelStepper) flow = start_flow (&p, 0.04, MODEL_FLOW_TOLERANCE);

      for (int epoch = 1; epoch <= 1000; epoch++)
        {
          ModelHistoryRow row = advance (flow, 1);
          double w[2];

          model_network_compute_total_weights (flow->class->get_network (flow), w);
          /* Measured: 6e-7 where the weights move fastest. */
          g_assert_cmpfloat_with_epsilon (row.weight[0], w[0], 2e-6);
          g_assert_cmpfloat_with_epsilon (row.weight[1], w[1], 2e-6);
        }
      tear_down (&p);
    }
}

/* Along a gradient flow the loss falls; every data set, every step length. */
static void
test_loss_falls (void)
{
  const char *const rates[] = { "0.001", "1", "100" };

  for (int vector = 0; vector < 2; vector++)
    for (int i = 0; i < 3; i++)
      {
        ModelExperiment e = make_experiment ("source", vector ? "vector" : "scalar", "covariance",
                                             "random", "inputs-a", "7", "inputs-b", "5", "depth",
                                             "3", "fusion", "2", "width", "9", "dynamics", "flow",
                                             "learning-rate", rates[i], "epochs", "2000", NULL);
        g_autoptr (ModelTrainer) trainer = train (e, 0.3);
        g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);
        double last = INFINITY, scale = model_history_view_row (s->history, 0)->loss;

        g_assert_cmpint (s->status, ==, MODEL_TRAINER_DONE);
        g_assert_null (s->reason);
        for (gsize j = 0; j < model_history_view_length (s->history); j++)
          {
            double loss = model_history_view_row (s->history, j)->loss;

            /* Up to the interpolation's error. */
            g_assert_cmpfloat (loss, <=, last + 1e-6 * scale);
            last = loss;
          }
        if (i > 0)
          g_assert_cmpfloat (last - s->loss_minimum, <, 1e-6 * scale);
      }
}

static ModelExperiment
make_run (const char *epochs)
{
  return make_experiment ("dynamics", "flow", "depth", "3", "fusion", "2", "width", "12", "epochs",
                          epochs, NULL);
}

static void
test_cuts_change_nothing (void)
{
  g_autoptr (ModelTrainer) whole = train (make_run ("3000"), 0.05);
  g_autoptr (ModelTrainer) cut = begin (make_run ("3000"), 0.05);
  g_autoptr (ModelSnapshot) a = model_trainer_snapshot (whole, 0), b = NULL;
  int cancelled = 1, none = 0;

  while (model_trainer_run (cut, 7, &none) == MODEL_TRAINER_RUNNING)
    g_assert_cmpint (model_trainer_run (cut, 7, &cancelled), ==, MODEL_TRAINER_RUNNING);
  b = model_trainer_snapshot (cut, 0);
  assert_same_network (whole, cut);
  g_assert_cmpint (model_history_view_length (a->history), ==,
                   model_history_view_length (b->history));
  for (gsize i = 0; i < model_history_view_length (a->history); i++)
    g_assert_cmpmem (model_history_view_row (a->history, i), sizeof (ModelHistoryRow),
                     model_history_view_row (b->history, i), sizeof (ModelHistoryRow));
}

/* Within a step: nothing is done, and an older state goes on as if nothing had been. */
static void
test_cancelled (void)
{
  ModelExperiment e = make_run ("3000");
  ModelHistoryRow row, rows[300], again[300];
  g_autofree double *state = NULL;
  int cancelled = 1;
  Problem p;

  set_up (&p, &e, 0.05);
  g_autoptr (ModelStepper) flow = start_flow (&p, 0.04, MODEL_FLOW_TOLERANCE);

  advance (flow, 100);
  state = g_memdup2 (flow->state, flow->n_state * sizeof *state);
  g_assert_true (flow->class->advance (flow, rows, 300, NULL));
  memcpy (flow->state, state, flow->n_state * sizeof *state);
  g_assert_false (flow->class->evaluate (flow, &row, &cancelled));
  g_assert_true (flow->class->evaluate (flow, &row, NULL));
  g_assert_false (flow->class->advance (flow, again, 300, &cancelled));
  memcpy (flow->state, state, flow->n_state * sizeof *state);
  g_assert_true (flow->class->evaluate (flow, &row, NULL));
  g_assert_true (flow->class->advance (flow, again, 300, NULL));
  for (int i = 0; i < 300; i++)
    for (int m = 0; m < 2; m++)
      g_assert_cmpfloat (rows[i].weight[m], ==, again[i].weight[m]);
  tear_down (&p);
}

static void
test_seek (void)
{
  g_autoptr (ModelTrainer) trainer = train (make_run ("4000"), 0.05);

  /* Short of the first keyframe, at one, and between two. */
  for (int i = 0; i < 3; i++)
    {
      const char *const epochs[] = { "3", "2560", "3333" };
      g_autoptr (ModelTrainer) stopped = train (make_run (epochs[i]), 0.05);
      g_autoptr (ModelNetwork) back =
          model_trainer_seek (trainer, g_ascii_strtoll (epochs[i], NULL, 10), NULL);
      const ModelNetwork *there = model_trainer_get_network (stopped);

      g_assert_cmpmem (back->weights, back->n_weights * sizeof (double), there->weights,
                       there->n_weights * sizeof (double));
    }
}

static void
test_kick (void)
{
  const ModelKick kick = { 700, { 0.5, 0.4 } };
  g_autoptr (ModelTrainer) late = train (make_run ("3000"), 0.2);
  g_autoptr (ModelTrainer) soon = begin (make_run ("3000"), 0.2);
  g_autoptr (GError) error = NULL;
  double w[2];

  model_trainer_run (soon, 700, NULL);
  g_assert_true (model_trainer_kick (late, &kick, NULL, &error));
  g_assert_true (model_trainer_kick (soon, &kick, NULL, &error));
  get_end (soon, w);
  /* Rounding of the kick's own solution. */
  g_assert_cmpfloat_with_epsilon (w[0], 0.5, 1e-10);
  g_assert_cmpfloat_with_epsilon (w[1], 0.4, 1e-10);
  model_trainer_run (late, G_MAXINT64, NULL);
  model_trainer_run (soon, G_MAXINT64, NULL);
  assert_same_network (late, soon);
  get_end (soon, w);
  g_assert_cmpfloat_with_epsilon (w[1], 1, 1e-3);
}

/* "Until learned" ends at the first epoch that is, whatever the length of the step around it. */
static void
test_learned (void)
{
  g_autoptr (ModelTrainer) trainer = train (make_experiment ("dynamics", "flow", NULL), 1e-8);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);
  gsize n = model_history_view_length (s->history);
  double bound = MODEL_ENDING_LEARNED_TOLERANCE *
                 (model_history_view_row (s->history, 0)->loss - s->loss_minimum);
  double w[2];

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_cmpfloat (model_history_view_row (s->history, n - 1)->loss - s->loss_minimum, <=, bound);
  g_assert_cmpfloat (model_history_view_row (s->history, n - 2)->loss - s->loss_minimum, >, bound);
  get_end (trainer, w);
  g_assert_cmpfloat_with_epsilon (w[1], model_history_view_row (s->history, n - 1)->weight[1],
                                  2e-6);
}

/* Nothing to learn, a width of one, a modality of zero, weights that start far outside. */
static void
test_edges (void)
{
  const ModelExperiment edges[] = {
    make_experiment ("dynamics", "flow", "sigma-a", "0", "sigma-b", "0", "epochs", "500", NULL),
    make_experiment ("dynamics", "flow", "width", "1", "epochs", "500", NULL),
    make_experiment ("dynamics", "flow", "sigma-b", "0", "epochs", "500", NULL),
    make_experiment ("dynamics", "flow", "rho", "1", "epochs", "500", "depth", "8", "fusion", "5",
                     "width", "6", NULL),
  };
  const double scale[] = { 1e-8, 1e-8, 1e-12, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autoptr (ModelTrainer) trainer = train (edges[i], scale[i]);
      g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);

      g_assert_cmpint (s->status, ==, MODEL_TRAINER_DONE);
      for (gsize j = 0; j < model_history_view_length (s->history); j++)
        {
          const ModelHistoryRow *row = model_history_view_row (s->history, j);

          g_assert_true (isfinite (row->loss + row->weight[0] + row->weight[1]));
        }
    }
}

static void
test_too_many_inputs (void)
{
  ModelExperiment e = make_experiment ("dynamics", "flow", "source", "vector", "inputs-a", "200",
                                       "inputs-b", "57", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (model_experiment_validate (&e, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "256"));
  model_experiment_set (&e, MODEL_INPUTS_B, 56, NULL);
  g_assert_true (model_experiment_validate (&e, NULL));
}

int
main (int argc, char **argv)
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/flow/limit-of-descent", test_limit_of_descent);
  g_test_add_func ("/model/flow/tolerance", test_tolerance);
  g_test_add_func ("/model/flow/long-plateau", test_long_plateau);
  g_test_add_func ("/model/flow/rows-between", test_rows_between);
  g_test_add_func ("/model/flow/loss-falls", test_loss_falls);
  g_test_add_func ("/model/flow/cuts-change-nothing", test_cuts_change_nothing);
  g_test_add_func ("/model/flow/cancelled", test_cancelled);
  g_test_add_func ("/model/flow/seek", test_seek);
  g_test_add_func ("/model/flow/kick", test_kick);
  g_test_add_func ("/model/flow/learned", test_learned);
  g_test_add_func ("/model/flow/edges", test_edges);
  g_test_add_func ("/model/flow/too-many-inputs", test_too_many_inputs);
  return g_test_run ();
}
