/* Krylov and learned bases of a linear network's hidden layers. */
#include "model/step/basis.h"

#include "num/blas.h"
#include "num/cancel.h"
#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  OUTSIDE = -1, /* the inputs below a first layer, the output above the last */
  FUSED = 0,    /* what both branches end in, unless they end in the output */
  MAX_SPACES = 3 * MODEL_MAX_DEPTH
};

/* What rounding leaves of a vector that lies in a space already. */
#define DEPENDENT 1e-9

/* The basis of a hidden layer, its vectors one behind the other; those below `seen` have been
 * carried on to the neighbours. */
typedef struct
{
  int n, seen;
  double *q;
} Space;

/* A layer and the spaces it lies between. */
typedef struct
{
  int part, l;
  int below, above;
} Link;

struct ModelBasis
{
  int width, limit;
  gboolean closed;
  int n_spaces, n_links;
  Space spaces[MAX_SPACES];
  Link links[MAX_SPACES];
};

static const ModelNetworkLayer *
layer_of (const ModelNetwork *network, const Link *link)
{
  return model_network_layer (network, link->part, link->l);
}

static int
add_link (ModelBasis *self, int part, int l, int below, int above)
{
  self->links[self->n_links++] = (Link){ part, l, below, above };
  return above;
}

static void
link_layers (ModelBasis *self, const ModelNetworkShape *shape)
{
  const gboolean late = shape->shared_depth == 0;
  int below;

  self->n_spaces = late ? 0 : 1;
  for (int m = 0; m < 2; m++)
    {
      const int top = shape->branch_depth[m] - 1;

      below = OUTSIDE;
      for (int l = 0; l < top; l++)
        below = add_link (self, m, l, below, self->n_spaces++);
      add_link (self, m, top, below, late ? OUTSIDE : FUSED);
    }
  below = FUSED;
  for (int l = 0; l < shape->shared_depth - 1; l++)
    below = add_link (self, 2, l, below, self->n_spaces++);
  if (!late)
    add_link (self, 2, shape->shared_depth - 1, below, OUTSIDE);
  for (int i = 0; i < self->n_spaces; i++)
    self->spaces[i].q = num_alloc ((gsize) self->limit * self->width);
}

/* What of v is new, if there is room; v is lost. */
static void
append (ModelBasis *self, int space, double *v)
{
  Space *s = &self->spaces[space];
  const int n = self->width;
  const double before = cblas_dnrm2 (n, v, 1);
  double after;

  if (s->n == self->limit || !(before > 0))
    return;
  /* Twice is enough to be orthogonal to rounding. */
  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < s->n; i++)
      cblas_daxpy (n, -cblas_ddot (n, s->q + (gsize) i * n, 1, v, 1), s->q + (gsize) i * n, 1, v,
                   1);
  after = cblas_dnrm2 (n, v, 1);
  if (!(after > DEPENDENT * before))
    return;
  cblas_dscal (n, 1 / after, v, 1);
  memcpy (s->q + (gsize) s->n * n, v, n * sizeof *v);
  s->n++;
}

/* The vectors that the inputs and the output reach at once. */
static void
seed (ModelBasis *self, const ModelNetwork *network)
{
  double *v = num_alloc (self->width);

  for (int k = 0; k < self->n_links; k++)
    {
      const Link *link = &self->links[k];
      const ModelNetworkLayer *layer = layer_of (network, link);

      for (int j = 0; j < layer->cols && link->below == OUTSIDE; j++)
        {
          cblas_dcopy (self->width, layer->w + j, layer->cols, v, 1);
          append (self, link->above, v);
        }
      if (link->above == OUTSIDE)
        {
          memcpy (v, layer->w, self->width * sizeof *v);
          append (self, link->below, v);
        }
    }
  free (v);
}

/* Carries the vectors from `seen` to `end` of a space to a neighbour: by W, or down by W'. */
static void
carry (ModelBasis *self, const double *w, CBLAS_TRANSPOSE how, int from, int end, int to)
{
  const Space *s = &self->spaces[from];
  const int n = self->width, k = end - s->seen;
  double *out;

  if (k <= 0 || self->spaces[to].n == self->limit)
    return;
  out = num_alloc ((gsize) k * n);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, how, k, n, n, 1, s->q + (gsize) s->seen * n, n, w, n, 0,
               out, n);
  for (int i = 0; i < k; i++)
    append (self, to, out + (gsize) i * n);
  free (out);
}

/* Carries what is new in every space one layer on; whether anything was. FALSE in *done where
 * cancelled. */
static gboolean
grow (ModelBasis *self, const ModelNetwork *network, const int *cancel, gboolean *done)
{
  int end[MAX_SPACES];
  gboolean fresh = FALSE;

  for (int i = 0; i < self->n_spaces; i++)
    {
      end[i] = self->spaces[i].n;
      fresh = fresh || end[i] > self->spaces[i].seen;
    }
  for (int k = 0; k < self->n_links && fresh; k++)
    {
      const Link *link = &self->links[k];
      const double *w = layer_of (network, link)->w;

      *done = !num_is_cancelled (cancel);
      if (!*done)
        return FALSE;
      if (link->below == OUTSIDE || link->above == OUTSIDE)
        continue;
      carry (self, w, CblasTrans, link->below, end[link->below], link->above);
      carry (self, w, CblasNoTrans, link->above, end[link->above], link->below);
    }
  for (int i = 0; i < self->n_spaces; i++)
    self->spaces[i].seen = end[i];
  return fresh;
}

/* Full spaces are closed only where they are all there is. */
static gboolean
is_closed (const ModelBasis *self)
{
  for (int i = 0; i < self->n_spaces; i++)
    if (self->spaces[i].n == self->limit && self->limit < self->width)
      return FALSE;
  return TRUE;
}

/* With the first vectors in it. */
static ModelBasis *
new_seeded (const ModelNetwork *network, int limit)
{
  ModelBasis *self = g_new0 (ModelBasis, 1);

  self->width = network->shape.width;
  self->limit = MIN (limit, self->width);
  link_layers (self, &network->shape);
  seed (self, network);
  return self;
}

ModelBasis *
model_basis_new (const ModelNetwork *network, int limit, const int *cancel)
{
  g_autoptr (ModelBasis) self = new_seeded (network, limit);
  gboolean done = TRUE;

  while (grow (self, network, cancel, &done))
    ;
  if (!done)
    return NULL;
  self->closed = is_closed (self);
  return g_steal_pointer (&self);
}

/* Takes what a space holds already out of n vectors. */
static void
take_out (const Space *s, int width, double *rows, int n)
{
  double *share = num_alloc ((gsize) n * MAX (s->n, 1));

  for (int pass = 0; pass < 2 && s->n > 0; pass++)
    {
      cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n, s->n, width, 1, rows, width, s->q,
                   width, 0, share, s->n);
      cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, s->n, -1, share, s->n, s->q,
                   width, 1, rows, width);
    }
  free (share);
}

/* The probe's vectors in a space, one behind the other; n of them, which may be 0. */
static double *
gather (const ModelBasis *self, int space, const ModelProbe *probe, int *n)
{
  const gsize size = (gsize) model_probe_get_n (probe) * self->width;
  double *rows = num_alloc (2 * self->n_links * size);

  *n = 0;
  for (int k = 0; k < self->n_links; k++)
    {
      const Link *link = &self->links[k];
      const double *vectors = link->above == space ? model_probe_get_b (probe, link->part, link->l)
                              : link->below == space
                                  ? model_probe_get_f (probe, link->part, link->l)
                                  : NULL;

      if (vectors == NULL)
        continue;
      memcpy (rows + (gsize) *n * self->width, vectors, size * sizeof *rows);
      *n += model_probe_get_n (probe);
    }
  return rows;
}

/* FALSE where the probe's vectors are no numbers. */
static gboolean
learn (ModelBasis *self, int space, const ModelProbe *probe)
{
  int n;
  double *rows = gather (self, space, probe, &n);
  const int few = MIN (n, self->width);
  double *values = num_alloc (few), *vectors = num_alloc ((gsize) few * self->width);
  gboolean done;

  take_out (&self->spaces[space], self->width, rows, n);
  done = num_matrix_principal (n, self->width, rows, values, vectors);
  for (int i = 0; i < few && done && values[i] > DEPENDENT * sqrt (n); i++)
    append (self, space, vectors + (gsize) i * self->width);
  free (rows);
  free (values);
  free (vectors);
  return done;
}

ModelBasis *
model_basis_new_learned (const ModelNetwork *network,
                         const ModelProbe *probe,
                         int limit,
                         const int *cancel)
{
  g_autoptr (ModelBasis) self = new_seeded (network, limit);

  for (int i = 0; i < self->n_spaces; i++)
    if (num_is_cancelled (cancel) || !learn (self, i, probe))
      return NULL;
  return g_steal_pointer (&self);
}

void
model_basis_free (ModelBasis *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n_spaces; i++)
    free (self->spaces[i].q);
  g_free (self);
}

gboolean
model_basis_pays (int dimension, int width)
{
  return dimension * 3 <= width * 2;
}

int
model_basis_get_dimension (const ModelBasis *self)
{
  int n = 1;

  for (int i = 0; i < self->n_spaces; i++)
    n = MAX (n, self->spaces[i].n);
  return n;
}

gboolean
model_basis_is_closed (const ModelBasis *self)
{
  return self->closed;
}

gsize
model_basis_get_bytes (const ModelBasis *self)
{
  return sizeof *self + (gsize) self->n_spaces * self->limit * self->width * sizeof (double);
}

ModelBasis *
model_basis_copy (const ModelBasis *self, int dimension)
{
  ModelBasis *copy = g_new0 (ModelBasis, 1);

  *copy = *self;
  copy->closed = self->closed && model_basis_get_dimension (self) <= dimension;
  copy->limit = MIN (self->limit, dimension);
  for (int i = 0; i < self->n_spaces; i++)
    {
      Space *s = &copy->spaces[i];

      s->n = MIN (s->n, copy->limit);
      s->q = num_alloc ((gsize) copy->limit * self->width);
      memcpy (s->q, self->spaces[i].q, (gsize) s->n * self->width * sizeof *s->q);
    }
  return copy;
}

/* small = Q_above' W Q_below, written into a layer whose rows may be longer. */
static void
project_layer (const ModelBasis *self,
               const Link *link,
               const ModelNetworkLayer *wide,
               const ModelNetworkLayer *small)
{
  const Space *below = link->below == OUTSIDE ? NULL : &self->spaces[link->below];
  const Space *above = link->above == OUTSIDE ? NULL : &self->spaces[link->above];
  const int cols = below != NULL ? below->n : wide->cols, n = self->width;
  double *half = num_alloc ((gsize) wide->rows * MAX (cols, 1));

  if (below != NULL)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, wide->rows, cols, n, 1, wide->w, n,
                 below->q, n, 0, half, cols);
  else
    memcpy (half, wide->w, (gsize) wide->rows * cols * sizeof *half);
  if (above != NULL)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, above->n, cols, n, 1, above->q, n, half,
                 cols, 0, small->w, small->cols);
  else
    memcpy (small->w, half, cols * sizeof *half);
  free (half);
}

ModelNetwork *
model_basis_project (const ModelBasis *self, const ModelNetwork *network)
{
  ModelNetworkShape shape = network->shape;
  ModelNetwork *small;

  shape.width = model_basis_get_dimension (self);
  small = model_network_new (&shape);
  for (int k = 0; k < self->n_links; k++)
    project_layer (self, &self->links[k], layer_of (network, &self->links[k]),
                   layer_of (small, &self->links[k]));
  return small;
}

/* wide += Q_above (now - start) Q_below'. */
static void
expand_layer (const ModelBasis *self,
              const Link *link,
              const ModelNetworkLayer *start,
              const ModelNetworkLayer *now,
              const ModelNetworkLayer *wide)
{
  const Space *below = link->below == OUTSIDE ? NULL : &self->spaces[link->below];
  const Space *above = link->above == OUTSIDE ? NULL : &self->spaces[link->above];
  const int rows = above != NULL ? above->n : 1, cols = below != NULL ? below->n : wide->cols;
  const int n = self->width;
  double *change = num_alloc ((gsize) rows * cols), *half = num_alloc ((gsize) rows * wide->cols);

  for (int i = 0; i < rows; i++)
    for (int j = 0; j < cols; j++)
      change[i * cols + j] = now->w[i * now->cols + j] - start->w[i * start->cols + j];
  if (below != NULL)
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, n, cols, 1, change, cols,
                 below->q, n, 0, half, n);
  else
    memcpy (half, change, (gsize) rows * cols * sizeof *half);
  if (above != NULL)
    cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, n, wide->cols, rows, 1, above->q, n, half,
                 wide->cols, 1, wide->w, wide->cols);
  else
    cblas_daxpy (n, 1, half, 1, wide->w, 1);
  free (change);
  free (half);
}

void
model_basis_expand (const ModelBasis *self,
                    const ModelNetwork *start,
                    const ModelNetwork *now,
                    ModelNetwork *network)
{
  for (int k = 0; k < self->n_links; k++)
    expand_layer (self, &self->links[k], layer_of (start, &self->links[k]),
                  layer_of (now, &self->links[k]), layer_of (network, &self->links[k]));
}

const double *
model_basis_get_first (const ModelBasis *self, int m, int *n)
{
  for (int k = 0; k < self->n_links; k++)
    if (self->links[k].part == m && self->links[k].l == 0 && self->links[k].above != OUTSIDE)
      {
        const Space *space = &self->spaces[self->links[k].above];

        *n = space->n;
        return space->q;
      }
  return NULL;
}
