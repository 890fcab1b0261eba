/* Files of a stranger, or of a bad day: one clear line, within seconds and little memory. */
#include "cli/cli.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
  MOST_SECONDS = 20,          /* of processor time; two are promised, but not under sanitizers */
  MOST_KILOBYTES = 300 * 1024 /* resident */
};

static char *folder;

typedef struct
{
  int status;
  char *out, *err;
  struct rusage usage;
} Result;

/* In the child: all that its threads ask for, so that a mistake here does not stop the machine. */
static void
limit (void)
{
#ifndef __SANITIZE_ADDRESS__
  const struct rlimit memory = { (rlim_t) 4 << 30, (rlim_t) 4 << 30 };

  setrlimit (RLIMIT_AS, &memory);
#endif
  const struct rlimit seconds = { 2 * MOST_SECONDS, 2 * MOST_SECONDS };

  setrlimit (RLIMIT_CPU, &seconds);
}

static void
send_to (const char *path, int fd)
{
  const int file = g_open (path, O_RDWR | O_CREAT | O_TRUNC, 0600);

  g_assert_cmpint (dup2 (file, fd), ==, fd);
  close (file);
}

static char *
take (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* @out: where standard output goes; NULL: it is kept */
static Result
run (const char *const *argv, const char *out)
{
  g_autofree char *kept = g_build_filename (folder, "stdout", NULL);
  g_autofree char *err = g_build_filename (folder, "stderr", NULL);
  Result result = { 0 };
  const pid_t pid = fork ();

  if (pid == 0)
    {
      limit ();
      g_unsetenv ("DISPLAY");
      g_unsetenv ("WAYLAND_DISPLAY");
      if (g_chdir (folder) == 0)
        {
          send_to ("/dev/null", STDIN_FILENO);
          send_to (out != NULL ? out : kept, STDOUT_FILENO);
          send_to (err, STDERR_FILENO);
          execv (argv[0], (char **) argv);
        }
      _exit (127);
    }
  g_assert_cmpint (wait4 (pid, &result.status, 0, &result.usage), ==, pid);
  result.out = out != NULL ? g_strdup ("") : take (kept);
  result.err = take (err);
  return result;
}

/* Words separated by blanks; "@" before a name stands for the folder of the cases. */
static Result
run_line (const char *line, const char *out)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (argv, g_strdup (g_getenv ("PLATEAU_BINARY")));
  for (int i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, words[i][0] == '@'
                               ? g_test_build_filename (G_TEST_DIST, "hostile", words[i] + 1, NULL)
                               : g_strdup (words[i]));
  g_ptr_array_add (argv, NULL);
  return run ((const char *const *) argv->pdata, out);
}

static void
clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}

static void
assert_bounded (const Result *r)
{
  const double seconds = r->usage.ru_utime.tv_sec + r->usage.ru_stime.tv_sec +
                         1e-6 * (r->usage.ru_utime.tv_usec + r->usage.ru_stime.tv_usec);

  g_test_message ("%.2f s, %ld kB: %s", seconds, r->usage.ru_maxrss, r->err);
  g_assert_true (WIFEXITED (r->status));
  g_assert_cmpfloat (seconds, <, MOST_SECONDS);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (r->usage.ru_maxrss, <, MOST_KILOBYTES);
#endif
}

static void
assert_refused (const char *line, int status, const char *words)
{
  Result r = run_line (line, NULL);

  g_test_message ("plateau %s", line);
  assert_bounded (&r);
  g_assert_cmpint (WEXITSTATUS (r.status), ==, status);
  g_assert_cmpstr (r.out, ==, "");
  g_assert_true (g_str_has_prefix (r.err, "plateau: "));
  g_assert_nonnull (strstr (r.err, words));
  g_assert_true (strchr (r.err, '\n') == r.err + strlen (r.err) - 1);
  clear (&r);
}

static void
test_given_twice (void)
{
  static const char *const names[] = { "o21x2.plateau", "orbits-overflow.csv",
                                       "orbits-overflow.svg" };
  static const char *const commands[] = { "figure @%s -o a.svg", "run @%s", "theory @%s" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (commands); j++)
      {
        g_auto (GStrv) parts = g_strsplit (commands[j], "%s", 2);
        g_autofree char *line = g_strjoin (names[i], parts[0], parts[1], NULL);
        g_autofree char *words =
            g_strconcat (names[i], ": line 6: [beside] orbits: given twice", NULL);

        assert_refused (line, CLI_WRONG_USAGE, words);
      }
  assert_refused ("sweep @dup-x.ini", CLI_WRONG_USAGE, "dup-x.ini: not a sweep: line 3: [sweep] x");
  assert_refused ("figure @dup-x.ini -o a.svg", CLI_WRONG_USAGE, "line 3: [sweep] x: given twice");
}

static void
test_counts (void)
{
  assert_refused ("figure @h6.plateau -o a.svg", CLI_WRONG_USAGE, "allowed are up to 1000000");
  assert_refused ("sweep @h6.plateau", CLI_WRONG_USAGE, "allowed are up to 1000000");
  assert_refused ("sweep @family.ini", CLI_WRONG_USAGE, "family: 100000 values");
  assert_refused ("figure @huge-picture.svg -o a.png", CLI_WRONG_USAGE,
                  "huge-picture.svg: resolution in dpi = 254: allowed is 10 to 89");
}

/* In a batch job nothing long is begun unasked. */
static void
test_asked (void)
{
  assert_refused ("sweep @h1.ini", CLI_WRONG_USAGE, "1000000 cells");
  assert_refused ("figure @h1.ini -o a.svg", CLI_WRONG_USAGE, "1000000 cells");
  assert_refused ("figure @h5.ini -o a.svg", CLI_WRONG_USAGE, "--yes begins it");
  assert_refused ("sweep @h5.ini", CLI_WRONG_USAGE, "--yes begins it");
  assert_refused ("sweep @million-samples.ini", CLI_WRONG_USAGE, "2000000 cells");
  assert_refused ("figure @long-pin.plateau -o a.svg", CLI_WRONG_USAGE, "it may take ");
}

static void
test_kinds (void)
{
  static const char *const paths[] = { "pipe", "/dev/zero", "/dev/tty", "2gb.csv", "2gb.ini", "." };
  static const char *const commands[] = {
    "figure %s -o a.svg",
    "run %s",
    "sweep %s -o a.csv",
    "sweep --merge %s -o a.csv",
    "run --source file --file %s",
    "sweep 3c --yes -o %s",
    "figure 3c -o a.svg --journal %s",
    "figure table1 -o a.svg --journal %s",
  };
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *large = g_build_filename (folder, i == 0 ? "2gb.csv" : "2gb.ini", NULL);
      const int fd = g_open (large, O_WRONLY | O_CREAT, 0600);

      g_assert_cmpint (ftruncate (fd, (off_t) 2 << 30), ==, 0); /* sparse */
      close (fd);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (commands); j++)
      {
        g_auto (GStrv) parts = g_strsplit (commands[j], "%s", 2);
        g_autofree char *line = g_strjoin (paths[i], parts[0], parts[1], NULL);
        Result r = run_line (line, NULL);

        g_test_message ("plateau %s", line);
        assert_bounded (&r);
        g_assert_cmpint (WEXITSTATUS (r.status), !=, 0);
        g_assert_true (strchr (r.err, '\n') == r.err + strlen (r.err) - 1);
        clear (&r);
      }
}

static void
assert_experiment (const char *line, const char *words)
{
  Result r = run_line (line, NULL);

  g_test_message ("plateau %s: %s", line, r.err);
  assert_bounded (&r);
  g_assert_cmpint (WEXITSTATUS (r.status), ==, CLI_DONE);
  g_assert_nonnull (strstr (r.out, words));
  clear (&r);
}

static void
test_whole (void)
{
  Result kicked = run_line ("run @kicked.plateau", NULL), plain = run_line ("run --rho 0.3", NULL);

  g_assert_nonnull (strstr (kicked.out, "# kicks = 150 0.9 0.25\n"));
  g_assert_cmpstr (strstr (kicked.out, "epoch,"), !=, strstr (plain.out, "epoch,"));
  clear (&kicked);
  clear (&plain);
  assert_experiment ("theory @spreadsheet.csv", "# rho = 0.5\n# [training]\n# seed = 3\n");
  assert_refused ("theory @kicked.plateau", CLI_WRONG_USAGE, "kicked");
  assert_refused ("run @left-behind.csv", CLI_WRONG_USAGE, "no experiment in it");
  assert_refused ("run @no-head.csv", CLI_WRONG_USAGE, "no experiment in it");
  assert_refused ("run @digits-and-data.plateau", CLI_WRONG_USAGE, "[data]: not allowed");
}

/* What nobody has asked to see is not repeated. */
static void
test_secret (void)
{
  static const char *const texts[] = { "root:x:0:0:secret,a,b\n1,2\n",
                                       "user,password,n\nme,secret,3\n", "secret\nsecret\n",
                                       "1,2,3\n1,2,secret\n" };
  g_autofree char *path = g_build_filename (folder, "passwd", NULL);
  g_autofree char *plateau = g_build_filename (folder, "names.plateau", NULL);
  g_autofree char *text = g_strdup_printf ("[data]\nsource = file\nfile = %s\n", path);

  g_assert_true (g_file_set_contents (plateau, text, -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Result r;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      r = run_line ("run names.plateau", NULL);
      g_test_message ("%s", r.err);
      g_assert_cmpint (WEXITSTATUS (r.status), !=, 0);
      g_assert_null (strstr (r.err, "secret"));
      clear (&r);
    }
}

/* One line, whatever a file is called; and "--" before names that look like options. */
static void
test_names (void)
{
  const char *const lines[] = { g_getenv ("PLATEAU_BINARY"), "run", "a\nb\x1b[2J", NULL };
  const char *const dashes[] = { g_getenv ("PLATEAU_BINARY"), "theory", "--", "--rho", NULL };
  g_autofree char *dashed = g_build_filename (folder, "--rho", NULL);
  Result r = run (lines, NULL);

  g_assert_cmpint (WEXITSTATUS (r.status), ==, CLI_FAILED);
  g_assert_nonnull (strstr (r.err, "a\\nb\\x1b[2J: "));
  g_assert_true (strchr (r.err, '\n') == r.err + strlen (r.err) - 1);
  clear (&r);
  g_assert_true (g_file_set_contents (dashed, "[data]\nrho = 0.25\n", -1, NULL));
  r = run (dashes, NULL);
  g_assert_cmpint (WEXITSTATUS (r.status), ==, CLI_DONE);
  g_assert_nonnull (strstr (r.out, "# rho = 0.25\n"));
  clear (&r);
}

static void
test_full (void)
{
  static const char *const lines[] = { "--help",       "--version",     "run --help",
                                       "sweep --list", "figure --list", "digits --help",
                                       "run",          "theory" };

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    return g_test_skip ("no device that is always full");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Result r = run_line (lines[i], "/dev/full");

      g_test_message ("%s: %s", lines[i], r.err);
      g_assert_cmpint (WEXITSTATUS (r.status), ==, CLI_FAILED);
      g_assert_true (g_str_has_prefix (r.err, "plateau: standard output: cannot be written"));
      clear (&r);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-hostile-XXXXXX", NULL);
  g_test_add_func ("/cli/hostile/given-twice", test_given_twice);
  g_test_add_func ("/cli/hostile/counts", test_counts);
  g_test_add_func ("/cli/hostile/asked", test_asked);
  g_test_add_func ("/cli/hostile/kinds", test_kinds);
  g_test_add_func ("/cli/hostile/whole", test_whole);
  g_test_add_func ("/cli/hostile/secret", test_secret);
  g_test_add_func ("/cli/hostile/names", test_names);
  g_test_add_func ("/cli/hostile/full", test_full);
  status = g_test_run ();
  char *removal[] = { (char *) "rm", (char *) "-r", folder, NULL };
  g_spawn_sync (NULL, removal, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (folder);
  return status;
}
