/* Matrices as text: numbers separated by blanks or commas, rows by ';'. */
#include "model/experiment/matrix_text.h"

#include "num/cholesky.h"
#include "num/matrix.h"
#include "num/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  LONGEST_NUMBER = 400 /* characters: 1e308 may be written out */
};

#define BLANKS " \t,"

/* Reads one row into out, up to a ';' or the end, which *text is left at; returns how many numbers
 * it has, most + 1 where there are more, or -1 where something else stands. */
static int
parse_row (const char **text, int most, double *out)
{
  int n = 0;

  for (*text += strspn (*text, BLANKS); **text != ';' && **text != '\0';
       *text += strspn (*text, BLANKS))
    {
      const gsize length = strcspn (*text, BLANKS ";");
      char word[LONGEST_NUMBER + 1];
      double value;

      if (length > LONGEST_NUMBER)
        return -1;
      memcpy (word, *text, length);
      word[length] = '\0';
      if (!num_number_parse (word, &value))
        return -1;
      if (n == most)
        return most + 1;
      if (out != NULL)
        out[n] = value;
      n++;
      *text += length;
    }
  return n;
}

gboolean
model_matrix_text_check (const char *text)
{
  for (;; text++)
    if (parse_row (&text, G_MAXINT - 1, NULL) < 0)
      return FALSE;
    else if (*text == '\0')
      return TRUE;
}

gboolean
model_matrix_text_parse (const char *text, int n_rows, int n_cols, double *out)
{
  for (int i = 0; i < n_rows; i++)
    {
      if (parse_row (&text, n_cols, out ? out + (gsize) i * n_cols : NULL) != n_cols)
        return FALSE;
      if (*text != (i < n_rows - 1 ? ';' : '\0'))
        return FALSE;
      text++;
    }
  return TRUE;
}

gboolean
model_matrix_text_check_covariance (const char *text, int n)
{
  double *a = num_alloc ((size_t) n * n), *l = num_alloc ((size_t) n * n);
  gboolean ok = model_matrix_text_parse (text, n, n, a);

  for (int i = 0; ok && i < n; i++)
    for (int j = 0; ok && j < i; j++)
      ok = fabs (a[i * n + j] - a[j * n + i]) <= 1e-9 * (fabs (a[i * n + i]) + fabs (a[j * n + j]));
  ok = ok && num_cholesky_factor (n, a, l, NULL);
  free (a);
  free (l);
  return ok;
}
