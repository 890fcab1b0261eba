/* Tells ThreadSanitizer what GLib's locks order; linked only into its builds.
 *
 * The distribution's GLib is not instrumented and its locks are futexes, so the tool sees no edge
 * between an unlock and the next lock. These definitions take precedence over the library's for
 * calls made by the program, mark the edge, and call the real function. */
#include <dlfcn.h>
#include <glib.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(name)                                                                                 \
  static __typeof__ (&name) real;                                                                  \
  if (real == NULL)                                                                                \
  real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)
#define OUTSIDE __attribute__ ((no_sanitize ("thread"), visibility ("default")))

#undef g_mutex_lock
#undef g_mutex_unlock

OUTSIDE void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

OUTSIDE void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

OUTSIDE void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

OUTSIDE gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  REAL (g_cond_wait_until);
  gboolean signalled;

  __tsan_release (mutex);
  signalled = real (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return signalled;
}

/* Threads are made and joined inside GLib, where the tool does not look. */
typedef struct
{
  GThreadFunc function;
  gpointer data;
} Start;

static char end_of_thread;

static gpointer
started (gpointer data)
{
  Start *start = data;
  gpointer result;

  __tsan_acquire (start);
  result = start->function (start->data);
  __tsan_release (&end_of_thread);
  g_free (start);
  return result;
}

OUTSIDE GThread *
g_thread_new (const char *name, GThreadFunc function, gpointer data)
{
  REAL (g_thread_new);
  Start *start = g_new (Start, 1);

  start->function = function;
  start->data = data;
  __tsan_release (start);
  return real (name, started, start);
}

OUTSIDE gpointer
g_thread_join (GThread *thread)
{
  REAL (g_thread_join);
  gpointer result = real (thread);

  __tsan_acquire (&end_of_thread);
  return result;
}
