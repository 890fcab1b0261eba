/* Matrices as text, "1 0.5; 0.5 2": numbers separated by blanks or commas, rows by ';'. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nothing but finite numbers and separators; the empty text is fine. */
gboolean model_matrix_text_check (const char *text);

/**
 * model_matrix_text_parse:
 * @out: (out) (nullable): (rows, cols), row-major; undefined on failure
 *
 * Errors: FALSE where the text does not have exactly that shape.
 */
gboolean model_matrix_text_parse (const char *text, int rows, int cols, double *out);

/* The text is an (n, n) symmetric positive semi-definite matrix. */
gboolean model_matrix_text_check_covariance (const char *text, int n);

G_END_DECLS
