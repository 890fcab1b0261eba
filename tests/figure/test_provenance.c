/* Files that can be opened again: the same bytes come out; what is not ours is refused in words. */
#include "figure/figure_registry.h"
#include "figure/figure_sweeps.h"
#include "figure/file/figure_file.h"
#include "figure/file/provenance_file.h"
#include "plot_fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder;

static char *
place (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static GBytes *
write_figure (const FigureData *data, const FigureExport *options, const char *name)
{
  g_autofree char *path = place (name);

  return plot_fixture_write (data, options, path);
}

static void
read_bytes (FigureProvenance *out, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  figure_provenance_from_bytes (out, data, n, &error);
  g_assert_no_error (error);
}

/* Out, in, computed anew, and out: the same. */
static void
assert_round_trip (const FigureData *data, const FigureExport *options, const char *name)
{
  g_autoptr (GBytes) first = write_figure (data, options, name);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (FigureData) again = NULL;
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  read_bytes (&read, first);
  g_assert_true (model_experiment_equal (&read.run.experiment, figure_data_get_experiment (data)));
  g_assert_cmpstr (read.version, ==, PLATEAU_VERSION);
  again = figure_compute_from (&read, NULL, &error);
  g_assert_no_error (error);
  second = write_figure (again, &read.options, name);
  g_test_message ("figure %s as %s: %zu bytes", read.figure, name, g_bytes_get_size (first));
  g_assert_true (g_bytes_equal (first, second));
}

/* One format each, in turn, so that every figure takes part and none takes long; at 40 dpi. */
static void
test_every_figure (void)
{
  static const char *const names[] = { "a.svg", "a.pdf", "a.png", "a.eps", "a.csv" };

  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      FigureExport options;
      g_autoptr (GError) error = NULL;

      if (figure_is_slow (figure))
        continue;
      g_autoptr (FigureData) data = figure_compute (figure, NULL, &error);
      g_assert_no_error (error);
      figure_export_init (&options);
      figure_get_size (figure, &options.width, &options.height);
      options.dpi = 40;
      assert_round_trip (data, &options, names[i % (int) G_N_ELEMENTS (names)]);
    }
}

/* As other programs save an SVG again: metadata with attributes, prefixes, others beside it. */
static void
test_svg_saved_again (void)
{
  static const char *const wraps[] = {
    "<?xml version=\"1.0\"?>\n<!-- made by -->\n<svg xmlns=\"a\" xmlns:svg=\"a\">\n<metadata\n   "
    "id=\"metadata7\">%s</metadata><g/></svg>\n",
    "<?xml version=\"1.0\"?><svg:svg xmlns:svg=\"a\"><svg:metadata><rdf>no "
    "text</rdf></svg:metadata><svg:g>"
    "<svg:metadata id=\"b\">\n  %s</svg:metadata></svg:g></svg:svg>",
    "<svg><metadata><![CDATA[%s]]><more>in it</more></metadata></svg>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wraps); i++)
    {
      g_auto (GStrv) parts = g_strsplit (wraps[i], "%s", 2);
      g_autofree char *svg = g_strconcat (
          parts[0], "# Plateau 0.1.0\n[figure]\nname = loss\n[data]\nrho = 0.25\n", parts[1], NULL);
      g_autoptr (GError) error = NULL;
      FigureProvenance read;

      g_assert_true (figure_provenance_from_bytes (&read, svg, strlen (svg), &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (model_experiment_get (&read.run.experiment, MODEL_RHO), ==, 0.25);
    }
}

/* A sweep over rho and another axis of two values, as far as it needs no runs of its own. */
static FigureData *
compute_sweep (const char *rest)
{
  g_autofree char *text = g_strdup_printf ("[sweep]\ntitle = ρ & σ: \"both\" <once>\n"
                                           "x = rho 0 0.3 0.6\n%s[network]\nfusion = 2\n",
                                           rest);
  const FigureSweep how = { .text = text };
  g_autoptr (GError) error = NULL;
  FigureData *data = figure_compute_sweep (figure_find ("sweep", NULL), &how, NULL, &error);

  g_assert_no_error (error);
  return data;
}

/* Lines, maps, random data: text, measure and marks come back, and the same bytes. */
static void
test_sweeps (void)
{
  static const char *const names[] = { "a.svg", "a.pdf", "a.png", "a.eps", "a.csv" };
  static const char *const kinds[] = {
    "family = sigma_a 3 2  # a line each\nmarks = init plain random\nseeds = 2\n",
    "y = sigma_a 3 2\nmeasure = misattribution\ny_name = \\sigma_A\nlog = y\n",
  };

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (FigureData) data = compute_sweep (kinds[kind]);

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autoptr (GBytes) bytes = NULL;
          g_autofree char *text = NULL;
          FigureExport options;
          FigureProvenance read;

          figure_export_init (&options);
          figure_get_size (figure_data_get_figure (data), &options.width, &options.height);
          options.dpi = 40;
          bytes = write_figure (data, &options, names[i]);
          read_bytes (&read, bytes);
          text = figure_data_dup_sweep (data);
          g_assert_cmpstr (read.figure, ==, "sweep");
          g_assert_cmpstr (read.sweep, ==, text);
          g_assert_nonnull (strstr (read.sweep, "title = ρ & σ: \"both\" <once>\n"));
          assert_round_trip (data, &options, names[i]);
        }
    }
}

/* A sweep that is no picture yet, and one that is wrong. */
static void
test_sweep_text (void)
{
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  g_assert_true (figure_provenance_from_text (&read, "[sweep]\nx = depth 2 3\n", &error));
  g_assert_cmpfloat (read.options.width, ==, 120); /* the figure's own */
  g_assert_cmpint (model_experiment_get_int (&read.run.experiment, MODEL_DEPTH), ==, 2);
  g_assert_false (
      figure_provenance_from_text (&read, "# Plateau 999.1\n[sweep]\nx = rho 7\n", &error));
  g_assert_nonnull (strstr (error->message, "999.1"));
  g_assert_nonnull (strstr (error->message, "rho = 7"));
  g_clear_error (&error);
  g_assert_null (figure_compute (figure_find ("sweep", NULL), NULL, &error));
  g_assert_nonnull (strstr (error->message, "name a file with a sweep"));
}

/* What is not default: experiment, kicks, view, sizes, style. */
static FigureData *
compute_kicked (FigureExport *options)
{
  const ModelKick kicks[] = { { 150, { 0.9, 0.25 } }, { 200, { 1.0 / 3, 0.7 } } };
  ModelRecipe run;
  const StudyView view = { 160.5, TRUE, STUDY_TIME_LOG, 10, 300 };
  g_autoptr (GError) error = NULL;
  FigureData *data;

  model_recipe_init (&run);
  model_experiment_set (&run.experiment, MODEL_RHO, 1.0 / 3, NULL);
  model_experiment_set (&run.experiment, MODEL_EPOCHS, 300, NULL);
  model_experiment_set (&run.experiment, MODEL_SEED, 7, NULL);
  model_recipe_set_kicks (&run, kicks, 2);
  data = figure_compute_run (figure_find ("run", NULL), &run, NULL, NULL, &error);
  g_assert_no_error (error);
  figure_data_set_view (data, &view);
  *options = (FigureExport){ .width = 100.5,
                             .height = 70,
                             .dpi = 40,
                             .font_size = 8.25,
                             .style = PLOT_STYLE_DARK,
                             .transparent = TRUE,
                             .outlines = TRUE,
                             .font = g_intern_string ("DejaVu Serif"),
                             .line_width = 1.5,
                             .hide_titles = TRUE,
                             .hide_letters = TRUE };
  return data;
}

static void
test_everything_told (void)
{
  static const char *const names[] = { "a.svg", "a.pdf", "a.png" };
  FigureExport options;
  g_autoptr (FigureData) data = compute_kicked (&options);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = write_figure (data, &options, names[i]);
      FigureProvenance read;

      read_bytes (&read, bytes);
      g_assert_cmpint (read.run.kicks.n, ==, 2);
      g_assert_cmpint (read.run.kicks.kick[1].epoch, ==, 200);
      g_assert_cmpfloat (read.run.kicks.kick[1].weight[0], ==, 1.0 / 3);
      g_assert_true (study_view_equal (&read.view, figure_data_get_view (data)));
      g_assert_cmpfloat (read.options.width, ==, 100.5);
      g_assert_cmpfloat (read.options.font_size, ==, 8.25);
      g_assert_cmpint (read.options.style, ==, PLOT_STYLE_DARK);
      g_assert_true (read.options.transparent);
      g_assert_true (read.options.outlines);
      g_assert_cmpstr (read.options.font, ==, "DejaVu Serif");
      g_assert_cmpfloat (read.options.line_width, ==, 1.5);
      g_assert_true (read.options.hide_titles);
      g_assert_true (read.options.hide_letters);
      assert_round_trip (data, &options, names[i]);
    }
}

/* The grid shows the panels asked for, and tells which they are. */
static void
test_panels (void)
{
  g_autoptr (FigureData) data = figure_compute (figure_find ("grid", NULL), NULL, NULL);
  g_autoptr (GBytes) all = NULL, one = NULL;
  StudyView view = *figure_data_get_view (data);
  FigureExport options;
  FigureProvenance read;

  figure_export_init (&options);
  all = write_figure (data, &options, "a.svg");
  view.panels = g_intern_string ("weights");
  figure_data_set_view (data, &view);
  one = write_figure (data, &options, "a.svg");
  g_assert_cmpuint (g_bytes_get_size (one), <, g_bytes_get_size (all) / 2);
  read_bytes (&read, one);
  g_assert_cmpstr (read.view.panels, ==, "weights");
  assert_round_trip (data, &options, "a.svg");
}

/* A kick changes the run: what is reopened must not be the run without it. */
static void
test_kicks_count (void)
{
  FigureExport options;
  g_autoptr (FigureData) data = compute_kicked (&options);
  g_autoptr (GBytes) kicked = write_figure (data, &options, "a.svg"), bytes = NULL;
  g_autoptr (FigureData) plain = NULL;
  FigureProvenance read;

  read_bytes (&read, kicked);
  read.run.kicks.n = 0;
  plain = figure_compute_from (&read, NULL, NULL);
  bytes = write_figure (plain, &options, "a.svg");
  g_assert_false (g_bytes_equal (kicked, bytes));
}

/* A whole run of 20,000 epochs, both plots. */
static void
test_svg_is_small (void)
{
  ModelExperiment experiment;
  FigureExport options;
  g_autoptr (FigureData) data = NULL;
  g_autoptr (GBytes) bytes = NULL;

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_EPOCHS, 20000, NULL);
  model_experiment_set (&experiment, MODEL_LEARNING_RATE, 0.002, NULL);
  data = figure_compute_of (figure_find ("run", NULL), &experiment, NULL, NULL);
  figure_export_init (&options);
  bytes = write_figure (data, &options, "a.svg");
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 150000);
}

static void
assert_refused (const char *bytes, gsize n, const char *words)
{
  g_autoptr (GError) error = NULL;
  FigureProvenance out, before;

  memset (&out, 7, sizeof out);
  before = out;
  g_assert_false (figure_provenance_from_bytes (&out, bytes, n, &error));
  g_assert_nonnull (error);
  g_assert_cmpmem (&out, sizeof out, &before, sizeof before);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
assert_text_refused (const char *text, const char *words)
{
  assert_refused (text, strlen (text), words);
}

static void
test_foreign (void)
{
  assert_text_refused ("%PDF-1.7\n<< /Title (x) >>\n%%EOF\n", "a picture without an experiment");
  assert_text_refused ("%PDF-1.7\n<< /Subject (Cats (and dogs)) >>", "a picture without");
  assert_text_refused ("%PDF-1.7\n<< /Subject (never closed", "a picture without");
  assert_text_refused ("%PDF-1.7\n<< /Subject <FEFF00zz>", "a picture without");
  assert_text_refused ("%PDF-1.7\n<< /Subject <FEFFD800>", "a picture without");
  assert_text_refused ("%PDF-1.7\n<< /Subject ", "a picture without");
  assert_text_refused ("<?xml version='1.0'?><svg><metadata id='1'><rdf/></metadata></svg>",
                       "a picture without");
  assert_text_refused ("<svg><metadata>&bogus;</metadata></svg>", "a picture without");
  assert_text_refused ("<svg><metadata>[data]\nrho = 0.5</metadata></svg>", "a picture without");
  /* Ours is never without a figure: this would be an experiment of defaults. */
  assert_text_refused ("<svg><metadata># Plateau 0.1.0</metadata></svg>", "a picture without");
  assert_text_refused ("%PDF-1.7\n<< /Subject (# Plateau of the Andes) >>", "a picture without");
  assert_text_refused ("x,y\n1,2\n", "no experiment in it");
  assert_text_refused ("# some other program\n1,2\n", "no experiment in it");
  assert_text_refused ("hello", "no experiment in it");
  assert_refused ("[data]\0\nrho", 11, "not a text file");
  assert_text_refused ("\xff\xfe", "not a text file");
  assert_text_refused ("\x89PNG\r\n\x1a\n", "a picture without");
  assert_refused ("\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXtDescription", 32, "a picture without");
}

static void
test_wrong_values (void)
{
  assert_text_refused ("# Plateau 0.1.0\n[data]\nrho = 7\n", "rho = 7: allowed is");
  assert_text_refused ("[figure]\nname = 99\n", "99");
  assert_text_refused ("[figure]\nname = 2a\nstyle = neon\n", "light, dark, print");
  assert_text_refused ("[figure]\nwidth = wide\n", "width = wide");
  assert_text_refused ("[figure]\ntransparent = perhaps\n", "true, false");
  assert_text_refused ("[figure]\npanels = loss teapot\n", "panels = loss teapot");
  assert_text_refused ("[figure]\npanels = grid\n", "panels = grid");
  assert_text_refused ("[figure]\npanels =\n", "names of plots");
  assert_text_refused ("[figure]\nlove = 1\n", "[figure] love");
  assert_text_refused ("[run]\nkicks = 3 4\n", "kicks = 3 4");
  assert_text_refused ("[run]\nkicks = 30 1 1; 20 1 1\n", "in increasing epoch");
  assert_text_refused ("[run]\njumps = 1\n", "[run] jumps");
  assert_text_refused ("[moon]\nphase = 1\n", "[moon]");
}

/* An old program can only tell what it does not know, and that the writer was a newer one. */
static void
test_newer_version (void)
{
  assert_text_refused ("# Plateau 99.10\n[data]\nrho = 0.5\nwarp = 9\n",
                       "written by Plateau 99.10, which is newer than this");
  assert_text_refused ("# Plateau 99\n[warp]\nspeed = 9\n", "newer");
}

static void
test_text (void)
{
  static const char text[] = "\xef\xbb\xbf# Plateau 0.0.9\r\n[data]\r\nrho = 0.5\r\n";
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  figure_provenance_from_bytes (&read, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read.version, ==, "0.0.9");
  g_assert_cmpstr (read.figure, ==, "");
  g_assert_cmpfloat (model_experiment_get (&read.run.experiment, MODEL_RHO), ==, 0.5);
  g_assert_true (figure_provenance_from_bytes (&read, "", 0, NULL));
}

static void
assert_load_fails (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  g_assert_false (figure_provenance_load (&read, path, &error));
  g_assert_true (g_str_has_prefix (error->message, path));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

static void
test_no_files (void)
{
  g_autofree char *missing = place ("missing.svg"), *large = place ("large");
  FILE *file = g_fopen (large, "w");

  assert_load_fails (missing, "No such file");
  assert_load_fails (folder, "it is a folder");
  assert_load_fails ("/dev/null", "it is a device");
#ifdef __linux__
  assert_load_fails ("/proc/self/mem", "cannot be opened"); /* a file that cannot be read */
#endif
  g_assert_cmpint (fseek (file, FIGURE_PROVENANCE_MAX_BYTES, SEEK_SET), ==, 0); /* sparse */
  fputc (0, file);
  fclose (file);
  assert_load_fails (large, "larger than 64 MB");
  g_remove (large);
}

/* Whatever is broken in a file: refused or read, never more. */
static void
test_mutations (void)
{
  static const char *const names[] = { "a.svg", "a.pdf", "a.png", "a.eps", "a.csv" };
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  const Figure *figure = figure_find ("1", NULL); /* trains nothing */
  g_autoptr (FigureData) data = figure_compute (figure, NULL, NULL);
  FigureExport options;

  figure_export_init (&options);
  options.dpi = 20;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = write_figure (data, &options, names[i]);
      gsize n;
      const char *original = g_bytes_get_data (bytes, &n);

      for (int round = 0; round < 300; round++)
        {
          /* A copy of exact size: reading past it shows under a sanitizer. */
          const gsize length = round % 3 == 0 ? (gsize) g_rand_int_range (random, 0, (int) n) : n;
          g_autofree char *copy = g_memdup2 (original, length);
          FigureProvenance read;

          for (int flip = 0; flip < 1 + round % 8 && length > 0; flip++)
            copy[g_rand_int_range (random, 0, (int) MIN (length, 1000))] =
                (char) g_rand_int_range (random, 0, 256);
          figure_provenance_from_bytes (&read, copy, length, NULL);
        }
    }
}

/* A table that is not ours is data; one that is ours, or is none, is not. */
static void
test_own_data (void)
{
  g_autofree char *path = place ("Data.CSV");
  g_autoptr (GError) error = NULL;
  FigureProvenance read;

  g_assert_true (g_file_set_contents (path, "a,b,c,y\n1,2,3,4\n2,1,0,3\n", -1, NULL));
  g_assert_true (figure_provenance_load (&read, path, &error));
  g_assert_true (figure_provenance_needs_data (&read));
  g_assert_true (figure_provenance_load_data (&read, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (model_experiment_get_int (&read.run.experiment, MODEL_SOURCE), ==,
                   MODEL_SOURCE_FILE);
  g_assert_cmpint (model_experiment_inputs (&read.run.experiment, 0), ==, 1);
  g_assert_cmpint (model_experiment_inputs (&read.run.experiment, 1), ==, 2);
  g_assert_cmpstr (model_experiment_get_text (&read.run.experiment, MODEL_FILE), ==, path);
  g_assert_true (g_file_set_contents (path, "a,b,y\n1,2,x\n1,2,3\n2,1,3\n", -1, NULL));
  g_assert_true (figure_provenance_load (&read, path, &error));
  g_assert_false (figure_provenance_load_data (&read, NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 2, column 3 (y)"));
  g_remove (path);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-provenance-XXXXXX", NULL);
  g_test_add_func ("/plot/provenance/every-figure", test_every_figure);
  g_test_add_func ("/plot/provenance/svg-saved-again", test_svg_saved_again);
  g_test_add_func ("/plot/provenance/everything-told", test_everything_told);
  g_test_add_func ("/plot/provenance/sweeps", test_sweeps);
  g_test_add_func ("/plot/provenance/sweep-text", test_sweep_text);
  g_test_add_func ("/plot/provenance/panels", test_panels);
  g_test_add_func ("/plot/provenance/kicks-count", test_kicks_count);
  g_test_add_func ("/plot/provenance/svg-is-small", test_svg_is_small);
  g_test_add_func ("/plot/provenance/foreign", test_foreign);
  g_test_add_func ("/plot/provenance/wrong-values", test_wrong_values);
  g_test_add_func ("/plot/provenance/newer-version", test_newer_version);
  g_test_add_func ("/plot/provenance/text", test_text);
  g_test_add_func ("/plot/provenance/no-files", test_no_files);
  g_test_add_func ("/plot/provenance/mutations", test_mutations);
  g_test_add_func ("/plot/provenance/own-data", test_own_data);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
