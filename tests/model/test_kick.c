/* Kicks: what they do to a network, and to a recorded run. */
#include "model/train/trainer.h"
#include "num/blas.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ModelExperiment
make (const char *depth, const char *fusion, const char *init)
{
  return make_experiment ("depth", depth, "fusion", fusion, "init", init, "width", "12", "samples",
                          "0", "rho", "0.3", "learning_rate", "0.01", "epochs", "400", NULL);
}

static ModelTrainer *
train (const ModelExperiment *experiment, double init_scale)
{
  ModelTrainer *trainer = model_trainer_new (experiment, init_scale, NULL);

  model_trainer_run (trainer, G_MAXINT64, NULL);
  return trainer;
}

static void
check_same_history (ModelTrainer *a, ModelTrainer *b)
{
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (a, 0), t = model_trainer_snapshot (b, 0);
  const gsize n = model_history_view_length (s->history);

  g_assert_cmpuint (n, ==, model_history_view_length (t->history));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpmem (model_history_view_row (s->history, i), sizeof (ModelHistoryRow),
                     model_history_view_row (t->history, i), sizeof (ModelHistoryRow));
  g_assert_cmpmem (model_trainer_get_network (a)->weights,
                   model_trainer_get_network (a)->n_weights * sizeof (double),
                   model_trainer_get_network (b)->weights,
                   model_trainer_get_network (b)->n_weights * sizeof (double));
}

/* u^2 - u_A^2 - u_B^2 of the layers that meet at the fusion: what gradient flow conserves. */
static double
compute_fusion_balance (const ModelNetwork *n)
{
  double u2[3];
  const ModelNetworkLayer *layers[3] = { &n->shared[0], &n->branch[0][n->shape.branch_depth[0] - 1],
                                         &n->branch[1][n->shape.branch_depth[1] - 1] };

  for (int i = 0; i < 3; i++)
    {
      const int size = layers[i]->rows * layers[i]->cols;

      u2[i] = cblas_ddot (size, layers[i]->w, 1, layers[i]->w, 1);
    }
  return u2[0] - u2[1] - u2[2];
}

static void
check_weights (const ModelNetwork *network, const double asked[2])
{
  double w[2];

  model_network_compute_total_weights (network, w);
  /* f + p <= 8 rounded factors per product. */
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon (w[m], asked[m], 1e-13 * (1 + fabs (asked[m])));
}

/* Every network: the total weights are those asked for, balanced ones stay balanced. */
static void
test_weights_as_asked (void)
{
  static const char *const depths[] = { "2", "3", "4", "8" };
  static const char *const fusions[] = { "1", "2", "3", "4", "8" };
  static const double asked[][2] = { { 0.5, 0.4 }, { 1.2, 1e-9 }, { -0.3, 0.7 }, { 0, 0.6 } };

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (fusions); j++)
      for (gsize k = 0; k < G_N_ELEMENTS (asked); k++)
        {
          if (atoi (fusions[j]) > atoi (depths[i]))
            continue;
          ModelExperiment e = make (depths[i], fusions[j], "balanced");
          g_autoptr (ModelTrainer) trainer = train (&e, 0.2);
          g_autoptr (ModelNetwork) n = model_network_copy (model_trainer_get_network (trainer));
          const double before = n->shape.shared_depth > 0 ? compute_fusion_balance (n) : 0;

          g_assert_true (model_kick_apply (n, asked[k], NULL));
          check_weights (n, asked[k]);
          /* Squares of order 1, rounded. */
          if (n->shape.shared_depth > 0)
            g_assert_cmpfloat_with_epsilon (compute_fusion_balance (n), before, 1e-12);
        }
}

static void
test_unequal_branches (void)
{
  ModelExperiment e = make ("4", "2", "random");
  const double asked[2] = { 0.8, 0.3 };

  model_experiment_set (&e, MODEL_DEPTH_A, 3, NULL);
  model_experiment_set (&e, MODEL_DEPTH_B, 1, NULL);
  g_autoptr (ModelTrainer) trainer = train (&e, 0.4);
  g_autoptr (ModelNetwork) n = model_network_copy (model_trainer_get_network (trainer));

  g_assert_true (model_kick_apply (n, asked, NULL));
  check_weights (n, asked);
}

/* A kick to where the network is changes no weight but in its last bits. */
static void
test_same_state (void)
{
  static const char *const inits[] = { "plain", "random", "balanced" };

  for (int i = 0; i < 3; i++)
    {
      ModelExperiment e = make ("4", "2", inits[i]);
      g_autoptr (ModelTrainer) trainer = train (&e, 0.2);
      g_autoptr (ModelNetwork) n = model_network_copy (model_trainer_get_network (trainer));
      const double *weights = model_trainer_get_network (trainer)->weights;
      double w[2];

      model_network_compute_total_weights (n, w);
      w[1] *= 1 + 1e-15; /* so that it is a kick at all */
      g_assert_true (model_kick_apply (n, w, NULL));
      /* Gains are of order 1 here, and rounded in their last bits. */
      for (gsize k = 0; k < n->n_weights; k++)
        g_assert_cmpfloat_with_epsilon (n->weights[k], weights[k], 1e-14);
    }
}

static void
check_refused (ModelNetwork *network, double a, double b)
{
  g_autoptr (ModelNetwork) before = model_network_copy (network);
  g_autoptr (GError) error = NULL;
  const double asked[2] = { a, b };

  g_assert_false (model_kick_apply (network, asked, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_cmpmem (network->weights, network->n_weights * sizeof (double), before->weights,
                   network->n_weights * sizeof (double));
}

static void
test_refused (void)
{
  ModelExperiment e = make ("2", "2", "plain");
  g_autoptr (ModelTrainer) trainer = train (&e, 0.1);
  g_autoptr (ModelNetwork) n = model_network_copy (model_trainer_get_network (trainer));

  check_refused (n, NAN, 0.1);
  check_refused (n, 0.1, INFINITY);
  memset (n->branch[1][0].w, 0, n->branch[1][0].rows * sizeof (double));
  check_refused (n, 0.5, 0.1);

  ModelExperiment vectors = make_experiment ("source", "vector", "inputs_a", "3", "inputs_b", "2",
                                             "width", "5", "epochs", "10", NULL);
  g_autoptr (ModelTrainer) norms = train (&vectors, 0.1);
  g_autoptr (ModelNetwork) v = model_network_copy (model_trainer_get_network (norms));
  check_refused (v, 0.5, -0.1);
}

/* The recording before the kick stays, what follows is new, and views taken before know nothing of
 * it. */
static void
test_new_future (void)
{
  ModelExperiment e = make ("2", "2", "plain");
  const ModelKick kick = { 150, { 0.9, 0.6 } };
  g_autoptr (ModelTrainer) trainer = train (&e, 1e-3);
  g_autoptr (ModelSnapshot) before = model_trainer_snapshot (trainer, 0);
  g_autofree double *epochs = g_new (double, model_history_view_length (before->history));

  for (gsize i = 0; i < model_history_view_length (before->history); i++)
    epochs[i] = model_history_view_row (before->history, i)->weight[1];
  g_assert_true (model_trainer_kick (trainer, &kick, NULL, NULL));
  model_trainer_run (trainer, G_MAXINT64, NULL);
  g_autoptr (ModelSnapshot) after = model_trainer_snapshot (trainer, 0);

  g_assert_cmpfloat (model_snapshot_last_epoch (after), ==, 400);
  g_assert_cmpint (after->n_kicks, ==, 1);
  g_assert_cmpint (before->n_kicks, ==, 0);
  for (gsize i = 0; i < 150; i++)
    g_assert_cmpmem (model_history_view_row (after->history, i), sizeof (ModelHistoryRow),
                     model_history_view_row (before->history, i), sizeof (ModelHistoryRow));
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon (model_history_view_row (after->history, 150)->weight[m],
                                    kick.weight[m], 1e-13);
  for (gsize i = 0; i < model_history_view_length (before->history); i++)
    g_assert_cmpfloat (model_history_view_row (before->history, i)->weight[1], ==, epochs[i]);
  g_assert_cmpfloat (model_history_view_row (before->history, 400)->weight[1], !=,
                     model_history_view_row (after->history, 400)->weight[1]);
}

/* Same kicks, same bits: from a run that had ended, from one that was only just there, and from one
 * that had been kicked elsewhere meanwhile. */
static void
test_same_bits (void)
{
  ModelExperiment e = make ("4", "3", "random");
  const ModelKick kicks[] = { { 90, { 0.4, 0.2 } }, { 201, { 0.3, 0.5 } } };
  const ModelKick detours[] = { { 90, { 0.7, 0.1 } }, { 300, { 0.9, 0.1 } } };
  g_autoptr (ModelTrainer) a = train (&e, 0.3), b = model_trainer_new (&e, 0.3, NULL);

  for (int i = 0; i < 2; i++)
    {
      g_assert_true (model_trainer_kick (a, &detours[i], NULL, NULL));
      model_trainer_run (a, 300, NULL);
    }
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (model_trainer_kick (a, &kicks[i], NULL, NULL));
      model_trainer_run (a, 250, NULL);
      model_trainer_run (b, kicks[i].epoch - model_trainer_get_epoch (b), NULL);
      g_assert_true (model_trainer_kick (b, &kicks[i], NULL, NULL));
    }
  model_trainer_run (a, G_MAXINT64, NULL);
  model_trainer_run (b, G_MAXINT64, NULL);
  check_same_history (a, b);
}

/* Seeking before, at and after kicks gives the network of that moment. */
static void
test_seek (void)
{
  ModelExperiment e = make ("3", "2", "random");
  const ModelKick kicks[] = { { 0, { 0.2, 0.1 } }, { 64, { 0.4, 0.2 } }, { 130, { 0.3, 0.5 } } };
  static const gint64 stops[] = { 0, 1, 63, 64, 65, 100, 130, 131, 200, 399 };
  g_autoptr (ModelTrainer) whole = train (&e, 0.3), cut = model_trainer_new (&e, 0.3, NULL);

  for (int i = 0; i < 3; i++)
    {
      g_assert_true (model_trainer_kick (whole, &kicks[i], NULL, NULL));
      model_trainer_run (whole, G_MAXINT64, NULL);
    }
  for (gsize i = 0, k = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autoptr (ModelNetwork) network = model_trainer_seek (whole, stops[i], NULL);
      const ModelNetwork *now;

      model_trainer_run (cut, stops[i] - model_trainer_get_epoch (cut), NULL);
      if (k < 3 && kicks[k].epoch == stops[i])
        g_assert_true (model_trainer_kick (cut, &kicks[k++], NULL, NULL));
      now = model_trainer_get_network (cut);
      g_assert_cmpmem (network->weights, network->n_weights * sizeof (double), now->weights,
                       now->n_weights * sizeof (double));
    }
}

/* A run that has learned everything learns again; a far kick is no divergence. */
static void
test_after_the_end (void)
{
  ModelExperiment e = make_experiment ("samples", "0", "width", "10", NULL);
  g_autoptr (ModelTrainer) trainer = train (&e, 1e-4);
  const gint64 end = model_trainer_get_epoch (trainer);
  const ModelKick kick = { end, { 4, -3 } };

  g_assert_true (model_trainer_kick (trainer, &kick, NULL, NULL));
  g_assert_cmpint (model_trainer_run (trainer, 5, NULL), ==, MODEL_TRAINER_RUNNING);
  g_assert_cmpint (model_trainer_get_epoch (trainer), ==, end + 5);
}

static void
test_too_many (void)
{
  ModelExperiment e = make ("2", "2", "plain");
  g_autoptr (ModelTrainer) trainer = train (&e, 0.1);
  g_autoptr (GError) error = NULL;
  ModelKick kick = { 0, { 0.5, 0.1 } };
  int n;

  for (; kick.epoch < MODEL_KICK_MAX; kick.epoch++)
    {
      g_assert_true (model_trainer_kick (trainer, &kick, NULL, NULL));
      model_trainer_run (trainer, 100, NULL);
    }
  g_assert_false (model_trainer_kick (trainer, &kick, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  model_trainer_get_kicks (trainer, &n);
  g_assert_cmpint (n, ==, MODEL_KICK_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/kick/weights-as-asked", test_weights_as_asked);
  g_test_add_func ("/model/kick/unequal-branches", test_unequal_branches);
  g_test_add_func ("/model/kick/same-state", test_same_state);
  g_test_add_func ("/model/kick/refused", test_refused);
  g_test_add_func ("/model/kick/new-future", test_new_future);
  g_test_add_func ("/model/kick/same-bits", test_same_bits);
  g_test_add_func ("/model/kick/seek", test_seek);
  g_test_add_func ("/model/kick/after-the-end", test_after_the_end);
  g_test_add_func ("/model/kick/too-many", test_too_many);
  return g_test_run ();
}
