/* Simulation against theory, both axes alike. */
#include "plot/sweep/diagonal.h"

#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"
#include "plot/draw/symbol.h"
#include "plot/sweep/sweep_card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define REACH 1.2

/* One axis for both, so that the diagonal is one; what `keep` bounds is shown whole. */
static StudyAxis
fit_axis (const StudySweepResults *results)
{
  const RunSweep *sweep = results->sweep;
  const gboolean log = sweep->logarithmic && !run_sweep_measure_is_signed (results->measure);
  double low = INFINITY, high = -INFINITY;

  if (results->measure == RUN_SWEEP_RATIO && isfinite (sweep->keep[1]))
    {
      low = fmax (sweep->keep[0], 1);
      high = sweep->keep[1];
    }
  for (int p = 0; p < sweep->n_points; p++)
    {
      const RunSweepPoint *point = &results->points[p];

      if (point->n == 0 || !isfinite (point->theory))
        continue;
      low = fmin (low, fmin (point->mean, point->theory));
      high = fmax (high, fmax (point->mean, point->theory));
    }
  return study_axis_fit (low, high, 0.04, log && low > 0 && low <= high);
}

/* A square, so that 45 degrees look like it. */
static PlotArea
cut_square (const PlotArea *area, const PlotTheme *theme)
{
  const PlotArea inner = plot_frame_inner (area, theme);
  const double spare = inner.width - inner.height;
  PlotArea square = *area;

  if (spare > 0)
    {
      square.width -= spare;
      square.x += spare / 2;
    }
  else
    square.height += spare;
  return square;
}

static void
draw_diagonal (cairo_t *cr, const PlotArea *inner, const PlotTheme *theme)
{
  plot_theme_set_source (cr, &theme->foreground);
  cairo_set_line_width (cr, 0.6 * theme->line_width);
  cairo_move_to (cr, inner->x, inner->y + inner->height);
  cairo_line_to (cr, inner->x + inner->width, inner->y);
  cairo_stroke (cr);
}

/* "r = 0.998", of the logarithms, in the corner that the diagonal leaves free. */
static void
write_correlation (cairo_t *cr,
                   const PlotArea *inner,
                   const StudySweepResults *results,
                   const PlotTheme *theme)
{
  const double correlation = study_sweep_results_correlate (results, results->measure);
  const double margin = 0.6 * theme->font_size;
  g_autofree char *text = g_strdup_printf ("$r$ = %.4f", correlation);

  if (isnan (correlation))
    return;
  plot_label_draw (cr, text, inner->x + margin, inner->y + margin, 0, 0, theme->font_size, FALSE,
                   &theme->foreground, theme);
}

static gboolean
place_point (const StudySweepResults *results,
             const PlotArea *inner,
             const StudyAxis *axis,
             int p,
             double xy[2])
{
  const RunSweepPoint *point = &results->points[p];

  if (point->n == 0 || !isfinite (point->theory))
    return FALSE;
  xy[0] = plot_frame_x (inner, axis, point->theory);
  xy[1] = plot_frame_y (inner, axis, point->mean);
  return TRUE;
}

/* Where the formula, which is only asymptotic, would put them: pale, as far as that is in sight. */
static void
draw_formula (cairo_t *cr,
              const PlotArea *inner,
              const StudyAxis *axis,
              const StudySweepResults *results,
              const PlotTheme *theme)
{
  const PlotColor pale = plot_theme_fade (&theme->muted, 0.5);
  const double margin = 0.6 * theme->font_size;
  int n = 0;

  for (int p = 0; p < results->sweep->n_points; p++)
    {
      const RunSweepPoint *point = &results->points[p];
      const double across = study_axis_map (axis, point->formula);

      if (!(across >= 0 && across <= 1) || point->formula == point->theory)
        continue;
      plot_symbol_draw (cr, 1, plot_frame_x (inner, axis, point->formula),
                        plot_frame_y (inner, axis, point->mean), &pale, theme);
      n++;
    }
  if (n > 0)
    plot_label_draw (cr, _ ("× leading order"), inner->x + inner->width - margin,
                     inner->y + inner->height - margin, 1, 1, theme->font_size, FALSE,
                     &theme->muted, theme);
}

void
plot_diagonal_draw (cairo_t *cr,
                    const PlotArea *area,
                    const StudySweepResults *results,
                    const PlotTheme *theme)
{
  const PlotArea square = cut_square (area, theme), inner = plot_frame_inner (&square, theme);
  const StudyAxis axis = fit_axis (results);
  const PlotColor color = theme->modality_text[0];
  g_autofree char *x_name =
      g_strdup_printf (_ ("%s, theory"), run_sweep_measure_get_symbol (results->measure));
  g_autofree char *y_name =
      g_strdup_printf (_ ("%s, simulation"), run_sweep_measure_get_symbol (results->measure));
  PlotFrame frame = { .x = axis, .y = axis, .x_name = x_name, .title = NULL };
  double xy[2];

  cairo_save (cr);
  frame.y_name = y_name;
  plot_frame_draw (cr, &square, &frame, theme);
  draw_diagonal (cr, &inner, theme);
  write_correlation (cr, &inner, results, theme);
  draw_formula (cr, &inner, &axis, results, theme);
  plot_group_begin (cr, "points");
  for (int p = 0; p < results->sweep->n_points; p++)
    if (place_point (results, &inner, &axis, p, xy))
      plot_symbol_draw (cr, 0, xy[0], xy[1], &color, theme);
  plot_group_end (cr);
  if (results->hover >= 0 && place_point (results, &inner, &axis, results->hover, xy))
    plot_sweep_card_draw (cr, &inner, xy[0], xy[1], results, theme);
  cairo_restore (cr);
}

int
plot_diagonal_find (const StudySweepResults *results,
                    const PlotArea *area,
                    double x,
                    double y,
                    const PlotTheme *theme)
{
  const PlotArea square = cut_square (area, theme), inner = plot_frame_inner (&square, theme);
  const StudyAxis axis = fit_axis (results);
  double nearest = REACH * theme->font_size, xy[2];
  int found = -1;

  for (int p = 0; p < results->sweep->n_points; p++)
    if (place_point (results, &inner, &axis, p, xy) && hypot (xy[0] - x, xy[1] - y) < nearest)
      {
        nearest = hypot (xy[0] - x, xy[1] - y);
        found = p;
      }
  return found;
}
