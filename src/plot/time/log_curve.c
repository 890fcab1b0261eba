/* The curves of a log. */
#include "plot/time/log_curve.h"

#include "plot/draw/run_pen.h"

#include <math.h>

#define ALONE 0.6 /* of the colour of a modality */

void
plot_log_curve_get_pen (const PlotTheme *theme, PlotPen *pen)
{
  plot_run_pen_get (STUDY_COMPARED_LOG, theme, pen);
}

/* Losses are relative to the start of the log's own, as those of compared runs are. */
static double
get_unit (const StudyRun *run)
{
  const double first = model_history_view_row (run->log->loss, 0)->loss;

  return run->absolute || !(first > 0) ? 1 : first;
}

static PlotCurve
get_curve (const ModelHistoryView *history, double unit)
{
  return (PlotCurve){ history, PLOT_CHANNEL_LOSS, unit, -INFINITY, INFINITY };
}

static gboolean
is_drawn (const StudyRun *run)
{
  return run->log != NULL && run->minus == NULL;
}

void
plot_log_curve_include (const StudyRun *run, double *least, double *greatest)
{
  const ModelHistoryView *const histories[] = { is_drawn (run) ? run->log->loss : NULL,
                                                is_drawn (run) ? run->log->alone[0] : NULL,
                                                is_drawn (run) ? run->log->alone[1] : NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (histories); i++)
    if (histories[i] != NULL)
      {
        const PlotCurve curve = get_curve (histories[i], get_unit (run));
        double from, to;

        plot_curve_range (&curve, &from, &to);
        if (from > 0 || !run->log_loss)
          *least = fmin (*least, from);
        *greatest = fmax (*greatest, to);
      }
}

StudyAxis
plot_log_curve_get_steps (const StudyRun *run)
{
  const double scale = study_run_get_log_scale (run);
  StudyAxis steps = run->epochs;

  steps.minimum /= scale;
  steps.maximum /= scale;
  return steps;
}

void
plot_log_curve_draw_history (const PlotTimeplot *self,
                             const ModelHistoryView *history,
                             double unit,
                             const PlotPen *pen)
{
  const PlotCurve curve = get_curve (history, unit);
  const StudyAxis steps = plot_log_curve_get_steps (self->run);

  plot_curve_draw (self->cr, &self->inner, &curve, &steps, &self->y, pen, self->theme);
}

void
plot_log_curve_draw (const PlotTimeplot *self)
{
  PlotPen pen;

  if (!is_drawn (self->run))
    return;
  plot_log_curve_get_pen (self->theme, &pen);
  for (int m = 0; m < 2; m++)
    if (self->run->log->alone[m] != NULL)
      {
        PlotPen alone = pen;

        alone.color = plot_theme_fade (&self->theme->modality[m], ALONE);
        plot_log_curve_draw_history (self, self->run->log->alone[m], get_unit (self->run), &alone);
      }
  plot_log_curve_draw_history (self, self->run->log->loss, get_unit (self->run), &pen);
}
