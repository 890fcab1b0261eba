/* Figures of noisy digits. The networks and data sets are smaller than the paper's, so that a
 * figure takes minutes; the files say how large they are. */
#include "figure/figure_digits.h"

#include "digits/preview.h"
#include "digits/source.h"
#include "figure/digits_rows.h"
#include "figure/digits_work.h"
#include "figure/figure_curves.h"
#include "figure/figure_entry.h"
#include "num/cancel.h"
#include "plot/digits/digits_curves.h"
#include "plot/digits/digits_pictures.h"
#include "plot/digits/digits_table.h"
#include "plot/draw/frame.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define EPOCHS 600 /* of the two-layer run that the figure opens in the window */

enum
{
  N_STATES = 2, /* early and late fusion */
  TABLE_SEEDS = 3
};

typedef struct
{
  DigitsState *states[N_STATES];
  DigitsTable table;
} Content;

/* What a figure is made of. */
typedef struct
{
  const Figure *figure;
  DigitsModel model;
  int width, train, test, batch, epochs, checks, seeds;
} Entry;

static const Entry entries[] = {
  { &figure_digits_mlp, DIGITS_MLP, 200, 8000, 1000, 100, 60, 1, 0 },
  { &figure_digits_samples, DIGITS_MLP, 200, 8000, 1000, 100, 60, 1, 0 },
  /* A is learned within one epoch or two. */
  { &figure_digits_cnn, DIGITS_CNN, 16, 8000, 500, 100, 6, 8, 0 },
  /* Small batches shake the biases about as much as the plateau's signals are large: with them
   * modalities of early fusion change places. */
  { &figure_digits_table, DIGITS_MLP, 100, 8000, 2000, 500, 500, 2, TABLE_SEEDS },
};

gboolean
figure_get_digits (const Figure *self, DigitsPlan *plan)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].figure == self)
      {
        const Entry *entry = &entries[i];
        double *values = plan->options.values;

        digits_plan_init (plan, entry->model);
        values[DIGITS_KEY_WIDTH] = entry->width;
        values[DIGITS_KEY_TRAIN] = entry->train;
        values[DIGITS_KEY_TEST] = entry->test;
        values[DIGITS_KEY_BATCH] = entry->batch;
        values[DIGITS_KEY_EPOCHS] = entry->epochs;
        values[DIGITS_KEY_CHECKS] = entry->checks;
        values[DIGITS_KEY_FUSION] = digits_options_count_fusions (&plan->options);
        plan->seeds = entry->seeds;
        return TRUE;
      }
  return FALSE;
}

static gboolean
has_whole_table (const DigitsState *state, const DigitsPlan *plan)
{
  DigitsPlan table;

  if (state->table.seeds != plan->seeds)
    return FALSE;
  digits_plan_init_table (&table, state);
  return table.cells < 0 && table.folder == NULL &&
         digits_options_equal (&table.options, &plan->options);
}

gboolean
figure_is_shown_by_digits (const Figure *self, const DigitsState *state)
{
  DigitsPlan plan;

  if (state == NULL || !figure_get_digits (self, &plan))
    return FALSE;
  if (plan.seeds > 0)
    return has_whole_table (state, &plan);
  if (state->folder != NULL || !digits_options_equal (&state->options, &plan.options))
    return FALSE;
  return self == &figure_digits_samples ? state->samples != NULL : digits_state_is_whole (state);
}

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  figure_configure_two_layers (experiment, 2, EPOCHS);
}

static void
free_content (gpointer data)
{
  Content *content = data;

  for (int i = 0; i < N_STATES; i++)
    digits_state_unref (content->states[i]);
  g_free (content);
}

/* The runs of curves are not kept. */
static gboolean
check_journal (const FigureData *data, GError **error)
{
  if (data->sweep == NULL || data->sweep->journal == NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _ ("figure %s: it is no sweep, and needs no --journal"), data->figure->name);
  return FALSE;
}

/* Early or late fusion. */
static DigitsState *
train (FigureData *data, DigitsPlan plan, DigitsImages *images, int i, const int *cancel)
{
  const PlotDigitsWork work = { data->sweep, cancel };
  const double part[] = { (double) i / N_STATES, (double) (i + 1) / N_STATES };
  DigitsState *state;

  plan.options.values[DIGITS_KEY_FUSION] =
      i == 0 ? 1 : digits_options_count_fusions (&plan.options);
  g_autoptr (DigitsTraining) training = plot_digits_work_train (&work, &plan, images, part, NULL);
  state = digits_state_new (&plan.options);
  digits_state_read (state, training);
  return state;
}

static gpointer
compute_states (FigureData *data, const int *cancel, GError **error)
{
  Content *content;
  DigitsPlan plan;

  if (!check_journal (data, error))
    return NULL;
  figure_get_digits (data->figure, &plan);
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &plan.options, NULL);
  content = g_new0 (Content, 1);
  for (int i = 0; i < N_STATES && !num_is_cancelled (cancel); i++)
    content->states[i] = train (data, plan, images, i, cancel);
  if (!num_is_cancelled (cancel))
    return content;
  free_content (content);
  plot_digits_work_refuse_cancelled (data->figure, error);
  return NULL;
}

static gpointer
compute_samples (const FigureData *data)
{
  Content *content = g_new0 (Content, 1);
  DigitsPlan plan;

  figure_get_digits (data->figure, &plan);
  content->states[0] = digits_state_new (&plan.options);
  content->states[0]->samples =
      digits_preview_new (&plan.options, NULL, DIGITS_STATE_SAMPLES, NULL);
  return content;
}

static gpointer
compute_table (FigureData *data, const int *cancel, GError **error)
{
  const PlotDigitsWork work = { data->sweep, cancel };
  Content *content = g_new0 (Content, 1);
  g_autoptr (GError) failure = NULL;
  DigitsPlan plan;

  figure_get_digits (data->figure, &plan);
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &plan.options, NULL);
  digits_table_init (&content->table, plan.options.model,
                     digits_options_count_fusions (&plan.options), plan.seeds);
  if (plot_digits_work_fill_table (&work, &plan, images, &content->table, &failure))
    return content;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    plot_digits_work_refuse_cancelled (data->figure, error);
  free_content (content);
  return NULL;
}

/* A row for early, one for late fusion: loss at the left, accuracies at the right. */
static void
draw_states (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const Content *content = data->content;
  static const char *const letters[N_STATES] = { "a", "b" };
  PlotArea rows[N_STATES], panels[2];

  plot_frame_split (area, FALSE, theme->font_size, rows);
  for (int i = 0; i < N_STATES; i++)
    {
      const DigitsState *state = content->states[i];
      g_autofree char *title =
          g_strdup_printf ("L_f = %d", digits_options_get_int (&state->options, DIGITS_KEY_FUSION));
      const PlotArea rest = figure_draw_head (cr, &rows[i], letters[i], title, theme);

      plot_frame_split (&rest, TRUE, theme->font_size, panels);
      plot_digits_loss_draw (cr, &panels[0], state, theme);
      plot_digits_accuracy_draw (cr, &panels[1], state, theme);
    }
}

static void
draw_samples (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  plot_digits_samples_draw (cr, area, ((const Content *) data->content)->states[0], theme);
}

static void
draw_table (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const Content *content = data->content;

  plot_digits_table_draw (cr, area, &content->table, _ ("Time ratios, MLP on digits drawn here"),
                          theme);
}

static void
write_states (const FigureData *data, GString *out)
{
  plot_digits_rows_write_runs (((const Content *) data->content)->states, N_STATES, out);
}

static void
write_samples (const FigureData *data, GString *out)
{
  plot_digits_rows_write_samples (((const Content *) data->content)->states[0], out);
}

static void
write_table (const FigureData *data, GString *out)
{
  plot_digits_rows_write_table (&((const Content *) data->content)->table, out);
}

const Figure figure_digits_mlp = {
  .of_digits = TRUE,
  .name = "7",
  .title = N_ ("Noisy digits, MLP: loss and accuracies, early and late fusion"),
  .width = 174,
  .height = 120,
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_DIGITS_RATIO, 2, INFINITY } },
  .slow = TRUE,
  .configure = configure,
  .compute_long = compute_states,
  .free_content = free_content,
  .draw = draw_states,
  .write_csv = write_states,
};

const Figure figure_digits_samples = {
  .of_digits = TRUE,
  .name = "13",
  .title = N_ ("Noisy digits: pairs of images"),
  .width = 174,
  .height = 40,
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_DIGITS_LEFT, 0.08, 0.12 } },
  .configure = configure,
  .compute = compute_samples,
  .free_content = free_content,
  .draw = draw_samples,
  .write_csv = write_samples,
};

const Figure figure_digits_cnn = {
  .of_digits = TRUE,
  .name = "14",
  .title = N_ ("Noisy digits, CNN: loss and accuracies, early and late fusion"),
  .width = 174,
  .height = 120,
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_DIGITS_RATIO, 1.5, INFINITY } },
  .slow = TRUE,
  .configure = configure,
  .compute_long = compute_states,
  .free_content = free_content,
  .draw = draw_states,
  .write_csv = write_states,
};

const Figure figure_digits_table = {
  .of_digits = TRUE,
  .name = "table1",
  .title = N_ ("Noisy digits: time ratio of every fusion layer"),
  .width = 110,
  .height = 60,
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_DIGITS_TREND, 0.8, 1 }, { FIGURE_CHECK_DIGITS_RISE, 2, INFINITY } },
  .slow = TRUE,
  .configure = configure,
  .compute_long = compute_table,
  .free_content = free_content,
  .draw = draw_table,
  .write_csv = write_table,
};
