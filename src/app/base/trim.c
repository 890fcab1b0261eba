/* glibc keeps what is freed amid memory in use: after runs of wide networks, hundreds of megabytes.
 */
#include "app/base/trim.h"

#include "app/base/clock.h"

#include <malloc.h>

static guint timer; /* 0: none */

/* Takes milliseconds where there is much to give back, and locks one arena at a time. */
static gpointer
trim (gpointer data G_GNUC_UNUSED)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  return NULL;
}

static void
due_cb (gpointer data G_GNUC_UNUSED)
{
  timer = 0;
  g_thread_unref (g_thread_new ("trim", trim, NULL));
}

void
app_trim_later (void)
{
  g_clear_handle_id (&timer, g_source_remove);
  timer = app_clock_call_later (APP_TRIM_PAUSE_MS, due_cb, NULL);
}
