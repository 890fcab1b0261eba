/* Ensembles: members are the runs they would be alone, whatever threads train them. */
#include "num/matrix.h"
#include "run/ensemble.h"
#include "theory/init_scale.h"
#include "../waiting.h"

static ModelExperiment
make (int depth, int width, double epochs)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, depth, NULL);
  model_experiment_set (&e, MODEL_WIDTH, width, NULL);
  model_experiment_set (&e, MODEL_EPOCHS, epochs, NULL);
  return e;
}

/* The last snapshots of all members; NULL where there was none. */
static GPtrArray *
wait_for_end (RunEnsemble *ensemble)
{
  GPtrArray *last = g_ptr_array_new_with_free_func ((GDestroyNotify) model_snapshot_unref);

  wait_until (!run_ensemble_is_busy (ensemble));
  for (int i = 0; i < run_ensemble_count (ensemble); i++)
    g_ptr_array_add (last, run_ensemble_take_snapshot (ensemble, i));
  return last;
}

static void
check_same_run (const ModelSnapshot *a, const ModelSnapshot *b)
{
  const gsize n = model_history_view_length (a->history);

  g_assert_true (model_experiment_equal (&a->experiment, &b->experiment));
  g_assert_cmpint (a->status, ==, b->status);
  g_assert_cmpuint (n, ==, model_history_view_length (b->history));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpmem (model_history_view_row (a->history, i), sizeof (ModelHistoryRow),
                     model_history_view_row (b->history, i), sizeof (ModelHistoryRow));
}

static void
test_fusion_members (void)
{
  ModelExperiment e = make (4, 10, 0), member;
  double scale = 0;

  model_experiment_set (&e, MODEL_DEPTH_A, 3, NULL);
  model_experiment_set (&e, MODEL_DEPTH_B, 2, NULL);
  g_assert_cmpint (run_ensemble_get_member (&e, RUN_ENSEMBLE_FUSION, 0, 9, &member), ==, 4);
  for (int i = 0; i < 4; i++)
    {
      run_ensemble_get_member (&e, RUN_ENSEMBLE_FUSION, 0, i, &member);
      g_assert_true (model_experiment_validate (&member, NULL));
      g_assert_cmpint (model_experiment_branch_depth (&member, 0), ==, i + 1);
      g_assert_cmpint (model_experiment_branch_depth (&member, 1), ==, i + 1);
      /* The automatic scale depends on the fusion layer: all take the experiment's own. */
      g_assert_cmpfloat (model_experiment_get (&member, MODEL_INIT_SCALE), >, 0);
      if (i > 0)
        g_assert_cmpfloat (model_experiment_get (&member, MODEL_INIT_SCALE), ==, scale);
      scale = model_experiment_get (&member, MODEL_INIT_SCALE);
    }
}

static void
test_seed_members (void)
{
  const double most = model_parameter (MODEL_SEED)->maximum;
  ModelExperiment e = make (2, 10, 0), member;

  model_experiment_set (&e, MODEL_SEED, most - 1, NULL);
  g_assert_cmpint (run_ensemble_get_member (&e, RUN_ENSEMBLE_SEED, 5, 0, &member), ==, 5);
  g_assert_true (model_experiment_equal (&member, &e));
  run_ensemble_get_member (&e, RUN_ENSEMBLE_SEED, 5, 1, &member);
  g_assert_cmpfloat (model_experiment_get (&member, MODEL_SEED), ==, most);
  run_ensemble_get_member (&e, RUN_ENSEMBLE_SEED, 5, 2, &member);
  g_assert_cmpfloat (model_experiment_get (&member, MODEL_SEED), ==,
                     model_parameter (MODEL_SEED)->minimum);
  g_assert_true (model_experiment_validate (&member, NULL));
}

/* One thread, three threads, no ensemble at all: the same bits. */
static void
check_threads (const ModelExperiment *e, RunEnsembleKind kind, int count)
{
  g_autoptr (RunEnsemble) one = run_ensemble_new (1);
  g_autoptr (RunEnsemble) three = run_ensemble_new (3);

  run_ensemble_start (one, e, kind, count);
  run_ensemble_start (three, e, kind, count);
  g_autoptr (GPtrArray) a = wait_for_end (one);
  g_autoptr (GPtrArray) b = wait_for_end (three);
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      ModelExperiment member;

      check_same_run (a->pdata[i], b->pdata[i]);
      run_ensemble_get_member (e, kind, count, (int) i, &member);
      g_autoptr (ModelTrainer) trainer = theory_init_scale_new_trainer (&member, NULL);
      model_trainer_run (trainer, G_MAXINT64, NULL);
      g_autoptr (ModelSnapshot) alone = model_trainer_snapshot (trainer, 0);
      check_same_run (a->pdata[i], alone);
    }
}

static void
test_threads (void)
{
  ModelExperiment deep = make (4, 30, 0), shallow = make (2, 50, 300);

  check_threads (&deep, RUN_ENSEMBLE_FUSION, 0);
  check_threads (&shallow, RUN_ENSEMBLE_SEED, RUN_ENSEMBLE_SEEDS);
}

static gboolean
all_have_begun (const double last[4])
{
  return last[0] > 0 && last[1] > 0 && last[2] > 0 && last[3] > 0;
}

/* While all are under way, every member is seen, and only moves on: runs without end starve none.
 */
static void
test_lockstep (void)
{
  g_autoptr (RunEnsemble) ensemble = run_ensemble_new (2);
  ModelExperiment e = make (4, 100, 1e8);
  double last[4] = { -1, -1, -1, -1 };
  int seen = 0;

  model_experiment_set (&e, MODEL_INIT_SCALE, 1e-3, NULL); /* a plateau without end */
  run_ensemble_start (ensemble, &e, RUN_ENSEMBLE_FUSION, 0);
  while (seen < 40 || !all_have_begun (last))
    for (int i = 0; i < 4; i++)
      {
        g_autoptr (ModelSnapshot) s = run_ensemble_take_snapshot (ensemble, i);

        if (s == NULL)
          continue;
        g_assert_cmpint (s->status, ==, MODEL_TRAINER_RUNNING);
        g_assert_cmpfloat (model_snapshot_last_epoch (s), >, last[i]);
        last[i] = model_snapshot_last_epoch (s);
        seen++;
      }
  g_assert_true (run_ensemble_is_busy (ensemble));
}

static void
test_newest_wins (void)
{
  g_autoptr (RunEnsemble) ensemble = run_ensemble_new (2);
  ModelExperiment slow = make (8, 200, 1e8), quick = make (2, 10, 50);

  for (int i = 0; i < 100; i++)
    {
      run_ensemble_start (ensemble, i % 3 == 0 ? &slow : &quick,
                          i % 2 == 0 ? RUN_ENSEMBLE_FUSION : RUN_ENSEMBLE_SEED, 20);
      if (i % 7 == 0)
        waiting_yield (20);
    }
  run_ensemble_start (ensemble, &quick, RUN_ENSEMBLE_SEED, 6);
  g_autoptr (GPtrArray) last = wait_for_end (ensemble);
  g_assert_cmpuint (last->len, ==, 6);
  for (guint i = 0; i < last->len; i++)
    {
      const ModelSnapshot *s = last->pdata[i];

      g_assert_cmpint (s->status, ==, MODEL_TRAINER_DONE);
      g_assert_cmpfloat (model_snapshot_last_epoch (s), ==, 50);
    }
}

static gboolean
is_under_way (RunEnsemble *ensemble)
{
  g_autoptr (ModelSnapshot) part = run_ensemble_take_snapshot (ensemble, 0);

  return part != NULL;
}

static void
check_stop (gboolean under_way)
{
  g_autoptr (RunEnsemble) ensemble = run_ensemble_new (2);
  /* The basis of a deeper network takes long to be found, above all where threads are watched. */
  ModelExperiment slow = make (under_way ? 3 : 8, under_way ? 20 : 100, 1e8);

  run_ensemble_start (ensemble, &slow, RUN_ENSEMBLE_FUSION, 0);
  if (under_way)
    wait_until (is_under_way (ensemble));
  run_ensemble_stop (ensemble);
  g_autoptr (GPtrArray) last = wait_for_end (ensemble);
  for (guint i = 0; i < last->len; i++)
    if (last->pdata[i] != NULL)
      g_assert_cmpint (((ModelSnapshot *) last->pdata[i])->status, ==, MODEL_TRAINER_STOPPED);
}

static void
test_stop (void)
{
  check_stop (FALSE);
  check_stop (TRUE);
}

/* Nothing is left running, whenever it is ended. */
static void
test_end_in_flight (void)
{
  for (int i = 0; i < 12; i++)
    {
      RunEnsemble *ensemble = run_ensemble_new (2);
      const gboolean under_way = i % 3 == 0;
      /* Of a wide network its basis is still being sought, which nobody waits for. */
      const ModelExperiment slow = make (under_way ? 3 : 8, under_way ? 20 : 300, 1e8);

      g_assert_cmpint (run_ensemble_count (ensemble), ==, 0);
      g_assert_false (run_ensemble_is_busy (ensemble));
      run_ensemble_start (ensemble, &slow, RUN_ENSEMBLE_SEED, 20);
      waiting_yield (10 * i);
      if (under_way)
        wait_until (is_under_way (ensemble));
      if (i % 2 == 0)
        {
          run_ensemble_clear (ensemble);
          g_assert_cmpint (run_ensemble_count (ensemble), ==, 0);
        }
      run_ensemble_free (ensemble);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/run/ensemble/fusion-members", test_fusion_members);
  g_test_add_func ("/run/ensemble/seed-members", test_seed_members);
  g_test_add_func ("/run/ensemble/threads", test_threads);
  g_test_add_func ("/run/ensemble/lockstep", test_lockstep);
  g_test_add_func ("/run/ensemble/newest-wins", test_newest_wins);
  g_test_add_func ("/run/ensemble/stop", test_stop);
  g_test_add_func ("/run/ensemble/end-in-flight", test_end_in_flight);
  return g_test_run ();
}
