/* Overlays of time plots, drawn so that the curves stay the strongest lines. */
#include "plot/overlay.h"

#include "plot/frame.h"
#include "plot/label.h"

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

/* Measured where known, else predicted; NAN: neither. */
static double
best_time (const PlotMarks *marks, int m)
{
  return isnan (marks->t_run[m]) ? marks->t_theory[m] : marks->t_run[m];
}

/* The visible part of the unimodal phase, in user units; FALSE where there is none. */
static gboolean
find_phase (const PlotTimeplot *self, double *left, double *right)
{
  const PlotMarks *marks = &self->run->marks;
  if (marks->first < 0)
    return FALSE;
  const double from = best_time (marks, marks->first), to = best_time (marks, 1 - marks->first);
  if (!(from < to))
    return FALSE;
  const PlotArea *inner = &self->inner;
  *left = fmax (place_x (self, from), inner->x);
  *right = fmin (isinf (to) ? INFINITY : place_x (self, to), inner->x + inner->width);
  return *left < *right;
}

void
plot_overlay_draw_phase (const PlotTimeplot *self)
{
  double left, right;
  if (!find_phase (self, &left, &right))
    return;
  plot_theme_set_source (self->cr, &self->theme->phase);
  cairo_rectangle (self->cr, left, self->inner.y, right - left, self->inner.height);
  cairo_fill (self->cr);
}

void
plot_overlay_draw_phase_name (const PlotTimeplot *self)
{
  const PlotTheme *theme = self->theme;
  const double em = theme->font_size;
  double left, right;
  PlotLabelSize size;

  if (!find_phase (self, &left, &right))
    return;
  const int first = self->run->marks.first;
  const char *name = first == 0 ? _ ("only A learned") : _ ("only B learned");
  plot_label_measure (self->cr, name, 0.95 * em, FALSE, theme, &size);
  if (size.width + em > right - left)
    return;
  plot_label_draw (self->cr, name, (left + right) / 2, self->inner.y + 0.5 * em, 0.5, 0, 0.95 * em,
                   FALSE, &theme->modality_text[first], theme);
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

void
plot_overlay_draw_times (const PlotTimeplot *self)
{
  for (int m = 0; m < 2; m++)
    {
      draw_time (self, m, self->run->marks.t_theory[m], TRUE);
      draw_time (self, m, self->run->marks.t_run[m], FALSE);
    }
}

static gboolean
is_value_on_axis (const PlotTimeplot *self, double value)
{
  const double fraction = plot_axis_map (&self->y, value);
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

void
plot_overlay_draw_level_name (const PlotTimeplot *self,
                              double value,
                              const char *name,
                              PlotChannel channel,
                              const PlotColor *color)
{
  const PlotArea *inner = &self->inner;
  const double size = 0.95 * self->theme->font_size, gap = 0.3 * size;
  PlotLabelSize label;

  if (!is_value_on_axis (self, value))
    return;
  plot_label_measure (self->cr, name, size, FALSE, self->theme, &label);
  PlotArea box = { inner->x + inner->width - label.width - gap,
                   plot_frame_y (inner, &self->y, value) - 0.1 * size - label.height, label.width,
                   label.height };
  /* The curve may run along the line itself: only what rises above it is in the way. */
  box.height -= 2 * self->theme->line_width;
  if (plot_timeplot_crosses (self, channel, &box))
    box.x = inner->x + gap;
  plot_label_draw (self->cr, name, box.x, box.y, 0, 0, size, FALSE, color, self->theme);
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

/* A card of the page's own colour, so that text on it can be read over any line. */
static void
draw_card (const PlotTimeplot *self, double x, double y, double width, double height)
{
  const double radius = 0.4 * self->theme->font_size;
  const PlotColor fill = plot_theme_fade (&self->theme->background, 0.93);
  cairo_t *cr = self->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  plot_theme_set_source (cr, &fill);
  cairo_fill_preserve (cr);
  plot_theme_set_source (cr, &self->theme->grid);
  cairo_set_line_width (cr, 0.08 * self->theme->font_size);
  cairo_stroke (cr);
}

void
plot_overlay_draw_note (const PlotTimeplot *self, const char *markup)
{
  const double em = self->theme->font_size, pad = 0.5 * em;
  PlotLabelSize size;

  plot_label_measure (self->cr, markup, em, FALSE, self->theme, &size);
  const double width = size.width + 2 * pad, height = size.height + pad;
  /* At the left: what explodes does so at the right. */
  const double x = self->inner.x + pad, y = self->inner.y + pad;
  draw_card (self, x, y, width, height);
  plot_label_draw (self->cr, markup, x + pad, y + pad / 2, 0, 0, em, FALSE, &self->theme->origin,
                   self->theme);
}

#define MAX_READOUTS 6
#define READOUT_DIGITS 4

/* "W_A", "1.25": the names at the left of the card, the numbers at its right. */
typedef struct
{
  char name[MAX_READOUTS][48], value[MAX_READOUTS][32];
  PlotColor color[MAX_READOUTS];
  int n;
  double width;
} Card;

static void
card_add (Card *card,
          const PlotTimeplot *self,
          const char *name,
          double value,
          int digits,
          const PlotColor *color)
{
  const double em = self->theme->font_size;
  PlotLabelSize left, right;

  if (card->n == MAX_READOUTS)
    return;
  g_strlcpy (card->name[card->n], name, sizeof card->name[0]);
  plot_axis_format (value, digits, card->value[card->n]);
  card->color[card->n] = *color;
  plot_label_measure (self->cr, name, em, FALSE, self->theme, &left);
  plot_label_measure (self->cr, card->value[card->n], em, FALSE, self->theme, &right);
  card->width = fmax (card->width, left.width + right.width + 1.2 * em);
  card->n++;
}

/* Digits before the point. */
static int
whole_digits (double value)
{
  return 1 + (int) floor (log10 (fmax (round (value), 1)));
}

static void
draw_readouts (const PlotTimeplot *self, const Card *card, double x)
{
  const double em = self->theme->font_size, pad = 0.6 * em, row = 1.4 * em;
  const double width = card->width + 2 * pad, right = self->inner.x + self->inner.width;
  const double left = x + em + width <= right ? x + em : fmax (x - em - width, self->inner.x);
  const double top = self->inner.y + 2.2 * em;

  draw_card (self, left, top, width, card->n * row + pad);
  for (int i = 0; i < card->n; i++)
    {
      const double y = top + pad / 2 + (i + 0.5) * row;
      plot_label_draw (self->cr, card->name[i], left + pad, y, 0, 0.5, em, FALSE, &card->color[i],
                       self->theme);
      plot_label_draw (self->cr, card->value[i], left + width - pad, y, 1, 0.5, em, FALSE,
                       &card->color[i], self->theme);
    }
}

void
plot_overlay_draw_hover (const PlotTimeplot *self, const PlotReadout *values, int n)
{
  const double epoch = self->run->hover;
  Card card = { .n = 0 };

  if (!is_on_axis (self, epoch))
    return;
  const double x = place_x (self, epoch);
  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &self->theme->muted);
  cairo_set_line_width (self->cr, 0.075 * self->theme->font_size);
  draw_vertical (self, x);
  card_add (&card, self, _ ("epoch"), round (epoch), whole_digits (epoch), &self->theme->muted);
  for (int i = 0; i < n; i++)
    card_add (&card, self, values[i].name, values[i].value, READOUT_DIGITS, &values[i].color);
  draw_readouts (self, &card, x);
  cairo_restore (self->cr);
}
