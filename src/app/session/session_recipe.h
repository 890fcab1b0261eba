/* Other runs made from the session's run: kicked, or forked. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/* Other kicks, n of them in increasing epoch: trains on from the last one. */
void app_session_set_kicks (AppSession *self, const ModelKick *kicks, int n);
/**
 * app_session_fork:
 * From the playhead on, parameters change only the future; the run goes on beside it as it was. A
 * parameter that makes another network ends the fork.
 * Returns: FALSE where nothing is trained yet, and where the run is a fork.
 */
gboolean app_session_fork (AppSession *self);
/* Back to the run that was forked. */
void app_session_unfork (AppSession *self);

G_END_DECLS
