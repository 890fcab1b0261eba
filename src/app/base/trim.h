/* Memory that was freed goes back to the system. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of milliseconds, after the last thing that came to rest. */
#define APP_TRIM_PAUSE_MS 1500

/* Once, before there are threads. A large piece of memory that is freed makes the allocator keep
 * twice as much at the end of each thread's memory, where trimming does not reach: here it keeps
 * little. */
void app_trim_set_up (void);
/* Something that used memory has come to rest, or is gone: soon after the last of these calls, what
 * the allocator holds back is given to the system, by a thread. Main thread. */
void app_trim_later (void);

G_END_DECLS
