/* Forks: the past stays, and under the same experiment so does the future. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <string.h>

static ModelTrainer *
train (const ModelExperiment *e)
{
  ModelTrainer *trainer = model_trainer_new (e, 0.01, NULL);

  model_trainer_run (trainer, G_MAXINT64, NULL);
  return trainer;
}

static void
check_rows (ModelTrainer *a, ModelTrainer *b, double from, double to, gboolean same)
{
  g_autoptr (ModelSnapshot) p = model_trainer_snapshot (a, 0);
  g_autoptr (ModelSnapshot) q = model_trainer_snapshot (b, 0);
  gboolean differs = FALSE;

  for (double epoch = from; epoch <= to; epoch++)
    {
      const ModelHistoryRow x = model_history_view_at (p->history, epoch);
      const ModelHistoryRow y = model_history_view_at (q->history, epoch);

      differs |= x.loss != y.loss || x.weight[0] != y.weight[0] || x.weight[1] != y.weight[1];
    }
  g_assert_true (differs != same);
}

/* The same experiment again: the same bits, at whatever epoch. */
static void
test_same_experiment (void)
{
  static const int epochs[] = { 0, 1, 37, 64, 200, 300 };

  ModelExperiment e = make_experiment ("depth", "2", "fusion", "2", "width", "20", "epochs", "300",
                                       "compression", "off", NULL);
  g_autoptr (ModelTrainer) fork_parent = train (&e);

  for (gsize i = 0; i < G_N_ELEMENTS (epochs); i++)
    {
      g_autoptr (ModelTrainer) fork =
          model_trainer_new_fork (fork_parent, epochs[i], &e, NULL, NULL);

      g_assert_cmpint (model_trainer_get_epoch (fork), ==, epochs[i]);
      model_trainer_run (fork, G_MAXINT64, NULL);
      g_assert_cmpint (model_trainer_get_epoch (fork), ==, 300);
      check_rows (fork_parent, fork, 0, 300, TRUE);
    }
}

/* A flow chooses its steps anew: the same within its tolerance. */
static void
test_flow (void)
{
  ModelExperiment e = make_experiment ("width", "20", "epochs", "300", "compression", "off",
                                       "dynamics", "flow", NULL);
  g_autoptr (ModelTrainer) fork_parent = train (&e);
  g_autoptr (ModelTrainer) fork = model_trainer_new_fork (fork_parent, 100, &e, NULL, NULL);
  g_autoptr (ModelSnapshot) a = model_trainer_snapshot (fork_parent, 0), b = NULL;

  model_trainer_run (fork, G_MAXINT64, NULL);
  b = model_trainer_snapshot (fork, 0);
  /* MODEL_FLOW_TOLERANCE per unit of time, which a transition amplifies. */
  for (double epoch = 0; epoch <= 300; epoch += 10)
    g_assert_cmpfloat_with_epsilon (model_history_view_at (a->history, epoch).loss,
                                    model_history_view_at (b->history, epoch).loss, 1e-5);
}

/* Other data, another learning rate: the past stays, the future does not, and seeking and cutting
 * into calls give the same bits. */
static void
test_other_experiment (void)
{
  ModelExperiment e = make_experiment ("depth", "3", "fusion", "2", "width", "12", "epochs", "500",
                                       "init_scale", "0.3", NULL);
  ModelExperiment changed =
      make_experiment ("depth", "3", "fusion", "2", "width", "12", "epochs", "600", "init_scale",
                       "0.3", "rho", "0.6", "learning_rate", "0.02", NULL);
  g_autoptr (ModelTrainer) fork_parent = model_trainer_new (&e, 0.3, NULL);
  g_autoptr (ModelNetwork) at_fork = NULL;

  model_trainer_run (fork_parent, G_MAXINT64, NULL);
  at_fork = model_trainer_seek (fork_parent, 123, NULL);
  g_autoptr (ModelTrainer) whole = model_trainer_new_fork (fork_parent, 123, &changed, NULL, NULL);
  g_autoptr (ModelTrainer) pieces = model_trainer_new_fork (fork_parent, 123, &changed, NULL, NULL);
  const ModelNetwork *begun = model_trainer_get_network (whole);
  g_assert_cmpmem (begun->weights, begun->n_weights * sizeof (double), at_fork->weights,
                   at_fork->n_weights * sizeof (double));
  model_trainer_run (whole, G_MAXINT64, NULL);
  for (int i = 0; i < 600; i++)
    model_trainer_run (pieces, 1 + i % 5, NULL);
  g_assert_cmpint (model_trainer_get_epoch (whole), ==, 600);
  check_rows (fork_parent, whole, 0, 122, TRUE);
  check_rows (fork_parent, whole, 124, 500, FALSE);
  check_rows (whole, pieces, 0, 600, TRUE);
  g_autoptr (ModelNetwork) sought = model_trainer_seek (whole, 600, NULL);
  const ModelNetwork *last = model_trainer_get_network (whole);
  g_assert_cmpmem (sought->weights, sought->n_weights * sizeof (double), last->weights,
                   last->n_weights * sizeof (double));
  /* Both futures end where their data say: the same true weights here, within what 600 epochs
   * leave. */
  g_autoptr (ModelTrainer) again = model_trainer_new_fork (whole, 400, &e, NULL, NULL);
  g_assert_nonnull (again);
  check_rows (whole, again, 0, 399, TRUE);
}

static void
test_kicks (void)
{
  ModelExperiment e = make_experiment ("width", "10", "epochs", "300", NULL), changed = e;
  g_autoptr (ModelTrainer) fork_parent = train (&e);
  const ModelKick early = { 50, { 0.2, 0.1 } }, late = { 200, { 0.5, 0.5 } };
  int n;

  model_experiment_set (&changed, MODEL_RHO, 0.3, NULL);
  g_assert_true (model_trainer_kick (fork_parent, &early, NULL, NULL));
  model_trainer_run (fork_parent, G_MAXINT64, NULL);
  g_autoptr (ModelTrainer) fork = model_trainer_new_fork (fork_parent, 100, &changed, NULL, NULL);
  model_trainer_run (fork, G_MAXINT64, NULL);
  g_assert_cmpint (model_trainer_get_kicks (fork, &n)->epoch, ==, 50);
  g_assert_cmpint (n, ==, 1);
  g_assert_true (model_trainer_kick (fork, &late, NULL, NULL));
  model_trainer_get_kicks (fork, &n);
  g_assert_cmpint (n, ==, 2);
  g_autoptr (ModelSnapshot) s = model_trainer_snapshot (fork, 0);
  /* To the last bits: a kick scales layers. */
  g_assert_cmpfloat_with_epsilon (model_history_view_at (s->history, 200).weight[0], 0.5, 1e-12);
  check_rows (fork_parent, fork, 0, 99, TRUE);
}

static void
test_refused (void)
{
  ModelExperiment e = make_experiment ("width", "10", "epochs", "100", NULL), other = e;
  g_autoptr (ModelTrainer) fork_parent = train (&e);
  g_autoptr (GError) late = NULL, shape = NULL, cancelled = NULL;
  const int cancel = 1;

  g_assert_null (model_trainer_new_fork (fork_parent, 101, &e, NULL, &late));
  g_assert_error (late, MODEL_ERROR, MODEL_ERROR_RANGE);
  model_experiment_set (&other, MODEL_WIDTH, 11, NULL);
  g_assert_null (model_trainer_new_fork (fork_parent, 50, &other, NULL, &shape));
  g_assert_error (shape, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_null (model_trainer_new_fork (fork_parent, 50, &e, &cancel, &cancelled));
  g_assert_error (cancelled, MODEL_ERROR, MODEL_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/fork/same-experiment", test_same_experiment);
  g_test_add_func ("/model/fork/flow", test_flow);
  g_test_add_func ("/model/fork/other-experiment", test_other_experiment);
  g_test_add_func ("/model/fork/kicks", test_kicks);
  g_test_add_func ("/model/fork/refused", test_refused);
  return g_test_run ();
}
