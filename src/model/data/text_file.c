/* GLib unpacks and converts. */
#include "model/data/text_file.h"

#include "model/data/input_file.h"
#include "model/experiment/experiment.h"
#include "num/cancel.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK ((gsize) 1 << 20)

static gboolean
refuse (const char *path, ModelError code, const char *what, GError **error)
{
  g_set_error (error, MODEL_ERROR, code, "%s: %s", path, what);
  return FALSE;
}

static gboolean
begins (const char *bytes, gsize n, const char *with, gsize length)
{
  return n >= length && memcmp (bytes, with, length) == 0;
}

/* One step of the converter, with room for a chunk. FALSE at an error. */
static gboolean
unpack_chunk (GConverter *unpacker,
              const char *bytes,
              gsize n,
              gsize *used,
              GByteArray *text,
              GConverterResult *result,
              GError **error)
{
  gsize taken = 0, written = 0;
  const guint before = text->len;

  g_byte_array_set_size (text, before + CHUNK);
  *result = g_converter_convert (unpacker, bytes + *used, n - *used, text->data + before, CHUNK,
                                 G_CONVERTER_INPUT_AT_END, &taken, &written, error);
  g_byte_array_set_size (text, before + (guint) written);
  *used += taken;
  return *result != G_CONVERTER_ERROR;
}

/* Takes bytes over. */
static char *
unpack (char *bytes, gsize *n, const char *path, const int *cancel, GError **error)
{
  g_autofree char *packed = bytes;
  g_autoptr (GZlibDecompressor) unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GError) broken = NULL;
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize used = 0;

  while (result != G_CONVERTER_FINISHED)
    {
      if (num_is_cancelled (cancel))
        {
          refuse (path, MODEL_ERROR_CANCELLED, "cancelled", error);
          return NULL;
        }
      if (!unpack_chunk (G_CONVERTER (unpacker), packed, *n, &used, text, &result, &broken))
        {
          g_autofree char *what = g_strdup_printf (_ ("cannot be unpacked: %s"), broken->message);

          refuse (path, MODEL_ERROR_KEY, what, error);
          return NULL;
        }
      if (text->len > MODEL_TEXT_MAX_BYTES)
        {
          refuse (path, MODEL_ERROR_MEMORY, _ ("more than 512 MiB of text; allowed are fewer rows"),
                  error);
          return NULL;
        }
    }
  *n = text->len;
  g_byte_array_append (text, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&text), FALSE);
}

/* Takes bytes over. What an encoding cannot say is refused. */
static char *
convert (char *bytes, gsize *n, const char *from, const char *path, GError **error)
{
  g_autofree char *before = bytes;
  char *text = g_convert (before, (gssize) *n, "UTF-8", from, NULL, n, NULL);

  if (text == NULL)
    {
      g_autofree char *what = g_strdup_printf (_ ("not a text in %s"), from);

      refuse (path, MODEL_ERROR_KEY, what, error);
    }
  return text;
}

static char *
decode (char *bytes, gsize *n, const char *path, const char **encoding, GError **error)
{
  *encoding = "UTF-16";
  if (begins (bytes, *n, "\xff\xfe", 2) || begins (bytes, *n, "\xfe\xff", 2))
    return convert (bytes, n, "UTF-16", path, error);
  *encoding = "UTF-8";
  if (g_utf8_validate (bytes, (gssize) *n, NULL) || memchr (bytes, '\0', *n) != NULL)
    return bytes;
  *encoding = "Latin-1";
  return convert (bytes, n, "ISO-8859-1", path, error);
}

static gboolean
check_text (const char *text, gsize n, const char *path, GError **error)
{
  const char *zero = memchr (text, '\0', n);
  int line = 1;
  g_autofree char *what = NULL;

  if (begins (text, n, "PK\x03\x04", 4) || begins (text, n, "\xd0\xcf\x11\xe0", 4))
    return refuse (path, MODEL_ERROR_KEY,
                   _ ("not a text file but a spreadsheet or an archive; save the table as CSV"),
                   error);
  if (zero == NULL)
    return TRUE;
  for (const char *c = text; c < zero; c++)
    line += *c == '\n';
  what = g_strdup_printf (_ ("line %d: not a text file"), line);
  return refuse (path, MODEL_ERROR_KEY, what, error);
}

/* Takes text over. */
static char *
without_mark (char *text, gsize *n)
{
  if (!begins (text, *n, "\xef\xbb\xbf", 3))
    return text;
  *n -= 3;
  memmove (text, text + 3, *n + 1);
  return text;
}

/* Of files from DOS: what marks their end is none of the last line. */
static char *
without_end (char *text, gsize *n)
{
  while (*n > 0 && text[*n - 1] == '\x1a')
    text[--*n] = '\0';
  return text;
}

char *
model_text_file_read (
    const char *path, const int *cancel, const char **encoding, gsize *n, GError **error)
{
  g_return_val_if_fail (path != NULL && n != NULL, NULL);

  const char *found;
  char *text = model_input_file_read (path, MODEL_TEXT_MAX_BYTES, n, error);

  if (text != NULL && begins (text, *n, "\x1f\x8b", 2))
    text = unpack (text, n, path, cancel, error);
  if (text == NULL)
    return NULL;
  text = decode (text, n, path, encoding != NULL ? encoding : &found, error);
  if (text != NULL && !check_text (text, *n, path, error))
    g_clear_pointer (&text, g_free);
  return text != NULL ? without_end (without_mark (text, n), n) : NULL;
}
