/* The portrait's points under weight decay, against runs. */
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "theory/skeleton.h"

#include <math.h>

/* Weight decay lambda: two layers rest at (s - lambda) / S alone, and where a run ends together;
 * none of the points moves, and what is lost is no point. */
static void
test_decay (void)
{
  static const struct
  {
    int depth, fusion;
    double rho, decay;
    gboolean both; /* learned */
  } cases[] = { { 2, 2, 0.3, 0.1, TRUE },
                { 2, 2, 0.3, 1.2, FALSE },
                { 4, 4, 0, 0.008, TRUE },
                { 3, 2, 0.4, 0.02, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ModelExperiment e;
      g_autoptr (ModelMoments) moments = NULL;
      g_autoptr (ModelTrainer) trainer = NULL;
      g_autoptr (ModelSnapshot) snapshot = NULL;
      TheoryPlanePoint points[THEORY_N_POINTS];
      TheoryNetwork network;
      TheoryPlane plane;
      ModelHistoryRow end;

      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_DEPTH, cases[i].depth, NULL);
      model_experiment_set (&e, MODEL_FUSION, cases[i].fusion, NULL);
      model_experiment_set (&e, MODEL_RHO, cases[i].rho, NULL);
      model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
      model_experiment_set (&e, MODEL_WEIGHT_DECAY, cases[i].decay, NULL);
      model_experiment_set (&e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
      model_experiment_set (&e, MODEL_LEARNING_RATE, 0.01, NULL);
      model_experiment_set (&e, MODEL_EPOCHS, 60000, NULL);
      moments = model_moments_compute_population (&e, NULL);
      theory_network_from_experiment (&network, &e, 0.2);
      theory_plane_init (&plane, moments, &network);
      theory_plane_points (&plane, points);
      g_assert_cmpint (points[THEORY_POINT_SOLUTION].exists, ==, cases[i].both);
      for (int k = 0; k < THEORY_N_POINTS; k++)
        {
          double velocity[2];

          if (!points[k].exists || k == THEORY_POINT_ORIGIN)
            continue;
          theory_plane_velocity (&plane, points[k].w, velocity);
          g_assert_cmpfloat (hypot (velocity[0], velocity[1]), <, 1e-12);
        }
      if (cases[i].depth == 2)
        g_assert_cmpfloat_with_epsilon (points[THEORY_POINT_A].w[0],
                                        (moments->sigma_yx[0] - cases[i].decay) / moments->sigma[0],
                                        1e-12);
      trainer = model_trainer_new (&e, 0.2, NULL);
      model_trainer_run (trainer, G_MAXINT64, NULL);
      snapshot = model_trainer_snapshot (trainer, 0);
      end = model_history_view_at (snapshot->history, 60000);
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat_with_epsilon (
            end.weight[m], points[cases[i].both ? THEORY_POINT_SOLUTION : THEORY_POINT_A].w[m],
            1e-6);
      g_assert_cmpint (points[cases[i].both ? THEORY_POINT_SOLUTION : THEORY_POINT_A].stability, ==,
                       THEORY_STABILITY_SINK);
    }
}

/* Where dW_m/dt = 0, decay and rates counted in. */
static void
test_nullclines (void)
{
  for (int fusion = 1; fusion <= 2; fusion++)
    {
      g_autoptr (ModelMoments) moments = NULL;
      TheorySkeleton *skeleton;
      ModelExperiment e;
      TheoryNetwork network;
      TheoryPlane plane;
      int n = 0;

      model_experiment_init (&e);
      model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
      model_experiment_set (&e, MODEL_RHO, 0.3, NULL);
      model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
      model_experiment_set (&e, MODEL_WEIGHT_DECAY, 0.1, NULL);
      model_experiment_set (&e, MODEL_RATE_RATIO, 1.7, NULL);
      moments = model_moments_compute_population (&e, NULL);
      theory_network_from_experiment (&network, &e, 0.2);
      theory_plane_init (&plane, moments, &network);
      skeleton = theory_skeleton_new (&plane, 4);
      for (int m = 0; m < 2; m++)
        for (guint i = 0; i < skeleton->nullclines[m]->len; i++)
          {
            const TheoryCurve *curve = &g_array_index (skeleton->nullclines[m], TheoryCurve, i);

            for (int k = 0; k < curve->n; k++, n++)
              {
                const double *w = curve->xy[k];
                double velocity[2];

                theory_plane_velocity (&plane, w, velocity);
                g_assert_cmpfloat (fabs (velocity[m]), <, 1e-6);
              }
          }
      g_assert_cmpint (n, >, 100);
      theory_skeleton_free (skeleton);
    }
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/plane-decay/points", test_decay);
  g_test_add_func ("/theory/plane-decay/nullclines", test_nullclines);
  return g_test_run ();
}
