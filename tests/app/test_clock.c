/* A clock that stands still: timers come when it is moved past them, and no sooner. */
#include "app/base/clock.h"

static void
count_cb (gpointer n)
{
  ++*(int *) n;
}

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_set (void)
{
  app_clock_set (5);
  g_assert_cmpint (app_clock_now (), ==, 5);
  app_clock_advance (7);
  g_assert_cmpint (app_clock_now (), ==, 12);
}

static void
test_timers (void)
{
  int soon = 0, late = 0, never = 0;
  guint id;

  app_clock_set (G_USEC_PER_SEC);
  app_clock_call_later (100, count_cb, &soon);
  app_clock_call_later (300, count_cb, &late);
  id = app_clock_call_later (200, count_cb, &never);
  iterate ();
  app_clock_advance (99999);
  iterate ();
  g_assert_cmpint (soon, ==, 0);
  app_clock_advance (1);
  iterate ();
  g_assert_cmpint (soon, ==, 1);
  g_assert_true (g_source_remove (id));
  app_clock_advance (G_USEC_PER_SEC);
  iterate ();
  g_assert_cmpint (soon, ==, 1);
  g_assert_cmpint (late, ==, 1);
  g_assert_cmpint (never, ==, 0);
}

/* The machine's time is slept through, not looked at again and again. */
static void
test_machine (void)
{
  const gint64 begin = app_clock_now ();
  int n = 0, turns = 0;

  g_assert_cmpint (ABS (g_get_monotonic_time () - begin), <, 60 * G_USEC_PER_SEC);
  app_clock_call_later (20, count_cb, &n);
  while (n == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      turns++;
    }
  g_assert_cmpint (app_clock_now () - begin, >=, 20000);
  g_assert_cmpint (turns, <, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/clock/machine", test_machine);
  g_test_add_func ("/app/clock/set", test_set);
  g_test_add_func ("/app/clock/timers", test_timers);
  return g_test_run ();
}
