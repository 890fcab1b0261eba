/* A figure's parameters in words, as the caption below it needs them. */
#pragma once

#include "figure/figure.h"

G_BEGIN_DECLS

/* What a caption is of. */
typedef struct
{
  const Figure *figure;
  const ModelRecipe *run;        /* of a figure that takes an experiment */
  const StudyCompared *compared; /* of such a one, (nullable) */
  const char *source;            /* of "sweep" and of digits their text; (nullable) */
} FigureCaptionOf;

/**
 * figure_caption_new:
 * What is shown, then network, data and training of its runs: parameters in which they differ have
 * a list of values. Of sweeps also axes, lines and marks; of digits all options. Nothing is
 * trained.
 *
 * Returns: one line of plain text, translated, owned by the caller; mathematics as "L_f = 2".
 */
char *figure_caption_new (const FigureCaptionOf *of);

/* The same of a figure that is computed, with what its runs made of automatic values. */
char *figure_caption_new_for (const FigureData *data);

G_END_DECLS
