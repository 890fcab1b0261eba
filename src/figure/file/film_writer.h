/* What writes the pictures of a film, one after the other: one for each kind of file. */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct FigureFilmWriter FigureFilmWriter;

typedef struct
{
  /* Writes picture i: CAIRO_FORMAT_RGB24, flushed, all of one size. */
  gboolean (*add) (FigureFilmWriter *self, int i, cairo_surface_t *picture, GError **error);
  /* Completes the file under its name. */
  gboolean (*finish) (FigureFilmWriter *self, GError **error);
  /* Also without finish(): nothing is left behind. */
  void (*free) (FigureFilmWriter *self);
} FigureFilmWriterClass;

struct FigureFilmWriter
{
  const FigureFilmWriterClass *klass;
  char *path;
  int width, height, n; /* pixels, pictures */
  double rate;          /* pictures per second */
};

/* Each fills in what is its own; NULL with G_IO_ERROR_NOT_SUPPORTED where it was built without.
 * @description: kept in the file where it has a place for it */
FigureFilmWriter *figure_film_gif_new (const char *description, GError **error);
/* @path: its ending says which kind */
FigureFilmWriter *figure_film_video_new (const char *path, const char *description, GError **error);
gboolean figure_film_gif_is_built (void);
/* Whether an encoder for that name is installed. */
gboolean figure_film_video_is_there (const char *path);

G_END_DECLS
