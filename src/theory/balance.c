/* Balance residuals of neighbouring layers. */
#include "theory/balance.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>

/* out += alpha W' W, (cols, cols); the upper triangle. */
static void
add_above (const ModelNetworkLayer *layer, double alpha, double *out)
{
  cblas_dsyrk (CblasRowMajor, CblasUpper, CblasTrans, layer->cols, layer->rows, alpha, layer->w,
               layer->cols, 1, out, layer->cols);
}

/* out += alpha W W', (rows, rows); the upper triangle. */
static void
add_below (const ModelNetworkLayer *layer, double alpha, double *out)
{
  cblas_dsyrk (CblasRowMajor, CblasUpper, CblasNoTrans, layer->rows, layer->cols, alpha, layer->w,
               layer->cols, 1, out, layer->rows);
}

static void
add_junction (const ModelNetworkLayer *above,
              const ModelNetworkLayer *below,
              const ModelNetworkLayer *compared,
              double alpha,
              double *out)
{
  add_above (above, alpha, out);
  add_below (below, -alpha, out);
  if (compared != NULL)
    add_below (compared, -alpha, out);
}

/* The pairs of neighbouring layers, of a network or of its start, in the order of the residuals. */
typedef struct
{
  const ModelNetworkLayer *above, *below, *compared;
} Junction;

static int
list_junctions (const ModelNetwork *network, Junction junctions[THEORY_BALANCE_MAX])
{
  const ModelNetworkShape *s = &network->shape;
  int n = 0;

  for (int m = 0; m < 2; m++)
    for (int l = 0; l + 1 < s->branch_depth[m]; l++)
      junctions[n++] = (Junction){ &network->branch[m][l + 1], &network->branch[m][l], NULL };
  if (s->shared_depth > 0)
    junctions[n++] = (Junction){ &network->shared[0], &network->branch[0][s->branch_depth[0] - 1],
                                 &network->branch[1][s->branch_depth[1] - 1] };
  for (int l = 0; l + 1 < s->shared_depth; l++)
    junctions[n++] = (Junction){ &network->shared[l + 1], &network->shared[l], NULL };
  return n;
}

static double
norm_symmetric (const double *upper, int n)
{
  double sum = 0;

  for (int i = 0; i < n; i++)
    {
      const double *row = upper + (gsize) i * n + i;

      sum += 2 * cblas_ddot (n - i, row, 1, row, 1) - row[0] * row[0];
    }
  return sqrt (MAX (sum, 0));
}

static double
compute_scale (const Junction *junctions, int n)
{
  double largest = 0;

  for (int i = 0; i < n; i++)
    {
      const ModelNetworkLayer *layers[] = { junctions[i].above, junctions[i].below,
                                            junctions[i].compared };

      for (int j = 0; j < 3 && layers[j] != NULL; j++)
        largest = MAX (largest, cblas_dnrm2 (layers[j]->rows * layers[j]->cols, layers[j]->w, 1));
    }
  return largest * largest;
}

void
theory_balance_compute (TheoryBalance *self, const ModelNetwork *network, const ModelNetwork *start)
{
  Junction now[THEORY_BALANCE_MAX], then[THEORY_BALANCE_MAX];
  double scale;

  self->n = list_junctions (network, now);
  self->largest = 0;
  scale = compute_scale (now, self->n);
  if (start != NULL)
    list_junctions (start, then);
  for (int i = 0; i < self->n; i++)
    {
      int size = now[i].above->cols;
      double *gram = num_alloc ((gsize) size * size);

      add_junction (now[i].above, now[i].below, now[i].compared, 1, gram);
      if (start != NULL)
        add_junction (then[i].above, then[i].below, then[i].compared, -1, gram);
      self->residual[i] = scale > 0 ? norm_symmetric (gram, size) / scale : 0;
      self->largest = MAX (self->largest, self->residual[i]);
      free (gram);
    }
}
