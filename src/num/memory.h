/* Memory for numbers. */
#pragma once

#include <stddef.h>

/* Zeroed, below 16 MB 64-byte aligned; ends the program when memory is exhausted, as g_malloc does.
 * Free with free(). */
double *num_alloc (size_t n);
