/* Waiting in tests: until something holds, never for a time. */
#pragma once

#include <glib.h>

/* No machine that is worth waiting for needs as long. */
#define WAITING_PATIENCE_US (60 * G_USEC_PER_SEC)

static inline gboolean
waiting_remove_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* One turn of the main loop, which comes after a millisecond where nothing else happens. */
static inline void
waiting_iterate (void)
{
  g_autoptr (GSource) source = g_timeout_source_new (1);

  g_source_set_callback (source, waiting_remove_cb, NULL, NULL);
  g_source_attach (source, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
}

/* Iterates the main loop until the condition holds, and fails where it never does. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const gint64 waiting_end = g_get_monotonic_time () + WAITING_PATIENCE_US;                      \
                                                                                                   \
    while (!(condition))                                                                           \
      {                                                                                            \
        g_assert_cmpint (g_get_monotonic_time (), <, waiting_end);                                 \
        waiting_iterate ();                                                                        \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* Lets other threads go on for a while that grows with n: what is interrupted then is met at one
 * point or another of its way. */
static inline void
waiting_yield (int n)
{
  for (int i = 0; i < n; i++)
    g_thread_yield ();
}
