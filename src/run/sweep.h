/* A sweep: many runs, one for every combination of some values of some keys, and of seeds.
 *
 * As text it is a key file: an experiment (see model/experiment/experiment_text.h) with one group
 * more,
 *
 *     [sweep]
 *     x = rho -0.9:0.9:9            the key along x: values, or first:last:how many, "log" for even
 *     y = ...                       steps of the logarithm
 *     family = sigma_a 3 2 1.5 1    one line and colour each
 *     marks = init random balanced  one kind of mark each
 *     seeds = 5                     seed, seed + 1, ... of the experiment
 *     keep = 1 20                   only data whose time ratio is predicted to lie between these
 *     stages = 3                    runs go on to their end, and so many stages are measured
 *     also = loss weight_a          what else is measured: names of run/sweep_measure.h
 *
 * and what only concerns the drawing: title, measure (ratio, t_a, t_b, misattribution, stage_1_t,
 * ... of those stages, what is also measured), log (of x, y, value), x_name, y_name, family_name.
 * Values that are evenly spaced on a logarithmic axis have one.
 */
#pragma once

#include "model/experiment/experiment.h"
#include "run/sweep_axis.h"
#include "run/sweep_measure.h"

G_BEGIN_DECLS

/* More cells are refused: their results would take gigabytes. */
#define RUN_SWEEP_MAX_CELLS 20000000

typedef enum
{
  RUN_SWEEP_X,
  RUN_SWEEP_Y,
  RUN_SWEEP_FAMILY,
  RUN_SWEEP_MARKS,
  RUN_SWEEP_N_AXES
} RunSweepRole;

/* Frozen once made. A cell is (seed, marks, family, y, x), x fastest and the seed slowest: every
 * point of the plot has a value after the first seed, and neighbours share their samples. */
typedef struct
{
  gatomicrefcount ref_count;
  char *title; /* or NULL */
  ModelExperiment base;
  RunSweepAxis axis[RUN_SWEEP_N_AXES];
  int n_seeds;
  double keep[2]; /* predicted time ratios, inclusive */
  int n_stages;   /* that are measured */
  guint extras;   /* a bit for each run_sweep_measure_get_extra() */
  RunSweepMeasure measure;
  gboolean logarithmic; /* the axis of the measured value */
  int n_points;         /* combinations without the seeds */
  int n_cells;          /* n_points * n_seeds */
  char *source;         /* the whole text, comments apart */
  char *text;           /* what the cells depend on, in one form: sweeps alike have it alike */
} RunSweep;

/* The cells index, index + count, ... of a sweep: what one job of an array computes. */
typedef struct
{
  int index, count; /* {0, 1}: all */
} RunSweepShard;

/**
 * run_sweep_parse:
 * Errors: MODEL_ERROR_KEY for what is no sweep, MODEL_ERROR_RANGE for values and combinations that
 * are not allowed, naming the cell; for more than RUN_SWEEP_MAX_CELLS.
 */
RunSweep *run_sweep_parse (const char *text, GError **error);
/* Whether each cell passes model_experiment_validate(): as parsing asks, and to be asked again once
 * data of a file are loaded. */
gboolean run_sweep_check_points (const RunSweep *self, GError **error);
RunSweep *run_sweep_ref (RunSweep *self);
void run_sweep_unref (RunSweep *self);

/* Cells of point p are p, p + n_points, ... */
int run_sweep_get_point (const RunSweep *self, int cell);
/* Which value of each axis a point has; and back. */
void run_sweep_get_place (const RunSweep *self, int point, int place[RUN_SWEEP_N_AXES]);
int run_sweep_find_point (const RunSweep *self, const int place[RUN_SWEEP_N_AXES]);
double run_sweep_get_seed (const RunSweep *self, int cell);
/* The experiment of a cell: it passes model_experiment_validate(). */
void run_sweep_get_experiment (const RunSweep *self, int cell, ModelExperiment *experiment);
/* The same at any value along an axis, for theory's lines; FALSE where it is not allowed. */
gboolean run_sweep_get_experiment_at (
    const RunSweep *self, int point, RunSweepRole role, double value, ModelExperiment *experiment);
/* "rho = 0.5, sigma_a = 3, seed = 2", owned by the caller. */
char *run_sweep_describe_cell (const RunSweep *self, int cell);
/* The text that makes this sweep again, with what is measured and the seed told. Owned by the
 * caller. */
char *run_sweep_dup_source (const RunSweep *self, RunSweepMeasure measure);
/* Whether its cells have it. */
gboolean run_sweep_has_measure (const RunSweep *self, RunSweepMeasure measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunSweep, run_sweep_unref)

G_END_DECLS
