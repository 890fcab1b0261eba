/* Figures of noisy digits. The networks and data sets are smaller than the paper's, so that a
 * figure takes minutes; the CSV says how large they are. */
#include "plot/figure_digits.h"

#include "digits/source.h"
#include "digits/state.h"
#include "num/number.h"
#include "plot/digits_curves.h"
#include "plot/digits_pictures.h"
#include "plot/digits_table.h"
#include "plot/figure_curves.h"
#include "plot/figure_entry.h"
#include "plot/frame.h"

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
  DigitsOptions options;
  DigitsState *states[N_STATES];
  DigitsTable table;
} Content;

static void
configure (const PlotFigure *self, int run, ModelExperiment *experiment)
{
  plot_figure_configure_two_layers (experiment, 2, EPOCHS);
}

static void
free_content (gpointer data)
{
  Content *content = data;

  for (int i = 0; i < N_STATES; i++)
    digits_state_unref (content->states[i]);
  g_free (content);
}

static Content *
new_content (DigitsModel model, int width, int train, int test, int epochs)
{
  Content *content = g_new0 (Content, 1);
  double *values = content->options.values;

  digits_options_init (&content->options, model);
  values[DIGITS_KEY_WIDTH] = width;
  values[DIGITS_KEY_TRAIN] = train;
  values[DIGITS_KEY_TEST] = test;
  values[DIGITS_KEY_BATCH] = 100;
  values[DIGITS_KEY_EPOCHS] = epochs;
  return content;
}

/* Trains until both modalities are known. */
static DigitsTraining *
train (const DigitsOptions *options, DigitsImages *images, int fusion, int seed)
{
  DigitsOptions o = *options;

  o.values[DIGITS_KEY_FUSION] = fusion;
  o.values[DIGITS_KEY_SEED] = seed;
  DigitsTraining *training = digits_training_new (&o, images, 0, NULL);
  while (digits_training_advance (training, NULL) == DIGITS_RUNNING)
    if (digits_training_is_known (training))
      break;
  return training;
}

static void
compute_states (Content *content)
{
  const int fusions = digits_options_count_fusions (&content->options);
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &content->options, NULL);

  for (int i = 0; i < N_STATES; i++)
    {
      g_autoptr (DigitsTraining) training =
          train (&content->options, images, i == 0 ? 1 : fusions, 1);

      content->states[i] = digits_state_new (digits_training_get_options (training));
      digits_state_read (content->states[i], training);
    }
}

static gpointer
compute_mlp (const PlotFigureData *data)
{
  Content *content = new_content (DIGITS_MLP, 200, 8000, 1000, 100);

  compute_states (content);
  return content;
}

static gpointer
compute_cnn (const PlotFigureData *data)
{
  Content *content = new_content (DIGITS_CNN, 16, 4000, 500, 60);

  compute_states (content);
  return content;
}

static gpointer
compute_samples (const PlotFigureData *data)
{
  Content *content = new_content (DIGITS_MLP, 8, 100, 10, 1);
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &content->options, NULL);
  g_autoptr (DigitsTraining) training = digits_training_new (&content->options, images, 1, NULL);

  content->states[0] = digits_state_new (&content->options);
  digits_state_read (content->states[0], training);
  return content;
}

static gpointer
compute_table (const PlotFigureData *data)
{
  Content *content = new_content (DIGITS_MLP, 200, 8000, 1000, 100);
  const int fusions = digits_options_count_fusions (&content->options);
  const double threshold = content->options.values[DIGITS_KEY_THRESHOLD];
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &content->options, NULL);

  digits_table_init (&content->table, DIGITS_MLP, fusions, TABLE_SEEDS);
  for (int fusion = 1; fusion <= fusions; fusion++)
    for (int seed = 0; seed < TABLE_SEEDS; seed++)
      {
        g_autoptr (DigitsTraining) training = train (&content->options, images, fusion, seed + 1);
        int n;
        const DigitsRow *rows = digits_training_get_rows (training, &n);

        digits_table_enter (&content->table, fusion, seed, rows, n, threshold);
      }
  return content;
}

/* A row for early, one for late fusion: loss at the left, accuracies at the right. */
static void
draw_states (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  const Content *content = ((const PlotFigureData *) data)->content;
  static const char *const letters[N_STATES] = { "a", "b" };
  PlotArea rows[N_STATES], panels[2];

  plot_frame_split (area, FALSE, theme->font_size, rows);
  for (int i = 0; i < N_STATES; i++)
    {
      const DigitsState *state = content->states[i];
      g_autofree char *title =
          g_strdup_printf ("L_f = %d", digits_options_get_int (&state->options, DIGITS_KEY_FUSION));
      const PlotArea rest = plot_figure_draw_head (cr, &rows[i], letters[i], title, theme);

      plot_frame_split (&rest, TRUE, theme->font_size, panels);
      plot_digits_loss_draw (cr, &panels[0], state, theme);
      plot_digits_accuracy_draw (cr, &panels[1], state, theme);
    }
}

static void
draw_samples (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  plot_digits_samples_draw (
      cr, area, ((const Content *) ((const PlotFigureData *) data)->content)->states[0], theme);
}

static void
draw_table (cairo_t *cr, const PlotArea *area, const void *data, const PlotTheme *theme)
{
  const Content *content = ((const PlotFigureData *) data)->content;

  plot_digits_table_draw (cr, area, &content->table, _ ("Time ratios, MLP on digits drawn here"),
                          theme);
}

static void
write_options (const Content *content, GString *out)
{
  g_autofree char *text = digits_options_to_text (&content->options);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  /* The empty line ends the keys of the experiment. */
  g_string_append (out, "#\n# data = drawn\n");
  for (int i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "# %s\n", lines[i]);
}

static void
write_states (const PlotFigureData *data, GString *out)
{
  const Content *content = data->content;

  write_options (content, out);
  g_string_append (out, "fusion,epoch,loss,accuracy,accuracy_a,accuracy_b\n");
  for (int i = 0; i < N_STATES; i++)
    for (int k = 0; k < content->states[i]->n_rows; k++)
      {
        const DigitsRow *row = &content->states[i]->rows[k];
        const double values[] = { content->states[i]->options.values[DIGITS_KEY_FUSION],
                                  row->epoch,
                                  row->loss,
                                  row->accuracy[DIGITS_SEES_BOTH],
                                  row->accuracy[DIGITS_SEES_A],
                                  row->accuracy[DIGITS_SEES_B] };

        plot_figure_write_row (out, values, G_N_ELEMENTS (values));
      }
}

/* One line for each picture: kind 0 clean, 1 A corrupted, 2 B corrupted; modality 0 A, 1 B. */
static void
write_samples (const PlotFigureData *data, GString *out)
{
  const Content *content = data->content;
  const DigitsPictures *pictures = content->states[0]->samples;
  const int pixels = pictures->side * pictures->side;
  g_autofree double *values = g_new (double, 3 + pixels);

  write_options (content, out);
  g_string_append (out, "kind,sample,modality");
  for (int i = 0; i < pixels; i++)
    g_string_append_printf (out, ",x%d", i);
  g_string_append_c (out, '\n');
  for (int k = 0; k < pictures->n; k++)
    {
      values[0] = k / (2 * DIGITS_STATE_SAMPLES);
      values[1] = k / 2 % DIGITS_STATE_SAMPLES;
      values[2] = k % 2;
      for (int i = 0; i < pixels; i++)
        values[3 + i] = pictures->values[(gsize) k * pixels + i];
      plot_figure_write_row (out, values, 3 + pixels);
    }
}

static void
write_table (const PlotFigureData *data, GString *out)
{
  const Content *content = data->content;

  write_options (content, out);
  g_string_append (out, "fusion,mean,deviation,seeds,never,paper_mean,paper_deviation\n");
  for (int fusion = 1; fusion <= content->table.fusions; fusion++)
    {
      const DigitsRatio ratio = digits_table_get_ratio (&content->table, fusion);
      double mean = NAN, deviation = NAN;

      digits_table_get_paper (content->table.model, fusion, &mean, &deviation);
      const double values[] = {
        ratio.mean, ratio.deviation, ratio.n, ratio.missing, mean, deviation
      };

      g_string_append_printf (out, "%d", fusion);
      for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
        {
          char number[NUM_NUMBER_SIZE];

          /* What is not known stays empty. */
          g_string_append_printf (out, ",%s",
                                  isnan (values[i]) ? "" : num_number_format (values[i], number));
        }
      g_string_append_c (out, '\n');
    }
}

const PlotFigure plot_figure_digits_mlp = {
  .name = "7",
  .title = N_ ("Noisy digits, MLP: loss and accuracies, early and late fusion"),
  .width = 174,
  .height = 120,
  .n_runs = 1,
  .slow = TRUE,
  .configure = configure,
  .compute = compute_mlp,
  .free_content = free_content,
  .draw = draw_states,
  .write_csv = write_states,
};

const PlotFigure plot_figure_digits_samples = {
  .name = "13",
  .title = N_ ("Noisy digits: pairs of images"),
  .width = 174,
  .height = 40,
  .n_runs = 1,
  .configure = configure,
  .compute = compute_samples,
  .free_content = free_content,
  .draw = draw_samples,
  .write_csv = write_samples,
};

const PlotFigure plot_figure_digits_cnn = {
  .name = "14",
  .title = N_ ("Noisy digits, CNN: loss and accuracies, early and late fusion"),
  .width = 174,
  .height = 120,
  .n_runs = 1,
  .slow = TRUE,
  .configure = configure,
  .compute = compute_cnn,
  .free_content = free_content,
  .draw = draw_states,
  .write_csv = write_states,
};

const PlotFigure plot_figure_digits_table = {
  .name = "table1",
  .title = N_ ("Noisy digits: time ratio of every fusion layer"),
  .width = 110,
  .height = 60,
  .n_runs = 1,
  .slow = TRUE,
  .configure = configure,
  .compute = compute_table,
  .free_content = free_content,
  .draw = draw_table,
  .write_csv = write_table,
};
