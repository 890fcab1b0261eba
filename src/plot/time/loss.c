/* The loss plot. */
#include "plot/time/loss.h"

#include "plot/time/compared_curves.h"
#include "plot/time/generalisation_curve.h"
#include "plot/time/log_curve.h"
#include "plot/time/overlay.h"
#include "plot/time/time_panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 0.05
/* Rounding noise of the loss, relative to its start: nothing to see below on a log axis. */
#define LOWEST 1e-16
/* A log axis reaches down so far at least. */
#define LOG_ROOM 0.1

static void
include (const PlotCurve *curve, double *least, double *greatest)
{
  double from, to;

  plot_curve_range (curve, &from, &to);
  *least = fmin (*least, from);
  *greatest = fmax (*greatest, to);
}

/* The range of the run, at least the one given; a compared run that explodes leaves the picture. */
static void
include_runs (const StudyRun *run, double *least, double *greatest)
{
  const PlotCurve curve = { run->snapshot->history, PLOT_CHANNEL_LOSS,
                            study_run_get_loss_unit (run), -INFINITY,
                            study_run_get_sane_end (run) };

  include (&curve, least, greatest);
  if (study_run_has_generalisation (run))
    plot_generalisation_curve_include (run, least, greatest);
  plot_log_curve_include (run, least, greatest);
  for (int i = 0; i < run->n_compared; i++)
    {
      const PlotCurve other = plot_timeplot_compared_curve (&run->compared[i], PLOT_CHANNEL_LOSS);

      if (run->compared[i].snapshot->status != MODEL_TRAINER_DIVERGED)
        include (&other, least, greatest);
    }
}

static StudyAxis
fit_y (const StudyRun *run)
{
  double least = run->minus != NULL ? 0 : LOG_ROOM,
         greatest = run->minus != NULL || run->absolute ? 0 : 1;

  if (run->snapshot != NULL)
    include_runs (run, &least, &greatest);
  if (run->minus != NULL)
    return study_axis_fit (least, greatest, MARGIN, FALSE);
  least = fmax (least, LOWEST);
  if (run->log_loss)
    return study_axis_fit (least, greatest, MARGIN, TRUE);
  return (StudyAxis){ 0, greatest * (1 + MARGIN), FALSE };
}

static void
draw_hover (const PlotTimeplot *plot)
{
  const StudyRun *run = plot->run;
  if (run->snapshot == NULL || isnan (run->hover))
    return;
  const PlotCurve curve = plot_timeplot_curve (plot, PLOT_CHANNEL_LOSS);
  PlotHoverValue values[2] = { { _ ("loss"), plot_curve_at (&curve, run->hover),
                                 plot->theme->foreground } };
  if (study_run_has_generalisation (run))
    {
      const PlotCurve generalisation = plot_timeplot_curve (plot, PLOT_CHANNEL_GENERALISATION);
      values[1] = (PlotHoverValue){ "E_g", plot_curve_at (&generalisation, run->hover),
                                    plot_generalisation_curve_get_color (plot->theme) };
    }
  plot_overlay_draw_hover (plot, values, study_run_has_generalisation (run) ? 2 : 1);
}

/* The levels of one modality alone: that of the first, and of the other where it is asked for. */
static double
get_level (const StudyRun *run, gboolean other)
{
  const StudyMarks *marks = &run->marks;
  return (other ? marks->loss_other : marks->loss_plateau) / study_run_get_theory_unit (run);
}

static void
draw_levels (const PlotTimeplot *plot)
{
  for (int other = 0; other <= plot->run->show_other; other++)
    plot_overlay_draw_level (plot, get_level (plot->run, other), &plot->theme->muted);
}

static void
draw_level_names (const PlotTimeplot *plot, PlotArea boxes[2])
{
  static const char *const names[2] = { "L(\\M_A)", "L(\\M_B)" };
  const int first = plot->run->marks.first;

  for (int other = 0; other <= plot->run->show_other && first >= 0; other++)
    plot_overlay_draw_level_name (plot, get_level (plot->run, other), names[first ^ other],
                                  PLOT_CHANNEL_LOSS, &plot->theme->muted, &boxes[other]);
}

void
plot_loss_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && run != NULL && theme != NULL);

  static const PlotChannel channels[2] = { PLOT_CHANNEL_LOSS, PLOT_CHANNEL_GENERALISATION };
  const PlotChannel channel = PLOT_CHANNEL_LOSS;
  const gboolean generalisation = study_run_has_generalisation (run);
  const StudyAxis y = fit_y (run);
  PlotArea boxes[2 + THEORY_STAGES_MAX] = { 0 }; /* of names */
  PlotTimeplot plot;

  cairo_save (cr);
  g_autofree char *title = plot_timeplot_make_title (run, _ ("Loss"));
  plot_time_panel_begin (&plot, cr, area, run, &y, title,
                         run->absolute ? _ ("loss") : _ ("relative to the start"), TRUE, theme);
  plot_overlay_draw_phase_names (&plot, &boxes[2]);
  draw_levels (&plot);
  if (generalisation)
    plot_generalisation_curve_draw (&plot);
  plot_log_curve_draw (&plot);
  plot_time_panel_draw_channel (&plot, channel, &theme->foreground);
  draw_level_names (&plot, boxes);
  plot_compared_curves_draw_names (&plot, channel, &channel, 1, boxes, G_N_ELEMENTS (boxes));
  if (generalisation)
    plot_generalisation_curve_draw_names (&plot, boxes, G_N_ELEMENTS (boxes));
  plot_time_panel_end (&plot, channels, generalisation ? 2 : 1);
  draw_hover (&plot);
  cairo_restore (cr);
}
