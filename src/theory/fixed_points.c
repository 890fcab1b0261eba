/* Fixed points of the total weights and their losses. */
#include "theory/fixed_points.h"

#include "num/blas.h"

#include <math.h>

/* Of the other's levels: rounding. */
#define SILENT 1e-9

/* One block: the struct, then the weights of all points. */
typedef struct
{
  TheoryFixedPoints points;
  double w[];
} Block;

static double
compute_level (const double *w, int n)
{
  return n == 1 ? w[0] : cblas_dnrm2 (n, w, 1);
}

void
theory_fixed_points_get_levels (int n_a, int n_b, const double *w, double level[2])
{
  level[0] = compute_level (w, n_a);
  level[1] = compute_level (w + n_a, n_b);
}

void
theory_fixed_points_get_scales (const TheoryFixedPoints *self, double scale[2])
{
  double largest[2] = { 0, 0 };

  for (int m = 0; m < 2; m++)
    for (int i = 0; i < THEORY_N_POINTS; i++)
      largest[m] = fmax (largest[m], fabs (self->point[i].level[m]));
  for (int m = 0; m < 2; m++)
    scale[m] = largest[m] > SILENT * largest[1 - m] ? largest[m] : INFINITY;
}

TheoryFixedPoints *
theory_fixed_points_new (const ModelMoments *moments)
{
  return theory_fixed_points_new_cancellable (moments, NULL);
}

TheoryFixedPoints *
theory_fixed_points_new_cancellable (const ModelMoments *moments, const int *cancel)
{
  int n_a = moments->n_a, n = n_a + moments->n_b;
  Block *block = g_malloc0 (sizeof (Block) + THEORY_N_POINTS * n * sizeof (double));

  if (!model_moments_solve_modality (moments, 0, block->w + THEORY_POINT_A * n, cancel) ||
      !model_moments_solve_modality (moments, 1, block->w + THEORY_POINT_B * n + n_a, cancel) ||
      !model_moments_solve_cancellable (moments, block->w + THEORY_POINT_SOLUTION * n, cancel))
    {
      g_free (block);
      return NULL;
    }
  for (int i = 0; i < THEORY_N_POINTS; i++)
    {
      TheoryFixedPoint *point = &block->points.point[i];

      point->w = block->w + i * n;
      /* Rounding may leave a perfect fit a little below zero. */
      point->loss = MAX (model_moments_loss (moments, point->w), 0);
      theory_fixed_points_get_levels (n_a, moments->n_b, point->w, point->level);
    }
  return &block->points;
}

void
theory_fixed_points_free (TheoryFixedPoints *self)
{
  g_free (self);
}
