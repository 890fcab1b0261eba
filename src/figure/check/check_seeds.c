/* How many seeds are stuck, in the order of the figure's runs: early fusion, then late. */
#include "figure/check/check_seeds.h"

#include <math.h>

enum
{
  VARIANCES = FIGURE_CHECK_SEED_RUNS / 2
};

double
figure_check_seeds_measure (FigureCheckQuantity quantity, const FigureChecked *checked)
{
  const int *stuck = checked->seeds->stuck;
  int late = 0;

  switch (quantity)
    {
    case FIGURE_CHECK_STUCK_EARLY_1:
    case FIGURE_CHECK_STUCK_EARLY_2:
    case FIGURE_CHECK_STUCK_EARLY_3:
      return stuck[quantity - FIGURE_CHECK_STUCK_EARLY_1];
    case FIGURE_CHECK_STUCK_LATE:
      for (int i = VARIANCES; i < FIGURE_CHECK_SEED_RUNS; i++)
        late += stuck[i];
      return late;
    default:
      return NAN;
    }
}
