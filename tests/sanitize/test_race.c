/* ThreadSanitizer sees a real race through the shim, and none where a lock orders the accesses. */
#include <glib.h>

static GMutex lock;
static int guarded, unguarded;

static gpointer
count (gpointer data)
{
  for (int i = 0; i < 1000; i++)
    {
      g_mutex_lock (&lock);
      guarded++;
      g_mutex_unlock (&lock);
      if (data != NULL)
        unguarded++;
    }
  return NULL;
}

static void
run_threads (gpointer data)
{
  GThread *a = g_thread_new ("a", count, data), *b = g_thread_new ("b", count, data);

  g_thread_join (a);
  g_thread_join (b);
}

static void
test_lock (void)
{
  run_threads (NULL);
  g_assert_cmpint (guarded, ==, 2000);
}

static void
test_race (void)
{
  if (g_test_subprocess ())
    {
      run_threads (&unguarded);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*data race*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sanitize/race/lock-orders", test_lock);
  g_test_add_func ("/sanitize/race/is-seen", test_race);
  return g_test_run ();
}
