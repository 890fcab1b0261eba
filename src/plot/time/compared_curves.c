/* The curves of compared runs, and the names that are written on them. */
#include "plot/time/compared_curves.h"

#include "plot/draw/card.h"
#include "plot/draw/frame.h"
#include "plot/draw/label.h"
#include "plot/time/overlay.h"
#include "plot/draw/run_pen.h"
#include "plot/time/log_curve.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BAND 0.18 /* of the colour */
#define MOST_ROWS 10
#define BAND_TEXT 96
/* Distances of the legend, in font sizes. */
#define PAD 0.5
#define ROW 1.4
#define SAMPLE 2.2

void
plot_compared_curves_draw (const PlotTimeplot *self, PlotChannel channel, const PlotColor *color)
{
  for (int i = 0; i < self->run->n_compared; i++)
    {
      const StudyComparedRun *compared_run = &self->run->compared[i];
      const PlotCurve curve = plot_timeplot_compared_curve (compared_run, channel);
      PlotPen pen;

      plot_run_pen_get (compared_run->style, self->theme, &pen);
      if (color != NULL)
        pen.color = *color;
      plot_curve_draw (self->cr, &self->inner, &curve, &self->run->epochs, &self->y, &pen,
                       self->theme);
    }
}

/* Forwards along one recording of the band, or backwards. */
static void
trace (const PlotTimeplot *self, const PlotCurve *curve, gboolean backwards)
{
  const gsize n = model_history_view_length (curve->history);

  for (gsize i = 0; i < n; i++)
    {
      const double epoch =
          model_history_view_row (curve->history, backwards ? n - 1 - i : i)->epoch;
      cairo_line_to (self->cr, plot_frame_x (&self->inner, &self->run->epochs, epoch),
                     plot_frame_y (&self->inner, &self->y, plot_curve_at (curve, epoch)));
    }
}

void
plot_compared_curves_draw_band (const PlotTimeplot *self,
                                PlotChannel channel,
                                const PlotColor *color)
{
  const ModelBand *band = self->run->band;
  const PlotColor shade = plot_theme_fade (color, BAND);
  const PlotPen pen = { *color, self->theme->line_width, { 0 } };

  if (band == NULL || band->median == NULL)
    return;
  const PlotCurve low = { band->low, channel, 1, -INFINITY, INFINITY };
  const PlotCurve high = { band->high, channel, 1, -INFINITY, INFINITY };
  const PlotCurve median = { band->median, channel, 1, -INFINITY, INFINITY };
  cairo_save (self->cr);
  plot_frame_clip (self->cr, &self->inner, self->theme);
  cairo_new_path (self->cr);
  trace (self, &low, FALSE);
  trace (self, &high, TRUE);
  cairo_close_path (self->cr);
  plot_theme_set_source (self->cr, &shade);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
  plot_curve_draw (self->cr, &self->inner, &median, &self->run->epochs, &self->y, &pen,
                   self->theme);
}

/* A row of the legend. */
typedef struct
{
  const char *text;
  PlotPen pen;
  gboolean shaded;
} Row;

static int
collect_rows (const PlotTimeplot *self,
              gboolean colored,
              char band_text[BAND_TEXT],
              Row rows[MOST_ROWS])
{
  const StudyRun *run = self->run;
  const double width = self->theme->line_width;
  int n = 0;

  if (run->band != NULL)
    {
      g_snprintf (band_text, BAND_TEXT, _ ("median, 10–90 %% of %d"), run->band->n_members);
      rows[n++] = (Row){ band_text, { self->theme->foreground, width, { 0 } }, TRUE };
    }
  if (colored && run->log != NULL && run->minus == NULL)
    {
      rows[n].text = run->log->legend;
      rows[n].shaded = FALSE;
      plot_log_curve_get_pen (self->theme, &rows[n++].pen);
    }
  if (run->legend != NULL)
    rows[n++] = (Row){ run->legend,
                       { self->theme->foreground, (run->band != NULL ? 0.5 : 1) * width, { 0 } },
                       FALSE };
  for (int i = 0; i < run->n_compared && n < MOST_ROWS; i++)
    if (run->compared[i].legend != NULL)
      {
        rows[n].text = run->compared[i].legend;
        rows[n].shaded = FALSE;
        plot_run_pen_get (run->compared[i].style, self->theme, &rows[n].pen);
        if (!colored)
          rows[n].pen.color = self->theme->foreground;
        n++;
      }
  return n;
}

static void
draw_row (const PlotTimeplot *self, const Row *row, double x, double y)
{
  const double em = self->theme->font_size;
  cairo_t *cr = self->cr;

  cairo_save (cr);
  if (row->shaded)
    {
      const PlotColor shade = plot_theme_fade (&row->pen.color, BAND);
      plot_theme_set_source (cr, &shade);
      cairo_rectangle (cr, x, y - 0.4 * em, SAMPLE * em, 0.8 * em);
      cairo_fill (cr);
    }
  plot_theme_set_source (cr, &row->pen.color);
  cairo_set_line_width (cr, row->pen.width);
  plot_pen_set_dash (cr, &row->pen);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + SAMPLE * em, y);
  cairo_stroke (cr);
  cairo_restore (cr);
  plot_label_draw (cr, row->text, x + (SAMPLE + PAD) * em, y, 0, 0.5, 0.95 * em, FALSE,
                   &self->theme->foreground, self->theme);
}

static void
draw_legend (const PlotTimeplot *self, gboolean colored, PlotPlacement *placement)
{
  const double em = self->theme->font_size;
  PlotArea card = { 0 };
  Row rows[MOST_ROWS];
  char band_text[BAND_TEXT];
  const int n = collect_rows (self, colored, band_text, rows);

  for (int i = 0; i < n; i++)
    {
      PlotLabelSize size;
      plot_label_measure (self->cr, rows[i].text, 0.95 * em, FALSE, self->theme, &size);
      card.width = fmax (card.width, size.width + (SAMPLE + 3 * PAD) * em);
    }
  card.height = (n * ROW + PAD) * em;
  if (n == 0 || card.width > self->inner.width || card.height > self->inner.height)
    return;
  plot_placement_find_emptiest (placement, &card);
  plot_card_draw_ground (self->cr, &card, self->theme);
  for (int i = 0; i < n; i++)
    draw_row (self, &rows[i], card.x + PAD * em, card.y + (PAD / 2 + (i + 0.5) * ROW) * em);
}

/* All lines of the plot; those of the channel are numbered: the run's is 0, compared runs follow.
 */
static void
add_lines (const PlotTimeplot *self,
           PlotChannel channel,
           const PlotChannel *all,
           int n,
           PlotPlacement *placement)
{
  const StudyRun *run = self->run;
  const PlotCurve own = plot_timeplot_curve (self, channel);

  plot_placement_add_line (placement, &own, &run->epochs, &self->y);
  for (int i = 0; i < run->n_compared; i++)
    {
      const PlotCurve curve = plot_timeplot_compared_curve (&run->compared[i], channel);
      plot_placement_add_line (placement, &curve, &run->epochs, &self->y);
    }
  for (int k = 0; k < n; k++)
    for (int i = -1; all[k] != channel && i < run->n_compared; i++)
      {
        const PlotCurve curve = i < 0 ? plot_timeplot_curve (self, all[k])
                                      : plot_timeplot_compared_curve (&run->compared[i], all[k]);
        plot_placement_add_line (placement, &curve, &run->epochs, &self->y);
      }
  plot_overlay_take_times (self, placement);
}

/* The playhead, too, stands at the fork at first, and would cross out what is written there. */
static void
take_fork (const PlotTimeplot *self, PlotPlacement *placement)
{
  const double width = 0.4 * self->theme->font_size;
  const PlotArea line = { plot_frame_x (&self->inner, &self->run->epochs, self->run->fork) -
                              width / 2,
                          self->inner.y, width, self->inner.height };

  if (!isnan (self->run->fork))
    plot_placement_take (placement, &line);
}

void
plot_compared_curves_draw_names (const PlotTimeplot *self,
                                 PlotChannel channel,
                                 const PlotChannel *all,
                                 int n,
                                 const PlotArea *taken,
                                 int n_taken)
{
  const StudyRun *run = self->run;
  const gboolean colored = channel == PLOT_CHANNEL_LOSS;
  g_auto (PlotPlacement) placement = { 0 };

  if (run->snapshot == NULL ||
      (run->n_compared == 0 && run->legend == NULL && run->name == NULL && run->log == NULL))
    return;
  plot_placement_init (&placement, &self->inner, self->theme);
  add_lines (self, channel, all, n, &placement);
  for (int i = 0; i < n_taken; i++)
    plot_placement_take (&placement, &taken[i]);
  take_fork (self, &placement);
  for (int i = run->n_compared - 1; i >= 0; i--)
    {
      PlotPen pen;
      plot_run_pen_get (run->compared[i].style, self->theme, &pen);
      plot_overlay_draw_name (self, run->compared[i].name, i + 1,
                              colored ? &pen.color : &self->theme->muted, &placement);
    }
  plot_overlay_draw_name (self, run->name, 0, &self->theme->foreground, &placement);
  draw_legend (self, colored, &placement);
}
