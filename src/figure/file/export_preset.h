/* Pages that journals and halls ask for: width, letters, colours. */
#pragma once

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
/* Sets all of them but a height of 0, which is the caller's to find. */
void figure_export_preset_apply (const FigureExportPreset *self, FigureExport *options);

G_END_DECLS
