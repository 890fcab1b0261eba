/* The table of page options. */
#include "figure/file/page_option.h"

#include "model/experiment/experiment.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <stddef.h>
#include <string.h>

#define LONGEST_FONT 100 /* bytes */

static const FigurePageOption rows[] = {
  { "font", FIGURE_PAGE_TEXT, offsetof (FigureExport, font), .value_name = "NAME",
    .label = N_ ("Font"), .help = N_ ("font of all labels, by its name (Sans)") },
  { "line_width", FIGURE_PAGE_NUMBER, offsetof (FigureExport, line_width), 0.2, 5, 1, "FACTOR",
    N_ ("Line width"), N_ ("curves so many times as thick (1)") },
  { "hide_titles", FIGURE_PAGE_TRUTH, offsetof (FigureExport, hide_titles),
    .label = N_ ("Without titles"), .help = N_ ("no titles over plots: the caption has them") },
  { "hide_letters", FIGURE_PAGE_TRUTH, offsetof (FigureExport, hide_letters),
    .label = N_ ("Without panel letters"), .help = N_ ("no letters a, b, ... before panels") },
};

const FigurePageOption *
figure_page_option_at (int i)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) <= FIGURE_PAGE_MAX);

  return i >= 0 && i < (int) G_N_ELEMENTS (rows) ? &rows[i] : NULL;
}

static gpointer
get_member (const FigurePageOption *self, const FigureExport *page)
{
  return (char *) page + self->offset;
}

char *
figure_page_option_format (const FigurePageOption *self, const FigureExport *page)
{
  const gpointer member = get_member (self, page);
  char number[NUM_NUMBER_SIZE];

  switch (self->type)
    {
    case FIGURE_PAGE_TRUTH:
      return *(gboolean *) member ? g_strdup ("true") : NULL;
    case FIGURE_PAGE_NUMBER:
      return *(double *) member != self->fallback
                 ? g_strdup (num_number_format (*(double *) member, number))
                 : NULL;
    case FIGURE_PAGE_TEXT:
    default:
      return g_strdup (*(const char **) member);
    }
}

static gboolean
refuse (const FigurePageOption *self, const char *value, const char *allowed, GError **error)
{
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%s = %s: allowed is %s"), self->name, value,
               allowed);
  return FALSE;
}

static gboolean
set_number (const FigurePageOption *self, double *member, const char *value, GError **error)
{
  double number;

  if (num_number_parse (value, &number) && number >= self->minimum && number <= self->maximum)
    {
      *member = number;
      return TRUE;
    }
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("%s = %s: allowed is %g to %g"),
               self->name, value, self->minimum, self->maximum);
  return FALSE;
}

gboolean
figure_page_option_set (const FigurePageOption *self,
                        FigureExport *page,
                        const char *value,
                        GError **error)
{
  const gpointer member = get_member (self, page);

  switch (self->type)
    {
    case FIGURE_PAGE_TRUTH:
      *(gboolean *) member = g_str_equal (value, "true");
      return *(gboolean *) member || g_str_equal (value, "false") ||
             refuse (self, value, "true, false", error);
    case FIGURE_PAGE_NUMBER:
      return set_number (self, member, value, error);
    case FIGURE_PAGE_TEXT:
    default:
      if (strlen (value) > LONGEST_FONT || !g_utf8_validate (value, -1, NULL))
        return refuse (self, value, _ ("a short name"), error);
      *(const char **) member = *value != '\0' ? g_intern_string (value) : NULL;
      return TRUE;
    }
}
