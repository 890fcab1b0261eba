/* Linux has a nice value for each thread; elsewhere it is the process's, and stays. */
#include "run/priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

/* A third of the processor against one thread of the window that never rests. */
#define NICE 5

void
run_priority_lower (void)
{
#ifdef __linux__
  const id_t thread = (id_t) syscall (SYS_gettid);
  const int now = getpriority (PRIO_PROCESS, thread);

  /* Whoever is nicer already stays so. A refusal changes nothing but smoothness. */
  if (now < NICE && setpriority (PRIO_PROCESS, thread, NICE) != 0)
    g_debug ("the training thread keeps its priority");
#endif
}
