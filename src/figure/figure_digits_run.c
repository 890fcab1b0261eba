/* What the digits page shows, as figures: from its state, or trained again from a plan. */
#include "figure/figure_digits_run.h"

#include "digits/preview.h"
#include "digits/source.h"
#include "figure/digits_rows.h"
#include "figure/digits_work.h"
#include "figure/figure_digits.h"
#include "figure/figure_entry.h"
#include "num/cancel.h"
#include "plot/digits/digits_curves.h"
#include "plot/digits/digits_pictures.h"
#include "plot/digits/digits_table.h"
#include "plot/draw/frame.h"
#include "study/marks.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  DigitsPlan plan;
  DigitsState *state;
} Content;

const Figure *
figure_digits_run_at (int i)
{
  static const Figure *const figures[FIGURE_DIGITS_RUNS] = {
    &figure_digits_run, &figure_digits_pairs, &figure_digits_filters, &figure_digits_ratios
  };

  return i >= 0 && i < FIGURE_DIGITS_RUNS ? figures[i] : NULL;
}

gboolean
figure_digits_run_is_in (const Figure *self, const DigitsState *state)
{
  g_return_val_if_fail (self != NULL && state != NULL, FALSE);

  if (self == &figure_digits_run)
    return state->n_rows > 0;
  if (self == &figure_digits_pairs)
    return state->samples != NULL;
  if (self == &figure_digits_filters)
    return state->filters != NULL;
  return self == &figure_digits_ratios && state->table.seeds > 0;
}

static void
free_content (gpointer data)
{
  Content *content = data;

  digits_state_unref (content->state);
  g_free (content);
}

FigureData *
figure_data_new_digits (const Figure *figure, DigitsState *state)
{
  g_return_val_if_fail (figure_digits_run_is_in (figure, state), NULL);

  FigureData *data = figure_data_new (figure);
  Content *content = g_new0 (Content, 1);

  if (figure == &figure_digits_ratios)
    digits_plan_init_table (&content->plan, state);
  else
    digits_plan_init_run (&content->plan, state);
  /* Samples are those of the first epoch. */
  if (figure == &figure_digits_pairs)
    content->plan.pieces = -1;
  content->state = digits_state_ref (state);
  data->content = content;
  return data;
}

char *
figure_data_dup_digits (const FigureData *data)
{
  DigitsPlan plan;

  g_return_val_if_fail (data != NULL, NULL);

  for (int i = 0; i < FIGURE_DIGITS_RUNS; i++)
    if (data->figure == figure_digits_run_at (i))
      return digits_plan_to_text (&((const Content *) data->content)->plan);
  return figure_get_digits (data->figure, &plan) ? digits_plan_to_text (&plan) : NULL;
}

static gboolean
fill_samples (Content *content, GError **error)
{
  content->state->samples = digits_preview_new (&content->plan.options, content->plan.folder,
                                                DIGITS_STATE_SAMPLES, error);
  return content->state->samples != NULL;
}

static gboolean
fill_table (Content *content, const PlotDigitsWork *work, DigitsImages *images, GError **error)
{
  DigitsState *state = content->state;
  const DigitsPlan *plan = &content->plan;

  digits_table_init (&state->table, plan->options.model,
                     digits_options_count_fusions (&plan->options), MAX (plan->seeds, 1));
  return plot_digits_work_fill_table (work, plan, images, &state->table, error);
}

static gboolean
fill_run (Content *content, const PlotDigitsWork *work, DigitsImages *images, GError **error)
{
  const double part[] = { 0, 1 };
  g_autoptr (DigitsTraining) training =
      plot_digits_work_train (work, &content->plan, images, part, error);

  if (training == NULL)
    return FALSE;
  digits_state_read (content->state, training);
  return !num_is_cancelled (work->cancel);
}

static gboolean
fill (const Figure *figure, Content *content, const PlotDigitsWork *work, GError **error)
{
  if (figure == &figure_digits_pairs)
    return fill_samples (content, error);
  g_autoptr (DigitsImages) images =
      digits_source_open (content->plan.folder, &content->plan.options, error);
  return images != NULL &&
         (figure == &figure_digits_ratios ? fill_table (content, work, images, error)
                                          : fill_run (content, work, images, error));
}

static gpointer
compute (FigureData *data, const int *cancel, GError **error)
{
  const PlotDigitsWork work = { data->sweep, cancel };
  const char *text = data->sweep != NULL ? data->sweep->text : NULL;
  g_autoptr (GError) failure = NULL;
  DigitsPlan plan;
  Content *content;

  if (text == NULL)
    {
      g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION,
                   _ ("figure %s: name a picture of a digits run"), data->figure->name);
      return NULL;
    }
  if (!digits_plan_from_text (&plan, text, error))
    return NULL;
  content = g_new0 (Content, 1);
  content->plan = plan;
  content->state = digits_state_new (&plan.options);
  if (fill (data->figure, content, &work, &failure))
    return content;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    plot_digits_work_refuse_cancelled (data->figure, error);
  free_content (content);
  return NULL;
}

static const DigitsState *
get_state (const FigureData *data)
{
  return ((const Content *) data->content)->state;
}

/* "MLP,  L = 5,  L_f = 3" */
static char *
make_title (const DigitsOptions *options)
{
  return g_strdup_printf (
      "%s,  $L$ = %d,  L_f = %d", options->model == DIGITS_MLP ? _ ("MLP") : _ ("CNN"),
      digits_options_count_fusions (options), digits_options_get_int (options, DIGITS_KEY_FUSION));
}

/* Loss at the left, accuracies at the right, as a row of figure 7. */
static void
draw_run (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const DigitsState *state = get_state (data);
  g_autofree char *title = make_title (&state->options);
  const PlotArea rest = figure_draw_head (cr, area, NULL, title, theme);
  PlotArea panels[2];

  plot_frame_split (&rest, TRUE, theme->font_size, panels);
  plot_digits_loss_draw (cr, &panels[0], state, theme);
  plot_digits_accuracy_draw (cr, &panels[1], state, theme);
}

static void
draw_pairs (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  plot_digits_samples_draw (cr, area, get_state (data), theme);
}

static void
draw_filters (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  plot_digits_filters_draw (cr, area, get_state (data), theme);
}

static void
draw_ratios (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  plot_digits_table_draw (cr, area, &get_state (data)->table,
                          _ ("Time ratio of every fusion layer"), theme);
}

static void
write_run (const FigureData *data, GString *out)
{
  DigitsState *const state = ((const Content *) data->content)->state;

  plot_digits_rows_write_times (state, out);
  plot_digits_rows_write_runs (&state, 1, out);
}

static void
write_pairs (const FigureData *data, GString *out)
{
  plot_digits_rows_write_samples (get_state (data), out);
}

static void
write_filters (const FigureData *data, GString *out)
{
  plot_digits_rows_write_filters (get_state (data), out);
}

static void
write_ratios (const FigureData *data, GString *out)
{
  plot_digits_rows_write_table (&get_state (data)->table, out);
}

#define DIGITS(figure_name, figure_title, figure_width, figure_height, draw_it, write_it)          \
  {                                                                                                \
    .of_digits = TRUE, .name = figure_name, .title = figure_title, .width = figure_width,          \
    .height = figure_height, .n_runs = 1, .slow = TRUE, .compute_long = compute,                   \
    .free_content = free_content, .draw = draw_it, .write_csv = write_it,                          \
  }

const Figure figure_digits_run =
    DIGITS ("digits", N_ ("Loss and accuracies"), 174, 65, draw_run, write_run);
const Figure figure_digits_pairs =
    DIGITS ("digits-samples", N_ ("Pairs of images"), 174, 40, draw_pairs, write_pairs);
const Figure figure_digits_filters =
    DIGITS ("digits-filters", N_ ("First-layer filters"), 174, 36, draw_filters, write_filters);
const Figure figure_digits_ratios = DIGITS (
    "digits-table", N_ ("Time ratio of every fusion layer"), 110, 60, draw_ratios, write_ratios);
