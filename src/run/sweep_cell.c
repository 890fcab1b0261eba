/* Runs one cell of a sweep and measures it. */
#include "run/sweep_cell.h"

#include "theory/init_scale.h"
#include "theory/measure.h"
#include "theory/own.h"
#include "theory/stages.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Epochs between two looks at the weights: a small part of any plateau, and many times what looking
 * costs. */
#define STRIDE 64

/* In files as they are, in the window translated. */
static const char *const names[RUN_SWEEP_N_STATUSES] = { N_ ("missing"),  N_ ("learned"),
                                                         N_ ("not-yet"),  N_ ("never"),
                                                         N_ ("diverged"), N_ ("failed"),
                                                         N_ ("left-out") };

const char *
run_sweep_status_get_name (RunSweepStatus status)
{
  g_return_val_if_fail (status < RUN_SWEEP_N_STATUSES, NULL);
  return names[status];
}

static gboolean
may_pass (const RunSweepGate *gate)
{
  return gate == NULL || gate->pass == NULL || gate->pass (gate->data);
}

/* Whether each total weight has reached its level by now; looked at now and then, so that a level
 * crossed only for a moment is seen late, by which no measured time changes. */
static gboolean
have_learned (ModelTrainer *trainer, const TheoryLevels *levels, gboolean reached[2])
{
  const ModelHistoryRow *row;
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);

  row =
      model_history_view_row (snapshot->history, model_history_view_length (snapshot->history) - 1);
  for (int m = 0; m < 2; m++)
    reached[m] = reached[m] || fabs (row->weight[m]) >= levels->half[m];
  return reached[0] && reached[1];
}

/* @whole: to its end */
static gboolean
train (ModelTrainer *trainer, const TheoryLevels *levels, gboolean whole, const RunSweepGate *gate)
{
  ModelTrainerStatus status = MODEL_TRAINER_RUNNING;
  gboolean reached[2] = { FALSE, FALSE };
  gint64 end = STRIDE;

  while (status == MODEL_TRAINER_RUNNING && (whole || !have_learned (trainer, levels, reached)))
    {
      /* A gate that interrupts must not move the epochs of the looks. */
      status = model_trainer_run (trainer, end - model_trainer_get_epoch (trainer),
                                  gate != NULL ? gate->cancel : NULL);
      if (status == MODEL_TRAINER_RUNNING && !may_pass (gate))
        return FALSE;
      if (model_trainer_get_epoch (trainer) >= end)
        end += STRIDE;
    }
  return TRUE;
}

void
run_sweep_result_init (RunSweepResult *self)
{
  double *values[RUN_SWEEP_VALUES_MAX];
  const int n = run_sweep_result_list (self, RUN_SWEEP_STAGES_MAX, ~0u, values);

  memset (self, 0, sizeof *self);
  self->status = RUN_SWEEP_MISSING;
  for (int i = 0; i < n; i++)
    *values[i] = NAN;
}

int
run_sweep_result_list (RunSweepResult *self,
                       int n_stages,
                       guint extras,
                       double *values[RUN_SWEEP_VALUES_MAX])
{
  int n = 0;

  values[n++] = &self->t[0];
  values[n++] = &self->t[1];
  values[n++] = &self->ratio;
  values[n++] = &self->misattribution;
  values[n++] = &self->theory_ratio;
  values[n++] = &self->theory_flow;
  values[n++] = &self->theory_misattribution;
  for (int i = 0; i < n_stages; i++)
    {
      values[n++] = &self->stage[i].t;
      values[n++] = &self->stage[i].modality;
      values[n++] = &self->stage[i].loss;
      values[n++] = &self->stage[i].theory_t;
    }
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    if ((extras & 1u << i) != 0)
      {
        values[n++] = &self->extra[i];
        values[n++] = &self->theory_extra[i];
      }
  return n;
}

/* Weights that have grown beyond all bounds have passed the levels, too. */
static RunSweepStatus
judge (const ModelSnapshot *snapshot, const TheoryMeasure *measure, const TheoryPrediction *theory)
{
  if (snapshot->status == MODEL_TRAINER_DIVERGED)
    return RUN_SWEEP_DIVERGED;
  if (measure->reached[0] && measure->reached[1])
    return RUN_SWEEP_LEARNED;
  return isinf (theory->times.flow.ratio) && !theory->beyond ? RUN_SWEEP_NEVER : RUN_SWEEP_NOT_YET;
}

/* That a run can be held against: for vectors its norms do not show the norm of the difference. */
static gboolean
has_misattribution (const TheoryPrediction *theory)
{
  return theory->has_misattribution && theory->rests && theory->moments->n_a == 1 &&
         theory->moments->n_b == 1;
}

/* Weights that come to rest, as theory's points tell of them. */
static gboolean
has_stages (const TheoryPrediction *theory)
{
  return theory->linear && theory->rests;
}

static void
measure_stages (const ModelHistoryView *history,
                const TheoryPrediction *theory,
                int n_stages,
                RunSweepResult *result)
{
  TheoryStages stages;

  theory_stages_measure (&stages, history, theory->points);
  for (int i = 0; i < MIN (n_stages, stages.n); i++)
    {
      result->stage[i].t = stages.stage[i].time;
      result->stage[i].loss = stages.stage[i].loss;
      result->stage[i].modality = stages.stage[i].modality;
    }
}

static TheoryOwn *
new_own (const ModelExperiment *experiment, const TheoryPrediction *theory)
{
  g_autoptr (TheoryOwnStart) start = theory_own_start_new (experiment, NULL);

  return theory_own_new (start, theory, INFINITY, NULL);
}

/* @known: (nullable): of this network; else it is computed */
static void
predict_stages (const ModelExperiment *experiment,
                const TheoryPrediction *theory,
                const TheoryOwn *known,
                int n_stages,
                RunSweepResult *result)
{
  g_autoptr (TheoryOwn) own = NULL;
  TheoryStages stages;

  if (theory->beyond || !theory_prediction_has_line (theory))
    return;
  if (known == NULL)
    known = own = new_own (experiment, theory);
  theory_stages_measure (&stages, known->history, theory->points);
  for (int i = 0; i < MIN (n_stages, stages.n); i++)
    result->stage[i].theory_t = stages.stage[i].time;
}

/* Whether a run has to go on behind the times. */
static gboolean
needs_end (int n_stages, guint extras)
{
  for (int i = RUN_SWEEP_FIRST_EXTRA; i < RUN_SWEEP_N_MEASURES; i++)
    if ((extras & 1u << run_sweep_measure_get_extra (i)) != 0 && run_sweep_measure_is_of_end (i))
      return TRUE;
  return n_stages > 0;
}

static void
measure_extras (const RunSweepRun *run, guint extras, RunSweepResult *result)
{
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    if ((extras & 1u << i) != 0)
      result->extra[i] = run_sweep_measure_take (RUN_SWEEP_FIRST_EXTRA + i, run);
}

static void
predict_extras (const ModelExperiment *experiment,
                const TheoryPrediction *theory,
                guint extras,
                RunSweepResult *result)
{
  for (int i = 0; i < RUN_SWEEP_N_EXTRAS; i++)
    if ((extras & 1u << i) != 0)
      result->theory_extra[i] =
          run_sweep_measure_predict (RUN_SWEEP_FIRST_EXTRA + i, theory, experiment);
}

static void
measure_run (ModelTrainer *trainer,
             const ModelExperiment *experiment,
             const TheoryPrediction *theory,
             int n_stages,
             guint extras,
             RunSweepResult *result)
{
  g_autoptr (ModelSnapshot) snapshot = model_trainer_snapshot (trainer, 0);
  const int first = theory->times.first;
  TheoryMeasure measure;

  theory_measure_of_run (&measure, snapshot->history, theory);
  result->status = judge (snapshot, &measure, theory);
  if (result->status == RUN_SWEEP_DIVERGED)
    return;
  if (n_stages > 0 && has_stages (theory))
    measure_stages (snapshot->history, theory, n_stages, result);
  measure_extras (
      &(RunSweepRun){ experiment, snapshot, model_trainer_get_network (trainer), theory, &measure },
      extras, result);
  for (int m = 0; m < 2; m++)
    result->t[m] = measure.reached[m]                  ? measure.t[m]
                   : result->status == RUN_SWEEP_NEVER ? INFINITY
                                                       : NAN;
  if (result->status == RUN_SWEEP_LEARNED)
    result->ratio = measure.ratio;
  else if (result->status == RUN_SWEEP_NEVER)
    result->ratio = INFINITY;
  if (has_misattribution (theory))
    theory_measure_misattribution (&measure, snapshot->history, first,
                                   theory->points->point[THEORY_POINT_SOLUTION].level[first],
                                   &result->misattribution);
}

/* Of vectors the formula is only asymptotic: where a modality's covariance is badly conditioned, it
 * still moves while the other grows, which may be before it. The network's own dynamics tells
 * times, and with the order also what counts as learned. */
static TheoryOwn *
predict_vectors (const ModelExperiment *experiment,
                 TheoryPrediction *theory,
                 RunSweepResult *result)
{
  TheoryOwn *own = new_own (experiment, theory);

  theory->times.first = own->first;
  theory->levels = own->levels;
  result->theory_ratio = own->ratio;
  return own;
}

/* Returns: the network's own dynamics where they were needed, or NULL. */
static TheoryOwn *
predict (const ModelExperiment *experiment, TheoryPrediction *theory, RunSweepResult *result)
{
  TheoryOwn *own = NULL;

  result->theory_ratio = theory->beyond ? NAN : theory->times.step.ratio;
  result->theory_flow = theory->beyond ? NAN : theory->times.flow.ratio;
  if (theory->moments->n_a + theory->moments->n_b > 2 && model_experiment_is_linear (experiment))
    own = predict_vectors (experiment, theory, result);
  if (has_misattribution (theory))
    result->theory_misattribution = theory->misattribution.amount;
  return own;
}

gboolean
run_sweep_cell_compute (const ModelExperiment *experiment,
                        const double keep[2],
                        int n_stages,
                        guint extras,
                        const RunSweepGate *gate,
                        RunSweepResult *result)
{
  RunSweepResult done;
  g_autoptr (ModelMoments) moments = NULL;
  g_autoptr (TheoryPrediction) theory = NULL;
  g_autoptr (TheoryOwn) own = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;

  run_sweep_result_init (&done);
  done.status = RUN_SWEEP_FAILED;
  if (!may_pass (gate))
    return FALSE;
  moments = model_moments_compute (experiment, NULL);
  if (moments == NULL)
    {
      *result = done;
      return TRUE;
    }
  theory = theory_prediction_new_for_moments (experiment, 0, moments);
  own = predict (experiment, theory, &done);
  if (done.theory_ratio < keep[0] || done.theory_ratio > keep[1])
    done.status = RUN_SWEEP_LEFT_OUT;
  else if ((trainer = theory_init_scale_new_trainer_known (
                experiment, theory->init_scale, &theory->rates, moments, NULL, NULL, NULL)) != NULL)
    {
      if (!train (trainer, &theory->levels, needs_end (n_stages, extras), gate))
        return FALSE;
      if (n_stages > 0 && has_stages (theory))
        predict_stages (experiment, theory, own, n_stages, &done);
      predict_extras (experiment, theory, extras, &done);
      measure_run (trainer, experiment, theory, n_stages, extras, &done);
    }
  *result = done;
  return TRUE;
}
