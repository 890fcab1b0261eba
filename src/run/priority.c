/* Linux has a nice value for each thread; elsewhere it is the process's, and stays. */
#include "run/priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

void
run_priority_lower (void)
{
#ifdef __linux__
  const id_t thread = (id_t) syscall (SYS_gettid);
  const int now = getpriority (PRIO_PROCESS, thread);

  /* Whoever is nicer already stays so. A refusal changes nothing but smoothness. */
  if (now < RUN_PRIORITY_NICE && setpriority (PRIO_PROCESS, thread, RUN_PRIORITY_NICE) != 0)
    g_debug ("the training thread keeps its priority");
#endif
}
