/* From an event to the picture: the promises of the interface, measured in a real window. */
#include "app/latency.h"

#include "num/matrix.h"

/* The promise is 33 ms and 1 s on an idle machine; tests run beside each other on a loaded one, so
 * they only catch what is an order of magnitude off. `plateau bench` states the exact figures. */
#define SLIDER_MS 330
#define STARTUP_MS 10000

static void
test_startup (void)
{
  g_autoptr (GError) error = NULL;
  double ms = -1;

  g_assert_true (app_latency_measure_startup (&ms, &error));
  g_assert_no_error (error);
  g_test_message ("first curve after %.0f ms", ms);
  g_assert_cmpfloat (ms, >, 0);
  g_assert_cmpfloat (ms, <, STARTUP_MS);
}

static void
test_slider (void)
{
  g_autoptr (GError) error = NULL;
  double ms = -1;

  g_assert_true (app_latency_measure (15, &ms, &error));
  g_assert_no_error (error);
  g_test_message ("new run on screen %.1f ms after the event, median of 15", ms);
  g_assert_cmpfloat (ms, >, 0);
  g_assert_cmpfloat (ms, <, SLIDER_MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/app/latency/startup", test_startup);
  g_test_add_func ("/app/latency/slider", test_slider);
  return g_test_run ();
}
