/* From an event to the picture, measured in a real window; plateau-bench states the figures. */
#include "bench/latency.h"
#include "num/matrix.h"
#include "window_fixture.h"

static void
test_startup (void)
{
  g_autoptr (GError) error = NULL;
  double ms = -1;

  g_assert_true (bench_latency_measure_startup (&ms, &error));
  g_assert_no_error (error);
  g_test_message ("first curve after %.0f ms", ms);
  g_assert_cmpfloat (ms, >, 0);
}

static void
wait_for (const BenchWindowWait *wait, const char *what)
{
  g_autoptr (GError) error = NULL;
  double ms = -1;

  g_assert_true (bench_latency_measure (wait, 5, &ms, &error));
  g_assert_no_error (error);
  g_test_message ("%s on screen %.1f ms after the event, median of 5", what, ms);
  g_assert_cmpfloat (ms, >, 0);
}

static void
test_waits (void)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_EPOCHS, 1000, NULL);
  wait_for (&(BenchWindowWait){ &experiment, FALSE, FALSE }, "new run");
  wait_for (&(BenchWindowWait){ &experiment, TRUE, FALSE }, "first part of a new network's run");
  wait_for (&(BenchWindowWait){ &experiment, FALSE, TRUE }, "all fusion layers");
}

/* The promise is 60 frames per second. */
static void
test_turn (void)
{
  g_autoptr (GError) error = NULL;
  double ms = -1;

  g_assert_true (bench_latency_measure_turn (10, &ms, &error));
  g_assert_no_error (error);
  g_test_message ("a frame of the turning scene took %.1f ms of processor time", ms);
  g_assert_cmpfloat (ms, >, 0);
}

/* The promise is 60 frames per second; a deep network of ReLU takes seconds to train. */
static void
test_stream (void)
{
  g_autoptr (GError) error = NULL;
  double rate = -1, ms = -1;
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU, NULL);
  model_experiment_set (&experiment, MODEL_DEPTH, 3, NULL);
  model_experiment_set (&experiment, MODEL_FUSION, 3, NULL);
  model_experiment_set (&experiment, MODEL_SEED, 7, NULL);
  g_assert_true (bench_latency_measure_stream (&experiment, 1, &rate, &ms, &error));
  g_assert_no_error (error);
  g_test_message ("%.0f frames a second, %.1f ms of processor time each", rate, ms);
  g_assert_cmpfloat (rate, >, 0);
  g_assert_cmpfloat (ms, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_keep_driver ();
  num_init ();
  g_test_add_func ("/bench/latency/startup", test_startup);
  g_test_add_func ("/bench/latency/waits", test_waits);
  g_test_add_func ("/bench/latency/turn", test_turn);
  g_test_add_func ("/bench/latency/stream", test_stream);
  return g_test_run ();
}
