/* Endings, and how they are put behind a name. */
#include "app/export/export_format.h"

#include "figure/file/figure_file.h"
#include "figure/file/film.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <string.h>

/* Films of pictures have a number in their names, as in "-%04d.png". */
static const AppExportFormat formats[] = {
  { ".png", N_ ("PNG"), FALSE },
  { ".svg", N_ ("SVG"), FALSE },
  { ".pdf", N_ ("PDF"), FALSE },
  { ".eps", N_ ("EPS"), FALSE },
  { ".csv", N_ ("CSV"), FALSE },
  { ".webm", N_ ("WebM film"), TRUE },
  { ".mp4", N_ ("MP4 film"), TRUE },
  { ".gif", N_ ("GIF film"), TRUE },
  { "-%04d.png", N_ ("PNG sequence"), TRUE },
};

static gboolean
is_built (const AppExportFormat *self)
{
  g_autofree char *name = g_strconcat ("a", self->ending, NULL);

  return !self->is_film || figure_film_is_built (name);
}

GListModel *
app_export_format_list (gboolean films, GPtrArray *known)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (is_built (&formats[i]) && (films || !formats[i].is_film))
      {
        gtk_string_list_append (names, _ (formats[i].name));
        g_ptr_array_add (known, (gpointer) &formats[i]);
      }
  return G_LIST_MODEL (names);
}

gboolean
app_export_format_has_pixels (const AppExportFormat *self)
{
  return self->is_film || g_str_equal (self->ending, ".png");
}

char *
app_export_format_describe_size (const AppExportFormat *self,
                                 const FigureData *figure,
                                 const FigureFilm *film,
                                 const FigureExport *options,
                                 GError **error)
{
  const gboolean pixels = app_export_format_has_pixels (self);
  int width, height;

  if (self->is_film)
    {
      if (figure == NULL || !figure_film_check (film, figure, options, error))
        return NULL;
      figure_film_get_pixels (options, &width, &height);
      return g_strdup_printf (_ ("%d pictures of %d × %d pixels"), figure_film_count (film), width,
                              height);
    }
  if (!figure_export_check (options, pixels, error))
    return NULL;
  figure_export_get_pixels (options, &width, &height);
  return pixels ? g_strdup_printf (_ ("%d × %d pixels"), width, height) : NULL;
}

char *
app_export_format_complete_name (const AppExportFormat *self, const char *path)
{
  const char *last = strrchr (self->ending, '.');
  const gboolean ends = figure_has_ending (path, last);

  if (!self->is_film || last == self->ending)
    return ends ? g_strdup (path) : g_strconcat (path, self->ending, NULL);
  return figure_film_is_name (path)
             ? g_strdup (path)
             : g_strdup_printf ("%.*s%s", (int) (strlen (path) - (ends ? strlen (last) : 0)), path,
                                self->ending);
}
