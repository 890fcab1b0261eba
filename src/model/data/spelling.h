/* How people write numbers: with points or commas, groups of thousands, exponents of Fortran. What
 * one cell can't tell, a whole column may. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MODEL_SPELLING_MISSING,  /* empty, NA, NaN, ?, - and the like */
  MODEL_SPELLING_WORD,     /* no number */
  MODEL_SPELLING_INFINITE, /* inf, -Infinity */
  MODEL_SPELLING_PLAIN,    /* no mark that has to be understood: 12, -3e5, 1 234 567 */
  /* One mark that can only be the decimal one: 0.5, 12.25; 0,5. */
  MODEL_SPELLING_POINT,
  MODEL_SPELLING_COMMA,
  /* One mark that may as well be one of thousands: 1.234; 12,345. */
  MODEL_SPELLING_POINT_OR_THOUSANDS,
  MODEL_SPELLING_COMMA_OR_THOUSANDS,
  /* Marks that can only be of thousands: 1.234.567; 1,234,567. */
  MODEL_SPELLING_POINTS,
  MODEL_SPELLING_COMMAS,
  /* Both: 1,234.5; 1.234,5. */
  MODEL_SPELLING_COMMAS_POINT,
  MODEL_SPELLING_POINTS_COMMA,
  MODEL_N_SPELLINGS
} ModelSpelling;

/* Of a cell without blanks around it; not zero-terminated. */
ModelSpelling model_spelling_find (const char *cell, gsize length);
/* The same. @unit: (out): "%", or the sign of a currency, that stands by a number; NULL: none */
ModelSpelling model_spelling_find_unit (const char *cell, gsize length, const char **unit);

/**
 * model_spelling_read:
 * The number that a cell spells, as it stands: 45 of "45 %".
 * @decimal: '.' or ',': the other one parts thousands
 *
 * Returns: FALSE for anything else, numbers that are not finite among it.
 */
gboolean model_spelling_read (const char *cell, gsize length, char decimal, double *value);
/* Of a cell that is found to be a number or infinite, but cannot be read. */
double model_spelling_get_infinity (const char *cell, gsize length);

G_END_DECLS
