/* Overlays of time plots, drawn so that the curves stay the strongest lines. */
#include "plot/time/overlay.h"

#include "plot/draw/card.h"
#include "plot/draw/frame.h"
#include "plot/draw/label.h"
#include "study/learned.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static double
place_x (const PlotTimeplot *self, double epoch)
{
  return plot_frame_x (&self->inner, &self->run->epochs, epoch);
}

static gboolean
is_on_axis (const PlotTimeplot *self, double epoch)
{
  return epoch >= self->run->epochs.minimum && epoch <= self->run->epochs.maximum;
}

/* What is learned after stage i. */
static StudyLearned
get_learned (const PlotTimeplot *self, int i)
{
  return study_learned_get (study_marks_get_stage (&self->run->marks, i),
                            self->run->marks.level_final);
}

/* The visible part of the plateau after stage i, in user units, if one modality alone is learned
 * there; FALSE where there is none. */
static gboolean
find_phase (const PlotTimeplot *self, int i, double *left, double *right)
{
  const StudyMarks *marks = &self->run->marks;
  const int alone = study_learned_get_alone (get_learned (self, i));
  if (alone < 0)
    return FALSE;
  const gboolean last = study_marks_get_stage (marks, i + 1) == NULL;
  const gboolean never = last && isinf (marks->t_theory[1 - alone]);
  const double from = study_marks_get_stage_time (marks, i);
  const double to = never ? INFINITY : study_marks_get_stage_time (marks, i + 1);
  if (!(from < to))
    return FALSE;
  const PlotArea *inner = &self->inner;
  *left = fmax (place_x (self, from), inner->x);
  *right = fmin (never ? INFINITY : place_x (self, to), inner->x + inner->width);
  return *left < *right;
}

void
plot_overlay_draw_phases (const PlotTimeplot *self)
{
  for (int i = 0; i < THEORY_STAGES_MAX; i++)
    {
      double left, right;
      if (!find_phase (self, i, &left, &right))
        continue;
      plot_theme_set_source (self->cr,
                             &self->theme->phase[study_learned_get_alone (get_learned (self, i))]);
      cairo_rectangle (self->cr, left, self->inner.y, right - left, self->inner.height);
      cairo_fill (self->cr);
    }
}

/* Centre of a text as near to the middle as may be without a vertical line through it; NAN where
 * there is no room. */
static double
find_centre (const PlotTimeplot *self, double left, double right, double width)
{
  const double lines[] = { place_x (self, self->run->playhead), place_x (self, self->run->fork) };
  const double gap = 0.5 * self->theme->font_size, middle = (left + right) / 2;
  double best = NAN;

  /* In the middle, or beside a line. */
  for (int i = 0; i < 1 + 2 * (int) G_N_ELEMENTS (lines); i++)
    {
      const double aside = (i % 2 ? 1 : -1) * (width / 2 + gap);
      const double centre = i == 0 ? middle : lines[(i - 1) / 2] + aside;
      gboolean is_free =
          centre - width / 2 - gap >= left - 1e-6 && centre + width / 2 + gap <= right + 1e-6;

      for (gsize k = 0; k < G_N_ELEMENTS (lines); k++)
        is_free = is_free && !(fabs (lines[k] - centre) < width / 2 + gap - 1e-6);
      if (is_free && !(fabs (best - middle) <= fabs (centre - middle)))
        best = centre;
    }
  return best;
}

static void
draw_phase_name (const PlotTimeplot *self, int i, PlotArea *box)
{
  const PlotTheme *theme = self->theme;
  const StudyLearned learned = get_learned (self, i);
  const int alone = study_learned_get_alone (learned);
  const double em = theme->font_size;
  double left, right, centre;
  PlotLabelSize size;

  if (!find_phase (self, i, &left, &right))
    return;
  const char *name =
      study_learned_get_phase (learned, isinf (self->run->marks.t_theory[1 - alone]));
  plot_label_measure (self->cr, name, 0.95 * em, FALSE, theme, &size);
  centre = find_centre (self, left, right, size.width);
  if (isnan (centre))
    return;
  *box = (PlotArea){ centre - size.width / 2, self->inner.y + 0.5 * em, size.width, size.height };
  plot_label_draw (self->cr, name, centre, self->inner.y + 0.5 * em, 0.5, 0, 0.95 * em, FALSE,
                   &theme->modality_text[alone], theme);
}

void
plot_overlay_draw_phase_names (const PlotTimeplot *self, PlotArea boxes[THEORY_STAGES_MAX])
{
  for (int i = 0; i < THEORY_STAGES_MAX; i++)
    {
      boxes[i] = (PlotArea){ 0 };
      draw_phase_name (self, i, &boxes[i]);
    }
}

static void
draw_vertical (const PlotTimeplot *self, double place)
{
  const double x = plot_frame_crisp (place, self->theme);
  cairo_move_to (self->cr, x, self->inner.y);
  cairo_line_to (self->cr, x, self->inner.y + self->inner.height);
  cairo_stroke (self->cr);
}

static void
draw_time (const PlotTimeplot *self, int m, double epoch, gboolean dashed)
{
  const double em = self->theme->font_size, dash[2] = { 0.3 * em, 0.25 * em };
  if (!is_on_axis (self, epoch))
    return;
  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &self->theme->modality[m]);
  cairo_set_line_width (self->cr, 0.085 * em);
  cairo_set_dash (self->cr, dash, dashed ? 2 : 0, 0);
  draw_vertical (self, place_x (self, epoch));
  cairo_restore (self->cr);
}

/* Of stages beyond the two times. */
static void
draw_later_times (const PlotTimeplot *self, const TheoryStages *stages, gboolean dashed)
{
  for (int i = 2; i < stages->n; i++)
    draw_time (self, stages->stage[i].modality == 1, stages->stage[i].time, dashed);
}

/* Where the run left the other future: a line of dots, and a diamond on the axis. */
static void
draw_fork (const PlotTimeplot *self)
{
  const double epoch = self->run->fork, em = self->theme->font_size;
  const double dash[2] = { 0.1 * em, 0.3 * em }, size = 0.4 * em;

  if (!is_on_axis (self, epoch))
    return;
  const double x = place_x (self, epoch), bottom = self->inner.y + self->inner.height;
  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &self->theme->foreground);
  cairo_set_line_width (self->cr, 0.1 * em);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (self->cr, dash, 2, 0);
  draw_vertical (self, x);
  cairo_move_to (self->cr, x, bottom - size);
  cairo_line_to (self->cr, x + size, bottom);
  cairo_line_to (self->cr, x, bottom + size);
  cairo_line_to (self->cr, x - size, bottom);
  cairo_close_path (self->cr);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

void
plot_overlay_draw_times (const PlotTimeplot *self)
{
  for (int m = 0; m < 2; m++)
    {
      draw_time (self, m, self->run->marks.t_theory[m], TRUE);
      draw_time (self, m, self->run->marks.t_run[m], FALSE);
    }
  draw_later_times (self, &self->run->marks.predicted, TRUE);
  draw_later_times (self, &self->run->marks.stages, FALSE);
  draw_fork (self);
}

void
plot_overlay_draw_vertical (const PlotTimeplot *self, double epoch, const PlotPen *pen)
{
  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &pen->color);
  cairo_set_line_width (self->cr, pen->width);
  plot_pen_set_dash (self->cr, pen);
  draw_vertical (self, place_x (self, epoch));
  cairo_restore (self->cr);
}

gboolean
plot_overlay_times_cross (const PlotTimeplot *self, const PlotArea *box)
{
  const StudyMarks *marks = &self->run->marks;
  double times[4 + 2 * THEORY_STAGES_MAX] = { marks->t_theory[0], marks->t_theory[1],
                                              marks->t_run[0], marks->t_run[1] };
  int n = 4;

  for (int i = 2; i < marks->predicted.n; i++)
    times[n++] = marks->predicted.stage[i].time;
  for (int i = 2; i < marks->stages.n; i++)
    times[n++] = marks->stages.stage[i].time;
  for (int i = 0; i < n; i++)
    {
      const double x = place_x (self, times[i]);
      if (x > box->x && x < box->x + box->width)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_value_on_axis (const PlotTimeplot *self, double value)
{
  const double fraction = study_axis_map (&self->y, value);
  return fraction >= -0.01 && fraction <= 1.01;
}

void
plot_overlay_draw_level (const PlotTimeplot *self, double value, const PlotColor *color)
{
  const PlotArea *inner = &self->inner;
  const double em = self->theme->font_size, dash[2] = { 0.3 * em, 0.25 * em };

  if (!is_value_on_axis (self, value))
    return;
  const double y = plot_frame_crisp (plot_frame_y (inner, &self->y, value), self->theme);
  cairo_save (self->cr);
  plot_theme_set_source (self->cr, color);
  cairo_set_line_width (self->cr, 0.075 * em);
  cairo_set_dash (self->cr, dash, 2, 0);
  cairo_move_to (self->cr, inner->x, y);
  cairo_line_to (self->cr, inner->x + inner->width, y);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

/* By a curve of the channel, by the generalisation error beside the loss, or by a time. */
static gboolean
is_level_name_crossed (const PlotTimeplot *self, PlotChannel channel, const PlotArea *box)
{
  return plot_timeplot_crosses (self, channel, box) || plot_overlay_times_cross (self, box) ||
         (channel == PLOT_CHANNEL_LOSS && study_run_has_generalisation (self->run) &&
          plot_timeplot_crosses (self, PLOT_CHANNEL_GENERALISATION, box));
}

void
plot_overlay_draw_level_name (const PlotTimeplot *self,
                              double value,
                              const char *name,
                              PlotChannel channel,
                              const PlotColor *color,
                              PlotArea *box)
{
  const PlotArea *inner = &self->inner;
  const double size = 0.95 * self->theme->font_size, gap = 0.3 * size;
  PlotLabelSize label;

  *box = (PlotArea){ 0 };
  if (!is_value_on_axis (self, value))
    return;
  plot_label_measure (self->cr, name, size, FALSE, self->theme, &label);
  *box = (PlotArea){ inner->x + inner->width - label.width - gap,
                     plot_frame_y (inner, &self->y, value) - 0.1 * size - label.height, label.width,
                     label.height };
  /* The curve may run along the line itself: only what rises above it is in the way. */
  box->height -= 2 * self->theme->line_width;
  if (is_level_name_crossed (self, channel, box))
    box->x = inner->x + gap;
  plot_label_draw (self->cr, name, box->x, box->y, 0, 0, size, FALSE, color, self->theme);
}

void
plot_overlay_draw_playhead (const PlotTimeplot *self, const PlotCurve *curves, int n)
{
  const double epoch = self->run->playhead, em = self->theme->font_size;
  if (!is_on_axis (self, epoch))
    return;
  const double x = place_x (self, epoch);

  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &self->theme->playhead);
  cairo_set_line_width (self->cr, 0.12 * em);
  draw_vertical (self, x);
  for (int i = 0; i < n; i++)
    {
      const double value = plot_curve_at (&curves[i], epoch);
      if (!is_value_on_axis (self, value))
        continue;
      const double y = plot_frame_y (&self->inner, &self->y, value);
      cairo_arc (self->cr, x, y, 0.3 * em, 0, 2 * G_PI);
      cairo_fill (self->cr);
    }
  cairo_restore (self->cr);
}

typedef struct
{
  const PlotTimeplot *plot;
  const PlotChannel *channels;
  int n;
} Channels;

static gboolean
channels_cross_cb (const PlotArea *box, gconstpointer data)
{
  const Channels *self = data;

  for (int i = 0; i < self->n; i++)
    if (plot_timeplot_crosses (self->plot, self->channels[i], box))
      return TRUE;
  return FALSE;
}

void
plot_overlay_draw_note (const PlotTimeplot *self,
                        const char *markup,
                        const PlotChannel *channels,
                        int n)
{
  const double em = self->theme->font_size, pad = 0.5 * em;
  const double bottom = self->inner.y + self->inner.height;
  const Channels all = { self, channels, n };
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (PlotArea));
  g_auto (PlotPlacement) placement = { 0 };
  PlotLabelSize size;

  plot_placement_init (&placement, &self->inner, self->theme);
  plot_label_measure (self->cr, markup, em, FALSE, self->theme, &size);
  /* At the left: what explodes does so at the right. Further down where a curve runs. */
  PlotArea card = { self->inner.x + pad, self->inner.y + pad, size.width + 2 * pad,
                    size.height + pad };
  for (PlotArea place = card; place.y + place.height + em < bottom; place.y += 0.5 * em)
    g_array_append_val (places, place);
  plot_placement_find_first (&placement, places, channels_cross_cb, &all, &card);
  plot_card_draw_ground (self->cr, &card, self->theme);
  plot_label_draw (self->cr, markup, card.x + pad, card.y + pad / 2, 0, 0, em, FALSE,
                   &self->theme->origin, self->theme);
}

#define HOVER_DIGITS 4

static void
add_number (PlotCard *card, const char *name, double value, int digits, const PlotColor *color)
{
  char text[32];

  study_axis_format (value, digits, text);
  plot_card_add (card, name, text, color);
}

/* Digits before the point. */
static int
whole_digits (double value)
{
  return 1 + (int) floor (log10 (fmax (round (value), 1)));
}

void
plot_overlay_draw_hover (const PlotTimeplot *self, const PlotHoverValue *values, int n)
{
  const double epoch = self->run->hover, em = self->theme->font_size;
  PlotCard card = { .n = 0 };

  if (!is_on_axis (self, epoch))
    return;
  const double x = place_x (self, epoch);
  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &self->theme->muted);
  cairo_set_line_width (self->cr, 0.075 * em);
  draw_vertical (self, x);
  add_number (&card, _ ("epoch"), round (epoch), whole_digits (epoch), &self->theme->muted);
  for (int i = 0; i < n; i++)
    add_number (&card, values[i].name, values[i].value, HOVER_DIGITS, &values[i].color);
  plot_card_draw_beside (self->cr, &card, &self->inner, x, em, self->inner.y + 2.2 * em, 0,
                         self->theme);
  cairo_restore (self->cr);
}

void
plot_overlay_take_times (const PlotTimeplot *self, PlotPlacement *placement)
{
  const StudyMarks *marks = &self->run->marks;

  for (int m = 0; m < 2; m++)
    {
      if (isfinite (marks->t_theory[m]))
        plot_placement_add_vertical (placement, place_x (self, marks->t_theory[m]));
      if (isfinite (marks->t_run[m]))
        plot_placement_add_vertical (placement, place_x (self, marks->t_run[m]));
    }
}

static void
draw_leader (const PlotTimeplot *self,
             const double tip[2],
             const double tail[2],
             const PlotColor *color)
{
  cairo_t *cr = self->cr;

  cairo_save (cr);
  plot_theme_set_source (cr, color);
  cairo_set_line_width (cr, 0.06 * self->theme->font_size);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, tip[0], tip[1]);
  cairo_line_to (cr, tail[0], tail[1]);
  cairo_stroke (cr);
  cairo_arc (cr, tip[0], tip[1], 0.14 * self->theme->font_size, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
plot_overlay_draw_name (const PlotTimeplot *self,
                        const char *name,
                        int line,
                        const PlotColor *color,
                        PlotPlacement *placement)
{
  const double size = 0.95 * self->theme->font_size;
  double tip[2], tail[2];
  PlotLabelSize label;

  if (name == NULL)
    return;
  plot_label_measure (self->cr, name, size, FALSE, self->theme, &label);
  PlotArea box = { 0, 0, label.width, label.height };
  if (!plot_placement_find_beside (placement, line, &box))
    {
      if (!plot_placement_find_apart (placement, line, &box, tip, tail))
        return;
      draw_leader (self, tip, tail, color);
    }
  plot_label_draw (self->cr, name, box.x, box.y, 0, 0, size, FALSE, color, self->theme);
}
