/* Stages of a loss with noise. */
#include "num/quantile.h"
#include "study/log.h"
#include "theory/stages.h"

#include <math.h>

/* Of the whole fall: less is no stage. */
#define LEAST_FALL 0.05
/* Deviations of the noise: a fall within them is none. */
#define LEAST_DEVIATIONS 4
/* Logarithm of the time over which a rate is told: shorter ones are the rows' own. */
#define WINDOW 0.25

/* The falling curve, on a grid even in the logarithm of time. */
enum
{
  MOST_POINTS = 512
};

typedef struct
{
  int n;
  double first, distance; /* logarithms of step + shift */
  double shift;
  double loss[MOST_POINTS];
} Grid;

/* The falling curve with the least sum of squares: pools of neighbours that would rise. */
static double *
new_falling (gsize n, const double *loss)
{
  double *mean = g_new (double, n);
  g_autofree gsize *count = g_new (gsize, n);
  gsize pools = 0, at = n;

  for (gsize i = 0; i < n; i++)
    {
      mean[pools] = loss[i];
      count[pools++] = 1;
      while (pools > 1 && mean[pools - 1] >= mean[pools - 2])
        {
          const double a = (double) count[pools - 2], b = (double) count[pools - 1];

          mean[pools - 2] = (a * mean[pools - 2] + b * mean[pools - 1]) / (a + b);
          count[pools - 2] += count[pools - 1];
          pools--;
        }
    }
  /* From the back, lest a pool is overwritten before it is spread. */
  while (pools > 0)
    {
      const double value = mean[--pools];

      for (gsize k = 0; k < count[pools]; k++)
        mean[--at] = value;
    }
  return mean;
}

/* Of neighbours' differences, which trends hardly touch: their median, as a deviation. */
static double
measure_noise (gsize n, const double *loss)
{
  g_autofree double *jump = g_new (double, n);

  for (gsize i = 0; i + 1 < n; i++)
    jump[i] = fabs (loss[i + 1] - loss[i]);
  return 1.4826 / sqrt (2) * num_median (jump, n - 1);
}

/* Rows up to the last that is as low as the least, but for noise: of a loss that rises at its end,
 * because it diverges or learns by heart, what is behind would raise the falling curve before. */
static gsize
count_falling (gsize n, const double *loss, double noise)
{
  double least = INFINITY;

  for (gsize i = 0; i < n; i++)
    least = fmin (least, loss[i]);
  while (n > 0 && loss[n - 1] > least + LEAST_DEVIATIONS * noise)
    n--;
  return n;
}

/* Of the falling curve, linear between rows. */
static double
interpolate (gsize n, const double *step, const double *loss, double at)
{
  gsize low = 0, high = n - 1;

  if (at <= step[0])
    return loss[0];
  if (at >= step[n - 1])
    return loss[n - 1];
  while (high - low > 1)
    {
      const gsize middle = (low + high) / 2;

      if (step[middle] <= at)
        low = middle;
      else
        high = middle;
    }
  return loss[low] + (loss[high] - loss[low]) * (at - step[low]) / (step[high] - step[low]);
}

static double
get_step (const Grid *self, double i)
{
  return exp (self->first + i * self->distance) - self->shift;
}

static void
fill_grid (Grid *self, gsize n, const double *step, const double *falling)
{
  const double unit = step[1] - step[0];

  /* Logs count from 0 or from 1. */
  self->shift = unit - step[0];
  self->n = MOST_POINTS;
  self->first = log (unit);
  self->distance = (log (step[n - 1] + self->shift) - self->first) / (MOST_POINTS - 1);
  for (int i = 0; i < self->n; i++)
    self->loss[i] = interpolate (n, step, falling, get_step (self, i));
}

/* How fast it falls over a window around a point. */
static double
get_rate (const Grid *self, int i)
{
  const int half = MAX (1, (int) (WINDOW / 2 / self->distance));
  const int from = MAX (0, i - half), to = MIN (self->n - 1, i + half);

  return (self->loss[from] - self->loss[to]) / ((to - from) * self->distance);
}

static void
add_stage (const Grid *self, int from, int to, StudyLogStage *stage)
{
  const double half = (self->loss[from] + self->loss[to]) / 2;
  int i = from;

  while (i < to && self->loss[i + 1] > half)
    i++;
  const double span = self->loss[i] - self->loss[MIN (i + 1, to)];
  const double part = span > 0 ? (self->loss[i] - half) / span : 0;

  *stage = (StudyLogStage){ .time = get_step (self, i + part),
                            .end = get_step (self, to),
                            .loss = self->loss[to],
                            .modality = STUDY_LOG_BOTH };
}

int
study_log_find_stages (gsize n,
                       const double *step,
                       const double *loss,
                       StudyLogStage stages[STUDY_LOG_STAGES])
{
  g_autofree double *falling = NULL;
  g_autofree Grid *grid = NULL;
  TheoryBottoms bottoms = { .late = TRUE };
  double fall, least, noise;
  int count = 0, bound = 0;

  if (n < 3)
    return 0;
  noise = measure_noise (n, loss);
  n = count_falling (n, loss, noise);
  if (n < 3)
    return 0;
  falling = new_falling (n, loss);
  fall = falling[0] - falling[n - 1];
  least = fmax (LEAST_FALL * fall, LEAST_DEVIATIONS * noise);
  if (!(fall > least) || !(fall > 0))
    return 0;
  grid = g_new (Grid, 1);
  fill_grid (grid, n, step, falling);
  for (int i = 0; i < grid->n && count < STUDY_LOG_STAGES - 1; i++)
    if (theory_bottoms_pass (&bottoms, (gsize) i, get_rate (grid, i), least / (WINDOW * 8)))
      {
        const int bottom = (int) bottoms.bottom;

        /* What is behind counts, too, or this is the end. */
        if (grid->loss[bound] - grid->loss[bottom] < least ||
            grid->loss[bottom] - grid->loss[grid->n - 1] < least)
          continue;
        add_stage (grid, bound, bottom, &stages[count++]);
        bound = bottom;
      }
  if (grid->loss[bound] - grid->loss[grid->n - 1] >= least)
    add_stage (grid, bound, grid->n - 1, &stages[count++]);
  return count;
}
