/* Numbers are read by hand where that is exact, for files have millions of them. */
#include "model/data/spelling.h"

#include "num/number.h"

#include <math.h>
#include <string.h>

enum
{
  LONGEST = 64, /* characters of a number that is read */
  EXACT_DIGITS =
      15, /* whole numbers of so many digits, and powers of ten up to this, are doubles */
  EXACT_POWER = 22
};

/* Bytes of UTF-8. */
#define MINUS "\xe2\x88\x92" /* U+2212 */
#define DASH "\xe2\x80\x93"  /* what typesetters take for it */
static const char *const group_marks[] = {
  " ", "'", "\xc2\xa0", "\xe2\x80\x99", "\xe2\x80\xaf", "\xe2\x80\x89"
};

/* The parts of a number: sign, digits with marks, exponent. */
typedef struct
{
  const char *at, *end;
  gboolean negative;
  const char *unit;         /* static, or NULL */
  char digits[LONGEST + 1]; /* all of them, without marks */
  int n_digits;
  /* Points and commas, in their order: how many digits stand before each. */
  char mark[LONGEST];
  int mark_at[LONGEST];
  int n_marks;
  int exponent[2]; /* where it starts and ends in the cell; equal: none */
} Number;

static gboolean
skip (Number *self, const char *text)
{
  const gsize n = strlen (text);

  if ((gsize) (self->end - self->at) < n || memcmp (self->at, text, n) != 0)
    return FALSE;
  self->at += n;
  return TRUE;
}

static gboolean
is_digit_at (const Number *self, int ahead)
{
  return self->end - self->at > ahead && g_ascii_isdigit (self->at[ahead]);
}

/* Blanks and apostrophes part thousands, and nothing else: three digits follow, and no fourth. */
static gboolean
skip_group_mark (Number *self)
{
  const char *before = self->at;

  for (gsize i = 0; i < G_N_ELEMENTS (group_marks); i++)
    if (skip (self, group_marks[i]))
      {
        if (is_digit_at (self, 0) && is_digit_at (self, 1) && is_digit_at (self, 2) &&
            !is_digit_at (self, 3))
          return TRUE;
        self->at = before;
        return FALSE;
      }
  return FALSE;
}

static gboolean
take_mark (Number *self)
{
  if (self->at == self->end || (*self->at != '.' && *self->at != ','))
    return FALSE;
  self->mark[self->n_marks] = *self->at++;
  self->mark_at[self->n_marks++] = self->n_digits;
  return TRUE;
}

static gboolean
take_digits (Number *self)
{
  gboolean groups = FALSE;

  while (self->at < self->end && self->n_digits + self->n_marks < LONGEST)
    if (is_digit_at (self, 0))
      self->digits[self->n_digits++] = *self->at++;
    else if (self->n_digits > 0 && self->n_marks == 0 && (groups || self->n_digits <= 3) &&
             skip_group_mark (self))
      groups = TRUE;
    else if (!take_mark (self))
      break;
  return self->n_digits > 0;
}

/* e, E, and Fortran's d, D. */
static gboolean
take_exponent (Number *self, const char *cell)
{
  if (self->at == self->end || strchr ("eEdD", *self->at) == NULL)
    return TRUE;
  self->at++;
  self->exponent[0] = (int) (self->at - cell);
  if (!skip (self, "+") && !skip (self, "-"))
    skip (self, MINUS);
  if (!is_digit_at (self, 0))
    return FALSE;
  while (is_digit_at (self, 0))
    self->at++;
  self->exponent[1] = (int) (self->at - cell);
  return self->exponent[1] - self->exponent[0] <= 8;
}

/* Not more than one, before the number or behind it. */
static void
take_unit (Number *self, gboolean behind)
{
  static const char *const units[] = { "%", "$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5" };
  const char *before = self->at;

  if (self->unit != NULL || self->at == self->end)
    return;
  if (behind && !skip (self, " "))
    skip (self, "\xc2\xa0");
  for (gsize i = behind ? 0 : 1; i < G_N_ELEMENTS (units) && self->unit == NULL; i++)
    if (skip (self, units[i]))
      self->unit = units[i];
  if (self->unit == NULL)
    self->at = before;
}

/* Brackets of rows and of tables, as NumPy prints them. */
static void
skip_all (Number *self, const char *text)
{
  while (skip (self, text))
    ;
}

static gboolean
take_apart (Number *self, const char *cell, gsize length)
{
  self->at = cell;
  self->end = cell + length;
  self->n_digits = self->n_marks = 0;
  self->exponent[0] = self->exponent[1] = 0;
  self->unit = NULL;
  skip_all (self, "[");
  take_unit (self, FALSE);
  self->negative = skip (self, "-") || skip (self, MINUS) || skip (self, DASH);
  if (!self->negative)
    skip (self, "+");
  take_unit (self, FALSE);
  if (!take_digits (self) || !take_exponent (self, cell))
    return FALSE;
  take_unit (self, TRUE);
  skip_all (self, "]");
  return self->at == self->end;
}

/* Whether the first n marks stand as those of thousands do: 1 to 3 digits, then threes, up to a
 * last mark or the end. */
static gboolean
is_grouped (const Number *self, int n)
{
  const int first = n > 0 ? self->mark_at[0] : 0;

  if (n == 0 || first < 1 || first > 3 || (self->digits[0] == '0'))
    return FALSE;
  for (int i = 0; i < n; i++)
    {
      const int next = i + 1 < self->n_marks ? self->mark_at[i + 1] : self->n_digits;

      if (self->mark[i] != self->mark[0] || next - self->mark_at[i] != 3)
        return FALSE;
    }
  return TRUE;
}

static ModelSpelling
tell_marks (const Number *self)
{
  const int n = self->n_marks;
  gboolean comma;

  if (n == 0)
    return MODEL_SPELLING_PLAIN;
  comma = self->mark[0] == ',';
  if (n == 1 && self->exponent[1] == 0 && is_grouped (self, 1))
    return comma ? MODEL_SPELLING_COMMA_OR_THOUSANDS : MODEL_SPELLING_POINT_OR_THOUSANDS;
  /* "5." is Fortran's; "5," is the end of something else. */
  if (n == 1 && comma && self->mark_at[0] == self->n_digits)
    return MODEL_SPELLING_WORD;
  if (n == 1)
    return comma ? MODEL_SPELLING_COMMA : MODEL_SPELLING_POINT;
  if (self->mark[n - 1] != self->mark[0] && is_grouped (self, n - 1))
    return comma ? MODEL_SPELLING_COMMAS_POINT : MODEL_SPELLING_POINTS_COMMA;
  if (is_grouped (self, n))
    return comma ? MODEL_SPELLING_COMMAS : MODEL_SPELLING_POINTS;
  return MODEL_SPELLING_WORD;
}

static gboolean
is_one_of (const char *cell, gsize length, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (cell, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* As people and programs say it; what a spreadsheet could not compute is missing, too. */
static gboolean
is_missing (const char *cell, gsize length)
{
  static const char *const words[] = { "na",      "n/a",     "nan",
                                       "-nan",    "null",    "none",
                                       "#n/a",    "?",       "-",
                                       "--",      "---",     ".",
                                       "..",      "*",       "nil",
                                       "<na>",    "#na",     "missing",
                                       DASH,      "n.d.",    "n.a.",
                                       "k.A.",    "NaT",     "1.#IND",
                                       "-1.#IND", "1.#QNAN", "#DIV/0!",
                                       "#VALUE!", "#REF!",   "#NAME?",
                                       "#NUM!",   "#NULL!",  "\xe2\x80\x94",
                                       MINUS };

  return length == 0 || is_one_of (cell, length, words, G_N_ELEMENTS (words));
}

static gboolean
is_infinite (const char *cell, gsize length)
{
  static const char *const words[] = { "inf",          "+inf",         "-inf",   "infinity",
                                       "+infinity",    "-infinity",    "1.#INF", "-1.#INF",
                                       "\xe2\x88\x9e", "-\xe2\x88\x9e" };

  return is_one_of (cell, length, words, G_N_ELEMENTS (words));
}

ModelSpelling
model_spelling_find (const char *cell, gsize length)
{
  const char *unit;

  return model_spelling_find_unit (cell, length, &unit);
}

ModelSpelling
model_spelling_find_unit (const char *cell, gsize length, const char **unit)
{
  Number number = { .unit = NULL };

  *unit = NULL;
  if (length > 0 && length <= LONGEST && take_apart (&number, cell, length))
    {
      *unit = number.unit;
      return tell_marks (&number);
    }
  return is_missing (cell, length)    ? MODEL_SPELLING_MISSING
         : is_infinite (cell, length) ? MODEL_SPELLING_INFINITE
                                      : MODEL_SPELLING_WORD;
}

/* Digits before the decimal mark; -1 where the marks are not such a number's. */
static int
find_point (const Number *self, char decimal)
{
  const int n = self->n_marks;
  const gboolean has_decimal = n > 0 && self->mark[n - 1] == decimal;
  const int n_groups = has_decimal ? n - 1 : n;

  if (n_groups > 0 && !is_grouped (self, n_groups))
    return -1;
  return has_decimal ? self->mark_at[n - 1] : self->n_digits;
}

/* Exact: both are doubles, and one operation rounds once. */
static gboolean
read_exactly (const Number *self, int point, double *value)
{
  static const double power[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  gint64 whole = 0;

  if (self->n_digits > EXACT_DIGITS || self->exponent[1] > 0)
    return FALSE;
  for (int i = 0; i < self->n_digits; i++)
    whole = 10 * whole + (self->digits[i] - '0');
  *value = (self->negative ? -(double) whole : (double) whole) / power[self->n_digits - point];
  return TRUE;
}

static gboolean
read_text (const Number *self, const char *cell, int point, double *value)
{
  char text[2 * LONGEST], *at = text;
  const int n_exponent = self->exponent[1] - self->exponent[0];
  const char *exponent = cell + self->exponent[0];

  if (self->negative)
    *at++ = '-';
  memcpy (at, self->digits, (gsize) point);
  at += point;
  *at++ = '.';
  memcpy (at, self->digits + point, (gsize) (self->n_digits - point));
  at += self->n_digits - point;
  if (n_exponent > 0)
    {
      const gboolean minus = n_exponent > 3 && memcmp (exponent, MINUS, 3) == 0;

      *at++ = 'e';
      if (minus)
        *at++ = '-';
      memcpy (at, exponent + (minus ? 3 : 0), (gsize) (n_exponent - (minus ? 3 : 0)));
      at += n_exponent - (minus ? 3 : 0);
    }
  *at = '\0';
  return num_number_parse (text, value);
}

gboolean
model_spelling_read (const char *cell, gsize length, char decimal, double *value)
{
  Number number;
  int point;

  if (length == 0 || length > LONGEST || !take_apart (&number, cell, length))
    return FALSE;
  point = find_point (&number, decimal);
  return point >= 0 &&
         (read_exactly (&number, point, value) || read_text (&number, cell, point, value));
}

double
model_spelling_get_infinity (const char *cell, gsize length)
{
  return length > 0 && *cell == '-' ? -INFINITY : INFINITY;
}
