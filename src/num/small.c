/* Gradient descent on small networks, an epoch in tens of nanoseconds. */
#include "num/small.h"

#include "num/lanes.h"
#include "num/matrix.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A layer between two hidden ones is a matrix in both orders: w has its rows one behind the other,
 * t its columns, with the same bits. A first layer (one column) and an output layer (one row) are
 * vectors, and t is NULL. b has as many numbers as a layer has rows, f as it has columns; of an
 * output layer b is 1, of a first layer f is om. */
typedef struct
{
  double *w, *t;
  double *b, *f;
} Layer;

struct NumSmall
{
  int depth[3], width;
  Layer layer[3][NUM_SMALL_MAX_DEPTH];
  double om[2];
  size_t n_weights;
  double *weights, *memory;
};

int
num_small_padded_width (int width)
{
  return (width + N_LANES - 1) / N_LANES * N_LANES;
}

static int
is_vector (const NumSmall *self, int part, int l)
{
  return (part < 2 && l == 0) || (l == self->depth[part] - 1 && (part == 2 || self->depth[2] == 0));
}

static size_t
layer_size (const NumSmall *self, int part, int l)
{
  return is_vector (self, part, l) ? (size_t) self->width : (size_t) self->width * self->width;
}

/* Lays out one kind of thing for all layers; returns how many numbers that takes. */
static size_t
lay_out_weights (NumSmall *self, double *memory, int twins)
{
  size_t n = 0;

  for (int part = 0; part < 3; part++)
    for (int l = 0; l < self->depth[part]; l++)
      {
        if (twins && is_vector (self, part, l))
          continue;
        if (memory != NULL && twins)
          self->layer[part][l].t = memory + n;
        else if (memory != NULL)
          self->layer[part][l].w = memory + n;
        n += layer_size (self, part, l);
      }
  return n;
}

NumSmall *
num_small_new (const int depth[3], int width)
{
  NumSmall *self = calloc (1, sizeof *self);
  size_t twins, layers = depth[0] + depth[1] + depth[2];
  double *p;

  assert (self != NULL && width >= 1 && width <= NUM_SMALL_MAX_WIDTH);
  memcpy (self->depth, depth, sizeof self->depth);
  self->width = num_small_padded_width (width);
  self->n_weights = lay_out_weights (self, NULL, 0);
  twins = lay_out_weights (self, NULL, 1);
  self->memory = self->weights = num_alloc (self->n_weights + twins + 2 * layers * self->width);
  lay_out_weights (self, self->weights, 0);
  lay_out_weights (self, self->weights + self->n_weights, 1);
  p = self->weights + self->n_weights + twins;
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < depth[part]; l++, p += 2 * self->width)
      {
        self->layer[part][l].b = p;
        self->layer[part][l].f = p + self->width;
      }
  return self;
}

void
num_small_free (NumSmall *self)
{
  if (self == NULL)
    return;
  free (self->memory);
  free (self);
}

double *
num_small_get_weights (NumSmall *self, size_t *n)
{
  *n = self->n_weights;
  return self->weights;
}

double *
num_small_get_layer (NumSmall *self, int part, int l, int *row_stride)
{
  *row_stride = part < 2 && l == 0 ? 1 : self->width;
  return self->layer[part][l].w;
}

/* In what follows width is a constant wherever it is called from. */

INLINE double
dot (int width, const double *a, const double *b)
{
  Lanes sum = CONST_LANES (a) * CONST_LANES (b);
  Half half;

  for (int i = N_LANES; i < width; i += N_LANES)
    sum += CONST_LANES (a + i) * CONST_LANES (b + i);
  half = FOLD (sum);
  return SUM_HALF (half);
}

/* out = sum_i v_i row_i, four rows at a time: a short chain of sums. */
INLINE void
combine (int width, const double *rows, const double *v, double *out)
{
  Lanes sum[NUM_SMALL_MAX_WIDTH / N_LANES];
  const int n = width / N_LANES;

  for (int k = 0; k < n; k++)
    sum[k] = (Lanes){ 0 };
  for (int i = 0; i < width; i += 4)
    {
      const double *r = rows + i * width;

      for (int k = 0; k < n; k++)
        sum[k] += (v[i] * CONST_LANES (r + k * N_LANES) +
                   v[i + 1] * CONST_LANES (r + width + k * N_LANES)) +
                  (v[i + 2] * CONST_LANES (r + 2 * width + k * N_LANES) +
                   v[i + 3] * CONST_LANES (r + 3 * width + k * N_LANES));
    }
  for (int k = 0; k < n; k++)
    LANES (out + k * N_LANES) = sum[k];
}

/* row_i += u_i v. */
INLINE void
add_outer (int width, double *rows, const double *u, const double *v)
{
  Lanes kept[NUM_SMALL_MAX_WIDTH / N_LANES];
  const int n = width / N_LANES;

  for (int k = 0; k < n; k++)
    kept[k] = CONST_LANES (v + k * N_LANES);
  for (int i = 0; i < width; i++)
    for (int k = 0; k < n; k++)
      LANES (rows + i * width + k * N_LANES) += u[i] * kept[k];
}

/* out += c u. */
INLINE void
add_scaled (int width, double *out, double c, const double *u)
{
  for (int k = 0; k < width; k += N_LANES)
    LANES (out + k) += c * CONST_LANES (u + k);
}

INLINE void
scale (int width, double *out, double c, const double *u)
{
  for (int k = 0; k < width; k += N_LANES)
    LANES (out + k) = c * CONST_LANES (u + k);
}

INLINE void
copy (int width, double *out, const double *v)
{
  for (int k = 0; k < width; k += N_LANES)
    LANES (out + k) = CONST_LANES (v + k);
}

/* b of the shared layers, from the output downwards, and what both branches are read by. */
INLINE void
evaluate_shared (NumSmall *self, int width)
{
  Layer *layers = self->layer[2];
  double *fused = self->layer[0][self->depth[0] - 1].b;
  const int top = self->depth[2] - 1;

  /* The output row itself reads the layer below it. */
  copy (width, top > 0 ? layers[top - 1].b : fused, layers[top].w);
  for (int l = top - 1; l >= 0; l--)
    combine (width, layers[l].w, layers[l].b, l > 0 ? layers[l - 1].b : fused);
  copy (width, self->layer[1][self->depth[1] - 1].b, fused);
}

/* b of a branch's layers; returns its total weight. */
INLINE double
evaluate_branch (NumSmall *self, int width, int m)
{
  Layer *layers = self->layer[m];
  int l = self->depth[m] - 1;

  if (self->depth[2] == 0)
    {
      copy (width, layers[l - 1].b, layers[l].w);
      l--;
    }
  for (; l > 0; l--)
    combine (width, layers[l].w, layers[l].b, layers[l - 1].b);
  return dot (width, layers[0].w, layers[0].b);
}

/* What total weights leave of y: its covariance with either input, and the loss. */
INLINE void
leave (const NumSmallMoments *s, NumSmallRow *row, double *om_a, double *om_b)
{
  const double a = row->w_a, b = row->w_b;

  *om_a = s->ya - (s->aa * a + s->ab * b);
  *om_b = s->yb - (s->ab * a + s->bb * b);
  row->loss = (s->yy - (a * (s->ya + *om_a) + b * (s->yb + *om_b))) / 2;
}

/* The downward half: b, the total weights, and what they leave. */
INLINE void
evaluate (NumSmall *self, int width, const NumSmallMoments *s, NumSmallRow *row)
{
  if (self->depth[2] > 0)
    evaluate_shared (self, width);
  row->w_a = evaluate_branch (self, width, 0);
  row->w_b = evaluate_branch (self, width, 1);
  leave (s, row, &self->om[0], &self->om[1]);
}

/* f of a matrix's output from that of its input, and the matrix's step in both orders. */
INLINE void
pass (int width, Layer *layer, double rate, double *above)
{
  double step[NUM_SMALL_MAX_WIDTH];

  scale (width, step, rate, layer->b);
  combine (width, layer->t, layer->f, above);
  add_outer (width, layer->w, step, layer->f);
  add_outer (width, layer->t, layer->f, step);
}

INLINE void
step (NumSmall *self, int width, double rate)
{
  const int shared = self->depth[2];
  double fused[2][NUM_SMALL_MAX_WIDTH];

  for (int m = 0; m < 2; m++)
    {
      const int top = self->depth[m] - 1;
      Layer *layers = self->layer[m];
      double *above = top > 0 ? layers[1].f : fused[m];

      scale (width, above, self->om[m], layers[0].w);
      add_scaled (width, layers[0].w, rate * self->om[m], layers[0].b);
      for (int l = 1; l <= top; l++)
        if (l == top && shared == 0)
          add_scaled (width, layers[l].w, rate, layers[l].f);
        else
          pass (width, &layers[l], rate, l < top ? layers[l + 1].f : fused[m]);
    }
  if (shared == 0)
    return;
  for (int k = 0; k < width; k += N_LANES)
    LANES (self->layer[2][0].f + k) = LANES (fused[0] + k) + LANES (fused[1] + k);
  for (int l = 0; l < shared - 1; l++)
    pass (width, &self->layer[2][l], rate, self->layer[2][l + 1].f);
  add_scaled (width, self->layer[2][shared - 1].w, rate, self->layer[2][shared - 1].f);
}

INLINE void
advance (NumSmall *self,
         int width,
         const NumSmallMoments *moments,
         double rate,
         int n,
         NumSmallRow *rows)
{
  for (int i = 0; i < n; i++)
    {
      step (self, width, rate);
      evaluate (self, width, moments, &rows[i]);
    }
}

/* The same as advance() where every way to the output has two layers, of one register each, which
 * then holds its weights from the first step to the last: memory would be half of the time. */
INLINE void
advance_two (NumSmall *self,
             int fused,
             const NumSmallMoments *moments,
             double rate,
             int n,
             NumSmallRow *rows)
{
  const NumSmallMoments s = *moments;
  double *out[2] = { fused ? self->layer[2][0].w : self->layer[0][1].w,
                     fused ? self->layer[2][0].w : self->layer[1][1].w };
  Lanes w_a = CONST_LANES (self->layer[0][0].w), w_b = CONST_LANES (self->layer[1][0].w);
  Lanes out_a = CONST_LANES (out[0]), out_b = CONST_LANES (out[1]);
  double om_a = self->om[0], om_b = self->om[1];

  for (int i = 0; i < n; i++)
    {
      const Lanes f_a = om_a * w_a, f_b = om_b * w_b;

      w_a += (rate * om_a) * out_a;
      w_b += (rate * om_b) * out_b;
      out_a += rate * (fused ? f_a + f_b : f_a);
      out_b = fused ? out_a : out_b + rate * f_b;
      rows[i].w_a = dot (N_LANES, (const double *) &w_a, (const double *) &out_a);
      rows[i].w_b = dot (N_LANES, (const double *) &w_b, (const double *) &out_b);
      leave (&s, &rows[i], &om_a, &om_b);
    }
  LANES (self->layer[0][0].w) = w_a;
  LANES (self->layer[1][0].w) = w_b;
  LANES (out[0]) = out_a;
  LANES (out[1]) = out_b;
  self->om[0] = om_a;
  self->om[1] = om_b;
}

static int
has_two_layers (const NumSmall *self)
{
  return self->depth[0] + self->depth[2] == 2 && self->depth[1] + self->depth[2] == 2;
}

CLONES void
num_small_advance (
    NumSmall *self, const NumSmallMoments *moments, double rate, int n, NumSmallRow *rows)
{
  if (self->width == 8 && has_two_layers (self))
    advance_two (self, self->depth[2], moments, rate, n, rows);
  else if (self->width == 8)
    advance (self, 8, moments, rate, n, rows);
  else
    advance (self, 16, moments, rate, n, rows);
}

static void
transpose (const NumSmall *self, const Layer *layer)
{
  for (int i = 0; i < self->width; i++)
    for (int j = 0; j < self->width; j++)
      layer->t[j * self->width + i] = layer->w[i * self->width + j];
}

void
num_small_evaluate (NumSmall *self, const NumSmallMoments *moments, NumSmallRow *row)
{
  for (int part = 0; part < 3; part++)
    for (int l = 0; l < self->depth[part]; l++)
      if (self->layer[part][l].t != NULL)
        transpose (self, &self->layer[part][l]);
  /* Of any width: in lanes of eight the order of every sum is that of the constant widths. */
  evaluate (self, self->width, moments, row);
}
