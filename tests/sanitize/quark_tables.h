/* When GLib has more names than its table of quarks holds, 2048 and any multiple of it, it copies
 * the table and leaves the old one to whoever reads it without a lock. Held here, it is no leak.
 * For one file of a program. */
#pragma once

#include <glib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(FUZZ_READER)
#define QUARK_TABLE_STEP (2048 * sizeof (char *))

static const volatile void *quark_tables[64];
static gsize n_quark_tables;

void __sanitizer_malloc_hook (const volatile void *memory, gsize size);

void
__sanitizer_malloc_hook (const volatile void *memory, gsize size)
{
  if (size > 0 && size % QUARK_TABLE_STEP == 0 && n_quark_tables < G_N_ELEMENTS (quark_tables))
    quark_tables[n_quark_tables++] = memory;
}
#endif
