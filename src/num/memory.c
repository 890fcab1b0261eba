/* Zeroed memory, aligned for the widest registers. */
#include "num/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

/* From here on the system's own zeroed pages are taken one by one as they are used: to clear them
 * at once would hold up a run that may be cancelled. */
#define LARGE_BYTES (16u << 20)

/* Fresh zeroed memory in pages of 2 MB, where the system has them: to give back 96 MB in pages of 4
 * kB takes 5 to 20 ms, in which a thread hears nothing. */
static void *
alloc_large (size_t bytes)
{
  char *p = calloc (1, bytes);

#ifdef MADV_HUGEPAGE
  const uintptr_t huge = (uintptr_t) 2 << 20;
  const uintptr_t first = ((uintptr_t) p + huge - 1) / huge * huge;

  if (p != NULL)
    madvise ((void *) first, ((uintptr_t) p + bytes - first) / huge * huge, MADV_HUGEPAGE);
#endif
  return p;
}

double *
num_alloc (size_t n)
{
  size_t bytes = (n * sizeof (double) + 63) / 64 * 64;
  double *p =
      bytes < LARGE_BYTES ? aligned_alloc (64, bytes > 0 ? bytes : 64) : alloc_large (bytes);

  if (p == NULL)
    {
      fprintf (stderr, "plateau: out of memory: %zu bytes were asked for\n", bytes);
      abort ();
    }
  if (bytes < LARGE_BYTES)
    memset (p, 0, bytes);
  return p;
}
