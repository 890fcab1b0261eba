/* Optimisers, decay, rates, batches and dropout: against PyTorch, in a small network as at full
 * width, and with the same bits on every way to an epoch. */
#include "model/optimizer/draw.h"
#include "model/network/sample_gradient.h"
#include "model/optimizer/optimizer.h"
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "helpers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void
assert_start (const ModelNetwork *network, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  g_assert_cmpuint (g_strv_length (words), ==, network->n_weights);
  for (gsize i = 0; i < network->n_weights; i++)
    g_assert_cmpfloat (g_ascii_strtod (words[i], NULL), ==, network->weights[i]);
}

static void
assert_rows (ModelTrainer *trainer, char **lines)
{
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  gboolean learned = FALSE;

  for (int i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      double epoch, loss, w[2];
      ModelHistoryRow row;

      g_assert_cmpint (sscanf (lines[i], "%lf,%lf,%lf,%lf", &epoch, &loss, &w[0], &w[1]), ==, 4);
      row = model_history_view_at (snapshot->history, epoch);
      learned = learned || (w[0] > 0.5 && w[1] > 0.5);
      /* At rest the sign of a gradient is the sign of its rounding: Adam and sign dance. */
      g_assert_cmpfloat_with_epsilon (row.loss, loss, learned ? 1e-6 : 1e-10);
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat_with_epsilon (row.weight[m], w[m], learned ? 1e-6 : 1e-10);
    }
}

static void
test_reference (gconstpointer data)
{
  ModelExperiment e = make_experiment ("depth", "3", "width", "4", "samples", "0", "rho", "0.3",
                                       "epochs", "600", NULL);
  g_autofree char *file =
      g_test_build_filename (G_TEST_DIST, "reference", "optimizers", data, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  set_words (&e, lines[0]);
  trainer = model_trainer_new (&e, 0.3, NULL);
  assert_start (model_trainer_get_network (trainer), lines[1]);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  assert_rows (trainer, lines + 2);
}

static const char *const kinds[] = {
  "optimizer=momentum",
  "optimizer=nesterov learning_rate=0.01 batch=16",
  "optimizer=adam learning_rate=0.002",
  "optimizer=sign learning_rate=0.001",
  "weight_decay=0.02 rate_ratio=2 keep_a=0.5 clip=0.3 warmup=50 delay_b=70",
  "optimizer=adam learning_rate=0.002 activation=relu batch=20 keep_b=0.5 unimodal_a=0.5",
  "loss=logistic optimizer=momentum learning_rate=0.01 keep_a=0.7",
};

static ModelExperiment
make_kind (const char *kind)
{
  ModelExperiment e =
      make_experiment ("depth", "3", "width", "12", "samples", "50", "epochs", "700", NULL);

  set_words (&e, kind);
  return e;
}

static void
assert_same_bits (ModelTrainer *a, ModelTrainer *b)
{
  const ModelNetwork *x = model_trainer_get_network (a), *y = model_trainer_get_network (b);

  g_assert_cmpint (model_trainer_get_epoch (a), ==, model_trainer_get_epoch (b));
  g_assert_cmpmem (x->weights, x->n_weights * sizeof (double), y->weights,
                   y->n_weights * sizeof (double));
}

/* Back from a keyframe, cut into pieces, kicked twice at the same epoch. */
static void
test_same_bits (gconstpointer data)
{
  const ModelExperiment e = make_kind (data);
  const ModelKick kick = { 400, { 0.2, 0.3 } };
  g_autoptr (ModelTrainer) whole = model_trainer_new (&e, 0.3, NULL);
  g_autoptr (ModelTrainer) cut = model_trainer_new (&e, 0.3, NULL);
  g_autoptr (ModelNetwork) sought = NULL;
  const ModelNetwork *then;

  while (model_trainer_get_epoch (cut) < 533)
    model_trainer_run (cut, 41, NULL);
  model_trainer_run (whole, 533, NULL);
  assert_same_bits (whole, cut);
  then = model_trainer_get_network (cut);
  model_trainer_run (whole, 167, NULL);
  sought = model_trainer_seek (whole, 533, NULL);
  g_assert_cmpmem (sought->weights, sought->n_weights * sizeof (double), then->weights,
                   then->n_weights * sizeof (double));
  g_assert_true (model_trainer_kick (whole, &kick, NULL, NULL));
  g_assert_true (model_trainer_kick (cut, &kick, NULL, NULL));
  model_trainer_run (whole, 100, NULL);
  model_trainer_run (cut, 50, NULL);
  model_trainer_run (cut, 50, NULL);
  assert_same_bits (whole, cut);
}

/* A fork that changes nothing goes on as its parent would have, whose momentum it has. */
static void
check_fork (const ModelExperiment *e, double tolerance)
{
  g_autoptr (ModelTrainer) parent = model_trainer_new (e, 0.3, NULL);
  g_autoptr (ModelTrainer) fork = NULL;
  const ModelNetwork *x, *y;

  model_trainer_run (parent, 150, NULL);
  fork = model_trainer_new_fork (parent, 120, e, NULL, NULL);
  model_trainer_run (fork, 30, NULL);
  x = model_trainer_get_network (parent);
  y = model_trainer_get_network (fork);
  for (gsize i = 0; i < x->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (x->weights[i], y->weights[i], tolerance);
}

static void
test_fork (gconstpointer data)
{
  ModelExperiment e = make_kind (data);

  /* What the basis of a small network leaves out. */
  check_fork (&e, 1e-4);
  model_experiment_set (&e, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
  check_fork (&e, 1e-300);
}

static void
check_compressed (const char *words, const char *depth, const char *fusion, double u0)
{
  ModelExperiment e = make_experiment ("depth", depth, "fusion", fusion, "width", "60", "samples",
                                       "64", "epochs", "900", NULL);
  g_autoptr (ModelTrainer) small = NULL, wide = NULL;
  g_autoptr (ModelSnapshot) s = NULL, w = NULL;
  const ModelNetwork *x, *y;

  set_words (&e, words);
  small = model_trainer_new (&e, u0, NULL);
  model_experiment_set (&e, MODEL_COMPRESSION, MODEL_COMPRESSION_OFF, NULL);
  wide = model_trainer_new (&e, u0, NULL);
  model_trainer_run (small, G_MAXINT64, NULL);
  model_trainer_run (wide, G_MAXINT64, NULL);
  s = model_trainer_snapshot (small, 0);
  w = model_trainer_snapshot (wide, 0);
  g_assert_cmpint (s->width, <, 60);
  for (int epoch = 0; epoch <= 900; epoch += 50)
    for (int m = 0; m < 2; m++)
      g_assert_cmpfloat_with_epsilon (model_history_view_at (s->history, epoch).weight[m],
                                      model_history_view_at (w->history, epoch).weight[m],
                                      1e-9 + s->error);
  x = model_trainer_get_network (small);
  y = model_trainer_get_network (wide);
  /* Every weight, also of those that only decay; what a basis leaves out is no more than 1e-4. */
  for (gsize i = 0; i < x->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (x->weights[i], y->weights[i], s->error > 0 ? 1e-4 : 1e-8);
}

static void
test_compressed (void)
{
  static const char *const words[] = { "optimizer=momentum weight_decay=0.05 learning_rate=0.01",
                                       "rate_ratio=2.5 clip=0.5 keep_a=0.5 warmup=100",
                                       "batch=8 delay_b=200 unimodal_b=1" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      check_compressed (words[i], "2", "2", 1e-3);
      check_compressed (words[i], "4", "3", 0.3);
    }
}

static void
test_full_width (void)
{
  ModelExperiment e = make_experiment ("optimizer", "adam", NULL);
  g_autoptr (ModelCompression) compression = model_compression_get (&e, NULL);

  g_assert_true (model_compression_is_full_width (compression));
}

/* A batch of all is all, in whatever order. */
static void
test_whole_batch (void)
{
  ModelExperiment e = make_experiment ("samples", "40", "noise", "1", "epochs", "300",
                                       "weight_decay", "0.001", NULL);
  g_autoptr (ModelTrainer) all = model_trainer_new (&e, 0.01, NULL);
  g_autoptr (ModelTrainer) batch = NULL;
  const ModelNetwork *x, *y;

  model_experiment_set (&e, MODEL_BATCH, 40, NULL);
  batch = model_trainer_new (&e, 0.01, NULL);
  model_trainer_run (all, G_MAXINT64, NULL);
  model_trainer_run (batch, G_MAXINT64, NULL);
  x = model_trainer_get_network (all);
  y = model_trainer_get_network (batch);
  for (gsize i = 0; i < x->n_weights; i++)
    g_assert_cmpfloat_with_epsilon (x->weights[i], y->weights[i], 1e-11);
}

/* Batches hold every sample about as often, none twice; what is drawn has the moments that are
 * expected. */
static void
test_draws (void)
{
  ModelExperiment e = make_experiment ("samples", "30", "batch", "10", "keep_a", "0.4", "keep_b",
                                       "0.7", "unimodal_b", "0.5", "rho", "0.5", NULL);
  g_autoptr (ModelDataset) data = model_dataset_new (&e, NULL);
  g_autoptr (ModelDraw) draw = model_draw_new (&e, data);
  g_autoptr (ModelMoments) mean = model_moments_new (1, 1), expected = NULL;
  const int n = 20000;
  double again;

  for (int epoch = 0; epoch < n; epoch++)
    {
      ModelDrawnRows rows;

      model_draw_rows (draw, epoch, &rows);
      for (int i = 0; i < rows.n; i++)
        {
          const double *x = rows.x + 2 * i, weight = rows.weight[i] / n;

          for (int j = 0; j < 2; j++)
            {
              mean->sigma[2 * j] += weight * x[j] * x[0];
              mean->sigma[2 * j + 1] += weight * x[j] * x[1];
              mean->sigma_yx[j] += weight * x[j] * rows.y[i];
            }
          mean->sigma_yy += weight * rows.y[i] * rows.y[i];
        }
    }
  expected = model_moments_compute (&e, NULL);
  /* 20,000 draws of ten: four standard deviations. */
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (mean->sigma[i], expected->sigma[i], 0.04);
  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (mean->sigma_yx[i], expected->sigma_yx[i], 0.04);
  g_assert_cmpfloat_with_epsilon (mean->sigma_yy, expected->sigma_yy, 0.04);
  again = model_draw_moments (draw, 77)->sigma_yy;
  model_draw_moments (draw, 78);
  g_assert_cmpfloat (model_draw_moments (draw, 77)->sigma_yy, ==, again);
}

/* All rows with every way to drop are the expected loss, as moments have it. */
static void
test_expected_rows (void)
{
  ModelExperiment e = make_experiment ("samples", "60", "keep_a", "0.4", "keep_b", "0.7",
                                       "unimodal_a", "0.3", "width", "5", NULL);
  g_autoptr (ModelMoments) moments = model_moments_compute (&e, NULL);
  g_autoptr (ModelDataset) data = model_dataset_new (&e, NULL);
  g_autoptr (ModelDraw) draw = model_draw_new (&e, data);
  ModelSampleTask task = { .slope = 1, .loss = MODEL_LOSS_MSE };
  g_autoptr (ModelSampleGradient) blocks = NULL;
  g_autoptr (ModelNetwork) network = NULL;
  ModelDrawnRows rows;
  double w[2];

  model_network_shape_from_experiment (&task.shape, &e);
  network = model_network_new (&task.shape);
  model_network_initialise (network, &e, 0.7, moments);
  blocks = model_blocks_new (&task);
  model_draw_all_rows (draw, &rows);
  model_blocks_load (blocks, rows.n, rows.x, rows.y, rows.weight);
  g_assert_true (model_sample_gradient_evaluate (blocks, network, NULL));
  model_network_compute_total_weights (network, w);
  g_assert_cmpfloat_with_epsilon (blocks->loss, model_moments_loss (moments, w), 1e-12);
}

static void
test_whitened (void)
{
  ModelExperiment e = make_experiment ("source", "vector", "covariance", "random", "samples", "300",
                                       "whiten", "on", "inputs_a", "3", "inputs_b", "2", NULL);
  g_autoptr (ModelMoments) moments = model_moments_compute (&e, NULL), own = NULL;
  g_autoptr (ModelDataset) data = model_dataset_new (&e, NULL);
  ModelDataset *test = NULL;

  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++)
      if ((i < 3) == (j < 3))
        g_assert_cmpfloat_with_epsilon (moments->sigma[5 * i + j], i == j, 1e-10);
  g_assert_true (model_moments_whiten (&e, &data, &test, NULL));
  own = model_moments_new_for_dataset (data);
  for (int i = 0; i < 25; i++)
    g_assert_cmpfloat_with_epsilon (moments->sigma[i], own->sigma[i], 1e-10);
  for (int i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (moments->sigma_yx[i], own->sigma_yx[i], 1e-10);
}

/* What decay keeps, and what it loses: the run rests, and knows it. */
static void
test_decay_rests (void)
{
  ModelExperiment e = make_experiment ("samples", "0", "weight_decay", "0.5", NULL);
  ModelExperiment strong = make_experiment ("samples", "0", "weight_decay", "1.5", NULL);
  g_autoptr (ModelTrainer) kept = model_trainer_new (&e, 1e-4, NULL);
  g_autoptr (ModelTrainer) lost = model_trainer_new (&strong, 1e-4, NULL);
  g_autoptr (ModelSnapshot) a = NULL, b = NULL;
  const ModelHistoryRow *end;

  g_assert_cmpint (model_trainer_run (kept, G_MAXINT64, NULL), ==, MODEL_TRAINER_BOUND);
  g_assert_cmpint (model_trainer_run (lost, G_MAXINT64, NULL), ==, MODEL_TRAINER_BOUND);
  a = model_trainer_snapshot (kept, 0);
  b = model_trainer_snapshot (lost, 0);
  g_assert_cmpfloat (model_snapshot_last_epoch (a), <, 20000);
  g_assert_cmpfloat (model_snapshot_last_epoch (b), <, 20000);
  end = model_history_view_row (a->history, model_history_view_length (a->history) - 1);
  /* Two layers: s - lambda = W S. */
  g_assert_cmpfloat_with_epsilon (end->weight[0], 3.5 / 4, 1e-4);
  g_assert_cmpfloat_with_epsilon (end->weight[1], 0.5, 1e-4);
  end = model_history_view_row (b->history, model_history_view_length (b->history) - 1);
  g_assert_cmpfloat_with_epsilon (end->weight[0], 2.5 / 4, 1e-4);
  g_assert_cmpfloat (end->weight[1], <, 1e-5);
}

static void
assert_refused (const char *words, const char *message)
{
  ModelExperiment e;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (GError) error = NULL;

  model_experiment_init (&e);
  set_words (&e, words);
  if (model_experiment_validate (&e, &error))
    trainer = model_trainer_new (&e, 0.1, &error);
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, message));
  g_assert_null (strchr (error->message, '\n'));
}

static void
assert_refused_value (ModelKey key, double value)
{
  ModelExperiment e;

  model_experiment_init (&e);
  g_assert_false (model_experiment_set (&e, key, value, NULL));
}

static void
test_refused (void)
{
  assert_refused ("samples=100 batch=101", "batch = 101");
  assert_refused ("samples=0 batch=1", "batch = 1");
  assert_refused ("dynamics=flow optimizer=adam", "dynamics = flow");
  assert_refused ("dynamics=flow batch=4", "dynamics = flow");
  assert_refused ("sigma_b=0 whiten=on", "modality B");
  assert_refused ("source=vector inputs_a=4 inputs_b=4 samples=3 whiten=on", "modality A");
  for (ModelKey key = MODEL_KEEP_A; key <= MODEL_KEEP_B; key++)
    {
      assert_refused_value (key, 0);
      assert_refused_value (key, 1.01);
    }
  assert_refused_value (MODEL_MOMENTUM, 1);
  assert_refused_value (MODEL_MOMENTUM, -0.1);
  assert_refused_value (MODEL_RATE_RATIO, 0);
  assert_refused_value (MODEL_RATE_RATIO, -1);
}

int
main (int argc, char **argv)
{
  static const char *const references[] = { "momentum", "nesterov", "adam",    "adam-decay",
                                            "sign",     "decay",    "rates",   "delay",
                                            "clip",     "dropout",  "unimodal" };

  num_init ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/optimizer/reference/%s", references[i]);
      char *file = g_strconcat (references[i], ".csv", NULL);

      g_test_add_data_func_full (path, file, test_reference, g_free);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *bits = g_strdup_printf ("/model/optimizer/same-bits/%zu", i);
      g_autofree char *fork = g_strdup_printf ("/model/optimizer/fork/%zu", i);

      g_test_add_data_func (bits, kinds[i], test_same_bits);
      g_test_add_data_func (fork, kinds[i], test_fork);
    }
  g_test_add_func ("/model/optimizer/compressed", test_compressed);
  g_test_add_func ("/model/optimizer/full-width", test_full_width);
  g_test_add_func ("/model/optimizer/whole-batch", test_whole_batch);
  g_test_add_func ("/model/optimizer/draws", test_draws);
  g_test_add_func ("/model/optimizer/expected-rows", test_expected_rows);
  g_test_add_func ("/model/optimizer/whitened", test_whitened);
  g_test_add_func ("/model/optimizer/decay-rests", test_decay_rests);
  g_test_add_func ("/model/optimizer/refused", test_refused);
  return g_test_run ();
}
