/* What an SVG has beside what Cairo writes. */
#include "figure/file/export_svg.h"

#include "figure/file/svg_tidy.h"
#include "num/number.h"
#include "plot/draw/label.h"

#include <string.h>

#define INKSCAPE " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\""
#define LABELS "<g id=\"labels\" inkscape:label=\"labels\">\n"

static void
append_number (GString *out, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* A hundredth of a point is finer than any printer. */
  g_string_append_printf (out, " %s=\"%s\"", name,
                          g_ascii_formatd (text, sizeof text, "%.2f", value));
}

/* One font: its family, and what is not plain of it. */
static void
append_font (GString *out, PangoFont *font)
{
  PangoFontDescription *description = pango_font_describe_with_absolute_size (font);
  g_autofree char *family =
      g_markup_escape_text (pango_font_description_get_family (description), -1);

  g_string_append_printf (out, " font-family=\"%s, sans-serif\"", family);
  append_number (out, "font-size",
                 (double) pango_font_description_get_size (description) / PANGO_SCALE);
  if (pango_font_description_get_style (description) != PANGO_STYLE_NORMAL)
    g_string_append (out, " font-style=\"italic\"");
  if (pango_font_description_get_weight (description) >= PANGO_WEIGHT_SEMIBOLD)
    g_string_append (out, " font-weight=\"bold\"");
  pango_font_description_free (description);
}

/* Letters of one font and one height, where Pango puts them. */
static void
append_run (GString *out, PangoLayoutIter *iter, const char *text, int baseline)
{
  const PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);
  PangoRectangle place;

  if (run == NULL)
    return;
  g_autofree char *letters = g_markup_escape_text (text + run->item->offset, run->item->length);
  pango_layout_iter_get_run_extents (iter, NULL, &place);
  g_string_append (out, "<tspan");
  append_number (out, "x", (double) place.x / PANGO_SCALE);
  append_number (out, "y",
                 (double) (pango_layout_iter_get_run_baseline (iter) - baseline) / PANGO_SCALE);
  append_font (out, run->item->analysis.font);
  g_string_append_printf (out, ">%s</tspan>", letters);
}

static void
append_fill (GString *out, const PlotColor *color)
{
  g_string_append_printf (out, " fill=\"#%02x%02x%02x\"", (guint) (255 * color->red + 0.5),
                          (guint) (255 * color->green + 0.5), (guint) (255 * color->blue + 0.5));
  if (color->alpha < 1)
    append_number (out, "fill-opacity", color->alpha);
}

static gboolean
collect_cb (const PlotLabelDrawn *label, gpointer elements)
{
  const int baseline = pango_layout_get_baseline (label->layout);
  const char *text = pango_layout_get_text (label->layout);
  PangoLayoutIter *iter = pango_layout_get_iter (label->layout);
  GString *out = elements;
  cairo_matrix_t at = label->matrix;
  const double *parts[] = { &at.xx, &at.yx, &at.xy, &at.yy, &at.x0, &at.y0 };

  cairo_matrix_translate (&at, label->x, label->y);
  g_string_append (out, "<text xml:space=\"preserve\" transform=\"matrix(");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          out, "%s%s", i > 0 ? " " : "",
          g_ascii_formatd (number, sizeof number, i < 4 ? "%.5g" : "%.2f", *parts[i]));
    }
  g_string_append (out, ")\"");
  append_fill (out, &label->color);
  g_string_append_c (out, '>');
  do
    append_run (out, iter, text, baseline);
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  g_string_append (out, "</text>\n");
  return TRUE;
}

void
figure_svg_collect_begin (GString *elements)
{
  plot_label_set_sink (collect_cb, elements);
}

void
figure_svg_collect_end (void)
{
  plot_label_set_sink (NULL, NULL);
}

static gboolean
renumber_cb (const GMatchInfo *match, GString *out, gpointer numbers)
{
  g_autofree char *before = g_match_info_fetch (match, 1), *name = g_match_info_fetch (match, 2);
  gpointer number = g_hash_table_lookup (numbers, name);

  if (number == NULL)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
      g_hash_table_insert (numbers, g_strdup (name), number);
    }
  g_string_append_printf (out, "%spart%u", before, GPOINTER_TO_UINT (number));
  return FALSE;
}

/* Cairo numbers groups and images by all surfaces made so far: the same picture, other bytes. Here
 * they are numbered by their place in the file. */
static char *
renumber_surfaces (const char *svg)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) names =
      g_regex_new ("((?:id=\"|href=\"#|url\\(#))((?:surface|image)[0-9]+)", 0, 0, NULL);

  return g_regex_replace_eval (names, svg, -1, 0, 0, renumber_cb, numbers, NULL);
}

static void
append (GByteArray *svg, const char *text, gsize n)
{
  g_byte_array_append (svg, (const guint8 *) text, (guint) n);
}

static void
append_element (GByteArray *svg, const char *name, const char *text)
{
  g_autofree char *element = NULL;

  if (text == NULL)
    return;
  element = g_markup_printf_escaped ("\n<%s>%s</%s>", name, text, name);
  append (svg, element, strlen (element));
}

void
figure_svg_complete (GByteArray *svg,
                     GPtrArray *groups,
                     const char *title,
                     const char *caption,
                     const char *description,
                     const char *labels)
{
  g_return_if_fail (svg != NULL);

  append (svg, "", 1);
  g_autofree char *grouped = figure_svg_tidy_group ((const char *) svg->data, groups);
  g_autofree char *shortened = figure_svg_tidy_shorten (grouped);
  g_autofree char *text = renumber_surfaces (shortened);
  const char *tag = strstr (text, "<svg ");
  const char *body = tag != NULL ? strchr (tag, '>') : NULL;
  const char *end = body != NULL ? g_strrstr (body, "</svg>") : NULL;

  g_byte_array_set_size (svg, 0);
  if (end == NULL)
    {
      append (svg, text, strlen (text));
      return;
    }
  append (svg, text, (gsize) (body - text));
  append (svg, INKSCAPE ">", strlen (INKSCAPE ">"));
  append_element (svg, "title", title);
  append_element (svg, "desc", caption);
  append_element (svg, "metadata", description);
  append (svg, body + 1, (gsize) (end - body - 1));
  if (labels != NULL && *labels != '\0')
    {
      append (svg, LABELS, strlen (LABELS));
      append (svg, labels, strlen (labels));
      append (svg, "</g>\n", strlen ("</g>\n"));
    }
  append (svg, end, strlen (end));
}
