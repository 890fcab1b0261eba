/* Figures to files, and back. */
#include "plot/figure_file.h"

#include "model/file.h"

#include <string.h>

gboolean
plot_figure_has_ending (const char *path, const char *ending)
{
  const gsize n = strlen (path), m = strlen (ending);

  return n > m && g_ascii_strcasecmp (path + n - m, ending) == 0;
}

static gboolean
write_csv (const PlotFigureData *data, const char *path, GError **error)
{
  g_autofree char *csv = plot_figure_data_to_csv (data);

  return model_file_replace (path, csv, -1, error);
}

gboolean
plot_figure_write (const PlotFigureData *data,
                   const PlotExport *options,
                   const char *path,
                   GError **error)
{
  g_return_val_if_fail (data != NULL && options != NULL && path != NULL, FALSE);

  g_autofree char *text = NULL;
  PlotProvenance provenance;
  PlotExport complete = *options;

  if (plot_figure_has_ending (path, ".csv"))
    return write_csv (data, path, error);
  plot_provenance_init_figure (&provenance, data);
  provenance.options = *options;
  text = plot_provenance_to_text (&provenance);
  complete.description = text;
  return plot_export_to_file (&complete, path, plot_figure_draw, data, error);
}

PlotFigureData *
plot_figure_compute_from (const PlotProvenance *provenance, const int *cancel, GError **error)
{
  const PlotFigure *figure = plot_figure_find (provenance->figure, error);
  PlotFigureData *data = NULL;

  if (figure != NULL && plot_figure_takes_experiment (figure))
    data = plot_figure_compute_kicked (figure, &provenance->experiment, provenance->kicks,
                                       provenance->n_kicks, cancel, error);
  else if (figure != NULL)
    data = plot_figure_compute (figure, cancel, error);
  if (data != NULL)
    plot_figure_data_set_view (data, &provenance->view);
  return data;
}
