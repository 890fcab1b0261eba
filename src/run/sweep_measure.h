/* What can be measured of a cell: one row of a table each. */
#pragma once

#include "model/network/network.h"
#include "theory/measure.h"

G_BEGIN_DECLS

/* Stages of a cell that can be measured: two weights rarely have more. */
#define RUN_SWEEP_STAGES_MAX 3

typedef enum
{
  /* Of each cell. */
  RUN_SWEEP_RATIO,
  RUN_SWEEP_T_A,
  RUN_SWEEP_T_B,
  RUN_SWEEP_MISATTRIBUTION,
  RUN_SWEEP_STAGE_1_T, /* and of the next stages, behind it: where the text asks for stages */
  RUN_SWEEP_STAGE_LAST = RUN_SWEEP_STAGE_1_T + RUN_SWEEP_STAGES_MAX - 1,
  /* Where the text asks for them. */
  RUN_SWEEP_PLATEAU_LOSS,
  RUN_SWEEP_LOSS,
  RUN_SWEEP_WEIGHT_A,
  RUN_SWEEP_WEIGHT_B,
  RUN_SWEEP_GENERALISATION,
  RUN_SWEEP_GENERALISATION_LEAST,
  RUN_SWEEP_SHARPNESS,
  RUN_SWEEP_N_MEASURES
} RunSweepMeasure;

#define RUN_SWEEP_FIRST_EXTRA RUN_SWEEP_PLATEAU_LOSS
#define RUN_SWEEP_N_EXTRAS (RUN_SWEEP_N_MEASURES - RUN_SWEEP_FIRST_EXTRA)

/* A trained run, for those that are asked for. */
typedef struct
{
  const ModelExperiment *experiment;
  const ModelSnapshot *snapshot;
  const ModelNetwork *network; /* as it is at the end */
  const TheoryPrediction *theory;
  const TheoryMeasure *times;
} RunSweepRun;

/* "misattribution": in texts and files. */
const char *run_sweep_measure_get_name (RunSweepMeasure measure);
/* "Over-credit of A", translated. */
const char *run_sweep_measure_get_title (RunSweepMeasure measure);
/* Markup of plot/draw/label.h, for an axis: "t_B / t_A". */
const char *run_sweep_measure_get_symbol (RunSweepMeasure measure);
/* FALSE where there is none. */
gboolean run_sweep_measure_find (const char *name, RunSweepMeasure *measure);
/* All names, separated by commas. Owned by the caller. */
char *run_sweep_measure_list (RunSweepMeasure first, RunSweepMeasure last);

/* Below zero, too: it has no logarithm, and zero is in the middle. */
gboolean run_sweep_measure_is_signed (RunSweepMeasure measure);
/* A run that has not learned, or never will, has none. */
gboolean run_sweep_measure_is_of_learning (RunSweepMeasure measure);
/* Runs have to go on to their end. */
gboolean run_sweep_measure_is_of_end (RunSweepMeasure measure);
/* The stage of a measure, counted from 0; -1: it is of none. */
int run_sweep_measure_get_stage (RunSweepMeasure measure);
/* Its place among those that are asked for; -1: it is not asked for. */
int run_sweep_measure_get_extra (RunSweepMeasure measure);
/* Whether theory says anything of it, anywhere. Valid: one that is asked for. */
gboolean run_sweep_measure_has_theory (RunSweepMeasure measure);

/* Losses and weights in the units of ModelHistoryRow; sharpness is lambda of
 * model/network/sharpness.h. Valid: one that is asked for; of a run that has not diverged. NAN
 * where there is none. */
double run_sweep_measure_take (RunSweepMeasure measure, const RunSweepRun *run);
double run_sweep_measure_predict (RunSweepMeasure measure,
                                  const TheoryPrediction *theory,
                                  const ModelExperiment *experiment);

G_END_DECLS
