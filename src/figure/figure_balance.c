/* How balanced a run keeps its layers: eqs 38 to 41, which gradient flow conserves. */
#include "figure/figure.h"
#include "figure/figure_csv.h"
#include "plot/time/balance_plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gpointer
compute (const FigureData *data)
{
  ModelRecipe recipe;

  figure_data_get_run (data, &recipe);
  return study_balance_train (&recipe, NULL, NULL);
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  g_auto (StudyDrawnRun) drawn = { 0 };

  figure_init_group (&drawn, data, 0);
  drawn.run.balance = data->content;
  plot_balance_draw (cr, area, &drawn.run, theme);
}

static void
write_csv (const FigureData *data, GString *out)
{
  const StudyBalance *balance = data->content;
  g_autoptr (FigureTable) table = figure_table_new (INFINITY);

  if (balance == NULL) /* of a run that can't be made again */
    return;
  figure_table_add_balance (table, balance);
  figure_table_write (&table, 1, NULL, out);
}

const Figure figure_balance = {
  .name = "balance",
  .title = N_ ("Balance of layers"),
  .width = 85,
  .height = 55,
  .n_runs = 1,
  .trains = TRUE,
  .takes_experiment = TRUE,
  .compute = compute,
  .late = TRUE,
  .free_content = (GDestroyNotify) study_balance_free,
  .draw = draw,
  .draw_panel = draw,
  .write_csv = write_csv,
};
