/* What of the page of digits comes back with the session: its plan, the curves of its run, as far
 * as it had come, and its table. */
#pragma once

#include "app/digits/digits_page.h"
#include "app/session/autosave.h"

G_BEGIN_DECLS

/* Of a page. */
extern const AppAutosavePart app_digits_kept_part;

/* Whether so much has come since a state was saved that it is worth saving again: a long run is not
 * to be written at each of its rows. */
gboolean app_digits_kept_is_due (const DigitsState *state, int rows_before);

G_END_DECLS
