/* The training log beside a session's run: read in a thread when the experiment names one. */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/* Reads it now and whenever it is another one; emits data-changed once it is read or refused. To be
 * called once. */
void app_session_follow_log (AppSession *self);
/* Why the log that is named is not drawn, one line; NULL: it is, or none is named. */
const char *app_session_get_log_problem (AppSession *self);

G_END_DECLS
