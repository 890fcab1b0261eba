/* Files from draw functions: rendered to memory, checked, completed, then written in one go. */
#include "figure/file/export.h"

#include "figure/figure.h"
#include "figure/file/export_svg.h"
#include "figure/file/pdf_text.h"
#include "model/data/file.h"
#include "model/experiment/experiment.h"
#include "plot/draw/group.h"
#include "plot/draw/png_chunks.h"

#include <cairo-pdf.h>
#include <cairo-ps.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define POINTS_PER_INCH 72.0
#define MM_PER_INCH 25.4
/* The date in every PDF: with the clock's, the same figure would never give the same bytes. */
#define CREATE_DATE "2024-01-01T00:00:00Z"

void
figure_export_init (FigureExport *self)
{
  g_return_if_fail (self != NULL);

  *self = (FigureExport){ .width = 85,
                          .height = 60,
                          .dpi = 300,
                          .font_size = FIGURE_FONT_SIZE,
                          .style = PLOT_STYLE_PRINT,
                          .line_width = 1 };
}

static double
to_points (double mm)
{
  return mm * POINTS_PER_INCH / MM_PER_INCH;
}

static int
to_pixels (double mm, double dpi)
{
  return (int) fmax (1, lround (mm * dpi / MM_PER_INCH));
}

static gboolean
check_number (const char *name, double value, double minimum, double maximum, GError **error)
{
  if (value >= minimum && value <= maximum)
    return TRUE;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("%s = %g: allowed is %g to %g"), name,
               value, minimum, maximum);
  return FALSE;
}

/* With one digit behind the point, as it is told. */
static double
least_mm (double mm)
{
  return fmax (FIGURE_EXPORT_MIN_MM, ceil (10 * mm) / 10);
}

gboolean
figure_export_check (const FigureExport *self, gboolean pixels, GError **error)
{
  const double em = self->font_size * MM_PER_INCH / POINTS_PER_INCH;

  if (!check_number (_ ("font size in points"), self->font_size, FIGURE_EXPORT_MIN_FONT,
                     FIGURE_EXPORT_MAX_FONT, error) ||
      !check_number (_ ("width in mm"), self->width, least_mm (FIGURE_EXPORT_LEAST_WIDTH * em),
                     FIGURE_EXPORT_MAX_MM, error) ||
      !check_number (_ ("height in mm"), self->height, least_mm (FIGURE_EXPORT_LEAST_HEIGHT * em),
                     FIGURE_EXPORT_MAX_MM, error))
    return FALSE;
  if (!pixels)
    return TRUE;
  const double longer = fmax (self->width, self->height);
  const double most = fmin (FIGURE_EXPORT_MAX_SIDE / longer,
                            sqrt (FIGURE_EXPORT_MAX_PIXELS / (self->width * self->height)));
  return check_number (_ ("resolution in dpi"), self->dpi, FIGURE_EXPORT_MIN_DPI,
                       fmin (FIGURE_EXPORT_MAX_DPI, floor (most * MM_PER_INCH)), error);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

void
figure_export_get_points (const FigureExport *self, double *width, double *height)
{
  *width = to_points (self->width);
  *height = to_points (self->height);
}

void
figure_export_get_pixels (const FigureExport *self, int *width, int *height)
{
  *width = to_pixels (self->width, self->dpi);
  *height = to_pixels (self->height, self->dpi);
}

void
figure_export_draw (const FigureExport *self, cairo_t *cr, PlotDrawFunc draw, const void *data)
{
  g_return_if_fail (self != NULL && cr != NULL && draw != NULL);

  const PlotArea area = { 0, 0, to_points (self->width), to_points (self->height) };
  PlotTheme theme;

  plot_theme_init (&theme, self->style, self->font_size);
  theme.pixel = self->pixel;
  theme.line_width *= self->line_width > 0 ? self->line_width : 1;
  theme.hide_titles = self->hide_titles;
  theme.hide_letters = self->hide_letters;
  if (self->font != NULL)
    theme.font_family = self->font;
  if (self->transparent)
    theme.background.alpha = 0;
  else
    {
      plot_theme_set_source (cr, &theme.background);
      /* A page of no whole number of pixels would have a line of shade at its ends. */
      cairo_rectangle (cr, 0, 0, area.width + 1, area.height + 1);
      cairo_fill (cr);
    }
  draw (cr, &area, data, &theme);
}

/* Draws the picture on a surface whose user unit is the point. */
static cairo_status_t
draw_surface (const FigureExport *self,
              cairo_surface_t *surface,
              double scale,
              PlotDrawFunc draw,
              const void *data)
{
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  figure_export_draw (self, cr, draw, data);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

static cairo_status_t
render_png (const FigureExport *self, PlotDrawFunc draw, const void *data, GByteArray *out)
{
  const cairo_format_t format = self->transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24;
  cairo_surface_t *surface = cairo_image_surface_create (format, to_pixels (self->width, self->dpi),
                                                         to_pixels (self->height, self->dpi));
  cairo_status_t status = draw_surface (self, surface, self->dpi / POINTS_PER_INCH, draw, data);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, out);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    plot_png_chunks_insert (out, self->dpi, self->description);
  return status;
}

/* Draws on a surface that streams into memory, and closes it. */
static cairo_status_t
finish_stream (const FigureExport *self,
               cairo_surface_t *surface,
               PlotDrawFunc draw,
               const void *data)
{
  cairo_status_t status = draw_surface (self, surface, 1, draw, data);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
render_svg (const FigureExport *self, PlotDrawFunc draw, const void *data, GByteArray *out)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      append_cb, out, to_points (self->width), to_points (self->height));
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autoptr (GPtrArray) groups = NULL;

  plot_group_collect_begin ();
  if (!self->outlines)
    figure_svg_collect_begin (labels);
  const cairo_status_t status = finish_stream (self, surface, draw, data);
  figure_svg_collect_end ();
  groups = plot_group_collect_end ();
  if (status == CAIRO_STATUS_SUCCESS)
    figure_svg_complete (out, groups, self->title, self->caption, self->description, labels->str);
  return status;
}

/* A page without transparency needs no group of it, which archives (PDF/A) refuse. Blanks keep the
 * file's table of places right. */
static void
drop_needless_group (GByteArray *pdf)
{
  g_autoptr (GRegex) group = g_regex_new (
      "/Group <<\\s*/Type /Group\\s*/S /Transparency\\s*/I true\\s*/CS /DeviceRGB\\s*>>",
      G_REGEX_RAW, 0, NULL);
  g_autoptr (GRegex) transparent = g_regex_new ("/(ca|CA) 0|/SMask", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  const char *text = (const char *) pdf->data;
  int from, to;

  if (g_regex_match_full (transparent, text, (gssize) pdf->len, 0, 0, NULL, NULL) ||
      !g_regex_match_full (group, text, (gssize) pdf->len, 0, 0, &match, NULL) ||
      !g_match_info_fetch_pos (match, 0, &from, &to))
    return;
  memset (pdf->data + from, ' ', (gsize) (to - from));
}

static cairo_status_t
render_pdf (const FigureExport *self, PlotDrawFunc draw, const void *data, GByteArray *out)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_cb, out, to_points (self->width), to_points (self->height));

  g_autofree char *subject = NULL;

  /* Objects as they are: later versions pack them. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, CREATE_DATE);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Plateau " PLATEAU_VERSION);
  if (self->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  if (self->description != NULL)
    {
      subject = figure_pdf_text_to_line (self->description);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    }
  const cairo_status_t status = finish_stream (self, surface, draw, data);
  if (status == CAIRO_STATUS_SUCCESS)
    drop_needless_group (out);
  return status;
}

/* The date that Cairo writes is the clock's; comments follow the line that says what the file is.
 */
static void
complete_eps (GByteArray *eps, const char *description)
{
  g_autoptr (GRegex) date =
      g_regex_new ("^%%CreationDate: .*$", G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autofree char *text = NULL;
  GString *comment = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (description != NULL ? description : "", "\n", -1);
  const char *rest;

  g_byte_array_append (eps, (const guint8 *) "", 1);
  text = g_regex_replace_literal (date, (const char *) eps->data, -1, 0,
                                  "%%CreationDate: " CREATE_DATE, 0, NULL);
  rest = strchr (text, '\n');
  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_string_append_printf (comment, "%s%s\n", FIGURE_EXPORT_EPS_COMMENT, lines[i]);
  g_byte_array_set_size (eps, 0);
  g_byte_array_append (eps, (const guint8 *) text, (guint) (rest + 1 - text));
  g_byte_array_append (eps, (const guint8 *) comment->str, (guint) comment->len);
  g_byte_array_append (eps, (const guint8 *) rest + 1, (guint) strlen (rest + 1));
  g_string_free (comment, TRUE);
}

static cairo_status_t
render_eps (const FigureExport *self, PlotDrawFunc draw, const void *data, GByteArray *out)
{
  cairo_surface_t *surface = cairo_ps_surface_create_for_stream (
      append_cb, out, to_points (self->width), to_points (self->height));

  cairo_ps_surface_set_eps (surface, TRUE);
  const cairo_status_t status = finish_stream (self, surface, draw, data);
  if (status == CAIRO_STATUS_SUCCESS)
    complete_eps (out, self->description);
  return status;
}

typedef struct
{
  const char *ending;
  cairo_status_t (*render) (const FigureExport *, PlotDrawFunc, const void *, GByteArray *);
} Format;

static const Format formats[] = {
  { ".png", render_png }, { ".svg", render_svg }, { ".pdf", render_pdf }, { ".eps", render_eps }
};

static const Format *
find_format (const char *path, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const gsize n = strlen (path), ending = strlen (formats[i].ending);
      if (n >= ending && g_ascii_strcasecmp (path + n - ending, formats[i].ending) == 0)
        return &formats[i];
    }
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
               _ ("%s: unknown kind of picture: the name must end in .png, .svg, .pdf or .eps"),
               path);
  return NULL;
}

GBytes *
figure_export_to_bytes (
    const FigureExport *self, const char *path, PlotDrawFunc draw, const void *data, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL && draw != NULL, NULL);

  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const Format *format = find_format (path, error);

  if (format == NULL || !figure_export_check (self, format->render == render_png, error))
    return NULL;
  const cairo_status_t status = format->render (self, draw, data, bytes);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_MEMORY, _ ("%s: cannot be drawn: %s"), path,
               cairo_status_to_string (status));
  return NULL;
}

gboolean
figure_export_to_file (
    const FigureExport *self, const char *path, PlotDrawFunc draw, const void *data, GError **error)
{
  g_autoptr (GBytes) bytes = figure_export_to_bytes (self, path, draw, data, error);
  gsize n;

  if (bytes == NULL)
    return FALSE;
  const char *content = g_bytes_get_data (bytes, &n);
  return model_file_replace (path, content, n, error);
}
