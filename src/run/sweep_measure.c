/* The table of measures. */
#include "run/sweep_measure.h"

#include "model/network/sharpness.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *name, *title, *symbol;
  gboolean is_signed, is_of_learning, is_of_end;
  /* Of those that are asked for. */
  double (*take) (const RunSweepRun *run);
  double (*predict) (const TheoryPrediction *theory, const ModelExperiment *experiment);
} Row;

/* Midway between both times; where the second never comes, where the run has ended. */
static double
take_plateau_loss (const RunSweepRun *run)
{
  const TheoryMeasure *times = run->times;
  const int first = run->theory->times.first;
  double epoch = model_snapshot_last_epoch (run->snapshot);

  if (!times->reached[first] || !run->theory->has_plateau)
    return NAN;
  if (times->reached[1 - first])
    epoch = (times->t[0] + times->t[1]) / 2;
  else if (isfinite (run->theory->times.flow.ratio))
    return NAN;
  return model_history_view_at (run->snapshot->history, epoch).loss;
}

static double
predict_plateau_loss (const TheoryPrediction *theory, const ModelExperiment *experiment)
{
  return theory->rests && theory->has_plateau ? theory->plateau_loss : NAN;
}

static const ModelHistoryRow *
get_last (const RunSweepRun *run)
{
  const ModelHistoryView *history = run->snapshot->history;

  return model_history_view_row (history, model_history_view_length (history) - 1);
}

static double
take_loss (const RunSweepRun *run)
{
  return get_last (run)->loss;
}

static double
predict_loss (const TheoryPrediction *theory, const ModelExperiment *experiment)
{
  return theory->rests ? theory->points->point[THEORY_POINT_SOLUTION].loss : NAN;
}

static double
take_weight_a (const RunSweepRun *run)
{
  return get_last (run)->weight[0];
}

static double
take_weight_b (const RunSweepRun *run)
{
  return get_last (run)->weight[1];
}

static double
predict_weight (const TheoryPrediction *theory, int m)
{
  return theory->rests ? theory->points->point[THEORY_POINT_SOLUTION].level[m] : NAN;
}

static double
predict_weight_a (const TheoryPrediction *theory, const ModelExperiment *experiment)
{
  return predict_weight (theory, 0);
}

static double
predict_weight_b (const TheoryPrediction *theory, const ModelExperiment *experiment)
{
  return predict_weight (theory, 1);
}

static double
take_generalisation (const RunSweepRun *run)
{
  return run->snapshot->has_generalisation ? get_last (run)->generalisation : NAN;
}

static double
take_generalisation_least (const RunSweepRun *run)
{
  const ModelHistoryView *history = run->snapshot->history;
  double least = INFINITY;

  for (gsize i = 0; i < model_history_view_length (history); i++)
    least = fmin (least, model_history_view_row (history, i)->generalisation);
  return run->snapshot->has_generalisation ? least : NAN;
}

static double
compute_sharpness (const ModelExperiment *experiment, const ModelMoments *moments, const double *w)
{
  ModelNetworkShape shape;

  if (!model_experiment_is_linear (experiment))
    return NAN;
  model_network_shape_from_experiment (&shape, experiment);
  return model_sharpness_compute (&shape, moments, w);
}

static double
take_sharpness (const RunSweepRun *run)
{
  const ModelMoments *moments = run->theory->moments;
  g_autofree double *w = g_new (double, moments->n_a + moments->n_b);

  model_network_compute_total_weights (run->network, w);
  return compute_sharpness (run->experiment, moments, w);
}

static double
predict_sharpness (const TheoryPrediction *theory, const ModelExperiment *experiment)
{
  return compute_sharpness (experiment, theory->moments,
                            theory->points->point[THEORY_POINT_SOLUTION].w);
}

static const Row rows[RUN_SWEEP_N_MEASURES] = {
  [RUN_SWEEP_RATIO] = { .name = "ratio",
                        .title = N_ ("Time ratio"),
                        .symbol = "t_B / t_A",
                        .is_of_learning = TRUE },
  [RUN_SWEEP_T_A] = { .name = "t_a",
                      .title = N_ ("Time of A"),
                      .symbol = "t_A",
                      .is_of_learning = TRUE },
  [RUN_SWEEP_T_B] = { .name = "t_b",
                      .title = N_ ("Time of B"),
                      .symbol = "t_B",
                      .is_of_learning = TRUE },
  [RUN_SWEEP_MISATTRIBUTION] = { .name = "misattribution",
                                 .title = N_ ("Over-credit of A"),
                                 .symbol = N_ ("over-credit"),
                                 .is_signed = TRUE,
                                 .is_of_learning = TRUE },
  [RUN_SWEEP_STAGE_1_T] = { .name = "stage_1_t",
                            .title = N_ ("Time of stage 1"),
                            .symbol = N_ ("stage 1"),
                            .is_of_learning = TRUE,
                            .is_of_end = TRUE },
  [RUN_SWEEP_STAGE_1_T + 1] = { .name = "stage_2_t",
                                .title = N_ ("Time of stage 2"),
                                .symbol = N_ ("stage 2"),
                                .is_of_learning = TRUE,
                                .is_of_end = TRUE },
  [RUN_SWEEP_STAGE_1_T + 2] = { .name = "stage_3_t",
                                .title = N_ ("Time of stage 3"),
                                .symbol = N_ ("stage 3"),
                                .is_of_learning = TRUE,
                                .is_of_end = TRUE },
  [RUN_SWEEP_PLATEAU_LOSS] = { .name = "plateau_loss",
                               .title = N_ ("Plateau loss"),
                               .symbol = N_ ("plateau loss"),
                               .is_of_learning = TRUE,
                               .take = take_plateau_loss,
                               .predict = predict_plateau_loss },
  [RUN_SWEEP_LOSS] = { .name = "loss",
                       .title = N_ ("Final loss"),
                       .symbol = N_ ("final loss"),
                       .is_of_end = TRUE,
                       .take = take_loss,
                       .predict = predict_loss },
  [RUN_SWEEP_WEIGHT_A] = { .name = "weight_a",
                           .title = N_ ("Final weight of A"),
                           .symbol = N_ ("final W_A"),
                           .is_signed = TRUE,
                           .is_of_end = TRUE,
                           .take = take_weight_a,
                           .predict = predict_weight_a },
  [RUN_SWEEP_WEIGHT_B] = { .name = "weight_b",
                           .title = N_ ("Final weight of B"),
                           .symbol = N_ ("final W_B"),
                           .is_signed = TRUE,
                           .is_of_end = TRUE,
                           .take = take_weight_b,
                           .predict = predict_weight_b },
  [RUN_SWEEP_GENERALISATION] = { .name = "generalisation",
                                 .title = N_ ("Final generalisation error"),
                                 .symbol = N_ ("final E_g"),
                                 .is_of_end = TRUE,
                                 .take = take_generalisation },
  [RUN_SWEEP_GENERALISATION_LEAST] = { .name = "generalisation_least",
                                       .title = N_ ("Least generalisation error"),
                                       .symbol = N_ ("least E_g"),
                                       .is_of_end = TRUE,
                                       .take = take_generalisation_least },
  [RUN_SWEEP_SHARPNESS] = { .name = "sharpness",
                            .title = N_ ("Sharpness at the end"),
                            .symbol = N_ ("sharpness \\lambda"),
                            .is_of_end = TRUE,
                            .take = take_sharpness,
                            .predict = predict_sharpness },
};

const char *
run_sweep_measure_get_name (RunSweepMeasure measure)
{
  g_return_val_if_fail (measure < RUN_SWEEP_N_MEASURES, NULL);
  return rows[measure].name;
}

const char *
run_sweep_measure_get_title (RunSweepMeasure measure)
{
  g_return_val_if_fail (measure < RUN_SWEEP_N_MEASURES, NULL);
  return _ (rows[measure].title);
}

const char *
run_sweep_measure_get_symbol (RunSweepMeasure measure)
{
  g_return_val_if_fail (measure < RUN_SWEEP_N_MEASURES, NULL);
  return _ (rows[measure].symbol);
}

gboolean
run_sweep_measure_find (const char *name, RunSweepMeasure *measure)
{
  for (int i = 0; i < RUN_SWEEP_N_MEASURES; i++)
    if (strcmp (rows[i].name, name) == 0)
      {
        *measure = (RunSweepMeasure) i;
        return TRUE;
      }
  return FALSE;
}

char *
run_sweep_measure_list (RunSweepMeasure first, RunSweepMeasure last)
{
  GString *list = g_string_new (NULL);

  for (int i = first; i <= (int) last; i++)
    g_string_append_printf (list, "%s%s", i > (int) first ? ", " : "", rows[i].name);
  return g_string_free (list, FALSE);
}

gboolean
run_sweep_measure_is_signed (RunSweepMeasure measure)
{
  return rows[measure].is_signed;
}

gboolean
run_sweep_measure_is_of_learning (RunSweepMeasure measure)
{
  return rows[measure].is_of_learning;
}

gboolean
run_sweep_measure_is_of_end (RunSweepMeasure measure)
{
  return rows[measure].is_of_end;
}

int
run_sweep_measure_get_stage (RunSweepMeasure measure)
{
  return measure >= RUN_SWEEP_STAGE_1_T && measure <= RUN_SWEEP_STAGE_LAST
             ? (int) (measure - RUN_SWEEP_STAGE_1_T)
             : -1;
}

int
run_sweep_measure_get_extra (RunSweepMeasure measure)
{
  return measure >= RUN_SWEEP_FIRST_EXTRA ? (int) (measure - RUN_SWEEP_FIRST_EXTRA) : -1;
}

gboolean
run_sweep_measure_has_theory (RunSweepMeasure measure)
{
  return rows[measure].predict != NULL;
}

double
run_sweep_measure_take (RunSweepMeasure measure, const RunSweepRun *run)
{
  g_return_val_if_fail (run_sweep_measure_get_extra (measure) >= 0 && run != NULL, NAN);
  return rows[measure].take (run);
}

double
run_sweep_measure_predict (RunSweepMeasure measure,
                           const TheoryPrediction *theory,
                           const ModelExperiment *experiment)
{
  g_return_val_if_fail (run_sweep_measure_get_extra (measure) >= 0 && theory != NULL, NAN);

  if (rows[measure].predict == NULL || theory->beyond)
    return NAN;
  return rows[measure].predict (theory, experiment);
}
