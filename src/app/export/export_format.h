/* The kinds of files that the export dialog writes. */
#pragma once

#include "figure/file/film.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *ending, *name; /* the name marked N_() */
  gboolean is_film;
} AppExportFormat;

/* The translated names of those that are built, owned by the caller; the formats are added to the
 * array. @films: also these */
GListModel *app_export_format_list (gboolean films, GPtrArray *formats);
/* Whether its pictures have a resolution. */
gboolean app_export_format_has_pixels (const AppExportFormat *self);
/**
 * app_export_format_describe_size:
 * Of pictures of pixels their size: what one wants to know before saving.
 * @figure: (nullable): as long as it is being computed
 *
 * Returns: (nullable): owned by the caller; NULL without an error where there is nothing to say.
 * Errors: those of figure_film_check(), figure_export_check().
 */
char *app_export_format_describe_size (const AppExportFormat *self,
                                       const FigureData *figure,
                                       const FigureFilm *film,
                                       const FigureExport *options,
                                       GError **error);
/* With the format's ending; numbered files get their number: "a.png" is "a-%04d.png". Owned by the
 * caller. */
char *app_export_format_complete_name (const AppExportFormat *self, const char *path);

G_END_DECLS
