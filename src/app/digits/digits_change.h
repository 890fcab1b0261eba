/* What the page of digits can undo: one choice, or several at once; a run that takes the place of
 * another one. */
#pragma once

#include "app/session/undo_recorder.h"
#include "digits/plan.h"

G_BEGIN_DECLS

/* FALSE where a run of both is the same. */
gboolean app_digits_change_compare (const DigitsPlan *before,
                                    const DigitsPlan *after,
                                    AppUndoChange *change);
/* "Width", "Network", "Images". Owned by the caller, translated. */
char *app_digits_change_name (const DigitsPlan *before, const DigitsPlan *after);

/* Shows another state, which it takes over, and gives back what was shown. */
typedef DigitsState *(*AppDigitsExchangeFunc) (gpointer page, DigitsState *state);

/* Another run takes the place of what is shown: that can be brought back, where there is something.
 * @page: owns `undo` */
void app_digits_change_push_run (AppUndo *undo,
                                 DigitsState *shown,
                                 AppDigitsExchangeFunc exchange,
                                 gpointer page);

G_END_DECLS
