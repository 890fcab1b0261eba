/* Which of OpenBLAS's kernels run. */
#include "num/blas.h"

#include <stdlib.h>
#include <string.h>

/* OpenBLAS's own choice at load time, which can be made once more; in no header, and absent from
 * builds for a single CPU. */
extern void gotoblas_dynamic_init (void) __attribute__ ((weak));
extern void gotoblas_dynamic_quit (void) __attribute__ ((weak));

const char *
num_blas_kernel (void)
{
  return openblas_get_corename ();
}

#ifdef __x86_64__
static const char *
find_better (void)
{
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq") &&
      __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl"))
    return "SkylakeX";
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    return "Haswell";
  return NULL;
}
#else
static const char *
find_better (void)
{
  return NULL;
}
#endif

void
num_blas_choose_kernel (void)
{
  const char *better = find_better ();

  if (strcmp (num_blas_kernel (), "Prescott") != 0 || better == NULL ||
      getenv ("OPENBLAS_CORETYPE") != NULL || gotoblas_dynamic_init == NULL ||
      gotoblas_dynamic_quit == NULL)
    return;
  setenv ("OPENBLAS_CORETYPE", better, 0);
  gotoblas_dynamic_quit ();
  gotoblas_dynamic_init ();
  unsetenv ("OPENBLAS_CORETYPE");
}
