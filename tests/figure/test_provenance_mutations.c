/* Broken files: cut off, or with bytes that are others. Whatever is in them is refused in one line,
 * or read to something that can be written and read again. */
#include "figure/file/provenance_file.h"
#include "num/matrix.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define ROUNDS 2000
#define LONGEST_MESSAGE 600 /* bytes: what a toast or a terminal has room for */

static const char *const texts[] = {
  /* A run with all that can stand beside it. */
  "# Plateau 0.1.0\n[figure]\nname = run\nplayhead = 160.5\nlog_loss = true\ntime = log\nfrom = "
  "10\n"
  "to = 300\nplane = -0.1 1 0 2\ncamera = 30 25 1\nnullclines = false\npanels = loss weights\n"
  "width = 100\nheight = 70\ndpi = 40\nfont_size = 8.25\nstyle = dark\ntransparent = "
  "true\noutlines = true\n"
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

static char *folder;

static void
draw_nothing (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  cairo_rectangle (cr, area->x, area->y, area->width / 2, area->height / 2);
  cairo_fill (cr);
}

/* As films carry it: a comment in blocks. */
static char *
make_gif (const char *text, gsize *n)
{
  GString *bytes = g_string_new ("GIF89a");

  g_string_append_len (bytes, "\1\0\1\0\0\0\0\x21\xfe", 9);
  for (gsize at = 0, length = strlen (text); at < length; at += 255)
    {
      g_string_append_c (bytes, (char) MIN (255, length - at));
      g_string_append_len (bytes, text + at, MIN (255, (gssize) (length - at)));
    }
  g_string_append_len (bytes, "\0;", 2);
  *n = bytes->len;
  return g_string_free (bytes, FALSE);
}

static char *
make_csv (const char *text, gsize *n)
{
  GString *bytes = g_string_new (NULL);
  FigureProvenance provenance;

  g_assert_true (figure_provenance_from_text (&provenance, text, NULL));
  figure_provenance_append_comment (&provenance, bytes);
  g_string_append (bytes, "epoch,loss\n0,1\n1,0.5\n");
  *n = bytes->len;
  return g_string_free (bytes, FALSE);
}

static char *
make_picture (const char *text, const char *ending, gsize *n)
{
  g_autofree char *path = g_strdup_printf ("%s/a%s", folder, ending);
  g_autoptr (GError) error = NULL;
  FigureExport options;
  char *bytes;

  figure_export_init (&options);
  options.dpi = 20;
  options.description = text;
  figure_export_to_file (&options, path, draw_nothing, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, n, NULL));
  g_remove (path);
  return bytes;
}

static char *
make_file (const char *text, const char *ending, gsize *n)
{
  if (g_str_equal (ending, ".gif"))
    return make_gif (text, n);
  if (g_str_equal (ending, ".csv"))
    return make_csv (text, n);
  if (g_str_equal (ending, ".plateau"))
    return *n = strlen (text), g_strdup (text);
  return make_picture (text, ending, n);
}

/* Bytes that mean something to one of the readers come more often than others. */
static char
choose_byte (GRand *random)
{
  static const char special[] = "\0\n\r[]=#;<>()\\&/\"' 0-.\xff\xfe\xc3";

  return g_rand_boolean (random) ? special[g_rand_int_range (random, 0, (int) sizeof special - 1)]
                                 : (char) g_rand_int_range (random, 0, 256);
}

/* Half of the changes are where the text is, the others anywhere. */
static void
mutate (char *bytes, gsize n, gsize text_at, gsize text_length, GRand *random)
{
  const int changes = g_rand_int_range (random, 0, 8);

  for (int i = 0; i < changes && n > 0; i++)
    {
      const gboolean near = g_rand_boolean (random) && text_at < n;
      const gsize from = near ? text_at : 0;
      const gsize length = near ? MIN (text_length, n - text_at) : n;
      const gsize at = from + (gsize) g_rand_int_range (random, 0, (int) length);

      if (g_rand_boolean (random))
        bytes[at] = (char) (bytes[at] ^ 1 << g_rand_int_range (random, 0, 8));
      else
        bytes[at] = choose_byte (random);
    }
}

/* One line, no longer than can be read; text that can be shown. */
static void
assert_said (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_null (strpbrk (error->message, "\n\r"));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, LONGEST_MESSAGE);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

static void
assert_stable (const FigureProvenance *read)
{
  g_autofree char *first = figure_provenance_to_text (read), *second = NULL;
  g_autoptr (GError) error = NULL;
  FigureProvenance again;

  figure_provenance_from_text (&again, first, &error);
  if (error != NULL)
    g_error ("%s\nof\n%s", error->message, first);
  second = figure_provenance_to_text (&again);
  g_assert_cmpstr (first, ==, second);
}

/* Returns whether it could be read. */
static gboolean
check (const char *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  FigureProvenance read, before;

  memset (&read, 7, sizeof read);
  before = read;
  if (figure_provenance_from_bytes (&read, bytes, n, &error))
    {
      assert_stable (&read);
      return TRUE;
    }
  assert_said (error);
  g_assert_cmpmem (&read, sizeof read, &before, sizeof before);
  return FALSE;
}

static void
test_mutations (gconstpointer ending)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20231);

  for (gsize kind = 0; kind < G_N_ELEMENTS (texts); kind++)
    {
      gsize n, n_read = 0;
      g_autofree char *original = make_file (texts[kind], ending, &n);
      const char *text = memmem (original, n, "Plateau", 7);
      const gsize at = text != NULL ? (gsize) (text - original) : n / 2;

      g_assert_true (check (original, n));
      for (int round = 0; round < ROUNDS; round++)
        {
          /* A copy of exact size: reading past it shows under a sanitizer. */
          const gsize length = round % 4 == 0 ? (gsize) g_rand_int_range (random, 0, (int) n) : n;
          g_autofree char *copy = g_memdup2 (original, length);

          mutate (copy, length, at, strlen (texts[kind]), random);
          n_read += check (copy, length);
        }
      g_test_message ("%s, kind %zu: %zu of %d read", (const char *) ending, kind, n_read, ROUNDS);
      g_assert_cmpuint (n_read, >, 0);
      g_assert_cmpuint (n_read, <, ROUNDS);
    }
}

/* What is refused is repeated in one line, and shortened, however it looks in the file. */
static void
test_messages (void)
{
  g_autofree char *long_value = g_strnfill (100000, 'x');
  const char *const values[] = { "two\\nlines", long_value, "tab\\tand\\rreturn", "\xef\xbf\xbd" };
  static const char *const keys[] = { "[figure]\nstyle",   "[figure]\nname",  "[figure]\nabc",
                                      "[figure]\npanels",  "[beside]\npin_1", "[beside]\norbits",
                                      "[sweep]\nx",        "[sweep]\ntitle",  "[sweep]\nfamily",
                                      "[digits]\nmodel",   "[digits]\nwidth", "[digits]\nabc",
                                      "[run]\nkicks",      "[data]\nrho",     "[data]\nsource",
                                      "[network]\nabcdef", "[training]\nseed" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (values); k++)
      {
        g_autofree char *text = g_strdup_printf ("# Plateau 0.1.0\n%s = %s\n", keys[i], values[k]);

        g_test_message ("%.40s", text);
        check (text, strlen (text));
      }
  /* The same of what is no key at all, and of a group. */
  g_autofree char *line = g_strdup_printf ("[data]\n%s\n", long_value);
  g_autofree char *group = g_strdup_printf ("[%s]\na = 1\n", long_value);
  g_autofree char *version = g_strdup_printf ("# Plateau 9%s\n[data]\nx = 1\n", long_value);
  g_assert_false (check (line, strlen (line)));
  g_assert_false (check (group, strlen (group)));
  g_assert_false (check (version, strlen (version)));
}

int
main (int argc, char **argv)
{
  static const char *const endings[] = { ".svg", ".pdf", ".png", ".csv", ".gif", ".plateau" };
  int status;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-mutations-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strdup_printf ("/plot/provenance-mutations/%s", endings[i] + 1);

      g_test_add_data_func (name, endings[i], test_mutations);
    }
  g_test_add_func ("/plot/provenance-mutations/messages", test_messages);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
