/* Ctrl-C and `kill` as a request: what computes ends, says so, and leaves nothing half-written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on both signals set the flag that is returned, to be read atomically. */
const int *cli_interrupt_catch (void);
/* From now on they end the program again. */
void cli_interrupt_release (void);

G_END_DECLS
