/* Films: the pictures of a figure at the pace of its run, handed to a writer. */
#include "plot/film.h"

#include "model/cancel.h"
#include "plot/film_writer.h"
#include "plot/pace.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define HOLD_SECONDS 1.0
#define MAX_DIGITS 6

void
plot_film_init (PlotFilm *self)
{
  *self = (PlotFilm){ .seconds = 10, .rate = 25 };
}

/* The place of "%d", "%04d" in a name, and how many digits; NULL without, or with more than one. */
static const char *
find_number (const char *path, int *digits, const char **rest)
{
  const char *at = strchr (path, '%'), *end;

  if (at == NULL || strchr (at + 1, '%') != NULL)
    return NULL;
  *digits = (int) g_ascii_strtoull (at + 1, (char **) &end, 10);
  if (*end != 'd' || *digits > MAX_DIGITS || strchr ("+- \t", at[1]) != NULL)
    return NULL;
  *rest = end + 1;
  return at;
}

gboolean
plot_film_is_name (const char *path)
{
  const char *rest;
  int digits;

  return plot_figure_has_ending (path, ".gif") || plot_figure_has_ending (path, ".webm") ||
         (plot_figure_has_ending (path, ".png") && find_number (path, &digits, &rest) != NULL);
}

static char *
make_name (const char *path, int i)
{
  const char *rest = NULL;
  int digits = 0;
  const char *at = find_number (path, &digits, &rest);

  g_return_val_if_fail (at != NULL, NULL);
  return g_strdup_printf ("%.*s%0*d%s", (int) (at - path), path, digits, i, rest);
}

/* The run that sets the pace: the last, which the figure is named for. */
static const ModelHistoryView *
get_history (const PlotFigureData *data)
{
  const ModelSnapshot *snapshot = plot_figure_data_get_snapshot (data);

  return snapshot != NULL && model_history_view_length (snapshot->history) > 1 ? snapshot->history
                                                                               : NULL;
}

static gboolean
check (const PlotFigureData *data,
       const PlotExport *options,
       const PlotFilm *film,
       const char *path,
       GError **error)
{
  if (!plot_export_check (options, TRUE, error))
    return FALSE;
  if (!plot_film_is_name (path))
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
                 _ ("%s: no name of a film; allowed are .gif, .webm, and .png with a number such "
                    "as %%04d"),
                 path);
  else if (!(film->seconds > 0 && film->seconds <= PLOT_FILM_MAX_SECONDS))
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("seconds = %g: allowed is up to %g"),
                 film->seconds, PLOT_FILM_MAX_SECONDS);
  else if (!(film->rate >= 1 && film->rate <= PLOT_FILM_MAX_RATE))
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("rate = %g: allowed is %g to %g"),
                 film->rate, 1.0, PLOT_FILM_MAX_RATE);
  else if (get_history (data) == NULL)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("figure %s: nothing in it moves; films are made of figures with a run"),
                 plot_figure_get_name (plot_figure_data_get_figure (data)));
  else
    return TRUE;
  return FALSE;
}

/* Even numbers of pixels: video encoders halve the colours. */
static cairo_surface_t *
draw_picture (const PlotFigureData *data, const PlotView *view, const PlotExport *options)
{
  double points_x, points_y;
  int width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  plot_export_get_pixels (options, &width, &height);
  plot_export_get_points (options, &points_x, &points_y);
  surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (width & ~1, 2), MAX (height & ~1, 2));
  cr = cairo_create (surface);
  cairo_scale (cr, width / points_x, height / points_y);
  plot_figure_draw_page (data, view, options, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Each numbered file is a picture like any other. */
static gboolean
add_numbered (const PlotFigureData *data,
              const PlotView *view,
              const PlotExport *options,
              const char *path,
              int i,
              GError **error)
{
  g_autofree char *name = make_name (path, i);

  return plot_figure_write (data, view, options, name, error);
}

static gboolean
add_picture (PlotFilmWriter *writer,
             const PlotFigureData *data,
             const PlotView *view,
             const PlotExport *options,
             int i,
             GError **error)
{
  cairo_surface_t *picture = draw_picture (data, view, options);
  const cairo_status_t status = cairo_surface_status (picture);
  gboolean ok = FALSE;

  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_MEMORY, _ ("The picture cannot be drawn: %s"),
                 cairo_status_to_string (status));
  else
    ok = writer->klass->add (writer, i, picture, error);
  cairo_surface_destroy (picture);
  return ok;
}

static PlotFilmWriter *
new_writer (const PlotFigureData *data,
            const PlotView *view,
            const PlotExport *options,
            const char *path,
            GError **error)
{
  g_autofree char *description = plot_figure_describe (data, view, options);

  if (plot_figure_has_ending (path, ".webm"))
    return plot_film_webm_new (error);
  return plot_film_gif_new (description, error);
}

gboolean
plot_film_write (const PlotFigureData *data,
                 const PlotView *view,
                 const PlotExport *options,
                 const PlotFilm *film,
                 const char *path,
                 PlotFilmFunc progress,
                 gpointer progress_data,
                 const int *cancel,
                 GError **error)
{
  g_return_val_if_fail (data != NULL && view != NULL && options != NULL && film != NULL, FALSE);

  if (!check (data, options, film, path, error))
    return FALSE;
  const gboolean numbered = plot_figure_has_ending (path, ".png");
  const int moving = (int) fmax (2, lround (film->seconds * film->rate));
  const int all = moving + (int) lround (HOLD_SECONDS * film->rate);
  g_autoptr (PlotPace) pace = plot_pace_new (get_history (data), film->even);
  PlotFilmWriter *writer = NULL;
  PlotExport opaque = *options;
  PlotView at = *view;
  gboolean ok = TRUE;

  opaque.transparent = FALSE;
  if (!numbered)
    {
      writer = new_writer (data, view, options, path, error);
      if (writer == NULL)
        return FALSE;
      plot_export_get_pixels (&opaque, &writer->width, &writer->height);
      writer->width = MAX (writer->width & ~1, 2);
      writer->height = MAX (writer->height & ~1, 2);
      writer->path = g_strdup (path);
      writer->rate = film->rate;
      writer->n = all;
    }
  for (int i = 0; i < all && ok; i++)
    {
      at.playhead = plot_pace_get_epoch (pace, fmin (1, i / (moving - 1.0)));
      if (model_is_cancelled (cancel))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("%s: cancelled"), path);
          ok = FALSE;
        }
      else if (numbered)
        ok = add_numbered (data, &at, options, path, i, error);
      else
        ok = add_picture (writer, data, &at, &opaque, i, error);
      if (ok && progress != NULL)
        progress (i + 1, all, progress_data);
    }
  if (writer == NULL)
    return ok;
  ok = ok && writer->klass->finish (writer, error);
  g_free (writer->path);
  writer->klass->free (writer);
  return ok;
}
