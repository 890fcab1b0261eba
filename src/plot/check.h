/* What must come out of a figure's run, as data: a quantity and its range. */
#pragma once

#include "plot/timeplot.h"

G_BEGIN_DECLS

typedef enum
{
  PLOT_CHECK_NONE,
  PLOT_CHECK_RATIO,          /* time of the second modality / time of the first */
  PLOT_CHECK_FIRST,          /* 0: A is learned first, 1: B */
  PLOT_CHECK_PLATEAU_LOSS,   /* midway between both times, relative to the start */
  PLOT_CHECK_PLATEAU_WEIGHT, /* of the modality learned first, midway */
  PLOT_CHECK_FINAL_WEIGHT,   /* of the same, at the end */
  PLOT_CHECK_FINAL_LOSS,     /* relative to the start */
  PLOT_CHECK_NEVER           /* the second modality's weight at the end, where theory says never */
} PlotCheckQuantity;

typedef struct
{
  PlotCheckQuantity quantity;
  double minimum, maximum; /* both allowed */
} PlotCheck;

#define PLOT_CHECK_MAX 3 /* of one figure; PLOT_CHECK_NONE ends a shorter list */

/* The value of a run that has ended; NAN where the run does not have it. */
double plot_check_measure (PlotCheckQuantity quantity, const PlotRun *run);
gboolean plot_check_holds (const PlotCheck *self, const PlotRun *run);
/* "time ratio 3.65, expected 3.4 to 4.2", translated; owned by the caller. */
char *plot_check_describe (const PlotCheck *self, const PlotRun *run);

G_END_DECLS
