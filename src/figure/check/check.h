/* What must come out of a figure, as data: a quantity and its range. A quantity has a name, and is
 * of a run, of theory, of a sweep or of noisy digits: see check_run.h and its likes. */
#pragma once

#include "figure/check/check_quantity.h"

G_BEGIN_DECLS

typedef struct
{
  FigureCheckQuantity quantity;
  double minimum, maximum; /* both allowed; infinite: no limit */
} FigureCheck;

#define FIGURE_CHECK_MAX 5 /* of one figure; FIGURE_CHECK_NONE ends a shorter list */

/* Whether what the check looks at is there. */
gboolean figure_check_is_due (const FigureCheck *self, const FigureChecked *checked);
/* NAN where there is no such value. */
double figure_check_measure (const FigureCheck *self, const FigureChecked *checked);
gboolean figure_check_holds (const FigureCheck *self, const FigureChecked *checked);
/* "time ratio 3.65, expected 3.4 to 4.2", translated; owned by the caller. */
char *figure_check_describe (const FigureCheck *self, const FigureChecked *checked);

G_END_DECLS
