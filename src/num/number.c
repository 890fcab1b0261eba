/* Numbers as text: the shortest form that reads back as the same value. */
#include "num/number.h"

#include <ctype.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static locale_t c_locale;

static void
create_c_locale (void)
{
  c_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
}

locale_t
num_number_enter_c_locale (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;

  pthread_once (&once, create_c_locale);
  return uselocale (c_locale);
}

char *
num_number_format (double value, char buffer[NUM_NUMBER_SIZE])
{
  locale_t previous = num_number_enter_c_locale ();

  for (int digits = 15; digits <= 17; digits++)
    {
      snprintf (buffer, NUM_NUMBER_SIZE, "%.*g", digits, value);
      if (strtod (buffer, NULL) == value)
        break;
    }
  uselocale (previous);
  return buffer;
}

bool
num_number_parse (const char *text, double *value)
{
  locale_t previous = num_number_enter_c_locale ();
  char *end;
  double parsed = strtod (text, &end);

  uselocale (previous);
  if (end == text || !isfinite (parsed))
    return false;
  while (isspace ((unsigned char) *end))
    end++;
  if (*end != '\0')
    return false;
  *value = parsed;
  return true;
}

double
num_number_round (double value, int digits)
{
  char buffer[NUM_NUMBER_SIZE];
  locale_t previous = num_number_enter_c_locale ();
  double rounded;

  snprintf (buffer, sizeof buffer, "%.*e", digits - 1, value);
  rounded = strtod (buffer, NULL);
  uselocale (previous);
  return rounded;
}
