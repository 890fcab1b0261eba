/* The weights plot, its curves named where there is room beside them. */
#include "plot/time/weights.h"

#include "plot/draw/frame.h"
#include "plot/draw/label.h"
#include "plot/draw/placement.h"
#include "plot/time/compared_curves.h"
#include "plot/time/overlay.h"
#include "plot/time/time_panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 0.08
/* Less than this part of the range below zero is rounding, not worth an axis below zero. */
#define NEGLIGIBLE 0.01
/* Another run that needs more than so many times the range is cut off. */
#define LARGEST_OTHER 1.5
/* Epochs looked at to find where a curve rises. */
#define SAMPLES 256

static const PlotChannel channels[2] = { PLOT_CHANNEL_WEIGHT_A, PLOT_CHANNEL_WEIGHT_B };

static void
include (double value, double *least, double *greatest)
{
  if (!isfinite (value))
    return;
  *least = fmin (*least, value);
  *greatest = fmax (*greatest, value);
}

static void
include_run (const StudyRun *run, double *least, double *greatest)
{
  const ModelSnapshot *snapshot = run->snapshot;
  double from, to;

  for (int m = 0; m < 2; m++)
    {
      const PlotCurve curve = { snapshot->history, channels[m], 1, -INFINITY,
                                study_run_get_sane_end (run) };
      plot_curve_range (&curve, &from, &to);
      include (from, least, greatest);
      include (to, least, greatest);
    }
  /* Early in a slow run all weights are tiny: the true ones keep the axis from jumping. */
  if (snapshot->status == MODEL_TRAINER_RUNNING && run->minus == NULL)
    {
      include (model_experiment_get (&snapshot->experiment, MODEL_W_A), least, greatest);
      include (model_experiment_get (&snapshot->experiment, MODEL_W_B), least, greatest);
    }
}

/* Another run stays in the picture, unless it makes the present one small. */
static void
include_other (const ModelSnapshot *snapshot, double *least, double *greatest)
{
  const StudyRun other = { .snapshot = snapshot, .marks = { .loss_origin = NAN } };
  double from = *least, to = *greatest;

  include_run (&other, &from, &to);
  if (to - from > LARGEST_OTHER * (*greatest - *least))
    return;
  *least = from;
  *greatest = to;
}

static StudyAxis
fit_y (const StudyRun *run)
{
  const StudyMarks *marks = &run->marks;
  double least = 0, greatest = 0;

  if (run->snapshot != NULL)
    include_run (run, &least, &greatest);
  include (marks->level_plateau, &least, &greatest);
  include (marks->level_final[0], &least, &greatest);
  include (marks->level_final[1], &least, &greatest);
  if (run->ghost != NULL)
    include_other (run->ghost, &least, &greatest);
  for (int i = 0; i < run->n_compared; i++)
    include_other (run->compared[i].snapshot, &least, &greatest);
  if (least == 0 && greatest == 0)
    greatest = 1;
  StudyAxis y = study_axis_fit (least, greatest, MARGIN, FALSE);
  if (-least < NEGLIGIBLE * (greatest - least))
    y.minimum = fmin (least, 0);
  if (greatest < NEGLIGIBLE * (greatest - least))
    y.maximum = fmax (greatest, 0);
  return y;
}

static void
get_name (const StudyRun *run, int m, char name[32])
{
  const gboolean norm =
      run->snapshot != NULL && model_experiment_inputs (&run->snapshot->experiment, m) > 1;
  const char *modality = m == 0 ? "W_A" : "W_B";
  g_snprintf (name, 32, norm ? "‖%s‖" : "%s", modality);
}

static gboolean
crosses_cb (const PlotArea *box, gconstpointer data)
{
  return plot_overlay_times_cross (data, box) || plot_timeplot_crosses (data, channels[0], box) ||
         plot_timeplot_crosses (data, channels[1], box);
}

/* The place on the visible curve where it first reaches half of its largest size. */
static void
find_rise (const PlotTimeplot *plot, int m, double *x, double *y)
{
  const PlotCurve curve = plot_timeplot_curve (plot, channels[m]);
  double value[SAMPLES], largest = 0;
  int i = 0;

  for (int k = 0; k < SAMPLES; k++)
    {
      value[k] = plot_curve_at (&curve, study_axis_unmap (&plot->run->epochs, k / (SAMPLES - 1.0)));
      if (isfinite (value[k]) && fabs (value[k]) > fabs (largest))
        largest = value[k];
    }
  while (i < SAMPLES - 1 && !(fabs (value[i]) >= fabs (largest) / 2))
    i++;
  *x = plot->inner.x + plot->inner.width * i / (SAMPLES - 1.0);
  *y = plot_frame_y (&plot->inner, &plot->y, largest / 2);
}

/* Places for the name: right or left of the rise, the nearer the better, else above or below the
 * end of the curve. */
static GArray *
list_places (const PlotTimeplot *plot, int m, PlotArea box)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (PlotArea));
  const double em = plot->theme->font_size, right = plot->inner.x + plot->inner.width;
  const PlotCurve curve = plot_timeplot_curve (plot, channels[m]);
  const double end =
      plot_frame_y (&plot->inner, &plot->y, plot_curve_at (&curve, plot->run->epochs.maximum));
  double x, y;

  find_rise (plot, m, &x, &y);
  for (double gap = 0.5 * em; gap < 8 * em; gap *= 1.5)
    for (int side = 0; side < 2; side++)
      {
        box.x = side == 0 ? x + gap : x - gap - box.width;
        box.y = y - box.height / 2;
        g_array_append_val (places, box);
      }
  for (double back = 0; back < plot->inner.width - box.width; back += box.width / 2)
    for (int side = 0; side < 2; side++)
      {
        box.x = right - box.width - back;
        box.y = side == 0 ? end - 0.3 * em - box.height : end + 0.3 * em;
        g_array_append_val (places, box);
      }
  return places;
}

static void
draw_names (const PlotTimeplot *plot)
{
  const PlotTheme *theme = plot->theme;
  const double size = 1.15 * theme->font_size;
  g_auto (PlotPlacement) placement = { 0 };
  PlotArea placed[2] = { 0 };

  plot_placement_init (&placement, &plot->inner, theme);
  /* B first: it rises later as a rule, into the more crowded part. */
  for (int m = 1; m >= 0; m--)
    {
      char name[32];
      PlotLabelSize label;
      PlotArea *box = &placed[m];
      get_name (plot->run, m, name);
      plot_label_measure (plot->cr, name, size, FALSE, theme, &label);
      g_autoptr (GArray) places =
          list_places (plot, m, (PlotArea){ 0, 0, label.width, label.height });
      if (plot_placement_find_first (&placement, places, crosses_cb, plot, box))
        plot_label_draw (plot->cr, name, box->x, box->y, 0, 0, size, FALSE,
                         &theme->modality_text[m], theme);
    }
  plot_compared_curves_draw_names (plot, channels[1], channels, 2, placed, 2);
}

static void
draw_hover (const PlotTimeplot *plot)
{
  const StudyRun *run = plot->run;
  PlotHoverValue values[2];
  char names[2][32];

  if (isnan (run->hover))
    return;
  for (int m = 0; m < 2; m++)
    {
      const PlotCurve curve = plot_timeplot_curve (plot, channels[m]);
      get_name (run, m, names[m]);
      values[m] = (PlotHoverValue){ names[m], plot_curve_at (&curve, run->hover),
                                    plot->theme->modality_text[m] };
    }
  plot_overlay_draw_hover (plot, values, 2);
}

static void
draw_levels (const PlotTimeplot *plot)
{
  const StudyMarks *marks = &plot->run->marks;
  for (int m = 0; m < 2; m++)
    plot_overlay_draw_level (plot, marks->level_final[m], &plot->theme->modality[m]);
  if (marks->first >= 0)
    plot_overlay_draw_level (plot, marks->level_plateau, &plot->theme->modality[marks->first]);
}

void
plot_weights_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && run != NULL && theme != NULL);

  const StudyAxis y = fit_y (run);
  PlotTimeplot plot;

  cairo_save (cr);
  g_autofree char *title = plot_timeplot_make_title (run, _ ("Weight of each modality"));
  plot_time_panel_begin (&plot, cr, area, run, &y, title, _ ("total weight"), TRUE, theme);
  draw_levels (&plot);
  for (int m = 1; m >= 0; m--)
    plot_time_panel_draw_channel (&plot, channels[m], &theme->modality[m]);
  if (run->snapshot != NULL)
    {
      draw_names (&plot);
      plot_time_panel_end (&plot, channels, 2);
      draw_hover (&plot);
    }
  cairo_restore (cr);
}
