/* Playing at the pace of the run on screen, which is found anew when the run is another. */
#include "app/session/playback.h"

#include "study/pace.h"

#include <math.h>

struct AppPlayback
{
  gboolean even;
  StudyPace *pace; /* or NULL */
  guint generation;
  gsize rows; /* of the run that the pace is of */
};

AppPlayback *
app_playback_new (void)
{
  return g_new0 (AppPlayback, 1);
}

void
app_playback_free (AppPlayback *self)
{
  if (self == NULL)
    return;
  study_pace_free (self->pace);
  g_free (self);
}

gboolean
app_playback_get_slow_down (AppPlayback *self)
{
  return !self->even;
}

void
app_playback_set_slow_down (AppPlayback *self, gboolean slow_down)
{
  self->even = !slow_down;
  g_clear_pointer (&self->pace, study_pace_free);
}

double
app_playback_advance (AppPlayback *self, const ModelSnapshot *snapshot, double epoch, double part)
{
  const ModelHistoryView *history = snapshot != NULL ? snapshot->history : NULL;
  const gsize rows = history != NULL ? model_history_view_length (history) : 0;

  if (rows == 0)
    return 0;
  if (self->pace == NULL || self->generation != snapshot->generation || self->rows != rows)
    {
      g_clear_pointer (&self->pace, study_pace_free);
      self->pace = study_pace_new (history, self->even);
      self->generation = snapshot->generation;
      self->rows = rows;
    }
  return study_pace_get_epoch (self->pace, study_pace_get_fraction (self->pace, epoch) + part);
}
