/* Latency probes: a window of our own, its frame clock, and a stop watch. */
#include "bench/latency.h"

#include "app/base/renderer.h"
#include "app/base/style.h"
#include "app/card/scene_view.h"
#include "app/window/window.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

/* Nothing here takes a tenth of it, on any machine that could show the window at all. */
#define TIMEOUT_MS 20000

typedef struct
{
  AppWindow *window;
  const BenchWindowWait *wait; /* NULL: for a whole run */
  gint64 painted;              /* when the frame that is waited for was painted; 0: not yet */
} Probe;

static gboolean
belongs (const ModelSnapshot *snapshot, const ModelExperiment *experiment, ModelKey key)
{
  return snapshot != NULL && model_experiment_get (&snapshot->experiment, key) ==
                                 model_experiment_get (experiment, key);
}

static gboolean
has_all_members (AppSession *session)
{
  const StudyEnsembleRuns *members = app_session_get_compared (session)->ensemble;
  const ModelExperiment *experiment = app_session_get_experiment (session);

  for (int i = 0; i < model_experiment_get_int (experiment, MODEL_DEPTH); i++)
    {
      const ModelSnapshot *member =
          i < study_ensemble_runs_count (members) ? study_ensemble_runs_get (members, i) : NULL;

      if (!belongs (member, experiment, MODEL_RHO) || member->status == MODEL_TRAINER_RUNNING)
        return FALSE;
    }
  return TRUE;
}

/* What the frame shows is what the session had taken when it began. */
static gboolean
has_arrived (const Probe *probe)
{
  AppSession *session = app_window_get_session (probe->window);
  const ModelSnapshot *snapshot = app_session_get_snapshot (session);

  if (probe->wait != NULL && probe->wait->new_network)
    return snapshot != NULL &&
           model_experiment_equal (&snapshot->experiment, app_session_get_experiment (session)) &&
           model_history_view_length (snapshot->history) > 1;
  return app_session_is_complete (session) &&
         (probe->wait == NULL || !probe->wait->all_fusion || has_all_members (session));
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Probe *probe = data;

  if (probe->painted == 0 && has_arrived (probe))
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
  gboolean late = FALSE;
  guint timer = g_timeout_add (milliseconds, raise_cb, &late);

  while ((done == NULL || *done == 0) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return done != NULL && *done != 0;
}

static gboolean
time_is_up (GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
               "the window did not show what it should within %d s", TIMEOUT_MS / 1000);
  return FALSE;
}

static gboolean
wait_for_paint (Probe *probe, GError **error)
{
  probe->painted = 0;
  if (run_loop (&probe->painted, TIMEOUT_MS))
    return TRUE;
  return time_is_up (error);
}

static gboolean
open_display (GError **error)
{
  app_renderer_choose ();
  if (!gtk_init_check ())
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "no display: set DISPLAY or WAYLAND_DISPLAY");
      return FALSE;
    }
  adw_init ();
  app_style_install ();
  return TRUE;
}

static gboolean
open_window (Probe *probe, GError **error)
{
  GdkFrameClock *clock;

  if (!open_display (error))
    return FALSE;
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

static double
find_median (double *values, int n)
{
  qsort (values, n, sizeof *values, compare);
  return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* A network that no basis is known of: another seed, and in turn another fusion layer, width or
 * depth. */
static gboolean
change_network (AppSession *session, const ModelExperiment *first, int i, GError **error)
{
  ModelExperiment experiment = *app_session_get_experiment (session);
  const int more = i / 4 % 2, layers = model_experiment_get_int (first, MODEL_DEPTH);
  const int depth = layers + more, fusion = layers - 1 + more, width = 80 + i % 40;

  return model_experiment_set (&experiment, MODEL_SEED, 100 + i, error) &&
         (i % 4 != 1 || model_experiment_set (&experiment, MODEL_FUSION, fusion, error)) &&
         (i % 4 != 2 || model_experiment_set (&experiment, MODEL_WIDTH, width, error)) &&
         (i % 4 != 3 || model_experiment_set (&experiment, MODEL_DEPTH, depth, error)) &&
         app_session_set_experiment (session, &experiment, error);
}

/* The slider goes back and forth. */
static gboolean
change (Probe *probe, int i, GError **error)
{
  AppSession *session = app_window_get_session (probe->window);
  AppParameterRow *row = app_sidebar_get_row (app_window_get_sidebar (probe->window), MODEL_RHO);

  if (probe->wait->hover)
    {
      app_session_set_hover (session, fmod (1 + i, app_session_get_last_epoch (session)));
      return TRUE;
    }
  if (probe->wait->new_network)
    return change_network (session, probe->wait->experiment, i, error);
  gtk_adjustment_set_value (app_parameter_row_get_adjustment (row), 0.5 * sin (i + 1));
  return TRUE;
}

/* Never at the same phase of the frame clock: events come when they come. A slider moves on while
 * its last run is drawn; another network is chosen by a hand that has come to rest. */
static gboolean
measure_event (Probe *probe, int i, double *ms, GError **error)
{
  gint64 start;

  while (probe->wait->new_network &&
         !app_session_is_complete (app_window_get_session (probe->window)))
    run_loop (NULL, 10);
  run_loop (NULL, 20 + 17 * (i % 10) / 10);
  start = g_get_monotonic_time ();
  if (!change (probe, i, error) || !wait_for_paint (probe, error))
    return FALSE;
  *ms = (double) (probe->painted - start) / 1000;
  return TRUE;
}

gboolean
bench_latency_measure (const BenchWindowWait *wait, int n_events, double *median_ms, GError **error)
{
  Probe probe = { NULL, wait, 0 };
  g_autofree double *ms = g_new0 (double, MAX (n_events, 1));
  AppSession *session;
  gboolean ok;

  g_return_val_if_fail (n_events > 0, FALSE);

  if (!open_window (&probe, error))
    return FALSE;
  session = app_window_get_session (probe.window);
  ok = app_session_set_experiment (session, wait->experiment, error);
  if (ok && wait->all_fusion)
    app_session_set_comparison_mode (session, STUDY_ENSEMBLE_FUSION);
  ok = ok && wait_for_paint (&probe, error);
  for (int i = 0; ok && i < n_events; i++)
    ok = measure_event (&probe, i, &ms[i], error);
  close_window (&probe);
  if (!ok)
    return FALSE;
  *median_ms = find_median (ms, n_events);
  return TRUE;
}

gboolean
bench_latency_measure_startup (double *ms, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  Probe probe = { NULL, NULL, 0 };
  gboolean ok = open_window (&probe, error);

  if (!ok)
    return FALSE;
  ok = wait_for_paint (&probe, error);
  if (ok)
    *ms = (double) (probe.painted - start) / 1000;
  close_window (&probe);
  return ok;
}

enum
{
  TURN_WIDTH = 800,
  TURN_HEIGHT = 600
};

typedef struct
{
  AppSceneView *view;
  double *ms;
  int n, most;
  clock_t begun;
  gint64 finished; /* when all frames were painted, or 0 */
} Turning;

static void
turn_cb (GdkFrameClock *frame_clock, gpointer data)
{
  Turning *turning = data;

  turning->begun = clock ();
  app_scene_view_turn (turning->view, 1, 0);
}

static void
turned_cb (GdkFrameClock *frame_clock, gpointer data)
{
  Turning *turning = data;

  if (turning->n < turning->most)
    turning->ms[turning->n++] = (double) (clock () - turning->begun) * 1000 / CLOCKS_PER_SEC;
  if (turning->n == turning->most)
    turning->finished = g_get_monotonic_time ();
}

/* The loss over the weights of the default experiment, correlated. */
static PlotScene *
make_scene (void)
{
  ModelExperiment experiment;
  TheoryNetwork network;
  TheoryPlane plane;
  PlotPortrait portrait;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_RHO, 0.5, NULL);
  g_autoptr (ModelMoments) moments = model_moments_compute_population (&experiment, NULL);
  theory_network_from_experiment (&network, &experiment, 1e-3);
  theory_plane_init (&plane, moments, &network);
  g_autoptr (TheorySkeleton) skeleton = theory_skeleton_new (&plane, plot_portrait_bound (&plane));
  plot_portrait_init (&portrait);
  portrait.skeleton = skeleton;
  plot_portrait_fit (&portrait);
  return plot_scene_new (&portrait);
}

gboolean
bench_latency_measure_turn (int n_frames, double *median_ms, GError **error)
{
  g_return_val_if_fail (n_frames > 0, FALSE);

  if (!open_display (error))
    return FALSE;
  g_autofree double *ms = g_new0 (double, n_frames);
  GtkWidget *window = gtk_window_new (), *view = app_scene_view_new ("the surface");
  Turning turning = { APP_SCENE_VIEW (view), ms, 0, n_frames, 0, 0 };
  GdkFrameClock *frame_clock;

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), TURN_WIDTH, TURN_HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), view);
  app_scene_view_set_scene (APP_SCENE_VIEW (view), make_scene ());
  gtk_window_present (GTK_WINDOW (window));
  frame_clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (turn_cb), &turning);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (turned_cb), &turning);
  gdk_frame_clock_begin_updating (frame_clock);
  const gboolean ok = run_loop (&turning.finished, TIMEOUT_MS);
  gdk_frame_clock_end_updating (frame_clock);
  g_signal_handlers_disconnect_by_data (frame_clock, &turning);
  gtk_window_destroy (GTK_WINDOW (window));
  if (!ok)
    return time_is_up (error);
  *median_ms = find_median (ms, n_frames);
  return TRUE;
}

/* How much there is of what grows; *ended where it does so no more. */
typedef gsize (*CountFunc) (AppWindow *window, gboolean *ended);

typedef struct
{
  AppWindow *window;
  CountFunc count;
  gsize shown;        /* how much the last frame had */
  gint64 first, last; /* when the first and the last frame were painted */
  double begun;
  GArray *ms;
  gint64 finished; /* when all was there, or 0 */
} Stream;

/* Of this thread: training has others. */
static double
get_thread_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * (double) time.tv_sec + 1e-6 * (double) time.tv_nsec;
}

static void
frame_begins_cb (GdkFrameClock *frame_clock, gpointer data)
{
  ((Stream *) data)->begun = get_thread_ms ();
}

/* Epochs of the run; none of it as long as the one before is still shown. */
static gsize
count_epochs (AppWindow *window, gboolean *ended)
{
  AppSession *session = app_window_get_session (window);
  const ModelSnapshot *snapshot = app_session_get_snapshot (session);
  const ModelExperiment *experiment = app_session_get_experiment (session);

  *ended = app_session_is_complete (session);
  return belongs (snapshot, experiment, MODEL_SOURCE) && belongs (snapshot, experiment, MODEL_SEED)
             ? model_history_view_length (snapshot->history)
             : 0;
}

static gsize
count_cells (AppWindow *window, gboolean *ended)
{
  AppSweepPage *page = app_window_get_sweep_page (window);

  *ended = !app_sweep_page_is_running (page);
  return app_sweep_page_count_done (page);
}

/* Only a frame that shows more than the one before counts. */
static void
frame_painted_cb (GdkFrameClock *frame_clock, gpointer data)
{
  Stream *stream = data;
  const double ms = get_thread_ms () - stream->begun;
  gboolean ended;
  const gsize count = stream->count (stream->window, &ended);

  if (ended)
    stream->finished = g_get_monotonic_time ();
  if (count == stream->shown)
    return;
  stream->shown = count;
  stream->last = g_get_monotonic_time ();
  if (stream->first == 0)
    stream->first = stream->last;
  else
    g_array_append_val (stream->ms, ms);
}

static gboolean
summarise (const Stream *stream, double *rate, double *median_ms, GError **error)
{
  const guint n = stream->ms->len;

  if (n < 1 || stream->last <= stream->first)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "the run was over before the window could stream it");
      return FALSE;
    }
  *rate = n * (double) G_USEC_PER_SEC / (double) (stream->last - stream->first);
  *median_ms = find_median ((double *) (void *) stream->ms->data, (int) n);
  return TRUE;
}

static gboolean
watch (AppWindow *window,
       CountFunc count,
       double seconds,
       double *rate,
       double *median_ms,
       GError **error)
{
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  Stream stream = { .window = window, .count = count };
  gboolean ok;

  stream.ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (frame_begins_cb), &stream);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (frame_painted_cb), &stream);
  run_loop (&stream.finished, (guint) (1000 * seconds));
  g_signal_handlers_disconnect_by_data (frame_clock, &stream);
  ok = summarise (&stream, rate, median_ms, error);
  g_array_unref (stream.ms);
  return ok;
}

gboolean
bench_latency_measure_stream (const ModelExperiment *experiment,
                              double seconds,
                              double *rate,
                              double *median_ms,
                              GError **error)
{
  Probe probe = { NULL, NULL, 0 };
  AppSession *session;
  gboolean ok;

  g_return_val_if_fail (seconds > 0, FALSE);

  if (!open_window (&probe, error))
    return FALSE;
  session = app_window_get_session (probe.window);
  ok = wait_for_paint (&probe, error) && app_session_set_experiment (session, experiment, error) &&
       watch (probe.window, count_epochs, seconds, rate, median_ms, error);
  app_session_stop (session);
  close_window (&probe);
  return ok;
}

gboolean
bench_latency_measure_sweep (
    const char *text, double seconds, double *rate, double *median_ms, GError **error)
{
  Probe probe = { NULL, NULL, 0 };
  AppSweepPage *page;
  gboolean ok;

  g_return_val_if_fail (text != NULL && seconds > 0, FALSE);

  if (!open_window (&probe, error))
    return FALSE;
  page = app_window_get_sweep_page (probe.window);
  ok = wait_for_paint (&probe, error);
  gtk_widget_activate_action (GTK_WIDGET (probe.window), "win.page", "s", "sweep");
  app_sweep_page_set_text (page, text);
  app_sweep_page_forget (page);
  app_sweep_page_run (page);
  ok = ok && watch (probe.window, count_cells, seconds, rate, median_ms, error);
  app_sweep_page_forget (page);
  close_window (&probe);
  return ok;
}
