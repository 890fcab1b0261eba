/* The row of the export dialog that offers the pages of journals and halls. */
#pragma once

#include "figure/figure.h"
#include "figure/file/export.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Offers all of them, behind the figure's own size. */
void app_export_page_fill (AdwComboRow *row);
/* Sets width, height, letters and style as the chosen page asks for them, as high as the figure
 * needs there; without one width and height are the figure's own, and the rest stays. */
void app_export_page_apply (AdwComboRow *row,
                            const Figure *figure,
                            const StudyView *view,
                            FigureExport *options);

G_END_DECLS
