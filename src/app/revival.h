/* Pinned runs of an earlier session, trained again in a thread. */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

typedef struct AppRevival AppRevival;

AppRevival *app_revival_new (void);
void app_revival_free (AppRevival *self);
/* A run to be pinned, at its place in the palette; beyond PLOT_PINS_MAX it is passed over. */
void app_revival_add (AppRevival *self,
                      const ModelExperiment *experiment,
                      const ModelKick *kicks,
                      int n_kicks,
                      int slot);
/**
 * app_revival_start:
 * Trains the runs; when all are done, they become the session's pins, unless it has got pins of its
 * own meanwhile. The session does not wait for it, nor lives for it.
 * @self: taken over
 * @difference: the pin that is subtracted then, or -1
 */
void app_revival_start (AppRevival *self, AppSession *session, int difference);

/* TRUE while pins of this session are being trained: it is not complete yet. */
gboolean app_revival_is_pending (AppSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppRevival, app_revival_free)

G_END_DECLS
