/* The command line as a user runs it: results, refusals, exit statuses, and no half-written files.
 */
#include "cli_fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
test_refusals (void)
{
  assert_refused ("run --rho 1.5", 2, "rho = 1.5: allowed is a number from -1 to 1");
  assert_refused ("run --rho nan", 2, "rho = nan");
  assert_refused ("run --rho inf", 2, "rho = inf");
  assert_refused ("run --rho", 2, "--rho: needs a value");
  assert_refused ("run --roh 0", 2, "--roh: no such option");
  assert_refused ("run --init_scale 1", 2, "--init_scale: no such option");
  assert_refused ("run --fusion 3", 2, "fusion = 3: allowed is 1 to depth, and depth = 2");
  assert_refused ("run -x", 2, "-x: no such option");
  assert_refused ("run missing.plateau", 1, "missing.plateau");
  assert_refused ("walk", 2, "walk: no such file or subcommand");
  assert_refused ("--verbose", 2, "--verbose: no such");
  assert_refused ("figure", 2, "name a figure");
  assert_refused ("figure 2z -o a.png", 2, "2z");
  assert_refused ("figure 2a", 2, "-o FILE is needed");
  assert_refused ("figure 2a --rho 0.3 -o a.png", 2, "figure 2a: it has its own experiment");
  assert_refused ("figure portrait --fusion 3 -o a.png", 2, "fusion = 3: allowed is 1 to depth");
  assert_refused ("figure 2a -o a.bmp", 2, "a.bmp: unknown kind of file");
  assert_refused ("figure 2a -o a.png --width -1", 2, "--width -1: allowed is");
  assert_refused ("figure 2a -o a.png --dpi 9", 2, "--dpi 9: allowed is 10 to 2400");
  assert_refused ("figure 2a -o a.png --dpi 2500", 2, "--dpi 2500: allowed is 10 to 2400");
  assert_refused ("figure 2a -o a.png --width 20", 2, "width in mm = 20: allowed is 32.2 to 2000");
  assert_refused ("run --name-a a\x01", 2, "name_a = a\\x01: allowed is one line of UTF-8 without");
  assert_refused ("run --name-a \xef\xbf\xbe", 2, "allowed is one line of UTF-8 without");
  assert_refused ("figure loss -o a.gif --seconds 0", 2, "--seconds 0: allowed is 0.1 to 600");
  assert_refused ("figure loss -o a.gif --rate 0", 2, "--rate 0: allowed is 1 to 60");
  assert_refused ("figure 2a -o a.png --preset cell", 2,
                  "preset cell: allowed are icml, icml-wide");
  assert_refused ("figure 2a -o a.png --style blue", 2, "--style blue: allowed are");
  assert_refused ("theory --rho 3", 2, "rho = 3: allowed is");
  assert_refused ("theory --jason", 2, "--jason: no such option");
  assert_refused ("selftest extra", 2, "extra");
  assert_refused ("run -o none/a.csv", 1, "none/a.csv: cannot be written");
  assert_refused ("figure 2a -o none/a.png", 1, "none/a.png: cannot be written");
  assert_refused ("run -o .", 1, ".: cannot be written");
}

static void
test_no_display (void)
{
  assert_refused ("", 1, "no display");
}

static void
test_help (void)
{
  Result r = run ("--help");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "plateau run"));
  clear (&r);
  r = run ("run --help");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "--init-scale"));
  g_assert_nonnull (strstr (r.out, "plain|random|balanced (random)"));
  clear (&r);
  r = run ("--version");
  g_assert_cmpstr (r.out, ==, "plateau " PLATEAU_VERSION "\n");
  clear (&r);
}

static void
test_run (void)
{
  Result r = run ("run --rho 0.5 --epochs 3");
  g_auto (GStrv) lines = g_strsplit (r.out, "\n", -1);

  g_assert_cmpint (r.status, ==, 0);
  g_assert_cmpstr (r.err, ==, "");
  g_assert_cmpstr (lines[0], ==, "# Plateau " PLATEAU_VERSION);
  g_assert_nonnull (strstr (r.out, "# rho = 0.5\n"));
  g_assert_nonnull (strstr (r.out, "\nepoch,loss,w_a,w_b\n0,"));
  g_assert_nonnull (strstr (r.out, "\n3,"));
  g_assert_null (strstr (r.out, "\n4,"));
  clear (&r);
}

static void
test_run_is_repeatable (void)
{
  Result a = run ("run --depth 3 --fusion 2 --width 20"),
         b = run ("run --depth=3 --fusion=2 --width=20");

  g_assert_cmpstr (a.out, ==, b.out);
  clear (&a);
  clear (&b);
}

static void
test_diverged (void)
{
  Result r = run ("run --learning-rate 0.9");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "# diverged at epoch "));
  g_assert_null (strstr (r.out, "nan"));
  g_assert_null (strstr (r.out, "inf,"));
  clear (&r);
}

static void
test_files (void)
{
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *experiment = g_build_filename (folder, "a.plateau", NULL);
  g_autofree char *text = NULL;
  Result r, out;

  g_file_set_contents (experiment, "[data]\nrho = 0.25\n[network]\nwidth = 10\n", -1, NULL);
  r = run ("run a.plateau --width 12 -o a.csv");
  g_assert_cmpstr (r.err, ==, "");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# rho = 0.25\n"));
  g_assert_nonnull (strstr (text, "# width = 12\n"));
  out = run ("run --width 12 --rho 0.25");
  g_assert_cmpstr (out.out, ==, text);
  clear (&out);
  clear (&r);

  g_file_set_contents (experiment, "[data]\nrho = 7\n", -1, NULL);
  assert_refused ("run a.plateau", 2, "a.plateau: rho = 7: allowed is");
  g_unlink (csv);
  g_unlink (experiment);
}

static void
test_figures (void)
{
  static const char *const endings[] = { "png", "svg", "pdf", "csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("figure 2b -o f.%s", endings[i]);
      g_autofree char *name = g_strdup_printf ("f.%s", endings[i]);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      Result r = run (arguments);

      g_assert_cmpstr (r.err, ==, "");
      g_assert_cmpint (r.status, ==, 0);
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      g_unlink (path);
      clear (&r);
    }
}

/* Text and JSON name the same numbers; "never" where B is never learned; nothing is not a number.
 */
static void
test_theory (void)
{
  Result r = run ("theory --rho 0.5 --samples 0");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "\nratio 5\n"));
  g_assert_nonnull (strstr (r.out, "\nweight_a_alone 1.25\n"));
  clear (&r);
  r = run ("theory --rho 0.5 --samples 0 --json");
  g_assert_nonnull (strstr (r.out, "\"ratio\": 5,"));
  clear (&r);
  /* The network's own times and stages: three where A is learned with the wrong sign first. */
  r = run ("theory --rho 0.8 --w-a -0.2");
  g_assert_nonnull (strstr (r.out, "\nlimits none\nown_t_a "));
  g_assert_nonnull (strstr (r.out, "\nown_limits none\nstages 3\nstage_1_t "));
  g_assert_nonnull (strstr (r.out, "\nstage_3_modality a\nstage_3_sign -1\n"));
  clear (&r);
  r = run ("theory --json --depth 4 --fusion 3 --init-scale 0.1");
  g_assert_nonnull (strstr (r.out, "\"limits\": [\"unaligned\"],"));
  g_assert_nonnull (strstr (r.out, "\"own_limits\": [],\n  \"stages\": [\n    { \"time\": "));
  clear (&r);
  /* Under the logistic loss no point is there to rest at; of XOR there is no theory of B. */
  r = run ("theory --loss logistic");
  g_assert_nonnull (strstr (r.out, "\nloss_start 0.693147180559945"));
  g_assert_nonnull (strstr (r.out, "\nloss_a_alone none\nloss_b_alone none\nloss_end none\n"));
  g_assert_nonnull (strstr (r.out, "\nweight_a_end none\n"));
  g_assert_nonnull (strstr (r.out, "\nmisattribution none\n"));
  clear (&r);
  r = run ("theory --source xor --activation relu");
  g_assert_nonnull (strstr (r.out, "\nt_b none\n"));
  clear (&r);
  /* Collinear modalities end where A alone does, which is what the run takes. */
  r = run ("theory --rho 1 --samples 0");
  g_assert_nonnull (strstr (r.out, "\nweight_a_end 1.5\n"));
  g_assert_nonnull (strstr (r.out, "\nweight_b_end 0\n"));
  g_assert_nonnull (strstr (r.out, "\nmisattribution none\n"));
  clear (&r);
  r = run ("theory --activation relu --rho 0.5");
  g_assert_nonnull (strstr (r.out, "\nmisattribution 0.49"));
  clear (&r);
  r = run ("theory --activation relu");
  g_assert_nonnull (strstr (r.out, "\nlimits relu\n"));
  /* The reduced dynamics of the linear network beside it. */
  g_assert_nonnull (strstr (r.out, "\nown_t_a "));
  g_assert_nonnull (strstr (r.out, "\nown_limits relu\n"));
  clear (&r);
  /* Theory is of the samples; the population's stands beside it where it would be seen. */
  r = run ("theory");
  g_assert_nonnull (strstr (r.out, "\npopulation none\n"));
  clear (&r);
  r = run ("theory --noise 1 --samples 60");
  g_assert_nonnull (strstr (r.out, "\nown_t_a 169.5"));
  g_assert_nonnull (strstr (r.out, "\npopulation differs\npopulation_t_a 126.0"));
  clear (&r);
  r = run ("theory --w-a 0 --w-b 0");
  g_assert_nonnull (strstr (r.out, "\nown_t_b none\nown_ratio none\n"));
  clear (&r);
  /* Within what a run is followed for. */
  r = run ("theory --sigma-b 0.0001 --rho 0.5");
  g_assert_nonnull (strstr (r.out, "\nown_t_b not reached\nown_ratio not reached\n"));
  clear (&r);
  r = run ("theory --rho -1");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "\nt_b never\n"));
  g_assert_null (strstr (r.out, "nan"));
  g_assert_null (strstr (r.out, "inf"));
  clear (&r);
}

static void
test_selftest (void)
{
  Result r = run ("selftest");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "checks, "));
  g_assert_null (strstr (r.out, "FAIL"));
  clear (&r);
}

/* A special file is written through, never replaced. */
static void
test_device (void)
{
  GStatBuf info;
  Result r = run ("run --epochs 1 -o /dev/null");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_cmpint (g_stat ("/dev/null", &info), ==, 0);
  g_assert_false (S_ISREG (info.st_mode));
  clear (&r);
  assert_refused ("run --epochs 1 -o /dev/full", 1, "/dev/full: cannot be written");
}

static void
test_nothing_left_behind (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = g_dir_read_name (dir);

  g_assert_cmpstr (name, ==, NULL);
}

/* A log of one's own is drawn beside the run, kept whole in its CSV, and named in it. */
static void
test_log (void)
{
  g_autofree char *log = g_build_filename (folder, "mine.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "l.csv", NULL), *csv = NULL;
  g_autoptr (GString) text = g_string_new ("Wall time,Step,Value\n");
  Result r;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (text, "%d,%d,%g\n", 1690000000 + i, i,
                            i < 20    ? 2.0
                            : i < 150 ? 1
                                      : 0.5);
  g_assert_true (g_file_set_contents (log, text->str, -1, NULL));
  r = run ("figure loss --log mine.csv -o l.csv");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.err, "falls in 2 stages"));
  clear (&r);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "# log = mine.csv\n"));
  g_assert_nonnull (strstr (csv, "# log: Its loss falls in 2 stages"));
  g_assert_nonnull (strstr (csv, "# log_step,log_loss\n# 0,2\n"));
  assert_refused ("figure loss --log none.csv -o m.csv", 1, "none.csv");
  g_remove (log);
  g_remove (path);
}

/* Figures of any experiment listen to its keys. */
static void
test_figure_of_experiment (void)
{
  Result r = run ("figure portrait --depth 3 --fusion 2 --rho 0.3 -o p.csv");
  g_autofree char *path = g_build_filename (folder, "p.csv", NULL), *csv = NULL;

  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "# depth = 3\n"));
  g_assert_nonnull (strstr (csv, "# rho = 0.3\n"));
  g_assert_nonnull (strstr (csv, "\n# m_0 to m_a: theory "));
  g_assert_nonnull (strstr (csv, "\nunstable_m_a,"));
  clear (&r);
  r = run ("figure first --depth 3 --fusion 3 -o p.svg");
  g_assert_cmpint (r.status, ==, 0);
  clear (&r);
  g_unlink (path);
  g_free (path);
  path = g_build_filename (folder, "p.svg", NULL);
  g_unlink (path);
}

/* What was exported is drawn again from its own file, byte for byte; `plateau run` trains it. */
static void
test_exported_file (void)
{
  g_autofree char *first = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *second = g_build_filename (folder, "b.svg", NULL);
  g_autofree char *bytes = NULL, *again = NULL;
  Result r = run ("figure run --rho 0.3 --epochs 200 --epoch 120 --width 120 --font-size 9 "
                  "--style dark --transparent -o a.svg");

  g_assert_cmpstr (r.err, ==, "");
  clear (&r);
  r = run ("figure a.svg -o b.svg");
  g_assert_cmpstr (r.err, ==, "");
  g_assert_true (g_file_get_contents (first, &bytes, NULL, NULL));
  g_assert_true (g_file_get_contents (second, &again, NULL, NULL));
  g_assert_cmpstr (bytes, ==, again);
  clear (&r);
  r = run ("run a.svg");
  g_assert_nonnull (strstr (r.out, "# rho = 0.3\n"));
  g_assert_nonnull (strstr (r.out, "\n200,"));
  clear (&r);
  assert_refused ("figure a.svg --rho 0.1 -o b.svg", 2, "it has its own experiment");
  g_unlink (first);
  g_unlink (second);
  assert_refused ("figure . -o a.svg", 1, ".: cannot be opened: it is a folder");
}

/* So are those of what is found on disk: own data beside the picture, and a log; and of networks
 * whose samples need not be looked at one by one, at once. */
static void
test_exported_again (void)
{
  static const char *const commands[] = {
    "figure loss --source file --file data.csv --inputs-a 1 -o a.",
    "figure loss --log log.csv --epochs 100 -o a.",
    "figure run --activation relu -o a.",
    "figure 9 -o a.",
    "figure weights --source xor --activation relu -o a.",
  };
  static const char *const endings[] = { "svg", "eps", "csv" };
  g_autofree char *data = g_build_filename (folder, "data.csv", NULL);
  g_autofree char *log = g_build_filename (folder, "log.csv", NULL);

  g_assert_true (
      g_file_set_contents (data, "a,b,y\n1,2,3\n2,1,3.1\n4,4,8\n0,1,1\n3,0,3\n", -1, NULL));
  g_assert_true (g_file_set_contents (log, "step,loss\n0,1\n10,0.9\n20,0.2\n30,0.1\n", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *ending = endings[i % G_N_ELEMENTS (endings)];
      g_autofree char *first = g_strconcat (folder, "/a.", ending, NULL);
      g_autofree char *second = g_strconcat (folder, "/b.", ending, NULL);
      g_autofree char *draw = g_strconcat (commands[i], ending, NULL);
      g_autofree char *redraw = g_strdup_printf ("figure a.%s -o b.%s", ending, ending);
      g_autofree char *bytes = NULL, *again = NULL;
      Result r = run (draw);

      g_assert_cmpint (r.status, ==, 0);
      clear (&r);
      r = run (redraw);
      g_test_message ("%s: %s", redraw, r.err);
      g_assert_cmpint (r.status, ==, 0);
      clear (&r);
      g_assert_true (g_file_get_contents (first, &bytes, NULL, NULL));
      g_assert_true (g_file_get_contents (second, &again, NULL, NULL));
      g_assert_cmpstr (bytes, ==, again);
      g_unlink (second);
      if (strstr (draw, "log.csv") != NULL)
        {
          g_unlink (log);
          assert_refused (redraw, 1, "log.csv: cannot be opened");
        }
      g_unlink (first);
    }
  g_unlink (data);
}

/* The heights of pages: panels side by side where they are wide enough, else below one another; as
 * high as given where it is given. */
static void
test_height_follows_width (void)
{
  static const struct
  {
    const char *options;
    double least, most; /* points */
  } pages[] = {
    { "figure grid", 335, 345 },
    { "figure grid --width 85", 600, 700 },
    { "figure grid --width 85 --height 120", 335, 345 },
    { "figure run --epochs 200 --width 171.5", 110, 160 },
    { "figure run --epochs 200", 265, 275 },
    { "figure loss --epochs 200 --width 50", 110, 125 },
    { "figure grid --preset icml", 590, 700 },
    { "figure grid --preset slide", 404, 406 },
  };
  g_autofree char *path = g_build_filename (folder, "page.svg", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *command = g_strdup_printf ("%s -o page.svg", pages[i].options);
      g_autofree char *svg = NULL;
      const char *height;
      Result r = run (command);

      g_assert_cmpstr (r.err, ==, "");
      clear (&r);
      g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
      height = strstr (svg, "height=\"");
      g_assert_nonnull (height);
      g_assert_cmpfloat (g_ascii_strtod (height + strlen ("height=\""), NULL), >, pages[i].least);
      g_assert_cmpfloat (g_ascii_strtod (height + strlen ("height=\""), NULL), <, pages[i].most);
    }
  g_unlink (path);
}

/* What is given where it has no effect is said in one line, and changes nothing. */
static void
test_unused (void)
{
  static const char *const lines[][2] = {
    { "run --source xor --rho 0.7 --epochs 3",
      "plateau: --rho 0.7 has no effect: source is xor; it applies to scalar, vector\n" },
    { "run --slope=0 --epochs 3",
      "plateau: --slope 0 has no effect: activation is linear; it applies to relu\n" },
    { "theory --test-share 0.2 --test-share 0.3",
      "plateau: --test-share 0.3 has no effect: source is scalar; it applies to file\n" },
    { "run odd.plateau --epochs 3",
      "plateau: odd.plateau: rho = 0.7 has no effect: source is xor; it applies to scalar, "
      "vector\n" },
    { "run odd.plateau --source scalar --epochs 3", "" },
    { "run --source scalar --rho 0.7 --epochs 3", "" },
    { "figure run --sigma-b 2 --source xor --epochs 3 -o u.csv",
      "plateau: --sigma-b 2 has no effect: source is xor; it applies to scalar, vector\n" },
    { "figure u.csv -o u.svg",
      "plateau: u.csv: sigma_b = 2 has no effect: source is xor; it applies to scalar, vector\n" },
  };
  static const char *const names[] = { "odd.plateau", "u.csv", "u.svg" };
  g_autofree char *odd = g_build_filename (folder, names[0], NULL);

  g_assert_true (g_file_set_contents (odd, "[data]\nsource = xor\nrho = 0.7\n", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Result r = run (lines[i][0]);

      g_assert_cmpint (r.status, ==, 0);
      g_assert_cmpstr (r.err, ==, lines[i][1]);
      clear (&r);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
}

/* What is written for people is in their language, what is written to files is not. */
static void
test_languages (void)
{
  static const char *const arguments[] = {
    "run --depth 3 --width 10 --learning-rate 0.2 --epochs 300",
    "run --init plain --init-scale 0.5 --learning-rate 1 --width 10 --epochs 300",
    "figure 5 -o -.csv",
  };
  g_autofree char *messages = g_build_filename (g_test_get_dir (G_TEST_BUILT), "../po", NULL);
  g_autofree char *path = g_build_filename (folder, "-.csv", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      char *texts[2] = { NULL };

      for (int german = 0; german < 2; german++)
        {
          g_setenv ("PLATEAU_LOCALEDIR", messages, TRUE);
          g_setenv ("LANGUAGE", german ? "de" : "en", TRUE);
          Result r = run (arguments[i]);
          g_unsetenv ("LANGUAGE");
          g_unsetenv ("PLATEAU_LOCALEDIR");
          g_assert_cmpint (r.status, ==, 0);
          if (!g_file_get_contents (path, &texts[german], NULL, NULL))
            texts[german] = g_strdup (r.out);
          g_remove (path);
          clear (&r);
        }
      g_assert_cmpstr (texts[0], ==, texts[1]);
      g_free (texts[0]);
      g_free (texts[1]);
    }
}

/* Words need no file; several files of one figure are written at once. */
static void
test_words_and_files (void)
{
  g_autofree char *svg = g_build_filename (folder, "w.svg", NULL);
  g_autofree char *csv = g_build_filename (folder, "w.csv", NULL), *text = NULL;
  Result r = run ("figure 2a --caption");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "L_f = 1"));
  clear (&r);
  r = run ("figure --cite");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "@inproceedings{"));
  clear (&r);
  assert_refused ("figure 2a --rho 0.3 --caption", 2, "figure 2a: it has its own experiment");
  r = run ("figure 2a -o w.svg -o w.csv");
  g_assert_cmpstr (r.err, ==, "");
  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_file_test (svg, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (csv, G_FILE_TEST_EXISTS));
  clear (&r);
  g_unlink (svg);
  g_unlink (csv);
  /* Several plots on a page, with what a journal wants. */
  r = run ("figure loss,weights,features -o w.svg --hide-titles --line-width 1.5 --font Serif");
  g_assert_cmpstr (r.err, ==, "");
  g_assert_true (g_file_get_contents (svg, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "panels = loss weights features\n"));
  g_assert_nonnull (strstr (text, "line_width = 1.5\n"));
  g_assert_nonnull (strstr (text, "Serif, sans-serif\""));
  g_assert_null (strstr (text, ">Loss<"));
  clear (&r);
  g_unlink (svg);
  assert_refused ("figure loss,weits -o w.svg", 2, "no figure loss,weits");
  assert_refused ("figure loss -o w.svg --line-width 9", 2, "line_width = 9: allowed is 0.2 to 5");
  /* None is written where one is refused. */
  assert_refused ("figure 2a -o w.svg -o w.bmp", 2, "w.bmp: unknown kind of file");
  g_assert_false (g_file_test (svg, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-cli-XXXXXX", NULL);
  g_test_add_func ("/cli/commands/log", test_log);
  g_test_add_func ("/cli/commands/refusals", test_refusals);
  g_test_add_func ("/cli/commands/no-display", test_no_display);
  g_test_add_func ("/cli/commands/help", test_help);
  g_test_add_func ("/cli/commands/run", test_run);
  g_test_add_func ("/cli/commands/run-is-repeatable", test_run_is_repeatable);
  g_test_add_func ("/cli/commands/diverged", test_diverged);
  g_test_add_func ("/cli/commands/files", test_files);
  g_test_add_func ("/cli/commands/figures", test_figures);
  g_test_add_func ("/cli/commands/figure-of-experiment", test_figure_of_experiment);
  g_test_add_func ("/cli/commands/exported-file", test_exported_file);
  g_test_add_func ("/cli/commands/exported-again", test_exported_again);
  g_test_add_func ("/cli/commands/height-follows-width", test_height_follows_width);
  g_test_add_func ("/cli/commands/unused", test_unused);
  g_test_add_func ("/cli/commands/languages", test_languages);
  g_test_add_func ("/cli/commands/theory", test_theory);
  g_test_add_func ("/cli/commands/selftest", test_selftest);
  g_test_add_func ("/cli/commands/device", test_device);
  g_test_add_func ("/cli/commands/words-and-files", test_words_and_files);
  g_test_add_func ("/cli/commands/nothing-left-behind", test_nothing_left_behind);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
