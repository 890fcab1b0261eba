/* Checks: which quantity is of what, and how they are told. */
#include "figure/check/check.h"

#include "figure/check/check_digits.h"
#include "figure/check/check_run.h"
#include "figure/check/check_seeds.h"
#include "figure/check/check_sweep.h"
#include "figure/check/check_theory.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_NAMES 4

typedef enum
{
  OF_RUN,
  OF_THEORY,
  OF_SWEEP,
  OF_SEEDS,
  OF_DIGITS
} Source;

typedef struct
{
  Source source;
  const char *name;
  const char *values[N_NAMES]; /* of a quantity that is a choice: 0, 1, ...; else NULL */
} Quantity;

static const Quantity quantities[FIGURE_CHECK_N_QUANTITIES] = {
  [FIGURE_CHECK_RATIO] = { OF_RUN, N_ ("time ratio") },
  [FIGURE_CHECK_FIRST] = { OF_RUN, N_ ("learned first:"), { "A", "B" } },
  [FIGURE_CHECK_PLATEAU_LOSS] = { OF_RUN, N_ ("loss on the plateau") },
  [FIGURE_CHECK_PLATEAU_WEIGHT] = { OF_RUN, N_ ("weight on the plateau") },
  [FIGURE_CHECK_FINAL_WEIGHT] = { OF_RUN, N_ ("weight at the end") },
  [FIGURE_CHECK_FINAL_LOSS] = { OF_RUN, N_ ("loss at the end") },
  [FIGURE_CHECK_NEVER] = { OF_RUN, N_ ("weight of the second modality at the end") },
  [FIGURE_CHECK_TIMES] = { OF_RUN, N_ ("largest deviation of its times from theory") },
  [FIGURE_CHECK_STAGES] = { OF_RUN, N_ ("stages:") },
  [FIGURE_CHECK_STAGE_TIMES] = { OF_RUN, N_ ("largest deviation of its stages from theory") },
  [FIGURE_CHECK_LAYERS] = { OF_THEORY, N_ ("layers from input to output:") },
  [FIGURE_CHECK_SHARED_LAYERS] = { OF_THEORY, N_ ("layers behind the fusion layer:") },
  [FIGURE_CHECK_SADDLES] = { OF_THEORY, N_ ("saddles where one modality is learned alone:") },
  [FIGURE_CHECK_MAP_RATIO] = { OF_THEORY,
                               N_ ("largest deviation of the map from 1 + (r² − 1) / (1 − ρ²)") },
  [FIGURE_CHECK_MAP_CREDIT] = { OF_THEORY, N_ ("largest deviation of the over-credit from ρ / r") },
  [FIGURE_CHECK_REGION] = { OF_THEORY, N_ ("region of the data:"), { "I", "II", "III", "IV" } },
  [FIGURE_CHECK_FIRST_CURVE] = { OF_THEORY,
                                 N_ ("curve above which A is learned first, times r²:") },
  [FIGURE_CHECK_BETTER_CURVE] = { OF_THEORY, N_ ("curve above which A explains more, times r:") },
  [FIGURE_CHECK_COST] = { OF_THEORY, N_ ("times later than aligned layers:") },
  [FIGURE_CHECK_SWEEP_THEORY] = { OF_SWEEP, N_ ("largest deviation from theory") },
  [FIGURE_CHECK_SWEEP_OTHERS] = { OF_SWEEP,
                                  N_ ("largest deviation from theory of the other marks") },
  [FIGURE_CHECK_SWEEP_OWN] = { OF_SWEEP, N_ ("largest deviation from theory of the own start") },
  [FIGURE_CHECK_SWEEP_CREDIT] = { OF_SWEEP,
                                  N_ ("largest deviation of the over-credit from ρ / r") },
  [FIGURE_CHECK_SWEEP_CORRELATION] = { OF_SWEEP, N_ ("correlation of simulation and theory") },
  [FIGURE_CHECK_SWEEP_MEDIAN] = { OF_SWEEP, N_ ("median of simulation / theory") },
  [FIGURE_CHECK_SWEEP_NEAR] = { OF_SWEEP, N_ ("data sets that theory meets within 0.04:") },
  [FIGURE_CHECK_SWEEP_LAYERS] = { OF_SWEEP, N_ ("least factor from fusion layer to fusion layer") },
  [FIGURE_CHECK_SWEEP_RISE] = { OF_SWEEP, N_ ("rank correlation along the axis") },
  [FIGURE_CHECK_SWEEP_MIDDLE] = { OF_SWEEP,
                                  N_ ("rank correlation along the axis, intermediate fusion") },
  [FIGURE_CHECK_SWEEP_LATE] = { OF_SWEEP, N_ ("largest / least ratio, late fusion") },
  [FIGURE_CHECK_STUCK_EARLY_1] = { OF_SEEDS, N_ ("seeds stuck of 10, early fusion, Var x_A = 1:") },
  [FIGURE_CHECK_STUCK_EARLY_2] = { OF_SEEDS, N_ ("seeds stuck of 10, early fusion, Var x_A = 2:") },
  [FIGURE_CHECK_STUCK_EARLY_3] = { OF_SEEDS, N_ ("seeds stuck of 10, early fusion, Var x_A = 3:") },
  [FIGURE_CHECK_STUCK_LATE] = { OF_SEEDS, N_ ("seeds stuck of 30, late fusion:") },
  [FIGURE_CHECK_DIGITS_RATIO] = { OF_DIGITS, N_ ("time ratio") },
  [FIGURE_CHECK_DIGITS_TREND] = { OF_DIGITS, N_ ("rank correlation of ratio and fusion layer") },
  [FIGURE_CHECK_DIGITS_RISE] = { OF_DIGITS, N_ ("ratio of late fusion / of early fusion") },
  [FIGURE_CHECK_DIGITS_LEFT] = { OF_DIGITS, N_ ("what remains of a corrupted image") },
};

gboolean
figure_check_is_due (const FigureCheck *self, const FigureChecked *checked)
{
  g_return_val_if_fail (self != NULL && checked != NULL, FALSE);

  switch (quantities[self->quantity].source)
    {
    case OF_THEORY:
      return checked->experiment != NULL;
    case OF_SWEEP:
      return checked->results != NULL;
    case OF_SEEDS:
      return checked->seeds != NULL;
    case OF_DIGITS:
      return checked->digits != NULL;
    case OF_RUN:
    default:
      return checked->run != NULL;
    }
}

double
figure_check_measure (const FigureCheck *self, const FigureChecked *checked)
{
  if (!figure_check_is_due (self, checked))
    return NAN;
  switch (quantities[self->quantity].source)
    {
    case OF_THEORY:
      return figure_check_theory_measure (self->quantity, checked);
    case OF_SWEEP:
      return figure_check_sweep_measure (self->quantity, checked);
    case OF_SEEDS:
      return figure_check_seeds_measure (self->quantity, checked);
    case OF_DIGITS:
      return figure_check_digits_measure (self->quantity, checked);
    case OF_RUN:
    default:
      return figure_check_run_measure (self->quantity, checked);
    }
}

gboolean
figure_check_holds (const FigureCheck *self, const FigureChecked *checked)
{
  const double value = figure_check_measure (self, checked);

  return value >= self->minimum && value <= self->maximum; /* FALSE for NAN */
}

static char *
format (const Quantity *quantity, double value)
{
  const int i = (int) value;

  if (quantity->values[0] != NULL)
    return g_strdup (i >= 0 && i < N_NAMES && quantity->values[i] != NULL ? quantity->values[i]
                                                                          : "–");
  return g_strdup_printf ("%.3g", value);
}

static char *
format_range (const FigureCheck *self, const Quantity *quantity)
{
  g_autofree char *minimum = format (quantity, self->minimum);
  g_autofree char *maximum = format (quantity, self->maximum);

  if (self->minimum == self->maximum)
    return g_steal_pointer (&minimum);
  /* Translators: a range of values: from one number on */
  if (isinf (self->maximum))
    return g_strdup_printf (_ ("%s or more"), minimum);
  /* Translators: a range of values, from one number to another */
  return g_strdup_printf (_ ("%s to %s"), minimum, maximum);
}

char *
figure_check_describe (const FigureCheck *self, const FigureChecked *checked)
{
  const double value = figure_check_measure (self, checked);
  const Quantity *quantity = &quantities[self->quantity];
  g_autofree char *range = format_range (self, quantity), *text = NULL;

  if (isnan (value))
    return g_strdup_printf (_ ("%s not known, expected %s"), _ (quantity->name), range);
  text = format (quantity, value);
  /* Translators: such as "time ratio 3.65, expected 3.4 to 4.2" */
  return g_strdup_printf (_ ("%s %s, expected %s"), _ (quantity->name), text, range);
}
