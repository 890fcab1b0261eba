/* Training for figures, one run after the other: each takes all cores. */
#include "figure/figure_digits_work.h"

#include "digits/table_text.h"
#include "model/data/file.h"
#include "model/data/input_file.h"
#include "num/cancel.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

static void
tell (const FigureDigitsWork *self, int done, int wanted, double seconds_left)
{
  const RunSweepProgress progress = { .wanted = wanted,
                                      .done = done,
                                      .seconds_left = seconds_left };

  if (self->how != NULL && self->how->progress != NULL)
    self->how->progress (&progress, self->how->data);
}

static gboolean
is_there (const DigitsTraining *training, const DigitsPlan *plan)
{
  return plan->pieces >= 0 && digits_training_get_pieces (training) >= plan->pieces;
}

gboolean
figure_digits_work_fill_run (const FigureDigitsWork *self,
                             const DigitsPlan *plan,
                             DigitsImages *images,
                             const double part[2],
                             DigitsState *state,
                             GError **error)
{
  const int wanted =
      lround (digits_options_get_int (&plan->options, DIGITS_KEY_EPOCHS) / (part[1] - part[0]));
  const gint64 begun = g_get_monotonic_time ();
  g_autoptr (DigitsTraining) training = digits_training_new (&plan->options, images, 0, error);

  if (training == NULL)
    return FALSE;
  while (!num_is_cancelled (self->cancel) && !is_there (training, plan) &&
         digits_training_advance (training, self->cancel) == DIGITS_RUNNING)
    {
      const double own = digits_training_get_progress (training) * (part[1] - part[0]);
      const double seconds = (g_get_monotonic_time () - begun) / (double) G_USEC_PER_SEC;

      tell (self, (int) ((part[0] + own) * wanted), wanted,
            own > 0 ? seconds / own * (1 - part[0] - own) : INFINITY);
    }
  digits_state_read (state, training);
  return !num_is_cancelled (self->cancel);
}

/* What the watch of a table sees. */
typedef struct
{
  const FigureDigitsWork *work;
  const DigitsPlan *plan;
  gboolean enough; /* of its runs are there */
} Watched;

static void
progress_cb (DigitsTraining *training, const DigitsTableWork *work, gpointer data)
{
  const Watched *self = data;

  tell (self->work, work->done, work->wanted, work->seconds_left);
}

static gboolean
entered_cb (const DigitsTable *table,
            DigitsTraining *training,
            const DigitsTableWork *work,
            gpointer data,
            GError **error)
{
  Watched *self = data;
  const char *journal = self->work->how != NULL ? self->work->how->journal : NULL;
  g_autofree char *text = NULL;

  self->enough = work->done == self->plan->cells;
  if (journal == NULL)
    return !self->enough;
  text = digits_table_format (table, &self->plan->options, self->plan->folder);
  return model_file_replace (journal, text, -1, error) && !self->enough;
}

/* Takes from the journal what is there. */
static gboolean
resume (const FigureDigitsWork *self, const DigitsPlan *plan, DigitsTable *table, GError **error)
{
  const char *path = self->how != NULL ? self->how->journal : NULL;
  g_autofree char *text = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  text = model_input_file_read_text (path, DIGITS_TABLE_MAX_BYTES, error);
  if (text == NULL)
    return FALSE;
  if (digits_table_parse (table, text, &plan->options, plan->folder))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
               _ ("%s: not a table of these options; name another file"), path);
  return FALSE;
}

gboolean
figure_digits_work_fill_table (const FigureDigitsWork *self,
                               const DigitsPlan *plan,
                               DigitsImages *images,
                               DigitsState *state,
                               GError **error)
{
  DigitsTable *table = &state->table;
  Watched watched = { self, plan, plan->cells == 0 };
  const DigitsTableWatch watch = { progress_cb, entered_cb, &watched };

  digits_table_init (table, plan->options.model, digits_options_count_fusions (&plan->options),
                     MAX (plan->seeds, 1));
  if (!resume (self, plan, table, error))
    return FALSE;
  return watched.enough ||
         digits_table_train (table, &plan->options, images, self->cancel, &watch, error) ||
         (watched.enough && !num_is_cancelled (self->cancel));
}
