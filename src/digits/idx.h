/* IDX files, the format of MNIST: plain or gzip, read whole, never trusted. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DIGITS_IDX_MAX_COUNT 200000 /* images of one file */
#define DIGITS_IDX_MAX_SIDE 64
#define DIGITS_IDX_MAX_BYTES (256 << 20) /* of pixels: 60,000 of the largest images */

#define DIGITS_ERROR (digits_error_quark ())
typedef enum
{
  DIGITS_ERROR_FORMAT,  /* no IDX file, or a damaged one */
  DIGITS_ERROR_RANGE,   /* sizes or values that are not allowed */
  DIGITS_ERROR_MISSING, /* a folder without the files */
  DIGITS_ERROR_OPTION   /* an option, or a combination of options, that is not allowed */
} DigitsError;
GQuark digits_error_quark (void);

/**
 * digits_idx_read_images:
 * Grey images, one byte a pixel, row by row.
 * @count: (out): images
 * @side: (out): pixels
 *
 * A compressed file is unpacked no further than its header says, so that a small file cannot fill
 * the memory.
 * Returns: (count, side, side), freed with g_free(); NULL on error.
 * Valid: square images, side 1..DIGITS_IDX_MAX_SIDE; 1..DIGITS_IDX_MAX_COUNT of them, in no more
 * than DIGITS_IDX_MAX_BYTES.
 * Errors: DIGITS_ERROR, G_IO_ERROR, naming the file.
 */
guint8 *digits_idx_read_images (const char *path, int *count, int *side, GError **error);

/**
 * digits_idx_read_labels:
 * Labels 0..9. Returns: (count), freed with g_free(); NULL on error, as digits_idx_read_images().
 */
guint8 *digits_idx_read_labels (const char *path, int *count, GError **error);

G_END_DECLS
