/* Small IDX files for tests. */
#include "idx_files.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

void
idx_files_set_up (IdxFiles *self)
{
  self->folder = g_dir_make_tmp ("plateau-idx-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
}

void
idx_files_clear (IdxFiles *self)
{
  GDir *dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = idx_files_path (self, name);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

char *
idx_files_path (const IdxFiles *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
idx_files_write (
    const IdxFiles *self, const char *name, const void *bytes, gsize n, gboolean compressed)
{
  char *path = idx_files_path (self, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream =
      G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error));

  g_assert_no_error (error);
  if (compressed)
    {
      g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
      GOutputStream *packed = g_converter_output_stream_new (stream, G_CONVERTER (gzip));

      g_object_unref (stream);
      stream = packed;
    }
  g_assert_true (g_output_stream_write_all (stream, bytes, n, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return path;
}

char *
idx_files_write_idx (const IdxFiles *self,
                     const char *name,
                     guint32 magic,
                     const guint32 *sizes,
                     int dims,
                     gsize n,
                     int modulo,
                     gboolean compressed)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint32 number = GUINT32_TO_BE (magic);

  g_byte_array_append (bytes, (guint8 *) &number, sizeof number);
  for (int i = 0; i < dims; i++)
    {
      number = GUINT32_TO_BE (sizes[i]);
      g_byte_array_append (bytes, (guint8 *) &number, sizeof number);
    }
  for (gsize i = 0; i < n; i++)
    {
      const guint8 byte = i % modulo;

      g_byte_array_append (bytes, &byte, 1);
    }
  return idx_files_write (self, name, bytes->data, bytes->len, compressed);
}
