/* Where a picture comes from: what every exported file carries, so that it can be opened again.
 *
 * As text it is a key file that begins with "# Plateau VERSION": [figure] has what is drawn and
 * how, [beside] what the run is compared with, [run] what happened during it, [digits] what a
 * digits run is made from, the other groups are the experiment's. */
#pragma once

#include "figure/figure.h"
#include "figure/file/export.h"

G_BEGIN_DECLS

/* How long a film is. */
typedef struct
{
  double seconds; /* of the film, of which its end is held for one, or a fifth; 0: it is none */
  double rate;    /* pictures per second */
  gboolean even;  /* else transitions are slower, as study_pace_new() has them */
} FigureFilm;

typedef struct
{
  char version[32];       /* of the program that wrote it; "" where it is not told */
  char figure[32];        /* a name of the registry; "": only a run */
  gboolean splits_inputs; /* the run is of a table that nobody has told the columns of A of */
  ModelRecipe run;        /* of a sweep: its first cell; of digits: what the figure opens */
  StudyCompared compared;
  const char *sweep;  /* the text of the figure "sweep", interned; NULL: none */
  const char *digits; /* the text of digits/plan.h of a figure of digits, interned, or NULL */
  StudyView view;
  FigureExport options; /* description is NULL */
  FigureFilm film;      /* of a film */
} FigureProvenance;

/* The text of figures that are not of one run: their sweep's or their plan's; else NULL. */
const char *figure_provenance_get_source (const FigureProvenance *self);

/* The default experiment, by this version, no figure. */
void figure_provenance_init (FigureProvenance *self);
/* That of a figure, at its own size. */
void figure_provenance_init_figure (FigureProvenance *self, const FigureData *data);

/* The seed is always told, even where it is the default. Owned by the caller. */
char *figure_provenance_to_text (const FigureProvenance *self);
/* Appends the same as lines of comment, for the head of a CSV file. */
void figure_provenance_append_comment (const FigureProvenance *self, GString *csv);

/**
 * figure_provenance_from_text:
 * @self: (out): untouched on failure
 *
 * Errors: MODEL_ERROR_KEY, MODEL_ERROR_RANGE, DIGITS_ERROR_OPTION, G_KEY_FILE_ERROR, each one line
 * that a toast has room for; those of a text from a newer version say so.
 */
gboolean figure_provenance_from_text (FigureProvenance *self, const char *text, GError **error);

G_END_DECLS
