/* Processor time of a thread. */
#include "bench/bench_clock.h"

#include <time.h>

double
bench_clock (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec * G_USEC_PER_SEC + (double) t.tv_nsec / 1000;
}
