/* CBLAS, which must be OpenBLAS's: every layer above takes it from here. */
#pragma once

#include <cblas.h>

/**
 * num_blas_choose_kernel:
 * An OpenBLAS older than the CPU takes it for the oldest there is (0.3.21 takes a Sapphire Rapids
 * for a Prescott, and multiplies at a quarter of the speed); it is then told which of its kernels
 * fit. OPENBLAS_CORETYPE in the environment has the last word. Part of num_init().
 */
void num_blas_choose_kernel (void);
/* Name of the kernels in use: "SkylakeX". */
const char *num_blas_kernel (void);
