/* Tables of time ratios as text. */
#include "digits/table_text.h"

#include "num/number.h"

#include <math.h>
#include <string.h>

#define COLUMNS "fusion,seed,t_a,t_b,ratio\n"

static void
append_header (GString *text, const DigitsOptions *options, const char *folder)
{
  g_string_append (text, "# plateau " PLATEAU_VERSION "\n");
  g_string_append_printf (text, "# data = %s\n# model = %s\n",
                          folder != NULL && *folder != '\0' ? folder : "drawn",
                          options->model == DIGITS_MLP ? "mlp" : "cnn");
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    {
      char number[NUM_NUMBER_SIZE];

      g_string_append_printf (text, "# %s = %s\n", digits_parameter (key)->name,
                              num_number_format (options->values[key], number));
    }
  g_string_append (text, COLUMNS);
}

static void
append_number (GString *text, double value, char end)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append (text, isnan (value) ? "" : num_number_format (value, number));
  g_string_append_c (text, end);
}

char *
digits_table_format (const DigitsTable *self, const DigitsOptions *options, const char *folder)
{
  GString *text = g_string_new (NULL);
  const int first = digits_options_get_int (options, DIGITS_KEY_SEED);

  append_header (text, options, folder);
  for (int fusion = 1; fusion <= self->fusions; fusion++)
    for (int seed = 0; seed < self->seeds; seed++)
      {
        const DigitsCell *cell = &self->cells[fusion - 1][seed];

        if (!cell->done)
          continue;
        g_string_append_printf (text, "%d,%d,", fusion, first + seed);
        append_number (text, cell->times[0], ',');
        append_number (text, cell->times[1], ',');
        append_number (text, cell->ratio, '\n');
      }
  return g_string_free (text, FALSE);
}

/* A number, or nothing for one that is not known. */
static gboolean
parse_number (const char *text, double *value)
{
  *value = NAN;
  return *text == '\0' || num_number_parse (text, value);
}

static gboolean
parse_row (DigitsTable *self, const char *line, int first)
{
  g_auto (GStrv) fields = g_strsplit (line, ",", 6);
  double fusion, seed;
  DigitsCell cell = { .done = TRUE };

  if (g_strv_length (fields) != 5 || !num_number_parse (fields[0], &fusion) ||
      !num_number_parse (fields[1], &seed) || !parse_number (fields[2], &cell.times[0]) ||
      !parse_number (fields[3], &cell.times[1]) || !parse_number (fields[4], &cell.ratio))
    return FALSE;
  seed -= first;
  if (fusion != floor (fusion) || seed != floor (seed) || fusion < 1 || fusion > self->fusions)
    return FALSE;
  /* Of fewer seeds than there were, the others are passed over. */
  if (seed >= 0 && seed < self->seeds)
    self->cells[(int) fusion - 1][(int) seed] = cell;
  return TRUE;
}

gboolean
digits_table_parse (DigitsTable *self,
                    const char *text,
                    const DigitsOptions *options,
                    const char *folder)
{
  g_return_val_if_fail (self != NULL && text != NULL && options != NULL, FALSE);

  g_autoptr (GString) header = g_string_new (NULL);
  DigitsTable table = *self;

  append_header (header, options, folder);
  if (!g_str_has_prefix (text, header->str))
    return FALSE;
  g_auto (GStrv) lines = g_strsplit (text + header->len, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' &&
        !parse_row (&table, lines[i], digits_options_get_int (options, DIGITS_KEY_SEED)))
      return FALSE;
  *self = table;
  return TRUE;
}
