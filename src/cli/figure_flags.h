/* How a figure is to look, as the flags of `plateau figure` say it. */
#pragma once

#include "cli/flags.h"
#include "figure/file/page_option.h"
#include "figure/file/provenance_file.h"

G_BEGIN_DECLS

/* Texts as they were given; NULL: not given. */
typedef struct
{
  const char *width, *height, *dpi, *font_size, *style, *transparent, *outlines, *preset, *epoch;
  const char *page[FIGURE_PAGE_MAX]; /* of the rows of figure/file/page_option.h */
} CliFigureFlags;

/* The options of `plateau figure` with those of the table of page options before the end: of
 * CliOption, ended as cli_flags_parse() takes them. Owned by the caller. */
GArray *cli_figure_flags_join (CliFigureFlags *self, const CliOption *own);

/* Changes what the flags ask for. Errors: CLI_ERROR_USAGE, those of the preset. */
gboolean cli_figure_flags_read (const CliFigureFlags *self,
                                const Figure *figure,
                                FigureProvenance *provenance,
                                GError **error);
/* The number of a flag; NULL keeps the value. Errors: CLI_ERROR_USAGE. */
gboolean cli_figure_flags_read_number (const char *flag,
                                       const char *text,
                                       double minimum,
                                       double maximum,
                                       double *value,
                                       GError **error);

G_END_DECLS
