/* Numbers as text: the shortest form that reads back as the same value, in any locale. */
#pragma once

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>

#define NUM_NUMBER_SIZE 32

/* Shortest of %.15g, %.16g, %.17g that parses to the same double, with a decimal point. Returns
 * buffer. */
char *num_number_format (double value, char buffer[NUM_NUMBER_SIZE]);
/* The whole text is one finite number, blanks around it allowed; value is untouched otherwise. */
bool num_number_parse (const char *text, double *value);
/* The value at `digits` significant decimal digits, so that it can be quoted as it is. */
double num_number_round (double value, int digits);
/* For texts that are the same in every language: numbers of this thread have a decimal point, and
 * its messages are not translated, until uselocale() is given what this returns. */
locale_t num_number_enter_c_locale (void);
