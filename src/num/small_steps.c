/* Gradient descent on small networks, an epoch in tens of nanoseconds; compiled once for each
 * instruction set. */
#include "num/lanes.h"

#include "num/small_layers.h"

/* In what follows width is a constant wherever it is called from. */

INLINE double
dot (int width, const double *a, const double *b)
{
  Lanes sum = { 0 };

  for (int i = 0; i < width; i += N_LANES)
    lanes_add_product (&sum, a + i, b + i);
  return lanes_sum (&sum);
}

/* out = sum_i v_i row_i, four rows at a time: a short chain of sums. */
INLINE void
combine (int width, const double *rows, const double *v, double *out)
{
  Part sum[NUM_SMALL_MAX_WIDTH / N_PART];
  const int n = width / N_PART;

  for (int k = 0; k < n; k++)
    sum[k] = (Part){ 0 };
  for (int i = 0; i < width; i += 4)
    {
      const double *r = rows + i * width;

      for (int k = 0; k < n; k++)
        sum[k] +=
            (v[i] * CONST_PART (r + k * N_PART) + v[i + 1] * CONST_PART (r + width + k * N_PART)) +
            (v[i + 2] * CONST_PART (r + 2 * width + k * N_PART) +
             v[i + 3] * CONST_PART (r + 3 * width + k * N_PART));
    }
  for (int k = 0; k < n; k++)
    PART (out + k * N_PART) = sum[k];
}

/* row_i += u_i v. */
INLINE void
add_outer (int width, double *rows, const double *u, const double *v)
{
  Part kept[NUM_SMALL_MAX_WIDTH / N_PART];
  const int n = width / N_PART;

  for (int k = 0; k < n; k++)
    kept[k] = CONST_PART (v + k * N_PART);
  for (int i = 0; i < width; i++)
    for (int k = 0; k < n; k++)
      PART (rows + i * width + k * N_PART) += u[i] * kept[k];
}

/* out += c u. */
INLINE void
add_scaled (int width, double *out, double c, const double *u)
{
  for (int k = 0; k < width; k += N_PART)
    PART (out + k) += c * CONST_PART (u + k);
}

INLINE void
scale (int width, double *out, double c, const double *u)
{
  for (int k = 0; k < width; k += N_PART)
    PART (out + k) = c * CONST_PART (u + k);
}

INLINE void
copy (int width, double *out, const double *v)
{
  for (int k = 0; k < width; k += N_PART)
    PART (out + k) = CONST_PART (v + k);
}

/* b of the shared layers, from the output downwards, and what both branches are read by. */
INLINE void
evaluate_shared (NumSmall *self, int width)
{
  NumSmallLayer *layers = self->layer[2];
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
  NumSmallLayer *layers = self->layer[m];
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
pass (int width, NumSmallLayer *layer, double rate, double *above)
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
      NumSmallLayer *layers = self->layer[m];
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
  for (int k = 0; k < width; k += N_PART)
    PART (self->layer[2][0].f + k) = CONST_PART (fused[0] + k) + CONST_PART (fused[1] + k);
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

/* The same as advance() where every way to the output has two layers, of one register or few, which
 * then hold its weights from the first step to the last: memory would be half of the time. */
INLINE void
advance_two (NumSmall *self,
             int fused,
             const NumSmallMoments *moments,
             double rate,
             int n,
             NumSmallRow *rows)
{
  const NumSmallMoments s = *moments;
  double *in[2] = { self->layer[0][0].w, self->layer[1][0].w };
  double *out[2] = { fused ? self->layer[2][0].w : self->layer[0][1].w,
                     fused ? self->layer[2][0].w : self->layer[1][1].w };
  Lanes w_a, w_b, out_a, out_b;
  double om_a = self->om[0], om_b = self->om[1];

  lanes_load (&w_a, in[0]);
  lanes_load (&w_b, in[1]);
  lanes_load (&out_a, out[0]);
  lanes_load (&out_b, out[1]);
  for (int i = 0; i < n; i++)
    {
      Lanes product_a, product_b;

      for (int p = 0; p < N_PARTS; p++)
        {
          const Part f_a = om_a * w_a.part[p], f_b = om_b * w_b.part[p];

          w_a.part[p] += (rate * om_a) * out_a.part[p];
          w_b.part[p] += (rate * om_b) * out_b.part[p];
          out_a.part[p] += rate * (fused ? f_a + f_b : f_a);
          out_b.part[p] = fused ? out_a.part[p] : out_b.part[p] + rate * f_b;
          product_a.part[p] = w_a.part[p] * out_a.part[p];
          product_b.part[p] = w_b.part[p] * out_b.part[p];
        }
      rows[i].w_a = lanes_sum (&product_a);
      rows[i].w_b = lanes_sum (&product_b);
      leave (&s, &rows[i], &om_a, &om_b);
    }
  lanes_store (in[0], &w_a);
  lanes_store (in[1], &w_b);
  lanes_store (out[0], &out_a);
  lanes_store (out[1], &out_b);
  self->om[0] = om_a;
  self->om[1] = om_b;
}

static int
has_two_layers (const NumSmall *self)
{
  return self->depth[0] + self->depth[2] == 2 && self->depth[1] + self->depth[2] == 2;
}

void
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
transpose (const NumSmall *self, const NumSmallLayer *layer)
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
