/* A point of a sweep's plot: its seeds summed up, and theory's value at a place. */
#pragma once

#include "run/sweep.h"
#include "run/sweep_cell.h"
#include "theory/own.h"

G_BEGIN_DECLS

typedef struct
{
  int n;            /* finite values */
  double mean;      /* of them; NAN where n = 0 */
  double deviation; /* their standard deviation; 0 where n < 2 */
  double theory;    /* mean of theory over the same cells, finite steps; NAN where there is none */
  double formula;   /* of a ratio, the same to leading order, gradient flow */
  /* Cells: never, not yet, as far as that is no value; diverged or failed; all. */
  int n_never, n_not_yet, n_troubled, n_done;
} RunSweepPoint;

/* The measured value of a cell: NAN where there is none, +INFINITY for never. */
double run_sweep_result_get (const RunSweepResult *self, RunSweepMeasure measure);

/**
 * run_sweep_point_compute:
 * @results: n_cells, as far as there are any
 * The seeds are summed in their order, so that the same results give the same bits.
 */
void run_sweep_point_compute (RunSweepPoint *self,
                              const RunSweep *sweep,
                              const RunSweepResult *results,
                              int point,
                              RunSweepMeasure measure);

/**
 * run_sweep_theory_evaluate:
 * What theory says of an experiment: of finite steps, to leading order; or of gradient flow, which
 * is integrated in networks deeper than two layers, since there the leading order is a few % off.
 * Valid: the experiment passes model_experiment_validate().
 *
 * Returns: NAN where theory says nothing, +INFINITY for never.
 */
double run_sweep_theory_evaluate (const ModelExperiment *experiment,
                                  RunSweepMeasure measure,
                                  gboolean flow);
/* The same of the network's own start. @known: (inout): of the network that was asked for last, or
 * NULL. NAN too where cancelled. */
double run_sweep_theory_evaluate_own (const ModelExperiment *experiment,
                                      RunSweepMeasure measure,
                                      TheoryOwnStart **known,
                                      const int *cancel);
/* The mean of run_sweep_theory_evaluate() over the seeds of a point, each of which has data of its
 * own. */
double run_sweep_theory_get_mean (const RunSweep *sweep,
                                  int point,
                                  RunSweepMeasure measure,
                                  gboolean flow);
/* TRUE if its flow is the integrated one, of the reduced dynamics. */
gboolean run_sweep_theory_is_reduced (const ModelExperiment *experiment);
/* TRUE if the network's own start leads elsewhere: of deep linear networks that are not balanced;
 * of stages, of which there is no formula, always. */
gboolean run_sweep_theory_has_own (const ModelExperiment *experiment, RunSweepMeasure measure);

G_END_DECLS
