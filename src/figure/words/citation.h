/* How to cite what a figure shows. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BibTeX entries of the paper and of this program, by its version; the same in every language. */
const char *figure_citation_get (void);

G_END_DECLS
