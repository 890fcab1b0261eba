/* A sweep over several processes gives the same bytes as one over threads. */
#include "cli_fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  g_remove (path);
  return text;
}

/* Root may start processes in a container, and more of them than there are processors. */
static int
run_shared (const char *sweep, const char *journal)
{
  const char *const argv[] = { g_getenv ("PLATEAU_MPIRUN"),
                               "--allow-run-as-root",
                               "--oversubscribe",
                               "-n",
                               "3",
                               g_getenv ("PLATEAU_BINARY"),
                               "sweep",
                               sweep,
                               "-o",
                               journal,
                               NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL, *err = NULL;
  int status;

  g_spawn_sync (folder, (char **) argv, NULL, 0, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", out, err);
  return WEXITSTATUS (status);
}

static void
test_same_bytes (void)
{
  g_autofree char *path = g_build_filename (folder, "s.ini", NULL);
  g_autofree char *threads = NULL, *processes = NULL;
  Result r;

  g_assert_true (g_file_set_contents (
      path, "[sweep]\nx = rho 0:1:6\nseeds = 10\n[network]\nfusion = 2\nwidth = 20\n", -1, NULL));
  r = run ("sweep s.ini -o threads.csv");
  g_assert_cmpint (r.status, ==, 0);
  clear (&r);
  g_assert_cmpint (run_shared ("s.ini", "processes.csv"), ==, 0);
  threads = read_file ("threads.csv");
  processes = read_file ("processes.csv");
  g_assert_nonnull (threads);
  g_assert_cmpstr (threads, ==, processes);
}

/* What rank 0 refuses sends all home. */
static void
test_refused (void)
{
  g_assert_cmpint (run_shared ("nothing.ini", "a.csv"), !=, 0);
  read_file ("s.ini");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-mpi-XXXXXX", NULL);
  g_test_add_func ("/cli/sweep-mpi/same-bytes", test_same_bytes);
  g_test_add_func ("/cli/sweep-mpi/refused", test_refused);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
