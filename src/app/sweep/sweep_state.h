/* What of the page of sweeps can be undone, and comes back with the session: text, choice, what is
 * drawn. Results are in their journal. */
#pragma once

#include "app/session/autosave.h"
#include "app/session/undo_recorder.h"
#include "app/sweep/sweep_page.h"

G_BEGIN_DECLS

/* From now on each change of the page is a step of its undo, and so are results that are forgotten.
 */
AppUndoRecorder *app_sweep_state_record (AppSweepPage *page);
/* FALSE where the text is a sweep of the program's own, or there is none. */
gboolean app_sweep_state_is_own (AppSweepPage *page);
/* Of a page. */
extern const AppAutosavePart app_sweep_state_part;

G_END_DECLS
