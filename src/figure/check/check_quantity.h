/* What can be checked of a figure: quantities, and what they are measured on. */
#pragma once

#include "digits/state.h"
#include "study/run.h"
#include "study/sweep_results.h"

G_BEGIN_DECLS

typedef enum
{
  FIGURE_CHECK_NONE,
  /* of the run */
  FIGURE_CHECK_RATIO,          /* time of the second modality / time of the first */
  FIGURE_CHECK_FIRST,          /* 0: A is learned first, 1: B */
  FIGURE_CHECK_PLATEAU_LOSS,   /* midway between both times, relative to the start */
  FIGURE_CHECK_PLATEAU_WEIGHT, /* of the modality learned first, midway */
  FIGURE_CHECK_FINAL_WEIGHT,   /* of the same, at the end */
  FIGURE_CHECK_FINAL_LOSS,     /* relative to the start */
  FIGURE_CHECK_NEVER,       /* the second modality's weight at the end, where theory says never */
  FIGURE_CHECK_TIMES,       /* most that theory of the own start differs from a time, relative */
  FIGURE_CHECK_STAGES,      /* plateaus that the loss comes to */
  FIGURE_CHECK_STAGE_TIMES, /* as FIGURE_CHECK_TIMES, of stages; INFINITY: other stages */
  /* of the experiment, from theory */
  FIGURE_CHECK_LAYERS,        /* from A to the output, as the schematic has them */
  FIGURE_CHECK_SHARED_LAYERS, /* of these, behind the fusion layer */
  FIGURE_CHECK_SADDLES,       /* M_A and M_B, as far as they are there and are left again */
  FIGURE_CHECK_MAP_RATIO, /* most that the map differs from 1 + (r^2 - 1) / (1 - rho^2), relative */
  FIGURE_CHECK_MAP_CREDIT,   /* most that the map differs from rho / r */
  FIGURE_CHECK_REGION,       /* 1 to 4: of the data set */
  FIGURE_CHECK_FIRST_CURVE,  /* w_A / w_B from which A is learned first, times r^2 */
  FIGURE_CHECK_BETTER_CURVE, /* w_A / w_B from which A explains more, times r */
  FIGURE_CHECK_COST,         /* times later than aligned layers both branches are, on average */
  /* of the sweep; means over seeds, of the first kind of marks */
  FIGURE_CHECK_SWEEP_THEORY, /* most that a point differs from theory's finite steps, relative */
  FIGURE_CHECK_SWEEP_OTHERS, /* the same of the second kind of marks */
  FIGURE_CHECK_SWEEP_OWN,    /* of the first: from theory of the networks' own starts */
  FIGURE_CHECK_SWEEP_CREDIT, /* most that over-credit differs from rho / r */
  FIGURE_CHECK_SWEEP_CORRELATION, /* of simulation and theory, of their logarithms */
  FIGURE_CHECK_SWEEP_MEDIAN,      /* of simulation / theory */
  FIGURE_CHECK_SWEEP_NEAR,        /* points at which they are within 4 % of each other */
  FIGURE_CHECK_SWEEP_LAYERS,      /* least ratio of a family's point to that of the family before */
  FIGURE_CHECK_SWEEP_RISE,   /* rank correlation of value and abs (x), least of families >= 2 */
  FIGURE_CHECK_SWEEP_MIDDLE, /* the same of the families between the first and the last */
  FIGURE_CHECK_SWEEP_LATE,   /* of the last family, largest / least along x */
  /* of seeds: of how many the loss has not fallen at the end */
  FIGURE_CHECK_STUCK_EARLY_1, /* early fusion, a linear modality of variance 1 */
  FIGURE_CHECK_STUCK_EARLY_2,
  FIGURE_CHECK_STUCK_EARLY_3,
  FIGURE_CHECK_STUCK_LATE, /* late fusion, of all three variances */
  /* of noisy digits */
  FIGURE_CHECK_DIGITS_RATIO, /* time of the second modality / time of the first */
  FIGURE_CHECK_DIGITS_TREND, /* of the table, rank correlation of fusion layer and mean ratio */
  FIGURE_CHECK_DIGITS_RISE,  /* of the table, mean ratio of late fusion / of early fusion */
  FIGURE_CHECK_DIGITS_LEFT,  /* what remains of a corrupted image, mean of the samples */
  FIGURE_CHECK_N_QUANTITIES
} FigureCheckQuantity;

/* Runs of one figure, each of several seeds. */
#define FIGURE_CHECK_SEEDS 10
#define FIGURE_CHECK_SEED_RUNS 6

typedef struct
{
  int stuck[FIGURE_CHECK_SEED_RUNS]; /* of the seeds of each run */
} FigureCheckSeeds;

/* What there is of a figure, borrowed; NULL: nothing, or it has not ended yet. */
typedef struct
{
  const StudyRun *run;
  const ModelExperiment *experiment;
  const StudySweepResults *results;
  const DigitsState *digits;
  const FigureCheckSeeds *seeds;
} FigureChecked;

G_END_DECLS
