/* Memory goes back once, soon after the last thing came to rest. The linker puts the counter in
 * place of the function: see meson.build. */
#include "app/base/clock.h"
#include "app/base/trim.h"
#include "../waiting.h"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/trim/once", test_once);
  return g_test_run ();
}
