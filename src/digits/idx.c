/* IDX files: a big-endian header (magic, count, sizes), then the bytes. */
#include "digits/idx.h"

#include "model/data/input_file.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Not G_DEFINE_QUARK, which keeps what threads find without a lock. */
GQuark
digits_error_quark (void)
{
  return g_quark_from_static_string ("plateau_digits_error");
}

enum
{
  MAGIC_LABELS = 0x00000801, /* unsigned bytes, one dimension */
  MAGIC_IMAGES = 0x00000803, /* three */
  HEADER = 16,               /* bytes: the longer one */
  CHUNK = 1 << 20            /* bytes; memory grows with what the file really holds */
};

static gboolean
is_compressed (GBufferedInputStream *stream)
{
  gsize n;
  const guint8 *bytes = g_buffered_input_stream_peek_buffer (stream, &n);

  return n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

static GInputStream *
open_file (const char *path, GError **error)
{
  const int fd = model_input_file_open (path, DIGITS_IDX_MAX_BYTES + HEADER, error);
  g_autoptr (GInputStream) raw = fd >= 0 ? g_unix_input_stream_new (fd, TRUE) : NULL;
  g_autoptr (GInputStream) buffered = NULL;

  if (raw == NULL)
    return NULL;
  buffered = g_buffered_input_stream_new (raw);
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), -1, NULL, error) < 0)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (is_compressed (G_BUFFERED_INPUT_STREAM (buffered)))
    {
      g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

      return g_converter_input_stream_new (buffered, G_CONVERTER (gzip));
    }
  return g_steal_pointer (&buffered);
}

static void
fail_unpacking (const char *path, const GError *reason, GError **error)
{
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT, _ ("%s: cannot be unpacked: %s"), path,
               reason->message);
}

/* Exactly n bytes. */
static gboolean
read_bytes (GInputStream *stream, const char *path, void *bytes, gsize n, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize done = 0;

  if (!g_input_stream_read_all (stream, bytes, n, &done, NULL, &local) &&
      !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    fail_unpacking (path, local, error);
  else if (done < n)
    g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT,
                 _ ("%s: ends too early; load the file once more"), path);
  return local == NULL && done == n;
}

/* The end must be here; only there does a packed file show its checksum. */
static gboolean
check_end (GInputStream *stream, const char *path, gsize n, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint8 extra;
  const gssize more = g_input_stream_read (stream, &extra, 1, NULL, &local);

  if (more > 0)
    g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT,
                 _ ("%s: goes on after the %zu bytes that its header announces"), path, n);
  else if (more < 0)
    fail_unpacking (path, local, error);
  return more == 0;
}

static guint8 *
read_body (GInputStream *stream, const char *path, gsize n, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  while (body->len < n)
    {
      const gsize old = body->len, part = MIN (n - old, CHUNK);

      g_byte_array_set_size (body, old + part);
      if (!read_bytes (stream, path, body->data + old, part, error))
        return NULL;
    }
  if (!check_end (stream, path, n, error))
    return NULL;
  return g_byte_array_free (g_steal_pointer (&body), FALSE);
}

/* The header's n numbers, the magic one first. */
static gboolean
read_header (
    GInputStream *stream, const char *path, guint32 magic, guint32 *numbers, int n, GError **error)
{
  if (!read_bytes (stream, path, numbers, sizeof *numbers * n, error))
    return FALSE;
  for (int i = 0; i < n; i++)
    numbers[i] = GUINT32_FROM_BE (numbers[i]);
  if (numbers[0] != magic)
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_FORMAT,
                   _ ("%s: no IDX file of %s: it begins with 0x%08x instead of 0x%08x"), path,
                   magic == MAGIC_IMAGES ? _ ("images") : _ ("labels"), numbers[0], magic);
      return FALSE;
    }
  if (numbers[1] >= 1 && numbers[1] <= DIGITS_IDX_MAX_COUNT)
    return TRUE;
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_RANGE, _ ("%s: %u entries; allowed are 1 to %d"),
               path, numbers[1], DIGITS_IDX_MAX_COUNT);
  return FALSE;
}

guint8 *
digits_idx_read_images (const char *path, int *count, int *side, GError **error)
{
  g_return_val_if_fail (path != NULL && count != NULL && side != NULL, NULL);

  g_autoptr (GInputStream) stream = open_file (path, error);
  guint32 header[4];
  guint8 *pixels;
  gsize n;

  if (stream == NULL ||
      !read_header (stream, path, MAGIC_IMAGES, header, G_N_ELEMENTS (header), error))
    return NULL;
  if (header[2] != header[3] || header[2] < 1 || header[2] > DIGITS_IDX_MAX_SIDE)
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_RANGE,
                   _ ("%s: images of %u x %u; allowed are square ones up to %d x %d"), path,
                   header[2], header[3], DIGITS_IDX_MAX_SIDE, DIGITS_IDX_MAX_SIDE);
      return NULL;
    }
  n = (gsize) header[1] * header[2] * header[3];
  if (n > DIGITS_IDX_MAX_BYTES)
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_RANGE,
                   _ ("%s: %zu bytes of pixels; allowed are %d"), path, n, DIGITS_IDX_MAX_BYTES);
      return NULL;
    }
  pixels = read_body (stream, path, n, error);
  if (pixels != NULL)
    {
      *count = header[1];
      *side = header[2];
    }
  return pixels;
}

guint8 *
digits_idx_read_labels (const char *path, int *count, GError **error)
{
  g_return_val_if_fail (path != NULL && count != NULL, NULL);

  g_autoptr (GInputStream) stream = open_file (path, error);
  g_autofree guint8 *labels = NULL;
  guint32 header[2];

  if (stream == NULL ||
      !read_header (stream, path, MAGIC_LABELS, header, G_N_ELEMENTS (header), error))
    return NULL;
  labels = read_body (stream, path, header[1], error);
  for (guint32 i = 0; labels != NULL && i < header[1]; i++)
    if (labels[i] > 9)
      {
        g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_RANGE,
                     _ ("%s: label %d at entry %u; allowed are 0 to 9"), path, labels[i], i + 1);
        return NULL;
      }
  if (labels != NULL)
    *count = header[1];
  return g_steal_pointer (&labels);
}
