/* Block Krylov bases of the two modalities, grown side by side until nothing new appears. */
#include "theory/krylov.h"

#include "num/blas.h"
#include "num/matrix.h"

#include <stdlib.h>
#include <string.h>

/* An image whose new part is smaller than this, relative to the image, is in the span already. */
#define NEW_TOLERANCE 1e-9

typedef struct
{
  int n[2], start[2]; /* inputs, and where they start */
  int count[2];       /* directions so far */
  int limit;
  double *q[2]; /* (limit, n_m): one direction a row */
} Bases;

/* Orthonormalises v against the basis of m, twice for the digits that the first pass cancels, and
 * appends it if there is anything new. */
static void
append (Bases *self, int m, double *v)
{
  int n = self->n[m];
  double before = cblas_dnrm2 (n, v, 1), after;

  if (before == 0 || self->count[m] == MIN (self->limit, n))
    return;
  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < self->count[m]; i++)
      {
        const double *q = self->q[m] + (gsize) i * n;

        cblas_daxpy (n, -cblas_ddot (n, q, 1, v, 1), q, 1, v, 1);
      }
  after = cblas_dnrm2 (n, v, 1);
  if (after <= NEW_TOLERANCE * before)
    return;
  cblas_dscal (n, 1 / after, v, 1);
  memcpy (self->q[m] + (gsize) self->count[m] * n, v, n * sizeof *v);
  self->count[m]++;
}

static void
apply_block (
    const Bases *self, const ModelMoments *moments, int to, int from, const double *v, double *out)
{
  int n = self->n[0] + self->n[1];

  cblas_dgemv (CblasRowMajor, CblasNoTrans, self->n[to], self->n[from], 1,
               moments->sigma + (gsize) self->start[to] * n + self->start[from], n, v, 1, 0, out,
               1);
}

static void
grow (Bases *self, const ModelMoments *moments)
{
  double *v = num_alloc (MAX (self->n[0], self->n[1]));
  int done[2] = { 0, 0 };

  for (int m = 0; m < 2; m++)
    {
      memcpy (v, moments->sigma_yx + self->start[m], self->n[m] * sizeof *v);
      append (self, m, v);
    }
  while (done[0] < self->count[0] || done[1] < self->count[1])
    for (int from = 0; from < 2; from++)
      if (done[from] < self->count[from])
        {
          const double *q = self->q[from] + (gsize) done[from]++ * self->n[from];

          for (int to = 0; to < 2; to++)
            {
              apply_block (self, moments, to, from, q, v);
              append (self, to, v);
            }
        }
  free (v);
}

/* A silent modality still has one (zero) input, as a network needs one. */
static void
project (const Bases *self, const ModelMoments *moments, ModelMoments *out)
{
  int offset[2] = { 0, out->n_a }, n = out->n_a + out->n_b;
  double *v = num_alloc (MAX (self->n[0], self->n[1]));

  for (int to = 0; to < 2; to++)
    {
      for (int from = 0; from < 2; from++)
        for (int j = 0; j < self->count[from]; j++)
          {
            apply_block (self, moments, to, from, self->q[from] + (gsize) j * self->n[from], v);
            for (int i = 0; i < self->count[to]; i++)
              out->sigma[(offset[to] + i) * n + offset[from] + j] =
                  cblas_ddot (self->n[to], self->q[to] + (gsize) i * self->n[to], 1, v, 1);
          }
      for (int i = 0; i < self->count[to]; i++)
        out->sigma_yx[offset[to] + i] =
            cblas_ddot (self->n[to], self->q[to] + (gsize) i * self->n[to], 1,
                        moments->sigma_yx + self->start[to], 1);
    }
  out->sigma_yy = moments->sigma_yy;
  free (v);
}

ModelMoments *
theory_krylov_compress (const ModelMoments *moments, int limit)
{
  Bases bases = { .n = { moments->n_a, moments->n_b },
                  .start = { 0, moments->n_a },
                  .limit = limit };
  ModelMoments *out;

  if (moments->n_a == 1 && moments->n_b == 1)
    return model_moments_copy (moments);
  for (int m = 0; m < 2; m++)
    bases.q[m] = num_alloc ((size_t) limit * bases.n[m]);
  grow (&bases, moments);
  out = model_moments_new (MAX (bases.count[0], 1), MAX (bases.count[1], 1));
  project (&bases, moments, out);
  for (int m = 0; m < 2; m++)
    free (bases.q[m]);
  return out;
}
