/* A figure over its run, as a film: animated GIF, WebM, MP4, or numbered PNG files. */
#pragma once

#include "figure/file/figure_file.h"

G_BEGIN_DECLS

#define FIGURE_FILM_MIN_SECONDS 0.1
#define FIGURE_FILM_MAX_SECONDS 600.0
#define FIGURE_FILM_MIN_RATE 1.0
#define FIGURE_FILM_MAX_RATE 60.0

/* 10 seconds, 25 pictures per second. */
void figure_film_init (FigureFilm *self);
/* Whether a name is that of a film: .gif, .webm, .mp4, or .png with one number in it ("%04d"). */
gboolean figure_film_is_name (const char *path);
/* Whether films of that name can be written here: by this build, with the encoders installed. */
gboolean figure_film_is_built (const char *path);
/* All its pictures. Valid: figure_film_check(). */
int figure_film_count (const FigureFilm *self);
/* The size of its pictures, even numbers. */
void figure_film_get_pixels (const FigureExport *options, int *width, int *height);
/**
 * figure_film_check:
 * Whether a film of a figure can be of that length, rate and size.
 * Errors: MODEL_ERROR_RANGE (sizes, times, a figure in which nothing moves).
 */
gboolean figure_film_check (const FigureFilm *self,
                            const FigureData *data,
                            const FigureExport *options,
                            GError **error);

/* After each picture; any thread. */
typedef void (*FigureFilmFunc) (int done, int all, gpointer data);

/**
 * figure_film_write:
 * Draws the figure with the playhead at one epoch after the other, at the size in pixels of its
 * options, and writes it. It carries what pictures carry, its length and rate too, and can be
 * opened like them. The same input gives the same bytes, but for WebM and MP4, whose encoders are
 * not ours.
 * @progress: (nullable)
 * @cancel: (nullable): read atomically, between pictures
 *
 * Errors: figure_film_check()'s, MODEL_ERROR_KEY (name), MODEL_ERROR_MEMORY (Cairo, encoder),
 * G_IO_ERROR_CANCELLED, G_IO_ERROR_NOT_SUPPORTED (built without that kind, or its encoder is not
 * installed), G_FILE_ERROR, those of model_file_replace(). No file is then left or changed, unless
 * a folder refuses the last of numbered files when it has taken the first.
 */
gboolean figure_film_write (const FigureData *data,
                            const StudyView *view,
                            const FigureExport *options,
                            const FigureFilm *film,
                            const char *path,
                            FigureFilmFunc progress,
                            gpointer progress_data,
                            const int *cancel,
                            GError **error);

G_END_DECLS
