/* What can be chosen of how a page looks, beyond its size: one row each, from which come the keys
 * of files, the flags of the command line and the rows of the export dialog. */
#pragma once

#include "figure/file/export.h"

G_BEGIN_DECLS

typedef enum
{
  FIGURE_PAGE_TRUTH,  /* a gboolean */
  FIGURE_PAGE_NUMBER, /* a double */
  FIGURE_PAGE_TEXT    /* a const char *, interned; NULL: as it comes */
} FigurePageType;

typedef struct
{
  const char *name; /* of the key, "line_width"; the flag is "--line-width" */
  FigurePageType type;
  gsize offset;                      /* in FigureExport */
  double minimum, maximum, fallback; /* of a number */
  const char *value_name;            /* of the flag; NULL: it takes none */
  const char *label, *help;          /* N_() */
} FigurePageOption;

/* NULL behind the last one. */
const FigurePageOption *figure_page_option_at (int i);
#define FIGURE_PAGE_MAX 16 /* rows */

/* The value as files have it, owned by the caller; NULL: it is as it comes. */
char *figure_page_option_format (const FigurePageOption *self, const FigureExport *page);
/* Errors: MODEL_ERROR_RANGE, MODEL_ERROR_KEY, naming the key and what is allowed. */
gboolean figure_page_option_set (const FigurePageOption *self,
                                 FigureExport *page,
                                 const char *value,
                                 GError **error);

G_END_DECLS
