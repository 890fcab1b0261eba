/* The CSV of a figure has all that its picture has. */
#include "figure/figure_csv.h"
#include "figure/figure_registry.h"
#include "figure/figure_sweeps.h"
#include "figure/file/figure_file.h"
#include "figure/file/provenance_file.h"
#include "num/matrix.h"
#include "theory/plane.h"
#include "theory/prediction.h"

#include <math.h>
#include <string.h>

/* A file's tables: behind each blank line is the next. */
typedef struct
{
  char *text;
  GPtrArray *rows; /* GStrv; the first is the header */
} Table;

static Table
read_table (const FigureData *data, int number)
{
  Table table = { figure_to_csv (data),
                  g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev) };
  g_auto (GStrv) parts = g_strsplit (table.text, "\n\n", -1);

  g_assert_cmpint (g_strv_length (parts), >, number);
  g_auto (GStrv) lines = g_strsplit (parts[number], "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *lines[i] != '\0')
      g_ptr_array_add (table.rows, g_strsplit (lines[i], ",", -1));
  return table;
}

/* What others need to know stands in the header, in comments that are no keys. */
static void
test_readers (void)
{
  g_autoptr (FigureData) data = figure_compute (figure_find ("loss", NULL), NULL, NULL);
  g_autofree char *text = figure_to_csv (data);
  FigureProvenance read;

  g_assert_nonnull (strstr (text, "\n# pandas: pandas.read_csv (FILE, comment=\"#\")\n"));
  g_assert_nonnull (strstr (text, "\n# R: read.csv (FILE, comment.char=\"#\")\n"));
  g_assert_nonnull (strstr (text, "\n# gnuplot: "));
  g_assert_true (figure_provenance_from_bytes (&read, text, strlen (text), NULL));
  g_assert_cmpstr (read.figure, ==, "loss");
}

static void
clear_table (Table *table)
{
  g_free (table->text);
  g_ptr_array_unref (table->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static const char *
get_cell (const Table *table, guint row, const char *column)
{
  char **names = g_ptr_array_index (table->rows, 0);
  char **cells = g_ptr_array_index (table->rows, row);

  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], column) == 0)
      return cells[i];
  g_test_message ("no column %s", column);
  g_assert_not_reached ();
}

static gboolean
has_column (const Table *table, const char *column)
{
  return g_strv_contains (g_ptr_array_index (table->rows, 0), column);
}

static double
get_number (const Table *table, guint row, const char *column)
{
  const char *cell = get_cell (table, row, column);

  return *cell != '\0' ? g_ascii_strtod (cell, NULL) : NAN;
}

/* A curve's columns are its values, at each row; nothing behind its end. */
static void
check_curve (const Table *table, const char *name, const ModelHistoryView *history)
{
  static const char *const columns[] = { "loss", "w_a", "w_b" };
  const double end =
      model_history_view_row (history, model_history_view_length (history) - 1)->epoch;
  int found = 0;

  for (guint i = 1; i < table->rows->len; i++)
    {
      const double epoch = get_number (table, i, "epoch");
      const ModelHistoryRow row = model_history_view_at (history, epoch);
      const double values[] = { row.loss, row.weight[0], row.weight[1] };

      for (int k = 0; k < 3; k++)
        {
          g_autofree char *column = g_strdup_printf ("%s%s", name, columns[k]);
          const double value = get_number (table, i, column);

          if (epoch > end)
            g_assert_true (isnan (value));
          else
            g_assert_cmpfloat (value, ==, values[k]);
        }
      found += epoch <= end;
    }
  g_assert_cmpint (found, >, 1);
}

static FigureData *
compute (const char *name, const ModelRecipe *recipe, const StudyCompared *compared)
{
  g_autoptr (GError) error = NULL;
  FigureData *data = figure_compute_run (figure_find (name, NULL), recipe, compared, NULL, &error);

  g_assert_no_error (error);
  return data;
}

static void
init_recipe (ModelRecipe *recipe, int epochs)
{
  model_recipe_init (recipe);
  model_experiment_set (&recipe->experiment, MODEL_WIDTH, 20, NULL);
  model_experiment_set (&recipe->experiment, MODEL_EPOCHS, epochs, NULL);
}

/* In loss, weights, both; and in the grid, whose first table it is. */
static void
test_run (void)
{
  static const char *const names[] = { "loss", "weights", "run", "grid" };
  ModelRecipe recipe;

  init_recipe (&recipe, 500);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FigureData) data = compute (names[i], &recipe, NULL);
      g_auto (Table) table = read_table (data, 0);

      check_curve (&table, "", data->snapshots[0]->history);
      check_curve (&table, "theory_", data->marks[0].curve);
      g_assert_nonnull (strstr (table.text, "\n# t_a: theory "));
      g_assert_nonnull (strstr (table.text, "\n# stage 2: theory "));
      g_assert_nonnull (strstr (table.text, "\n# plateau_loss: "));
      g_assert_nonnull (strstr (table.text, "\n# end_w_b: "));
    }
}

/* A pin that is longer than the run goes on behind it. */
static void
test_pins (void)
{
  ModelRecipe recipe;
  StudyCompared compared;

  init_recipe (&recipe, 300);
  study_compared_init (&compared);
  compared.n_pins = 2;
  for (int i = 0; i < 2; i++)
    {
      compared.slots[i] = i;
      compared.pins[i] = recipe;
      model_experiment_set (&compared.pins[i].experiment, MODEL_RHO, 0.2 * (i + 1), NULL);
    }
  model_experiment_set (&compared.pins[1].experiment, MODEL_EPOCHS, 420, NULL);
  g_autoptr (FigureData) data = compute ("loss", &recipe, &compared);
  g_auto (Table) table = read_table (data, 0);

  check_curve (&table, "", data->snapshots[0]->history);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("run_%d_", i + 1);

      check_curve (&table, name, study_pins_get (data->compared_runs->pins, i)->history);
    }
  g_assert_nonnull (strstr (table.text, "\n# run_2: "));
  g_assert_cmpfloat (get_number (&table, table.rows->len - 1, "epoch"), ==, 420);
}

/* Rows are then differences, relative as they are drawn. */
static void
test_difference (void)
{
  ModelRecipe recipe;
  StudyCompared compared;

  init_recipe (&recipe, 300);
  study_compared_init (&compared);
  compared.n_pins = 1;
  compared.difference = 0;
  compared.pins[0] = recipe;
  model_experiment_set (&compared.pins[0].experiment, MODEL_RHO, 0.2, NULL);
  g_autoptr (FigureData) data = compute ("weights", &recipe, &compared);
  g_auto (Table) table = read_table (data, 0);
  const ModelHistoryView *run = data->snapshots[0]->history;
  const ModelHistoryView *pin = study_pins_get (data->compared_runs->pins, 0)->history;

  for (guint i = 1; i < table.rows->len; i += 50)
    {
      const double epoch = get_number (&table, i, "epoch");

      g_assert_cmpfloat (get_number (&table, i, "w_a"), ==,
                         model_history_view_at (run, epoch).weight[0] -
                             model_history_view_at (pin, epoch).weight[0]);
    }
  g_assert_nonnull (strstr (table.text, "\n# minus: "));
  g_assert_false (has_column (&table, "run_1_loss"));
}

/* Fusion layers of a race, the band of many seeds, the run before. */
static void
test_ensembles (void)
{
  ModelRecipe recipe;
  StudyCompared compared;

  init_recipe (&recipe, 200);
  study_compared_init (&compared);
  compared.comparison = STUDY_ENSEMBLE_FUSION;
  {
    g_autoptr (FigureData) data = compute ("loss", &recipe, &compared);
    g_auto (Table) table = read_table (data, 0);

    /* The run is the last fusion layer itself. */
    check_curve (&table, "run_1_",
                 study_ensemble_runs_get (data->compared_runs->ensemble, 0)->history);
    g_assert_nonnull (strstr (table.text, "\n# run_1: L_f = 1\n"));
  }
  compared.comparison = STUDY_ENSEMBLE_SEEDS;
  {
    g_autoptr (FigureData) data = compute ("loss", &recipe, &compared);
    g_auto (Table) table = read_table (data, 0);

    for (guint i = 1; i < table.rows->len; i += 20)
      {
        g_assert_cmpfloat (get_number (&table, i, "low_loss"), <=,
                           get_number (&table, i, "median_loss"));
        g_assert_cmpfloat (get_number (&table, i, "median_w_b"), <=,
                           get_number (&table, i, "high_w_b"));
      }
  }
  compared.comparison = STUDY_ENSEMBLE_NONE;
  compared.has_ghost = TRUE;
  compared.ghost = recipe;
  model_experiment_set (&compared.ghost.experiment, MODEL_RHO, 0.3, NULL);
  {
    g_autoptr (FigureData) data = compute ("loss", &recipe, &compared);
    g_auto (Table) table = read_table (data, 0);

    check_curve (&table, "ghost_", data->compared_runs->ghost->history);
  }
}

static void
test_fork (void)
{
  ModelRecipe parent, fork;

  init_recipe (&parent, 300);
  init_recipe (&fork, 300);
  model_experiment_set (&fork.experiment, MODEL_RHO, 0.4, NULL);
  model_recipe_set_fork (&fork, &parent, 100);
  g_autoptr (FigureData) data = compute ("loss", &fork, NULL);
  g_auto (Table) table = read_table (data, 0);

  check_curve (&table, "", data->snapshots[0]->history);
  check_curve (&table, "run_1_", data->compared_runs->fork_parent->history);
  g_assert_nonnull (strstr (table.text, "\n# fork: 100\n"));
}

/* Figures of several runs: each with its theory, and with the error on test data. */
static void
test_several (void)
{
  static const char *const names[] = { "5", "9", "11" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FigureData) data = figure_compute (figure_find (names[i], NULL), NULL, NULL);
      g_auto (Table) table = read_table (data, 0);
      int seen[FIGURE_MAX_RUNS] = { 0 };

      for (guint k = 1; k < table.rows->len; k++)
        {
          const int run = (int) get_number (&table, k, "run") - 1;
          const double epoch = get_number (&table, k, "epoch");
          const ModelHistoryView *theory = data->marks[run].curve;
          const ModelHistoryRow row = model_history_view_at (data->snapshots[run]->history, epoch);

          seen[run]++;
          g_assert_cmpfloat (get_number (&table, k, "w_b"), ==, row.weight[1]);
          if (data->snapshots[run]->has_generalisation)
            g_assert_cmpfloat (get_number (&table, k, "generalisation"), ==, row.generalisation);
          if (theory != NULL && epoch < 10)
            g_assert_cmpfloat (get_number (&table, k, "theory_loss"), ==,
                               model_history_view_at (theory, epoch).loss);
        }
      for (int run = 0; run < data->figure->n_runs; run++)
        g_assert_cmpint (seen[run], >, 10);
      g_assert_nonnull (strstr (table.text, "\n# run 2 t_b: theory "));
      g_assert_true ((strstr (table.text, "\n# run 4 t_2: ") != NULL) == (i == 0));
    }
}

/* XOR has features beside losses, and no theory. */
static void
test_xor (void)
{
  g_autoptr (FigureData) data = figure_compute (figure_find ("12", NULL), NULL, NULL);
  g_auto (Table) loss = read_table (data, 0), features = read_table (data, 1);
  const ModelFirstLayer *layer = data->snapshots[5]->first_layer;
  const ModelFirstLayerShape *shape = model_first_layer_get_shape (layer);
  g_autofree float *w = g_new (float, model_first_layer_shape_size (shape));
  g_autofree char *csv = figure_to_csv (data);

  g_assert_false (has_column (&loss, "theory_loss"));
  /* Nothing is said of times that nobody looked for. */
  g_assert_null (strstr (csv, "not yet"));
  model_first_layer_at (layer, model_snapshot_last_epoch (data->snapshots[5]), w);
  g_assert_cmpfloat (get_number (&features, features.rows->len - 1, "run"), ==, 6);
  g_assert_cmpfloat (get_number (&features, features.rows->len - 1, "weight"), ==,
                     w[model_first_layer_shape_size (shape) - 1]);
}

/* Each panel of the grid, once; those that are looked at. */
static void
test_grid (void)
{
  ModelRecipe recipe;
  StudyView view;

  init_recipe (&recipe, 100);
  study_view_init (&view);
  view.panels = g_intern_static_string ("weights surface loss features");
  g_autoptr (FigureData) data = compute ("grid", &recipe, NULL);
  figure_data_set_view (data, &view);
  g_auto (Table) run = read_table (data, 0), surface = read_table (data, 1),
                 features = read_table (data, 2);
  g_auto (GStrv) parts = g_strsplit (run.text, "\n\n", -1);

  g_assert_cmpint (g_strv_length (parts), ==, 3);
  g_assert_true (g_str_has_prefix (parts[1], "# surface\n"));
  g_assert_true (g_str_has_prefix (parts[2], "# features\n"));
  check_curve (&run, "", data->snapshots[0]->history);
  g_assert_true (has_column (&surface, "loss"));
  g_assert_cmpint (features.rows->len, ==, 1 + 2 * 20);
}

/* The points of a curve of the phase plane, by name. */
static int
count_curve (const Table *table, const char *name)
{
  int n = 0;

  for (guint i = 1; i < table->rows->len; i++)
    n += strcmp (get_cell (table, i, "curve"), name) == 0;
  return n;
}

/* Runs and ways, the points and lines that guide them; of the surface its height. */
static void
test_plane (void)
{
  static const char *const curves[] = { "m_0",   "m_a",          "m_star",     "nullcline_a",
                                        "run",   "unstable_m_a", "stable_m_b", "trajectory",
                                        "ghost", "theory" };
  ModelRecipe recipe;
  StudyCompared compared;

  init_recipe (&recipe, 300);
  model_recipe_set_kicks (&recipe, &(ModelKick){ .epoch = 150, .weight = { 0.5, 0.5 } }, 1);
  study_compared_init (&compared);
  compared.has_ghost = TRUE;
  init_recipe (&compared.ghost, 300);
  compared.n_orbits = 1;
  compared.orbits[0] = (StudyOrbitStart){ { 0.3, 0.4 }, FALSE };
  for (int surface = 0; surface < 2; surface++)
    {
      g_autoptr (FigureData) data = compute (surface ? "surface" : "portrait", &recipe, &compared);
      g_auto (Table) table = read_table (data, 0);
      g_autoptr (TheoryPrediction) prediction = theory_prediction_new_for_run (data->snapshots[0]);
      const gsize n = model_history_view_length (data->snapshots[0]->history);
      TheoryPlane plane;

      for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
        {
          g_test_message ("%s: %d", curves[i], count_curve (&table, curves[i]));
          g_assert_cmpint (count_curve (&table, curves[i]), >, 0);
        }
      g_assert_cmpint (count_curve (&table, "run"), ==, n);
      g_assert_cmpint (count_curve (&table, "surface"), ==, surface ? 41 * 41 : 0);
      theory_plane_init (&plane, prediction->moments, &prediction->network);
      for (guint i = 1; i < table.rows->len && surface; i += 37)
        {
          const double w[2] = { get_number (&table, i, "w_a"), get_number (&table, i, "w_b") };

          g_assert_cmpfloat (get_number (&table, i, "loss"), ==, theory_plane_loss (&plane, w));
        }
    }
}

/* Residuals at rows of the run, in the figure and in a panel of the grid. */
static void
test_balance (void)
{
  ModelRecipe recipe;
  StudyView view;

  init_recipe (&recipe, 300);
  study_view_init (&view);
  view.panels = g_intern_static_string ("loss balance");
  g_autoptr (FigureData) data = compute ("balance", &recipe, NULL);
  g_autoptr (FigureData) grid = compute ("grid", &recipe, NULL);
  figure_data_set_view (grid, &view);
  g_auto (Table) table = read_table (data, 0), panel = read_table (grid, 1);
  const StudyBalance *balance = data->content;

  g_assert_cmpint (table.rows->len, >, 60);
  g_assert_cmpint (panel.rows->len, ==, table.rows->len);
  for (guint i = 1; i < table.rows->len; i++)
    {
      const double epoch = get_number (&table, i, "epoch");

      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat (get_number (&table, i, m == 0 ? "balance_a" : "balance_b"), ==,
                           study_balance_at (balance, m, epoch));
    }
  g_assert_false (has_column (&table, "balance_fusion"));
}

/* Own starts stand beside the marks that they belong to. */
static void
test_sweep (void)
{
  const char *text = "[sweep]\nx = rho 0 0.3\nseeds = 2\n[data]\nsamples = 0\n"
                     "[network]\ndepth = 3\nfusion = 3\nwidth = 20\ninit = random\n"
                     "init_scale = 0.1\n";
  g_autoptr (FigureData) data = figure_compute_sweep (figure_find ("sweep", NULL),
                                                      &(FigureSweep){ .text = text }, NULL, NULL);
  g_auto (Table) table = read_table (data, 0);

  g_assert_cmpint (table.rows->len, ==, 3);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpfloat (
          fabs (get_number (&table, i, "own_theory") / get_number (&table, i, "ratio") - 1), <,
          0.04);
      g_assert_cmpfloat (get_number (&table, i, "own_theory_least"), <=,
                         get_number (&table, i, "own_theory"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/figure/tables/readers", test_readers);
  g_test_add_func ("/figure/tables/run", test_run);
  g_test_add_func ("/figure/tables/pins", test_pins);
  g_test_add_func ("/figure/tables/difference", test_difference);
  g_test_add_func ("/figure/tables/ensembles", test_ensembles);
  g_test_add_func ("/figure/tables/fork", test_fork);
  g_test_add_func ("/figure/tables/several", test_several);
  g_test_add_func ("/figure/tables/xor", test_xor);
  g_test_add_func ("/figure/tables/grid", test_grid);
  g_test_add_func ("/figure/tables/plane", test_plane);
  g_test_add_func ("/figure/tables/balance", test_balance);
  g_test_add_func ("/figure/tables/sweep", test_sweep);
  return g_test_run ();
}
