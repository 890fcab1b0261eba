/* Latency probes: a window of our own, its frame clock, and a stop watch. */
#include "app/latency.h"

#include "app/look.h"
#include "app/renderer.h"
#include "app/window.h"

#include <math.h>
#include <stdlib.h>

/* Nothing here takes a tenth of it, on any machine that could show the window at all. */
#define TIMEOUT_MS 20000
#define EPOCHS 1000

typedef struct
{
  AppWindow *window;
  gint64 painted; /* when the frame with the whole run was painted; 0: not yet */
} Probe;

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Probe *probe = data;

  if (probe->painted == 0 && app_session_is_complete (app_window_get_session (probe->window)))
    probe->painted = g_get_monotonic_time ();
}

static gboolean
raise_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop as an application does, asleep while nothing happens, until *done or time is
 * up. FALSE: time is up. */
static gboolean
run_loop (const gint64 *done, guint milliseconds)
{
  gboolean time_is_up = FALSE;
  guint timer = g_timeout_add (milliseconds, raise_cb, &time_is_up);

  while ((done == NULL || *done == 0) && !time_is_up)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return done != NULL && *done != 0;
}

static gboolean
wait_for_paint (Probe *probe, GError **error)
{
  probe->painted = 0;
  if (run_loop (&probe->painted, TIMEOUT_MS))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
               "the window showed no finished run within %d s", TIMEOUT_MS / 1000);
  return FALSE;
}

static gboolean
open_window (Probe *probe, GError **error)
{
  GdkFrameClock *clock;

  app_renderer_choose ();
  if (!gtk_init_check ())
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "no display: set DISPLAY or WAYLAND_DISPLAY");
      return FALSE;
    }
  adw_init ();
  app_look_install ();
  probe->window = app_window_new (NULL);
  gtk_window_present (GTK_WINDOW (probe->window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (probe->window));
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), probe);
  return TRUE;
}

static void
close_window (Probe *probe)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (probe->window));

  g_signal_handlers_disconnect_by_data (clock, probe);
  gtk_window_destroy (GTK_WINDOW (probe->window));
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Back and forth, and never at the same phase of the frame clock: events come when they come. */
static gboolean
measure_event (Probe *probe, int i, double *ms, GError **error)
{
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (probe->window), MODEL_RHO);
  gint64 start;

  run_loop (NULL, 20 + 17 * (i % 10) / 10);
  start = g_get_monotonic_time ();
  gtk_adjustment_set_value (app_parameter_row_get_adjustment (row), 0.5 * sin (i + 1));
  if (!wait_for_paint (probe, error))
    return FALSE;
  *ms = (double) (probe->painted - start) / 1000;
  return TRUE;
}

gboolean
app_latency_measure (int n_events, double *median_ms, GError **error)
{
  Probe probe = { NULL, 0 };
  g_autofree double *ms = g_new0 (double, MAX (n_events, 1));
  ModelExperiment experiment;
  gboolean ok;

  g_return_val_if_fail (n_events > 0, FALSE);

  if (!open_window (&probe, error))
    return FALSE;
  model_experiment_init (&experiment);
  ok = model_experiment_set (&experiment, MODEL_EPOCHS, EPOCHS, error) &&
       app_session_set_experiment (app_window_get_session (probe.window), &experiment, error) &&
       wait_for_paint (&probe, error);
  for (int i = 0; ok && i < n_events; i++)
    ok = measure_event (&probe, i, &ms[i], error);
  close_window (&probe);
  if (!ok)
    return FALSE;
  qsort (ms, n_events, sizeof *ms, compare);
  *median_ms = (ms[(n_events - 1) / 2] + ms[n_events / 2]) / 2;
  return TRUE;
}

gboolean
app_latency_measure_startup (double *ms, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  Probe probe = { NULL, 0 };
  gboolean ok = open_window (&probe, error);

  if (!ok)
    return FALSE;
  ok = wait_for_paint (&probe, error);
  if (ok)
    *ms = (double) (probe.painted - start) / 1000;
  close_window (&probe);
  return ok;
}
