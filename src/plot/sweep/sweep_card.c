/* What one point of a sweep says. */
#include "plot/sweep/sweep_card.h"

#include "plot/draw/card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define RING 0.7
#define DISTANCE 1.2

static void
add_value (PlotCard *card, const char *name, double value, const PlotTheme *theme)
{
  char text[64];

  if (isnan (value))
    return;
  if (isinf (value))
    g_strlcpy (text, _ ("never"), sizeof text);
  else
    study_axis_format (value, 4, text);
  plot_card_add (card, name, text, &theme->foreground);
}

static void
add_count (PlotCard *card, const char *name, int n, const PlotTheme *theme)
{
  g_autofree char *text = g_strdup_printf ("%d", n);

  if (n > 0)
    plot_card_add (card, name, text, &theme->foreground);
}

/* "3.98 ± 0.16", and of how many. */
static void
add_mean (PlotCard *card, const RunSweepPoint *point, const char *name, const PlotTheme *theme)
{
  char mean[32], deviation[32];
  g_autofree char *text = NULL;

  study_axis_format (point->mean, 4, mean);
  study_axis_format (point->deviation, 2, deviation);
  text = point->n > 1 ? g_strdup_printf ("%s ± %s", mean, deviation) : g_strdup (mean);
  plot_card_add (card, name, text, &theme->foreground);
  if (point->n > 1)
    add_count (card, _ ("seeds"), point->n, theme);
}

static void
fill (PlotCard *card, const StudySweepResults *results, const PlotTheme *theme)
{
  const RunSweepPoint *point = &results->points[results->hover];
  int place[RUN_SWEEP_N_AXES];

  run_sweep_get_place (results->sweep, results->hover, place);
  for (int i = 0; i < RUN_SWEEP_N_AXES; i++)
    if (results->sweep->axis[i].used)
      {
        g_autofree char *name =
            study_sweep_results_name_value (results, (RunSweepRole) i, place[i]);

        plot_card_add (card, name, "", i == RUN_SWEEP_X ? &theme->foreground : &theme->muted);
      }
  if (point->n > 0)
    add_mean (card, point, run_sweep_measure_get_symbol (results->measure), theme);
  add_value (card, _ ("theory"),
             run_sweep_theory_get_mean (results->sweep, results->hover, results->measure, FALSE),
             theme);
  add_count (card, _ ("never"), point->n_never, theme);
  add_count (card, _ ("not yet"), point->n_not_yet, theme);
  add_count (card, _ ("diverged"), point->n_troubled, theme);
  plot_card_add (card, _ ("click opens this run"), "", &theme->muted);
}

void
plot_sweep_card_draw (cairo_t *cr,
                      const PlotArea *inner,
                      double x,
                      double y,
                      const StudySweepResults *results,
                      const PlotTheme *theme)
{
  const double em = theme->font_size;
  PlotCard card = { 0 };

  if (results->hover < 0)
    return;
  cairo_new_path (cr);
  cairo_arc (cr, x, y, RING * em, 0, 2 * G_PI);
  plot_theme_set_source (cr, &theme->playhead);
  cairo_set_line_width (cr, 0.15 * em);
  cairo_stroke (cr);
  fill (&card, results, theme);
  plot_card_draw_beside (cr, &card, inner, x, DISTANCE * em, y, 0.5, theme);
}
