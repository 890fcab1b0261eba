/* The machine's monotonic time, or a set one, and timers that follow whichever it is. */
#include "app/base/clock.h"

/* Of the main thread: where the time stands; 0: it is the machine's. */
static gint64 set_now;

typedef struct
{
  GSource source;
  gint64 due;
} Timer;

gint64
app_clock_now (void)
{
  return set_now != 0 ? set_now : g_get_monotonic_time ();
}

static gboolean
check (GSource *source)
{
  return app_clock_now () >= ((Timer *) source)->due;
}

static gboolean
prepare (GSource *source, int *timeout)
{
  const gint64 rest = MAX (((Timer *) source)->due - app_clock_now (), 0);

  *timeout = set_now != 0 && rest > 0 ? -1 : (int) ((rest + 999) / 1000);
  return rest == 0;
}

static gboolean
dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  ((GSourceOnceFunc) (GCallback) func) (data);
  return G_SOURCE_REMOVE;
}

guint
app_clock_call_later (guint milliseconds, GSourceOnceFunc func, gpointer data)
{
  static GSourceFuncs functions = { prepare, check, dispatch };
  g_autoptr (GSource) source = g_source_new (&functions, sizeof (Timer));

  ((Timer *) source)->due = app_clock_now () + (gint64) milliseconds * 1000;
  g_source_set_callback (source, (GSourceFunc) (GCallback) func, data, NULL);
  return g_source_attach (source, NULL);
}

void
app_clock_set (gint64 now)
{
  g_return_if_fail (now > 0);

  set_now = now;
}

void
app_clock_advance (gint64 microseconds)
{
  g_return_if_fail (set_now > 0 && microseconds >= 0);

  set_now += microseconds;
}
