/* Moving about in a session's run: nothing here looks into the session. */
#include "app/session/session_view.h"

#include <math.h>

gboolean
app_session_is_at_end (AppSession *self)
{
  return app_session_get_playhead (self) >= app_session_get_last_epoch (self);
}

void
app_session_step (AppSession *self, int epochs, double fraction)
{
  double now = app_session_get_playhead (self);
  double by = epochs + fraction * app_session_get_last_epoch (self);

  app_session_set_playhead (self, by < 0 ? ceil (now + by) : floor (now + by));
}

/* The axis as it is on screen, and that of all, on the same scale. */
static void
get_axes (AppSession *self, StudyAxis *shown, StudyAxis *whole)
{
  StudyRun run;

  study_run_init (&run);
  run.epochs = *app_session_get_whole_axis (self);
  run.time = app_view_history_get_time (app_session_get_view_history (self));
  study_run_scale_epochs (&run);
  *whole = run.epochs;
  app_session_get_run (self, &run);
  *shown = run.epochs;
}

void
app_session_zoom (AppSession *self, double fraction, double factor)
{
  StudyAxis shown, whole;

  get_axes (self, &shown, &whole);
  app_view_history_zoom (app_session_get_view_history (self), &shown, &whole, fraction, factor);
}

void
app_session_pan (AppSession *self, double by)
{
  StudyAxis shown, whole;

  get_axes (self, &shown, &whole);
  app_view_history_pan (app_session_get_view_history (self), &shown, &whole, by);
}
