/* Functions compiled for several instruction sets, the best of which runs. */
#pragma once

/* The dispatch runs before a sanitizer is ready, and Clang 14's cannot be called from another file:
 * those builds use the baseline. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) &&                        \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define NUM_TARGET_CLONES __attribute__ ((target_clones ("avx512f", "avx2", "default")))
#else
#define NUM_TARGET_CLONES
#endif

/* Becomes part of each such version of its caller. */
#define NUM_TARGET_INLINE static inline __attribute__ ((always_inline))
