/* What the page of digits can undo: one choice, or several at once. */
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

G_END_DECLS
