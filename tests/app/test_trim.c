/* Memory goes back once, soon after the last thing came to rest. The linker puts the counter in
 * place of the function: see meson.build. */
#include "app/base/clock.h"
#include "app/base/trim.h"
#include "../waiting.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int __real_malloc_trim (size_t pad);
int __wrap_malloc_trim (size_t pad);

static int n_trims; /* atomic */

int
__wrap_malloc_trim (size_t pad)
{
  const int trimmed = __real_malloc_trim (pad);

  g_atomic_int_inc (&n_trims);
  return trimmed;
}

static void
advance (gint64 milliseconds)
{
  app_clock_advance (1000 * milliseconds);
  waiting_iterate ();
}

static void
test_once (void)
{
  app_clock_set (1);
  for (int i = 0; i < 5; i++)
    {
      app_trim_later ();
      advance (APP_TRIM_PAUSE_MS - 1); /* it goes on */
      g_assert_cmpint (g_atomic_int_get (&n_trims), ==, 0);
    }
  advance (1);
  wait_until (g_atomic_int_get (&n_trims) == 1);
  advance (10 * APP_TRIM_PAUSE_MS);
  g_assert_cmpint (g_atomic_int_get (&n_trims), ==, 1);
}

enum
{
  THREADS = 4,
  PIECES = 1000,
  PIECE = 40000 /* bytes */
};

static int n_done; /* atomic */
static int may_end;

static double
get_resident_megabytes (void)
{
  g_autofree char *text = NULL;
  long total, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%ld %ld", &total, &resident), ==, 2);
  return resident * (sysconf (_SC_PAGESIZE) / 1048576.0);
}

/* A thread that has used memory, and stays. */
static gpointer
use_memory (gpointer data G_GNUC_UNUSED)
{
  g_autofree gpointer *pieces = g_new (gpointer, PIECES);

  for (int i = 0; i < PIECES; i++)
    {
      pieces[i] = g_malloc (PIECE);
      memset (pieces[i], 1, PIECE);
      g_atomic_pointer_set (&pieces[i], pieces[i]); /* no compiler leaves it out */
    }
  for (int i = 0; i < PIECES; i++)
    g_free (pieces[i]);
  g_atomic_int_inc (&n_done);
  while (!g_atomic_int_get (&may_end))
    g_thread_yield ();
  return NULL;
}

/* What threads have freed is given back while they go on, though large pieces were freed before. */
static void
test_threads (void)
{
  const double before = get_resident_megabytes ();
  GThread *threads[THREADS];
  gpointer large;

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
  g_test_skip ("another allocator");
  return;
#endif
  app_trim_set_up ();
  large = g_malloc0 (30 << 20);
  g_free (large);
  for (int i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("memory", use_memory, NULL);
  wait_until (g_atomic_int_get (&n_done) == THREADS);
  __real_malloc_trim (0);
  g_assert_cmpfloat (get_resident_megabytes () - before, <, 30);
  g_atomic_int_set (&may_end, 1);
  for (int i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/trim/once", test_once);
  g_test_add_func ("/app/trim/threads", test_threads);
  return g_test_run ();
}
