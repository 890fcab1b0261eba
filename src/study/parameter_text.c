/* Parameters and their values as text: what rows, legends and facts have in common. */
#include "study/parameter_text.h"

#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
study_parameter_text_get_choice (ModelKey key, int choice)
{
  return _ (model_parameter (key)->choices[choice].label);
}

/* The shortest text, "1e-8": C writes two digits of an exponent. */
static char *
format_number (double value)
{
  char buffer[NUM_NUMBER_SIZE];
  char *exponent = strstr (num_number_format (value, buffer), "e-0");

  if (exponent != NULL)
    memmove (exponent + 2, exponent + 3, strlen (exponent + 3) + 1);
  return g_strdup (buffer);
}

static char *
format_zero (const ModelParameter *p, double in_use)
{
  g_autofree char *number = NULL;

  if (!(in_use > 0))
    return g_strdup (_ (p->zero));
  number = format_number (num_number_round (in_use, 2));
  return g_strdup_printf ("%s (%s)", _ (p->zero), number);
}

char *
study_parameter_text_format (const ModelParameter *p, double value, double in_use)
{
  g_return_val_if_fail (p != NULL && p->type != MODEL_TYPE_TEXT, NULL);

  char buffer[NUM_NUMBER_SIZE], format[8];

  if (value == 0 && p->zero != NULL)
    return format_zero (p, in_use);
  if (!p->slider_logarithmic && p->type == MODEL_TYPE_REAL)
    {
      g_snprintf (format, sizeof format, "%%.%df", p->digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        return g_strdup (buffer);
    }
  return format_number (value);
}

/* "\\rho" of "Correlation \\rho"; the whole label where its last word is only a word. */
static const char *
get_symbol (const ModelParameter *p)
{
  const char *last = strrchr (p->label, ' ');

  return last != NULL && strpbrk (last, "\\_$*") != NULL ? last + 1 : _ (p->label);
}

/* What is markup in it is told by a backslash. */
static char *
escape (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (strchr ("\\_^$", *text) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }
  return g_string_free (escaped, FALSE);
}

char *
study_parameter_text_describe (ModelKey key, const ModelExperiment *experiment, double in_use)
{
  const ModelParameter *p = model_parameter (key);
  g_autofree char *text = NULL, *value = NULL;

  if (p->type == MODEL_TYPE_CHOICE)
    return g_strdup (
        study_parameter_text_get_choice (key, model_experiment_get_int (experiment, key)));
  if (p->type == MODEL_TYPE_TEXT)
    text = g_strdup (model_experiment_get_text (experiment, key));
  else if (in_use > 0 && model_experiment_get (experiment, key) == 0)
    text = format_number (num_number_round (in_use, 2));
  else
    text = study_parameter_text_format (p, model_experiment_get (experiment, key), 0);
  value = escape (text);
  return g_strdup_printf ("%s = %s", get_symbol (p), value);
}
