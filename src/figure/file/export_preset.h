/* Pages that journals and halls ask for: width, letters, colours. */
#pragma once

#include "figure/figure.h"
#include "figure/file/export.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name, *label; /* "icml"; the label marked N_() */
  double width, height;     /* mm; height 0: as the figure needs at that width */
  double font_size;         /* points */
  PlotStyle style;
} FigureExportPreset;

/* NULL behind the last one. */
const FigureExportPreset *figure_export_preset_at (int i);
/* Errors: MODEL_ERROR_KEY, which lists the names there are. */
const FigureExportPreset *figure_export_preset_find (const char *name, GError **error);
/* Sets all of them; a height of 0 is what the figure needs. @view: (nullable), as for
 * figure_get_height() */
void figure_export_preset_apply (const FigureExportPreset *self,
                                 const Figure *figure,
                                 const StudyView *view,
                                 FigureExport *options);

G_END_DECLS
