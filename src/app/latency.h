/* How long people wait: from an event to the picture, measured in a real window. */
#pragma once

#include "cli/cli.h"

G_BEGIN_DECLS

/**
 * app_latency_measure:
 * From a change in the window to the end of the frame that shows what was waited for.
 * @median_ms: (out): of n_events changes, milliseconds
 *
 * Needs a display, and shows a window. Not for use inside a running application.
 * Errors: G_IO_ERROR_FAILED where there is no display, G_IO_ERROR_TIMED_OUT where no frame comes;
 * those of app_session_set_experiment().
 */
gboolean
app_latency_measure (const CliWindowWait *wait, int n_events, double *median_ms, GError **error);

/**
 * app_latency_measure_startup:
 * From this call, which initialises the toolkit if nobody has yet, to the end of the first frame
 * that shows a whole run.
 * @ms: (out): milliseconds
 *
 * Errors: as above.
 */
gboolean app_latency_measure_startup (double *ms, GError **error);

/**
 * app_latency_measure_turn:
 * The processor time that a frame takes in which the loss in 3-D has turned by a degree, in a
 * window of 800 x 600: of all threads, so that GL where it is emulated counts too.
 * @median_ms: (out): of n_frames frames, milliseconds
 *
 * Errors: as above.
 */
gboolean app_latency_measure_turn (int n_frames, double *median_ms, GError **error);

G_END_DECLS
