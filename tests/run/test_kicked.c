/* Kicked networks against theory: balance is kept, and balanced ones go on along the orbit. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/balance.h"
#include "theory/orbit.h"

#include <math.h>

static ModelExperiment
make (int depth, int fusion, double learning_rate)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&e, MODEL_RHO, 0.3, NULL);
  model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (&e, MODEL_WIDTH, 8, NULL);
  model_experiment_set (&e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  model_experiment_set (&e, MODEL_LEARNING_RATE, learning_rate, NULL);
  model_experiment_set (&e, MODEL_EPOCHS, 6000, NULL);
  return e;
}

static void
test_balance (void)
{
  for (int depth = 2; depth <= 5; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        ModelExperiment e = make (depth, fusion, 0.001);
        const ModelKick kick = { 1000, { 0.9, 0.5 } };
        g_autoptr (ModelTrainer) trainer = model_trainer_new (&e, 0.3, NULL);
        g_autoptr (ModelNetwork) before = NULL;
        TheoryBalance was, is;

        model_trainer_run (trainer, kick.epoch, NULL);
        before = model_trainer_seek (trainer, kick.epoch, NULL);
        g_assert_true (model_trainer_kick (trainer, &kick, NULL, NULL));
        theory_balance_compute (&was, before, NULL);
        theory_balance_compute (&is, model_trainer_get_network (trainer), NULL);
        /* Residuals are those of the finite step, some 1e-4; a kick scales them by what it scales
         * the layers by, a factor of a few at most. */
        g_assert_cmpfloat (was.largest, <, 1e-3);
        g_assert_cmpfloat (is.largest, <, 10 * was.largest + 1e-14);
      }
}

static void
check_on_orbit (const ModelSnapshot *snapshot, const TheoryOrbit *orbit, double learning_rate)
{
  const double start = snapshot->kicks[0].epoch;

  for (guint i = 0; i < orbit->points->len; i++)
    {
      const TheoryOrbitPoint *point = &g_array_index (orbit->points, TheoryOrbitPoint, i);
      const double epoch = start + point->time / learning_rate;

      if (epoch > model_snapshot_last_epoch (snapshot))
        break;
      const ModelHistoryRow row = model_history_view_at (snapshot->history, epoch);
      /* First order in the step: rates of up to 10 at a step of 0.001 make a few 1e-3. */
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat_with_epsilon (row.weight[m], point->w[m], 5e-3);
    }
}

static void
test_follows_orbit (void)
{
  const double learning_rate = 0.001;

  for (int depth = 2; depth <= 4; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      {
        ModelExperiment e = make (depth, fusion, learning_rate);
        const ModelKick kick = { 1000, { 0.6, 0.2 } };
        g_autoptr (ModelTrainer) trainer = model_trainer_new (&e, 0.3, NULL);
        g_autoptr (ModelSnapshot) snapshot = NULL;
        g_autoptr (TheoryOrbit) orbit = NULL;
        TheoryNetwork network;
        TheoryPlane plane;

        model_trainer_run (trainer, kick.epoch, NULL);
        g_assert_true (model_trainer_kick (trainer, &kick, NULL, NULL));
        model_trainer_run (trainer, G_MAXINT64, NULL);
        snapshot = model_trainer_snapshot (trainer, 0);
        theory_network_from_experiment (&network, &e, 0.3);
        theory_plane_init (&plane, model_trainer_get_moments (trainer), &network);
        orbit = theory_orbit_new (&plane, kick.weight, FALSE, 10, 0.01);
        check_on_orbit (snapshot, orbit, learning_rate);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/run/kicked/balance", test_balance);
  g_test_add_func ("/run/kicked/follows-orbit", test_follows_orbit);
  return g_test_run ();
}
