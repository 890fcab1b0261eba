/* Tells a table's layout from its first rows. */
#include "model/data/csv_layout.h"

#include "model/data/spelling.h"

#include <math.h>
#include <string.h>

enum
{
  MOST_ROWS = 100,    /* looked at */
  MOST_CELLS = 20000, /* of them in all */
  MOST_UNITS = 3,     /* lines between the names and the numbers */
  MOST_TITLES = 40    /* lines that are passed over before the table */
};

typedef struct
{
  gsize line;
  const char *at; /* where it begins */
  int first;      /* of its cells in the sample */
  int n;          /* cells, without empty ones at the end */
  int n_all;
} Row;

/* The first rows, as one separator parts them. */
typedef struct
{
  Row row[MOST_ROWS];
  int n_rows;
  int n_torn;      /* cells that another separator would part */
  GArray *kinds;   /* ModelSpelling, of all cells */
  const char *end; /* of the text */
} Sample;

static ModelSpelling
get_kind (const Sample *self, const Row *row, int column)
{
  return column < row->n_all ? g_array_index (self->kinds, ModelSpelling, row->first + column)
                             : MODEL_SPELLING_MISSING;
}

static gboolean
is_number (ModelSpelling kind)
{
  return kind > MODEL_SPELLING_WORD;
}

static gboolean
is_torn (const ModelCells *cells, ModelSpelling kind)
{
  if (kind != MODEL_SPELLING_WORD || cells->quoted)
    return FALSE;
  for (gsize i = 0; i < cells->length; i++)
    if (cells->cell[i] != cells->separator && strchr (",;\t|", cells->cell[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
sample_row (Sample *self, ModelCells *cells)
{
  Row *row = &self->row[self->n_rows++];
  ModelCellEnd end;

  *row = (Row){ cells->line, cells->at, (int) self->kinds->len, 0, 0 };
  do
    {
      ModelSpelling kind;

      end = model_cells_read (cells);
      if (end == MODEL_CELL_OPEN)
        return;
      kind = model_spelling_find (cells->cell, cells->length);
      g_array_append_val (self->kinds, kind);
      self->n_torn += is_torn (cells, kind);
      row->n_all++;
      if (cells->length > 0)
        row->n = row->n_all;
    }
  while (end == MODEL_CELL_NEXT && self->kinds->len < MOST_CELLS);
  /* A row that was cut off here would be of another length. */
  if (end == MODEL_CELL_NEXT && self->n_rows > 1)
    self->n_rows--;
}

static void
sample_text (Sample *self, const ModelCells *from, char separator)
{
  ModelCells cells = *from;

  cells.separator = separator;
  self->n_rows = self->n_torn = 0;
  g_array_set_size (self->kinds, 0);
  while (self->n_rows < MOST_ROWS && self->kinds->len < MOST_CELLS &&
         model_cells_begin_row (&cells))
    sample_row (self, &cells);
  model_cells_clear (&cells);
}

/* The length that most rows have; of two as common the first row's. */
static int
find_width (const Sample *self, int *n_alike)
{
  int best = 0;

  *n_alike = 0;
  for (int i = 0; i < self->n_rows; i++)
    {
      int n = 0;

      for (int j = 0; j < self->n_rows; j++)
        n += self->row[j].n_all == self->row[i].n_all;
      if (n > *n_alike)
        {
          *n_alike = n;
          best = self->row[i].n_all;
        }
    }
  return best;
}

/* How much it looks like a table of numbers: 0 is one column. What another separator would part is
 * less than a word. */
static double
score (const Sample *self)
{
  int n_alike, n_numbers = 0, n_cells = 0;
  const int width = find_width (self, &n_alike);

  if (width < 2)
    return 0;
  for (int i = 0; i < self->n_rows; i++)
    for (int c = 0; c < self->row[i].n_all && self->row[i].n_all == width; c++)
      {
        n_numbers += get_kind (self, &self->row[i], c) != MODEL_SPELLING_WORD;
        n_cells++;
      }
  return (double) n_alike / self->n_rows *
         fmax (0.1 + (double) (n_numbers - self->n_torn) / n_cells, 0.01);
}

static char
find_separator (Sample *sample, const ModelCells *from)
{
  static const char candidates[] = { ',', ';', '\t', '|', ' ' };
  char best = ',';
  double most = 0;

  for (gsize i = 0; i < sizeof candidates; i++)
    {
      double found;

      sample_text (sample, from, candidates[i]);
      found = score (sample);
      if (found > most * (1 + 1e-9))
        {
          most = found;
          best = candidates[i];
        }
    }
  return best;
}

/* Excel's first line: sep=; */
static gboolean
take_separator_line (ModelCells *cells, char *separator)
{
  ModelCells after = *cells;
  const char *line;
  gsize n;

  model_cells_take_line (&after, &line, &n);
  while (n > 0 && (line[n - 1] == '"' || g_ascii_isspace (line[n - 1])) && n > 5)
    n--;
  if (n > 0 && *line == '"')
    {
      line++;
      n--;
    }
  if (n != 5 || g_ascii_strncasecmp (line, "sep=", 4) != 0)
    return FALSE;
  *separator = line[4];
  *cells = after;
  return TRUE;
}

static gboolean
has_words_only (const Sample *self, const Row *row, int width)
{
  if (row == self->row + self->n_rows || row->n_all != width)
    return FALSE;
  for (int c = 0; c < width; c++)
    if (get_kind (self, row, c) != MODEL_SPELLING_WORD)
      return FALSE;
  return TRUE;
}

/* Lines before the table: of another length, or a single cell; but none that is all numbers, for
 * that is a row that lacks some. */
static gboolean
is_title (const Sample *self, const Row *row, int width)
{
  int n_filled = 0, n_words = 0;

  for (int c = 0; c < row->n_all; c++)
    {
      const ModelSpelling kind = get_kind (self, row, c);

      n_filled += kind != MODEL_SPELLING_MISSING;
      n_words += kind == MODEL_SPELLING_WORD;
    }
  if (n_filled <= 1 && width > 2)
    return n_words > 0 || n_filled == 0;
  /* Counts of rows and columns above their names. */
  if (n_words == 0 && n_filled < width && has_words_only (self, row + 1, width))
    return TRUE;
  return n_words > 0 && row->n != width && row->n_all != width &&
         (row->n != width - 1 || has_words_only (self, row + 1, width));
}

/* How many cells of a column, below a row, are numbers less how many are words; and, of these
 * numbers, how many have a mark. */
static int
weigh_column (const Sample *self, int after, int column, int *n_marked)
{
  int weight = 0;

  *n_marked = 0;
  for (int i = after + 1; i < self->n_rows; i++)
    {
      const ModelSpelling kind = get_kind (self, &self->row[i], column);

      weight += is_number (kind) - (kind == MODEL_SPELLING_WORD);
      *n_marked += kind > MODEL_SPELLING_PLAIN;
    }
  return weight;
}

/* What a row has, as a header would have it. */
typedef struct
{
  int n_words, n_numbers, n_missing;
  int n_words_above_numbers;
  gboolean counts;           /* its numbers are whole, with one step between all of them */
  gboolean counts_from_zero; /* 0, 1, 2, ... */
  gboolean above_fractions;  /* each column below it has numbers with a fraction */
} HeaderSigns;

static void
read_signs (HeaderSigns *self, const Sample *sample, int index, char separator)
{
  const Row *row = &sample->row[index];
  ModelCells cells;
  double last = 0, step = 0;

  *self = (HeaderSigns){ .counts = TRUE, .above_fractions = sample->n_rows > index + 1 };
  model_cells_init (&cells, row->at, (gsize) (sample->end - row->at), separator);
  for (int c = 0; c < row->n_all; c++)
    {
      int n_marked;
      const int weight = weigh_column (sample, index, c, &n_marked);
      const ModelSpelling kind = get_kind (sample, row, c);
      double value;

      model_cells_read (&cells);
      self->n_words += kind == MODEL_SPELLING_WORD;
      self->n_missing += kind == MODEL_SPELLING_MISSING;
      self->n_words_above_numbers += kind == MODEL_SPELLING_WORD && weight > 0;
      if (!is_number (kind))
        continue;
      self->above_fractions = self->above_fractions && 2 * n_marked > weight;
      self->counts = self->counts && kind == MODEL_SPELLING_PLAIN &&
                     model_spelling_read (cells.cell, cells.length, '.', &value) &&
                     (self->n_numbers == 0 || value > last) &&
                     (self->n_numbers < 2 || value - last == step);
      if (!self->counts)
        value = last;
      if (self->n_numbers == 0)
        self->counts_from_zero = self->counts && value == 0;
      step = value - last;
      last = value;
      self->n_numbers++;
    }
  self->counts_from_zero = self->counts_from_zero && self->counts && step == 1;
  model_cells_clear (&cells);
}

static gboolean
is_header (const HeaderSigns *self)
{
  if (self->n_numbers == 0)
    return self->n_words > 0;
  if (self->n_words == 0)
    return self->counts && self->n_numbers > 2 &&
           (self->above_fractions || (self->counts_from_zero && self->n_missing == 1));
  return self->n_words_above_numbers > self->n_numbers ||
         (self->n_words_above_numbers > 0 && self->counts && self->n_numbers > 2);
}

/* Of cells, so many. Owned by the caller. */
static GPtrArray *
read_names (ModelCells *cells, int n)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  ModelCellEnd end = MODEL_CELL_NEXT;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *valid = NULL;

      if (end == MODEL_CELL_NEXT)
        end = model_cells_read (cells);
      else
        cells->length = 0;
      valid = g_utf8_make_valid (cells->cell, (gssize) cells->length);
      g_ptr_array_add (names, g_strdup (g_strstrip (g_strdelimit (valid, "\r\n\t", ' '))));
    }
  return names;
}

/* A comment that has as many words as the table has columns. */
static void
take_names_of_comment (ModelCsvLayout *self, const char *comment, gsize length)
{
  const char separators[] = { self->separator, ' ' };

  for (int s = 0; s < 2 && self->names == NULL && comment != NULL; s++)
    {
      ModelCells cells;
      ModelCellEnd end;
      int n = 0, n_words = 0;

      model_cells_init (&cells, comment, length, separators[s]);
      do
        {
          end = model_cells_read (&cells);
          n_words += model_spelling_find (cells.cell, cells.length) == MODEL_SPELLING_WORD;
          n++;
        }
      while (end == MODEL_CELL_NEXT);
      model_cells_clear (&cells);
      if (n != self->n_columns || n_words != n)
        continue;
      model_cells_init (&cells, comment, length, separators[s]);
      self->names = read_names (&cells, n);
      model_cells_clear (&cells);
    }
}

/* As R writes it, a header lacks the name of the rows' names: one name less than cells, and the
 * last column is not empty. */
static gboolean
lacks_first_name (const Sample *sample, int index, int width)
{
  if (sample->row[index].n_all != width - 1)
    return FALSE;
  for (int i = index + 1; i < sample->n_rows; i++)
    if (get_kind (sample, &sample->row[i], width - 1) != MODEL_SPELLING_MISSING)
      return TRUE;
  return FALSE;
}

static void
take_header (ModelCsvLayout *self, const Sample *sample, int index, gsize length)
{
  const Row *row = &sample->row[index];
  ModelCells cells;

  model_cells_init (&cells, row->at, length, self->separator);
  self->names = read_names (&cells, self->n_columns);
  if (lacks_first_name (sample, index, self->n_columns))
    {
      g_ptr_array_remove_index (self->names, (guint) self->n_columns - 1);
      g_ptr_array_insert (self->names, 0, g_strdup (""));
    }
  model_cells_clear (&cells);
}

static gboolean
is_units (const Sample *sample, int index, char separator)
{
  HeaderSigns signs;

  if (index + 1 >= sample->n_rows)
    return FALSE;
  read_signs (&signs, sample, index, separator);
  return signs.n_numbers == 0 && signs.n_words_above_numbers > 0;
}

/* As pandas writes it, below the names: a word above the first column, and nothing else. */
static gboolean
names_index (const Sample *sample, int index)
{
  const Row *row = &sample->row[index];

  return row->n == 1 && row->n_all > 1 && get_kind (sample, row, 0) == MODEL_SPELLING_WORD;
}

static void
take_index_name (ModelCsvLayout *self)
{
  char **first = (char **) &g_ptr_array_index (self->names, 0);

  g_free (*first);
  *first = g_strdup ("");
}

static void
find_table (ModelCsvLayout *self, const Sample *sample)
{
  HeaderSigns signs;
  int first = 0, n_alike, body;

  self->n_columns = find_width (sample, &n_alike);
  while (first < MIN (MOST_TITLES, sample->n_rows - 1) &&
         is_title (sample, &sample->row[first], self->n_columns))
    first++;
  self->n_titles = first;
  read_signs (&signs, sample, first, self->separator);
  body = first;
  if (is_header (&signs))
    {
      take_header (self, sample, first, (gsize) (sample->end - sample->row[first].at));
      self->names_are_numbers = signs.n_words == 0;
      body++;
      /* Further names of columns, units, and the name of what counts rows. */
      for (; body <= first + MOST_UNITS && is_units (sample, body, self->separator); body++)
        if (names_index (sample, body))
          take_index_name (self);
      self->has_units = body > first + 1;
    }
  self->header_line = sample->row[first].line;
  self->body = body < sample->n_rows ? sample->row[body].at : sample->end;
  self->body_line = body < sample->n_rows ? sample->row[body].line : self->header_line + 1;
}

void
model_csv_layout_find (ModelCsvLayout *self, const char *text, gsize length)
{
  ModelCells cells;
  g_autofree Sample *sample = g_new0 (Sample, 1);
  char given = '\0';

  *self = (ModelCsvLayout){ .body = text, .body_line = 1, .header_line = 1 };
  sample->kinds = g_array_new (FALSE, FALSE, sizeof (ModelSpelling));
  sample->end = text + length;
  model_cells_init (&cells, text, length, ',');
  model_cells_begin_row (&cells);
  take_separator_line (&cells, &given);
  self->separator = given != '\0' ? given : find_separator (sample, &cells);
  sample_text (sample, &cells, self->separator);
  if (sample->n_rows > 0)
    find_table (self, sample);
  if (sample->n_rows > 0 && self->names == NULL)
    {
      /* The comment that stands last before the table. */
      cells.separator = self->separator;
      for (int i = 0; i < self->n_titles && model_cells_begin_row (&cells); i++)
        model_cells_take_line (&cells, NULL, NULL);
      model_cells_begin_row (&cells);
      take_names_of_comment (self, cells.comment, cells.comment_length);
    }
  g_array_free (sample->kinds, TRUE);
  model_cells_clear (&cells);
}

void
model_csv_layout_clear (ModelCsvLayout *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
}
