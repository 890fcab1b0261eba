/* Curves over epochs, and what is marked at them, in rows. */
#include "figure/figure_csv.h"

#include "model/data/modality_name.h"
#include "num/number.h"

#include <math.h>
#include <string.h>

/* A column: one value of the rows of a recording. */
typedef struct
{
  const ModelHistoryView *history;
  gsize offset;  /* in ModelHistoryRow */
  gboolean here; /* only where it has a row; else linear between them */
  char *name;
} Column;

struct FigureTable
{
  double end;
  GArray *columns; /* Column */
};

static const struct
{
  const char *name;
  gsize offset;
} values[] = {
  { "loss", G_STRUCT_OFFSET (ModelHistoryRow, loss) },
  { "w_a", G_STRUCT_OFFSET (ModelHistoryRow, weight[0]) },
  { "w_b", G_STRUCT_OFFSET (ModelHistoryRow, weight[1]) },
  { "generalisation", G_STRUCT_OFFSET (ModelHistoryRow, generalisation) },
};

/* What is drawn as a level or at an epoch, where it is not NAN. */
static const struct
{
  const char *name;
  gsize offset; /* in StudyMarks */
} levels[] = {
  { "plateau_loss", G_STRUCT_OFFSET (StudyMarks, loss_plateau) },
  { "other_plateau_loss", G_STRUCT_OFFSET (StudyMarks, loss_other) },
  { "plateau_weight", G_STRUCT_OFFSET (StudyMarks, level_plateau) },
  { "end_w_a", G_STRUCT_OFFSET (StudyMarks, level_final[0]) },
  { "end_w_b", G_STRUCT_OFFSET (StudyMarks, level_final[1]) },
  { "generalisation_alone", G_STRUCT_OFFSET (StudyMarks, error_alone) },
  { "t_1", G_STRUCT_OFFSET (StudyMarks, t_stop[0]) },
  { "t_2", G_STRUCT_OFFSET (StudyMarks, t_stop[1]) },
};

static void
clear_column (gpointer column)
{
  g_free (((Column *) column)->name);
}

FigureTable *
figure_table_new (double end)
{
  FigureTable *self = g_new0 (FigureTable, 1);

  self->end = end;
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  return self;
}

void
figure_table_free (FigureTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_free (self);
}

static const Column *
get_column (const FigureTable *self, guint i)
{
  return &g_array_index (self->columns, Column, i);
}

static void
add_column (
    FigureTable *self, const ModelHistoryView *history, gsize offset, gboolean here, char *name)
{
  const Column column = { history, offset, here, name };

  g_array_append_val (self->columns, column);
}

void
figure_table_add (FigureTable *self,
                  const ModelHistoryView *history,
                  gboolean generalisation,
                  const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values) - !generalisation; i++)
    add_column (self, history, values[i].offset, FALSE,
                name != NULL ? g_strconcat (name, "_", values[i].name, NULL)
                             : g_strdup (values[i].name));
}

void
figure_table_add_balance (FigureTable *self, const StudyBalance *balance)
{
  for (int i = 0; i < STUDY_N_JUNCTIONS; i++)
    if (balance->residual[i] != NULL)
      add_column (self, balance->residual[i], G_STRUCT_OFFSET (ModelHistoryRow, loss), TRUE,
                  g_strconcat ("balance_", study_balance_get_name (i), NULL));
}

static void
append_number (GString *out, double value)
{
  char text[NUM_NUMBER_SIZE];

  g_string_append (out, num_number_format (value, text));
}

static void
append_cell (GString *out, const Column *column, double epoch)
{
  const gsize last = model_history_view_length (column->history) - 1;
  const ModelHistoryRow row = model_history_view_at (column->history, epoch);

  g_string_append_c (out, ',');
  if (epoch > model_history_view_row (column->history, last)->epoch)
    return;
  if (column->here &&
      row.epoch !=
          model_history_view_row (column->history, model_history_view_find (column->history, epoch))
              ->epoch)
    return;
  append_number (out, G_STRUCT_MEMBER (double, &row, column->offset));
}

static int
compare_epochs (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static double
get_end (const ModelHistoryView *history)
{
  return model_history_view_row (history, model_history_view_length (history) - 1)->epoch;
}

/* The first curve's, then those of the others behind it, in order. */
static GArray *
list_epochs (const FigureTable *self)
{
  GArray *epochs = g_array_new (FALSE, FALSE, sizeof (double));
  const ModelHistoryView *first = get_column (self, 0)->history, *last = NULL;
  double past = -INFINITY;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const ModelHistoryView *history = get_column (self, i)->history;

      if (history == last)
        continue;
      for (gsize k = 0; k < model_history_view_length (history); k++)
        {
          const double epoch = model_history_view_row (history, k)->epoch;

          if (epoch > past && (i == 0 || epoch <= self->end))
            g_array_append_val (epochs, epoch);
        }
      past = get_end (first);
      last = history;
    }
  g_array_sort (epochs, compare_epochs);
  return epochs;
}

static const Column *
find_column (const FigureTable *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (get_column (self, i)->name, name) == 0)
      return get_column (self, i);
  return NULL;
}

/* Of all tables, in the order in which they come first. */
static GPtrArray *
list_names (FigureTable *const *tables, int n)
{
  GPtrArray *names = g_ptr_array_new ();

  for (int t = 0; t < n; t++)
    for (guint i = 0; i < tables[t]->columns->len; i++)
      if (!g_ptr_array_find_with_equal_func (names, get_column (tables[t], i)->name, g_str_equal,
                                             NULL))
        g_ptr_array_add (names, get_column (tables[t], i)->name);
  return names;
}

static void
write_row (const FigureTable *self, const GPtrArray *names, double epoch, GString *out)
{
  append_number (out, epoch);
  for (guint i = 0; i < names->len; i++)
    {
      const Column *column = find_column (self, g_ptr_array_index (names, i));

      if (column != NULL)
        append_cell (out, column, epoch);
      else
        g_string_append_c (out, ',');
    }
  g_string_append_c (out, '\n');
}

void
figure_table_write (FigureTable *const *tables, int n, const char *numbers, GString *out)
{
  g_autoptr (GPtrArray) names = list_names (tables, n);

  if (numbers != NULL)
    g_string_append_printf (out, "%s,", numbers);
  g_string_append (out, "epoch");
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, ",%s", (const char *) g_ptr_array_index (names, i));
  g_string_append_c (out, '\n');
  for (int t = 0; t < n; t++)
    {
      g_autoptr (GArray) epochs = list_epochs (tables[t]);

      for (guint i = 0; i < epochs->len; i++)
        {
          const double epoch = g_array_index (epochs, double, i);

          if (i > 0 && epoch == g_array_index (epochs, double, i - 1))
            continue;
          if (numbers != NULL)
            g_string_append_printf (out, "%d,", t + 1);
          write_row (tables[t], names, epoch, out);
        }
    }
}

static const char *
format_time (double t, const char *unknown, char number[NUM_NUMBER_SIZE])
{
  return isinf (t) ? "never" : isnan (t) ? unknown : num_number_format (t, number);
}

/* "# t_b: theory 370, run not yet" */
static void
write_times (const StudyMarks *marks, const char *prefix, GString *out)
{
  for (int m = 0; m < 2; m++)
    {
      char theory[NUM_NUMBER_SIZE], run[NUM_NUMBER_SIZE];

      g_string_append_printf (
          out, "# %st_%c: theory %s, run %s\n", prefix, "ab"[m],
          format_time (marks->t_theory[m], "none", theory),
          format_time (marks->t_run[m], isinf (marks->t_theory[m]) ? "never" : "not yet", run));
      if (marks->population != NULL)
        g_string_append_printf (out, "# %st_%c of the population: theory %s\n", prefix, "ab"[m],
                                format_time (marks->t_population[m], "none", theory));
    }
}

static void
write_stage (const TheoryStages *stages, int i, const char *none, GString *out)
{
  static const char *const modalities[] = { "a", "b", "both" };
  const TheoryStage *stage = &stages->stage[i];
  char number[3][NUM_NUMBER_SIZE];

  if (i >= stages->n)
    g_string_append (out, none);
  else
    g_string_append_printf (out, "%s %s to %s %s", num_number_format (stage->time, number[0]),
                            modalities[stage->modality],
                            num_number_format (stage->weight[0], number[1]),
                            num_number_format (stage->weight[1], number[2]));
}

/* "# stage 3: theory 3924 a to -0.2 1, run 3959 a to -0.2 1": when, what moves, both weights. */
static void
write_stages (const StudyMarks *marks, const char *prefix, GString *out)
{
  for (int i = 0; i < MAX (marks->predicted.n, marks->stages.n); i++)
    {
      g_string_append_printf (out, "# %sstage %d: theory ", prefix, i + 1);
      write_stage (&marks->predicted, i, "none", out);
      g_string_append (out, ", run ");
      write_stage (&marks->stages, i, "not yet", out);
      g_string_append_c (out, '\n');
    }
}

static void
write_levels (const StudyMarks *marks, const char *prefix, GString *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      const double value = G_STRUCT_MEMBER (double, marks, levels[i].offset);

      if (isnan (value))
        continue;
      g_string_append_printf (out, "# %s%s: ", prefix, levels[i].name);
      append_number (out, value);
      g_string_append_c (out, '\n');
    }
}

/* "# a: sound", where it is called so. */
static void
write_names (const ModelExperiment *experiment, const char *prefix, GString *out)
{
  for (int m = 0; m < 2; m++)
    {
      const char *name = model_modality_name (experiment, m);

      if (name != NULL)
        g_string_append_printf (out, "# %s%c: %s\n", prefix, "ab"[m], name);
    }
}

/* Whole, as it has steps of its own: "# 120,0.4". */
static void
write_log_curve (const ModelHistoryView *curve, const char *name, const char *prefix, GString *out)
{
  if (curve == NULL)
    return;
  g_string_append_printf (out, "# %slog_step,%s%s\n", prefix, prefix, name);
  for (gsize i = 0; i < model_history_view_length (curve); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (curve, i);

      g_string_append (out, "# ");
      append_number (out, row->epoch);
      g_string_append_c (out, ',');
      append_number (out, row->loss);
      g_string_append_c (out, '\n');
    }
}

static void
write_log (const StudyLog *log, const char *prefix, GString *out)
{
  static const char *const names[] = { "log_a", "log_b" };
  static const char *const accuracies[] = { "log_accuracy_a", "log_accuracy_b", "log_accuracy" };
  g_auto (GStrv) lines = g_strsplit (log->words, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "# %slog: %s\n", prefix, lines[i]);
  write_log_curve (log->loss, "log_loss", prefix, out);
  for (int m = 0; m < 2; m++)
    write_log_curve (log->alone[m], names[m], prefix, out);
  for (int m = 0; m < 3; m++)
    write_log_curve (log->accuracy[m], accuracies[m], prefix, out);
}

static void
write_marks (const Figure *figure, const StudyRun *run, const char *prefix, GString *out)
{
  write_names (&run->snapshot->experiment, prefix, out);
  if (!figure->no_theory)
    {
      write_times (&run->marks, prefix, out);
      write_stages (&run->marks, prefix, out);
      write_levels (&run->marks, prefix, out);
    }
  if (!isnan (run->fork))
    g_string_append_printf (out, "# %sfork: %.0f\n", prefix, run->fork);
  if (run->minus != NULL)
    g_string_append_printf (out, "# %sminus: %s\n", prefix, run->minus);
  if (run->log != NULL)
    write_log (run->log, prefix, out);
}

static void
add_beside (FigureTable *table, const ModelHistoryView *history, const char *name)
{
  if (history != NULL && model_history_view_length (history) > 0)
    figure_table_add (table, history, FALSE, name);
}

/* What is drawn with the run; legends of compared runs go to comments. */
static FigureTable *
new_table (const StudyRun *run, GString *out)
{
  FigureTable *table = figure_table_new (run->epochs.maximum);

  figure_table_add (table, run->snapshot->history, study_run_has_generalisation (run), NULL);
  add_beside (table, run->marks.curve, "theory");
  add_beside (table, run->marks.population, "population");
  if (run->ghost != NULL)
    add_beside (table, run->ghost->history, "ghost");
  if (run->band != NULL)
    {
      add_beside (table, run->band->low, "low");
      add_beside (table, run->band->median, "median");
      add_beside (table, run->band->high, "high");
    }
  for (int i = 0; i < run->n_compared; i++)
    {
      const StudyComparedRun *compared = &run->compared[i];
      g_autofree char *name = g_strdup_printf ("run_%d", i + 1);

      g_string_append_printf (out, "# %s: %s\n", name,
                              compared->legend != NULL ? compared->legend
                              : compared->name != NULL ? compared->name
                                                       : "");
      add_beside (table, compared->snapshot->history, name);
    }
  return table;
}

void
figure_write_history (const FigureData *data, GString *out)
{
  g_auto (StudyDrawnRun) drawn = { 0 };
  g_autoptr (FigureTable) table = NULL;

  figure_init_group (&drawn, data, 0);
  write_marks (data->figure, &drawn.run, "", out);
  table = new_table (&drawn.run, out);
  figure_table_write (&table, 1, NULL, out);
}

void
figure_write_histories (const FigureData *data, const char *column, GString *out)
{
  const int n = data->figure->n_runs;
  StudyDrawnRun drawn[FIGURE_MAX_RUNS] = { 0 };
  FigureTable *tables[FIGURE_MAX_RUNS] = { NULL };

  for (int i = 0; i < n; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("%s %d ", column, i + 1);

      figure_init_group (&drawn[i], data, i);
      write_marks (data->figure, &drawn[i].run, prefix, out);
      tables[i] = new_table (&drawn[i].run, out);
    }
  figure_table_write (tables, n, column, out);
  for (int i = 0; i < n; i++)
    {
      figure_table_free (tables[i]);
      study_drawn_run_clear (&drawn[i]);
    }
}

void
figure_write_next (GString *out, const char *name)
{
  g_string_append_printf (out, "\n# %s\n", name);
}
