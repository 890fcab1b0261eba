/* Figures to files, and back. */
#include "figure/file/figure_file.h"

#include "figure/file/provenance_file.h"
#include "figure/figure_entry.h"
#include "figure/figure_registry.h"
#include "figure/words/caption.h"
#include "model/data/file.h"
#include "model/experiment/experiment_text.h"
#include "num/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How others read the file: no line of it is a key. "inf" and empty cells are what all three
 * expect; further tables are behind a blank line. */
#define READERS                                                                                    \
  "# pandas: pandas.read_csv (FILE, comment=\"#\")\n"                                              \
  "# R: read.csv (FILE, comment.char=\"#\")\n"                                                     \
  "# gnuplot: set datafile separator comma; set key autotitle columnhead; plot FILE using 1:2\n"   \
  "# tables are parted by a blank line: read each alone\n"

gboolean
figure_has_ending (const char *path, const char *ending)
{
  const gsize n = strlen (path), m = strlen (ending);

  return n > m && g_ascii_strcasecmp (path + n - m, ending) == 0;
}

/* The same data in another view: all else is borrowed. */
static FigureData
look_at (const FigureData *data, const StudyView *view)
{
  FigureData seen = *data;

  seen.view = *view;
  return seen;
}

void
figure_draw_page (const FigureData *data,
                  const StudyView *view,
                  const FigureExport *options,
                  cairo_t *cr)
{
  g_return_if_fail (data != NULL && view != NULL && options != NULL && cr != NULL);

  const FigureData seen = look_at (data, view);
  figure_export_draw (options, cr, figure_draw, &seen);
}

/* @path: (nullable): of the file; data are named as they are found from there */
static char *
describe (const FigureData *seen,
          const FigureExport *options,
          const FigureFilm *film,
          const char *path)
{
  FigureProvenance provenance;

  figure_provenance_init_figure (&provenance, seen);
  provenance.options = *options;
  if (film != NULL)
    provenance.film = *film;
  if (path != NULL)
    figure_provenance_relate_data (&provenance, path);
  return figure_provenance_to_text (&provenance);
}

char *
figure_describe (const FigureData *data,
                 const StudyView *view,
                 const FigureExport *options,
                 const FigureFilm *film)
{
  const FigureData seen = look_at (data, view);

  return describe (&seen, options, film, NULL);
}

GBytes *
figure_render (const FigureData *data,
               const StudyView *view,
               const FigureExport *options,
               const char *ending,
               GError **error)
{
  g_return_val_if_fail (data != NULL && view != NULL && options != NULL, NULL);

  const FigureData seen = look_at (data, view);
  g_autofree char *text = describe (&seen, options, NULL, NULL), *caption = NULL;
  FigureExport complete = *options;

  caption = figure_caption_new_for (data);
  complete.caption = caption;
  complete.description = text;
  complete.title = _ (data->figure->title);
  return figure_export_to_bytes (&complete, ending, figure_draw, &seen, error);
}

/* "# run 1 of 2: depth = 4, fusion = 1": a line that no reader takes for a key. */
static void
append_run (GString *out, const FigureData *data, int run)
{
  g_autofree char *text = model_experiment_to_text (&data->experiments[run]);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *separator = "";

  g_string_append_printf (out, "# run %d of %d: ", run + 1, data->figure->n_runs);
  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '[')
      {
        g_string_append_printf (out, "%s%s", separator, lines[i]);
        separator = ", ";
      }
  g_string_append_c (out, '\n');
}

static char *
to_csv (const FigureData *data, const char *path)
{
  const Figure *figure = data->figure;
  GString *out = g_string_new (NULL);
  const locale_t before = num_number_enter_c_locale ();
  FigureProvenance provenance;

  figure_provenance_init_figure (&provenance, data);
  if (path != NULL)
    figure_provenance_relate_data (&provenance, path);
  figure_provenance_append_comment (&provenance, out);
  g_string_append (out, READERS);
  for (int run = 0; run < figure->n_runs && figure->n_runs > 1; run++)
    append_run (out, data, run);
  figure->write_csv (data, out);
  uselocale (before);
  return g_string_free (out, FALSE);
}

char *
figure_to_csv (const FigureData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  return to_csv (data, NULL);
}

gboolean
figure_write (const FigureData *data,
              const StudyView *view,
              const FigureExport *options,
              const char *path,
              GError **error)
{
  g_return_val_if_fail (data != NULL && view != NULL && options != NULL && path != NULL, FALSE);

  const FigureData seen = look_at (data, view);
  g_autofree char *text = NULL, *caption = NULL;
  FigureExport complete = *options;

  if (figure_has_ending (path, ".csv"))
    {
      text = to_csv (&seen, path);
      return model_file_replace (path, text, -1, error);
    }
  text = describe (&seen, options, NULL, path);
  caption = figure_caption_new_for (data);
  complete.caption = caption;
  complete.description = text;
  complete.title = _ (data->figure->title);
  return figure_export_to_file (&complete, path, figure_draw, &seen, error);
}

FigureData *
figure_compute_from (const FigureProvenance *provenance, const int *cancel, GError **error)
{
  const Figure *figure = figure_find (provenance->figure, error);
  FigureData *data = NULL;

  if (figure != NULL && figure_takes_experiment (figure))
    data = figure_compute_run (figure, &provenance->run, &provenance->compared, cancel, error);
  else if (figure != NULL && figure_provenance_get_source (provenance) != NULL &&
           figure_is_sweep (figure))
    data = figure_compute_sweep (
        figure, &(FigureSweep){ .text = figure_provenance_get_source (provenance) }, cancel, error);
  else if (figure != NULL)
    data = figure_compute (figure, cancel, error);
  if (data != NULL)
    figure_data_set_view (data, &provenance->view);
  return data;
}
