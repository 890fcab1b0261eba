/* Evaluates theory for scalar data on a grid. */
#include "theory/maps.h"

void
theory_map_init (TheoryMap *self, TheoryMapKind kind, const TheoryNetwork *network)
{
  *self = (TheoryMap){ .kind = kind,
                       .network = *network,
                       .sigma_b = 1,
                       .w_a = 1,
                       .w_b = 1,
                       .n_rho = 100,
                       .n_r = 100,
                       .rho_minimum = -0.92,
                       .rho_maximum = 0.92,
                       .r_minimum = 1,
                       .r_maximum = 3 };
}

double
theory_map_evaluate (const TheoryMap *self, double rho, double r)
{
  TheoryRates rates;
  TheoryTimes times;

  if (self->kind == THEORY_MAP_MISATTRIBUTION)
    return self->w_b * rho / r;
  theory_rates_compute_scalar (&rates, r * self->sigma_b, self->sigma_b, rho, self->w_a, self->w_b);
  theory_times_compute (&times, &rates, &self->network);
  return times.flow.ratio;
}

static double
place (double minimum, double maximum, int i, int n)
{
  return n > 1 ? minimum + (maximum - minimum) * i / (n - 1) : minimum;
}

void
theory_map_compute (const TheoryMap *self, double *out)
{
  for (int i = 0; i < self->n_r; i++)
    {
      double r = place (self->r_minimum, self->r_maximum, i, self->n_r);

      for (int j = 0; j < self->n_rho; j++)
        {
          double rho = place (self->rho_minimum, self->rho_maximum, j, self->n_rho);

          out[(gsize) i * self->n_rho + j] = theory_map_evaluate (self, rho, r);
        }
    }
}
