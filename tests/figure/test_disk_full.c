/* A disk that is full half way through a file, told by a limit of file sizes: an error in one line,
 * nothing half written, and what was there before is there still. */
#include "figure/figure_registry.h"
#include "figure/file/figure_file.h"
#include "figure/file/film.h"
#include "num/matrix.h"
#include "plot_fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define ROOM 2000 /* bytes: less than any of the files takes */

static char *folder;

static void
limit (rlim_t room)
{
  struct rlimit most;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &most), ==, 0);
  most.rlim_cur = MIN (room, most.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &most), ==, 0);
}

static void
assert_said (const GError *error)
{
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, folder));
  /* Names that nobody has chosen say nothing. */
  g_assert_null (strstr (error->message, "Failed to"));
  g_assert_null (strstr (error->message, ".plateau-"));
}

static FigureData *
compute (void)
{
  ModelExperiment experiment;
  FigureData *data;

  model_experiment_init (&experiment);
  data = figure_compute_of (figure_find ("loss", NULL), &experiment, NULL, NULL);
  g_assert_nonnull (data);
  return data;
}

static void
test_figures (void)
{
  static const char *const names[] = { "a.png", "a.svg", "a.pdf", "a.csv" };
  g_autoptr (FigureData) data = compute ();
  FigureExport options;

  figure_export_init (&options);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (int before = 0; before <= 1; before++)
      {
        g_autofree char *path = g_build_filename (folder, names[i], NULL), *text = NULL;
        g_autoptr (GError) error = NULL;

        if (before)
          g_assert_true (g_file_set_contents (path, "before", -1, NULL));
        limit (ROOM);
        g_assert_false (figure_write (data, figure_data_get_view (data), &options, path, &error));
        limit (RLIM_INFINITY);
        assert_said (error);
        g_assert_cmpint (plot_fixture_count_files (folder), ==, before);
        if (!before)
          continue;
        g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
        g_assert_cmpstr (text, ==, "before");
        g_remove (path);
      }
}

static void
test_films (void)
{
  static const char *const names[] = { "a.gif", "a-%02d.png", "a.webm" };
  g_autoptr (FigureData) data = compute ();
  FigureExport options;
  FigureFilm film;

  figure_export_init (&options);
  options.dpi = 100;
  figure_film_init (&film);
  film.seconds = 1;
  film.rate = 4;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GError) error = NULL;

      if (!figure_film_is_built (path))
        continue;
      limit (ROOM);
      g_assert_false (figure_film_write (data, figure_data_get_view (data), &options, &film, path,
                                         NULL, NULL, NULL, &error));
      limit (RLIM_INFINITY);
      if (strstr (error->message, "install") == NULL)
        assert_said (error);
      g_assert_cmpint (plot_fixture_count_files (folder), ==, 0);
    }
}

/* A folder that has the name of one of many pictures: none is written, none is drawn. */
static void
test_folder_in_the_way (void)
{
  g_autoptr (FigureData) data = compute ();
  g_autofree char *path = g_build_filename (folder, "a-%d.png", NULL);
  g_autofree char *taken = g_build_filename (folder, "a-5.png", NULL);
  g_autoptr (GError) error = NULL;
  FigureExport options;
  FigureFilm film;

  figure_export_init (&options);
  options.dpi = 50;
  figure_film_init (&film);
  film.seconds = 1;
  film.rate = 10;
  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  g_assert_false (figure_film_write (data, figure_data_get_view (data), &options, &film, path, NULL,
                                     NULL, NULL, &error));
  assert_said (error);
  g_assert_nonnull (strstr (error->message, "a-5.png"));
  g_assert_cmpint (plot_fixture_count_files (folder), ==, 1);
  g_rmdir (taken);
}

/* A device that takes nothing. */
static void
test_full_device (void)
{
  g_autoptr (FigureData) data = compute ();
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  /* Its name ends in no format. */
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_assert_cmpint (symlink ("/dev/full", path), ==, 0);
  FigureExport options;
  figure_export_init (&options);
  g_assert_false (figure_write (data, figure_data_get_view (data), &options, path, &error));
  assert_said (error);
  g_assert_nonnull (strstr (error->message, "No space left"));
  g_assert_cmpint (plot_fixture_count_files (folder), ==, 1);
  g_remove (path);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  signal (SIGXFSZ, SIG_IGN);
  folder = g_dir_make_tmp ("plateau-full-XXXXXX", NULL);
  g_test_add_func ("/plot/disk-full/figures", test_figures);
  g_test_add_func ("/plot/disk-full/films", test_films);
  g_test_add_func ("/plot/disk-full/folder-in-the-way", test_folder_in_the_way);
  g_test_add_func ("/plot/disk-full/device", test_full_device);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
