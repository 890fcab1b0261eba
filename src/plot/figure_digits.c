/* Figures of noisy digits. The networks and data sets are smaller than the paper's, so that a
 * figure takes minutes; the CSV says how large they are. */
#include "plot/figure_digits.h"

#include "digits/source.h"
#include "digits/state.h"
#include "digits/table_text.h"
#include "digits/table_training.h"
#include "model/cancel.h"
#include "model/file.h"
#include "num/number.h"
#include "plot/digits_curves.h"
#include "plot/digits_pictures.h"
#include "plot/digits_table.h"
#include "plot/figure_curves.h"
#include "plot/figure_entry.h"
#include "plot/frame.h"

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
new_content (DigitsModel model, int width, int train, int test, int batch, int epochs)
{
  Content *content = g_new0 (Content, 1);
  double *values = content->options.values;

  digits_options_init (&content->options, model);
  values[DIGITS_KEY_WIDTH] = width;
  values[DIGITS_KEY_TRAIN] = train;
  values[DIGITS_KEY_TEST] = test;
  values[DIGITS_KEY_BATCH] = batch;
  values[DIGITS_KEY_EPOCHS] = epochs;
  return content;
}

static void
refuse_cancelled (const PlotFigureData *data, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("figure %s: cancelled"),
               data->figure->name);
}

/* The runs of curves are not kept. */
static gboolean
check_journal (const PlotFigureData *data, GError **error)
{
  if (data->sweep == NULL || data->sweep->journal == NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _ ("figure %s: it is no sweep, and needs no --journal"), data->figure->name);
  return FALSE;
}

/* All epochs of the first or second of two runs. */
static DigitsTraining *
train (PlotFigureData *data,
       const DigitsOptions *options,
       DigitsImages *images,
       int run,
       gint64 begun,
       const int *cancel)
{
  DigitsTraining *training = digits_training_new (options, images, 0, NULL);
  const int epochs = digits_options_get_int (options, DIGITS_KEY_EPOCHS);

  while (!model_is_cancelled (cancel) &&
         digits_training_advance (training, cancel) == DIGITS_RUNNING)
    if (data->sweep != NULL && data->sweep->progress != NULL)
      {
        const double part = (run + digits_training_get_progress (training)) / N_STATES;
        const double seconds = (g_get_monotonic_time () - begun) / (double) G_USEC_PER_SEC;
        const RunSweepProgress progress = {
          .wanted = N_STATES * epochs,
          .done = (int) (part * N_STATES * epochs),
          .seconds_left = part > 0 ? seconds / part * (1 - part) : INFINITY,
        };

        data->sweep->progress (&progress, data->sweep->data);
      }
  return training;
}

/* Early and late fusion; takes the content over. */
static gpointer
compute_states (PlotFigureData *data, Content *content, const int *cancel, GError **error)
{
  const gint64 begun = g_get_monotonic_time ();
  DigitsOptions options = content->options;
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &options, NULL);

  if (!check_journal (data, error))
    {
      free_content (content);
      return NULL;
    }
  for (int i = 0; i < N_STATES && !model_is_cancelled (cancel); i++)
    {
      options.values[DIGITS_KEY_FUSION] = i == 0 ? 1 : digits_options_count_fusions (&options);
      g_autoptr (DigitsTraining) training = train (data, &options, images, i, begun, cancel);

      content->states[i] = digits_state_new (&options);
      digits_state_read (content->states[i], training);
    }
  if (!model_is_cancelled (cancel))
    return content;
  free_content (content);
  refuse_cancelled (data, error);
  return NULL;
}

static gpointer
compute_mlp (PlotFigureData *data, const int *cancel, GError **error)
{
  return compute_states (data, new_content (DIGITS_MLP, 200, 8000, 1000, 100, 60), cancel, error);
}

static gpointer
compute_cnn (PlotFigureData *data, const int *cancel, GError **error)
{
  Content *content = new_content (DIGITS_CNN, 16, 8000, 500, 100, 6);

  /* A is learned within one epoch or two. */
  content->options.values[DIGITS_KEY_CHECKS] = 8;
  return compute_states (data, content, cancel, error);
}

static gpointer
compute_samples (const PlotFigureData *data)
{
  Content *content = new_content (DIGITS_MLP, 8, 100, 10, 100, 1);
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &content->options, NULL);
  g_autoptr (DigitsTraining) training = digits_training_new (&content->options, images, 1, NULL);

  content->states[0] = digits_state_new (&content->options);
  digits_state_read (content->states[0], training);
  return content;
}

/* What the watch of the table sees. */
typedef struct
{
  const PlotFigureData *data;
  const DigitsOptions *options;
} Watched;

static void
progress_cb (DigitsTraining *training, const DigitsTableWork *work, gpointer user_data)
{
  const Watched *self = user_data;
  const PlotFigureSweep *how = self->data->sweep;
  const RunSweepProgress progress = { .wanted = work->wanted,
                                      .done = work->done,
                                      .seconds_left = work->seconds_left };

  if (how != NULL && how->progress != NULL)
    how->progress (&progress, how->data);
}

static gboolean
entered_cb (const DigitsTable *table,
            DigitsTraining *training,
            const DigitsTableWork *work,
            gpointer user_data,
            GError **error)
{
  const Watched *self = user_data;
  const PlotFigureSweep *how = self->data->sweep;

  if (how == NULL || how->journal == NULL)
    return TRUE;
  g_autofree char *text = digits_table_format (table, self->options, NULL);
  return model_file_replace (how->journal, text, -1, error);
}

/* Takes from the journal what is there. */
static gboolean
resume (Content *content, const PlotFigureData *data, GError **error)
{
  const char *path = data->sweep != NULL ? data->sweep->journal : NULL;
  g_autofree char *text = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL) ||
      digits_table_parse (&content->table, text, &content->options, NULL))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
               _ ("%s: not a table of figure %s; name another file"), path, data->figure->name);
  return FALSE;
}

static gpointer
compute_table (PlotFigureData *data, const int *cancel, GError **error)
{
  Content *content = new_content (DIGITS_MLP, 200, 8000, 1000, 100, 200);
  Watched watched = { data, &content->options };
  const DigitsTableWatch watch = { progress_cb, entered_cb, &watched };
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &content->options, NULL);

  digits_table_init (&content->table, DIGITS_MLP, digits_options_count_fusions (&content->options),
                     TABLE_SEEDS);
  g_autoptr (GError) failure = NULL;

  if (resume (content, data, &failure) &&
      digits_table_train (&content->table, &content->options, images, cancel, &watch, &failure))
    return content;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    refuse_cancelled (data, error);
  free_content (content);
  return NULL;
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
  /* The empty line ends the keys of the experiment. */
  g_string_append (out, "#\n");
  digits_options_append_comments (&content->options, NULL, out);
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
  .of_digits = TRUE,
  .name = "7",
  .title = N_ ("Noisy digits, MLP: loss and accuracies, early and late fusion"),
  .width = 174,
  .height = 120,
  .n_runs = 1,
  .slow = TRUE,
  .configure = configure,
  .compute_long = compute_mlp,
  .free_content = free_content,
  .draw = draw_states,
  .write_csv = write_states,
};

const PlotFigure plot_figure_digits_samples = {
  .of_digits = TRUE,
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
  .of_digits = TRUE,
  .name = "14",
  .title = N_ ("Noisy digits, CNN: loss and accuracies, early and late fusion"),
  .width = 174,
  .height = 120,
  .n_runs = 1,
  .slow = TRUE,
  .configure = configure,
  .compute_long = compute_cnn,
  .free_content = free_content,
  .draw = draw_states,
  .write_csv = write_states,
};

const PlotFigure plot_figure_digits_table = {
  .of_digits = TRUE,
  .name = "table1",
  .title = N_ ("Noisy digits: time ratio of every fusion layer"),
  .width = 110,
  .height = 60,
  .n_runs = 1,
  .slow = TRUE,
  .configure = configure,
  .compute_long = compute_table,
  .free_content = free_content,
  .draw = draw_table,
  .write_csv = write_table,
};
