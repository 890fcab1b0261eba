/* A point of a sweep's plot: its seeds summed up, and theory's value at a place. */
#pragma once

#include "run/sweep.h"
#include "run/sweep_cell.h"

G_BEGIN_DECLS

typedef struct
{
  int n;            /* finite values */
  double mean;      /* of them; NAN where n = 0 */
  double deviation; /* their standard deviation; 0 where n < 2 */
  double theory;    /* mean of theory over the same cells, finite steps; NAN where there is none */
  int n_never, n_not_yet, n_troubled, n_done; /* cells: never, not yet, diverged or failed, all */
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

/* What theory says of an experiment: of finite steps, or of gradient flow. NAN where nothing,
 * +INFINITY for never. Valid: the experiment passes model_experiment_validate(). */
double run_sweep_theory_evaluate (const ModelExperiment *experiment,
                                  RunSweepMeasure measure,
                                  gboolean flow);

G_END_DECLS
