/* The registry: every figure computes, draws, and gives its numbers. */
#include "figure/figure.h"
#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "figure/figure_registry.h"
#include "figure/file/figure_file.h"
#include "plot_fixture.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

static FigureData *
compute (const char *name)
{
  g_autoptr (GError) error = NULL;
  const Figure *figure = figure_find (name, &error);
  g_assert_no_error (error);
  FigureData *data = figure_compute (figure, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_find (void)
{
  static const char *const hidden[] = { "sweep", "digits", "digits-table" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (figure_count (), >=, 3);
  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      g_assert_true (figure_find (figure_get_name (figure), NULL) == figure);
      g_assert_cmpstr (figure_get_title (figure), !=, "");
    }
  /* Those of what a file or a page brings are found, but stand in no list. */
  for (gsize k = 0; k < G_N_ELEMENTS (hidden); k++)
    {
      g_assert_nonnull (figure_find (hidden[k], NULL));
      for (int i = 0; i < figure_count (); i++)
        g_assert_cmpstr (figure_get_name (figure_at (i)), !=, hidden[k]);
    }
  g_assert_null (figure_find ("99", &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "99"));
  g_assert_nonnull (strstr (error->message, "1, 2a, 2b"));
}

/* What goes into a paper's sources, or a mail. */
static void
check_svg_size (const FigureData *data)
{
  g_autoptr (GBytes) svg = NULL;
  FigureExport options;

  figure_export_init (&options);
  figure_get_size (figure_data_get_figure (data), &options.width, &options.height);
  svg = figure_render (data, figure_data_get_view (data), &options, ".svg", NULL);
  g_assert_cmpuint (g_bytes_get_size (svg), >, 3000);
  g_assert_cmpuint (g_bytes_get_size (svg), <, 500000);
}

static void
test_every_figure_draws (void)
{
  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      if (figure_is_slow (figure)) /* test_results draws sweeps */
        continue;
      g_autoptr (FigureData) data = compute (figure_get_name (figure));
      check_svg_size (data);
      for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
        {
          double width, height;
          PlotTheme theme;
          figure_get_size (figure, &width, &height);
          /* Half again as large as the size in mm: about 7 pt letters on a small screen. */
          const PlotArea area = { 10, 10, 3 * width, 3 * height };
          cairo_t *cr = plot_fixture_page ((int) (3 * width) + 20, (int) (3 * height) + 20);
          plot_theme_init (&theme, style, 7);
          figure_draw (cr, &area, data, &theme);
          g_assert_cmpint (plot_fixture_ink (cr, &area), >, 500);
          g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
          plot_fixture_close (cr);
        }
    }
}

static void
test_experiments_are_valid (void)
{
  for (int i = 0; i < figure_count (); i++)
    {
      g_autoptr (GError) error = NULL;
      ModelExperiment experiment;
      figure_get_experiment (figure_at (i), &experiment);
      model_experiment_validate (&experiment, &error);
      g_assert_no_error (error);
    }
}

/* First epoch at which the weight of a modality reaches half of what it ends at. */
static double
rise (const ModelHistoryView *history, int m)
{
  const gsize n = model_history_view_length (history);
  const double half = model_history_view_row (history, n - 1)->weight[m] / 2;

  for (gsize i = 0; i < n; i++)
    if (model_history_view_row (history, i)->weight[m] >= half)
      return model_history_view_row (history, i)->epoch;
  g_assert_not_reached ();
}

static void
test_late (void)
{
  g_autoptr (FigureData) data = compute ("2b");
  const ModelHistoryView *history = data->snapshots[0]->history;
  const double a = rise (history, 0), b = rise (history, 1);
  const ModelHistoryRow plateau = model_history_view_at (history, (a + b) / 2);
  const double start = model_history_view_row (history, 0)->loss;

  /* Paper: about 4; finite steps lower it by up to a tenth at this learning rate. */
  g_assert_cmpfloat (b / a, >, 3.4);
  g_assert_cmpfloat (b / a, <, 4.2);
  /* Paper: 0.2 of the start; 8192 samples scatter by a few per cent. */
  g_assert_cmpfloat_with_epsilon (plateau.loss / start, 0.2, 0.02);
  /* The saddle's loss comes from the same samples: only the approach to it remains. */
  g_assert_cmpfloat_with_epsilon (data->marks[0].loss_plateau / plateau.loss, 1, 1e-3);
  g_assert_cmpint (data->marks[0].first, ==, 0);
}

static void
test_early (void)
{
  g_autoptr (FigureData) data = compute ("2a");
  const ModelHistoryView *history = data->snapshots[0]->history;

  /* Paper: about 1. */
  g_assert_cmpfloat_with_epsilon (rise (history, 1) / rise (history, 0), 1, 0.15);
  g_assert_true (isnan (data->marks[0].loss_plateau));
}

/* What must come out does, whatever the seed; and a run of another figure does not pass for it. */
static void
test_checks (void)
{
  int n_figures = 0;

  for (int i = 0; i < figure_count (); i++)
    for (int seed = 1; seed <= 5; seed++)
      {
        const Figure *figure = figure_at (i);
        ModelExperiment experiment;
        g_autoptr (FigureData) data = NULL;
        FigureChecked checked = { NULL };
        StudyRun run;
        int n;
        const FigureCheck *checks = figure_get_checks (figure, &n);

        if (n == 0 || figure_is_slow (figure) || figure_is_of_digits (figure))
          break;
        n_figures += seed == 1;
        model_experiment_init (&experiment);
        model_experiment_set (&experiment, MODEL_SEED, seed, NULL);
        data = figure_compute_of (figure, &experiment, NULL, NULL);
        study_run_init (&run);
        run.snapshot = data->snapshots[figure->n_runs - 1];
        run.marks = data->marks[figure->n_runs - 1];
        if (figure->trains)
          checked.run = &run;
        checked.experiment = figure_data_get_experiment (data);
        for (int c = 0; c < n; c++)
          {
            if (!figure_check_is_due (&checks[c], &checked))
              continue;
            g_autofree char *text = figure_check_describe (&checks[c], &checked);

            g_test_message ("figure %s, seed %d: %s", figure_get_name (figure), seed, text);
            g_assert_true (figure_check_holds (&checks[c], &checked));
            g_assert_null (strstr (text, "nan"));
          }
      }
  g_assert_cmpint (n_figures, >=, 22);
}

static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  const int cancel = 1;

  g_assert_null (figure_compute (figure_find ("2b", NULL), &cancel, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* As in the window: what random layers would take ten million epochs for does not begin, and the
 * axis shows what theory expects. */
static void
test_given_up (void)
{
  g_autoptr (FigureData) data = NULL;
  g_autoptr (GError) error = NULL;
  ModelExperiment experiment;
  g_auto (StudyDrawnRun) group = { 0 };

  model_experiment_init (&experiment);
  model_experiment_set (&experiment, MODEL_DEPTH, 8, NULL);
  model_experiment_set (&experiment, MODEL_FUSION, 8, NULL);
  model_experiment_set (&experiment, MODEL_INIT_SCALE, 0.3, NULL);
  data = figure_compute_of (figure_find ("run", NULL), &experiment, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (figure_data_get_last_epoch (data), ==, 0);
  g_assert_nonnull (data->snapshots[0]->reason);
  figure_init_group (&group, data, 0);
  g_assert_cmpfloat (group.run.epochs.maximum, >, data->marks[0].t_theory[1]);
}

static void
test_csv (void)
{
  for (int i = 0; i < figure_count (); i++)
    {
      if (figure_is_slow (figure_at (i)))
        continue;
      g_autoptr (FigureData) data = compute (figure_get_name (figure_at (i)));
      g_autofree char *csv = figure_to_csv (data);
      g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
      int columns = 0, rows = 0;

      g_assert_true (g_str_has_prefix (csv, "# Plateau " PLATEAU_VERSION));
      g_assert_true (g_str_has_suffix (csv, "\n"));
      for (int k = 0; lines[k] != NULL; k++)
        {
          /* Another table of the same file. */
          if (*lines[k] == '\0')
            columns = 0;
          if (*lines[k] == '#' || *lines[k] == '\0')
            continue;
          g_auto (GStrv) cells = g_strsplit (lines[k], ",", -1);
          columns = columns ? columns : (int) g_strv_length (cells);
          g_assert_cmpint (g_strv_length (cells), ==, columns);
          rows++;
        }
      g_assert_cmpint (rows, >, 3);
    }
}

/* Numbers in the file read back as the numbers of the run. */
static void
test_csv_is_exact (void)
{
  g_autoptr (FigureData) data = compute ("2b");
  g_autofree char *csv = figure_to_csv (data);
  const char *line = strstr (csv, "\n300,");
  const ModelHistoryRow row = model_history_view_at (data->snapshots[0]->history, 300);
  char *end;

  g_assert_nonnull (line);
  g_assert_cmpfloat (g_ascii_strtod (line + 5, &end), ==, row.loss);
  g_assert_cmpfloat (g_ascii_strtod (end + 1, &end), ==, row.weight[0]);
  g_assert_cmpfloat (g_ascii_strtod (end + 1, NULL), ==, row.weight[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/figure/find", test_find);
  g_test_add_func ("/plot/figure/every-figure-draws", test_every_figure_draws);
  g_test_add_func ("/plot/figure/experiments-are-valid", test_experiments_are_valid);
  g_test_add_func ("/plot/figure/late", test_late);
  g_test_add_func ("/plot/figure/early", test_early);
  g_test_add_func ("/plot/figure/checks", test_checks);
  g_test_add_func ("/plot/figure/cancel", test_cancel);
  g_test_add_func ("/plot/figure/given-up", test_given_up);
  g_test_add_func ("/plot/figure/csv", test_csv);
  g_test_add_func ("/plot/figure/csv-is-exact", test_csv_is_exact);
  return g_test_run ();
}
