/* Whole runs: against independently computed descents, how they end, and going back in time. */
#include "model/network/sharpness.h"
#include "model/train/ending.h"
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ModelTrainer *
train (ModelExperiment experiment, double init_scale)
{
  g_autoptr (GError) error = NULL;
  ModelTrainer *trainer = model_trainer_new (&experiment, init_scale, &error);

  g_assert_no_error (error);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  return trainer;
}

static void
check_reference (const char *name, ModelExperiment experiment, double init_scale)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "reference", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  int rows = 0;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  model_experiment_set (&experiment, MODEL_EPOCHS, 1000, NULL);
  trainer = train (experiment, init_scale);
  snapshot = model_trainer_snapshot (trainer, 0);
  for (int i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++, rows++)
    {
      double epoch, loss, w_a, w_b;
      ModelHistoryRow row;

      g_assert_cmpint (sscanf (lines[i], "%lf,%lf,%lf,%lf", &epoch, &loss, &w_a, &w_b), ==, 4);
      row = model_history_view_at (snapshot->history, epoch);
      g_assert_cmpfloat (row.epoch, ==, epoch);
      g_assert_cmpfloat_with_epsilon (row.loss, loss, 1e-9);
      g_assert_cmpfloat_with_epsilon (row.weight[0], w_a, 1e-9);
      g_assert_cmpfloat_with_epsilon (row.weight[1], w_b, 1e-9);
    }
  g_assert_cmpint (rows, >, 30);
}

static void
test_reference (void)
{
  check_reference ("descent-L2-Lf1-sa2-sb1-rho0-wa1-wb1-u0.0001-eta0.04.csv",
                   make_experiment ("fusion", "1", "samples", "0", "init", "balanced", NULL), 1e-4);
  check_reference ("descent-L2-Lf2-sa2-sb1-rho0-wa1-wb1-u0.0001-eta0.04.csv",
                   make_experiment ("samples", "0", "init", "balanced", NULL), 1e-4);
  check_reference (
      "descent-L4-Lf1-sa2-sb1-rho0-wa1-wb1-u0.1-eta0.04.csv",
      make_experiment ("depth", "4", "fusion", "1", "samples", "0", "init", "balanced", NULL), 0.1);
  check_reference ("descent-L4-Lf3-sa2-sb1-rho0.3-wa1-wb1-u0.1-eta0.04.csv",
                   make_experiment ("depth", "4", "fusion", "3", "rho", "0.3", "samples", "0",
                                    "init", "balanced", NULL),
                   0.1);
}

static void
test_learned (void)
{
  g_autoptr (ModelTrainer) trainer = train (make_experiment (NULL), 1e-8);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 3);
  const ModelHistoryRow *start = model_history_view_row (s->history, 0);
  gsize n = model_history_view_length (s->history);
  const ModelHistoryRow *end = model_history_view_row (s->history, n - 1);
  const ModelHistoryRow *before = model_history_view_row (s->history, n - 2);
  double bound = MODEL_ENDING_LEARNED_TOLERANCE * (start->loss - s->loss_minimum);

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_cmpuint (s->generation, ==, 3);
  g_assert_null (s->reason);
  g_assert_cmpfloat (end->loss - s->loss_minimum, <=, bound);
  g_assert_cmpfloat (before->loss - s->loss_minimum, >, bound);
}

/* The last epoch at which a weight is farther than half from its end, which both end at 1. */
static double
find_last_rise (const ModelHistoryView *history)
{
  double last = 0;

  for (gsize i = 0; i < model_history_view_length (history); i++)
    for (int m = 0; m < 2; m++)
      if (model_history_view_row (history, i)->weight[m] < 0.5)
        last = model_history_view_row (history, i)->epoch;
  return last;
}

/* Deep branches are learned within moments of their rise: there is room behind it, of the same
 * length however the run is cut. */
static void
test_room (void)
{
  ModelExperiment e = make_experiment ("depth", "4", "fusion", "4", "samples", "0", NULL);
  g_autoptr (ModelTrainer) whole = train (e, 0.3);
  g_autoptr (ModelTrainer) cut = model_trainer_new (&e, 0.3, NULL);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (whole, 0), r = NULL;
  const double last = find_last_rise (s->history), end = model_snapshot_last_epoch (s);
  int none = 0;

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_cmpfloat (last, >, 300);
  g_assert_cmpfloat (end, ==, ceil (1.1 * last));
  while (model_trainer_run (cut, 7, &none) == MODEL_TRAINER_RUNNING)
    ;
  r = model_trainer_snapshot (cut, 0);
  g_assert_cmpint (r->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_cmpfloat (model_snapshot_last_epoch (r), ==, end);
  g_assert_cmpuint (model_history_view_length (r->history), ==,
                    model_history_view_length (s->history));
}

static void
test_asked_for (void)
{
  g_autoptr (ModelTrainer) trainer = train (make_experiment ("epochs", "7", NULL), 1e-8);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_DONE);
  g_assert_cmpuint (model_history_view_length (s->history), ==, 8);
  g_assert_cmpfloat (model_snapshot_last_epoch (s), ==, 7);
}

static void
test_nothing_to_learn (void)
{
  g_autoptr (ModelTrainer) trainer =
      train (make_experiment ("sigma-a", "0", "sigma-b", "0", NULL), 1e-8);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_cmpuint (model_history_view_length (s->history), ==, 1);
}

static void
test_bound (void)
{
  /* A deep network this small does not move. */
  g_autoptr (ModelTrainer) trainer =
      train (make_experiment ("depth", "8", "fusion", "8", "width", "1", NULL), 1e-3);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_BOUND);
  g_assert_cmpfloat (model_snapshot_last_epoch (s), ==, MODEL_TRAINER_EPOCH_BOUND);
  g_assert_nonnull (strstr (s->reason, "1000000 epochs"));
}

static void
test_diverged (void)
{
  g_autoptr (ModelTrainer) trainer = train (make_experiment ("learning-rate", "0.9", NULL), 1e-8);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_DIVERGED);
  g_assert_true (g_str_has_prefix (s->reason, "diverged at epoch "));
  g_assert_nonnull (strstr (s->reason, "learning rate 0.9 is above 2/lambda = 0.2"));
  for (gsize i = 0; i < model_history_view_length (s->history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (s->history, i);

      g_assert_true (isfinite (row->loss + row->weight[0] + row->weight[1]));
    }
}

/* Above 2 / lambda a run may also settle in an oscillation. */
static void
test_oscillates (void)
{
  g_autoptr (ModelTrainer) trainer =
      train (make_experiment ("learning-rate", "0.3", "width", "4", NULL), 1e-8);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (trainer, 0);

  g_assert_cmpint (s->status, ==, MODEL_TRAINER_BOUND);
  g_assert_nonnull (strstr (s->reason, "learning rate 0.3 is above 2/lambda"));
  g_assert_nonnull (strstr (s->reason, "the loss oscillates"));
}

/* Just below 2 / lambda a balanced run settles, just above it does not. */
static void
test_sharpness (void)
{
  ModelExperiment e = make_experiment ("samples", "0", "init", "balanced", "depth", "3", "fusion",
                                       "2", "rho", "0.3", NULL);
  g_autoptr (ModelMoments) moments = model_moments_compute (&e, NULL);
  ModelNetworkShape shape;
  double w[2], limit;

  model_network_shape_from_experiment (&shape, &e);
  model_moments_solve (moments, w);
  limit = 2 / model_sharpness_compute (&shape, moments, w);
  for (int above = 0; above < 2; above++)
    {
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelSnapshot) s = NULL;
      double scale = above ? 1.1 : 0.9;

      model_experiment_set (&e, MODEL_LEARNING_RATE, limit * scale, NULL);
      model_experiment_set (&e, MODEL_EPOCHS, 20000, NULL);
      trainer = train (e, 0.1);
      s = model_trainer_snapshot (trainer, 0);
      g_assert_true ((model_history_view_at (s->history, 20000).loss < 1e-8) == !above);
    }
}

static void
test_cuts_change_nothing (void)
{
  ModelExperiment e =
      make_experiment ("epochs", "500", "depth", "3", "fusion", "2", "width", "30", NULL);
  g_autoptr (ModelTrainer) whole = train (e, 0.05);
  g_autoptr (ModelTrainer) cut = model_trainer_new (&e, 0.05, NULL);
  int cancelled = 1, none = 0;

  while (model_trainer_run (cut, 7, &none) == MODEL_TRAINER_RUNNING)
    g_assert_cmpint (model_trainer_run (cut, 7, &cancelled), ==, MODEL_TRAINER_RUNNING);
  g_assert_cmpmem (model_trainer_get_network (whole)->weights,
                   model_trainer_get_network (whole)->n_weights * sizeof (double),
                   model_trainer_get_network (cut)->weights,
                   model_trainer_get_network (cut)->n_weights * sizeof (double));
  g_assert_cmpint (model_trainer_get_epoch (cut), ==, 500);
}

static void
test_seek (void)
{
  ModelExperiment e = make_experiment ("epochs", "3000", "width", "20", NULL);
  ModelExperiment early = make_experiment ("epochs", "1234", "width", "20", NULL);
  g_autoptr (ModelTrainer) trainer = train (e, 1e-4);
  g_autoptr (ModelTrainer) stopped = train (early, 1e-4);
  g_autoptr (ModelNetwork) back = model_trainer_seek (trainer, 1234, NULL);
  gsize bytes = back->n_weights * sizeof (double);

  g_assert_cmpmem (back->weights, bytes, model_trainer_get_network (stopped)->weights, bytes);
}

/* What has come to rest is not stepped any more; epoch by epoch, where nobody can tell, it is: the
 * same bits. */
static void
test_rest (void)
{
  const char *const dynamics[] = { "descent", "flow" };

  for (gsize d = 0; d < G_N_ELEMENTS (dynamics); d++)
    {
      ModelExperiment e =
          make_experiment ("epochs", "70000", "width", "20", "dynamics", dynamics[d], NULL);
      g_autoptr (ModelTrainer) whole = train (e, 1e-4), single = model_trainer_new (&e, 1e-4, NULL);
      g_autoptr (ModelSnapshot) a = NULL, b = NULL;

      while (model_trainer_run (single, 1, NULL) == MODEL_TRAINER_RUNNING)
        ;
      a = model_trainer_snapshot (whole, 0);
      b = model_trainer_snapshot (single, 0);
      g_assert_cmpuint (model_history_view_length (a->history), ==,
                        model_history_view_length (b->history));
      for (gsize i = 0; i < model_history_view_length (a->history); i++)
        g_assert_cmpmem (model_history_view_row (a->history, i), sizeof (ModelHistoryRow),
                         model_history_view_row (b->history, i), sizeof (ModelHistoryRow));
      for (gint64 epoch = 30000; epoch <= 70000; epoch += 4999)
        {
          g_autoptr (ModelNetwork) n = model_trainer_seek (whole, epoch, NULL);
          g_autoptr (ModelNetwork) m = model_trainer_seek (single, epoch, NULL);

          g_assert_cmpmem (n->weights, n->n_weights * sizeof (double), m->weights,
                           m->n_weights * sizeof (double));
        }
    }
}

/* A thousand million epochs of a flow cost what its transitions cost. */
static void
test_flow_rests (void)
{
  ModelExperiment e = make_experiment ("epochs", "1000000000", "dynamics", "flow", "rho", "0.9",
                                       "sigma_a", "3", NULL);
  g_autoptr (ModelTrainer) trainer = train (e, 1e-4);
  g_autoptr (ModelNetwork) late = model_trainer_seek (trainer, 987654321, NULL);
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);

  g_assert_cmpint (model_trainer_get_epoch (trainer), ==, 1000000000);
  g_assert_cmpmem (late->weights, late->n_weights * sizeof (double),
                   model_trainer_get_network (trainer)->weights, late->n_weights * sizeof (double));
  g_assert_cmpfloat_with_epsilon (model_history_view_at (snapshot->history, 1e9).weight[1], 1,
                                  1e-9);
}

static void
test_keyframes (void)
{
  g_autoptr (ModelKeyframes) frames = model_keyframes_new ();
  double state[10] = { 0 };

  for (gint64 epoch = 0; epoch < 1000000; epoch++)
    {
      state[0] = epoch;
      model_keyframes_offer (frames, epoch, state, G_N_ELEMENTS (state));
    }
  g_assert_cmpint (model_keyframes_count (frames), <=, MODEL_KEYFRAMES_MAX);
  g_assert_cmpint (model_keyframes_count (frames), >=, MODEL_KEYFRAMES_MAX / 2 - 1);
  for (gint64 epoch = 0; epoch < 1000000; epoch += 99999)
    {
      gint64 frame = model_keyframes_restore (frames, epoch, state, G_N_ELEMENTS (state));

      g_assert_cmpint (frame, <=, epoch);
      g_assert_cmpint (frame, >, epoch - 2 * 1000000 / (MODEL_KEYFRAMES_MAX / 2));
      g_assert_cmpfloat (state[0], ==, frame);
    }
}

static void
test_initial_norms (void)
{
  const char *const inits[] = { "random", "balanced" };

  for (int i = 0; i < 2; i++)
    {
      ModelExperiment e =
          make_experiment ("init", inits[i], "depth", "4", "fusion", "2", "epochs", "1", NULL);
      g_autoptr (ModelTrainer) trainer = model_trainer_new (&e, 0.2, NULL);
      const ModelNetwork *n = model_trainer_get_network (trainer);
      double before = 0, after = 0;

      for (int j = 0; j < n->branch[1][1].rows * n->branch[1][1].cols; j++)
        before += n->branch[1][1].w[j] * n->branch[1][1].w[j];
      for (int j = 0; j < n->shared[0].rows * n->shared[0].cols; j++)
        after += n->shared[0].w[j] * n->shared[0].w[j];
      g_assert_cmpfloat_with_epsilon (sqrt (before), 0.2, 1e-14);
      g_assert_cmpfloat_with_epsilon (sqrt (after), 0.2 * G_SQRT2, 1e-14);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/trainer/reference", test_reference);
  g_test_add_func ("/model/trainer/learned", test_learned);
  g_test_add_func ("/model/trainer/rest", test_rest);
  g_test_add_func ("/model/trainer/flow-rests", test_flow_rests);
  g_test_add_func ("/model/trainer/room", test_room);
  g_test_add_func ("/model/trainer/asked-for", test_asked_for);
  g_test_add_func ("/model/trainer/nothing-to-learn", test_nothing_to_learn);
  g_test_add_func ("/model/trainer/bound", test_bound);
  g_test_add_func ("/model/trainer/diverged", test_diverged);
  g_test_add_func ("/model/trainer/cuts-change-nothing", test_cuts_change_nothing);
  g_test_add_func ("/model/trainer/seek", test_seek);
  g_test_add_func ("/model/trainer/oscillates", test_oscillates);
  g_test_add_func ("/model/sharpness/limit", test_sharpness);
  g_test_add_func ("/model/keyframes/spaced", test_keyframes);
  g_test_add_func ("/model/network/initial-norms", test_initial_norms);
  return g_test_run ();
}
