/* The thread that computes gives way, and no other does. */
#include "run/priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

static int
get_nice (void)
{
#ifdef __linux__
  return getpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid));
#else
  return 0;
#endif
}

static gpointer
lower (gpointer data)
{
  run_priority_lower ();
  run_priority_lower (); /* once is enough */
  return GINT_TO_POINTER (get_nice ());
}

static void
test_only_this_thread (void)
{
  const int before = get_nice ();
  const int nice = GPOINTER_TO_INT (g_thread_join (g_thread_new ("lower", lower, NULL)));

#ifdef __linux__
  g_assert_cmpint (nice, ==, MAX (before, RUN_PRIORITY_NICE));
#endif
  g_assert_cmpint (nice, >=, before);
  g_assert_cmpint (get_nice (), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/priority/only-this-thread", test_only_this_thread);
  return g_test_run ();
}
