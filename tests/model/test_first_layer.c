/* The recording of first-layer weights against the networks themselves, and their alignment. */
#include "model/record/first_layer.h"
#include "model/train/trainer.h"
#include "num/matrix.h"

#include <math.h>

static ModelTrainer *
make_trainer_from (ModelInit init, int depth, int fusion, double epochs, double learning_rate)
{
  ModelExperiment experiment;
  g_autoptr (GError) error = NULL;
  ModelTrainer *trainer;

  model_experiment_init (&experiment);
  g_assert_true (model_experiment_set (&experiment, MODEL_DEPTH, depth, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_FUSION, fusion, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_INIT, init, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_EPOCHS, epochs, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_LEARNING_RATE, learning_rate, NULL));
  trainer = model_trainer_new (&experiment, depth == 2 ? 1e-8 : 0.3, &error);
  g_assert_no_error (error);
  return trainer;
}

static ModelTrainer *
make_trainer (int depth, int fusion, double epochs, double learning_rate)
{
  return make_trainer_from (MODEL_INIT_RANDOM, depth, fusion, epochs, learning_rate);
}

/* Whether stepped at full width or in a small network. Frames differ by 2 % of the largest weight,
 * and weights move monotonically between two of them but at the turn of a transition: within 4 % of
 * the largest. */
static void
test_follows_the_network (void)
{
  static const int depths[3][2] = { { 2, 1 }, { 2, 2 }, { 4, 3 } };

  for (int d = 0; d < 6; d++)
    {
      const ModelInit init = d < 3 ? MODEL_INIT_RANDOM : MODEL_INIT_BALANCED;
      g_autoptr (ModelTrainer) trainer =
          make_trainer_from (init, depths[d % 3][0], depths[d % 3][1], 900, 0.04);

      model_trainer_run (trainer, G_MAXINT64, NULL);
      g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
      g_autofree float *w = g_new (float, 200);

      g_assert_cmpint (
          (int) model_first_layer_shape_size (model_first_layer_get_shape (snapshot->first_layer)),
          ==, 200);
      for (gint64 epoch = 0; epoch <= 900; epoch += 37)
        {
          g_autoptr (ModelNetwork) network = model_trainer_seek (trainer, epoch, NULL);
          double largest = 0;

          for (int i = 0; i < 100; i++)
            for (int m = 0; m < 2; m++)
              largest = fmax (largest, fabs (network->branch[m][0].w[i]));
          model_first_layer_at (snapshot->first_layer, (double) epoch, w);
          for (int i = 0; i < 100; i++)
            for (int m = 0; m < 2; m++)
              g_assert_cmpfloat (fabs (w[100 * m + i] - network->branch[m][0].w[i]), <=,
                                 0.04 * largest);
        }
    }
}

static void
test_cut_anyhow (void)
{
  g_autoptr (ModelTrainer) whole = make_trainer (2, 2, 700, 0.04);
  g_autoptr (ModelTrainer) cut = make_trainer (2, 2, 700, 0.04);

  model_trainer_run (whole, G_MAXINT64, NULL);
  for (int n = 1; model_trainer_run (cut, n, NULL) == MODEL_TRAINER_RUNNING; n = (n * 7 + 3) % 41)
    continue;
  g_autoptr (ModelSnapshot) a = model_trainer_snapshot (whole, 0);
  g_autoptr (ModelSnapshot) b = model_trainer_snapshot (cut, 0);
  float w[2][200];

  g_assert_cmpint (model_first_layer_count (a->first_layer), ==,
                   model_first_layer_count (b->first_layer));
  for (int e = 0; e <= 700; e++)
    {
      model_first_layer_at (a->first_layer, e, w[0]);
      model_first_layer_at (b->first_layer, e, w[1]);
      g_assert_cmpmem (w[0], sizeof w[0], w[1], sizeof w[1]);
    }
}

/* Noise in every weight, forever: the bound holds, and the frames still reach from end to end. */
static void
test_bounded (void)
{
  const ModelNetworkShape shape = { { 1, 1 }, { 1, 1 }, 1, 5 };
  g_autoptr (ModelNetwork) network = model_network_new (&shape);
  g_autoptr (ModelFirstLayerRecorder) recorder = model_first_layer_recorder_new (&shape);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (gint64 epoch = 0; epoch < 20000; epoch++)
    {
      for (gsize i = 0; i < network->n_weights; i++)
        network->weights[i] = g_rand_double_range (rand, -1, 1);
      model_first_layer_recorder_offer (recorder, epoch, network);
    }
  g_autoptr (ModelFirstLayer) layer = model_first_layer_recorder_take (recorder, 20000, network);
  g_assert_cmpint (model_first_layer_count (layer), <=, MODEL_FIRST_LAYER_MAX + 1);
  g_assert_cmpint (model_first_layer_count (layer), >, MODEL_FIRST_LAYER_MAX / 4);
  g_assert_cmpfloat (model_first_layer_epoch (layer, 0), ==, 0);
  g_assert_cmpfloat (model_first_layer_epoch (layer, model_first_layer_count (layer) - 1), ==,
                     20000);
}

/* 1000 x 500 x 2 floats are 4 MB: four frames fit; ten times that does not, and is left out. */
static void
test_large (void)
{
  const ModelNetworkShape shapes[2] = { { { 500, 500 }, { 1, 1 }, 1, 1000 },
                                        { { 5000, 5000 }, { 1, 1 }, 1, 1000 } };

  for (int s = 0; s < 2; s++)
    {
      g_autoptr (ModelFirstLayerRecorder) recorder = model_first_layer_recorder_new (&shapes[s]);
      g_autoptr (ModelNetwork) network = s == 0 ? model_network_new (&shapes[s]) : NULL;

      for (int e = 0; s == 0 && e < 20; e++)
        {
          network->weights[0] = e + 1;
          model_first_layer_recorder_offer (recorder, e, network);
        }
      g_autoptr (ModelFirstLayer) layer = model_first_layer_recorder_take (recorder, 20, network);
      g_assert_cmpint (model_first_layer_count (layer), <=, s == 0 ? 5 : 0);
    }
}

static void
test_kick (void)
{
  const ModelKick kick = { 200, { 0.1, 0.9 } };
  g_autoptr (ModelTrainer) trainer = make_trainer (2, 2, 600, 0.04);
  g_autoptr (GError) error = NULL;
  float w[200];

  model_trainer_run (trainer, G_MAXINT64, NULL);
  g_assert_true (model_trainer_kick (trainer, &kick, NULL, &error));
  model_trainer_run (trainer, G_MAXINT64, NULL);
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  for (int i = 1; i < model_first_layer_count (snapshot->first_layer); i++)
    g_assert_cmpfloat (model_first_layer_epoch (snapshot->first_layer, i), >,
                       model_first_layer_epoch (snapshot->first_layer, i - 1));
  g_autoptr (ModelNetwork) network = model_trainer_seek (trainer, 200, NULL);
  model_first_layer_at (snapshot->first_layer, 200, w);
  for (int i = 0; i < 100; i++) /* the same numbers in single precision */
    g_assert_cmpfloat_with_epsilon (w[i], network->branch[0][0].w[i], 1e-6);
}

static void
test_diverged (void)
{
  g_autoptr (ModelTrainer) trainer = make_trainer (2, 2, 5000, 0.9);
  float w[200];

  g_assert_cmpint (model_trainer_run (trainer, G_MAXINT64, NULL), ==, MODEL_TRAINER_DIVERGED);
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  model_first_layer_at (snapshot->first_layer, INFINITY, w);
  for (int i = 0; i < 200; i++)
    g_assert_true (isfinite (w[i]));
}

/* s = (3, 4), S = diag(1, 4): W* = (3, 1). */
static void
test_alignment (void)
{
  const ModelFirstLayerShape fused = { { 2, 2 }, { 1, 1 }, TRUE };
  const ModelFirstLayerShape apart = { { 2, 2 }, { 1, 1 }, FALSE };
  /* Per modality: neurons (3, 4) and (-6, -8), along s; then (1, 0) and (0, 1). */
  const float along[4] = { 3, -6, 4, -8 }, both[4] = { 1, 0, 0, 1 }, none[4] = { 0 };
  g_autoptr (ModelMoments) moments = model_moments_new (1, 1);
  ModelFirstLayerAlignment a;

  moments->sigma[0] = 1;
  moments->sigma[3] = 4;
  moments->sigma_yx[0] = 3;
  moments->sigma_yx[1] = 4;
  moments->sigma_yy = 13;
  model_first_layer_align (&fused, along, moments, 0, &a);
  /* Rounding of ten operations. */
  g_assert_cmpfloat_with_epsilon (a.along_correlation, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (a.along_solution, 13.0 * 13 / (25 * 10), 1e-12);
  g_assert_cmpfloat_with_epsilon (a.rank, 1, 1e-12);
  model_first_layer_align (&fused, both, moments, 1, &a);
  g_assert_cmpfloat_with_epsilon (a.along_correlation, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (a.rank, 2, 1e-12);
  /* The same numbers are four neurons, on the axes: each branch is as it has to be. */
  for (int m = 0; m < 2; m++)
    {
      model_first_layer_align (&apart, along, moments, m, &a);
      g_assert_cmpfloat_with_epsilon (a.along_correlation, 1, 1e-12);
      g_assert_cmpfloat_with_epsilon (a.along_solution, 1, 1e-12);
      g_assert_cmpfloat_with_epsilon (a.rank, 1, 1e-12);
    }
  model_first_layer_align (&fused, none, moments, 0, &a);
  g_assert_true (isnan (a.along_correlation) && isnan (a.along_solution) && isnan (a.rank));
}

/* Figure 10: an early-fusion cloud collapses to the line of s, which turns to that of W*. */
static void
test_early_fusion_turns (void)
{
  g_autoptr (ModelTrainer) trainer = make_trainer (2, 1, 1000, 0.04);
  float w[200];
  ModelFirstLayerAlignment start, growth, end;

  model_trainer_run (trainer, G_MAXINT64, NULL);
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  const ModelFirstLayerShape *shape = model_first_layer_get_shape (snapshot->first_layer);
  const ModelMoments *moments = model_trainer_get_moments (trainer);
  model_first_layer_at (snapshot->first_layer, 0, w);
  model_first_layer_align (shape, w, moments, 0, &start);
  model_first_layer_at (snapshot->first_layer, 60, w);
  model_first_layer_align (shape, w, moments, 0, &growth);
  model_first_layer_at (snapshot->first_layer, INFINITY, w);
  model_first_layer_align (shape, w, moments, 0, &end);
  /* A round cloud of 100 has rank 2 to 1 / sqrt(100); s grows by exp(0.04 * 4.1 * 60) = 2e4 while
   * the direction across it stays. */
  g_assert_cmpfloat (start.rank, >, 1.9);
  g_assert_cmpfloat (growth.rank, <, 1.001);
  g_assert_cmpfloat (growth.along_correlation, >, 0.999);
  g_assert_cmpfloat (end.along_solution, >, 0.999);
  g_assert_cmpfloat (end.along_correlation, <, growth.along_correlation);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/model/first-layer/follows-the-network", test_follows_the_network);
  g_test_add_func ("/model/first-layer/cut-anyhow", test_cut_anyhow);
  g_test_add_func ("/model/first-layer/bounded", test_bounded);
  g_test_add_func ("/model/first-layer/large", test_large);
  g_test_add_func ("/model/first-layer/kick", test_kick);
  g_test_add_func ("/model/first-layer/diverged", test_diverged);
  g_test_add_func ("/model/first-layer/alignment", test_alignment);
  g_test_add_func ("/model/first-layer/early-fusion-turns", test_early_fusion_turns);
  return g_test_run ();
}
