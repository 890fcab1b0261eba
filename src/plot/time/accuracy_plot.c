/* The plot of a log's accuracies: its times are its own, the axis is the run's. */
#include "plot/time/accuracy_plot.h"

#include "plot/draw/frame.h"
#include "plot/draw/label.h"
#include "plot/draw/placement.h"
#include "plot/time/log_curve.h"
#include "plot/time/overlay.h"
#include "plot/time/time_panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 0.05

enum
{
  BOTH = 2, /* behind A and B */
  N_CURVES
};

static gboolean
has_accuracy (const StudyRun *run)
{
  return run->log != NULL && study_log_has_accuracy (run->log);
}

static const ModelHistoryView *
get_history (const StudyRun *run, int k)
{
  return has_accuracy (run) ? run->log->accuracy[k] : NULL;
}

static PlotCurve
get_curve (const StudyRun *run, int k)
{
  return (PlotCurve){ get_history (run, k), PLOT_CHANNEL_LOSS, 1, -INFINITY, INFINITY };
}

static StudyAxis
fit_y (const StudyRun *run)
{
  double least = 0, greatest = 0;

  for (int k = 0; k < N_CURVES; k++)
    if (get_history (run, k) != NULL)
      {
        const PlotCurve curve = get_curve (run, k);
        double from, to;

        plot_curve_range (&curve, &from, &to);
        least = fmin (least, from);
        greatest = fmax (greatest, to);
      }
  if (least < 0 || greatest > 100)
    return study_axis_fit (least, greatest, MARGIN, FALSE);
  return (StudyAxis){ 0, (greatest > 1 ? 100 : 1) * (1 + MARGIN), FALSE };
}

static PlotColor
get_color (const PlotTheme *theme, int k, gboolean text)
{
  PlotPen pen;

  if (k != BOTH)
    return text ? theme->modality_text[k] : theme->modality[k];
  plot_log_curve_get_pen (theme, &pen);
  return pen.color;
}

static const char *
get_name (int k)
{
  static const char *const names[N_CURVES] = { N_ ("\\A alone"), N_ ("\\B alone"),
                                               N_ ("accuracy") };

  return _ (names[k]);
}

/* In the log's own dashes, so that they are none of the run's. */
static void
draw_stages (const PlotTimeplot *plot)
{
  const double scale = study_run_get_log_scale (plot->run);
  PlotPen pen;

  plot_log_curve_get_pen (plot->theme, &pen);
  for (int i = 0; i < plot->run->log->n_stages; i++)
    {
      const StudyLogStage *stage = &plot->run->log->stage[i];
      const double epoch = stage->time * scale;

      pen.color = get_color (plot->theme,
                             stage->modality == STUDY_LOG_BOTH ? BOTH : stage->modality, FALSE);
      if (epoch >= plot->run->epochs.minimum && epoch <= plot->run->epochs.maximum)
        plot_overlay_draw_vertical (plot, epoch, &pen);
    }
}

/* Of the log's stages, and of the run's times. */
static void
take_verticals (const PlotTimeplot *plot, PlotPlacement *placement)
{
  const StudyRun *run = plot->run;

  for (int i = 0; i < run->log->n_stages; i++)
    plot_placement_add_vertical (
        placement, plot_frame_x (&plot->inner, &run->epochs,
                                 run->log->stage[i].time * study_run_get_log_scale (run)));
  plot_overlay_take_times (plot, placement);
}

static void
draw_names (const PlotTimeplot *plot)
{
  const StudyAxis steps = plot_log_curve_get_steps (plot->run);
  int lines[N_CURVES];
  g_auto (PlotPlacement) placement = { 0 };

  plot_placement_init (&placement, &plot->inner, plot->theme);
  for (int k = 0; k < N_CURVES; k++)
    if (get_history (plot->run, k) != NULL)
      {
        const PlotCurve curve = get_curve (plot->run, k);

        lines[k] = plot_placement_add_line (&placement, &curve, &steps, &plot->y);
      }
  take_verticals (plot, &placement);
  for (int k = 0; k < N_CURVES; k++)
    if (get_history (plot->run, k) != NULL)
      {
        const PlotColor color = get_color (plot->theme, k, TRUE);

        plot_overlay_draw_name (plot, get_name (k), lines[k], &color, &placement);
      }
}

static void
draw_curves (const PlotTimeplot *plot)
{
  PlotPen pen;

  plot_log_curve_get_pen (plot->theme, &pen);
  for (int i = 0; i < N_CURVES; i++)
    {
      const int k = (i + BOTH) % N_CURVES; /* that of both lies under the others */

      pen.color = get_color (plot->theme, k, FALSE);
      if (get_history (plot->run, k) != NULL)
        plot_log_curve_draw_history (plot, get_history (plot->run, k), 1, &pen);
    }
}

static void
draw_hover (const PlotTimeplot *plot)
{
  const StudyRun *run = plot->run;
  const double step = run->hover / study_run_get_log_scale (run);
  PlotHoverValue values[N_CURVES];
  int n = 0;

  for (int k = 0; k < N_CURVES; k++)
    if (get_history (run, k) != NULL)
      {
        const PlotCurve curve = get_curve (run, k);

        values[n++] = (PlotHoverValue){ get_name (k), plot_curve_at (&curve, step),
                                        get_color (plot->theme, k, TRUE) };
      }
  plot_overlay_draw_hover (plot, values, n);
}

static void
draw_absence (const PlotTimeplot *plot)
{
  const PlotArea *inner = &plot->inner;

  plot_label_draw (plot->cr, _ ("no training log with accuracies"), inner->x + inner->width / 2,
                   inner->y + inner->height / 2, 0.5, 0.5, plot->theme->font_size, FALSE,
                   &plot->theme->muted, plot->theme);
}

void
plot_accuracy_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && run != NULL && theme != NULL);

  const StudyAxis y = fit_y (run);
  PlotTimeplot plot;

  cairo_save (cr);
  plot_time_panel_begin (&plot, cr, area, run, &y, _ ("Accuracy of the training log"),
                         _ ("accuracy"), FALSE, theme);
  if (has_accuracy (run))
    {
      draw_stages (&plot);
      draw_curves (&plot);
      draw_names (&plot);
    }
  else
    draw_absence (&plot);
  plot_time_panel_end (&plot, NULL, 0);
  if (has_accuracy (run) && !isnan (run->hover))
    draw_hover (&plot);
  cairo_restore (cr);
}
