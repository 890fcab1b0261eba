/* One cell of a sweep: a run, measured, beside what theory predicts for it. */
#pragma once

#include "run/sweep.h"

G_BEGIN_DECLS

typedef enum
{
  RUN_SWEEP_MISSING,  /* not computed yet */
  RUN_SWEEP_LEARNED,  /* both modalities reached their levels */
  RUN_SWEEP_NOT_YET,  /* the run ended before both did */
  RUN_SWEEP_NEVER,    /* the run is at its minimum, and theory says that no more will come */
  RUN_SWEEP_DIVERGED, /* the learning rate is too large: nothing is measured */
  RUN_SWEEP_FAILED,   /* no run: out of memory */
  RUN_SWEEP_LEFT_OUT, /* outside the sweep's `keep`: not run */
  RUN_SWEEP_N_STATUSES
} RunSweepStatus;

typedef struct
{
  double t, loss;  /* epoch, and the loss on the plateau that follows; NAN: there is none */
  double modality; /* 0, 1, THEORY_STAGE_BOTH; NAN */
  double theory_t; /* of the network's own start */
} RunSweepStage;

/* Of a cell whose status is not RUN_SWEEP_MISSING. NAN: there is none; +INFINITY: never. */
typedef struct
{
  RunSweepStatus status;
  double t[2];           /* epochs at which A, B are learned */
  double ratio;          /* the later one / the earlier */
  double misattribution; /* of the first modality, midway between the times */
  double theory_ratio;   /* finite steps; for vectors the network's own dynamics */
  double theory_flow;    /* gradient flow, to leading order */
  double theory_misattribution;
  RunSweepStage stage[RUN_SWEEP_STAGES_MAX]; /* as many as were asked for */
  double extra[RUN_SWEEP_N_EXTRAS];          /* those that were */
  double theory_extra[RUN_SWEEP_N_EXTRAS];
} RunSweepResult;

/* What a computation asks every few milliseconds. */
typedef struct
{
  const int *cancel;                /* (nullable): read atomically at every layer: ask pass() now */
  gboolean (*pass) (gpointer data); /* may wait; FALSE gives up. NULL: never */
  gpointer data;
} RunSweepGate;

/* No number: not computed yet. */
void run_sweep_result_init (RunSweepResult *self);

#define RUN_SWEEP_VALUES_MAX (7 + 4 * RUN_SWEEP_STAGES_MAX + 2 * RUN_SWEEP_N_EXTRAS)
/* All numbers of a result, in the order of a journal's columns; those of stages and of what else is
 * measured only as far as they are asked for: see RunSweep. Returns how many. */
int run_sweep_result_list (RunSweepResult *self,
                           int n_stages,
                           guint extras,
                           double *values[RUN_SWEEP_VALUES_MAX]);

/* "learned", "not-yet": as in a journal. */
const char *run_sweep_status_get_name (RunSweepStatus status);

/**
 * run_sweep_cell_compute:
 * Trains until both modalities are learned, or the run ends; theory is that of its own data, and
 * so are the levels that count as learned. Where stages are measured, or what is of the end, until
 * it ends.
 * @keep: predicted time ratios (finite steps) outside these two are left out
 * @n_stages, @extras: to be measured: see RunSweep
 * @gate: (nullable):
 * @result: (out): untouched where given up
 *
 * The same experiment gives the same bits, whatever the gate does.
 * Returns: FALSE where the gate gave up. A run that cannot be made is a result.
 */
gboolean run_sweep_cell_compute (const ModelExperiment *experiment,
                                 const double keep[2],
                                 int n_stages,
                                 guint extras,
                                 const RunSweepGate *gate,
                                 RunSweepResult *result);

G_END_DECLS
