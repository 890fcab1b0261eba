/* Points over theory's lines; each family is named at the right end of its own. */
#include "plot/sweep/scatter.h"

#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"
#include "plot/draw/run_pen.h"
#include "plot/draw/symbol.h"
#include "plot/sweep/sweep_card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#define MOST_NAMES 12 /* more families are not named: their colours run from first to last */
#define MOST_ROWS 12
#define REACH 1.2 /* font sizes within which a point is found */
/* More points than this are drawn as dots. */
#define CROWD 3000
#define DOT 0.3 /* font sizes */

typedef struct
{
  const StudySweepResults *results;
  const PlotTheme *theme;
  PlotArea frame_area, inner;
  StudyAxis x, y;
  double legend_top; /* above the frame's own first row */
  PlotSymbolRow rows[MOST_ROWS];
  char *names[MOST_ROWS];
  int n_rows;
} Scatter;

static const RunSweepAxis *
axis_of (const Scatter *self, RunSweepRole role)
{
  return &self->results->sweep->axis[role];
}

static PlotColor
family_color (const Scatter *self, int family)
{
  const RunSweepAxis *axis = axis_of (self, RUN_SWEEP_FAMILY);
  PlotPen pen;

  if (!axis->used)
    return self->theme->modality_text[0];
  if (axis->key == MODEL_FUSION)
    plot_run_pen_get (study_compared_run_fusion_style ((int) axis->values[family]), self->theme,
                      &pen);
  else
    plot_run_pen_get_of (family, axis->n, self->theme, &pen);
  return pen.color;
}

static void
widen (double value, gboolean logarithmic, double *low, double *high)
{
  if (!isfinite (value) || (logarithmic && value <= 0))
    return;
  *low = fmin (*low, value);
  *high = fmax (*high, value);
}

static void
fit_axes (Scatter *self)
{
  const StudySweepResults *results = self->results;
  const RunSweepAxis *axis = axis_of (self, RUN_SWEEP_X);
  const gboolean log_y =
      results->sweep->logarithmic && !run_sweep_measure_is_signed (results->measure);
  double low = INFINITY, high = -INFINITY;

  for (int i = 0; i < axis->n; i++)
    widen (axis->values[i], axis->logarithmic, &low, &high);
  self->x = study_axis_fit (low, high, 0.04, axis->logarithmic && low > 0);
  low = INFINITY;
  high = -INFINITY;
  for (guint i = 0; i < results->lines->len; i++)
    {
      const StudySweepLine *line = &g_array_index (results->lines, StudySweepLine, i);

      for (int j = 0; j < line->n; j++)
        {
          widen (line->step[j], log_y, &low, &high);
          widen (line->flow[j], log_y, &low, &high);
        }
      for (int k = 1; k < 3 && line->own[k] != NULL; k++)
        for (int j = 0; j < axis->n; j++)
          widen (line->own[k][j], log_y, &low, &high);
    }
  for (int p = 0; p < results->sweep->n_points; p++)
    {
      widen (results->points[p].mean - results->points[p].deviation, log_y, &low, &high);
      widen (results->points[p].mean + results->points[p].deviation, log_y, &low, &high);
    }
  self->y = study_axis_fit (low, high, 0.06, log_y && low > 0 && low <= high);
}

static void
add_row (Scatter *self, PlotSymbolSample sample, int kind, const char *name)
{
  if (self->n_rows == MOST_ROWS)
    return;
  self->names[self->n_rows] = g_strdup (name);
  self->rows[self->n_rows] = (PlotSymbolRow){ sample, kind, self->names[self->n_rows] };
  self->n_rows++;
}

static gboolean
has_marks (const StudySweepResults *results, gboolean trouble)
{
  for (int p = 0; p < results->sweep->n_points; p++)
    {
      const RunSweepPoint *point = &results->points[p];

      if (trouble ? point->n_troubled > 0 : point->n_never + point->n_not_yet > 0)
        return TRUE;
    }
  return FALSE;
}

/* Two clocks that agree need but one line. */
static gboolean
clocks_differ (const StudySweepResults *results)
{
  for (guint i = 0; i < results->lines->len; i++)
    {
      const StudySweepLine *line = &g_array_index (results->lines, StudySweepLine, i);

      for (int j = 0; j < line->n; j++)
        if (isfinite (line->step[j]) && fabs (line->flow[j] - line->step[j]) > 1e-6 * line->step[j])
          return TRUE;
    }
  return FALSE;
}

static void
list_rows (Scatter *self)
{
  const StudySweepResults *results = self->results;
  const RunSweepAxis *marks = axis_of (self, RUN_SWEEP_MARKS);
  const gboolean times = !run_sweep_measure_is_signed (results->measure);

  for (int i = 0; i < MIN (marks->n, 4); i++)
    {
      g_autofree char *name = marks->used
                                  ? study_sweep_results_name_value (results, RUN_SWEEP_MARKS, i)
                                  : g_strdup (_ ("simulation"));

      add_row (self, PLOT_SYMBOL_MARK, i, name);
    }
  if (results->lines->len > 0)
    add_row (self, PLOT_SYMBOL_LINE, 0,
             times && clocks_differ (results) ? _ ("theory, finite steps") : _ ("theory"));
  if (results->lines->len > 0 && times && clocks_differ (results))
    add_row (self, PLOT_SYMBOL_DASHED, 0,
             run_sweep_theory_is_reduced (&results->sweep->base) ? _ ("reduced dynamics")
                                                                 : _ ("gradient flow"));
  if (study_sweep_results_has_own (results))
    add_row (self, PLOT_SYMBOL_BAND, 0, _ ("theory, own start"));
  if (has_marks (results, FALSE))
    add_row (self, PLOT_SYMBOL_NEVER, 0, _ ("never, or not yet"));
  if (has_marks (results, TRUE))
    add_row (self, PLOT_SYMBOL_TROUBLE, 0, _ ("diverged or failed"));
}

static double
measure_names (cairo_t *cr, const Scatter *self)
{
  const RunSweepAxis *family = axis_of (self, RUN_SWEEP_FAMILY);
  double widest = 0;

  for (int i = 0; family->used && family->n <= MOST_NAMES && i < family->n; i++)
    {
      g_autofree char *name = study_sweep_results_name_value (self->results, RUN_SWEEP_FAMILY, i);
      PlotLabelSize size;

      plot_label_measure (cr, name, 0.95 * self->theme->font_size, FALSE, self->theme, &size);
      widest = fmax (widest, size.width);
    }
  return widest;
}

/* The names at the right and the legend's further rows make the frame smaller. */
static void
init (Scatter *self,
      cairo_t *cr,
      const PlotArea *area,
      const StudySweepResults *results,
      const PlotTheme *theme)
{
  const double em = theme->font_size;
  double names, legend, first_row;

  *self = (Scatter){ .results = results, .theme = theme, .frame_area = *area };
  fit_axes (self);
  list_rows (self);
  names = measure_names (cr, self);
  if (names > 0)
    self->frame_area.width -= names - 0.2 * em;
  self->inner = plot_frame_inner (&self->frame_area, theme);
  /* The legend spans names and frame, and the axis' name stands below it. */
  first_row = area->x + area->width - self->inner.x - 0.4 * em;
  legend = plot_symbol_draw_legend (cr, self->inner.x, 0, first_row, self->rows, self->n_rows, TRUE,
                                    theme);
  self->legend_top = area->y + 0.2 * em;
  self->frame_area.y += legend - 0.4 * em;
  self->frame_area.height -= legend - 0.4 * em;
  self->inner = plot_frame_inner (&self->frame_area, theme);
}

static void
clear (Scatter *self)
{
  for (int i = 0; i < self->n_rows; i++)
    g_free (self->names[i]);
}

static void
draw_line (cairo_t *cr,
           const Scatter *self,
           const StudySweepLine *line,
           const double *values,
           const PlotColor *color,
           gboolean dashed)
{
  const double em = self->theme->font_size, dash[2] = { 0.35 * em, 0.25 * em };
  gboolean drawing = FALSE;

  plot_theme_set_source (cr, color);
  cairo_set_line_width (cr, (dashed ? 0.55 : 0.75) * self->theme->line_width);
  cairo_set_dash (cr, dash, dashed ? 2 : 0, 0);
  for (int i = 0; i < line->n; i++)
    {
      if (isnan (values[i]))
        {
          drawing = FALSE;
          continue;
        }
      (drawing ? cairo_line_to : cairo_move_to) (cr,
                                                 plot_frame_x (&self->inner, &self->x, line->x[i]),
                                                 plot_frame_y (&self->inner, &self->y, values[i]));
      drawing = TRUE;
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* One of the three: mean, least and greatest over the seeds. */
static void
trace_own (cairo_t *cr, const Scatter *self, const double *values, gboolean backwards)
{
  const RunSweepAxis *axis = axis_of (self, RUN_SWEEP_X);

  for (int i = 0; i < axis->n; i++)
    {
      const int k = backwards ? axis->n - 1 - i : i;

      if (isfinite (values[k]))
        cairo_line_to (cr, plot_frame_x (&self->inner, &self->x, axis->values[k]),
                       plot_frame_y (&self->inner, &self->y, values[k]));
    }
}

/* Theory of the networks' own starts: the mean over the seeds in the shade of their range. */
static void
draw_own (cairo_t *cr, const Scatter *self, const StudySweepLine *line, const PlotColor *color)
{
  const PlotColor shade = plot_theme_fade (color, 0.2);

  cairo_new_path (cr);
  trace_own (cr, self, line->own[1], FALSE);
  trace_own (cr, self, line->own[2], TRUE);
  cairo_close_path (cr);
  plot_theme_set_source (cr, &shade);
  cairo_fill (cr);
  trace_own (cr, self, line->own[0], FALSE);
  plot_theme_set_source (cr, color);
  cairo_set_line_width (cr, 0.5 * self->theme->line_width);
  cairo_stroke (cr);
}

static void
draw_lines (cairo_t *cr, const Scatter *self)
{
  const gboolean both =
      !run_sweep_measure_is_signed (self->results->measure) && clocks_differ (self->results);

  cairo_save (cr);
  plot_frame_clip (cr, &self->inner, self->theme);
  for (guint i = 0; i < self->results->lines->len; i++)
    {
      const StudySweepLine *line = &g_array_index (self->results->lines, StudySweepLine, i);
      const PlotColor color = family_color (self, i), pale = plot_theme_fade (&color, 0.75);

      if (line->own[0] != NULL)
        draw_own (cr, self, line, &color);
      if (both)
        draw_line (cr, self, line, line->flow, &pale, TRUE);
      draw_line (cr, self, line, line->step, &color, FALSE);
    }
  cairo_restore (cr);
}

/* Where a point stands: FALSE where there is nothing to draw yet. */
static gboolean
place_point (const Scatter *self, int p, double xy[2], int place[RUN_SWEEP_N_AXES])
{
  const RunSweepPoint *point = &self->results->points[p];

  run_sweep_get_place (self->results->sweep, p, place);
  xy[0] = plot_frame_x (&self->inner, &self->x,
                        axis_of (self, RUN_SWEEP_X)->values[place[RUN_SWEEP_X]]);
  if (point->n > 0)
    xy[1] = plot_frame_y (&self->inner, &self->y, point->mean);
  else if (point->n_never + point->n_not_yet > 0)
    xy[1] = self->inner.y;
  else
    xy[1] = self->inner.y + self->inner.height;
  return point->n > 0 || point->n_never + point->n_not_yet > 0 || point->n_troubled > 0;
}

static void
draw_point (cairo_t *cr, const Scatter *self, int p)
{
  const RunSweepPoint *point = &self->results->points[p];
  const double em = self->theme->font_size;
  int place[RUN_SWEEP_N_AXES];
  double xy[2];

  if (!place_point (self, p, xy, place))
    return;
  const PlotColor color = family_color (self, place[RUN_SWEEP_FAMILY]);
  if (point->n_never + point->n_not_yet > 0)
    plot_symbol_draw_never (cr, xy[0], self->inner.y + 0.15 * em, &color, self->theme);
  if (point->n_troubled > 0)
    plot_symbol_draw_trouble (cr, xy[0], self->inner.y + self->inner.height - 0.5 * em,
                              self->theme);
  if (point->n == 0)
    return;
  if (point->deviation > 0)
    plot_symbol_draw_bar (
        cr, xy[0], xy[1], plot_frame_y (&self->inner, &self->y, point->mean + point->deviation),
        plot_frame_y (&self->inner, &self->y, point->mean - point->deviation), &color, self->theme);
  plot_symbol_draw (cr, place[RUN_SWEEP_MARKS], xy[0], xy[1], &color, self->theme);
}

/* Far more points than there is room for: dots, one for each cell of a grid as fine as they are;
 * dots of one colour are filled together. */
static void
draw_crowd (cairo_t *cr, const Scatter *self)
{
  const double pitch = DOT * self->theme->font_size;
  const int columns = (int) (self->inner.width / pitch) + 1;
  const int rows = (int) (self->inner.height / pitch) + 1;
  g_autofree int *taken = g_new0 (int, (gsize) columns *rows);
  int family = -1;

  for (int p = 0; p < self->results->sweep->n_points; p++)
    {
      int place[RUN_SWEEP_N_AXES], column, row;
      double xy[2];

      if (!place_point (self, p, xy, place))
        continue;
      column = CLAMP ((int) ((xy[0] - self->inner.x) / pitch), 0, columns - 1);
      row = CLAMP ((int) ((xy[1] - self->inner.y) / pitch), 0, rows - 1);
      if (taken[row * columns + column])
        continue;
      taken[row * columns + column] = TRUE;
      if (place[RUN_SWEEP_FAMILY] != family)
        {
          const PlotColor color = family_color (self, place[RUN_SWEEP_FAMILY]);

          cairo_fill (cr);
          plot_theme_set_source (cr, &color);
          family = place[RUN_SWEEP_FAMILY];
        }
      cairo_rectangle (cr, xy[0] - pitch / 2, xy[1] - pitch / 2, pitch, pitch);
    }
  cairo_fill (cr);
}

static void
draw_points (cairo_t *cr, const Scatter *self)
{
  const int n = self->results->sweep->n_points;

  cairo_new_path (cr);
  if (n > CROWD)
    draw_crowd (cr, self);
  else
    for (int p = 0; p < n; p++)
      draw_point (cr, self, p);
}

typedef struct
{
  int family;
  double y;
} Name;

static int
compare_names (const void *a, const void *b)
{
  const double ya = ((const Name *) a)->y, yb = ((const Name *) b)->y;

  return (ya > yb) - (ya < yb);
}

/* The height at which a family's line, or its last point, ends at the right. */
static double
end_of (const Scatter *self, int family)
{
  double value = NAN;

  if ((guint) family < self->results->lines->len)
    {
      const StudySweepLine *line = &g_array_index (self->results->lines, StudySweepLine, family);

      value = line->x[line->n - 1] >= line->x[0] ? line->step[line->n - 1] : line->step[0];
    }
  return isnan (value) ? NAN : plot_frame_y (&self->inner, &self->y, value);
}

/* Neighbours are moved apart, first down, then back up from the bottom. */
static void
spread (Name *names, int n, double top, double bottom, double pitch)
{
  qsort (names, n, sizeof *names, compare_names);
  for (int i = 0; i < n; i++)
    names[i].y = fmax (names[i].y, i > 0 ? names[i - 1].y + pitch : top);
  for (int i = n - 1; i >= 0; i--)
    names[i].y = fmin (names[i].y, i < n - 1 ? names[i + 1].y - pitch : bottom);
}

static void
draw_names (cairo_t *cr, const Scatter *self)
{
  const RunSweepAxis *family = axis_of (self, RUN_SWEEP_FAMILY);
  const double em = self->theme->font_size;
  Name names[MOST_NAMES];
  int n = 0;

  if (!family->used || family->n > MOST_NAMES)
    return;
  for (int i = 0; i < family->n; i++)
    {
      const double y = end_of (self, i);

      if (!isnan (y))
        names[n++] = (Name){ i, y };
    }
  spread (names, n, self->inner.y, self->inner.y + self->inner.height, 1.25 * em);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *text =
          study_sweep_results_name_value (self->results, RUN_SWEEP_FAMILY, names[i].family);
      const PlotColor color = family_color (self, names[i].family);

      plot_label_draw (cr, text, self->inner.x + self->inner.width + 0.5 * em, names[i].y, 0, 0.5,
                       0.95 * em, FALSE, &color, self->theme);
    }
}

void
plot_scatter_draw (cairo_t *cr,
                   const PlotArea *area,
                   const StudySweepResults *results,
                   const PlotTheme *theme)
{
  int place[RUN_SWEEP_N_AXES];
  PlotFrame frame = { 0 };
  double xy[2];
  Scatter self;

  init (&self, cr, area, results, theme);
  frame.x = self.x;
  frame.y = self.y;
  frame.x_name = study_sweep_results_get_axis_name (results, RUN_SWEEP_X);
  frame.y_name = run_sweep_measure_get_symbol (results->measure);
  cairo_save (cr);
  plot_frame_draw (cr, &self.frame_area, &frame, theme);
  plot_symbol_draw_legend (cr, self.inner.x, self.legend_top,
                           area->x + area->width - self.inner.x - 0.4 * theme->font_size, self.rows,
                           self.n_rows, FALSE, theme);
  plot_group_begin (cr, "theory");
  draw_lines (cr, &self);
  plot_group_end (cr);
  plot_group_begin (cr, "points");
  draw_points (cr, &self);
  plot_group_end (cr);
  draw_names (cr, &self);
  if (results->hover >= 0 && place_point (&self, results->hover, xy, place))
    plot_sweep_card_draw (cr, &self.inner, xy[0], xy[1], results, theme);
  cairo_restore (cr);
  clear (&self);
}

int
plot_scatter_find (cairo_t *cr,
                   const StudySweepResults *results,
                   const PlotArea *area,
                   double x,
                   double y,
                   const PlotTheme *theme)
{
  double nearest = REACH * theme->font_size;
  int found = -1;
  Scatter self;

  init (&self, cr, area, results, theme);
  for (int p = 0; p < results->sweep->n_points; p++)
    {
      int place[RUN_SWEEP_N_AXES];
      double xy[2];

      if (!place_point (&self, p, xy, place) || hypot (xy[0] - x, xy[1] - y) >= nearest)
        continue;
      nearest = hypot (xy[0] - x, xy[1] - y);
      found = p;
    }
  clear (&self);
  return found;
}
