/* Loss and accuracies of a digits run. */
#include "plot/digits/digits_curves.h"

#include "plot/draw/card.h"
#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_EPOCHS 5

enum
{
  MOST_LINES = 3
};

typedef struct
{
  const char *name;
  PlotColor color, text;
  double dash[2]; /* in line widths; 0: full */
  gsize offset;   /* of the value in a row */
} Line;

typedef struct
{
  cairo_t *cr;
  const DigitsState *state;
  const PlotTheme *theme;
  PlotArea inner;
  PlotFrame frame;
  PlotFrameMark marks[2];
  Line lines[MOST_LINES];
  int n_lines;
  gboolean threshold; /* a level of the y axis */
  double times[2];    /* of A and B, NaN where not reached */
} Chart;

/* The axis grows in steps, so that curves do not crawl while they are recorded. */
static double
get_last_epoch (const DigitsState *state)
{
  static const double steps[] = { 1, 2, 5 };
  const double most = state->options.values[DIGITS_KEY_EPOCHS];
  const double last = state->n_rows > 0 ? state->rows[state->n_rows - 1].epoch : 0;

  for (double power = 1; power <= most; power *= 10)
    for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
      if (steps[i] * power >= fmax (last, LEAST_EPOCHS))
        return fmin (steps[i] * power, fmax (most, 1));
  return most;
}

static double
get_value (const DigitsRow *row, gsize offset)
{
  return *(const double *) (const void *) ((const char *) row + offset);
}

static void
set_marks (Chart *self)
{
  static const char *const names[2] = { "t_A", "t_B" };
  static const DigitsSight sights[2] = { DIGITS_SEES_A, DIGITS_SEES_B };

  for (int m = 0; m < 2; m++)
    {
      self->times[m] = digits_record_find_time (self->state->rows, self->state->n_rows, sights[m],
                                                self->state->options.values[DIGITS_KEY_THRESHOLD]);
      if (!isnan (self->times[m]))
        self->marks[self->frame.n_marks++] =
            (PlotFrameMark){ self->times[m], names[m], self->theme->modality_text[m] };
    }
  self->frame.marks = self->marks;
}

/* From the first modality learned to the second, or to the last epoch there is. */
static void
shade_phase (const Chart *self)
{
  const double *t = self->times;
  const int first = !(t[0] > t[1]) && !isnan (t[0]) ? 0 : 1;
  const double begin = plot_frame_x (&self->inner, &self->frame.x, t[first]);
  double last, end;

  if (isnan (t[first]) || self->state->n_rows == 0)
    return;
  last = isnan (t[!first]) ? self->state->rows[self->state->n_rows - 1].epoch : t[!first];
  end = plot_frame_x (&self->inner, &self->frame.x, last);
  plot_theme_set_source (self->cr, &self->theme->phase[0]);
  cairo_rectangle (self->cr, begin, self->inner.y, end - begin, self->inner.height);
  cairo_fill (self->cr);
}

static void
draw_times (const Chart *self)
{
  const double dash[2] = { 0.8 * self->theme->line_width, 1.6 * self->theme->line_width };

  for (int m = 0; m < 2; m++)
    {
      const double x = plot_frame_crisp (
          plot_frame_x (&self->inner, &self->frame.x, self->times[m]), self->theme);

      if (isnan (self->times[m]))
        continue;
      plot_theme_set_source (self->cr, &self->theme->modality[m]);
      cairo_set_line_width (self->cr, 0.7 * self->theme->line_width);
      cairo_set_dash (self->cr, dash, 2, 0);
      cairo_move_to (self->cr, x, self->inner.y);
      cairo_line_to (self->cr, x, self->inner.y + self->inner.height);
      cairo_stroke (self->cr);
    }
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static void
set_pen (const Chart *self, const Line *line)
{
  const double width = self->theme->line_width;
  const double dash[2] = { line->dash[0] * width, line->dash[1] * width };

  plot_theme_set_source (self->cr, &line->color);
  cairo_set_line_width (self->cr, width);
  cairo_set_dash (self->cr, dash, line->dash[0] > 0 ? 2 : 0, 0);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
}

static void
draw_line (const Chart *self, const Line *line)
{
  cairo_save (self->cr);
  plot_frame_clip (self->cr, &self->inner, self->theme);
  set_pen (self, line);
  for (int i = 0; i < self->state->n_rows; i++)
    {
      const DigitsRow *row = &self->state->rows[i];
      const double value = get_value (row, line->offset);

      if (!isnan (value))
        cairo_line_to (self->cr, plot_frame_x (&self->inner, &self->frame.x, row->epoch),
                       plot_frame_y (&self->inner, &self->frame.y, value));
    }
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

#define SAMPLE 1.6 /* length of a line's piece in the legend, font sizes */

/* Room that the last lines take from `from` on, with pieces of them or names alone. */
static double
measure_legend (const Chart *self, int from, gboolean pieces)
{
  const double em = self->theme->font_size;
  double width = 0;

  for (int i = from; i < self->n_lines; i++)
    {
      PlotLabelSize size;

      plot_label_measure (self->cr, self->lines[i].name, em, FALSE, self->theme, &size);
      width += size.width + 1.1 * em + (pieces ? (SAMPLE + 0.4) * em : 0);
    }
  return width;
}

/* In the title's row, from the right: a piece of each line and its name. Beside a long title, names
 * alone; the first lines go without. */
static void
draw_legend (const Chart *self, const PlotArea *area)
{
  const Line *lines = self->lines;
  const int n = self->n_lines;
  const double em = self->theme->font_size, y = area->y + 1.05 * em;
  const double right = self->inner.x + self->inner.width;
  double x = right;
  int from = 0;
  PlotLabelSize title;

  plot_label_measure (self->cr, self->frame.title, PLOT_FRAME_TITLE_SIZE * em, TRUE, self->theme,
                      &title);
  const double room = right - self->inner.x - title.width;
  const gboolean pieces = measure_legend (self, 0, TRUE) <= room;
  while (from < n && measure_legend (self, from, pieces) > room)
    from++;
  for (int i = n - 1; i >= from; i--)
    {
      PlotLabelSize size;

      plot_label_measure (self->cr, lines[i].name, em, FALSE, self->theme, &size);
      plot_label_draw (self->cr, lines[i].name, x, y, 1, 0.5, em, FALSE, &lines[i].text,
                       self->theme);
      x -= size.width + (pieces ? 0.4 : 1.1) * em;
      if (!pieces)
        continue;
      set_pen (self, &lines[i]);
      cairo_move_to (self->cr, x - SAMPLE * em, y);
      cairo_line_to (self->cr, x, y);
      cairo_stroke (self->cr);
      cairo_set_dash (self->cr, NULL, 0, 0);
      x -= (SAMPLE + 1.1) * em;
    }
}

/* Axes and marks alone. */
static void
set_up (Chart *self,
        cairo_t *cr,
        const PlotArea *area,
        const DigitsState *state,
        const char *title,
        double top,
        const PlotTheme *theme)
{
  *self = (Chart){ .cr = cr, .state = state, .theme = theme };
  self->inner = plot_frame_inner (area, theme);
  self->frame.title = title;
  self->frame.x_name = _ ("epoch");
  self->frame.x = (StudyAxis){ 0, get_last_epoch (state), FALSE };
  self->frame.y = (StudyAxis){ 0, top, FALSE };
  set_marks (self);
}

static void
set_up_loss (Chart *self,
             cairo_t *cr,
             const PlotArea *area,
             const DigitsState *state,
             const PlotTheme *theme)
{
  double greatest = log (DIGITS_CLASSES); /* that of guessing */

  for (int i = 0; i < state->n_rows; i++)
    greatest = fmax (greatest, fmin (state->rows[i].loss, 2 * log (DIGITS_CLASSES)));
  set_up (self, cr, area, state, _ ("Loss"), 1.05 * greatest, theme);
  self->n_lines = 2;
  self->lines[0] = (Line){
    _ ("training"), theme->muted, theme->muted, { 2, 1.5 }, G_STRUCT_OFFSET (DigitsRow, train_loss)
  };
  self->lines[1] = (Line){
    _ ("test"), theme->foreground, theme->foreground, { 0 }, G_STRUCT_OFFSET (DigitsRow, loss)
  };
}

static void
set_up_accuracy (Chart *self,
                 cairo_t *cr,
                 const PlotArea *area,
                 const DigitsState *state,
                 const PlotTheme *theme)
{
  static const char *const names[] = { N_ ("both"), N_ ("A alone"), N_ ("B alone") };

  set_up (self, cr, area, state, _ ("Accuracy"), 1, theme);
  self->threshold = TRUE;
  self->n_lines = G_N_ELEMENTS (names);
  for (int s = 0; s < self->n_lines; s++)
    self->lines[s] = (Line){ _ (names[s]),
                             s > 0 ? theme->modality[s - 1] : theme->foreground,
                             s > 0 ? theme->modality_text[s - 1] : theme->foreground,
                             { s == DIGITS_SEES_B ? 4 : 0, 1.5 },
                             G_STRUCT_OFFSET (DigitsRow, accuracy) + s * sizeof (double) };
}

static void
draw_threshold (const Chart *self)
{
  const double em = self->theme->font_size;
  const double y =
      plot_frame_crisp (plot_frame_y (&self->inner, &self->frame.y,
                                      self->state->options.values[DIGITS_KEY_THRESHOLD]),
                        self->theme);
  const double dash[2] = { 0.3 * em, 0.3 * em }, right = self->inner.x + self->inner.width;

  plot_theme_set_source (self->cr, &self->theme->muted);
  cairo_set_line_width (self->cr, 0.08 * em);
  cairo_set_dash (self->cr, dash, 2, 0);
  cairo_move_to (self->cr, self->inner.x, y);
  cairo_line_to (self->cr, right, y);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  plot_label_draw (self->cr, _ ("threshold"), right, y, 1, 1, em, FALSE, &self->theme->muted,
                   self->theme);
}

static void
draw_chart (const Chart *self, const PlotArea *area)
{
  cairo_save (self->cr);
  shade_phase (self);
  plot_frame_draw (self->cr, area, &self->frame, self->theme);
  draw_times (self);
  if (self->threshold)
    draw_threshold (self);
  plot_group_begin (self->cr, "curves");
  for (int i = 0; i < self->n_lines; i++)
    draw_line (self, &self->lines[i]);
  plot_group_end (self->cr);
  plot_group_begin (self->cr, "legend");
  draw_legend (self, area);
  plot_group_end (self->cr);
  cairo_restore (self->cr);
}

void
plot_digits_loss_draw (cairo_t *cr,
                       const PlotArea *area,
                       const DigitsState *state,
                       const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && state != NULL && theme != NULL);

  Chart chart;

  set_up_loss (&chart, cr, area, state, theme);
  draw_chart (&chart, area);
}

void
plot_digits_accuracy_draw (cairo_t *cr,
                           const PlotArea *area,
                           const DigitsState *state,
                           const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && state != NULL && theme != NULL);

  Chart chart;

  set_up_accuracy (&chart, cr, area, state, theme);
  draw_chart (&chart, area);
}

int
plot_digits_curves_find_row (const PlotArea *area,
                             const DigitsState *state,
                             double x,
                             const PlotTheme *theme)
{
  g_return_val_if_fail (area != NULL && state != NULL && theme != NULL, -1);

  const PlotArea inner = plot_frame_inner (area, theme);
  const double epoch = get_last_epoch (state) * (x - inner.x) / inner.width;
  int nearest = -1;

  if (x < inner.x || x > inner.x + inner.width)
    return -1;
  for (int i = 0; i < state->n_rows; i++)
    if (nearest < 0 ||
        fabs (state->rows[i].epoch - epoch) < fabs (state->rows[nearest].epoch - epoch))
      nearest = i;
  return nearest;
}

#define DOT 0.3 /* radius, font sizes */

static void
draw_dot (const Chart *self, double x, double value, const PlotColor *color)
{
  const double most = self->frame.y.maximum;

  plot_theme_set_source (self->cr, color);
  cairo_arc (self->cr, x, plot_frame_y (&self->inner, &self->frame.y, fmin (value, most)),
             DOT * self->theme->font_size, 0, 2 * G_PI);
  cairo_fill (self->cr);
}

static void
draw_hover (const Chart *self, int k)
{
  const DigitsRow *row = &self->state->rows[k];
  const double x = plot_frame_x (&self->inner, &self->frame.x, row->epoch);
  const double hair = plot_frame_crisp (x, self->theme);
  PlotCard card = { .n = 0 };
  char text[32];

  cairo_save (self->cr);
  plot_theme_set_source (self->cr, &self->theme->muted);
  cairo_set_line_width (self->cr, 0.075 * self->theme->font_size);
  cairo_move_to (self->cr, hair, self->inner.y);
  cairo_line_to (self->cr, hair, self->inner.y + self->inner.height);
  cairo_stroke (self->cr);
  g_snprintf (text, sizeof text, "%g", row->epoch);
  plot_card_add (&card, _ ("epoch"), text, &self->theme->muted);
  for (int i = 0; i < self->n_lines; i++)
    {
      const Line *line = &self->lines[i];
      const double value = get_value (row, line->offset);

      if (isnan (value))
        continue;
      draw_dot (self, x, value, &line->color);
      g_snprintf (text, sizeof text, "%.3f", value);
      plot_card_add (&card, line->name, text, &line->text);
    }
  plot_card_draw_beside (self->cr, &card, &self->inner, x, self->theme->font_size,
                         self->inner.y + self->inner.height / 2, 0.5, self->theme);
  cairo_restore (self->cr);
}

void
plot_digits_loss_draw_hover (
    cairo_t *cr, const PlotArea *area, const DigitsState *state, int row, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && state != NULL && row < state->n_rows);

  Chart chart;

  if (row < 0)
    return;
  set_up_loss (&chart, cr, area, state, theme);
  draw_hover (&chart, row);
}

void
plot_digits_accuracy_draw_hover (
    cairo_t *cr, const PlotArea *area, const DigitsState *state, int row, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && state != NULL && row < state->n_rows);

  Chart chart;

  if (row < 0)
    return;
  set_up_accuracy (&chart, cr, area, state, theme);
  draw_hover (&chart, row);
}
