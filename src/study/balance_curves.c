/* Goes back along a run and measures balance where it has been. */
#include "study/balance_curves.h"

#include "num/cancel.h"
#include "run/recipe_training.h"
#include "theory/balance.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_ROWS 128
#define LEAST_ROWS 16
/* Multiplications for one run's residuals: a second or so. */
#define MOST_WORK 2e10

static int
choose_count (const ModelNetworkShape *shape)
{
  const double layers = shape->branch_depth[0] + shape->branch_depth[1] + shape->shared_depth;

  return CLAMP (MOST_WORK / (2 * layers * pow (shape->width, 3)), LEAST_ROWS, MOST_ROWS);
}

static int
compare_epochs (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* Epochs of rows, from the one where the network begins to be the run's own. */
static GArray *
choose_epochs (const ModelHistoryView *history, gint64 first, int count)
{
  GArray *epochs = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gsize n = model_history_view_length (history);
  const double last = model_history_view_row (history, n - 1)->epoch;

  for (int i = 0; i < count; i++)
    {
      const double part = (i / 2) / fmax (count / 2 - 1, 1), length = last - first;
      const double wanted = i % 2 == 0 ? part * length : expm1 (part * log1p (length));
      const gsize row = model_history_view_find (history, first + wanted);
      const gint64 epoch = (gint64) model_history_view_row (history, row)->epoch;

      if (epoch >= first)
        g_array_append_val (epochs, epoch);
    }
  g_array_sort (epochs, compare_epochs);
  return epochs;
}

/* Where the residuals of each place begin and end in the list of theory/balance.h. */
static void
find_places (const ModelNetworkShape *shape, int from[STUDY_N_JUNCTIONS], int to[STUDY_N_JUNCTIONS])
{
  const int a = shape->branch_depth[0] - 1, b = a + shape->branch_depth[1] - 1;
  const int fusion = b + (shape->shared_depth > 0);

  from[STUDY_JUNCTION_A] = 0;
  to[STUDY_JUNCTION_A] = from[STUDY_JUNCTION_B] = a;
  to[STUDY_JUNCTION_B] = from[STUDY_JUNCTION_FUSION] = b;
  to[STUDY_JUNCTION_FUSION] = from[STUDY_JUNCTION_SHARED] = fusion;
  to[STUDY_JUNCTION_SHARED] = fusion + MAX (shape->shared_depth - 1, 0);
}

static void
append (ModelHistory *histories[STUDY_N_JUNCTIONS],
        const TheoryBalance *balance,
        const ModelNetworkShape *shape,
        gint64 epoch)
{
  int from[STUDY_N_JUNCTIONS], to[STUDY_N_JUNCTIONS];

  find_places (shape, from, to);
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    {
      ModelHistoryRow row = { .epoch = epoch };

      for (int i = from[k]; i < to[k]; i++)
        row.loss = fmax (row.loss, balance->residual[i]);
      if (to[k] > from[k])
        model_history_append (histories[k], &row);
    }
}

/* FALSE where cancelled. */
static gboolean
measure (ModelTrainer *trainer,
         const GArray *epochs,
         ModelHistory *histories[STUDY_N_JUNCTIONS],
         const int *cancel)
{
  g_autoptr (ModelNetwork) start = NULL;

  for (guint i = 0; i < epochs->len; i++)
    {
      const gint64 epoch = g_array_index (epochs, gint64, i);
      g_autoptr (ModelNetwork) network = NULL;
      TheoryBalance balance = { .n = 0 }; /* at the start nothing has changed, not even rounding */

      if (i > 0 && epoch == g_array_index (epochs, gint64, i - 1))
        continue;
      network = model_trainer_seek (trainer, epoch, cancel);
      if (network == NULL || num_is_cancelled (cancel))
        return FALSE;
      if (start == NULL)
        start = g_steal_pointer (&network);
      else
        theory_balance_compute (&balance, network, start);
      append (histories, &balance, &start->shape, epoch);
    }
  return TRUE;
}

static StudyBalance *
freeze (ModelHistory *histories[STUDY_N_JUNCTIONS])
{
  StudyBalance *self = g_new0 (StudyBalance, 1);

  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    {
      g_autoptr (ModelHistoryView) view = model_history_view (histories[k]);

      if (model_history_view_length (view) > 0)
        self->residual[k] = g_steal_pointer (&view);
    }
  return self;
}

StudyBalance *
study_balance_new (ModelTrainer *trainer, gint64 first, const int *cancel)
{
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  g_autoptr (GArray) epochs = choose_epochs (
      snapshot->history, first, choose_count (&model_trainer_get_network (trainer)->shape));
  ModelHistory *histories[STUDY_N_JUNCTIONS];
  StudyBalance *self = NULL;

  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    histories[k] = model_history_new ();
  if (measure (trainer, epochs, histories, cancel))
    self = freeze (histories);
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    model_history_free (histories[k]);
  return self;
}

StudyBalance *
study_balance_train (const ModelRecipe *recipe, const int *cancel, GError **error)
{
  g_autoptr (ModelTrainer) trainer = run_train_recipe_to_end (recipe, cancel, error);
  StudyBalance *self = NULL;

  if (trainer == NULL)
    return NULL;
  self = study_balance_new (trainer, recipe->is_fork ? recipe->fork : 0, cancel);
  if (self == NULL)
    g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_CANCELLED, _ ("cancelled"));
  return self;
}

void
study_balance_free (StudyBalance *self)
{
  if (self == NULL)
    return;
  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    g_clear_pointer (&self->residual[k], model_history_view_unref);
  g_free (self);
}

const char *
study_balance_get_name (StudyJunction junction)
{
  static const char *const names[STUDY_N_JUNCTIONS] = { "a", "b", "shared", "fusion" };

  g_return_val_if_fail (junction < STUDY_N_JUNCTIONS, "");

  return names[junction];
}

double
study_balance_at (const StudyBalance *self, StudyJunction junction, double epoch)
{
  return self->residual[junction] != NULL
             ? model_history_view_at (self->residual[junction], epoch).loss
             : NAN;
}

double
study_balance_get_largest (const StudyBalance *self)
{
  double largest = NAN;

  for (int k = 0; k < STUDY_N_JUNCTIONS; k++)
    for (gsize i = 0;
         self->residual[k] != NULL && i < model_history_view_length (self->residual[k]); i++)
      {
        const double residual = model_history_view_row (self->residual[k], i)->loss;

        /* A run that diverges has none at its end. */
        largest = isfinite (residual) ? fmax (largest, residual) : largest;
      }
  return largest;
}
