/* What must come out of a figure, as data: a quantity and its range. A quantity has a name, and is
 * of a run, of theory, of a sweep or of noisy digits: see check_run.h and its likes. */
#pragma once

#include "digits/state.h"
#include "plot/results.h"
#include "plot/timeplot.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_CHECK_NONE,
  /* of the run */
  PLOT_CHECK_RATIO,          /* time of the second modality / time of the first */
  PLOT_CHECK_FIRST,          /* 0: A is learned first, 1: B */
  PLOT_CHECK_PLATEAU_LOSS,   /* midway between both times, relative to the start */
  PLOT_CHECK_PLATEAU_WEIGHT, /* of the modality learned first, midway */
  PLOT_CHECK_FINAL_WEIGHT,   /* of the same, at the end */
  PLOT_CHECK_FINAL_LOSS,     /* relative to the start */
  PLOT_CHECK_NEVER,          /* the second modality's weight at the end, where theory says never */
  /* of the experiment, from theory */
  PLOT_CHECK_LAYERS,        /* from A to the output, as the schematic has them */
  PLOT_CHECK_SHARED_LAYERS, /* of these, behind the fusion layer */
  PLOT_CHECK_SADDLES,       /* M_A and M_B, as far as they are there and are left again */
  PLOT_CHECK_MAP_RATIO,   /* most that the map differs from 1 + (r^2 - 1) / (1 - rho^2), relative */
  PLOT_CHECK_MAP_CREDIT,  /* most that the map differs from rho / r */
  PLOT_CHECK_REGION,      /* 1 to 4: of the data set */
  PLOT_CHECK_FIRST_CURVE, /* w_A / w_B from which A is learned first, times r^2 */
  PLOT_CHECK_BETTER_CURVE, /* w_A / w_B from which A explains more, times r */
  /* of the sweep; means over seeds, of the first kind of marks */
  PLOT_CHECK_SWEEP_THEORY,      /* most that a point differs from theory's finite steps, relative */
  PLOT_CHECK_SWEEP_OTHERS,      /* the same of the second kind of marks */
  PLOT_CHECK_SWEEP_CREDIT,      /* most that over-credit differs from rho / r */
  PLOT_CHECK_SWEEP_CORRELATION, /* of simulation and theory, of their logarithms */
  PLOT_CHECK_SWEEP_MEDIAN,      /* of simulation / theory */
  PLOT_CHECK_SWEEP_LAYERS,      /* least ratio of a family's point to that of the family before */
  PLOT_CHECK_SWEEP_RISE,        /* rank correlation of value and abs (x), least of families >= 2 */
  PLOT_CHECK_SWEEP_MIDDLE,      /* the same of the families between the first and the last */
  PLOT_CHECK_SWEEP_LATE,        /* of the last family, largest / least along x */
  /* of noisy digits */
  PLOT_CHECK_DIGITS_RATIO, /* time of the second modality / time of the first */
  PLOT_CHECK_DIGITS_TREND, /* of the table, rank correlation of fusion layer and mean ratio */
  PLOT_CHECK_DIGITS_RISE,  /* of the table, mean ratio of late fusion / of early fusion */
  PLOT_CHECK_DIGITS_LEFT,  /* what remains of a corrupted image, mean of the samples */
  PLOT_CHECK_N_QUANTITIES
} PlotCheckQuantity;

typedef struct
{
  PlotCheckQuantity quantity;
  double minimum, maximum; /* both allowed; infinite: no limit */
} PlotCheck;

#define PLOT_CHECK_MAX 4 /* of one figure; PLOT_CHECK_NONE ends a shorter list */

/* What there is of a figure, borrowed; NULL: nothing, or it has not ended yet. */
typedef struct
{
  const PlotRun *run;
  const ModelExperiment *experiment;
  const PlotResults *results;
  const DigitsState *digits;
} PlotChecked;

/* Whether what the check looks at is there. */
gboolean plot_check_is_due (const PlotCheck *self, const PlotChecked *checked);
/* NAN where there is no such value. */
double plot_check_measure (const PlotCheck *self, const PlotChecked *checked);
gboolean plot_check_holds (const PlotCheck *self, const PlotChecked *checked);
/* "time ratio 3.65, expected 3.4 to 4.2", translated; owned by the caller. */
char *plot_check_describe (const PlotCheck *self, const PlotChecked *checked);

G_END_DECLS
