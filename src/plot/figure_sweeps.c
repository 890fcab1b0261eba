/* Figures that run a sweep, each described by a file that comes with the program. */
#include "plot/figure_sweeps.h"

#include "model/cancel.h"
#include "plot/figure_entry.h"
#include "plot/results.h"
#include "run/sweep_files.h"
#include "run/sweep_pool.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Between two looks at whether the figure is still wanted, in microseconds. */
#define TICK 20000

typedef struct
{
  const PlotFigure *figure;
  const char *sweep;  /* its file */
  const char *letter; /* of the panel */
  RunSweepMeasure measure;
  int x, family; /* the cell that the figure opens in the window */
} Entry;

static const Entry entries[] = {
  { &plot_figure_correlation, "3c", "c", RUN_SWEEP_RATIO, 6, 1 },
  { &plot_figure_credit, "3c", "d", RUN_SWEEP_MISATTRIBUTION, 6, 1 },
  { &plot_figure_random, "3random", NULL, RUN_SWEEP_RATIO, 0, 0 },
  { &plot_figure_fusion_correlation, "6b", "b", RUN_SWEEP_RATIO, 6, 2 },
  { &plot_figure_fusion_spread, "6c", "c", RUN_SWEEP_RATIO, 4, 2 },
  { &plot_figure_fusion_scale, "6d", "d", RUN_SWEEP_RATIO, 2, 2 },
  { &plot_figure_logistic_sweep, "9", NULL, RUN_SWEEP_RATIO, 4, 1 },
};

static const Entry *
find_entry (const PlotFigure *figure)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].figure == figure)
      return &entries[i];
  g_return_val_if_reached (NULL);
}

static void
configure (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  const Entry *entry = find_entry (self);
  g_autoptr (RunSweep) sweep = run_sweep_files_load (entry->sweep, NULL);
  const int place[RUN_SWEEP_N_AXES] = {
    [RUN_SWEEP_X] = entry->x, [RUN_SWEEP_FAMILY] = entry->family
  };

  run_sweep_get_experiment (sweep, run_sweep_find_point (sweep, place), experiment);
}

/* Waits for the sweep; what stops it is told. */
static gboolean
finish (RunSweepPool *pool, const PlotFigure *figure, const int *cancel, GError **error)
{
  g_autoptr (GArray) finished = g_array_new (FALSE, FALSE, sizeof (RunSweepDone));
  GError *failure;

  while (!run_sweep_pool_wait (pool, TICK))
    {
      run_sweep_pool_take (pool, finished);
      g_array_set_size (finished, 0);
      if (model_is_cancelled (cancel))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("figure %s: cancelled"),
                       figure->name);
          return FALSE;
        }
    }
  failure = run_sweep_pool_dup_error (pool);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gpointer
compute (const PlotFigureData *data, const int *cancel, GError **error)
{
  const Entry *entry = find_entry (data->figure);
  g_autoptr (RunSweep) sweep = run_sweep_files_load (entry->sweep, error);
  g_autoptr (RunSweepPool) pool = NULL;
  g_autoptr (PlotResults) results = NULL;

  if (sweep == NULL)
    return NULL;
  pool = run_sweep_pool_new (sweep, (RunSweepShard){ 0, 1 }, 0, data->journal, error);
  if (pool == NULL || !finish (pool, data->figure, cancel, error))
    return NULL;
  results = plot_results_new (sweep);
  memcpy (results->results, run_sweep_pool_get_results (pool),
          sweep->n_cells * sizeof *results->results);
  plot_results_set_measure (results, entry->measure);
  plot_results_set_lines (results, plot_results_compute_lines (sweep, entry->measure));
  return g_steal_pointer (&results);
}

static void
draw (cairo_t *cr, const PlotArea *area, const void *figure_data, const PlotTheme *theme)
{
  const PlotFigureData *data = figure_data;
  const Entry *entry = find_entry (data->figure);
  const PlotArea rest =
      plot_figure_draw_head (cr, area, entry->letter, _ (data->figure->title), theme);

  plot_results_draw (cr, &rest, data->content, theme);
}

static void
write_csv (const PlotFigureData *data, GString *out)
{
  plot_results_write_csv (data->content, out);
}

#define SWEEP(figure_name, figure_title)                                                           \
  {                                                                                                \
    .name = figure_name, .title = figure_title, .width = 85, .height = 70, .n_runs = 1,            \
    .slow = TRUE, .configure = configure, .compute_long = compute,                                 \
    .free_content = (GDestroyNotify) plot_results_free, .draw = draw, .write_csv = write_csv,      \
  }

const PlotFigure plot_figure_correlation = SWEEP ("3c", N_ ("Time ratio over correlation"));
const PlotFigure plot_figure_credit = SWEEP ("3d", N_ ("Over-credit of A over correlation"));
const PlotFigure plot_figure_random = SWEEP ("3random", N_ ("Time ratio of random data sets"));
const PlotFigure plot_figure_fusion_correlation =
    SWEEP ("6b", N_ ("Fusion layers over correlation"));
const PlotFigure plot_figure_fusion_spread = SWEEP ("6c", N_ ("Fusion layers over spread"));
const PlotFigure plot_figure_fusion_scale = SWEEP ("6d", N_ ("Fusion layers over initial norm"));
const PlotFigure plot_figure_logistic_sweep =
    SWEEP ("9sweep", N_ ("Logistic loss over correlation"));
