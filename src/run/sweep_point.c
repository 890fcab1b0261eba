/* Means over seeds, and theory beside them. */
#include "run/sweep_point.h"

#include "theory/prediction.h"
#include "theory/stages.h"

#include <math.h>

double
run_sweep_result_get (const RunSweepResult *self, RunSweepMeasure measure)
{
  switch (measure)
    {
    case RUN_SWEEP_T_A:
      return self->t[0];
    case RUN_SWEEP_T_B:
      return self->t[1];
    case RUN_SWEEP_MISATTRIBUTION:
      return self->misattribution;
    case RUN_SWEEP_RATIO:
      return self->ratio;
    default:
      return run_sweep_measure_get_extra (measure) >= 0
                 ? self->extra[run_sweep_measure_get_extra (measure)]
                 : self->stage[run_sweep_measure_get_stage (measure)].t;
    }
}

static void
count (RunSweepPoint *self, const RunSweepResult *result, RunSweepMeasure measure)
{
  const gboolean of_learning = run_sweep_measure_is_of_learning (measure);

  self->n_done += result->status != RUN_SWEEP_LEFT_OUT;
  self->n_never += of_learning && result->status == RUN_SWEEP_NEVER;
  self->n_not_yet += of_learning && result->status == RUN_SWEEP_NOT_YET;
  self->n_troubled += result->status == RUN_SWEEP_DIVERGED || result->status == RUN_SWEEP_FAILED;
}

static double
get_theory (const RunSweepResult *result, RunSweepMeasure measure)
{
  const int stage = run_sweep_measure_get_stage (measure);
  const int extra = run_sweep_measure_get_extra (measure);

  return extra >= 0                            ? result->theory_extra[extra]
         : stage >= 0                          ? result->stage[stage].theory_t
         : measure == RUN_SWEEP_RATIO          ? result->theory_ratio
         : measure == RUN_SWEEP_MISATTRIBUTION ? result->theory_misattribution
                                               : NAN;
}

/* Credit of networks that bend counts as that of linear ones, which it is drawn beside. */
static double
get_unit (const RunSweep *sweep, int point, RunSweepMeasure measure)
{
  ModelExperiment experiment;

  run_sweep_get_experiment (sweep, point, &experiment);
  return measure == RUN_SWEEP_MISATTRIBUTION ? 2 / (1 + model_experiment_slope (&experiment)) : 1;
}

void
run_sweep_point_compute (RunSweepPoint *self,
                         const RunSweep *sweep,
                         const RunSweepResult *results,
                         int point,
                         RunSweepMeasure measure)
{
  double sum = 0, squares = 0, theory = 0, formula = 0, unit;

  g_return_if_fail (point >= 0 && point < sweep->n_points);

  *self = (RunSweepPoint){ .mean = NAN, .theory = NAN, .formula = NAN };
  for (int seed = 0; seed < sweep->n_seeds; seed++)
    {
      const RunSweepResult *result = &results[point + seed * sweep->n_points];
      const double value = run_sweep_result_get (result, measure);

      if (result->status == RUN_SWEEP_MISSING)
        continue;
      count (self, result, measure);
      if (!isfinite (value))
        continue;
      self->n++;
      sum += value;
      theory += get_theory (result, measure);
      formula += measure == RUN_SWEEP_RATIO ? result->theory_flow : NAN;
    }
  if (self->n == 0)
    return;
  unit = get_unit (sweep, point, measure);
  self->mean = sum / self->n;
  self->theory = theory / self->n / unit;
  self->formula = formula / self->n;
  for (int seed = 0; seed < sweep->n_seeds; seed++)
    {
      const RunSweepResult *result = &results[point + seed * sweep->n_points];
      const double value = run_sweep_result_get (result, measure);

      if (result->status != RUN_SWEEP_MISSING && isfinite (value))
        squares += (value - self->mean) * (value - self->mean);
    }
  self->deviation = self->n > 1 ? sqrt (squares / (self->n - 1)) / unit : 0;
  self->mean /= unit;
}

gboolean
run_sweep_theory_is_reduced (const ModelExperiment *experiment)
{
  return MAX (model_experiment_branch_depth (experiment, 0),
              model_experiment_branch_depth (experiment, 1)) +
             model_experiment_shared_depth (experiment) >
         2;
}

static double
measure_reduced (const TheoryPrediction *theory, RunSweepMeasure measure)
{
  g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (theory, INFINITY, NULL);
  const int first = theory->times.first;

  return measure == RUN_SWEEP_RATIO ? reduced->t[1 - first] / reduced->t[first]
                                    : reduced->t[measure - RUN_SWEEP_T_A];
}

double
run_sweep_theory_evaluate (const ModelExperiment *experiment,
                           RunSweepMeasure measure,
                           gboolean flow)
{
  g_autoptr (TheoryPrediction) theory = theory_prediction_new (experiment, 0, NULL);
  const TheoryClock *clock;

  if (theory == NULL)
    return NAN;
  clock = flow ? &theory->times.flow : &theory->times.step;
  if (measure == RUN_SWEEP_MISATTRIBUTION)
    return theory->has_misattribution ? theory->misattribution.amount / theory->network.gain : NAN;
  if (run_sweep_measure_get_extra (measure) >= 0)
    return run_sweep_measure_predict (measure, theory, experiment);
  if ((theory->beyond && measure != RUN_SWEEP_T_A) || run_sweep_measure_get_stage (measure) >= 0)
    return NAN;
  if (flow && run_sweep_theory_is_reduced (experiment))
    return measure_reduced (theory, measure);
  return measure == RUN_SWEEP_RATIO ? clock->ratio : clock->t[measure - RUN_SWEEP_T_A];
}

gboolean
run_sweep_theory_has_own (const ModelExperiment *experiment, RunSweepMeasure measure)
{
  if (!model_experiment_is_linear (experiment) || measure == RUN_SWEEP_MISATTRIBUTION ||
      run_sweep_measure_get_extra (measure) >= 0)
    return FALSE;
  return run_sweep_measure_get_stage (measure) >= 0 ||
         (run_sweep_theory_is_reduced (experiment) &&
          model_experiment_get_int (experiment, MODEL_INIT) != MODEL_INIT_BALANCED);
}

static double
measure_own (const TheoryOwn *own, const TheoryPrediction *theory, RunSweepMeasure measure)
{
  const int stage = run_sweep_measure_get_stage (measure);
  TheoryStages stages;

  if (stage < 0)
    return measure == RUN_SWEEP_RATIO ? own->ratio : own->t[measure - RUN_SWEEP_T_A];
  theory_stages_measure (&stages, own->history, theory->points);
  return stage < stages.n ? stages.stage[stage].time : NAN;
}

double
run_sweep_theory_evaluate_own (const ModelExperiment *experiment,
                               RunSweepMeasure measure,
                               TheoryOwnStart **known,
                               const int *cancel)
{
  g_autoptr (TheoryPrediction) theory = theory_prediction_new (experiment, 0, NULL);
  g_autoptr (TheoryOwn) own = NULL;

  if (theory == NULL || !theory_prediction_has_line (theory))
    return NAN;
  if (*known == NULL || !theory_own_start_serves (*known, experiment))
    {
      g_clear_pointer (known, theory_own_start_unref);
      *known = theory_own_start_new (experiment, cancel);
    }
  if (*known != NULL)
    own = theory_own_new (*known, theory, INFINITY, cancel);
  return own != NULL ? measure_own (own, theory, measure) : NAN;
}

double
run_sweep_theory_get_mean (const RunSweep *sweep, int point, RunSweepMeasure measure, gboolean flow)
{
  double sum = 0;

  for (int seed = 0; seed < sweep->n_seeds; seed++)
    {
      ModelExperiment experiment;

      run_sweep_get_experiment (sweep, point + seed * sweep->n_points, &experiment);
      sum += run_sweep_theory_evaluate (&experiment, measure, flow);
    }
  return sum / sweep->n_seeds;
}
