/* Computing gives way to drawing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A tenth of the processor against one thread of the window that never rests. */
#define RUN_PRIORITY_NICE 10

/* The calling thread gives way to others that want its processor, where the system can say so of a
 * thread: a window on two cores then draws every frame of a run that keeps one of them busy. Where
 * nothing else wants the processor nothing changes. */
void run_priority_lower (void);

G_END_DECLS
