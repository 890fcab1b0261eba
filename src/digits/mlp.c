/* Dense layers. Rows of a batch go forward and back together, strip by strip; then the weights are
 * updated, strip by strip of their own rows: no sum crosses a border between strips. */
#include "digits/mlp.h"

#include "digits/cross_entropy.h"
#include "digits/rectifier.h"
#include "num/blas.h"
#include "num/cancel.h"

#include <string.h>

enum
{
  /* Each product packs its second factor anew, so strips are as wide as threads can be kept busy.
   */
  LEAST_SAMPLE_STRIP = 50, /* rows of a batch in one task */
  MOST_SAMPLE_STRIPS = 4,
  UNIT_STRIP = 512 /* units whose weights one task updates */
};

struct DigitsMlp
{
  const DigitsLayout *layout;
  DigitsTeam *team;
  int most; /* samples of a batch */
  /* behind layer l, (most, branches * out) each: outputs, and derivatives by what goes into them
   */
  float *outputs[DIGITS_MAX_LAYERS], *deltas[DIGITS_MAX_LAYERS];
  double *losses; /* (most) */
  /* of the job under way */
  DigitsBatch job;
  int strips;
};

static int
get_row (const DigitsLayer *layer)
{
  return layer->branches * layer->out;
}

DigitsMlp *
digits_mlp_new (const DigitsLayout *layout, int most, DigitsTeam *team)
{
  g_return_val_if_fail (layout != NULL && most > 0 && team != NULL, NULL);

  DigitsMlp *self = g_new0 (DigitsMlp, 1);
  self->layout = layout;
  self->team = team;
  self->most = most;
  self->losses = g_new0 (double, most);
  for (int l = 0; l < layout->n_layers; l++)
    {
      const gsize n = (gsize) most * get_row (&layout->layers[l]);

      self->outputs[l] = g_new0 (float, n);
      self->deltas[l] = g_new0 (float, n);
    }
  return self;
}

void
digits_mlp_free (DigitsMlp *self)
{
  if (self == NULL)
    return;
  for (int l = 0; l < self->layout->n_layers; l++)
    {
      g_free (self->outputs[l]);
      g_free (self->deltas[l]);
    }
  g_free (self->losses);
  g_free (self);
}

/* What goes into layer l, for the sample's row; the row's length. */
static const float *
get_input (const DigitsMlp *self, int l, int row, int *length)
{
  const int side = self->layout->shape.side;

  *length = l == 0 ? 2 * side * side : get_row (&self->layout->layers[l - 1]);
  return (l == 0 ? self->job.x : self->outputs[l - 1]) + (gsize) row * *length;
}

static void
finish_outputs (const DigitsMlp *self, int l, float *out, const float *bias, int rows)
{
  const DigitsLayer *layer = &self->layout->layers[l];
  const int stride = get_row (layer);
  const gboolean rectify = l + 1 < self->layout->n_layers;

  for (int r = 0; r < rows; r++, out += stride)
    for (int j = 0; j < layer->out; j++)
      {
        const float sum = out[j] + bias[j];

        out[j] = rectify && sum < 0 ? 0 : sum;
      }
}

static void
go_forward (const DigitsMlp *self, int row, int rows)
{
  for (int l = 0; l < self->layout->n_layers; l++)
    for (int b = 0; b < self->layout->layers[l].branches; b++)
      {
        const DigitsLayer *layer = &self->layout->layers[l];
        int in_row;
        const float *in = get_input (self, l, row, &in_row) + b * layer->in;
        float *out = self->outputs[l] + (gsize) row * get_row (layer) + b * layer->out;

        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, rows, layer->out, layer->in, 1, in,
                     in_row, self->job.parameters + layer->weights[b], layer->in, 0, out,
                     get_row (layer));
        finish_outputs (self, l, out, self->job.parameters + layer->biases[b], rows);
      }
}

static void
go_back (const DigitsMlp *self, int row, int rows)
{
  for (int l = self->layout->n_layers - 1; l > 0; l--)
    {
      const DigitsLayer *layer = &self->layout->layers[l];
      const int in_row = get_row (&self->layout->layers[l - 1]), out_row = get_row (layer);
      float *back = self->deltas[l - 1] + (gsize) row * in_row;

      for (int b = 0; b < layer->branches; b++)
        cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, layer->in, layer->out, 1,
                     self->deltas[l] + (gsize) row * out_row + b * layer->out, out_row,
                     self->job.parameters + layer->weights[b], layer->in, 0, back + b * layer->in,
                     in_row);
      digits_rectifier_mask (back, self->outputs[l - 1] + (gsize) row * in_row,
                             (gsize) rows * in_row);
    }
}

/* Rows of strip i of n, all but equally many. */
static int
get_strip (const DigitsMlp *self, int i, int *rows)
{
  const int begin = (int) ((gint64) self->job.n * i / self->strips);

  *rows = (int) ((gint64) self->job.n * (i + 1) / self->strips) - begin;
  return begin;
}

static void
predict_strip (int task, int worker, gpointer data)
{
  const DigitsMlp *self = data;
  int rows, row = get_strip (self, task, &rows);

  if (!num_is_cancelled (self->job.cancel))
    go_forward (self, row, rows);
}

static void
train_strip (int task, int worker, gpointer data)
{
  const DigitsMlp *self = data;
  const int last = self->layout->n_layers - 1;
  int rows, row = get_strip (self, task, &rows);

  if (num_is_cancelled (self->job.cancel))
    return;
  go_forward (self, row, rows);
  for (int r = row; r < row + rows; r++)
    {
      float *delta = self->deltas[last] + r * DIGITS_CLASSES;

      memcpy (delta, self->outputs[last] + r * DIGITS_CLASSES, sizeof *delta * DIGITS_CLASSES);
      self->losses[r] = digits_cross_entropy (delta, self->job.labels[r]);
    }
  go_back (self, row, rows);
}

static void
update (const DigitsMlp *self, int l, int b, int unit)
{
  const DigitsLayer *layer = &self->layout->layers[l];
  const int units = MIN (UNIT_STRIP, layer->out - unit), row = get_row (layer);
  const float scale = -self->job.rate / self->job.n;
  const float *delta = self->deltas[l] + b * layer->out + unit;
  float *bias = self->job.parameters + layer->biases[b] + unit, sum[UNIT_STRIP] = { 0 };
  int in_row;
  const float *in = get_input (self, l, 0, &in_row) + b * layer->in;

  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, units, layer->in, self->job.n, scale, delta,
               row, in, in_row, 1,
               self->job.parameters + layer->weights[b] + (gsize) unit * layer->in, layer->in);
  for (int r = 0; r < self->job.n; r++)
    for (int j = 0; j < units; j++)
      sum[j] += delta[(gsize) r * row + j];
  for (int j = 0; j < units; j++)
    bias[j] += scale * sum[j];
}

static int
count_updates (const DigitsMlp *self)
{
  int n = 0;

  for (int l = 0; l < self->layout->n_layers; l++)
    n += self->layout->layers[l].branches *
         ((self->layout->layers[l].out + UNIT_STRIP - 1) / UNIT_STRIP);
  return n;
}

static void
update_strip (int task, int worker, gpointer data)
{
  const DigitsMlp *self = data;

  for (int l = 0; l < self->layout->n_layers; l++)
    for (int b = 0; b < self->layout->layers[l].branches; b++)
      for (int unit = 0; unit < self->layout->layers[l].out; unit += UNIT_STRIP)
        if (task-- == 0)
          {
            update (self, l, b, unit);
            return;
          }
}

static void
begin (DigitsMlp *self, const DigitsBatch *batch)
{
  self->job = *batch;
  self->strips = CLAMP (batch->n / LEAST_SAMPLE_STRIP, 1, MOST_SAMPLE_STRIPS);
}

gboolean
digits_mlp_step (DigitsMlp *self, const DigitsBatch *batch, double *loss)
{
  g_return_val_if_fail (self != NULL && batch->n > 0 && batch->n <= self->most, FALSE);

  begin (self, batch);
  digits_team_run (self->team, self->strips, train_strip, self);
  if (num_is_cancelled (batch->cancel))
    return FALSE;
  digits_team_run (self->team, count_updates (self), update_strip, self);
  *loss = 0;
  for (int r = 0; r < batch->n; r++)
    *loss += self->losses[r] / batch->n;
  return TRUE;
}

gboolean
digits_mlp_predict (DigitsMlp *self, const DigitsBatch *batch, float *logits)
{
  g_return_val_if_fail (self != NULL && batch->n > 0 && batch->n <= self->most, FALSE);

  begin (self, batch);
  digits_team_run (self->team, self->strips, predict_strip, self);
  memcpy (logits, self->outputs[self->layout->n_layers - 1],
          sizeof *logits * batch->n * DIGITS_CLASSES);
  return !num_is_cancelled (batch->cancel);
}
