/* Figures to files, and back. */
#include "plot/figure_file.h"

#include "model/file.h"
#include "plot/figure_entry.h"

#include <string.h>

gboolean
plot_figure_has_ending (const char *path, const char *ending)
{
  const gsize n = strlen (path), m = strlen (ending);

  return n > m && g_ascii_strcasecmp (path + n - m, ending) == 0;
}

/* The same data in another view: all else is borrowed. */
static PlotFigureData
look_at (const PlotFigureData *data, const PlotView *view)
{
  PlotFigureData seen = *data;

  seen.view = *view;
  return seen;
}

void
plot_figure_draw_page (const PlotFigureData *data,
                       const PlotView *view,
                       const PlotExport *options,
                       cairo_t *cr)
{
  g_return_if_fail (data != NULL && view != NULL && options != NULL && cr != NULL);

  const PlotFigureData seen = look_at (data, view);
  plot_export_draw (options, cr, plot_figure_draw, &seen);
}

static char *
describe (const PlotFigureData *seen, const PlotExport *options)
{
  PlotProvenance provenance;

  plot_provenance_init_figure (&provenance, seen);
  provenance.options = *options;
  return plot_provenance_to_text (&provenance);
}

char *
plot_figure_describe (const PlotFigureData *data, const PlotView *view, const PlotExport *options)
{
  const PlotFigureData seen = look_at (data, view);

  return describe (&seen, options);
}

GBytes *
plot_figure_render_png (const PlotFigureData *data,
                        const PlotView *view,
                        const PlotExport *options,
                        GError **error)
{
  g_return_val_if_fail (data != NULL && view != NULL && options != NULL, NULL);

  const PlotFigureData seen = look_at (data, view);
  g_autofree char *text = describe (&seen, options);
  PlotExport complete = *options;

  complete.description = text;
  return plot_export_to_png (&complete, plot_figure_draw, &seen, error);
}

gboolean
plot_figure_write (const PlotFigureData *data,
                   const PlotView *view,
                   const PlotExport *options,
                   const char *path,
                   GError **error)
{
  g_return_val_if_fail (data != NULL && view != NULL && options != NULL && path != NULL, FALSE);

  const PlotFigureData seen = look_at (data, view);
  g_autofree char *text = NULL;
  PlotExport complete = *options;

  if (plot_figure_has_ending (path, ".csv"))
    {
      text = plot_figure_data_to_csv (&seen);
      return model_file_replace (path, text, -1, error);
    }
  text = describe (&seen, options);
  complete.description = text;
  return plot_export_to_file (&complete, path, plot_figure_draw, &seen, error);
}

PlotFigureData *
plot_figure_compute_from (const PlotProvenance *provenance, const int *cancel, GError **error)
{
  const PlotFigure *figure = plot_figure_find (provenance->figure, error);
  PlotFigureData *data = NULL;

  if (figure != NULL && plot_figure_takes_experiment (figure))
    data = plot_figure_compute_run (figure, &provenance->run, &provenance->beside, cancel, error);
  else if (figure != NULL && plot_provenance_get_source (provenance) != NULL &&
           plot_figure_is_sweep (figure))
    data = plot_figure_compute_sweep (
        figure, &(PlotFigureSweep){ .text = plot_provenance_get_source (provenance) }, cancel,
        error);
  else if (figure != NULL)
    data = plot_figure_compute (figure, cancel, error);
  if (data != NULL)
    plot_figure_data_set_view (data, &provenance->view);
  return data;
}
