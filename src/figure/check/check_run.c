/* Quantities of a run, as the paper's figures show them. */
#include "figure/check/check_run.h"

#include <math.h>

static double
get_ratio (const StudyMarks *marks)
{
  const int first = marks->t_run[0] <= marks->t_run[1] ? 0 : 1;

  return marks->t_run[1 - first] / marks->t_run[first];
}

/* The row midway between both times; FALSE where there is no such plateau. */
static gboolean
get_plateau (const StudyRun *run, ModelHistoryRow *row)
{
  const double middle = (run->marks.t_run[0] + run->marks.t_run[1]) / 2;

  if (!isfinite (middle))
    return FALSE;
  *row = model_history_view_at (run->snapshot->history, middle);
  return TRUE;
}

static ModelHistoryRow
get_end (const StudyRun *run)
{
  return model_history_view_at (run->snapshot->history, model_snapshot_last_epoch (run->snapshot));
}

/* Of the modality that is learned first; without times, that theory puts first. */
static int
get_first (const StudyMarks *marks)
{
  if (isfinite (marks->t_run[0]) && isfinite (marks->t_run[1]))
    return marks->t_run[0] <= marks->t_run[1] ? 0 : 1;
  return MAX (marks->first, 0);
}

/* What theory has for never need not come. */
static double
differ_in_times (const StudyMarks *marks)
{
  double most = 0;

  for (int m = 0; m < 2; m++)
    {
      const double difference = fabs (marks->t_theory[m] / marks->t_run[m] - 1);

      if (isinf (marks->t_theory[m]) && isnan (marks->t_run[m]))
        continue;
      if (isnan (difference))
        return NAN;
      most = fmax (most, difference);
    }
  return most;
}

static double
differ_in_stages (const StudyMarks *marks)
{
  const TheoryStages *theory = &marks->predicted, *run = &marks->stages;
  double most = 0;

  if (theory->n == 0)
    return NAN;
  if (theory->n != run->n)
    return INFINITY;
  for (int i = 0; i < run->n; i++)
    if (theory->stage[i].modality != run->stage[i].modality ||
        theory->stage[i].sign != run->stage[i].sign)
      return INFINITY;
    else
      most = fmax (most, fabs (theory->stage[i].time / run->stage[i].time - 1));
  return most;
}

double
figure_check_run_measure (FigureCheckQuantity quantity, const FigureChecked *checked)
{
  const StudyRun *run = checked->run;

  const StudyMarks *marks = &run->marks;
  const int first = get_first (marks);
  ModelHistoryRow plateau;

  if (run->snapshot == NULL || model_history_view_length (run->snapshot->history) == 0)
    return NAN;
  switch (quantity)
    {
    case FIGURE_CHECK_RATIO:
      return get_ratio (marks);
    case FIGURE_CHECK_FIRST:
      return isfinite (marks->t_run[first]) ? first : NAN;
    case FIGURE_CHECK_PLATEAU_LOSS:
      return get_plateau (run, &plateau) ? plateau.loss / study_run_get_loss_unit (run) : NAN;
    case FIGURE_CHECK_PLATEAU_WEIGHT:
      return get_plateau (run, &plateau) ? plateau.weight[first] : NAN;
    case FIGURE_CHECK_FINAL_WEIGHT:
      return get_end (run).weight[first];
    case FIGURE_CHECK_FINAL_LOSS:
      return get_end (run).loss / study_run_get_loss_unit (run);
    case FIGURE_CHECK_NEVER:
      return isinf (marks->t_theory[1 - first]) ? fabs (get_end (run).weight[1 - first]) : NAN;
    case FIGURE_CHECK_TIMES:
      return differ_in_times (marks);
    case FIGURE_CHECK_STAGES:
      return marks->stages.n;
    case FIGURE_CHECK_STAGE_TIMES:
      return differ_in_stages (marks);
    default:
      return NAN;
    }
}
