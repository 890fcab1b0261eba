/* glibc keeps what is freed amid memory in use: after runs of wide networks, hundreds of megabytes.
 */
#include "app/base/trim.h"

#include "app/base/clock.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Bytes: pieces from there on are mapped, and go back as they are freed; of what is free at the end
 * of a thread's memory, more goes back. */
#define MAPPED_FROM (1 << 20)
#define KEPT (2 << 20)

static guint timer; /* 0: none */

void
app_trim_set_up (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, MAPPED_FROM);
  mallopt (M_TRIM_THRESHOLD, KEPT);
#endif
}

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
