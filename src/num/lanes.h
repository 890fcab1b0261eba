/* Vectors of numbers in plain C, for the files that are compiled once for each instruction set.
 *
 * What goes by elements takes the CPU's own vectors, Part. What is summed runs in eight lanes
 * whatever a register holds, and then in halves of them, so that the bits are the same everywhere.
 * Vectors wider than a register would do the same in one line, but live in memory.
 */
#pragma once

#include "num/targeted.h"

#define INLINE static inline __attribute__ ((always_inline))

#if defined __AVX512F__
#define PART_BYTES 64
#elif defined __AVX__
#define PART_BYTES 32
#else
#define PART_BYTES 16
#endif
#define HALF_BYTES (PART_BYTES < 32 ? PART_BYTES : 32)

/* That may lie at any address. */
typedef double Part __attribute__ ((vector_size (PART_BYTES), aligned (8)));
typedef double HalfPart __attribute__ ((vector_size (HALF_BYTES), aligned (8)));

enum
{
  N_PART = PART_BYTES / 8,      /* numbers in a register */
  N_LANES = 8,                  /* sums that run side by side */
  N_PARTS = N_LANES / N_PART,   /* registers for them */
  N_HALF = 4,                   /* sums at last */
  N_HALF_PART = HALF_BYTES / 8, /* numbers in a register of theirs */
  N_HALF_PARTS = N_HALF / N_HALF_PART
};

#define PART(p) (*(Part *) (p))
#define CONST_PART(p) (*(const Part *) (p))
#define CONST_HALF_PART(p) (*(const HalfPart *) (p))

/* Eight lanes, and four. */
typedef struct
{
  Part part[N_PARTS];
} Lanes;

typedef struct
{
  HalfPart part[N_HALF_PARTS];
} Half;

INLINE void
lanes_load (Lanes *lanes, const double *from)
{
  for (int p = 0; p < N_PARTS; p++)
    lanes->part[p] = CONST_PART (from + p * N_PART);
}

INLINE void
lanes_store (double *to, const Lanes *lanes)
{
  for (int p = 0; p < N_PARTS; p++)
    PART (to + p * N_PART) = lanes->part[p];
}

/* sum += a b, eight numbers each. */
INLINE void
lanes_add_product (Lanes *sum, const double *a, const double *b)
{
  for (int p = 0; p < N_PARTS; p++)
    sum->part[p] += CONST_PART (a + p * N_PART) * CONST_PART (b + p * N_PART);
}

INLINE void
lanes_add (Lanes *sum, const Lanes *other)
{
  for (int p = 0; p < N_PARTS; p++)
    sum->part[p] += other->part[p];
}

/* Lanes 0 to 3 and 4 to 7, added. */
INLINE void
lanes_fold (const Lanes *sum, Half *half)
{
  const double *lanes = (const double *) sum;

  for (int p = 0; p < N_HALF_PARTS; p++)
    half->part[p] = CONST_HALF_PART (lanes + p * N_HALF_PART) +
                    CONST_HALF_PART (lanes + N_HALF + p * N_HALF_PART);
}

/* sum += a b, four numbers each. */
INLINE void
half_add_product (Half *sum, const double *a, const double *b)
{
  for (int p = 0; p < N_HALF_PARTS; p++)
    sum->part[p] += CONST_HALF_PART (a + p * N_HALF_PART) * CONST_HALF_PART (b + p * N_HALF_PART);
}

INLINE double
half_sum (const Half *sum)
{
  const double *lanes = (const double *) sum;

  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

INLINE double
lanes_sum (const Lanes *sum)
{
  Half half;

  lanes_fold (sum, &half);
  return half_sum (&half);
}
