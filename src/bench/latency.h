/* How long people wait: from an event to the picture, measured in a real window. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Something that people wait for in the window. */
typedef struct
{
  const ModelExperiment *experiment;
  gboolean new_network; /* another seed, and the wait is for the first part of the new curve; else
                           the correlation slider moves, and it is for the whole */
  gboolean all_fusion;  /* the curves of all fusion layers, too */
  gboolean hover;       /* the pointer goes to another epoch, and the wait is for its values */
} BenchWindowWait;

/**
 * bench_latency_measure:
 * From a change in the window to the end of the frame that shows what was waited for.
 * @median_ms: (out): of n_events changes, milliseconds
 *
 * Needs a display, and shows a window. Not for use inside a running application.
 * Errors: G_IO_ERROR_FAILED where there is no display, G_IO_ERROR_TIMED_OUT where no frame comes;
 * those of app_session_set_experiment().
 */
gboolean bench_latency_measure (const BenchWindowWait *wait,
                                int n_events,
                                double *median_ms,
                                GError **error);

/**
 * bench_latency_measure_startup:
 * From this call, which initialises the toolkit if nobody has yet, to the end of the first frame
 * that shows a whole run.
 * @ms: (out): milliseconds
 *
 * Errors: as above.
 */
gboolean bench_latency_measure_startup (double *ms, GError **error);

/**
 * bench_latency_measure_turn:
 * The processor time that a frame takes in which the loss in 3-D has turned by a degree, in a
 * window of 800 x 600: of all threads, so that GL where it is emulated counts too.
 * @median_ms: (out): of n_frames frames, milliseconds
 *
 * Errors: as above.
 */
gboolean bench_latency_measure_turn (int n_frames, double *median_ms, GError **error);

/**
 * bench_latency_measure_stream:
 * How smoothly the window shows a run that is still being trained.
 * @seconds: to look at it, at most; less where the run ends before
 * @rate: (out): frames painted in a second, each with more of the run than the one before
 * @median_ms: (out): processor time of the window's thread for one of them, milliseconds
 *
 * Errors: as above; G_IO_ERROR_FAILED where the run is over within two frames.
 */
gboolean bench_latency_measure_stream (const ModelExperiment *experiment,
                                       double seconds,
                                       double *rate,
                                       double *median_ms,
                                       GError **error);

/**
 * bench_latency_measure_sweep:
 * The same while the page of sweeps computes one, on all processors. What is kept of that sweep is
 * forgotten, before and after.
 *
 * Errors: as above.
 */
gboolean bench_latency_measure_sweep (
    const char *text, double seconds, double *rate, double *median_ms, GError **error);

G_END_DECLS
