/* The recording: dense, then thinned without losing a transition; views stay as they were. */
#include "model/record/first_layer.h"
#include "model/record/history.h"
#include "model/record/keyframes.h"

#include <math.h>

static ModelHistoryRow
row_at (double epoch)
{
  /* A plateau of a million epochs with one sharp step. */
  double step = 1 / (1 + exp (-(epoch - 600000) / 50));
  ModelHistoryRow row = { epoch, 1 - step, { step, -2 * step } };

  return row;
}

static void
test_dense (void)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  g_autoptr (ModelHistoryView) view = NULL;

  for (int epoch = 0; epoch < 5000; epoch++)
    {
      ModelHistoryRow row = row_at (epoch);

      model_history_append (history, &row);
    }
  view = model_history_view (history);
  g_assert_cmpuint (model_history_view_length (view), ==, 5000);
  for (int epoch = 0; epoch < 5000; epoch++)
    g_assert_cmpfloat (model_history_view_row (view, epoch)->epoch, ==, epoch);
}

static void
test_thinned (void)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  g_autoptr (ModelHistoryView) view = NULL;
  const int last = 1000000;

  model_history_set_scale (history, 1, 2);
  for (int epoch = 0; epoch <= last; epoch++)
    {
      ModelHistoryRow row = row_at (epoch);

      if (epoch < last)
        model_history_append (history, &row);
      else
        model_history_append_final (history, &row);
    }
  view = model_history_view (history);
  g_assert_cmpuint (model_history_view_length (view), <, MODEL_HISTORY_DENSE_ROWS + 6000);
  g_assert_cmpfloat (model_history_view_at (view, last).epoch, ==, last);
  for (int epoch = 0; epoch < last; epoch += 7)
    {
      ModelHistoryRow expected = row_at (epoch), row = model_history_view_at (view, epoch);

      /* What history_append() promises: 2^-10 of the largest. */
      g_assert_cmpfloat_with_epsilon (row.loss, expected.loss, 1.0 / 1024);
      g_assert_cmpfloat_with_epsilon (row.weight[1], expected.weight[1], 2.0 / 1024);
    }
}

static void
test_jump_stays_sharp (void)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  g_autoptr (ModelHistoryView) view = NULL;

  for (int epoch = 0; epoch < 200000; epoch++)
    {
      ModelHistoryRow row = { epoch, epoch < 150000 ? 1 : 0, { 0 } };

      model_history_append (history, &row);
    }
  view = model_history_view (history);
  g_assert_cmpfloat (model_history_view_at (view, 149999).loss, ==, 1);
  g_assert_cmpfloat (model_history_view_at (view, 150000).loss, ==, 0);
}

static void
test_bounded (void)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  g_autoptr (ModelHistoryView) view = NULL;

  /* Nothing to thin: it jumps at every epoch. */
  for (int epoch = 0; epoch < 3000000; epoch++)
    {
      ModelHistoryRow row = { epoch, epoch % 2, { 0 } };

      model_history_append (history, &row);
    }
  view = model_history_view (history);
  /* Past the most, a row for each 512th of what has gone by: ln (3000000 / most) * 512. */
  g_assert_cmpuint (model_history_view_length (view), <=, MODEL_HISTORY_MAX_ROWS + 2000);
}

static void
test_view_is_frozen (void)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  g_autoptr (ModelHistoryView) view = NULL;

  for (int epoch = 0; epoch < 1500; epoch++)
    {
      ModelHistoryRow row = row_at (epoch);

      model_history_append (history, &row);
      if (epoch == 1030)
        view = model_history_view (history);
    }
  g_assert_cmpuint (model_history_view_length (view), ==, 1031);
  g_assert_cmpuint (model_history_view_find (view, 1e9), ==, 1030);
  g_assert_cmpuint (model_history_view_find (view, 17.5), ==, 17);
  g_assert_cmpuint (model_history_view_find (view, -1), ==, 0);
  g_assert_cmpfloat (model_history_view_at (view, 17.5).epoch, ==, 17.5);
}

enum
{
  TEN_MILLION = 10000000,
  JUMP = 9000001 /* no multiple of anything that is kept anyway */
};

/* A run of ten million epochs that oscillates by `swing` from epoch to epoch, with one jump. */
static ModelHistoryView *
record_ten_million (double swing)
{
  g_autoptr (ModelHistory) history = model_history_new ();

  model_history_set_scale (history, 1, 1);
  for (int epoch = 0; epoch < TEN_MILLION; epoch++)
    {
      const double loss = (epoch < JUMP ? 1 : 0.25) - (epoch % 2 != 0 ? swing : 0);
      const ModelHistoryRow row = { epoch, loss, { 0 } };

      model_history_append (history, &row);
    }
  return model_history_view (history);
}

static void
test_ten_million (void)
{
  static const double swings[] = { 0.0005, 0.02, 0.2, 0.9 };

  for (gsize i = 0; i < G_N_ELEMENTS (swings); i++)
    {
      g_autoptr (ModelHistoryView) view = record_ten_million (swings[i]);
      const gsize bytes = model_history_view_length (view) * sizeof (ModelHistoryRow);

      g_assert_cmpuint (bytes + MODEL_KEYFRAMES_MAX_BYTES + MODEL_FIRST_LAYER_MAX_BYTES, <,
                        64 << 20);
      /* A swing above a quarter of the largest hides any jump. */
      if (swings[i] >= 0.25)
        continue;
      g_assert_cmpfloat (model_history_view_at (view, JUMP - 1).loss, ==, 1);
      g_assert_cmpfloat (model_history_view_at (view, JUMP).loss, ==, 0.25 - swings[i]);
    }
}

/* States of ten million epochs: the frames, spare ones too, never outgrow their bytes. */
static void
test_keyframe_bytes (void)
{
  static const int sizes[] = { 24, 10000, 1000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (ModelKeyframes) frames = model_keyframes_new ();
      g_autofree double *state = g_new0 (double, sizes[i]);

      for (gint64 epoch = 0; epoch < TEN_MILLION; epoch += MODEL_KEYFRAMES_FIRST_INTERVAL)
        {
          state[0] = epoch;
          model_keyframes_offer (frames, epoch, state, sizes[i]);
          g_assert_cmpuint (model_keyframes_count (frames) * sizes[i] * sizeof *state, <=,
                            MODEL_KEYFRAMES_MAX_BYTES);
        }
      model_keyframes_restore (frames, TEN_MILLION, state, sizes[i]);
      /* Of k frames that fit, every other one has gone at most: the newest is within 2 / k. */
      g_assert_cmpfloat (state[0], >=,
                         TEN_MILLION * (1 - 2.0 / MIN (MODEL_KEYFRAMES_MAX,
                                                       MODEL_KEYFRAMES_MAX_BYTES / 8 / sizes[i])));
    }
}

static void
test_many_at_once (void)
{
  g_autoptr (ModelHistory) single = model_history_new (), many = model_history_new ();
  g_autoptr (ModelHistoryView) a = NULL, b = NULL;
  ModelHistoryRow rows[61]; /* no divisor of anything: blocks begin anywhere */
  int n = 0;

  for (int epoch = 560000; epoch < 620000; epoch++)
    {
      rows[n] = row_at (epoch);
      model_history_append (single, &rows[n]);
      if (++n == G_N_ELEMENTS (rows))
        {
          model_history_append_rows (many, rows, n);
          n = 0;
        }
    }
  model_history_append_rows (many, rows, n);
  a = model_history_view (single);
  b = model_history_view (many);
  g_assert_cmpuint (model_history_view_length (a), >, MODEL_HISTORY_DENSE_ROWS);
  g_assert_cmpuint (model_history_view_length (a), ==, model_history_view_length (b));
  for (gsize i = 0; i < model_history_view_length (a); i++)
    g_assert_cmpmem (model_history_view_row (a, i), sizeof *rows, model_history_view_row (b, i),
                     sizeof *rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/history/dense", test_dense);
  g_test_add_func ("/model/history/thinned", test_thinned);
  g_test_add_func ("/model/history/jump-stays-sharp", test_jump_stays_sharp);
  g_test_add_func ("/model/history/bounded", test_bounded);
  g_test_add_func ("/model/history/ten-million", test_ten_million);
  g_test_add_func ("/model/keyframes/bytes", test_keyframe_bytes);
  g_test_add_func ("/model/history/many-at-once", test_many_at_once);
  g_test_add_func ("/model/history/view-is-frozen", test_view_is_frozen);
  return g_test_run ();
}
