/* The registry of figures: all of them, by place and by name. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

int figure_count (void);
const Figure *figure_at (int i);
/* Errors: MODEL_ERROR_KEY naming the figures there are. */
const Figure *figure_find (const char *name, GError **error);

G_END_DECLS
