/* Flags into an export, each checked where it is read. */
#include "cli/figure_flags.h"

#include "cli/flags.h"
#include "figure/figure.h"
#include "figure/file/export_preset.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>

gboolean
cli_figure_flags_read_number (const char *flag,
                              const char *text,
                              double minimum,
                              double maximum,
                              double *value,
                              GError **error)
{
  double parsed;

  if (text == NULL)
    return TRUE;
  if (num_number_parse (text, &parsed) && parsed >= minimum && parsed <= maximum)
    {
      *value = parsed;
      return TRUE;
    }
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("%s %s: allowed is %g to %g"), flag, text,
               minimum, maximum);
  return FALSE;
}

static gboolean
read_style (const char *text, PlotStyle *style, GError **error)
{
  if (text == NULL || plot_style_find (text, style))
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("--style %s: allowed are light, dark, print"),
               text);
  return FALSE;
}

/* Unless it is given, the height goes along with width and letters, as it was in proportion before.
 */
static void
follow_width (const CliFigureFlags *self,
              const Figure *figure,
              const FigureExport *before,
              FigureProvenance *provenance)
{
  FigureExport *export = &provenance->options;
  const StudyView *view = &provenance->view;

  if (self->height == NULL)
    export->height *= figure_get_height (figure, view, export->width, export->font_size) /
                      figure_get_height (figure, view, before->width, before->font_size);
}

static gboolean
read_preset (const CliFigureFlags *self,
             const Figure *figure,
             FigureProvenance *provenance,
             GError **error)
{
  const FigureExportPreset *preset;

  if (self->preset == NULL)
    return TRUE;
  preset = figure_export_preset_find (self->preset, error);
  if (preset != NULL)
    figure_export_preset_apply (preset, figure, &provenance->view, &provenance->options);
  return preset != NULL;
}

/* "--line-width" of "line_width"; never freed, as options are not. */
static const char *
get_flag_name (const FigurePageOption *row)
{
  g_autofree char *name = g_strdelimit (g_strdup (row->name), "_", '-');

  return g_intern_string (name);
}

GArray *
cli_figure_flags_join (CliFigureFlags *self, const CliOption *own)
{
  GArray *all = g_array_new (TRUE, TRUE, sizeof (CliOption));

  for (; own->name != NULL; own++)
    g_array_append_vals (all, own, 1);
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    {
      const FigurePageOption *row = figure_page_option_at (i);
      const CliOption option = { get_flag_name (row),     0,
                                 row->value_name == NULL, &self->page[i],
                                 row->value_name,         row->help };

      g_array_append_val (all, option);
    }
  return all;
}

static gboolean
read_page_options (const CliFigureFlags *self, FigureExport *export, GError **error)
{
  for (int i = 0; figure_page_option_at (i) != NULL; i++)
    {
      const FigurePageOption *row = figure_page_option_at (i);
      const char *value = self->page[i];

      if (value != NULL &&
          !figure_page_option_set (row, export, row->value_name != NULL ? value : "true", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cli_figure_flags_read (const CliFigureFlags *self,
                       const Figure *figure,
                       FigureProvenance *provenance,
                       GError **error)
{
  FigureExport *export = &provenance->options;
  FigureExport before;

  if (!read_preset (self, figure, provenance, error))
    return FALSE;
  before = *export;
  if (self->transparent != NULL)
    export->transparent = TRUE;
  if (self->outlines != NULL)
    export->outlines = TRUE;
  if (!cli_figure_flags_read_number ("--width", self->width, FIGURE_EXPORT_MIN_MM,
                                     FIGURE_EXPORT_MAX_MM, &export->width, error) ||
      !cli_figure_flags_read_number ("--height", self->height, FIGURE_EXPORT_MIN_MM,
                                     FIGURE_EXPORT_MAX_MM, &export->height, error) ||
      !cli_figure_flags_read_number ("--dpi", self->dpi, FIGURE_EXPORT_MIN_DPI,
                                     FIGURE_EXPORT_MAX_DPI, &export->dpi, error) ||
      !cli_figure_flags_read_number ("--font-size", self->font_size, FIGURE_EXPORT_MIN_FONT,
                                     FIGURE_EXPORT_MAX_FONT, &export->font_size, error) ||
      !cli_figure_flags_read_number ("--epoch", self->epoch, 0, 1e12, &provenance->view.playhead,
                                     error) ||
      !read_style (self->style, &export->style, error))
    return FALSE;
  follow_width (self, figure, &before, provenance);
  return read_page_options (self, export, error);
}
