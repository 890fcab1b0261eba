/* Films: the pictures of a figure at the pace of its run, handed to a writer. */
#include "figure/file/film.h"

#include "figure/file/film_writer.h"
#include "model/data/draft.h"
#include "model/data/file.h"
#include "num/cancel.h"
#include "study/pace.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* How long the end is held: so many seconds, of a short film a part of it. */
#define HOLD_SECONDS 1.0
#define HOLD_PART 0.2
#define MAX_DIGITS 6

void
figure_film_init (FigureFilm *self)
{
  *self = (FigureFilm){ .seconds = 10, .rate = 25 };
}

/* The place of "%d", "%04d" in a file's name, and how many digits; NULL without, or with more than
 * one. */
static const char *
find_number (const char *path, int *digits, const char **rest)
{
  const char *folder = strrchr (path, G_DIR_SEPARATOR);
  const char *at = strchr (folder != NULL ? folder : path, '%'), *end;

  if (at == NULL || strchr (at + 1, '%') != NULL)
    return NULL;
  *digits = (int) g_ascii_strtoull (at + 1, (char **) &end, 10);
  if (*end != 'd' || *digits > MAX_DIGITS || strchr ("+- \t", at[1]) != NULL)
    return NULL;
  *rest = end + 1;
  return at;
}

static gboolean
is_video (const char *path)
{
  return figure_has_ending (path, ".webm") || figure_has_ending (path, ".mp4");
}

gboolean
figure_film_is_name (const char *path)
{
  const char *rest;
  int digits;

  return figure_has_ending (path, ".gif") || is_video (path) ||
         (figure_has_ending (path, ".png") && find_number (path, &digits, &rest) != NULL);
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
get_history (const FigureData *data)
{
  const ModelSnapshot *snapshot = figure_data_get_snapshot (data);

  return snapshot != NULL && model_history_view_length (snapshot->history) > 1 ? snapshot->history
                                                                               : NULL;
}

gboolean
figure_film_is_built (const char *path)
{
  if (figure_has_ending (path, ".gif"))
    return figure_film_gif_is_built ();
  if (is_video (path))
    return figure_film_video_is_there (path);
  return figure_film_is_name (path);
}

gboolean
figure_film_check (const FigureFilm *self,
                   const FigureData *data,
                   const FigureExport *options,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && data != NULL && options != NULL, FALSE);

  if (!figure_export_check (options, TRUE, error))
    return FALSE;
  if (!(self->seconds >= FIGURE_FILM_MIN_SECONDS && self->seconds <= FIGURE_FILM_MAX_SECONDS))
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("seconds = %g: allowed is %g to %g"),
                 self->seconds, FIGURE_FILM_MIN_SECONDS, FIGURE_FILM_MAX_SECONDS);
  else if (!(self->rate >= FIGURE_FILM_MIN_RATE && self->rate <= FIGURE_FILM_MAX_RATE))
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE, _ ("rate = %g: allowed is %g to %g"),
                 self->rate, FIGURE_FILM_MIN_RATE, FIGURE_FILM_MAX_RATE);
  else if (get_history (data) == NULL)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                 _ ("figure %s: nothing in it moves; films are made of figures with a run"),
                 figure_get_name (figure_data_get_figure (data)));
  else
    return TRUE;
  return FALSE;
}

int
figure_film_count (const FigureFilm *self)
{
  return (int) fmax (2, lround (self->seconds * self->rate));
}

/* Pictures in which the run moves; the last one is held. */
static int
count_moving (const FigureFilm *self)
{
  const double hold = fmin (HOLD_SECONDS, HOLD_PART * self->seconds);

  return MAX (2, figure_film_count (self) - (int) lround (hold * self->rate));
}

void
figure_film_get_pixels (const FigureExport *options, int *width, int *height)
{
  figure_export_get_pixels (options, width, height);
  *width = MAX (*width & ~1, 2);
  *height = MAX (*height & ~1, 2);
}

/* All that a film is shot from; changed only in the epoch that is looked at. */
typedef struct
{
  const FigureData *data;
  const FigureExport *options;
  const FigureFilm *film;
  const char *path;
  StudyView view;
  FigureFilmFunc progress;
  gpointer progress_data;
  const int *cancel;
} Reel;

typedef gboolean (*AddFunc) (const Reel *reel, int i, gpointer sink, GError **error);

static gboolean
shoot (Reel *reel, AddFunc add, gpointer sink, GError **error)
{
  const int moving = count_moving (reel->film), all = figure_film_count (reel->film);
  g_autoptr (StudyPace) pace = study_pace_new (get_history (reel->data), reel->film->even);

  for (int i = 0; i < all; i++)
    {
      reel->view.playhead = study_pace_get_epoch (pace, fmin (1, i / (moving - 1.0)));
      if (num_is_cancelled (reel->cancel))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("%s: cancelled"), reel->path);
          return FALSE;
        }
      if (!add (reel, i, sink, error))
        return FALSE;
      if (reel->progress != NULL)
        reel->progress (i + 1, all, reel->progress_data);
    }
  return TRUE;
}

/* Video encoders halve the colours: numbers of pixels are even. */
static cairo_surface_t *
draw_picture (const Reel *reel)
{
  FigureExport opaque = *reel->options;
  double points_x, points_y;
  int width, height, even_width, even_height;
  cairo_surface_t *surface;
  cairo_t *cr;

  opaque.transparent = FALSE;
  figure_export_get_pixels (&opaque, &width, &height);
  figure_film_get_pixels (&opaque, &even_width, &even_height);
  figure_export_get_points (&opaque, &points_x, &points_y);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, even_width, even_height);
  cr = cairo_create (surface);
  cairo_scale (cr, width / points_x, height / points_y);
  figure_draw_page (reel->data, &reel->view, &opaque, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
add_picture (const Reel *reel, int i, gpointer sink, GError **error)
{
  FigureFilmWriter *writer = sink;
  cairo_surface_t *picture = draw_picture (reel);
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

static gboolean
write_one_file (Reel *reel, GError **error)
{
  g_autofree char *description =
      figure_describe (reel->data, &reel->view, reel->options, reel->film);
  FigureFilmWriter *writer = is_video (reel->path)
                                 ? figure_film_video_new (reel->path, description, error)
                                 : figure_film_gif_new (description, error);
  gboolean ok;

  if (writer == NULL)
    return FALSE;
  figure_film_get_pixels (reel->options, &writer->width, &writer->height);
  writer->path = g_strdup (reel->path);
  writer->rate = reel->film->rate;
  writer->n = figure_film_count (reel->film);
  ok = shoot (reel, add_picture, writer, error) && writer->klass->finish (writer, error);
  g_free (writer->path);
  writer->klass->free (writer);
  return ok;
}

/* Each numbered file is a picture like any other. */
static gboolean
add_numbered (const Reel *reel, int i, gpointer draft, GError **error)
{
  g_autofree char *target = make_name (reel->path, i);
  g_autofree char *base = g_path_get_basename (target);
  g_autofree char *name = g_build_filename (model_draft_get_path (draft), base, NULL);
  g_autoptr (GError) local = NULL;

  if (figure_write (reel->data, &reel->view, reel->options, name, &local))
    return TRUE;
  /* The folder is nobody's concern. */
  g_set_error (error, local->domain, local->code, "%s%s", target,
               g_str_has_prefix (local->message, name) ? local->message + strlen (name) : "");
  return FALSE;
}

/* Nothing stands in the way of any picture: looked at before the first is drawn. */
static gboolean
check_targets (const Reel *reel, int n, GError **error)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *target = make_name (reel->path, i);

      if (!model_file_check_writable (target, error))
        return FALSE;
    }
  return TRUE;
}

/* Pictures 0 to n - 1 from their folder to their names. */
static gboolean
move_numbered (const Reel *reel, const char *folder, int n, GError **error)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *target = make_name (reel->path, i);
      g_autofree char *base = g_path_get_basename (target);
      g_autofree char *name = g_build_filename (folder, base, NULL);

      if (!model_draft_move (name, target, error))
        return FALSE;
    }
  return TRUE;
}

/* They wait in a folder of their own, so that all appear or none. */
static gboolean
write_numbered (Reel *reel, GError **error)
{
  const int n = figure_film_count (reel->film);
  g_autoptr (ModelDraft) draft = NULL;

  if (!check_targets (reel, n, error))
    return FALSE;
  draft = model_draft_new (reel->path, TRUE, error);
  return draft != NULL && shoot (reel, add_numbered, draft, error) &&
         move_numbered (reel, model_draft_get_path (draft), n, error);
}

gboolean
figure_film_write (const FigureData *data,
                   const StudyView *view,
                   const FigureExport *options,
                   const FigureFilm *film,
                   const char *path,
                   FigureFilmFunc progress,
                   gpointer progress_data,
                   const int *cancel,
                   GError **error)
{
  g_return_val_if_fail (data != NULL && view != NULL && options != NULL && film != NULL, FALSE);

  Reel reel = { data, options, film, path, *view, progress, progress_data, cancel };

  if (!figure_film_is_name (path))
    {
      g_set_error (
          error, MODEL_ERROR, MODEL_ERROR_KEY,
          _ ("%s: no name of a film; allowed are .gif, .webm, .mp4, and .png with a number such "
             "as %%04d"),
          path);
      return FALSE;
    }
  if (!figure_film_check (film, data, options, error))
    return FALSE;
  return figure_has_ending (path, ".png") ? write_numbered (&reel, error)
                                          : write_one_file (&reel, error);
}
