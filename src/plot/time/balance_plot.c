/* The plot of balance residuals. */
#include "plot/time/balance_plot.h"

#include "plot/draw/placement.h"
#include "plot/time/overlay.h"
#include "plot/time/time_panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 0.05
/* Below is rounding; and how far below the largest residual the axis reaches. */
#define LOWEST 1e-16
#define DECADES 4
/* Without any residual, what steps of the usual size leave. */
#define USUAL 1e-2

static PlotColor
get_color (const PlotTheme *theme, StudyJunction junction, gboolean text)
{
  switch (junction)
    {
    case STUDY_JUNCTION_A:
    case STUDY_JUNCTION_B:
      return text ? theme->modality_text[junction] : theme->modality[junction];
    case STUDY_JUNCTION_FUSION:
      return theme->solution;
    case STUDY_JUNCTION_SHARED:
    case STUDY_N_JUNCTIONS:
    default:
      return theme->foreground;
    }
}

static const char *
get_name (StudyJunction junction)
{
  static const char *const names[STUDY_N_JUNCTIONS] = {
    [STUDY_JUNCTION_A] = N_ ("branch \\A"),
    [STUDY_JUNCTION_B] = N_ ("branch \\B"),
    [STUDY_JUNCTION_SHARED] = N_ ("shared layers"),
    [STUDY_JUNCTION_FUSION] = N_ ("fusion"),
  };

  return _ (names[junction]);
}

static StudyAxis
fit_y (const StudyBalance *balance)
{
  const double largest = balance != NULL ? study_balance_get_largest (balance) : NAN;
  const double greatest = largest > LOWEST ? largest : balance != NULL ? 10 * LOWEST : USUAL;

  return study_axis_fit (fmax (greatest * pow (10, -DECADES), LOWEST), greatest, MARGIN, TRUE);
}

static PlotCurve
get_curve (const StudyBalance *balance, int junction)
{
  return (PlotCurve){ balance->residual[junction], PLOT_CHANNEL_LOSS, 1, -INFINITY, INFINITY };
}

static void
draw_curve (const PlotTimeplot *plot, int junction)
{
  const PlotColor color = get_color (plot->theme, junction, FALSE);
  const PlotPen pen = { color, plot->theme->line_width, { 0 } };
  const PlotPen faint = { plot_theme_fade (&color, 0.38), plot->theme->line_width, { 0 } };
  PlotCurve past = get_curve (plot->run->balance, junction), ahead = past;

  past.to = ahead.from = plot->run->playhead;
  plot_timeplot_draw_curve (plot, &ahead, &faint);
  plot_timeplot_draw_curve (plot, &past, &pen);
}

static void
draw_names (const PlotTimeplot *plot)
{
  const StudyRun *run = plot->run;
  int lines[STUDY_N_JUNCTIONS];
  g_auto (PlotPlacement) placement = { 0 };

  plot_placement_init (&placement, &plot->inner, plot->theme);
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    if (run->balance->residual[k] != NULL)
      {
        const PlotCurve curve = get_curve (run->balance, k);

        lines[k] = plot_placement_add_line (&placement, &curve, &run->epochs, &plot->y);
      }
  plot_overlay_take_times (plot, &placement);
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    if (run->balance->residual[k] != NULL)
      {
        const PlotColor color = get_color (plot->theme, k, TRUE);

        plot_overlay_draw_name (plot, get_name (k), lines[k], &color, &placement);
      }
}

static void
draw_hover (const PlotTimeplot *plot)
{
  const StudyRun *run = plot->run;
  PlotHoverValue values[STUDY_N_JUNCTIONS];
  int n = 0;

  if (isnan (run->hover))
    return;
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    if (run->balance->residual[k] != NULL)
      values[n++] = (PlotHoverValue){ get_name (k), study_balance_at (run->balance, k, run->hover),
                                      get_color (plot->theme, k, TRUE) };
  plot_overlay_draw_hover (plot, values, n);
}

void
plot_balance_draw (cairo_t *cr, const PlotArea *area, const StudyRun *run, const PlotTheme *theme)
{
  g_return_if_fail (cr != NULL && area != NULL && run != NULL && theme != NULL);

  const StudyAxis y = fit_y (run->balance);
  PlotTimeplot plot;

  cairo_save (cr);
  plot_time_panel_begin (&plot, cr, area, run, &y, _ ("Balance of layers"),
                         _ ("change since the start"), FALSE, theme);
  if (run->balance != NULL)
    {
      for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
        if (run->balance->residual[k] != NULL)
          draw_curve (&plot, k);
      draw_names (&plot);
    }
  plot_time_panel_end (&plot, NULL, 0);
  if (run->balance != NULL)
    draw_hover (&plot);
  cairo_restore (cr);
}
