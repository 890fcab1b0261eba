/* Pictures on the clipboard. */
#include "app/export/export_clipboard.h"

#include "figure/file/figure_file.h"

GdkContentProvider *
app_export_clipboard_provide (const FigureData *figure,
                              const StudyView *view,
                              const FigureExport *options,
                              GError **error)
{
  static const struct
  {
    const char *ending, *type;
  } kinds[] = { { ".png", "image/png" },
                { ".svg", "image/svg+xml" },
                { ".pdf", "application/pdf" } };
  GdkContentProvider *all[G_N_ELEMENTS (kinds) + 1];
  g_autoptr (GdkTexture) texture = NULL;
  gsize n = 0;

  for (; n < G_N_ELEMENTS (kinds); n++)
    {
      g_autoptr (GBytes) bytes = figure_render (figure, view, options, kinds[n].ending, error);

      if (bytes == NULL)
        break;
      all[n] = gdk_content_provider_new_for_bytes (kinds[n].type, bytes);
      if (n == 0)
        texture = gdk_texture_new_from_bytes (bytes, error);
      if (texture == NULL)
        {
          n++;
          break;
        }
    }
  if (texture != NULL && n == G_N_ELEMENTS (kinds))
    {
      all[n] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
      return gdk_content_provider_new_union (all, n + 1);
    }
  while (n > 0)
    g_object_unref (all[--n]);
  return NULL;
}
