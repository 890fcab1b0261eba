/* Messages that repeat what a file or an argument has: made fit to be shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * model_message_clean:
 * One line of text: a line end is shown as "\n", what else would steer a terminal or turn the
 * order of letters as "\x1b", what is no UTF-8 as its replacement; behind `most` characters is "…".
 * Owned by the caller.
 */
char *model_message_clean (const char *message, int most);

G_END_DECLS
