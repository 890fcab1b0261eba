/* Figures that run a sweep, each described by a file that comes with the program. */
#include "figure/figure_sweeps.h"

#include "figure/figure_entry.h"
#include "num/cancel.h"
#include "plot/sweep/sweep_plot.h"
#include "run/sweep_files.h"
#include "run/sweep_pool.h"
#include "study/marks.h"
#include "study/sweep_results.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Between two looks at whether the figure is still wanted, in microseconds. */
#define TICK 20000
/* The same between two reports of how far it is. */
#define PROGRESS_TICK 100000

typedef struct
{
  const char *sweep;  /* its file */
  const char *letter; /* of the panel */
  RunSweepMeasure measure;
  int x, family; /* the cell that the figure opens in the window */
} Setting;

static const Setting correlation = { "3c", "c", RUN_SWEEP_RATIO, 6, 1 };
static const Setting credit = { "3c", "d", RUN_SWEEP_MISATTRIBUTION, 6, 1 };
static const Setting random_data = { "3random", NULL, RUN_SWEEP_RATIO, 0, 0 };
static const Setting fusion_correlation = { "6b", "b", RUN_SWEEP_RATIO, 6, 2 };
static const Setting fusion_spread = { "6c", "c", RUN_SWEEP_RATIO, 4, 2 };
static const Setting fusion_scale = { "6d", "d", RUN_SWEEP_RATIO, 2, 2 };
static const Setting logistic = { "9", NULL, RUN_SWEEP_RATIO, 4, 1 };

static gpointer compute (FigureData *data, const int *cancel, GError **error);

/* NULL: the figure of any sweep, or of none. */
static const Setting *
get_setting (const Figure *figure)
{
  return figure->compute_long == compute ? figure->setting : NULL;
}

const char *
figure_get_sweep (const Figure *self, RunSweepMeasure *measure)
{
  const Setting *setting = get_setting (self);

  if (setting == NULL)
    return NULL;
  *measure = setting->measure;
  return setting->sweep;
}

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  const Setting *setting = get_setting (self);
  g_autoptr (RunSweep) sweep = NULL;

  if (setting == NULL)
    return;
  const int place[RUN_SWEEP_N_AXES] = {
    [RUN_SWEEP_X] = setting->x, [RUN_SWEEP_FAMILY] = setting->family
  };
  sweep = run_sweep_files_load (setting->sweep, NULL);
  run_sweep_get_experiment (sweep, run_sweep_find_point (sweep, place), experiment);
}

gboolean
figure_is_shown_by_sweep (const Figure *self, const StudySweepResults *results)
{
  const Setting *setting = get_setting (self);
  g_autoptr (RunSweep) sweep = NULL;

  if (setting == NULL || results == NULL || results->measure != setting->measure)
    return FALSE;
  /* Random data have no lines. */
  if (results->lines->len == 0 && results->sweep->axis[RUN_SWEEP_X].key != MODEL_SEED)
    return FALSE;
  for (int cell = 0; cell < results->sweep->n_cells; cell++)
    if (results->results[cell].status == RUN_SWEEP_MISSING)
      return FALSE;
  sweep = run_sweep_files_load (setting->sweep, NULL);
  return strcmp (results->sweep->text, sweep->text) == 0;
}

static RunSweep *
load (const FigureData *data, const int *cancel, GError **error)
{
  const Setting *setting = get_setting (data->figure);

  if (setting != NULL)
    return run_sweep_files_load (setting->sweep, error);
  if (data->sweep != NULL && data->sweep->text != NULL)
    {
      g_autoptr (RunSweep) sweep = run_sweep_parse (data->sweep->text, error);

      return sweep != NULL && run_sweep_files_load_data (sweep, cancel, error)
                 ? g_steal_pointer (&sweep)
                 : NULL;
    }
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY,
               _ ("figure %s: name a file with a sweep in it, or a picture of one"),
               data->figure->name);
  return NULL;
}

static void
tell (RunSweepPool *pool, const FigureSweep *how)
{
  RunSweepProgress progress;

  if (how == NULL || how->progress == NULL)
    return;
  run_sweep_pool_get_progress (pool, &progress);
  how->progress (&progress, how->data);
}

/* What stops a sweep is told; with a journal, it can go on from there. */
static gboolean
check_end (RunSweepPool *pool, const Figure *figure, gboolean kept, GError **error)
{
  GError *failure = run_sweep_pool_dup_error (pool);
  RunSweepProgress progress;

  run_sweep_pool_get_progress (pool, &progress);
  if (progress.done == progress.wanted)
    {
      /* The order of the rows is nothing to a picture. */
      g_clear_error (&failure);
      return TRUE;
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (kept)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                 _ ("figure %s: cancelled; %d of %d cells are kept, the same command goes on"),
                 figure->name, progress.done, progress.wanted);
  else
    g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
  return FALSE;
}

/* Waits for the sweep. */
static gboolean
finish (RunSweepPool *pool, const FigureData *data, const int *cancel, GError **error)
{
  g_autoptr (GArray) finished = g_array_new (FALSE, FALSE, sizeof (RunSweepDone));
  const gboolean kept = data->sweep != NULL && data->sweep->journal != NULL;
  gint64 next = 0;

  while (!run_sweep_pool_wait (pool, TICK) && !num_is_cancelled (cancel))
    {
      const gint64 now = g_get_monotonic_time ();

      run_sweep_pool_take (pool, finished);
      g_array_set_size (finished, 0);
      if (now < next)
        continue;
      tell (pool, data->sweep);
      next = now + PROGRESS_TICK;
    }
  tell (pool, data->sweep);
  return check_end (pool, data->figure, kept, error);
}

static gpointer
compute (FigureData *data, const int *cancel, GError **error)
{
  g_autoptr (RunSweep) sweep = load (data, cancel, error);
  g_autoptr (RunSweepPool) pool = NULL;
  g_autoptr (StudySweepResults) results = NULL;
  RunSweepMeasure measure;

  if (sweep == NULL)
    return NULL;
  if (figure_get_sweep (data->figure, &measure) == NULL)
    {
      measure = sweep->measure;
      data->experiments[0] = sweep->base;
    }
  pool = run_sweep_pool_new (sweep, (RunSweepShard){ 0, 1 }, 0,
                             data->sweep != NULL ? data->sweep->journal : NULL, error);
  if (pool == NULL || !finish (pool, data, cancel, error))
    return NULL;
  results = study_sweep_results_new (sweep);
  memcpy (results->results, run_sweep_pool_get_results (pool),
          sweep->n_cells * sizeof *results->results);
  study_sweep_results_set_measure (results, measure);
  study_sweep_results_set_lines (results,
                                 study_sweep_results_compute_lines (sweep, measure, cancel));
  return g_steal_pointer (&results);
}

FigureData *
figure_data_new_sweep (const StudySweepResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);

  FigureData *data = figure_data_new (&figure_sweep);

  data->experiments[0] = results->sweep->base;
  data->content = study_sweep_results_copy (results);
  return data;
}

char *
figure_data_dup_sweep (const FigureData *data)
{
  const StudySweepResults *results = data->content;

  return data->figure == &figure_sweep ? run_sweep_dup_source (results->sweep, results->measure)
                                       : NULL;
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const StudySweepResults *results = data->content;
  const Setting *setting = get_setting (data->figure);
  const PlotArea rest = figure_draw_head (
      cr, area, setting != NULL ? setting->letter : NULL,
      setting != NULL ? _ (data->figure->title) : study_sweep_results_get_title (results), theme);

  plot_sweep_draw (cr, &rest, results, theme);
}

static void
write_csv (const FigureData *data, GString *out)
{
  study_sweep_results_write_csv (data->content, out);
}

#define SIZED(figure_name, figure_title, figure_width, figure_height, figure_setting, ...)         \
  {                                                                                                \
    .name = figure_name, .title = figure_title, .width = figure_width, .height = figure_height,    \
    .setting = figure_setting, .n_runs = 1, .slow = TRUE, .keeps_journal = TRUE,                   \
    .checks = { __VA_ARGS__ }, .configure = configure, .compute_long = compute,                    \
    .free_content = (GDestroyNotify) study_sweep_results_free, .draw = draw,                       \
    .write_csv = write_csv,                                                                        \
  }

/* Means of runs from theory of their own starts: 0.0066 in 6b, 0.0031 in 6c, 0.0053 in 6d. */
#define OWN 0.01

#define SWEEP(figure_name, figure_title, ...) SIZED (figure_name, figure_title, 85, 70, __VA_ARGS__)

/* Each seed has data of its own, and theory of them. Random initialisation in four layers is below
 * theory of aligned ones and meets that of its own start, balanced meets the former. */
const Figure figure_correlation = SWEEP ("3c",
                                         N_ ("Time ratio over correlation"),
                                         &correlation,
                                         { FIGURE_CHECK_SWEEP_THEORY, 0, 0.07 },
                                         { FIGURE_CHECK_SWEEP_OTHERS, 0, 0.07 });
const Figure figure_credit = SWEEP ("3d",
                                    N_ ("Over-credit of A over correlation"),
                                    &credit,
                                    { FIGURE_CHECK_SWEEP_CREDIT, 0, 0.02 });
const Figure figure_random = SWEEP ("3random",
                                    N_ ("Time ratio of random data sets"),
                                    &random_data,
                                    { FIGURE_CHECK_SWEEP_CORRELATION, 0.99, 1 },
                                    { FIGURE_CHECK_SWEEP_MEDIAN, 0.98, 1.02 },
                                    { FIGURE_CHECK_SWEEP_NEAR, 45, INFINITY });
const Figure figure_fusion_correlation = SWEEP ("6b",
                                                N_ ("Fusion layers over correlation"),
                                                &fusion_correlation,
                                                { FIGURE_CHECK_SWEEP_LAYERS, 1.02, INFINITY },
                                                { FIGURE_CHECK_SWEEP_RISE, 0.8, 1 },
                                                { FIGURE_CHECK_SWEEP_OWN, 0, OWN },
                                                { FIGURE_CHECK_SWEEP_OTHERS, 0, 0.06 });
const Figure figure_fusion_spread = SWEEP ("6c",
                                           N_ ("Fusion layers over spread"),
                                           &fusion_spread,
                                           { FIGURE_CHECK_SWEEP_LAYERS, 1, INFINITY },
                                           { FIGURE_CHECK_SWEEP_RISE, 0.95, 1 },
                                           { FIGURE_CHECK_SWEEP_OWN, 0, OWN },
                                           { FIGURE_CHECK_SWEEP_OTHERS, 0, 0.06 });
const Figure figure_fusion_scale = SWEEP ("6d",
                                          N_ ("Fusion layers over initial norm"),
                                          &fusion_scale,
                                          { FIGURE_CHECK_SWEEP_LAYERS, 1, INFINITY },
                                          { FIGURE_CHECK_SWEEP_MIDDLE, 0.95, 1 },
                                          { FIGURE_CHECK_SWEEP_LATE, 1, 1.05 },
                                          { FIGURE_CHECK_SWEEP_OWN, 0, OWN },
                                          { FIGURE_CHECK_SWEEP_OTHERS, 0, 0.06 });
const Figure figure_logistic_sweep = SWEEP ("9sweep",
                                            N_ ("Logistic loss over correlation"),
                                            &logistic,
                                            { FIGURE_CHECK_SWEEP_THEORY, 0, 0.06 });
const Figure figure_sweep = SIZED ("sweep", N_ ("Sweep"), 120, 85, NULL, { FIGURE_CHECK_NONE });
