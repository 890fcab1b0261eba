/* Playing: where the playhead is some seconds later. */
#pragma once

#include "model/record/snapshot.h"

G_BEGIN_DECLS

typedef struct AppPlayback AppPlayback;

AppPlayback *app_playback_new (void);
void app_playback_free (AppPlayback *self);

/* Whether time passes slower where much happens: at first, it does. */
gboolean app_playback_get_slow_down (AppPlayback *self);
void app_playback_set_slow_down (AppPlayback *self, gboolean slow_down);

/**
 * app_playback_advance:
 * @part: of the time that the whole run takes
 * Returns: the epoch, at most the last one of the run.
 */
double
app_playback_advance (AppPlayback *self, const ModelSnapshot *snapshot, double epoch, double part);

G_END_DECLS
