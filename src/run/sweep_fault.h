/* Where in a text it is wrong. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lines, counted from 0, of a text that is no sweep without which it would be one, or wrong in
 * another way: int, owned by the caller. A headline only where no other line is one; none of a text
 * with more than a hundred lines, which would take long. */
GArray *run_sweep_fault_find (const char *text);

G_END_DECLS
