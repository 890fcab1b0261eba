/* Which instruction set the kernels run in: the best that this CPU has.
 *
 * kernels.h, blocks.h and small.h are compiled once for each; sums run in the same order in all, so
 * that the bits are the same.
 */
#pragma once

typedef enum
{
  NUM_TARGET_BASE, /* what every CPU of the architecture has */
  NUM_TARGET_AVX2,
  NUM_TARGET_AVX512,
  NUM_TARGET_COUNT
} NumTarget;

/* Whether it was compiled, and this CPU has it. */
int num_target_is_supported (NumTarget target);
/* "AVX2". */
const char *num_target_name (NumTarget target);
NumTarget num_target_get (void);
/* For comparisons, while no other thread computes. Valid: supported. */
void num_target_set (NumTarget target);
