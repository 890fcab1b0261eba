/* Quantities of a run, as the paper's figures show them. */
#include "plot/check.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static double
get_ratio (const PlotMarks *marks)
{
  const int first = marks->t_run[0] <= marks->t_run[1] ? 0 : 1;

  return marks->t_run[1 - first] / marks->t_run[first];
}

/* The row midway between both times; FALSE where there is no such plateau. */
static gboolean
get_plateau (const PlotRun *run, ModelHistoryRow *row)
{
  const double middle = (run->marks.t_run[0] + run->marks.t_run[1]) / 2;

  if (!isfinite (middle))
    return FALSE;
  *row = model_history_view_at (run->snapshot->history, middle);
  return TRUE;
}

static ModelHistoryRow
get_end (const PlotRun *run)
{
  return model_history_view_at (run->snapshot->history, model_snapshot_last_epoch (run->snapshot));
}

/* Of the modality that is learned first; without times, that theory puts first. */
static int
get_first (const PlotMarks *marks)
{
  if (isfinite (marks->t_run[0]) && isfinite (marks->t_run[1]))
    return marks->t_run[0] <= marks->t_run[1] ? 0 : 1;
  return MAX (marks->first, 0);
}

double
plot_check_measure (PlotCheckQuantity quantity, const PlotRun *run)
{
  g_return_val_if_fail (run != NULL, NAN);

  const PlotMarks *marks = &run->marks;
  const int first = get_first (marks);
  ModelHistoryRow plateau;

  if (run->snapshot == NULL || model_history_view_length (run->snapshot->history) == 0)
    return NAN;
  switch (quantity)
    {
    case PLOT_CHECK_RATIO:
      return get_ratio (marks);
    case PLOT_CHECK_FIRST:
      return isfinite (marks->t_run[first]) ? first : NAN;
    case PLOT_CHECK_PLATEAU_LOSS:
      return get_plateau (run, &plateau) ? plateau.loss / plot_run_get_loss_unit (run) : NAN;
    case PLOT_CHECK_PLATEAU_WEIGHT:
      return get_plateau (run, &plateau) ? plateau.weight[first] : NAN;
    case PLOT_CHECK_FINAL_WEIGHT:
      return get_end (run).weight[first];
    case PLOT_CHECK_FINAL_LOSS:
      return fmax (get_end (run).loss, 0) / plot_run_get_loss_unit (run); /* rounding: -1e-16 */
    case PLOT_CHECK_NEVER:
      return isinf (marks->t_theory[1 - first]) ? fabs (get_end (run).weight[1 - first]) : NAN;
    default:
      return NAN;
    }
}

gboolean
plot_check_holds (const PlotCheck *self, const PlotRun *run)
{
  const double value = plot_check_measure (self->quantity, run);

  return value >= self->minimum && value <= self->maximum; /* FALSE for NAN */
}

static const char *const names[] = {
  [PLOT_CHECK_RATIO] = N_ ("time ratio"),
  [PLOT_CHECK_PLATEAU_LOSS] = N_ ("loss on the plateau"),
  [PLOT_CHECK_PLATEAU_WEIGHT] = N_ ("weight on the plateau"),
  [PLOT_CHECK_FINAL_WEIGHT] = N_ ("weight at the end"),
  [PLOT_CHECK_FINAL_LOSS] = N_ ("loss at the end"),
  [PLOT_CHECK_NEVER] = N_ ("weight of the second modality at the end"),
};

char *
plot_check_describe (const PlotCheck *self, const PlotRun *run)
{
  g_return_val_if_fail (self != NULL && run != NULL, NULL);

  const double value = plot_check_measure (self->quantity, run);

  if (self->quantity == PLOT_CHECK_FIRST)
    return g_strdup_printf (_ ("%s is learned first, expected %s"),
                            isnan (value) ? "–"
                            : value == 0  ? "A"
                                          : "B",
                            self->minimum == 0 ? "A" : "B");
  if (isnan (value))
    return g_strdup_printf (_ ("%s: not known, expected %.3g to %.3g"), _ (names[self->quantity]),
                            self->minimum, self->maximum);
  return g_strdup_printf (_ ("%s %.3g, expected %.3g to %.3g"), _ (names[self->quantity]), value,
                          self->minimum, self->maximum);
}
