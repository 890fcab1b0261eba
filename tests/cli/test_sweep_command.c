/* `plateau sweep` as a user runs it: killed, continued, shared out, refused. */
#include "cli_fixture.h"
#include "../waiting.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

/* 60 short runs: long enough to be killed amid them. */
#define SWEEP                                                                                      \
  "[sweep]\nx = rho 0:0.8:6\nseeds = 10\n[network]\ndepth = 3\nfusion = 3\ninit_scale = "          \
  "0.03\nwidth = 20\n"

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_remove (path);
}

static void
assert_done (const char *arguments, const char *part)
{
  Result r = run (arguments);

  g_test_message ("plateau %s: %s%s", arguments, r.out, r.err);
  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, part));
  clear (&r);
}

static void
test_refusals (void)
{
  write_file ("bad.ini", "[sweep]\nx = rho 0 2\n");
  write_file ("empty.ini", "[sweep]\nx = rho\n");
  write_file ("huge.ini", "[sweep]\nx = rho 0:0.9:1000000\nseeds = 10\n[network]\nwidth = 5\n");
  write_file ("mine.csv", "my own results\n");
  assert_refused ("sweep", 2, "name one file");
  assert_refused ("sweep 7z", 2, "7z: no such file, nor a sweep that comes with Plateau: 3");
  assert_refused ("sweep bad.ini", 2, "bad.ini: [sweep] x: rho = 2: allowed is");
  assert_refused ("sweep empty.ini", 2, "empty.ini: [sweep] x = rho: an axis needs");
  assert_refused ("sweep huge.ini", 2, "10000000 cells, about ");
  assert_refused ("sweep 3c --jobs 0", 2, "--jobs 0: allowed is");
  assert_refused ("sweep 3c --shard 3/2", 2, "--shard 3/2: allowed is");
  assert_refused ("sweep 3c --yes -o mine.csv", 2, "mine.csv: a file that is no journal");
  assert_refused ("sweep 3c -o none/a.csv", 1, "none/a.csv: cannot be written");
  assert_refused ("sweep --merge mine.csv", 2, "-o FILE.csv");
  assert_refused ("sweep --merge mine.csv -o out.csv", 2, "mine.csv: a file that is no journal");
  assert_refused ("sweep 3c --yes -o /dev/full", 2, "/dev/full: a journal has to be a file");
  remove_file ("bad.ini");
  remove_file ("empty.ini");
  remove_file ("huge.ini");
  remove_file ("mine.csv");
}

static gboolean
has_rows (const char *journal)
{
  g_autofree char *text = read_file (journal);

  return text != NULL && strstr (text, "learned") != NULL;
}

/* An axis that has no effect in any cell is said; one that has in some is not. */
static void
test_unused (void)
{
  Result r;

  write_file ("odd.ini", "[sweep]\nx = rho 0 0.5\n[data]\nsource = xor\nsigma_b = 2\n"
                         "[training]\nepochs = 3\n");
  write_file ("even.ini", "[sweep]\nx = rho 0 0.5\nfamily = source scalar xor\n"
                          "[training]\nepochs = 3\n");
  r = run ("sweep odd.ini -o odd.csv");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_str_has_prefix (r.err, "plateau: odd.ini: rho has no effect: source is xor; it "
                                          "applies to scalar, vector\n"
                                          "plateau: odd.ini: sigma_b has no effect: "));
  clear (&r);
  r = run ("sweep even.ini -o even.csv");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_null (strstr (r.err, "no effect"));
  clear (&r);
  remove_file ("odd.ini");
  remove_file ("even.ini");
  remove_file ("odd.csv");
  remove_file ("even.csv");
}

/* Starts the program, and sends it a signal as soon as its journal has rows. Returns what the
 * process came to. */
static int
stop_amid (const char *arguments, const char *journal, int signal_number)
{
  g_autofree char *line =
      g_strdup_printf ("%s %s %s", g_getenv ("PLATEAU_BINARY"), arguments, journal);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  int status;
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_assert_true (g_spawn_async (folder, argv, NULL,
                                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                                    G_SPAWN_STDERR_TO_DEV_NULL,
                                NULL, NULL, &pid, &error));
  wait_until (has_rows (journal));
  kill (pid, signal_number);
  waitpid (pid, &status, 0);
  return status;
}

static void
test_kill (void)
{
  g_autofree char *whole = NULL, *again = NULL;

  write_file ("s.ini", SWEEP);
  assert_done ("sweep s.ini --jobs 1", "s.csv: 60 cells, 60 learned");
  whole = read_file ("s.csv");
  stop_amid ("sweep s.ini -o", "killed.csv", SIGKILL);
  assert_done ("sweep s.ini --jobs 2 -o killed.csv", "killed.csv: 60 cells, 60 learned");
  again = read_file ("killed.csv");
  g_assert_cmpstr (whole, ==, again);
  remove_file ("killed.csv");
  remove_file ("s.csv");
}

/* Whether the program can be run by nobody, who may not write what is root's. */
static gboolean
can_step_down (void)
{
  int fd;

  if (geteuid () != 0)
    return TRUE;
#ifdef __SANITIZE_ADDRESS__
  return FALSE; /* the search for leaks may not look into a process of two users */
#endif
  g_assert_cmpint (seteuid (NOBODY), ==, 0);
  fd = g_open (g_getenv ("PLATEAU_BINARY"), O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (seteuid (0), ==, 0);
  if (fd < 0)
    return FALSE;
  close (fd);
  return TRUE;
}

/* What is finished is drawn, and not written to. */
static void
test_read_only (void)
{
  g_autofree char *journal = g_build_filename (folder, "closed.csv", NULL), *before = NULL;
  g_autofree char *picture = NULL, *after = NULL;
  const gboolean is_root = geteuid () == 0;

  if (!can_step_down ())
    {
      g_test_skip ("nobody but root can run the program");
      return;
    }
  write_file ("s.ini", SWEEP);
  assert_done ("sweep s.ini -o closed.csv", "closed.csv: 60 cells, 60 learned");
  before = read_file ("closed.csv");
  g_assert_cmpint (g_chmod (journal, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  g_assert_true (!is_root || seteuid (NOBODY) == 0);
  assert_done ("sweep s.ini -o closed.csv", "closed.csv: 60 cells, 60 learned");
  assert_done ("figure s.ini --journal closed.csv -o s.svg", "");
  assert_refused ("figure s.ini --journal closed.csv -o closed.csv", 2, "a file that is read");
  g_assert_true (!is_root || seteuid (0) == 0);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  picture = read_file ("s.svg");
  g_assert_nonnull (picture);
  after = read_file ("closed.csv");
  g_assert_cmpstr (before, ==, after);
  remove_file ("closed.csv");
  remove_file ("s.svg");
}

/* Rows that came in another order, and no room for the file in its own: the limit of a file's size
 * stands for a full disk. */
static void
test_unsorted (void)
{
  g_autofree char *whole = NULL, *kept = NULL, *again = NULL;
  struct rlimit old, small;
  char *last;

  write_file ("s.ini", SWEEP);
  assert_done ("sweep s.ini -o whole.csv", "whole.csv: 60 cells");
  whole = read_file ("whole.csv");
  last = strstr (whole, "\n59,") + 1;
  g_autofree char *part = g_strndup (whole, (gsize) (strstr (whole, "\n58,") + 1 - whole));
  g_autofree char *row =
      g_strndup (strstr (whole, "\n58,") + 1, (gsize) (last - strstr (whole, "\n58,") - 1));
  g_autofree char *mixed = g_strconcat (part, last, row, NULL);
  write_file ("mixed.csv", mixed);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = strlen (whole) / 2;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_refused ("sweep s.ini -o mixed.csv", 1, "mixed.csv: cannot be written");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  kept = read_file ("mixed.csv");
  g_assert_cmpstr (kept, ==, mixed);
  assert_done ("sweep s.ini -o mixed.csv", "mixed.csv: 60 cells, 60 learned");
  again = read_file ("mixed.csv");
  g_assert_cmpstr (again, ==, whole);
  remove_file ("mixed.csv");
  remove_file ("whole.csv");
}

/* Ctrl-C while a figure computes its sweep: no picture, and a journal to go on with. */
static void
test_interrupt (void)
{
  g_autofree char *picture = g_build_filename (folder, "s.svg", NULL);
  int status;

  /* What takes long is not begun by a batch job that does not say so. */
  write_file ("long.ini", "[sweep]\nx = rho 0 0.5\nseeds = 3\n[training]\n"
                          "learning_rate = 1e-9\nepochs = 1e9\n");
  assert_refused ("sweep long.ini -o long.csv", 2, "--yes begins it");
  assert_refused ("figure long.ini -o s.svg", 2, "--yes begins it");
  /* Long enough not to be over before the signal comes. */
  write_file ("long.ini", "[sweep]\nx = rho 0:0.8:6\nseeds = 1000\n[network]\ndepth = 3\n"
                          "fusion = 3\ninit_scale = 0.03\nwidth = 20\n");
  status = stop_amid ("figure long.ini --yes -o s.svg --journal", "long.csv", SIGINT);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_remove (picture), !=, 0);
  remove_file ("long.csv");
  remove_file ("long.ini");
}

/* One's own sweep as a figure, and again from its picture. */
static void
test_own_figure (void)
{
  g_autofree char *first = NULL, *second = NULL;

  assert_done ("figure s.ini -o s.svg", "");
  assert_done ("figure s.svg -o again.svg", "");
  first = read_file ("s.svg");
  second = read_file ("again.svg");
  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, second);
  assert_refused ("run s.ini", 2, "s.ini: it is a sweep");
  assert_refused ("figure s.ini --rho 0.5 -o a.svg", 2, "takes no keys");
  remove_file ("s.svg");
  remove_file ("again.svg");
}

static void
test_shards (void)
{
  g_autofree char *merged = NULL;
  Result r;

  assert_done ("sweep s.ini --shard 1/3", "s-1-of-3.csv: 20 cells");
  assert_done ("sweep s.ini --shard 2/3", "s-2-of-3.csv: 20 cells");
  assert_done ("sweep --merge s-1-of-3.csv s-2-of-3.csv -o m.csv", "m.csv: 20 cells are missing");
  assert_done ("sweep s.ini -o m.csv", "m.csv: 60 cells");
  merged = read_file ("m.csv");
  r = run ("sweep s.ini -o -");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_cmpstr (r.out, ==, merged);
  clear (&r);
  remove_file ("s-1-of-3.csv");
  remove_file ("s-2-of-3.csv");
  remove_file ("m.csv");
  remove_file ("s.ini");
}

/* A figure from the journal of its sweep, finished or not. */
static void
test_figure (void)
{
  g_autofree char *journal = NULL;

  assert_done ("figure 3c 3d --journal c.csv -o figures", "");
  journal = read_file ("c.csv");
  g_assert_nonnull (strstr (journal, "\n179,"));
  assert_done ("figure 3c --journal c.csv -o c.svg", "");
  assert_refused ("figure 2a --journal c.csv -o a.svg", 2, "figure 2a: it is no sweep");
  assert_refused ("figure cost --journal c.csv -o a.svg", 2, "figure cost: it is no sweep");
  assert_refused ("figure 6b --journal c.csv -o a.svg", 2, "c.csv: the journal of another sweep");
  remove_file ("figures/figure-3c.pdf");
  remove_file ("figures/figure-3d.pdf");
  remove_file ("c.svg");
  remove_file ("c.csv");
  remove_file ("figures");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-sweep-XXXXXX", NULL);
  g_test_add_func ("/cli/sweep/refusals", test_refusals);
  g_test_add_func ("/cli/sweep/unused", test_unused);
  g_test_add_func ("/cli/sweep/kill", test_kill);
  g_test_add_func ("/cli/sweep/interrupt", test_interrupt);
  g_test_add_func ("/cli/sweep/read-only", test_read_only);
  g_test_add_func ("/cli/sweep/unsorted", test_unsorted);
  g_test_add_func ("/cli/sweep/own-figure", test_own_figure);
  g_test_add_func ("/cli/sweep/shards", test_shards);
  g_test_add_func ("/cli/sweep/figure", test_figure);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
