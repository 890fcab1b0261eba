/* The kernels by their public names: each call goes to the version for the instruction set. */
#include "num/targets.h"

#include "num/blocks.h"
#include "num/kernels.h"
#include "num/small.h"

#include <assert.h>

int
num_target_is_supported (NumTarget target)
{
  switch (target)
    {
    case NUM_TARGET_BASE:
      return 1;
#ifdef NUM_HAS_X86_TARGETS
    case NUM_TARGET_AVX2:
      return __builtin_cpu_supports ("avx2") != 0;
    case NUM_TARGET_AVX512:
      return __builtin_cpu_supports ("avx512f") != 0;
#endif
    default:
      return 0;
    }
}

const char *
num_target_name (NumTarget target)
{
  static const char *const names[NUM_TARGET_COUNT] = { "baseline", "AVX2", "AVX-512" };

  return names[target];
}

/* Written before main (), and by num_target_set () where nothing else runs. */
static NumTarget current;

__attribute__ ((constructor)) static void
choose (void)
{
#ifdef NUM_HAS_X86_TARGETS
  __builtin_cpu_init ();
#endif
  for (int target = 0; target < NUM_TARGET_COUNT; target++)
    if (num_target_is_supported (target))
      current = target;
}

NumTarget
num_target_get (void)
{
  return current;
}

void
num_target_set (NumTarget target)
{
  assert (num_target_is_supported (target));
  current = target;
}

#ifdef NUM_HAS_X86_TARGETS
#define DISPATCH(result, name, parameters, arguments)                                              \
  result name##_base parameters;                                                                   \
  result name##_avx2 parameters;                                                                   \
  result name##_avx512 parameters;                                                                 \
  result name parameters                                                                           \
  {                                                                                                \
    switch (current)                                                                               \
      {                                                                                            \
      case NUM_TARGET_AVX512:                                                                      \
        return name##_avx512 arguments;                                                            \
      case NUM_TARGET_AVX2:                                                                        \
        return name##_avx2 arguments;                                                              \
      default:                                                                                     \
        return name##_base arguments;                                                              \
      }                                                                                            \
  }
#else
#define DISPATCH(result, name, parameters, arguments)                                              \
  result name##_base parameters;                                                                   \
  result name parameters { return name##_base arguments; }
#endif

DISPATCH (double, num_kernel_dot, (int n, const double *a, const double *b), (n, a, b))
DISPATCH (void,
          num_kernel_down,
          (int rows, int cols, const double *w, const double *b, double *out),
          (rows, cols, w, b, out))
DISPATCH (void,
          num_kernel_up,
          (int rows, int cols, const double *w, const double *f, double *out),
          (rows, cols, w, f, out))
DISPATCH (
    void,
    num_kernel_up_update,
    (int rows, int cols, double *w, double scale, const double *b, const double *f, double *out),
    (rows, cols, w, scale, b, f, out))
DISPATCH (void,
          num_kernel_update,
          (int rows, int cols, double *w, double scale, const double *b, const double *f),
          (rows, cols, w, scale, b, f))
DISPATCH (
    void,
    num_kernel_updates,
    (int rows, int cols, double *w, int n, const double *scale, const double *b, const double *f),
    (rows, cols, w, n, scale, b, f))

DISPATCH (void,
          num_block_forward,
          (int rows, int cols, const double *w, const double *in, double *out),
          (rows, cols, w, in, out))
DISPATCH (void,
          num_block_backward,
          (int rows, int cols, const double *w, const double *delta, double *below),
          (rows, cols, w, delta, below))
DISPATCH (void,
          num_block_outer,
          (int rows, int cols, const double *delta, const double *in, double *gradient),
          (rows, cols, delta, in, gradient))
DISPATCH (void, num_relu, (int n, double slope, double *h), (n, slope, h))
DISPATCH (void,
          num_relu_backward,
          (int n, double slope, const double *h, double *delta),
          (n, slope, h, delta))
DISPATCH (double,
          num_logistic,
          (int n, const double *yhat, const double *y, const double *weight, double *residual),
          (n, yhat, y, weight, residual))

DISPATCH (void,
          num_small_evaluate,
          (NumSmall * self, const NumSmallMoments *moments, NumSmallRow *row),
          (self, moments, row))
DISPATCH (void,
          num_small_advance,
          (NumSmall * self, const NumSmallMoments *moments, double rate, int n, NumSmallRow *rows),
          (self, moments, rate, n, rows))
