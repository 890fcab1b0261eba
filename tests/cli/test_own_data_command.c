/* Data of one's own on the command line: as other programs write them, wherever they lie. */
#include "cli_fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define TABLE "1,2,3,5\n-1,1,0,1\n0,-2,1,-2\n2,1,-1,2\n-2,0,2,-1\n1,-1,-2,-3\n"

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *inner = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* What a run writes below its header, which names the file. Owned by the caller. */
static char *
run_rows (const char *arguments, const char *note)
{
  g_autofree char *command = g_strdup_printf ("%s --epochs 20", arguments);
  Result r = run (command);
  char *rows;

  g_test_message ("%s", r.err);
  g_assert_cmpint (r.status, ==, 0);
  if (note != NULL)
    g_assert_nonnull (strstr (r.err, note));
  else
    g_assert_cmpstr (r.err, ==, "");
  rows = g_strdup (strstr (r.out, "\nepoch,"));
  g_assert_nonnull (rows);
  clear (&r);
  return rows;
}

/* The ending does not matter, nor what separates cells; what is left out is said. */
static void
test_run (void)
{
  static const struct
  {
    const char *name, *text, *note;
  } files[] = {
    { "t.tsv", "a\tb\tc\ty\n1\t2\t3\t5\n-1\t1\t0\t1\n0\t-2\t1\t-2\n2\t1\t-1\t2\n-2\t0\t2\t-1\n"
               "1\t-1\t-2\t-3\n" },
    { "t.txt", "1 2 3 5\n-1 1 0 1\n0 -2 1 -2\n2 1 -1 2\n-2 0 2 -1\n1 -1 -2 -3\n" },
    { "t.dat", "# a b c y\n1 2 3 5\n-1 1 0 1\n0 -2 1 -2\n2 1 -1 2\n-2 0 2 -1\n1 -1 -2 -3\n" },
    { "t.csv",
      ",a,b,c,y\n0,1,2,3,5\n1,-1,1,0,1\n2,0,-2,1,-2\n3,2,1,-1,2\n4,-2,0,2,-1\n5,1,-1,-2,-3\n",
      "left out: column 1: counts rows" },
    { "t.data", "a,b,c,y\n1,2,3,5\n-1,1,0,1\n0,-2,1,-2\n2,1,-1,2\n-2,0,2,-1\n1,-1,-2,-3\n9,?,0,1\n",
      "rows left out that lack a cell: 1" },
  };
  g_autofree char *wanted = NULL;

  write_file ("plain.csv", TABLE);
  wanted = run_rows ("run plain.csv --inputs-a 2", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *command = g_strdup_printf ("run %s --inputs-a 2", files[i].name);
      g_autofree char *rows = NULL;

      write_file (files[i].name, files[i].text);
      rows = run_rows (command, files[i].note);
      g_assert_cmpstr (rows, ==, wanted);
    }
}

/* Columns by name; a file that the default would refuse is read as the flags say. */
static void
test_flags (void)
{
  g_autofree char *wanted = NULL, *named = NULL, *marked = NULL;

  write_file ("named.csv", "y,a,note,b\n1.5,1,x,2\n2.5,3,12a,1\n-1,-2,5,0\n0,1,3,-2\n-3,0,4,1\n");
  write_file ("plain.csv", "1,2,1.5\n3,1,2.5\n-2,0,-1\n1,-2,0\n0,1,-3\n");
  wanted = run_rows ("run plain.csv", NULL);
  assert_refused ("run named.csv", 2, "line 2, column 3 (note): “x”");
  named = run_rows ("run named.csv --columns-a a --columns-b b --target y", "(note): not chosen");
  g_assert_cmpstr (named, ==, wanted);
  write_file ("marks.csv", "a;b;y\n1.234;2;1\n2.345;1;0\n3.456;5;2\n");
  assert_refused ("run marks.csv", 2, "decimal = point or decimal = comma");
  marked = run_rows ("run marks.csv --decimal comma", "standardised");
  assert_refused ("run plain.csv --inputs-a 7", 2, "inputs_a = 7: allowed is 1 to 1");
}

/* Beside the file that names them, from wherever the program is started. */
static void
test_moved (void)
{
  g_autofree char *wanted = NULL, *moved = NULL;

  write_file ("there/data.csv", TABLE);
  write_file ("there/e.plateau", "[data]\nsource = file\nfile = data.csv\ninputs_a = 2\n");
  write_file ("there/s.sweep", "[data]\nsource = file\nfile = data.csv\ninputs_a = 2\n"
                               "[sweep]\nx = learning_rate 0.01:0.02:0.01\n");
  wanted = run_rows ("run there/data.csv --inputs-a 2", NULL);
  moved = run_rows ("run there/e.plateau", NULL);
  g_assert_cmpstr (moved, ==, wanted);
}

static void
assert_drawn (const char *arguments, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *command = g_strdup_printf ("figure %s -o %s", arguments, name);
  Result r = run (command);

  g_test_message ("%s", r.err);
  g_assert_cmpint (r.status, ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  clear (&r);
}

/* Figures of any experiment are drawn of an experiment or of data, changed by the keys. */
static void
test_figure (void)
{
  write_file ("plain.csv", TABLE);
  write_file ("e.plateau", "[data]\nrho = 0.3\n[training]\nepochs = 50\n");
  assert_drawn ("loss plain.csv --inputs-a 2 --epochs 20", "g.svg");
  assert_drawn ("plain.csv grid --epochs 20", "g.svg");
  assert_drawn ("loss e.plateau --rho 0.5", "g.svg");
  assert_refused ("figure e.plateau -o g.svg", 2, "name a figure, as in `plateau figure run FILE`");
  assert_refused ("figure loss e.plateau plain.csv -o g.svg", 2, "only one experiment file");
  assert_refused ("figure 2a e.plateau -o g.svg", 2, "figure 2a: it has its own experiment");
  assert_refused ("figure loss nothing.csv -o g.svg", 2, "nothing.csv");
}

/* In words, or for scripts; numbers are tested where they are computed. */
static void
test_report (void)
{
  Result r;

  write_file ("plain.csv", "sound,light,touch,mood\n" TABLE);
  r = run ("report plain.csv --inputs-a 2");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_cmpstr (r.err, ==, "");
  g_assert_nonnull (strstr (r.out, "Modality A: 2 inputs (sound, light)\n"));
  g_assert_nonnull (strstr (r.out, "  L = 4, L_f = 4: "));
  clear (&r);
  r = run ("report plain.csv --json --columns-a touch --columns-b light");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_str_has_prefix (r.out, "{\n  \"version\": \""));
  g_assert_nonnull (strstr (r.out, "\"names_a\": \"touch\""));
  g_assert_nonnull (strstr (r.out, "column 1 (sound): not chosen"));
  clear (&r);
  /* No experiment, though it begins with a bracket. */
  write_file ("list.csv", "[{\"a\": 1, \"b\": 2, \"y\": 3}]\n");
  assert_refused ("report list.csv", 2, "list.csv: line 2: no row of numbers");
  assert_refused ("report plain.csv --activation relu", 2, "report: allowed are linear networks");
}

/* Years of an economy, as public sets have them: a column of names, units of all sizes, columns
 * that all rise together, one that another gives exactly, a cell that is missing. It is opened and
 * learned without a setting. */
static void
test_collinear (void)
{
  g_autoptr (GString) text = g_string_new ("\"\",\"deflator\",\"GNP\",\"GNP.2\",\"army\",\"year\","
                                           "\"state\",\"employed\"\n");
  Result r;

  for (int i = 0; i < 16; i++)
    {
      const double wave = (i * 7 % 5) - 2;
      const double gnp = 234.289 + 21.3 * i + 3 * wave;

      g_string_append_printf (text, "\"%d\",%.1f,%.3f,%.3f,%d,%d,\"%s\",", 1947 + i,
                              83 + 2.2 * i + 0.7 * wave, gnp, 2 * gnp + 10,
                              145 + 1000 * (i * 3 % 7), 1947 + i, i % 3 == 0 ? "war" : "peace");
      g_string_append_printf (text, i == 9 ? "NA\n" : "%.3f\n", 60.3 + 0.7 * i + 0.2 * wave);
    }
  write_file ("years.csv", text->str);
  r = run ("run years.csv");
  g_test_message ("%s", r.err);
  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "\n# learned at epoch "));
  g_assert_nonnull (strstr (r.err, "column 7 (state): words"));
  g_assert_nonnull (strstr (r.err, "rows left out that lack a cell: 1"));
  g_assert_nonnull (strstr (r.err, "standardised: "));
  clear (&r);
}

static void
assert_kept (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *now = NULL;

  g_assert_true (g_file_get_contents (path, &now, NULL, NULL));
  g_assert_cmpstr (now, ==, text);
}

/* What is read is never written to, by whatever name; a picture of ours is drawn again in place. */
static void
test_input_kept (void)
{
  static const char *const commands[] = {
    "run plain.csv -o plain.csv",
    "run plain.csv -o ./there/../plain.csv",
    "run plain.csv -o soft.csv",
    "run soft.csv -o plain.csv",
    "run plain.csv -o hard.csv",
    "run plain.csv --save-samples plain.csv",
    "run e.plateau -o e.plateau",
    "run e.plateau -o plain.csv",
    "run e.plateau -o log.csv",
    "run --source file --file plain.csv --inputs-a 1 -o plain.csv",
    "figure run plain.csv -o plain.csv",
    "figure loss e.plateau -o log.csv",
    "figure old.svg -o plain.csv",
    "report plain.csv -o plain.csv",
    "theory e.plateau -o e.plateau",
    "sweep s.ini -o s.ini",
  };
  static const char *const experiment = "[data]\nsource = file\nfile = plain.csv\ninputs_a = 1\n"
                                        "[training]\nepochs = 20\nlog = log.csv\n";
  static const char *const log = "step,loss\n1,3\n2,2\n3,1\n";
  static const char *const sweep =
      "[sweep]\ntitle = Small\nx = rho -0.5:0.5:5\n[training]\nepochs = 20\n";
  g_autofree char *from = g_build_filename (folder, "plain.csv", NULL);
  g_autofree char *soft = g_build_filename (folder, "soft.csv", NULL);
  g_autofree char *hard = g_build_filename (folder, "hard.csv", NULL);
  Result r;

  write_file ("plain.csv", TABLE);
  write_file ("there/x", "");
  write_file ("e.plateau", experiment);
  write_file ("log.csv", log);
  write_file ("s.ini", sweep);
  g_assert_cmpint (symlink (from, soft), ==, 0);
  g_assert_cmpint (link (from, hard), ==, 0);
  r = run ("figure loss e.plateau -o old.svg");
  g_assert_cmpint (r.status, ==, 0);
  clear (&r);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      r = run (commands[i]); /* which may say more of its data before */
      g_test_message ("plateau %s: %s", commands[i], r.err);
      g_assert_cmpint (r.status, ==, 2);
      g_assert_cmpstr (r.out, ==, "");
      g_assert_true (
          g_str_has_suffix (r.err, "a file that is read; allowed is another one to write to\n"));
      clear (&r);
      assert_kept ("plain.csv", TABLE);
      assert_kept ("e.plateau", experiment);
      assert_kept ("log.csv", log);
      assert_kept ("s.ini", sweep);
    }
  assert_refused ("run --epochs 5 -o out.csv.gz", 2, "out.csv.gz: nothing is packed");
  r = run ("figure old.svg --width 90 -o old.svg");
  g_assert_cmpint (r.status, ==, 0);
  clear (&r);
}

/* Where files may not grow, it is said, and nothing is left. */
static void
test_file_limit (void)
{
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  struct rlimit old, small;

  write_file ("plain.csv", TABLE);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 1000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_refused ("run plain.csv --epochs 100 -o out.csv", 1, "out.csv: cannot be written");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-own-data-XXXXXX", NULL);
  g_test_add_func ("/cli/own-data/run", test_run);
  g_test_add_func ("/cli/own-data/flags", test_flags);
  g_test_add_func ("/cli/own-data/moved", test_moved);
  g_test_add_func ("/cli/own-data/figure", test_figure);
  g_test_add_func ("/cli/own-data/report", test_report);
  g_test_add_func ("/cli/own-data/collinear", test_collinear);
  g_test_add_func ("/cli/own-data/input-kept", test_input_kept);
  g_test_add_func ("/cli/own-data/file-limit", test_file_limit);
  status = g_test_run ();
  char *removal[] = { (char *) "rm", (char *) "-r", folder, NULL };
  g_spawn_sync (NULL, removal, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (folder);
  return status;
}
