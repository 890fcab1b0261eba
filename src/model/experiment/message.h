/* Messages that repeat what a file or an argument has: made fit to be shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * model_message_clean:
 * One line of text, for a terminal: what keeps names apart is left out, a line end is shown as
 * "\n", what else would steer a terminal or turn the order of letters as "\x1b", what is no UTF-8
 * as its replacement; behind `most` characters is "…". Owned by the caller.
 */
char *model_message_clean (const char *message, int most);

/**
 * model_message_clean_name:
 * A name of somebody's choice, as it may stand within a line: characters that have no shape or turn
 * the order of letters are left out, as are marks that pile up; of more than `most` characters an
 * ellipsis is the last; what is written from right to left is kept apart from what is around it.
 * Owned by the caller; "" where nothing is left.
 */
char *model_message_clean_name (const char *text, int most);

G_END_DECLS
