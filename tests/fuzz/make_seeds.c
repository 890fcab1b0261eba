/* Writes what the readers are fed with at first: small files of every kind, as Plateau and others
 * make them. make_seeds FOLDER */
#include "digits/table_text.h"
#include "figure/file/figure_file.h"
#include "figure/file/provenance.h"
#include "model/data/file.h"
#include "num/matrix.h"
#include "run/sweep_journal.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A run with all that can stand beside it; a sweep; a table of digits. */
static const char *const texts[] = {
  "# Plateau 0.1.0\n[figure]\nname = run\nplayhead = 160.5\nlog_loss = true\ntime = log\nfrom = "
  "10\n"
  "to = 300\nplane = -0.1 1 0 2\ncamera = 30 25 1\nnullclines = false\npanels = loss weights\n"
  "width = 100\nheight = 70\ndpi = 40\nfont_size = 8.25\nstyle = dark\ntransparent = true\n"
  "[beside]\npin_1 = 0 [data]\\nrho = 0.5\\n\npin_2 = 3 [training]\\nseed = 7\\n\ndifference = 1\n"
  "compare = seeds\nghost = [network]\\ndepth = 4\\n\nfork = 120 [data]\\nrho = 0.25\\n\n"
  "orbits = 0.5 0.25; 1 1 backward\n[run]\nkicks = 150 0.9 0.25; 200 0.3 0.7\n[data]\nrho = 0.3\n"
  "[network]\nfusion = 2\n[training]\nseed = 7\nepochs = 300\n",
  "# Plateau 0.1.0\n[figure]\nname = sweep\nwidth = 120\nheight = 85\ndpi = 300\nfont_size = 7\n"
  "style = print\n[sweep]\ntitle = \xcf\x81 & <once>\nx = rho -0.9:0.9:9\nx_name = \\rho\n"
  "family = sigma_a 3 2 1.5 1\nmarks = activation linear relu\nseeds = 5\nmeasure = ratio\n"
  "log = value\nkeep = 1 20\n[network]\nfusion = 2\n[training]\nseed = 1\n",
  "# Plateau 0.1.0\n[figure]\nname = digits-table\nwidth = 110\nheight = 60\ndpi = 300\n"
  "font_size = 7\nstyle = light\n[digits]\nfolder = /data/\xc3\xbc ber\\\\mnist\nmodel = cnn\n"
  "depth = 4\nwidth = 16\nfusion = 5\nepochs = 10\nbatch = 100\nrate = 0.04\ndecay = 0.996\n"
  "seed = 1\nthreshold = 0.5\ncorrupt_a = 0.16\ncorrupt_b = 0.8\nremains = 0.1\nnoise = 0.15\n"
  "redraw = 1\nchecks = 8\ntrain = 8000\ntest = 1000\npieces = 12\nseeds = 3\ncells = 7\n",
};

static const char *const experiments[] = {
  "",
  "[data]\nrho = 0.5\nsigma_a = 3\n[network]\ndepth = 4\nfusion = 2\n[training]\nseed = 3\n",
  "[data]\nsource = vector\ninputs_a = 1\ninputs_b = 1\ncovariance = given\nmatrix = 2 1; 1 3\n",
  "[data]\nsource = vector\nweights = given\ninputs_a = 1\ninputs_b = 1\ntrue_weights = 1 -2\n",
  "# c\r\n[network]\r\nactivation = relu\r\nslope = 0.1\r\n[data]\r\nsource = xor\r\n",
};

static const char *const sweeps[] = {
  "[sweep]\nx = rho -0.9:0.9:9\nfamily = sigma_a 3 2 1.5 1\nseeds = 5\n",
  "[sweep]\nx = init_scale 0.001:0.1:5 log\ny = depth 2 3 4\nlog = x value\nmeasure = t_b\n",
  "[sweep]\nx = rho 0\nkeep = 1 20\ntitle = a # b\nx_name = u_0\n[network]\nfusion = 2\n",
};

static const char *const tables[] = {
  "a,b,y\n1,2,3\n4,5e-3,-6\n",
  "\"a;b\";b;y\r\n1,5;\"2\";3\r\n\r\n4;5;6\r\n",
  "\xef\xbb\xbf\"1\"\t2\t3\r4\t5\t6\r",
};

static char *
make_folder (const char *root, const char *reader)
{
  char *folder = g_build_filename (root, reader, NULL);

  g_mkdir_with_parents (folder, 0777);
  return folder;
}

static void
write_seed (const char *root, const char *reader, const char *name, const void *bytes, gsize n)
{
  g_autofree char *folder = make_folder (root, reader);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!model_file_replace (path, bytes, (gssize) n, &error))
    g_error ("%s", error->message);
}

static void
write_texts (const char *root, const char *reader, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("text-%zu", i);

      write_seed (root, reader, name, list[i], strlen (list[i]));
    }
}

static void
draw_nothing (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  cairo_rectangle (cr, area->x, area->y, area->width / 2, area->height / 2);
  cairo_fill (cr);
}

static void
write_picture (const char *root, const char *kind, gsize i)
{
  g_autofree char *folder = make_folder (root, kind);
  g_autofree char *path = g_strdup_printf ("%s/%zu.%s", folder, i, kind);
  FigureExport options;
  g_autoptr (GError) error = NULL;

  figure_export_init (&options);
  options.width = options.height = 40;
  options.dpi = 10;
  options.description = texts[i];
  if (!figure_export_to_file (&options, path, draw_nothing, NULL, &error))
    g_error ("%s", error->message);
}

/* As films carry it: a comment in blocks. */
static void
write_gif (const char *root, gsize i)
{
  const char *text = texts[i];
  GString *bytes = g_string_new ("GIF89a");
  g_autofree char *name = g_strdup_printf ("%zu", i);

  g_string_append_len (bytes, "\1\0\1\0\0\0\0\x21\xfe", 9);
  for (gsize at = 0, length = strlen (text); at < length; at += 255)
    {
      g_string_append_c (bytes, (char) MIN (255, length - at));
      g_string_append_len (bytes, text + at, (gssize) MIN (255, length - at));
    }
  g_string_append_len (bytes, "\0;", 2);
  write_seed (root, "gif", name, bytes->str, bytes->len);
  g_string_free (bytes, TRUE);
}

/* The least of an MP4 and of a WebM that holds a comment. */
static void
write_videos (const char *root, gsize i)
{
  const guint32 n = (guint32) strlen (texts[i]);
  const guint32 outer = GUINT32_TO_BE (24 + n), inner = GUINT32_TO_BE (16 + n);
  const guint32 ebml = GUINT32_TO_BE (0x10000000 | n);
  g_autofree char *name = g_strdup_printf ("%zu", i);
  GString *mp4 = g_string_new_len ("\0\0\0\x14"
                                   "ftypisom\0\0\0\1"
                                   "isom",
                                   20);
  GString *webm = g_string_new_len ("\x1a\x45\xdf\xa3\x80\x44\x87", 7);

  g_string_append_len (mp4, (const char *) &outer, 4);
  g_string_append_len (mp4, "\251cmt", 4);
  g_string_append_len (mp4, (const char *) &inner, 4);
  g_string_append_len (mp4, "data\0\0\0\1\0\0\0\0", 12);
  g_string_append (mp4, texts[i]);
  write_seed (root, "mp4", name, mp4->str, mp4->len);
  g_string_append_len (webm, (const char *) &ebml, 4);
  g_string_append (webm, texts[i]);
  write_seed (root, "webm", name, webm->str, webm->len);
  g_string_free (mp4, TRUE);
  g_string_free (webm, TRUE);
}

static void
write_head (const char *root, gsize i)
{
  GString *bytes = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("%zu", i);
  FigureProvenance provenance;

  if (!figure_provenance_from_text (&provenance, texts[i], NULL))
    g_error ("text %zu", i);
  figure_provenance_append_comment (&provenance, bytes);
  g_string_append (bytes, "epoch,loss\n0,1\n1,0.5\n");
  write_seed (root, "head", name, bytes->str, bytes->len);
  g_string_free (bytes, TRUE);
}

static void
write_session (const char *root, gsize i)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *name = g_strdup_printf ("%zu", i), *bytes = NULL;
  gsize n;

  g_key_file_set_string (file, "session", "run", texts[i]);
  bytes = g_key_file_to_data (file, &n, NULL);
  write_seed (root, "session", name, bytes, n);
}

static void
write_journal (const char *root)
{
  g_autoptr (RunSweep) sweep =
      run_sweep_parse ("[sweep]\nx = rho 0 0.5\nfamily = init plain balanced\nseeds = 2\n", NULL);
  g_autofree RunSweepResult *results = g_new0 (RunSweepResult, sweep->n_cells);
  g_autofree char *text = NULL;

  for (int cell = 0; cell < sweep->n_cells; cell++)
    results[cell] = (RunSweepResult){ RUN_SWEEP_LEARNED, { 100.5, 200 }, 2, 0.25, 2.1, 2, 0.3 };
  results[1].status = RUN_SWEEP_NEVER;
  results[1].t[1] = INFINITY;
  results[2].ratio = NAN;
  text = run_sweep_journal_format (sweep, (RunSweepShard){ 0, 1 }, results);
  write_seed (root, "journal", "whole", text, strlen (text));
  write_seed (root, "journal", "cut", text, strlen (text) - 20);
}

static void
write_idx (const char *root)
{
  static const guint8 images[] = "\0\0\x08\x03\0\0\0\2\0\0\0\2\0\0\0\2"
                                 "abcdefgh";
  static const guint8 labels[] = "\0\0\x08\x01\0\0\0\3\0\5\x09";
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  guint8 packed[256];
  gsize in, out;

  write_seed (root, "idx", "images", images, sizeof images - 1);
  write_seed (root, "idx", "labels", labels, sizeof labels - 1);
  g_converter_convert (G_CONVERTER (gzip), images, sizeof images - 1, packed, sizeof packed,
                       G_CONVERTER_INPUT_AT_END, &in, &out, NULL);
  write_seed (root, "idx", "images.gz", packed, out);
}

static void
write_digits (const char *root)
{
  const char *group = strstr (texts[2], "[digits]");
  g_autofree char *text = NULL;
  DigitsOptions options;
  DigitsTable table;

  digits_options_init (&options, DIGITS_MLP);
  digits_table_init (&table, DIGITS_MLP, digits_options_count_fusions (&options), 3);
  table.cells[0][0] = (DigitsCell){ .done = TRUE, .times = { 10, 20.5 }, .ratio = 2.05 };
  text = digits_table_format (&table, &options, NULL);
  write_seed (root, "digits", "plan", group, strlen (group));
  write_seed (root, "digits", "table", text, strlen (text));
}

int
main (int argc, char **argv)
{
  static const char *const kinds[] = { "svg", "png", "pdf", "eps" };

  if (argc != 2)
    g_error ("make_seeds FOLDER");
  num_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
        write_picture (argv[1], kinds[kind], i);
      write_gif (argv[1], i);
      write_videos (argv[1], i);
      write_head (argv[1], i);
      write_session (argv[1], i);
    }
  write_texts (argv[1], "plateau", texts, G_N_ELEMENTS (texts));
  write_texts (argv[1], "experiment", experiments, G_N_ELEMENTS (experiments));
  write_texts (argv[1], "sweep", sweeps, G_N_ELEMENTS (sweeps));
  write_texts (argv[1], "csv", tables, G_N_ELEMENTS (tables));
  write_journal (argv[1]);
  write_idx (argv[1]);
  write_digits (argv[1]);
  return 0;
}
