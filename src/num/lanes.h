/* Vectors of numbers in plain C: the same order of summation, and so the same bits, on every CPU.
 * For the .c files of this folder.
 */
#pragma once

#include "num/target.h"

#define CLONES NUM_TARGET_CLONES
#define INLINE NUM_TARGET_INLINE

/* Eight, and four, numbers that may lie at any address: one register or several, as the CPU has
 * them. Sums run in these lanes whatever the register width. */
typedef double Lanes __attribute__ ((vector_size (64), aligned (8)));
typedef double Half __attribute__ ((vector_size (32), aligned (8)));

enum
{
  N_LANES = 8,
  N_HALF = 4
};

#define LANES(p) (*(Lanes *) (p))
#define CONST_LANES(p) (*(const Lanes *) (p))
#define HALF(p) (*(Half *) (p))
#define CONST_HALF(p) (*(const Half *) (p))
#define FOLD(lanes) (CONST_HALF (&(lanes)) + CONST_HALF ((const double *) &(lanes) + N_HALF))
#define SUM_HALF(h) (((h)[0] + (h)[2]) + ((h)[1] + (h)[3]))
