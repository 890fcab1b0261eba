/* Bandwidth by a triad, arithmetic by multiply-adds that wait for nothing. */
#include "bench/bench_limits.h"

#include "bench/bench_clock.h"
#include "num/matrix.h"

#include <stdlib.h>

/* The fastest instructions there are: unlike the kernels of src/num, these loops need not give the
 * same bits on every CPU. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) &&                        \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CLONES __attribute__ ((target_clones ("arch=skylake-avx512", "arch=haswell", "default")))
#pragma GCC optimize("fp-contract=fast")
#else
#define CLONES
#endif

typedef double Lanes __attribute__ ((vector_size (64), aligned (8)));

enum
{
  N_LANES = 8,
  N_CHAINS = 12, /* more than a CPU's pipelines hold, no more than it has registers */
  N_ROUNDS = 10000,
  LEAST_ROUNDS = 3
};

CLONES static void
triad (gsize n, double *restrict a, const double *restrict b, const double *restrict c, double s)
{
  for (gsize i = 0; i < n; i++)
    a[i] = b[i] + s * c[i];
}

double
bench_limits_bandwidth (gsize bytes, gint64 time)
{
  const gsize n = MAX (bytes / (3 * sizeof (double)), 64);
  /* Small arrays go round often enough between two looks at the clock. */
  const gsize repeats = MAX (1, 100000 / n);
  double *a = num_alloc (n), *b = num_alloc (n), *c = num_alloc (n), best = 0;
  const double end = bench_clock () + time;

  for (int round = 0; round < LEAST_ROUNDS || bench_clock () < end; round++)
    {
      const double begin = bench_clock ();
      double elapsed;

      for (gsize i = 0; i < repeats; i++)
        triad (n, a, b, c, (double) i);
      elapsed = MAX (bench_clock () - begin, 1);
      best = MAX (best, 3.0 * sizeof (double) * n * repeats * G_USEC_PER_SEC / elapsed);
    }
  free (a);
  free (b);
  free (c);
  return best;
}

CLONES static double
multiply_add (double x, double y)
{
  Lanes sum[N_CHAINS] = { { 0 } };
  double total = 0;

  for (int i = 0; i < N_ROUNDS; i++)
    for (int j = 0; j < N_CHAINS; j++)
      sum[j] = sum[j] * x + y;
  for (int j = 0; j < N_CHAINS; j++)
    for (int k = 0; k < N_LANES; k++)
      total += sum[j][k];
  return total;
}

double
bench_limits_peak (gint64 time)
{
  static volatile double sink; /* a result that nobody reads is not computed */
  const double end = bench_clock () + time;
  double best = 0;

  for (int round = 0; round < LEAST_ROUNDS || bench_clock () < end; round++)
    {
      const double begin = bench_clock ();
      double elapsed;

      sink = multiply_add (0.5 + 1e-9 * round, 1e-3);
      (void) sink;
      elapsed = MAX (bench_clock () - begin, 1);
      best = MAX (best, 2.0 * N_ROUNDS * N_CHAINS * N_LANES * G_USEC_PER_SEC / elapsed);
    }
  return best;
}
