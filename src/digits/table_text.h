/* A table of time ratios as CSV, and back: what was trained once need not be again. */
#pragma once

#include "digits/table.h"

G_BEGIN_DECLS

#define DIGITS_TABLE_MAX_BYTES (1 << 20) /* several times that of the largest table */

/**
 * digits_table_format:
 * The rows of runs that are done, behind a header that says what they depend on; what is not known
 * stays empty.
 * @options: of the runs; the seed is the first one's
 * @folder: (nullable): as in digits_source_open()
 *
 * Returns: owned by the caller.
 */
char *
digits_table_format (const DigitsTable *self, const DigitsOptions *options, const char *folder);

/**
 * digits_table_parse:
 * Enters the runs of such a text.
 *
 * Returns: FALSE, with the table unchanged, where the header is another one or a row is no row.
 */
gboolean digits_table_parse (DigitsTable *self,
                             const char *text,
                             const DigitsOptions *options,
                             const char *folder);

G_END_DECLS
