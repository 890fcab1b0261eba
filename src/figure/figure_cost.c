/* What random initialisation costs: how much later than from aligned layers a branch is learned,
 * over seeds, widths and depths. */
#include "figure/figure_entry.h"
#include "num/cancel.h"
#include "num/quantile.h"
#include "plot/draw/frame.h"
#include "plot/draw/run_pen.h"
#include "study/compared_run.h"
#include "theory/init_scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  DEPTHS = 4, /* from 3 on */
  WIDTHS = 5,
  SEEDS = 20,
  VALUES = 2 * SEEDS /* each network has two branches */
};

static const int widths[WIDTHS] = { 10, 20, 50, 100, 200 };

/* Of a dot, font sizes; of the clouds of a width, decades. */
#define DOT 0.13
#define SPREAD 0.05

typedef struct
{
  double value[DEPTHS][WIDTHS][VALUES]; /* (L - 2) c, in rising order */
  double mean[DEPTHS][WIDTHS];
} Cost;

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  model_experiment_set (experiment, MODEL_DEPTH, 4, NULL);
  model_experiment_set (experiment, MODEL_FUSION, 4, NULL);
  model_experiment_set (experiment, MODEL_INIT, MODEL_INIT_RANDOM, NULL);
}

/* FALSE where cancelled. */
static gboolean
fill (Cost *self, int depth, int width, ModelExperiment experiment, const int *cancel)
{
  double *value = self->value[depth][width], sum = 0;

  model_experiment_set (&experiment, MODEL_DEPTH, 3 + depth, NULL);
  model_experiment_set (&experiment, MODEL_FUSION, 3 + depth, NULL);
  model_experiment_set (&experiment, MODEL_WIDTH, widths[width], NULL);
  for (int i = 0; i < SEEDS; i++)
    {
      model_experiment_set (&experiment, MODEL_SEED, 1 + i, NULL);
      if (!theory_init_scale_compute_cost (&experiment, value + (gsize) 2 * i, cancel))
        return FALSE;
    }
  for (int i = 0; i < VALUES; i++)
    sum += value[i];
  self->mean[depth][width] = sum / VALUES;
  num_sort (value, VALUES);
  return TRUE;
}

static gpointer
compute (FigureData *data, const int *cancel, GError **error)
{
  g_autofree Cost *self = g_new0 (Cost, 1);

  for (int depth = 0; depth < DEPTHS; depth++)
    for (int width = 0; width < WIDTHS; width++)
      if (!fill (self, depth, width, data->experiments[0], cancel))
        {
          g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
          return NULL;
        }
  return g_steal_pointer (&self);
}

static PlotColor
get_color (int depth, const PlotTheme *theme)
{
  PlotPen pen;

  plot_run_pen_get_of (depth, DEPTHS, theme, &pen);
  return pen.color;
}

/* Seeds side by side by their golden section, so that no two of a height hide each other. */
static void
draw_seeds (cairo_t *cr,
            const PlotArea *inner,
            const PlotFrame *frame,
            const Cost *cost,
            int depth,
            const PlotTheme *theme)
{
  const PlotColor color = get_color (depth, theme), pale = plot_theme_fade (&color, 0.35);

  plot_theme_set_source (cr, &pale);
  for (int width = 0; width < WIDTHS; width++)
    for (int i = 0; i < VALUES; i++)
      {
        const double aside = SPREAD * (fmod (i * 0.6180339887, 1) - 0.5);
        const double x = widths[width] * pow (10, aside);

        cairo_arc (cr, plot_frame_x (inner, &frame->x, x),
                   plot_frame_y (inner, &frame->y, cost->value[depth][width][i]),
                   DOT * theme->font_size, 0, 2 * G_PI);
        cairo_fill (cr);
      }
}

static void
draw_means (cairo_t *cr,
            const PlotArea *inner,
            const PlotFrame *frame,
            const Cost *cost,
            int depth,
            const PlotTheme *theme)
{
  const PlotColor color = get_color (depth, theme);

  plot_theme_set_source (cr, &color);
  cairo_set_line_width (cr, theme->line_width);
  cairo_new_path (cr);
  for (int width = 0; width < WIDTHS; width++)
    cairo_line_to (cr, plot_frame_x (inner, &frame->x, widths[width]),
                   plot_frame_y (inner, &frame->y, cost->mean[depth][width]));
  cairo_stroke (cr);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  static const char *const names[DEPTHS] = { "$L$ = 3", "$L$ = 4", "$L$ = 5", "$L$ = 6" };
  const Cost *cost = data->content;
  const PlotArea rest = figure_draw_head (cr, area, NULL, _ (data->figure->title), theme);
  const PlotArea inner = plot_frame_inner (&rest, theme);
  double least = 1, greatest = 1;
  PlotFrameKey keys[DEPTHS];
  PlotFrame frame = { .x_name = _ ("width $N$"),
                      /* Translators: of a figure's axis: times of random layers over those of
                       * aligned ones */
                      .y_name = _ ("times later than aligned layers"),
                      .keys = keys,
                      .n_keys = DEPTHS };

  for (int depth = 0; depth < DEPTHS; depth++)
    {
      keys[depth] =
          (PlotFrameKey){ names[depth], { get_color (depth, theme), theme->line_width, { 0 } } };
      for (int width = 0; width < WIDTHS; width++)
        {
          least = fmin (least, cost->value[depth][width][0]);
          greatest = fmax (greatest, cost->value[depth][width][VALUES - 1]);
        }
    }
  frame.x = study_axis_fit (widths[0] / 1.4, widths[WIDTHS - 1] * 1.4, 0, TRUE);
  frame.y = study_axis_fit (least, greatest, 0.05, TRUE);
  plot_frame_draw (cr, &rest, &frame, theme);
  cairo_save (cr);
  plot_frame_clip (cr, &inner, theme);
  for (int depth = 0; depth < DEPTHS; depth++)
    draw_seeds (cr, &inner, &frame, cost, depth, theme);
  for (int depth = 0; depth < DEPTHS; depth++)
    draw_means (cr, &inner, &frame, cost, depth, theme);
  cairo_restore (cr);
}

/* Each branch of each seed, in rising order of what it costs. */
static void
write_csv (const FigureData *data, GString *out)
{
  const Cost *cost = data->content;

  g_string_append (out, "depth,width,c,times_aligned\n");
  for (int depth = 0; depth < DEPTHS; depth++)
    for (int width = 0; width < WIDTHS; width++)
      for (int i = 0; i < VALUES; i++)
        {
          const double value = cost->value[depth][width][i];
          const double values[] = { 3 + depth, widths[width], value / (1 + depth), value };

          figure_write_row (out, values, G_N_ELEMENTS (values));
        }
}

const Figure figure_cost = {
  .name = "cost",
  .title = N_ ("What random initialisation costs"),
  .width = 85,
  .height = 70,
  .n_runs = 1,
  .slow = TRUE,
  /* Of 40 branches 5.05 to 5.63. */
  .checks = { { FIGURE_CHECK_COST, 4.9, 5.8 } },
  .configure = configure,
  .compute_long = compute,
  .free_content = g_free,
  .draw = draw,
  .write_csv = write_csv,
};
