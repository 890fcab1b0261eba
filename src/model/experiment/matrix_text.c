/* Matrices as text: numbers separated by blanks or commas, rows by ';'. */
#include "model/experiment/matrix_text.h"

#include "num/cholesky.h"
#include "num/matrix.h"
#include "num/number.h"

#include <math.h>
#include <stdlib.h>

/* Reads one row into out; returns how many numbers it has, or -1 where something else stands. */
static int
parse_row (const char *row, int most, double *out)
{
  g_auto (GStrv) words = g_strsplit_set (row, " \t,", -1);
  int n = 0;

  for (int i = 0; words[i] != NULL; i++)
    {
      double value;

      if (words[i][0] == '\0')
        continue;
      if (!num_number_parse (words[i], &value))
        return -1;
      if (out != NULL && n < most)
        out[n] = value;
      n++;
    }
  return n;
}

gboolean
model_matrix_text_check (const char *text)
{
  g_auto (GStrv) rows = g_strsplit (text, ";", -1);

  for (int i = 0; rows[i] != NULL; i++)
    if (parse_row (rows[i], 0, NULL) < 0)
      return FALSE;
  return TRUE;
}

gboolean
model_matrix_text_parse (const char *text, int n_rows, int n_cols, double *out)
{
  g_auto (GStrv) rows = g_strsplit (text, ";", -1);

  if ((int) g_strv_length (rows) != n_rows)
    return FALSE;
  for (int i = 0; i < n_rows; i++)
    if (parse_row (rows[i], n_cols, out ? out + i * n_cols : NULL) != n_cols)
      return FALSE;
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
