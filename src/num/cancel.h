/* The flag by which another thread asks for an end: whatever takes long reads it on its way. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* @cancel: (nullable): read atomically */
static inline bool
num_is_cancelled (const int *cancel)
{
  return cancel != NULL && __atomic_load_n (cancel, __ATOMIC_SEQ_CST) != 0;
}
