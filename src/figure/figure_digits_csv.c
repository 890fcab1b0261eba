/* Digits figures as tables. */
#include "figure/figure_digits_csv.h"

#include "num/number.h"

#include <math.h>

static void
append_number (GString *out, double value, const char *unknown, char end)
{
  char number[NUM_NUMBER_SIZE];

  g_string_append (out, isnan (value) ? unknown : num_number_format (value, number));
  g_string_append_c (out, end);
}

/* What is not known stays empty. */
static void
append_known (GString *out, double value, char end)
{
  append_number (out, value, "", end);
}

void
figure_digits_csv_write_times (const DigitsState *state, GString *out)
{
  const double threshold = state->options.values[DIGITS_KEY_THRESHOLD];
  const DigitsRow *rows = state->rows;
  const int n = state->n_rows;

  /* Its message is in the language of whoever trained it: the same run gives the same bytes. */
  if (state->phase == DIGITS_STATE_DIVERGED)
    g_string_append (out, "# diverged\n");
  g_string_append (out, "# t_a, t_b, ratio: ");
  append_number (out, digits_record_find_time (rows, n, DIGITS_SEES_A, threshold), "-", ' ');
  append_number (out, digits_record_find_time (rows, n, DIGITS_SEES_B, threshold), "-", ' ');
  append_number (out, digits_record_find_ratio (rows, n, threshold), "-", '\n');
}

void
figure_digits_csv_write_runs (DigitsState *const *states, int n, GString *out)
{
  g_string_append (out, "fusion,epoch,loss,train_loss,accuracy,accuracy_a,accuracy_b\n");
  for (int i = 0; i < n; i++)
    for (int k = 0; k < states[i]->n_rows; k++)
      {
        const DigitsRow *row = &states[i]->rows[k];
        const double values[] = { states[i]->options.values[DIGITS_KEY_FUSION],
                                  row->epoch,
                                  row->loss,
                                  row->train_loss,
                                  row->accuracy[DIGITS_SEES_BOTH],
                                  row->accuracy[DIGITS_SEES_A],
                                  row->accuracy[DIGITS_SEES_B] };

        for (gsize v = 0; v < G_N_ELEMENTS (values); v++)
          append_known (out, values[v], v + 1 < G_N_ELEMENTS (values) ? ',' : '\n');
      }
}

/* Columns that say which picture it is, then its pixels. */
static void
write_pictures (const DigitsPictures *pictures,
                const char *columns,
                int n_columns,
                void (*place) (const DigitsPictures *pictures, int k, double *values),
                GString *out)
{
  const int pixels = pictures->side * pictures->side;
  g_autofree double *values = g_new (double, n_columns + pixels);

  g_string_append (out, columns);
  for (int i = 0; i < pixels; i++)
    g_string_append_printf (out, ",x%d", i);
  g_string_append_c (out, '\n');
  for (int k = 0; k < pictures->n; k++)
    {
      place (pictures, k, values);
      for (int i = 0; i < pixels; i++)
        values[n_columns + i] = pictures->values[(gsize) k * pixels + i];
      for (int i = 0; i < n_columns + pixels; i++)
        append_known (out, values[i], i + 1 < n_columns + pixels ? ',' : '\n');
    }
}

static void
place_sample (const DigitsPictures *pictures, int k, double *values)
{
  values[0] = k / (2 * DIGITS_STATE_SAMPLES);
  values[1] = k / 2 % DIGITS_STATE_SAMPLES;
  values[2] = k % 2;
}

void
figure_digits_csv_write_samples (const DigitsState *state, GString *out)
{
  write_pictures (state->samples, "kind,sample,modality", 3, place_sample, out);
}

static void
place_filter (const DigitsPictures *pictures, int k, double *values)
{
  values[0] = k / (pictures->n / 2);
  values[1] = k % (pictures->n / 2);
}

void
figure_digits_csv_write_filters (const DigitsState *state, GString *out)
{
  write_pictures (state->filters, "modality,unit", 2, place_filter, out);
}

void
figure_digits_csv_write_table (const DigitsTable *table, GString *out)
{
  g_string_append (out, "fusion,mean,deviation,seeds,never,paper_mean,paper_deviation\n");
  for (int fusion = 1; fusion <= table->fusions; fusion++)
    {
      const DigitsRatio ratio = digits_table_get_ratio (table, fusion);
      double mean = NAN, deviation = NAN;

      digits_table_get_paper (table->model, fusion, &mean, &deviation);
      append_known (out, fusion, ',');
      append_known (out, ratio.mean, ',');
      append_known (out, ratio.deviation, ',');
      append_known (out, ratio.n, ',');
      append_known (out, ratio.missing, ',');
      append_known (out, mean, ',');
      append_known (out, deviation, '\n');
    }
}
