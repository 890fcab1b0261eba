/* The generalisation error in the loss plot. */
#include "plot/time/generalisation_curve.h"

#include "plot/draw/frame.h"
#include "plot/draw/label.h"
#include "plot/draw/placement.h"
#include "plot/time/overlay.h"
#include "plot/time/time_panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

PlotColor
plot_generalisation_curve_get_color (const PlotTheme *theme)
{
  return theme->solution;
}

static double
get_level (const StudyRun *run)
{
  return run->marks.error_alone / study_run_get_loss_unit (run);
}

void
plot_generalisation_curve_include (const StudyRun *run, double *least, double *greatest)
{
  const PlotCurve curve = { run->snapshot->history, PLOT_CHANNEL_GENERALISATION,
                            study_run_get_loss_unit (run), -INFINITY,
                            study_run_get_sane_end (run) };
  double from, to;

  plot_curve_range (&curve, &from, &to);
  *least = fmin (*least, from);
  *greatest = fmax (*greatest, to);
}

void
plot_generalisation_curve_draw (const PlotTimeplot *self)
{
  const PlotColor color = plot_generalisation_curve_get_color (self->theme);

  plot_overlay_draw_level (self, get_level (self->run), &color);
  plot_time_panel_draw_channel (self, PLOT_CHANNEL_GENERALISATION, &color);
}

static void
draw_minimum (const PlotTimeplot *self, int k, PlotPlacement *placement)
{
  static const char *const names[2] = { "t_1", "t_2" };
  const double em = self->theme->font_size, t = self->run->marks.t_stop[k];
  const PlotColor color = plot_generalisation_curve_get_color (self->theme);
  const StudyAxis *epochs = &self->run->epochs;
  const PlotCurve curve = plot_timeplot_curve (self, PLOT_CHANNEL_GENERALISATION);

  if (!(t >= epochs->minimum && t <= epochs->maximum))
    return;
  const double x = plot_frame_x (&self->inner, epochs, t);
  const double y = plot_frame_y (&self->inner, &self->y, plot_curve_at (&curve, t));
  cairo_arc (self->cr, x, y, 0.28 * em, 0, 2 * G_PI);
  plot_theme_set_source (self->cr, &color);
  cairo_fill (self->cr);
  plot_label_draw (self->cr, names[k], x, y + 0.35 * em, 0.5, 0, 0.95 * em, FALSE, &color,
                   self->theme);
  plot_placement_take (placement, &(PlotArea){ x - em, y - 0.3 * em, 2 * em, 2 * em });
}

/* The dashed line of the loss that the saddle has. */
static gboolean
crosses_plateau (const PlotTimeplot *self, const PlotArea *box)
{
  const double level = self->run->marks.loss_plateau / study_run_get_theory_unit (self->run);
  const double y = plot_frame_y (&self->inner, &self->y, level);

  return isfinite (level) && y > box->y && y < box->y + box->height;
}

static gboolean
crosses_cb (const PlotArea *box, gconstpointer data)
{
  const PlotTimeplot *self = data;

  return crosses_plateau (self, box) || plot_overlay_times_cross (self, box) ||
         plot_timeplot_crosses (self, PLOT_CHANNEL_LOSS, box) ||
         plot_timeplot_crosses (self, PLOT_CHANNEL_GENERALISATION, box);
}

/* The level's name, above or below its line, from the right; left out where nothing is free. */
static void
draw_level_name (const PlotTimeplot *self, PlotPlacement *placement)
{
  const PlotColor color = plot_generalisation_curve_get_color (self->theme);
  const double size = 0.95 * self->theme->font_size, level = get_level (self->run);
  const char *name = self->run->marks.first == 1 ? _ ("E_g of \\B alone") : _ ("E_g of \\A alone");
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (PlotArea));
  PlotLabelSize label;
  PlotArea box;

  if (!(level >= self->y.minimum && level <= self->y.maximum))
    return;
  plot_label_measure (self->cr, name, size, FALSE, self->theme, &label);
  const double y = plot_frame_y (&self->inner, &self->y, level), gap = 0.1 * size;
  for (double x = self->inner.x + self->inner.width - label.width - gap; x > self->inner.x;
       x -= size)
    for (int below = 0; below < 2; below++)
      {
        box = (PlotArea){ x, below ? y + gap : y - gap - label.height, label.width, label.height };
        g_array_append_val (places, box);
      }
  if (plot_placement_find_first (placement, places, crosses_cb, self, &box))
    plot_label_draw (self->cr, name, box.x, box.y, 0, 0, size, FALSE, &color, self->theme);
}

static void
draw_curve_name (const PlotTimeplot *self, PlotPlacement *placement)
{
  const PlotColor color = plot_generalisation_curve_get_color (self->theme);
  const double size = 1.1 * self->theme->font_size;
  const PlotCurve curve = plot_timeplot_curve (self, PLOT_CHANNEL_GENERALISATION);
  const PlotCurve loss = plot_timeplot_curve (self, PLOT_CHANNEL_LOSS);
  const int line = plot_placement_add_line (placement, &curve, &self->run->epochs, &self->y);
  PlotLabelSize label;

  plot_placement_add_line (placement, &loss, &self->run->epochs, &self->y);
  plot_overlay_take_times (self, placement);
  plot_label_measure (self->cr, "E_g", size, FALSE, self->theme, &label);
  PlotArea box = { 0, 0, label.width, label.height };
  if (plot_placement_find_beside (placement, line, &box))
    plot_label_draw (self->cr, "E_g", box.x, box.y, 0, 0, size, FALSE, &color, self->theme);
}

void
plot_generalisation_curve_draw_names (const PlotTimeplot *self, const PlotArea *taken, int n)
{
  g_auto (PlotPlacement) placement = { 0 };

  plot_placement_init (&placement, &self->inner, self->theme);
  for (int i = 0; i < n; i++)
    plot_placement_take (&placement, &taken[i]);
  for (int k = 0; k < 2; k++)
    draw_minimum (self, k, &placement);
  draw_level_name (self, &placement);
  draw_curve_name (self, &placement);
}
