/* Half-way levels of both modalities. */
#include "theory/levels.h"

#include <math.h>

void
theory_levels_compute (TheoryLevels *self, const TheoryRates *rates, TheoryOrder order)
{
  int first = order == THEORY_ORDER_B_FIRST ? 1 : 0, second = 1 - first;
  double level[2] = { rates->end[0], rates->end[1] };

  if (order == THEORY_ORDER_NOTHING)
    level[0] = level[1] = 0;
  else if (order != THEORY_ORDER_TOGETHER)
    {
      level[first] = rates->p[first];
      /* Collinear with the first: the pseudo-inverse has a share for it that training never finds.
       */
      level[second] = rates->d[second] > 0 ? level[second] : 0;
    }
  for (int m = 0; m < 2; m++)
    self->half[m] = level[m] > 0 ? level[m] / 2 : INFINITY;
}
