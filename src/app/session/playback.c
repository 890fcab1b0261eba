/* Playing at the pace of the run on screen, which is found anew when the run is another. */
#include "app/session/playback.h"

#include <math.h>

AppPlayback *
app_playback_new (void)
{
  AppPlayback *self = g_new0 (AppPlayback, 1);

  self->epoch = INFINITY;
  self->speed = 1;
  return self;
}

void
app_playback_free (AppPlayback *self)
{
  if (self == NULL)
    return;
  study_pace_free (self->pace);
  g_free (self);
}

void
app_playback_set_slow_down (AppPlayback *self, gboolean slow_down)
{
  self->even = !slow_down;
  g_clear_pointer (&self->pace, study_pace_free);
}

static void
find_pace (AppPlayback *self, const ModelSnapshot *snapshot)
{
  const gsize rows = model_history_view_length (snapshot->history);

  if (self->pace != NULL && self->generation == snapshot->generation && self->rows == rows)
    return;
  study_pace_free (self->pace);
  self->pace = study_pace_new (snapshot->history, self->even);
  self->generation = snapshot->generation;
  self->rows = rows;
}

void
app_playback_play (AppPlayback *self,
                   const ModelSnapshot *snapshot,
                   gboolean complete,
                   gint64 elapsed)
{
  const double seconds = (double) elapsed / G_USEC_PER_SEC;
  double last, fraction;

  if (snapshot == NULL || model_history_view_length (snapshot->history) == 0)
    {
      self->epoch = 0;
      return;
    }
  find_pace (self, snapshot);
  fraction = study_pace_get_fraction (self->pace, self->epoch) +
             seconds * self->speed / APP_PLAYBACK_SECONDS;
  last = model_snapshot_last_epoch (snapshot);
  self->epoch = fmin (study_pace_get_epoch (self->pace, fraction), last);
  if (self->epoch >= last && complete)
    {
      self->epoch = INFINITY;
      self->playing = FALSE;
    }
}
