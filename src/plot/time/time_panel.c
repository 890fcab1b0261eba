/* One plot over epochs, from its frame to its playhead. */
#include "plot/time/time_panel.h"

#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/time/compared_curves.h"
#include "plot/time/overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What lies ahead of the playhead, and the previous run, as parts of the full colour. */
#define AHEAD 0.38
#define GHOST 0.3
/* Of theory's curves, font sizes. */
#define THEORY_WIDTH 0.09
#define THEORY_DASH 0.4
#define THEORY_PAUSE 0.3
/* The same of the population. */
#define DOT 0.11
#define DOT_PAUSE 0.28
/* Run, theory, theory of the population. */
#define MOST_KEYS 3
/* The fork, t_A and t_B, later stages. */
#define MOST_MARKS (1 + THEORY_STAGES_MAX)

/* Names stand at the measured times; at the predicted ones as long as nothing is measured. */
static int
name_times (const StudyRun *run, const PlotTheme *theme, PlotFrameMark out[MOST_MARKS])
{
  static const char *const names[2] = { "t_A", "t_B" };
  static const char *const later[THEORY_STAGES_MAX] = { "", "", "t_3", "t_4", "t_5", "t_6" };
  const double unit = study_run_get_time_unit (run);
  int n = 0;

  if (!isnan (run->fork))
    out[n++] = (PlotFrameMark){ run->fork / unit, _ ("fork"), theme->foreground };

  for (int m = 0; m < 2; m++)
    {
      const double t = study_run_get_time (run, m);
      if (isfinite (t))
        out[n++] = (PlotFrameMark){ t / unit, names[m], theme->modality_text[m] };
    }
  for (int i = 2; i < THEORY_STAGES_MAX; i++)
    {
      const TheoryStage *stage = study_marks_get_stage (&run->marks, i);
      if (stage != NULL)
        out[n++] = (PlotFrameMark){ stage->time / unit, later[i],
                                    theme->modality_text[stage->modality == 1] };
    }
  return n;
}

static PlotPen
get_theory_pen (const PlotColor *color, const PlotTheme *theme)
{
  const double em = theme->font_size;

  return (PlotPen){ *color, THEORY_WIDTH * em, { THEORY_DASH * em, THEORY_PAUSE * em } };
}

static PlotPen
get_population_pen (const PlotColor *color, const PlotTheme *theme)
{
  const double em = theme->font_size;

  return (PlotPen){ *color, DOT * em, { DOT * em, DOT_PAUSE * em } };
}

/* How what the run did is told from what theory says; nothing where there is no theory to be seen.
 */
static int
list_keys (const StudyRun *run,
           gboolean with_curves,
           const PlotTheme *theme,
           PlotFrameKey out[MOST_KEYS])
{
  if (run->marks.curve == NULL && !isfinite (run->marks.t_theory[0]) &&
      !isfinite (run->marks.t_theory[1]))
    return 0;
  out[0] = (PlotFrameKey){ _ ("run"), { theme->foreground, theme->line_width, { 0 } } };
  out[1] = (PlotFrameKey){ _ ("theory"), get_theory_pen (&theme->foreground, theme) };
  if (run->marks.population == NULL || !with_curves)
    return 2;
  out[2] = (PlotFrameKey){ _ ("population"), get_population_pen (&theme->foreground, theme) };
  return 3;
}

static const char *const time_names[2] = { "$t$ / t_A", "$t$ / t_B" };

void
plot_time_panel_begin (PlotTimeplot *self,
                       cairo_t *cr,
                       const PlotArea *area,
                       const StudyRun *run,
                       const StudyAxis *y,
                       const char *title,
                       const char *y_name,
                       gboolean with_curves,
                       const PlotTheme *theme)
{
  const double unit = study_run_get_time_unit (run);
  PlotFrameMark marks[MOST_MARKS];
  PlotFrameKey keys[MOST_KEYS];
  const PlotFrame frame = { .title = title,
                            .hide_title = run->hide_title,
                            .x_name = unit != 1 ? time_names[run->marks.first] : _ ("epoch"),
                            .y_name = y_name,
                            .x = { run->epochs.minimum / unit, run->epochs.maximum / unit,
                                   run->epochs.logarithmic },
                            .y = *y,
                            .marks = marks,
                            .n_marks = name_times (run, theme, marks),
                            .keys = keys,
                            .n_keys = list_keys (run, with_curves, theme, keys) };

  *self = (PlotTimeplot){ cr, run, theme, plot_frame_inner (area, theme), *y };
  plot_group_begin (cr, "phases");
  plot_overlay_draw_phases (self);
  plot_group_end (cr);
  plot_frame_draw (cr, area, &frame, theme);
  plot_group_begin (cr, "times");
  plot_overlay_draw_times (self);
  plot_group_end (cr);
}

static void
draw_ghost (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  const ModelSnapshot *ghost = self->run->ghost;
  if (!study_run_has_rows (ghost))
    return;
  /* Its data may be others: it is relative to its own start. */
  const double unit = plot_channel_is_loss (channel) ? study_run_get_first_loss (ghost) : 1;
  const PlotCurve curve = { ghost->history, channel, unit, -INFINITY, INFINITY };
  const PlotPen pen = { plot_theme_fade (color, GHOST), 0.6 * self->theme->line_width };
  plot_timeplot_draw_curve (self, &curve, &pen);
}

static void
draw_theory (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  const PlotPen dots = get_population_pen (color, self->theme);
  const PlotPen pen = get_theory_pen (color, self->theme);
  if (self->run->marks.population != NULL)
    {
      const PlotCurve curve = plot_timeplot_population_curve (self, channel);
      plot_timeplot_draw_curve (self, &curve, &dots);
    }
  if (self->run->marks.curve == NULL)
    return;
  const PlotCurve curve = plot_timeplot_theory_curve (self, channel);
  plot_timeplot_draw_curve (self, &curve, &pen);
}

void
plot_time_panel_draw_channel (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  const StudyRun *run = self->run;
  /* Theory and other runs need not have a generalisation error. */
  const gboolean alone = channel == PLOT_CHANNEL_GENERALISATION;

  if (!alone)
    {
      draw_ghost (self, channel, color);
      plot_compared_curves_draw_band (self, channel, color);
      plot_compared_curves_draw (self, channel, plot_channel_is_loss (channel) ? NULL : color);
    }
  if (study_run_has_rows (run->snapshot))
    {
      PlotCurve past = plot_timeplot_curve (self, channel), ahead = past;
      /* Within a band the median is the strong line. */
      const double width = (run->band != NULL ? 0.5 : 1) * self->theme->line_width;
      const PlotPen pen = { *color, width, { 0 } };
      const PlotPen faint = { plot_theme_fade (color, AHEAD), width, { 0 } };
      past.to = ahead.from = run->playhead;
      plot_timeplot_draw_curve (self, &ahead, &faint);
      plot_timeplot_draw_curve (self, &past, &pen);
    }
  if (!alone)
    draw_theory (self, channel, color);
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
plot_time_panel_end (const PlotTimeplot *self, const PlotChannel *channels, int n)
{
  PlotCurve curves[2];
  if (!study_run_has_rows (self->run->snapshot))
    return;
  for (int i = 0; i < n && i < 2; i++)
    curves[i] = plot_timeplot_curve (self, channels[i]);
  plot_overlay_draw_playhead (self, curves, MIN (n, 2));
  draw_divergence (self, channels, n);
}
