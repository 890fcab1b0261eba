/* PNG chunks: length, type, data, check sum. */
#include "plot/draw/png_chunks.h"

#include "num/crc.h"

#include <math.h>
#include <string.h>

#define SIGNATURE 8
/* Length, type and check sum of a chunk. */
#define AROUND_DATA 12
/* Signature (8 bytes) and the IHDR chunk (25 bytes), which always comes first. */
#define AFTER_HEADER 33
#define METRES_PER_INCH 0.0254
#define UNIT_METRE 1

static void
append_number (GByteArray *out, guint32 number)
{
  const guint32 big_endian = GUINT32_TO_BE (number);
  g_byte_array_append (out, (const guint8 *) &big_endian, 4);
}

static void
append_chunk (GByteArray *out, const char type[4], const GByteArray *data)
{
  append_number (out, data->len);
  const guint start = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, data->data, data->len);
  append_number (out, num_crc32 (out->data + start, out->len - start));
}

static void
append_resolution (GByteArray *out, double dpi)
{
  const guint32 per_metre = (guint32) lround (dpi / METRES_PER_INCH);
  const guint8 unit = UNIT_METRE;
  g_autoptr (GByteArray) data = g_byte_array_new ();

  append_number (data, per_metre);
  append_number (data, per_metre);
  g_byte_array_append (data, &unit, 1);
  append_chunk (out, "pHYs", data);
}

/* iTXt: keyword, then flags for compression, language and translated keyword, all empty. The
 * array's own end is the fifth zero. */
static const guint8 text_head[] = "Description\0\0\0\0";

static void
append_text (GByteArray *out, const char *text)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();

  g_byte_array_append (data, text_head, sizeof text_head);
  g_byte_array_append (data, (const guint8 *) text, (guint) strlen (text));
  append_chunk (out, "iTXt", data);
}

void
plot_png_chunks_insert (GByteArray *png, double dpi, const char *text)
{
  g_return_if_fail (png != NULL && png->len > AFTER_HEADER);

  g_autoptr (GByteArray) rest = g_byte_array_new ();
  g_byte_array_append (rest, png->data + AFTER_HEADER, png->len - AFTER_HEADER);
  g_byte_array_set_size (png, AFTER_HEADER);
  append_resolution (png, dpi);
  if (text != NULL)
    append_text (png, text);
  g_byte_array_append (png, rest->data, rest->len);
}

static guint32
read_number (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

char *
plot_png_chunks_find_text (const guint8 *png, gsize n)
{
  g_return_val_if_fail (png != NULL, NULL);

  for (gsize at = SIGNATURE; at + AROUND_DATA <= n;)
    {
      const gsize length = read_number (png + at);
      const guint8 *data = png + at + 8;

      if (length > n - at - AROUND_DATA)
        return NULL;
      if (memcmp (png + at + 4, "iTXt", 4) == 0 && length >= sizeof text_head &&
          memcmp (data, text_head, sizeof text_head) == 0)
        return g_strndup ((const char *) data + sizeof text_head, length - sizeof text_head);
      at += length + AROUND_DATA;
    }
  return NULL;
}
