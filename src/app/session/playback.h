/* Playing: where the playhead is some seconds later. */
#pragma once

#include "model/record/snapshot.h"
#include "study/pace.h"

G_BEGIN_DECLS

/* At speed 1 a whole run plays in this many seconds, however many epochs it has. */
#define APP_PLAYBACK_SECONDS 10
#define APP_PLAYBACK_SLOWEST (1.0 / 8)
#define APP_PLAYBACK_FASTEST 64.0

typedef struct
{
  double epoch; /* of the playhead; INFINITY: at the end, whatever run comes */
  gboolean playing;
  double speed;
  gboolean even;   /* time does not pass slower where much happens */
  StudyPace *pace; /* or NULL */
  guint generation;
  gsize rows; /* of the run that the pace is of */
} AppPlayback;

/* At the end, at rest. */
AppPlayback *app_playback_new (void);
void app_playback_free (AppPlayback *self);

/* Whether time passes slower where much happens: at first, it does. */
void app_playback_set_slow_down (AppPlayback *self, gboolean slow_down);
/* So many microseconds later; comes to rest at the end of a run that is complete. */
void app_playback_play (AppPlayback *self,
                        const ModelSnapshot *snapshot,
                        gboolean complete,
                        gint64 elapsed);

G_END_DECLS
