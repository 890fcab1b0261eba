/* Films: as many pictures as asked for, the same bytes, opened again, cancelled without a trace. */
#include "figure/figure_registry.h"
#include "figure/file/film.h"
#include "figure/file/provenance_file.h"
#include "plot/draw/palette.h"
#include "plot_fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *folder;
static FigureData *run;

static FigureExport
get_options (void)
{
  FigureExport options;

  figure_export_init (&options);
  options.dpi = 40;
  options.style = PLOT_STYLE_LIGHT;
  return options;
}

static void
count_cb (int done, int all, gpointer data)
{
  int *counts = data;

  g_assert_cmpint (done, ==, ++counts[0]);
  counts[1] = all;
}

static gboolean
write_film (
    const char *name, const FigureFilm *film, int counts[2], const int *cancel, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const FigureExport options = get_options ();

  return figure_film_write (run, figure_data_get_view (run), &options, film, path,
                            counts != NULL ? count_cb : NULL, counts, cancel, error);
}

static char *
read_back (const char *name, gsize *n)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *bytes;

  g_assert_true (g_file_get_contents (path, &bytes, n, NULL));
  g_remove (path);
  return bytes;
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* Graphic control extensions: one for each picture. */
static int
count_pictures (const char *bytes, gsize n)
{
  int found = 0;

  for (gsize i = 0; i + 3 < n; i++)
    found += memcmp (bytes + i, "\x21\xf9\x04\x04", 4) == 0;
  return found;
}

static void
test_gif (void)
{
  const FigureFilm film = { 2, 8, FALSE };
  int counts[2] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;
  gsize n, m;
  FigureProvenance read;

  if (!write_film ("a.gif", &film, counts, NULL, &error) && is_missing (error))
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_no_error (error);
  /* As long as asked for, the end that is held included. */
  g_assert_cmpint (counts[0], ==, 16);
  g_assert_cmpint (counts[1], ==, 16);
  first = read_back ("a.gif", &n);
  g_assert_cmpint (count_pictures (first, n), ==, 16);
  g_assert_true (write_film ("a.gif", &film, NULL, NULL, NULL));
  second = read_back ("a.gif", &m);
  g_assert_cmpmem (first, n, second, m);
  g_assert_true (figure_provenance_from_bytes (&read, first, n, NULL));
  g_assert_cmpstr (read.figure, ==, "loss");
  g_assert_true (model_experiment_equal (&read.run.experiment, figure_data_get_experiment (run)));
  for (gsize length = 0; length < MIN (n, 900); length++) /* cut off anywhere */
    {
      g_autofree char *cut = g_memdup2 (first, length);

      figure_provenance_from_bytes (&read, cut, length, NULL);
    }
}

/* It says which run it is of, how long it is, and at which rate. */
static void
assert_film (const char *bytes, gsize n, const FigureFilm *film)
{
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  figure_provenance_from_bytes (&read, bytes, n, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read.figure, ==, "loss");
  g_assert_true (model_experiment_equal (&read.run.experiment, figure_data_get_experiment (run)));
  g_assert_cmpfloat (read.film.seconds, ==, film->seconds);
  g_assert_cmpfloat (read.film.rate, ==, film->rate);
  g_assert_cmpint (read.film.even, ==, film->even);
}

/* An MP4 as players see it: boxes, of which one is the comment. */
static void
test_mp4 (void)
{
  const FigureFilm film = { 2, 8, TRUE };
  g_autofree char *text = NULL;
  g_autoptr (GByteArray) mp4 = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  const StudyView *view = figure_data_get_view (run);
  FigureExport options;
  guint32 length;
  gsize n;

  figure_export_init (&options);
  text = figure_describe (run, view, &options, &film);
  g_byte_array_append (mp4,
                       (const guint8 *) "\0\0\0\x14"
                                        "ftypisom\0\0\0\1"
                                        "isom",
                       20);
  length = GUINT32_TO_BE (24 + (guint32) strlen (text));
  g_byte_array_append (mp4, (const guint8 *) &length, 4);
  g_byte_array_append (mp4, (const guint8 *) "\251cmt", 4);
  length = GUINT32_TO_BE (16 + (guint32) strlen (text));
  g_byte_array_append (mp4, (const guint8 *) &length, 4);
  g_byte_array_append (mp4, (const guint8 *) "data\0\0\0\1\0\0\0\0", 12);
  g_byte_array_append (mp4, (const guint8 *) text, (guint) strlen (text));
  assert_film ((const char *) mp4->data, mp4->len, &film);
  for (gsize cut = 0; cut < mp4->len; cut++)
    {
      g_autofree char *part = g_memdup2 (mp4->data, cut + 1);
      FigureProvenance read;

      figure_provenance_from_bytes (&read, part, cut, NULL);
    }
  /* The real thing, where an encoder is there. */
  if (write_film ("a.mp4", &film, NULL, NULL, &error))
    {
      g_autofree char *bytes = read_back ("a.mp4", &n);

      assert_film (bytes, n, &film);
    }
  else
    g_assert_true (is_missing (error));
}

static void
test_webm (void)
{
  const FigureFilm film = { 2, 8, TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n;

  if (!write_film ("a.webm", &film, NULL, NULL, &error) && is_missing (error))
    {
      g_test_skip (error->message);
      return;
    }
  g_assert_no_error (error);
  bytes = read_back ("a.webm", &n);
  g_assert_cmpmem (bytes, 4, "\x1a\x45\xdf\xa3", 4); /* EBML */
  g_assert_nonnull (memmem (bytes, n, "webm", 4));
  g_assert_nonnull (memmem (bytes, n, "V_VP8", 5));
  assert_film (bytes, n, &film);
  g_assert_cmpint (plot_fixture_count_files (folder), ==, 0);
}

/* Exact with few colours; with many, the frequent ones stay exact and all others come near. */
static void
test_palette (void)
{
  enum
  {
    N = 40000
  };
  g_autofree guint32 *pixels = g_new (guint32, N);
  g_autofree guint8 *indices = g_new (guint8, N);
  PlotPalette palette;

  for (int i = 0; i < N; i++)
    pixels[i] = (guint32) (i % 256) * 0x010203;
  plot_palette_compute (&palette, pixels, N, indices);
  g_assert_cmpint (palette.n, ==, 256);
  for (int i = 0; i < N; i++)
    g_assert_cmpuint (palette.colors[indices[i]], ==, pixels[i]);
  for (int i = 0; i < N; i++)
    pixels[i] = i % 2 ? 0xfafafa : (guint32) i * 409 & 0xffffff;
  plot_palette_compute (&palette, pixels, N, indices);
  for (int i = 0; i < N; i++)
    if (i % 2)
      g_assert_cmpuint (palette.colors[indices[i]], ==, 0xfafafa);
    else /* 256 parts of the cube are 41 wide; one that few colours fill may be twice that */
      for (int shift = 0; shift <= 16; shift += 8)
        g_assert_cmpint (abs ((int) (palette.colors[indices[i]] >> shift & 0xff) -
                              (int) (pixels[i] >> shift & 0xff)),
                         <=, 84);
  pixels[0] = 7;
  plot_palette_compute (&palette, pixels, 1, indices);
  g_assert_cmpint (palette.n, ==, 1);
  g_assert_cmpuint (palette.colors[0], ==, 7);
}

/* Each is a picture of its own moment. */
static void
test_numbered (void)
{
  const FigureFilm film = { 2, 3, TRUE };
  double before = -1;
  g_autoptr (GError) error = NULL;

  write_film ("a-%03d.png", &film, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (plot_fixture_count_files (folder), ==, 6);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("a-%03d.png", i), *bytes = NULL;
      gsize n;
      FigureProvenance read;

      bytes = read_back (name, &n);
      g_assert_true (figure_provenance_from_bytes (&read, bytes, n, NULL));
      g_assert_true (i < 5 ? read.view.playhead > before : read.view.playhead == before);
      before = read.view.playhead;
    }
  g_assert_cmpfloat (before, ==, figure_data_get_last_epoch (run));
}

static void
test_cancel (void)
{
  static const char *const names[] = { "a.gif", "a.webm", "a-%d.png" };
  const FigureFilm film = { 2, 8, FALSE };
  const int cancel = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (write_film (names[i], &film, NULL, &cancel, &error));
      g_assert_true (is_missing (error) ||
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
      g_assert_cmpint (plot_fixture_count_files (folder), ==, 0);
    }
}

typedef struct
{
  int at, cancel;
  char *gone; /* a folder that disappears at that picture, or NULL */
} Trouble;

static void
trouble_cb (int done, int all, gpointer data)
{
  Trouble *trouble = data;

  if (done != trouble->at)
    return;
  trouble->cancel = trouble->gone == NULL;
  if (trouble->gone != NULL)
    {
      /* As somebody would who empties it first. */
      g_autoptr (GDir) dir = g_dir_open (trouble->gone, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (trouble->gone, name, NULL);
          g_autoptr (GDir) inner = g_dir_open (path, 0, NULL);
          const char *below;

          while (inner != NULL && (below = g_dir_read_name (inner)) != NULL)
            {
              g_autofree char *file = g_build_filename (path, below, NULL);
              g_remove (file);
            }
          g_remove (path);
        }
      g_rmdir (trouble->gone);
    }
}

/* Half way, it leaves what was there before, and nothing else. */
static void
test_cancel_midway (void)
{
  static const char *const names[] = { "a.gif", "a.webm", "a-%d.png" };
  static const char *const files[] = { "a.gif", "a.webm", "a-0.png" };
  const FigureFilm film = { 2, 8, FALSE };
  const FigureExport options = get_options ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (folder, names[i], NULL), *bytes = NULL;
      g_autofree char *before = g_build_filename (folder, files[i], NULL);
      Trouble trouble = { 5, 0, NULL };
      gsize n;

      g_assert_true (g_file_set_contents (before, "mine", -1, NULL));
      g_assert_false (figure_film_write (run, figure_data_get_view (run), &options, &film, path,
                                         trouble_cb, &trouble, &trouble.cancel, &error));
      g_assert_true (is_missing (error) ||
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
      bytes = read_back (files[i], &n);
      g_assert_cmpstr (bytes, ==, "mine");
      g_assert_cmpint (plot_fixture_count_files (folder), ==, 0);
    }
}

/* The folder goes while the film is being written: an error that names the file. */
static void
test_folder_vanishes (void)
{
  static const char *const names[] = { "a.gif", "a.webm", "a-%d.png" };
  const FigureFilm film = { 2, 8, FALSE };
  const FigureExport options = get_options ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *inner = g_build_filename (folder, "inner", NULL);
      g_autofree char *path = g_build_filename (inner, names[i], NULL);
      Trouble trouble = { 5, 0, inner };

      g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
      g_assert_false (figure_film_write (run, figure_data_get_view (run), &options, &film, path,
                                         trouble_cb, &trouble, &trouble.cancel, &error));
      if (is_missing (error))
        g_rmdir (inner);
      else
        g_assert_nonnull (strstr (error->message, "inner"));
      g_assert_cmpint (plot_fixture_count_files (folder), ==, 0);
    }
}

static void
assert_refused (const char *name, double seconds, double rate, const char *words)
{
  const FigureFilm film = { seconds, rate, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_false (write_film (name, &film, NULL, NULL, &error));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
  g_assert_cmpint (plot_fixture_count_files (folder), ==, 0);
}

static void
test_refusals (void)
{
  const FigureExport options = get_options ();
  const FigureFilm film = { 2, 8, FALSE };
  g_autoptr (FigureData) still = figure_compute (figure_find ("1", NULL), NULL, NULL);
  g_autoptr (GError) error = NULL;

  assert_refused ("a.png", 1, 8, "no name of a film");
  assert_refused ("a%s.png", 1, 8, "no name of a film");
  assert_refused ("a%d%d.png", 1, 8, "no name of a film");
  assert_refused ("a%99d.png", 1, 8, "no name of a film");
  assert_refused ("a.avi", 1, 8, "no name of a film");
  assert_refused ("a.gif", 0, 8, "seconds = 0");
  assert_refused ("a.gif", NAN, 8, "seconds");
  assert_refused ("a.gif", 1e9, 8, "seconds");
  assert_refused ("a.gif", 1, 0, "rate = 0");
  assert_refused ("a.gif", 1, 1000, "rate = 1000");
  g_assert_false (figure_film_write (still, figure_data_get_view (still), &options, &film, "a.gif",
                                     NULL, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "nothing in it moves"));
}

int
main (int argc, char **argv)
{
  ModelExperiment experiment;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-film-XXXXXX", NULL);
  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_EPOCHS, 500, NULL);
  run = figure_compute_of (figure_find ("loss", NULL), &experiment, NULL, NULL);
  g_test_add_func ("/plot/film/gif", test_gif);
  g_test_add_func ("/plot/film/webm", test_webm);
  g_test_add_func ("/plot/film/mp4", test_mp4);
  g_test_add_func ("/plot/film/palette", test_palette);
  g_test_add_func ("/plot/film/numbered", test_numbered);
  g_test_add_func ("/plot/film/cancel", test_cancel);
  g_test_add_func ("/plot/film/cancel-midway", test_cancel_midway);
  g_test_add_func ("/plot/film/folder-vanishes", test_folder_vanishes);
  g_test_add_func ("/plot/film/refusals", test_refusals);
  status = g_test_run ();
  figure_data_free (run);
  g_rmdir (folder);
  g_free (folder);
  return status;
}
