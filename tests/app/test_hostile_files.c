/* Files of a stranger, opened in a window: it says what is wrong or shows what is in them, soon and
 * in little memory, and goes on. */
#include "window_fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  MOST_SECONDS = 20,   /* of processor time; two are promised, but not under sanitizers */
  MOST_MEGABYTES = 300 /* resident */
};

static char *folder;

static double
get_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/* The most that was resident at once so far. */
static void
assert_memory (void)
{
#ifndef __SANITIZE_ADDRESS__
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_test_message ("%ld MB", usage.ru_maxrss / 1024);
  g_assert_cmpint (usage.ru_maxrss / 1024, <, MOST_MEGABYTES);
#endif
}

/* A window that opens files is one that still does what it is told. */
static void
open_path (AppWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AppSession *session = app_window_get_session (window);
  const double begin = get_seconds ();
  ModelExperiment moved;

  app_window_open (window, file);
  fixture_settle ();
  model_experiment_init (&moved);
  g_assert_true (app_session_set_experiment (session, &moved, NULL));
  fixture_wait_complete (window);
  g_test_message ("%s: %.2f s", path, get_seconds () - begin);
  g_assert_cmpfloat (get_seconds () - begin, <, MOST_SECONDS);
  assert_memory ();
}

static void
test_cases (void)
{
  g_autofree char *cases = g_test_build_filename (G_TEST_DIST, "hostile", NULL);
  g_autoptr (GDir) dir = g_dir_open (cases, 0, NULL);
  AppWindow *window = fixture_open (1000, 700);
  const char *name;
  int n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (cases, name, NULL);

      open_path (window, path);
      n++;
    }
  g_assert_cmpint (n, >, 5);
  fixture_close (window);
}

/* Nothing of them is read, or waited for. */
static void
test_kinds (void)
{
  static const char *const names[] = {
    "pipe", "2gb.csv", "2gb.plateau", "2gb.ini", "empty.svg", "."
  };
  AppWindow *window = fixture_open (1000, 700);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      const gboolean is_large = g_str_has_prefix (names[i], "2gb");
      const int fd = is_large || g_str_has_prefix (names[i], "empty")
                         ? g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)
                         : -1;

      if (g_str_equal (names[i], "pipe"))
        g_assert_cmpint (mkfifo (path, 0600), ==, 0);
      g_assert_true (!is_large || ftruncate (fd, (off_t) 2 << 30) == 0); /* sparse */
      if (fd >= 0)
        close (fd);
      open_path (window, path);
      if (!g_str_equal (names[i], "."))
        g_assert_cmpint (g_remove (path), ==, 0);
    }
  open_path (window, "/dev/zero");
  fixture_close (window);
}

/* What is in them as data, too. */
static void
test_data (void)
{
  static const char *const paths[] = { "/dev/zero", "/nowhere/at/all.csv", "." };
  AppWindow *window = fixture_open (1000, 700);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *path = g_build_filename (folder, "data.plateau", NULL);
      g_autofree char *text = g_strdup_printf ("[data]\nsource = file\nfile = %s\n", paths[i]);

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      open_path (window, path);
      g_remove (path);
    }
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  /* Else meson has glibc write into all that is allocated: pages that nobody uses would count. */
  mallopt (M_PERTURB, 0);
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  folder = g_dir_make_tmp ("plateau-hostile-XXXXXX", NULL);
  g_test_add_func ("/app/hostile-files/cases", test_cases);
  g_test_add_func ("/app/hostile-files/kinds", test_kinds);
  g_test_add_func ("/app/hostile-files/data", test_data);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
