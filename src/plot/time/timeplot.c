/* Curves of plots over epochs. */
#include "plot/time/timeplot.h"

#include "plot/draw/frame.h"
#include "plot/draw/group.h"

#include <glib/gi18n-lib.h>
#include <math.h>

PlotArea
plot_timeplot_inner (cairo_t *cr, const PlotArea *area, const PlotTheme *theme)
{
  g_return_val_if_fail (area != NULL && theme != NULL, ((PlotArea){ 0 }));
  return plot_frame_inner (area, theme);
}

char *
plot_timeplot_make_title (const StudyRun *run, const char *name)
{
  if (run->minus == NULL)
    return g_strdup (name);
  /* Translators: the title of a plot of differences, "Loss minus pin 2". */
  return g_strdup_printf (_ ("%s minus %s"), name, run->minus);
}

static double
channel_unit (const StudyRun *run, PlotChannel channel)
{
  return plot_channel_is_loss (channel) ? study_run_get_loss_unit (run) : 1;
}

PlotCurve
plot_timeplot_curve (const PlotTimeplot *self, PlotChannel channel)
{
  return (PlotCurve){ self->run->snapshot->history, channel, channel_unit (self->run, channel),
                      -INFINITY, INFINITY };
}

void
plot_timeplot_draw_curve (const PlotTimeplot *self, const PlotCurve *curve, const PlotPen *pen)
{
  plot_group_begin (self->cr, "curve");
  plot_curve_draw (self->cr, &self->inner, curve, &self->run->epochs, &self->y, pen, self->theme);
  plot_group_end (self->cr);
}

PlotCurve
plot_timeplot_theory_curve (const PlotTimeplot *self, PlotChannel channel)
{
  const double unit = plot_channel_is_loss (channel) ? study_run_get_theory_unit (self->run) : 1;

  return (PlotCurve){ self->run->marks.curve, channel, unit, -INFINITY, INFINITY };
}

PlotCurve
plot_timeplot_population_curve (const PlotTimeplot *self, PlotChannel channel)
{
  const StudyMarks *marks = &self->run->marks;
  const gboolean relative = plot_channel_is_loss (channel) && !self->run->absolute;

  return (PlotCurve){ marks->population, channel, relative ? marks->loss_population : 1, -INFINITY,
                      INFINITY };
}

PlotCurve
plot_timeplot_compared_curve (const StudyComparedRun *compared_run, PlotChannel channel)
{
  const double unit =
      channel == PLOT_CHANNEL_LOSS ? study_run_get_first_loss (compared_run->snapshot) : 1;

  return (PlotCurve){ compared_run->snapshot->history, channel, unit, -INFINITY, INFINITY };
}

/* The curve's extremes above the width of the box make a box around the curve. */
static gboolean
curve_crosses (const PlotTimeplot *self, PlotCurve curve, const PlotArea *box)
{
  const PlotArea *inner = &self->inner;
  const StudyAxis *epochs = &self->run->epochs;
  const gsize n = model_history_view_length (curve.history);
  double least, greatest;

  curve.from = study_axis_unmap (epochs, (box->x - inner->x) / inner->width);
  curve.to = study_axis_unmap (epochs, (box->x + box->width - inner->x) / inner->width);
  if (n == 0 || curve.from > model_history_view_row (curve.history, n - 1)->epoch)
    return FALSE;
  plot_curve_range (&curve, &least, &greatest);
  /* Rows may lie further apart than the box is wide. */
  const double ends[2] = { plot_curve_at (&curve, curve.from), plot_curve_at (&curve, curve.to) };
  least = fmin (least, fmin (ends[0], ends[1]));
  greatest = fmax (greatest, fmax (ends[0], ends[1]));
  const double top = plot_frame_y (inner, &self->y, greatest) - self->theme->line_width;
  const double bottom = plot_frame_y (inner, &self->y, least) + self->theme->line_width;
  return box->y < bottom && top < box->y + box->height;
}

gboolean
plot_timeplot_crosses (const PlotTimeplot *self, PlotChannel channel, const PlotArea *box)
{
  if (study_run_has_rows (self->run->snapshot) &&
      curve_crosses (self, plot_timeplot_curve (self, channel), box))
    return TRUE;
  for (int i = 0; i < self->run->n_compared; i++)
    if (curve_crosses (self, plot_timeplot_compared_curve (&self->run->compared[i], channel), box))
      return TRUE;
  return self->run->marks.curve != NULL && channel != PLOT_CHANNEL_GENERALISATION &&
         curve_crosses (self, plot_timeplot_theory_curve (self, channel), box);
}
