/* The grid: panels are figures of the registry, drawn from one run. */
#include "figure/figure_grid.h"

#include "figure/figure_csv.h"
#include "figure/figure_registry.h"
#include "plot/draw/frame.h"
#include "plot/draw/group.h"
#include "plot/draw/label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DEFAULT_PANELS "loss weights portrait features"
/* In font sizes. */
#define GAP 1.5
#define HEAD 2.4
#define LEAST 27          /* width of a panel */
#define LEAST_OF_THREE 22 /* side by side, rather than below each other */

char **
figure_grid_get_panels (const StudyView *view)
{
  return g_strsplit (view->panels != NULL ? view->panels : DEFAULT_PANELS, " ", -1);
}

static const Figure *
find_panel (const char *name)
{
  const Figure *figure = figure_find (name, NULL);

  return figure != NULL && figure->draw_panel != NULL ? figure : NULL;
}

gboolean
figure_grid_check_panels (const char *panels)
{
  g_auto (GStrv) names = g_strsplit (panels, " ", PLOT_GRID_MAX + 1);
  const guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++)
    if (find_panel (names[i]) == NULL)
      return FALSE;
  return n > 0 && n <= PLOT_GRID_MAX;
}

/* The grid's run as that of the panel's figure, with what only that figure computes. */
static FigureData *
new_panel (const FigureData *grid, const Figure *figure)
{
  FigureData *data = figure_data_new (figure);

  data->experiments[0] = grid->experiments[0];
  data->snapshots[0] = model_snapshot_ref (grid->snapshots[0]);
  data->marks[0] = grid->marks[0];
  data->run = grid->run;
  data->compared = grid->compared;
  if (grid->compared_runs != NULL)
    data->compared_runs = study_compared_runs_copy (grid->compared_runs);
  if (figure->compute != NULL && !figure->late)
    data->content = figure->compute (data);
  return data;
}

/* One for each figure that can be a panel, as only the view says which are drawn. */
static gpointer
compute (const FigureData *grid)
{
  GPtrArray *panels = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_data_free);

  for (int i = 0; i < figure_count (); i++)
    if (figure_at (i)->draw_panel != NULL)
      g_ptr_array_add (panels, new_panel (grid, figure_at (i)));
  return panels;
}

/* The same grid may be drawn by several threads. */
static GMutex late;

static void
catch_up (FigureData *panel)
{
  if (!panel->figure->late)
    return;
  g_mutex_lock (&late);
  if (panel->content == NULL)
    panel->content = panel->figure->compute (panel);
  g_mutex_unlock (&late);
}

static FigureData *
get_panel (const FigureData *grid, const char *name)
{
  GPtrArray *panels = grid->content;

  for (guint i = 0; i < panels->len; i++)
    {
      FigureData *panel = g_ptr_array_index (panels, i);

      if (!g_str_equal (panel->figure->name, name))
        continue;
      catch_up (panel);
      return panel;
    }
  return NULL;
}

/* "epoch 300", where the run is followed. */
static void
draw_epoch (cairo_t *cr, const PlotArea *area, const StudyView *view, const PlotTheme *theme)
{
  const double size = 1.15 * theme->font_size;
  g_autofree char *text = g_strdup_printf (_ ("epoch %.0f"), view->playhead);

  if (isfinite (view->playhead))
    plot_label_draw (cr, text, area->x + area->width - 0.4 * theme->font_size,
                     area->y + HEAD * theme->font_size / 2, 1, 0.5, size, FALSE, &theme->playhead,
                     theme);
}

static FigureLayout
get_layout (const StudyView *view)
{
  g_auto (GStrv) names = figure_grid_get_panels (view);
  const int n = (int) g_strv_length (names);

  return (FigureLayout){ n, n == 2 || n == 4 ? 2 : 3, n == 3 ? LEAST_OF_THREE : LEAST };
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *grid, const PlotTheme *theme)
{
  const double em = theme->font_size;
  g_auto (GStrv) names = figure_grid_get_panels (&grid->view);
  const FigureLayout layout = get_layout (&grid->view);
  g_autofree char *title = figure_make_title (&grid->experiments[0]);
  const double head = theme->hide_titles && !isfinite (grid->view.playhead) ? 0 : HEAD * em;
  const PlotArea rest = { area->x, area->y + head, area->width, area->height - head };

  if (!theme->hide_titles)
    plot_label_draw (cr, title, area->x + 0.4 * em, area->y + HEAD * em / 2, 0, 0.5, 1.15 * em,
                     FALSE, &theme->foreground, theme);
  draw_epoch (cr, area, &grid->view, theme);
  for (int i = 0; i < layout.n; i++)
    {
      FigureData *panel = get_panel (grid, names[i]);
      const PlotArea cell = figure_layout_place (&layout, &rest, GAP * em, i, theme);

      /* The run, not the page: each draws the same moment. A copy, as drawing changes nothing. */
      FigureData seen = *panel;
      seen.view = grid->view;
      plot_group_begin (cr, names[i]);
      panel->figure->draw_panel (cr, &cell, &seen, theme);
      plot_group_end (cr);
    }
}

/* Whether an earlier panel has the same table: loss and weights are in one. */
static gboolean
is_written (const FigureData *grid, char **names, int i)
{
  for (int k = 0; k < i; k++)
    if (get_panel (grid, names[k])->figure->write_csv ==
        get_panel (grid, names[i])->figure->write_csv)
      return TRUE;
  return FALSE;
}

static void
write_csv (const FigureData *grid, GString *out)
{
  g_auto (GStrv) names = figure_grid_get_panels (&grid->view);

  for (int i = 0; names[i] != NULL; i++)
    {
      FigureData seen = *get_panel (grid, names[i]);

      if (is_written (grid, names, i))
        continue;
      if (i > 0)
        figure_write_next (out, names[i]);
      seen.view = grid->view;
      seen.figure->write_csv (&seen, out);
    }
}

const Figure figure_grid = {
  .name = "grid",
  .title = N_ ("All plots"),
  .width = 174,
  .height = 120,
  .layout = { 4, 2, LEAST },
  .get_layout = get_layout,
  .n_runs = 1,
  .trains = TRUE,
  .takes_experiment = TRUE,
  .compute = compute,
  .free_content = (GDestroyNotify) g_ptr_array_unref,
  .draw = draw,
  .write_csv = write_csv,
};
