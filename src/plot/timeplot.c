/* What all plots over epochs share: axis, curves on both sides of the playhead, ghost. */
#include "plot/timeplot.h"

#include "plot/companion.h"
#include "plot/frame.h"
#include "plot/marks.h"
#include "plot/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EMPTY_EPOCHS 100
/* What lies ahead of the playhead, and the previous run, as parts of the full colour. */
#define AHEAD 0.38
#define GHOST 0.3
/* A loss of so many times the start's has left the picture for good. */
#define EXPLODED 2.0

void
plot_run_init (PlotRun *run)
{
  g_return_if_fail (run != NULL);

  *run = (PlotRun){
    .epochs = plot_run_fit_epochs (NULL, 0),
    .playhead = INFINITY,
    .hover = NAN,
    .fork = NAN,
  };
  plot_marks_init (&run->marks);
}

static gboolean
has_rows (const ModelSnapshot *snapshot)
{
  return snapshot != NULL && model_history_view_length (snapshot->history) > 0;
}

double
plot_run_get_end (const ModelSnapshot *snapshot, double expected)
{
  const double last = model_snapshot_last_epoch (snapshot);

  return last == 0 && snapshot->reason != NULL ? expected : last;
}

PlotAxis
plot_run_fit_epochs (const ModelSnapshot *snapshot, double expected)
{
  const double end = has_rows (snapshot) ? plot_run_get_end (snapshot, expected) : EMPTY_EPOCHS;

  return (PlotAxis){ 0, fmax (end, 1), FALSE };
}

void
plot_run_scale_epochs (PlotRun *run)
{
  g_return_if_fail (run != NULL);

  run->epochs.logarithmic = run->time == PLOT_TIME_LOG;
  if (!run->epochs.logarithmic)
    return;
  run->epochs.minimum = fmax (run->epochs.minimum, 1);
  run->epochs.maximum = fmax (run->epochs.maximum, 2 * run->epochs.minimum);
}

static double
get_time (const PlotMarks *marks, int m)
{
  return isnan (marks->t_run[m]) ? marks->t_theory[m] : marks->t_run[m];
}

double
plot_run_get_time_unit (const PlotRun *run)
{
  g_return_val_if_fail (run != NULL, 1.0);

  if (run->time != PLOT_TIME_LEARNING || run->marks.first < 0)
    return 1;
  const double t = get_time (&run->marks, run->marks.first);
  return t >= 1 && isfinite (t) ? t : 1;
}

double
plot_run_get_first_loss (const ModelSnapshot *snapshot)
{
  const double loss = has_rows (snapshot) ? model_history_view_row (snapshot->history, 0)->loss : 1;
  return loss > 0 && isfinite (loss) ? loss : 1;
}

double
plot_run_get_loss_unit (const PlotRun *run)
{
  g_return_val_if_fail (run != NULL, 1.0);
  if (run->absolute)
    return 1;
  return run->marks.loss_origin > 0 ? run->marks.loss_origin
                                    : plot_run_get_first_loss (run->snapshot);
}

double
plot_run_get_theory_unit (const PlotRun *run)
{
  g_return_val_if_fail (run != NULL, 1.0);
  if (run->absolute)
    return 1;
  return run->marks.loss_theory > 0 ? run->marks.loss_theory : plot_run_get_loss_unit (run);
}

double
plot_run_get_sane_end (const PlotRun *run)
{
  if (!has_rows (run->snapshot) || run->snapshot->status != MODEL_TRAINER_DIVERGED)
    return INFINITY;
  const ModelHistoryView *history = run->snapshot->history;
  const double limit = EXPLODED * plot_run_get_loss_unit (run);
  gsize i = model_history_view_length (history) - 1;
  while (i > 0 && !(model_history_view_row (history, i)->loss <= limit))
    i--;
  return model_history_view_row (history, i)->epoch;
}

PlotArea
plot_timeplot_inner (cairo_t *cr, const PlotArea *area, const PlotTheme *theme)
{
  g_return_val_if_fail (area != NULL && theme != NULL, ((PlotArea){ 0 }));
  return plot_frame_inner (area, theme);
}

/* Names stand at the measured times; at the predicted ones as long as nothing is measured. */
static int
name_times (const PlotRun *run, const PlotTheme *theme, PlotFrameMark out[3])
{
  static const char *const names[2] = { "t_A", "t_B" };
  const double unit = plot_run_get_time_unit (run);
  int n = 0;

  if (!isnan (run->fork))
    out[n++] = (PlotFrameMark){ run->fork / unit, _ ("fork"), theme->foreground };

  for (int m = 0; m < 2; m++)
    {
      const double t = get_time (&run->marks, m);
      if (isfinite (t))
        out[n++] = (PlotFrameMark){ t / unit, names[m], theme->modality_text[m] };
    }
  return n;
}

static const char *const time_names[2] = { "$t$ / t_A", "$t$ / t_B" };

void
plot_timeplot_begin (PlotTimeplot *self,
                     cairo_t *cr,
                     const PlotArea *area,
                     const PlotRun *run,
                     const PlotAxis *y,
                     const char *title,
                     const char *y_name,
                     const PlotTheme *theme)
{
  const double unit = plot_run_get_time_unit (run);
  PlotFrameMark marks[3];
  const PlotFrame frame = { .title = title,
                            .x_name = unit != 1 ? time_names[run->marks.first] : _ ("epoch"),
                            .y_name = y_name,
                            .x = { run->epochs.minimum / unit, run->epochs.maximum / unit,
                                   run->epochs.logarithmic },
                            .y = *y,
                            .marks = marks,
                            .n_marks = name_times (run, theme, marks) };

  *self = (PlotTimeplot){ cr, run, theme, plot_frame_inner (area, theme), *y };
  plot_overlay_draw_phase (self);
  plot_frame_draw (cr, area, &frame, theme);
  plot_overlay_draw_times (self);
}

char *
plot_timeplot_make_title (const PlotRun *run, const char *name)
{
  if (run->minus == NULL)
    return g_strdup (name);
  /* Translators: the title of a plot of differences, "Loss minus pin 2". */
  return g_strdup_printf (_ ("%s minus %s"), name, run->minus);
}

static gboolean
is_loss (PlotChannel channel)
{
  return channel == PLOT_CHANNEL_LOSS || channel == PLOT_CHANNEL_GENERALISATION;
}

static double
channel_unit (const PlotRun *run, PlotChannel channel)
{
  return is_loss (channel) ? plot_run_get_loss_unit (run) : 1;
}

PlotCurve
plot_timeplot_curve (const PlotTimeplot *self, PlotChannel channel)
{
  return (PlotCurve){ self->run->snapshot->history, channel, channel_unit (self->run, channel),
                      -INFINITY, INFINITY };
}

static void
draw_curve (const PlotTimeplot *self, const PlotCurve *curve, const PlotPen *pen)
{
  plot_curve_draw (self->cr, &self->inner, curve, &self->run->epochs, &self->y, pen, self->theme);
}

static void
draw_ghost (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  const ModelSnapshot *ghost = self->run->ghost;
  if (!has_rows (ghost))
    return;
  /* Its data may be others: it is relative to its own start. */
  const double unit = is_loss (channel) ? plot_run_get_first_loss (ghost) : 1;
  const PlotCurve curve = { ghost->history, channel, unit, -INFINITY, INFINITY };
  const PlotPen pen = { plot_theme_fade (color, GHOST), 0.6 * self->theme->line_width };
  draw_curve (self, &curve, &pen);
}

static PlotCurve
reduced_curve (const PlotTimeplot *self, PlotChannel channel)
{
  const double unit = is_loss (channel) ? plot_run_get_theory_unit (self->run) : 1;

  return (PlotCurve){ self->run->marks.reduced, channel, unit, -INFINITY, INFINITY };
}

static void
draw_reduced (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  const double em = self->theme->font_size;
  const PlotPen pen = { *color, 0.09 * em, { 0.4 * em, 0.3 * em } };
  if (self->run->marks.reduced == NULL)
    return;
  const PlotCurve curve = reduced_curve (self, channel);
  draw_curve (self, &curve, &pen);
}

void
plot_timeplot_draw_channel (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  const PlotRun *run = self->run;
  /* Theory and other runs need not have a generalisation error. */
  const gboolean alone = channel == PLOT_CHANNEL_GENERALISATION;

  if (!alone)
    {
      draw_ghost (self, channel, color);
      plot_companion_draw_band (self, channel, color);
      plot_companion_draw (self, channel, is_loss (channel) ? NULL : color);
    }
  if (has_rows (run->snapshot))
    {
      PlotCurve past = plot_timeplot_curve (self, channel), ahead = past;
      /* Within a band the median is the strong line. */
      const double width = (run->band != NULL ? 0.5 : 1) * self->theme->line_width;
      const PlotPen pen = { *color, width, { 0 } };
      const PlotPen faint = { plot_theme_fade (color, AHEAD), width, { 0 } };
      past.to = ahead.from = run->playhead;
      draw_curve (self, &ahead, &faint);
      draw_curve (self, &past, &pen);
    }
  if (!alone)
    draw_reduced (self, channel, color);
}

/* The curve's extremes above the width of the box make a box around the curve. */
static gboolean
curve_crosses (const PlotTimeplot *self, PlotCurve curve, const PlotArea *box)
{
  const PlotArea *inner = &self->inner;
  const PlotAxis *epochs = &self->run->epochs;
  const gsize n = model_history_view_length (curve.history);
  double least, greatest;

  curve.from = plot_axis_unmap (epochs, (box->x - inner->x) / inner->width);
  curve.to = plot_axis_unmap (epochs, (box->x + box->width - inner->x) / inner->width);
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
  if (has_rows (self->run->snapshot) &&
      curve_crosses (self, plot_timeplot_curve (self, channel), box))
    return TRUE;
  for (int i = 0; i < self->run->n_companions; i++)
    if (curve_crosses (self, plot_companion_curve (&self->run->companions[i], channel), box))
      return TRUE;
  return self->run->marks.reduced != NULL && channel != PLOT_CHANNEL_GENERALISATION &&
         curve_crosses (self, reduced_curve (self, channel), box);
}

static void
draw_divergence (const PlotTimeplot *self, const PlotChannel *channels, int n)
{
  const ModelSnapshot *snapshot = self->run->snapshot;
  if (snapshot->status != MODEL_TRAINER_DIVERGED)
    return;
  g_autofree char *note =
      g_strdup_printf (_ ("diverged at epoch %.0f"), model_snapshot_last_epoch (snapshot));
  plot_overlay_draw_note (self, note, channels, n);
}

void
plot_timeplot_end (const PlotTimeplot *self, const PlotChannel *channels, int n)
{
  PlotCurve curves[2];
  if (!has_rows (self->run->snapshot))
    return;
  for (int i = 0; i < n && i < 2; i++)
    curves[i] = plot_timeplot_curve (self, channels[i]);
  plot_overlay_draw_playhead (self, curves, MIN (n, 2));
  draw_divergence (self, channels, n);
}
