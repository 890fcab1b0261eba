/* Pages that journals and halls ask for. */
#include "figure/file/export_preset.h"

#include "model/experiment/experiment.h"

#include <glib/gi18n-lib.h>

/* Widths: ICML's and NeurIPS' style files (3.25, 6.75 and 5.5 inches), Nature's guide to figures
 * (89 and 183 mm, letters of 5 to 7 points); a slide of 16:9 as presentation programs have it; A1.
 */
static const FigureExportPreset presets[] = {
  { "icml", N_ ("ICML, one column"), 82.55, 0, 7, PLOT_STYLE_PRINT },
  { "icml-wide", N_ ("ICML, both columns"), 171.45, 0, 7, PLOT_STYLE_PRINT },
  { "neurips", N_ ("NeurIPS"), 139.7, 0, 8, PLOT_STYLE_PRINT },
  { "nature", N_ ("Nature, one column"), 89, 0, 7, PLOT_STYLE_PRINT },
  { "nature-wide", N_ ("Nature, both columns"), 183, 0, 7, PLOT_STYLE_PRINT },
  { "slide", N_ ("Slide, 16:9"), 254, 142.9, 14, PLOT_STYLE_LIGHT },
  { "poster", N_ ("Poster"), 500, 0, 28, PLOT_STYLE_LIGHT },
};

const FigureExportPreset *
figure_export_preset_at (int i)
{
  return i >= 0 && i < (int) G_N_ELEMENTS (presets) ? &presets[i] : NULL;
}

const FigureExportPreset *
figure_export_preset_find (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_str_equal (presets[i].name, name))
        return &presets[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", presets[i].name);
    }
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("preset %s: allowed are %s"), name,
               names->str);
  return NULL;
}

void
figure_export_preset_apply (const FigureExportPreset *self,
                            const Figure *figure,
                            const StudyView *view,
                            FigureExport *options)
{
  g_return_if_fail (self != NULL && figure != NULL && options != NULL);

  options->width = self->width;
  options->height = self->height > 0
                        ? self->height
                        : figure_get_height (figure, view, self->width, self->font_size);
  options->font_size = self->font_size;
  options->style = self->style;
}
