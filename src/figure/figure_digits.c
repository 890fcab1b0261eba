/* Figures of noisy digits. The networks and data sets of the paper's are smaller than there, so
 * that a figure takes minutes; the files say how large they are. */
#include "figure/figure_digits.h"

#include "digits/preview.h"
#include "digits/source.h"
#include "figure/figure_curves.h"
#include "figure/figure_digits_csv.h"
#include "figure/figure_digits_work.h"
#include "figure/figure_entry.h"
#include "plot/digits/digits_curves.h"
#include "plot/digits/digits_pictures.h"
#include "plot/digits/digits_table.h"
#include "plot/draw/frame.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define EPOCHS 600 /* of the two-layer run that a figure of the paper opens in the window */
#define MOST_RUNS 2
#define LEAST 26 /* width of a panel of curves, font sizes */

typedef enum
{
  CURVES, /* loss and accuracies; in the paper, of early and of late fusion */
  SAMPLES,
  FILTERS,
  TABLE
} Subject;

/* What a figure shows, and what it is made of. */
typedef struct
{
  Subject subject;
  DigitsModel model;
  int width; /* 0: the figure is of any run */
  int train, test, batch, epochs, checks, seeds;
} Setting;

static const Setting mlp = { CURVES, DIGITS_MLP, 200, 8000, 1000, 100, 60, 1, 0 };
static const Setting samples = { SAMPLES, DIGITS_MLP, 200, 8000, 1000, 100, 60, 1, 0 };
/* A is learned within one epoch or two. */
static const Setting cnn = { CURVES, DIGITS_CNN, 16, 8000, 500, 100, 6, 8, 0 };
/* Small batches shake the biases about as much as the plateau's signals are large: with them
 * modalities of early fusion change places. */
static const Setting table = { TABLE, DIGITS_MLP, 100, 8000, 2000, 500, 500, 2, 3 };
static const Setting any_curves = { CURVES }, any_samples = { SAMPLES }, any_filters = { FILTERS },
                     any_table = { TABLE };

typedef struct
{
  DigitsPlan plan; /* of the last run */
  int n_runs;
  DigitsState *states[MOST_RUNS];
} Content;

static const Setting *
get_setting (const FigureData *data)
{
  return data->figure->setting;
}

gboolean
figure_get_digits (const Figure *self, DigitsPlan *plan)
{
  const Setting *setting = self->of_digits ? self->setting : NULL;
  double *values = plan->options.values;

  if (setting == NULL || setting->width == 0)
    return FALSE;
  digits_plan_init (plan, setting->model);
  values[DIGITS_KEY_WIDTH] = setting->width;
  values[DIGITS_KEY_TRAIN] = setting->train;
  values[DIGITS_KEY_TEST] = setting->test;
  values[DIGITS_KEY_BATCH] = setting->batch;
  values[DIGITS_KEY_EPOCHS] = setting->epochs;
  values[DIGITS_KEY_CHECKS] = setting->checks;
  values[DIGITS_KEY_FUSION] = digits_options_count_fusions (&plan->options);
  plan->seeds = setting->seeds;
  return TRUE;
}

static gboolean
has_whole_table (const DigitsState *state, const DigitsPlan *plan)
{
  DigitsPlan its;

  if (state->table.seeds != plan->seeds)
    return FALSE;
  digits_plan_init_table (&its, state);
  return its.cells < 0 && its.folder == NULL && digits_options_equal (&its.options, &plan->options);
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
  return self->setting == &samples ? state->samples != NULL : digits_state_is_whole (state);
}

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

  const Setting *setting = self->of_digits ? self->setting : NULL;

  if (setting == NULL || setting->width > 0)
    return FALSE;
  switch (setting->subject)
    {
    case SAMPLES:
      return state->samples != NULL;
    case FILTERS:
      return state->filters != NULL;
    case TABLE:
      return state->table.seeds > 0;
    case CURVES:
    default:
      return state->n_rows > 0;
    }
}

static void
configure (const Figure *self, int run, ModelExperiment *experiment)
{
  if (((const Setting *) self->setting)->width > 0)
    figure_configure_two_layers (experiment, 2, EPOCHS);
}

static void
free_content (gpointer data)
{
  Content *content = data;

  for (int i = 0; i < content->n_runs; i++)
    digits_state_unref (content->states[i]);
  g_free (content);
}

FigureData *
figure_data_new_digits (const Figure *figure, DigitsState *state)
{
  g_return_val_if_fail (figure_digits_run_is_in (figure, state), NULL);

  FigureData *data = figure_data_new (figure);
  Content *content = g_new0 (Content, 1);

  if (figure->setting == &any_table)
    digits_plan_init_table (&content->plan, state);
  else
    digits_plan_init_run (&content->plan, state);
  /* Samples are those of the first epoch. */
  if (figure->setting == &any_samples)
    content->plan.pieces = -1;
  content->states[content->n_runs++] = digits_state_ref (state);
  data->content = content;
  return data;
}

char *
figure_data_dup_digits (const FigureData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  return data->figure->of_digits ? digits_plan_to_text (&((const Content *) data->content)->plan)
                                 : NULL;
}

/* The paper's own plan, or that of the text. */
static gboolean
get_plan (const FigureData *data, DigitsPlan *plan, GError **error)
{
  if (figure_get_digits (data->figure, plan))
    return TRUE;
  if (data->sweep != NULL && data->sweep->text != NULL)
    return digits_plan_from_text (plan, data->sweep->text, error);
  g_set_error (error, DIGITS_ERROR, DIGITS_ERROR_OPTION,
               _ ("figure %s: name a picture of a digits run"), data->figure->name);
  return FALSE;
}

/* Run i: of two, the first is early fusion. */
static gboolean
fill (const FigureData *data, Content *content, int i, const int *cancel, GError **error)
{
  const FigureDigitsWork work = { data->sweep, cancel };
  const double part[] = { (double) i / content->n_runs, (i + 1.0) / content->n_runs };
  const Subject subject = get_setting (data)->subject;
  DigitsPlan plan = content->plan;
  DigitsState *state;
  g_autoptr (DigitsImages) images = NULL;

  if (i + 1 < content->n_runs)
    plan.options.values[DIGITS_KEY_FUSION] = 1;
  state = content->states[i] = digits_state_new (&plan.options);
  if (subject == SAMPLES)
    {
      state->samples = digits_preview_new (&plan.options, plan.folder, DIGITS_STATE_SAMPLES, error);
      return state->samples != NULL;
    }
  images = digits_source_open (plan.folder, &plan.options, error);
  if (images == NULL)
    return FALSE;
  return subject == TABLE ? figure_digits_work_fill_table (&work, &plan, images, state, error)
                          : figure_digits_work_fill_run (&work, &plan, images, part, state, error);
}

static gpointer
compute (FigureData *data, const int *cancel, GError **error)
{
  const Setting *setting = get_setting (data);
  const int n_runs = setting->subject == CURVES && setting->width > 0 ? MOST_RUNS : 1;
  g_autoptr (GError) failure = NULL;
  Content *content;
  DigitsPlan plan;

  if (!get_plan (data, &plan, error))
    return NULL;
  content = g_new0 (Content, 1);
  content->plan = plan;
  content->n_runs = n_runs;
  for (int i = 0; i < n_runs; i++)
    if (!fill (data, content, i, cancel, &failure))
      {
        if (failure == NULL)
          g_set_error_literal (&failure, MODEL_ERROR, MODEL_ERROR_CANCELLED, "cancelled");
        g_propagate_error (error, g_steal_pointer (&failure));
        free_content (content);
        return NULL;
      }
  return content;
}

/* Nothing is trained for samples. */
static gpointer
compute_samples (const FigureData *data)
{
  FigureData copy = *data;

  return compute (&copy, NULL, NULL);
}

/* "MLP,  L = 5,  L_f = 3", or in the paper's "L_f = 5" */
static char *
make_title (const Setting *setting, const DigitsOptions *options)
{
  const int fusion = digits_options_get_int (options, DIGITS_KEY_FUSION);

  if (setting->width > 0)
    return g_strdup_printf ("L_f = %d", fusion);
  return g_strdup_printf ("%s,  $L$ = %d,  L_f = %d",
                          options->model == DIGITS_MLP ? _ ("MLP") : _ ("CNN"),
                          digits_options_count_fusions (options), fusion);
}

/* A row for each run: loss at the left, accuracies at the right. */
static void
draw_curves (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const Content *content = data->content;
  static const char *const letters[MOST_RUNS] = { "a", "b" };
  const double gap = theme->font_size;
  const FigureLayout rows = { content->n_runs, 1, LEAST }, panels = { 2, 2, LEAST };

  for (int i = 0; i < content->n_runs; i++)
    {
      const DigitsState *state = content->states[i];
      g_autofree char *title = make_title (get_setting (data), &state->options);
      const PlotArea row = figure_layout_place (&rows, area, gap, i, theme);
      const PlotArea rest =
          figure_draw_head (cr, &row, content->n_runs > 1 ? letters[i] : NULL, title, theme);

      const PlotArea loss = figure_layout_place (&panels, &rest, gap, 0, theme);
      const PlotArea accuracy = figure_layout_place (&panels, &rest, gap, 1, theme);

      plot_digits_loss_draw (cr, &loss, state, theme);
      plot_digits_accuracy_draw (cr, &accuracy, state, theme);
    }
}

static void
draw (cairo_t *cr, const PlotArea *area, const FigureData *data, const PlotTheme *theme)
{
  const DigitsState *state = ((const Content *) data->content)->states[0];
  const Setting *setting = get_setting (data);

  switch (setting->subject)
    {
    case SAMPLES:
      plot_digits_samples_draw (cr, area, state, theme);
      break;
    case FILTERS:
      plot_digits_filters_draw (cr, area, state, theme);
      break;
    case TABLE:
      plot_digits_table_draw (cr, area, &state->table,
                              setting->width > 0 ? _ ("Time ratios, MLP on digits drawn here")
                                                 : _ ("Time ratio of every fusion layer"),
                              theme);
      break;
    case CURVES:
    default:
      draw_curves (cr, area, data, theme);
    }
}

static void
write_csv (const FigureData *data, GString *out)
{
  const Content *content = data->content;
  const DigitsState *state = content->states[0];

  switch (get_setting (data)->subject)
    {
    case SAMPLES:
      figure_digits_csv_write_samples (state, out);
      break;
    case FILTERS:
      figure_digits_csv_write_filters (state, out);
      break;
    case TABLE:
      figure_digits_csv_write_table (&state->table, out);
      break;
    case CURVES:
    default:
      if (content->n_runs == 1)
        figure_digits_csv_write_times (state, out);
      figure_digits_csv_write_runs (content->states, content->n_runs, out);
    }
}

/* KEEPS: of tables; single runs are not kept. */
#define DIGITS(NAME, TITLE, PANELS, WIDTH, HEIGHT, SETTING, KEEPS, ...)                            \
  {                                                                                                \
    .of_digits = TRUE, .name = NAME, .title = TITLE, .width = WIDTH, .height = HEIGHT,             \
    .layout = { PANELS, 2, LEAST }, .setting = &SETTING, .n_runs = 1, .slow = TRUE,                \
    .keeps_journal = KEEPS, .checks = { __VA_ARGS__ }, .configure = configure,                     \
    .compute_long = compute, .free_content = free_content, .draw = draw, .write_csv = write_csv,   \
  }

const Figure figure_digits_mlp =
    DIGITS ("7",
            N_ ("Noisy digits, MLP: loss and accuracies, early and late fusion"),
            4,
            174,
            120,
            mlp,
            FALSE,
            { FIGURE_CHECK_DIGITS_RATIO, 2, INFINITY });
const Figure figure_digits_cnn =
    DIGITS ("14",
            N_ ("Noisy digits, CNN: loss and accuracies, early and late fusion"),
            4,
            174,
            120,
            cnn,
            FALSE,
            { FIGURE_CHECK_DIGITS_RATIO, 1.5, INFINITY });
const Figure figure_digits_table = DIGITS ("table1",
                                           N_ ("Noisy digits: time ratio of every fusion layer"),
                                           1,
                                           110,
                                           60,
                                           table,
                                           TRUE,
                                           { FIGURE_CHECK_DIGITS_TREND, 0.8, 1 },
                                           { FIGURE_CHECK_DIGITS_RISE, 2, INFINITY });
const Figure figure_digits_samples = {
  .of_digits = TRUE,
  .name = "13",
  .title = N_ ("Noisy digits: pairs of images"),
  .width = 174,
  .height = 40,
  .setting = &samples,
  .n_runs = 1,
  .checks = { { FIGURE_CHECK_DIGITS_LEFT, 0.08, 0.12 } },
  .configure = configure,
  .compute = compute_samples,
  .free_content = free_content,
  .draw = draw,
  .write_csv = write_csv,
};

const Figure figure_digits_run =
    DIGITS ("digits", N_ ("Loss and accuracies"), 2, 174, 65, any_curves, FALSE, { 0 });
const Figure figure_digits_pairs =
    DIGITS ("digits-samples", N_ ("Pairs of images"), 1, 174, 40, any_samples, FALSE, { 0 });
const Figure figure_digits_filters =
    DIGITS ("digits-filters", N_ ("First-layer filters"), 1, 174, 36, any_filters, FALSE, { 0 });
const Figure figure_digits_ratios = DIGITS (
    "digits-table", N_ ("Time ratio of every fusion layer"), 1, 110, 60, any_table, TRUE, { 0 });
