/* One table in many hands: whatever program has written it, the same numbers come out. */
#include "model/data/own_data.h"
#include "num/matrix.h"
#include "num/rng.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

enum
{
  N_ROWS = 30,
  N_COLUMNS = 5 /* two of A, two of B, the target */
};

static const char *const names[N_COLUMNS] = { "a1", "a2", "b1", "b2", "y" };
static char *folder;

/* A cell of the table as text: thousandths of numbers of different sizes and signs. */
static char *
dup_cell (int row, int column)
{
  NumRng *rng = num_rng_new (7, (guint64) (row * N_COLUMNS + column));
  const double value = num_rng_uniform (rng, -1, 1) * (column == 3 ? 5000 : 3);

  num_rng_free (rng);
  return g_strdup_printf (column == 3 ? "%.2f" : "%.4f", value);
}

typedef enum
{
  COMMAS = 1 << 0,   /* decimal ones */
  NAMELESS = 1 << 1, /* no header */
  QUOTED = 1 << 2,   /* every cell */
  TRAILING = 1 << 3, /* a separator behind the last cell */
  INDEX = 1 << 4,    /* a column without a name that counts */
  ROWNAMES = 1 << 5, /* the same, as R writes it: the header is shorter */
  EMPTY_ROWS = 1 << 6,
  EMPTY_COLUMN = 1 << 7,
  WORDS = 1 << 8, /* a column of them */
  DATES = 1 << 9,
  MISSING = 1 << 10, /* further rows, each without a cell */
  UNITS = 1 << 11,
  MINUS = 1 << 12,     /* U+2212 */
  FORTRAN = 1 << 13,   /* 0.1234D+01 */
  GROUPED = 1 << 14,   /* thousands */
  ALIGNED = 1 << 15,   /* cells as wide as their column */
  BLANKS = 1 << 16,    /* around cells */
  COMMENTED = 1 << 17, /* the header is a comment */
  ID = 1 << 18,        /* a column called id */
  PLUS = 1 << 19,
  SPARSE = 1 << 20, /* lines of separators alone */
  PERCENT = 1 << 22,
  DOLLARS = 1 << 23,
  DASH = 1 << 24,   /* U+2013 for a minus */
  VERBOSE = 1 << 21 /* more columns of words than of numbers; quotes around names and words */
} Trait;

typedef struct
{
  const char *what;
  const char *separator, *line_end;
  guint traits;
  const char *before; /* the table, or NULL */
  const char *after;  /* or NULL */
  const char *encoding;
  gboolean packed;
  const char *name;
  const char *group; /* what parts thousands */
} Layout;

static const char *const missing[] = { "",     "NA",           "NaN",  "?",
                                       "-",    "null",         "N/A",  "#DIV/0!",
                                       "#N/A", "\xe2\x80\x94", "n.d.", "<NA>" };

/* "1234.50" in groups of three. */
static char *
group_thousands (const char *cell, const char *mark)
{
  GString *text = g_string_new (cell);
  const char *point = strchr (cell, '.');
  int at = (int) (point - cell) - 3;

  for (; at > (*cell == '-'); at -= 3)
    g_string_insert (text, at, mark);
  return g_string_free (text, FALSE);
}

/* "-12.34" as "-0.1234D+02". */
static char *
write_fortran (const char *cell)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  int exponent = 0;
  gboolean seen = FALSE;

  for (const char *c = cell; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        g_string_append_c (digits, *c);
      exponent += g_ascii_isdigit (*c) && !seen;
      seen = seen || *c == '.';
    }
  return g_strdup_printf ("%s0.%sD%+03d", *cell == '-' ? "-" : "", digits->str, exponent);
}

static void
replace (GString *text, const char *find, const char *with)
{
  g_string_replace (text, find, with, 0);
}

static char *
spell (const Layout *layout, int row, int column)
{
  g_autofree char *plain = dup_cell (row, column), *changed = NULL;
  g_autoptr (GString) text = NULL;
  const guint traits = layout->traits;

  if (traits & FORTRAN)
    changed = write_fortran (plain);
  else if (traits & GROUPED)
    changed = group_thousands (plain, "_");
  text = g_string_new (changed != NULL ? changed : plain);
  if (traits & COMMAS)
    replace (text, ".", ",");
  if (traits & GROUPED)
    replace (text, "_", layout->group);
  if (traits & MINUS)
    replace (text, "-", "\xe2\x88\x92");
  if (traits & DASH)
    replace (text, "-", "\xe2\x80\x93");
  if (traits & PERCENT)
    g_string_append (text, column == 3 ? " %" : "%");
  if (traits & DOLLARS)
    g_string_insert (text, text->str[0] == '-', "$");
  if (traits & PLUS && text->str[0] != '-')
    g_string_prepend_c (text, '+');
  if (traits & QUOTED)
    {
      g_string_prepend_c (text, '"');
      g_string_append_c (text, '"');
    }
  if (traits & BLANKS)
    {
      g_string_prepend (text, "  ");
      g_string_append_c (text, ' ');
    }
  return traits & ALIGNED ? g_strdup_printf ("%12s", text->str)
                          : g_string_free (g_steal_pointer (&text), FALSE);
}

enum
{
  N_VERBOSE = 9 /* columns of words */
};

static void
add_cell (GString *line, const Layout *layout, const char *cell)
{
  if (line->len > 0)
    g_string_append (line, layout->separator);
  g_string_append (line, cell);
}

static void
add_line (GString *text, const Layout *layout, GString *line)
{
  if (layout->traits & TRAILING)
    g_string_append (line, layout->separator);
  g_string_append (text, line->str);
  g_string_append (text, layout->line_end);
  g_string_truncate (line, 0);
}

static void
add_header (GString *text, const Layout *layout, gboolean units)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const guint traits = layout->traits;

  /* What follows an empty first cell begins with its separator. */
  if (traits & INDEX)
    g_string_append_printf (line, "\"\"");
  if (traits & ID)
    add_cell (line, layout, "id");
  if (traits & WORDS)
    add_cell (line, layout, "who");
  if (traits & DATES)
    add_cell (line, layout, "when");
  for (int i = 0; traits & VERBOSE && i < N_VERBOSE; i++)
    add_cell (line, layout, "\"words\"");
  for (int c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", names[c]);

      add_cell (line, layout,
                units              ? (c < 2 ? "m/s" : "kg")
                : traits & VERBOSE ? quoted
                                   : names[c]);
    }
  if (traits & EMPTY_COLUMN)
    add_cell (line, layout, "");
  if (traits & COMMENTED)
    g_string_prepend (line, "# ");
  add_line (text, layout, line);
}

/* @number: of the row among all; @gap: the cell that is missing, or -1 */
static void
add_row (GString *text, const Layout *layout, int number, int row, int gap)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *count = g_strdup_printf ("%d", number + ((layout->traits & ROWNAMES) != 0));
  g_autofree char *date = g_strdup_printf ("2024-01-%02d", row % 28 + 1);

  if (layout->traits & (INDEX | ID | ROWNAMES))
    add_cell (line, layout, count);
  if (layout->traits & WORDS)
    add_cell (line, layout, row % 3 == 0 ? "Anna" : "Bert");
  if (layout->traits & DATES)
    add_cell (line, layout, date);
  for (int i = 0; layout->traits & VERBOSE && i < N_VERBOSE; i++)
    add_cell (line, layout, row % 2 == 0 ? "\"high, dry\"" : "\"low\"");
  for (int c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *cell = spell (layout, row, c);

      if (line->len == 0 && c > 0)
        g_string_append (line, layout->separator);
      add_cell (line, layout, c == gap ? missing[row % G_N_ELEMENTS (missing)] : cell);
    }
  if (layout->traits & EMPTY_COLUMN)
    add_cell (line, layout, "");
  add_line (text, layout, line);
}

static void
add_empty_rows (GString *text, const Layout *layout)
{
  if (layout->traits & EMPTY_ROWS)
    g_string_append (text, layout->line_end);
  for (int i = 0; layout->traits & SPARSE && i < N_COLUMNS - 1; i++)
    g_string_append (text, layout->separator);
  if (layout->traits & SPARSE)
    g_string_append (text, layout->line_end);
}

static GString *
write_table (const Layout *layout)
{
  GString *text = g_string_new (layout->before);

  if (!(layout->traits & NAMELESS))
    add_header (text, layout, FALSE);
  if (layout->traits & UNITS)
    add_header (text, layout, TRUE);
  for (int row = 0, n = 0; row < N_ROWS; row++)
    {
      add_row (text, layout, n++, row, -1);
      add_empty_rows (text, layout);
      if (layout->traits & MISSING && row % 4 == 0)
        add_row (text, layout, n++, row, 1 + row / 4 % (N_COLUMNS - 1));
    }
  g_string_append (text, layout->after != NULL ? layout->after : "");
  return text;
}

static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (packer));

  g_assert_true (g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL),
                                            g_bytes_get_size (bytes), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static char *
write_file (const Layout *layout)
{
  g_autoptr (GString) text = write_table (layout);
  gsize n = text->len;
  g_autofree char *encoded =
      layout->encoding != NULL
          ? g_convert (text->str, (gssize) text->len, layout->encoding, "UTF-8", NULL, &n, NULL)
          : g_strdup (text->str);
  g_autoptr (GBytes) plain = g_bytes_new (encoded, n);
  g_autoptr (GBytes) bytes = layout->packed ? pack (plain) : g_bytes_ref (plain);
  char *path = g_build_filename (folder, layout->name != NULL ? layout->name : "t.csv", NULL);

  g_assert_nonnull (encoded);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return path;
}

static ModelDataset *
read_table (const Layout *layout)
{
  g_autofree char *path = write_file (layout);
  g_autoptr (GError) error = NULL;
  ModelExperiment experiment;
  ModelDataset *data;

  model_experiment_init (&experiment);
  model_own_data_set_file (&experiment, path, NULL, &error);
  g_assert_no_error (error);
  model_experiment_set (&experiment, MODEL_INPUTS_A, 2, NULL);
  g_assert_true (model_experiment_validate (&experiment, &error));
  data = model_own_data_ref_dataset (&experiment, MODEL_OWN_TRAINING, &error);
  g_assert_no_error (error);
  g_remove (path);
  return data;
}

static const Layout plain = { "plain", ",", "\n" };

static const Layout layouts[] = {
  { "semicolons", ";", "\n" },
  { "tabs", "\t", "\n", .name = "t.tsv" },
  { "bars", "|", "\n" },
  { "blanks", " ", "\n", .name = "t.txt" },
  { "several blanks", "   ", "\n", .name = "t.dat" },
  { "aligned", " ", "\n", ALIGNED, .name = "t.data" },
  { "aligned, no header", " ", "\n", ALIGNED | NAMELESS },
  { "tabs and blanks", " \t ", "\n" },
  { "commas and blanks", ", ", "\n" },
  { "blanks around cells", ";", "\n", BLANKS },
  { "no header", ",", "\n", NAMELESS },
  { "semicolons, no header, decimal commas", ";", "\r\n", NAMELESS | COMMAS },
  { "CR LF", ",", "\r\n" },
  { "CR", ",", "\r" },
  { "quotes", ",", "\n", QUOTED },
  { "quotes and decimal commas", ",", "\n", QUOTED | COMMAS },
  { "decimal commas", ";", "\n", COMMAS },
  { "decimal commas and tabs", "\t", "\n", COMMAS },
  { "decimal commas and blanks", " ", "\n", COMMAS },
  { "thousands' commas", ";", "\n", GROUPED, .group = "," },
  { "thousands' commas in quotes", ",", "\n", GROUPED | QUOTED, .group = "," },
  { "thousands' points", ";", "\n", GROUPED | COMMAS, .group = "." },
  { "thousands' blanks", ";", "\n", GROUPED | COMMAS, .group = " " },
  { "thousands' narrow blanks", ";", "\n", GROUPED | COMMAS, .group = "\xe2\x80\xaf" },
  { "thousands' apostrophes", ";", "\n", GROUPED, .group = "'" },
  { "mark", ",", "\n", .before = "\xef\xbb\xbf" },
  { "UTF-16, little end first", "\t", "\r\n", .before = "\xef\xbb\xbf", .encoding = "UTF-16LE" },
  { "UTF-16, big end first", ",", "\n", .before = "\xef\xbb\xbf", .encoding = "UTF-16BE" },
  { "Latin-1", ";", "\r\n", COMMAS,
    .before = "Gr\xc3\xb6\xc3\x9f"
              "en\r\n",
    .encoding = "ISO-8859-1" },
  { "packed", ",", "\n", .packed = TRUE, .name = "t.csv.gz" },
  { "packed, by its bytes", "\t", "\n", .packed = TRUE },
  { "sep=", ";", "\r\n", COMMAS, .before = "sep=;\r\n" },
  { "comments", ",", "\n", .before = "# logger model X\n# started 2024-05-01\n" },
  { "comments of other programs", ",", "\n", .before = "% a\n// b, c\n" },
  { "comments within", ",", "\n", .after = "# end of data\n" },
  { "header in a comment", " ", "\n", COMMENTED },
  { "header in a comment, commas", ",", "\n", COMMENTED },
  { "a title", ",", "\n", .before = "Measurements of 2024\n" },
  { "a title of two cells", ",", "\n", .before = "Station:,Potsdam\nFrom:,2024-01-01\n\n" },
  { "a title with separators", ";", "\n", .before = "Measurements;;;;\n" },
  { "counts above the names", ",", "\n", .before = "30,5,,,\n" },
  { "units", ",", "\n", UNITS },
  { "units and decimal commas", ";", "\r\n", UNITS | COMMAS },
  { "separators at the end of lines", ",", "\n", TRAILING },
  { "separators at the end, no header", ";", "\n", TRAILING | NAMELESS },
  { "an empty column", ",", "\n", EMPTY_COLUMN },
  { "empty lines", ",", "\n", EMPTY_ROWS },
  { "lines of separators", ";", "\n", SPARSE },
  { "an index as pandas writes it", ",", "\n", INDEX },
  { "rows' names as R writes them", " ", "\n", ROWNAMES },
  { "rows' names, tabs", "\t", "\n", ROWNAMES | QUOTED },
  { "a column id", ",", "\n", ID },
  { "a column of words", ",", "\n", WORDS },
  { "more words than numbers", ",", "\n", VERBOSE },
  { "more words than numbers, decimal commas", ";", "\n", VERBOSE | COMMAS },
  { "more words than numbers, tabs", "\t", "\n", VERBOSE | COMMAS | ROWNAMES },
  { "more words than numbers, blanks", " ", "\n", VERBOSE | ROWNAMES },
  { "a column of dates", ";", "\n", DATES | COMMAS },
  { "words, dates, index", ",", "\n", WORDS | DATES | INDEX },
  { "missing cells", ",", "\n", MISSING },
  { "missing cells, decimal commas", ";", "\r\n", MISSING | COMMAS },
  { "a typographic minus", ",", "\n", MINUS },
  { "signs", ",", "\n", PLUS },
  { "a dash for a minus", ";", "\n", DASH | COMMAS },
  { "percents", ",", "\n", PERCENT },
  { "percents and decimal commas", ";", "\n", PERCENT | COMMAS },
  { "prices", ",", "\n", DOLLARS },
  { "prices with thousands in quotes", ",", "\n", DOLLARS | GROUPED | QUOTED, .group = "," },
  { "thousands' fixed blanks", ";", "\n", GROUPED | COMMAS, .group = "\xc2\xa0" },
  { "thousands' typographic apostrophes", ";", "\n", GROUPED, .group = "\xe2\x80\x99" },
  { "mark and sep=", ";", "\r\n", COMMAS, .before = "\xef\xbb\xbfsep=;\r\n" },
  { "mark and sep= in UTF-16", "\t", "\r\n", .before = "\xef\xbb\xbfsep=\t\r\n",
    .encoding = "UTF-16LE" },
  { "CR, decimal commas", ";", "\r", COMMAS },
  { "CR CR LF", ",", "\r\r\n" },
  { "the end of a file of DOS", ",", "\r\n", .after = "\x1a" },
  { "a title of several lines in quotes", ",", "\n", .before = "\"Measurements\nof 2024\"\n" },
  { "two names for a column", ",", "\n", INDEX | UNITS,
    .before = ",left,left,right,right,target\n" },
  { "separators at the end of some lines", ",", "\n", .after = "\n,,,,,\n" },
  { "exponents of Fortran", " ", "\n", FORTRAN },
  { "exponents of Fortran, aligned", " ", "\n", FORTRAN | ALIGNED | NAMELESS },
  { "no end of the last line", ",", "\n", .after = NULL },
  { "a German spreadsheet", ";", "\r\n", COMMAS | GROUPED | TRAILING | EMPTY_ROWS | WORDS | MISSING,
    .before = "\xef\xbb\xbf"
              "Messreihe\r\n",
    .group = "." },
};

static void
test_layouts (void)
{
  g_autoptr (ModelDataset) wanted = read_table (&plain);

  g_assert_cmpint (wanted->n_samples, ==, N_ROWS);
  g_assert_cmpint (G_N_ELEMENTS (layouts), >=, 60);
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (ModelDataset) found = NULL;

      g_test_message ("%s", layouts[i].what);
      found = read_table (&layouts[i]);
      g_assert_cmpint (found->n_a, ==, 2);
      g_assert_cmpint (found->n_b, ==, 2);
      g_assert_cmpint (found->n_samples, ==, N_ROWS);
      g_assert_cmpmem (found->x, sizeof (double) * 4 * N_ROWS, wanted->x,
                       sizeof (double) * 4 * N_ROWS);
      g_assert_cmpmem (found->y, sizeof (double) * N_ROWS, wanted->y, sizeof (double) * N_ROWS);
    }
}

/* Each of them with another, as far as both can be. */
static void
test_pairs (void)
{
  static const guint traits[] = {
    COMMAS, QUOTED,  TRAILING, INDEX, EMPTY_ROWS, EMPTY_COLUMN, WORDS,
    DATES,  MISSING, UNITS,    MINUS, BLANKS,     ID,           SPARSE
  };
  g_autoptr (ModelDataset) wanted = read_table (&plain);

  for (gsize i = 0; i < G_N_ELEMENTS (traits); i++)
    for (gsize j = 0; j < i; j++)
      {
        const Layout layout = { "", ";", j % 2 ? "\n" : "\r\n", traits[i] | traits[j] };
        g_autoptr (ModelDataset) found = NULL;

        if ((layout.traits & INDEX && layout.traits & ID) ||
            (layout.traits & QUOTED && layout.traits & BLANKS))
          continue;
        g_test_message ("%x", layout.traits);
        found = read_table (&layout);
        g_assert_cmpint (found->n_samples, ==, N_ROWS);
        g_assert_cmpmem (found->x, sizeof (double) * 4 * N_ROWS, wanted->x,
                         sizeof (double) * 4 * N_ROWS);
      }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-tables-XXXXXX", NULL);
  g_test_add_func ("/model/tables/layouts", test_layouts);
  g_test_add_func ("/model/tables/pairs", test_pairs);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
