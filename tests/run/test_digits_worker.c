/* The digits' thread: a run, a table, pause, stop, and images that cannot be had. */
#include "num/matrix.h"
#include "run/digits_worker.h"
#include "../waiting.h"

static DigitsOptions
make_options (int epochs)
{
  DigitsOptions options;

  digits_options_init (&options, DIGITS_MLP);
  options.values[DIGITS_KEY_DEPTH] = 2;
  options.values[DIGITS_KEY_FUSION] = 2;
  options.values[DIGITS_KEY_WIDTH] = 20;
  options.values[DIGITS_KEY_TRAIN] = 200;
  options.values[DIGITS_KEY_TEST] = 50;
  options.values[DIGITS_KEY_BATCH] = 20;
  options.values[DIGITS_KEY_RATE] = 0.2;
  options.values[DIGITS_KEY_EPOCHS] = epochs;
  options.values[DIGITS_KEY_THRESHOLD] = 0.2;
  return options;
}

/* The last state. */
static DigitsState *
wait_for_end (RunDigitsWorker *worker)
{
  wait_until (!run_digits_worker_is_busy (worker));
  return run_digits_worker_take_state (worker);
}

static void
test_run (void)
{
  g_autoptr (RunDigitsWorker) worker = run_digits_worker_new ();
  const DigitsOptions options = make_options (3);

  g_assert_null (run_digits_worker_take_state (worker));
  run_digits_worker_start (worker, &options, NULL, 0);
  g_autoptr (DigitsState) state = wait_for_end (worker);
  g_assert_cmpint (state->phase, ==, DIGITS_STATE_FINISHED);
  g_assert_cmpint (state->n_rows, ==, 4);
  g_assert_cmpfloat (state->progress, ==, 1);
  g_assert_cmpint (state->samples->n, ==, 3 * DIGITS_STATE_SAMPLES * 2);
  g_assert_cmpint (state->filters->n, ==, 2 * DIGITS_STATE_FILTERS);

  run_digits_worker_start (worker, &options, NULL, 0);
  g_autoptr (DigitsState) again = wait_for_end (worker);
  g_assert_cmpmem (state->rows, sizeof (DigitsRow) * 4, again->rows, sizeof (DigitsRow) * 4);
}

static void
test_table (void)
{
  g_autoptr (RunDigitsWorker) worker = run_digits_worker_new ();
  const DigitsOptions options = make_options (8);

  run_digits_worker_start (worker, &options, NULL, 2);
  g_autoptr (DigitsState) state = wait_for_end (worker);
  g_assert_cmpint (state->phase, ==, DIGITS_STATE_FINISHED);
  g_assert_true (state->in_table);
  g_assert_cmpint (state->table.seeds, ==, 2);
  for (int fusion = 1; fusion <= 2; fusion++)
    {
      const DigitsRatio ratio = digits_table_get_ratio (&state->table, fusion);

      g_assert_cmpint (ratio.n + ratio.missing, ==, 2);
    }
}

static gboolean
is_training (RunDigitsWorker *worker)
{
  g_autoptr (DigitsState) state = run_digits_worker_take_state (worker);

  return state != NULL && state->n_rows > 0;
}

static void
test_stop_and_replace (void)
{
  g_autoptr (RunDigitsWorker) worker = run_digits_worker_new ();
  const DigitsOptions longest = make_options (10000), shorter = make_options (1);

  run_digits_worker_start (worker, &longest, NULL, 0);
  wait_until (is_training (worker));
  run_digits_worker_set_paused (worker, TRUE);
  g_assert_true (run_digits_worker_get_paused (worker));
  g_assert_true (run_digits_worker_is_busy (worker));
  run_digits_worker_stop (worker);
  g_autoptr (DigitsState) stopped = wait_for_end (worker);
  g_assert_cmpint (stopped->phase, ==, DIGITS_STATE_STOPPED);

  run_digits_worker_start (worker, &longest, NULL, 5);
  run_digits_worker_start (worker, &shorter, NULL, 0);
  g_autoptr (DigitsState) state = wait_for_end (worker);
  g_assert_cmpint (state->phase, ==, DIGITS_STATE_FINISHED);
  g_assert_cmpint (state->n_rows, ==, 2);

  /* Freed while it trains. */
  run_digits_worker_start (worker, &longest, NULL, 0);
}

static void
test_failure (void)
{
  g_autoptr (RunDigitsWorker) worker = run_digits_worker_new ();
  DigitsOptions options = make_options (1);

  run_digits_worker_start (worker, &options, "/nonexistent", 0);
  g_autoptr (DigitsState) missing = wait_for_end (worker);
  g_assert_cmpint (missing->phase, ==, DIGITS_STATE_FAILED);
  g_assert_nonnull (missing->message);

  options.values[DIGITS_KEY_FUSION] = 5;
  run_digits_worker_start (worker, &options, NULL, 0);
  g_autoptr (DigitsState) refused = wait_for_end (worker);
  g_assert_cmpint (refused->phase, ==, DIGITS_STATE_FAILED);
  g_assert_nonnull (refused->message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/run/digits-worker/run", test_run);
  g_test_add_func ("/run/digits-worker/table", test_table);
  g_test_add_func ("/run/digits-worker/stop-and-replace", test_stop_and_replace);
  g_test_add_func ("/run/digits-worker/failure", test_failure);
  return g_test_run ();
}
