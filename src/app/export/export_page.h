/* The row of the export dialog that offers the pages of journals and halls. */
#pragma once

#include "figure/file/export_preset.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Offers all of them, behind the figure's own size. */
void app_export_page_fill (AdwComboRow *row);
/* The page that is chosen; NULL: the own size. */
const FigureExportPreset *app_export_page_get (AdwComboRow *row);

G_END_DECLS
