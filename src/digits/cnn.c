/* Convolutional networks. The samples of a batch are dealt to a fixed number of shares, each with a
 * gradient of its own; these are added in order. */
#include "digits/cnn.h"

#include "digits/convolution.h"
#include "digits/cross_entropy.h"
#include "digits/rectifier.h"
#include "num/blas.h"
#include "num/cancel.h"

#include <string.h>

enum
{
  SHARES = 16, /* as many as the largest team */
  POOL = 2
};

/* What one thread needs for one sample. */
typedef struct
{
  float *input;                     /* (side^2, 2): the modalities of a pixel side by side */
  float *outputs[DIGITS_MAX_DEPTH]; /* (side^2, branches * out) */
  float *deltas[DIGITS_MAX_DEPTH];  /* the same */
  float *full;                      /* for the convolutions */
  float *pooled, *pooled_delta;     /* (pooled^2, branches * out) */
  int *winners;                     /* the pixel that the pooled one was taken from */
  float logits[DIGITS_CLASSES];
} Scratch;

typedef struct
{
  float *gradient; /* as the parameters */
  double loss;
} Share;

struct DigitsCnn
{
  const DigitsLayout *layout;
  DigitsTeam *team;
  int n_scratch;
  Scratch *scratch; /* one for each thread */
  Share shares[SHARES];
  /* of the job under way */
  DigitsBatch job;
  float *logits; /* of a prediction */
};

static int
get_depth (const DigitsCnn *self)
{
  return self->layout->shape.depth;
}

static DigitsConvolution
get_convolution (const DigitsLayer *layer)
{
  return (DigitsConvolution){ layer->side + DIGITS_KERNEL - 1, layer->in, layer->out };
}

static void
set_up_scratch (Scratch *self, const DigitsLayout *layout)
{
  const int side = layout->shape.side, pooled = layout->layers[layout->shape.depth].in;
  int longest = 0;

  for (int l = 0; l < layout->shape.depth; l++)
    {
      const DigitsLayer *layer = &layout->layers[l];
      const DigitsConvolution c = get_convolution (layer);
      const int n = layer->side * layer->side * layer->branches * layer->out;

      longest = MAX (longest, digits_convolution_get_pixels (&c) * layer->out);
      self->outputs[l] = g_new0 (float, n);
      self->deltas[l] = g_new0 (float, n);
    }
  self->input = g_new0 (float, 2 * side * side);
  self->full = g_new0 (float, longest);
  self->pooled = g_new0 (float, pooled);
  self->pooled_delta = g_new0 (float, pooled);
  self->winners = g_new0 (int, pooled);
}

static void
clear_scratch (Scratch *self, const DigitsLayout *layout)
{
  for (int l = 0; l < layout->shape.depth; l++)
    {
      g_free (self->outputs[l]);
      g_free (self->deltas[l]);
    }
  g_free (self->input);
  g_free (self->full);
  g_free (self->pooled);
  g_free (self->pooled_delta);
  g_free (self->winners);
}

DigitsCnn *
digits_cnn_new (const DigitsLayout *layout, DigitsTeam *team)
{
  g_return_val_if_fail (layout != NULL && team != NULL, NULL);

  DigitsCnn *self = g_new0 (DigitsCnn, 1);
  self->layout = layout;
  self->team = team;
  self->n_scratch = digits_team_get_size (team);
  self->scratch = g_new0 (Scratch, self->n_scratch);
  for (int i = 0; i < self->n_scratch; i++)
    set_up_scratch (&self->scratch[i], layout);
  for (int i = 0; i < SHARES; i++)
    self->shares[i].gradient = g_new (float, layout->n_parameters);
  return self;
}

void
digits_cnn_free (DigitsCnn *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < self->n_scratch; i++)
    clear_scratch (&self->scratch[i], self->layout);
  for (int i = 0; i < SHARES; i++)
    g_free (self->shares[i].gradient);
  g_free (self->scratch);
  g_free (self);
}

/* What goes into layer l, and how many numbers lie from pixel to pixel. */
static const float *
get_input (const DigitsCnn *self, const Scratch *scratch, int l, int *row)
{
  if (l == 0)
    *row = 2;
  else
    *row = self->layout->layers[l - 1].branches * self->layout->layers[l - 1].out;
  return l == 0 ? scratch->input : scratch->outputs[l - 1];
}

static void
pool (const DigitsCnn *self, Scratch *scratch)
{
  const DigitsLayer *last = &self->layout->layers[get_depth (self) - 1];
  const int side = last->side, row = last->branches * last->out;
  const float *image = scratch->outputs[get_depth (self) - 1];
  int k = 0;

  for (int y = 0; y < self->layout->pooled; y++)
    for (int x = 0; x < self->layout->pooled; x++)
      for (int c = 0; c < row; c++, k++)
        {
          int best = (POOL * y * side + POOL * x) * row + c;

          for (int i = 1; i < POOL * POOL; i++)
            {
              const int other = ((POOL * y + i / POOL) * side + POOL * x + i % POOL) * row + c;

              if (image[other] > image[best])
                best = other;
            }
          scratch->winners[k] = best;
          scratch->pooled[k] = image[best];
        }
}

static void
go_forward (const DigitsCnn *self, Scratch *scratch, int sample)
{
  const int depth = get_depth (self), pixels = self->layout->shape.side * self->layout->shape.side;
  const float *x = self->job.x + (gsize) 2 * pixels * sample;
  const DigitsLayer *head = &self->layout->layers[depth];

  for (int p = 0; p < pixels; p++)
    {
      scratch->input[2 * p] = x[p];
      scratch->input[2 * p + 1] = x[pixels + p];
    }
  for (int l = 0; l < depth; l++)
    for (int b = 0; b < self->layout->layers[l].branches; b++)
      {
        const DigitsLayer *layer = &self->layout->layers[l];
        const DigitsConvolution c = get_convolution (layer);
        int row;
        const float *in = get_input (self, scratch, l, &row) + b * layer->in;

        digits_convolution_forward (&c, in, row, self->job.parameters + layer->weights[b],
                                    self->job.parameters + layer->biases[b], scratch->full,
                                    scratch->outputs[l] + b * layer->out,
                                    layer->branches * layer->out);
      }
  pool (self, scratch);
  memcpy (scratch->logits, self->job.parameters + head->biases[0], sizeof scratch->logits);
  cblas_sgemv (CblasRowMajor, CblasNoTrans, head->out, head->in, 1,
               self->job.parameters + head->weights[0], head->in, scratch->pooled, 1, 1,
               scratch->logits, 1);
}

/* Through the dense layer and the max-pool; scratch->logits holds the derivative by the logits. */
static void
go_back_head (const DigitsCnn *self, Scratch *scratch, float *gradient)
{
  const int last = get_depth (self) - 1;
  const DigitsLayer *head = &self->layout->layers[last + 1], *layer = &self->layout->layers[last];
  float *delta = scratch->deltas[last];

  cblas_sger (CblasRowMajor, head->out, head->in, 1, scratch->logits, 1, scratch->pooled, 1,
              gradient + head->weights[0], head->in);
  for (int i = 0; i < head->out; i++)
    gradient[head->biases[0] + i] += scratch->logits[i];
  cblas_sgemv (CblasRowMajor, CblasTrans, head->out, head->in, 1,
               self->job.parameters + head->weights[0], head->in, scratch->logits, 1, 0,
               scratch->pooled_delta, 1);
  memset (delta, 0, sizeof *delta * layer->side * layer->side * layer->branches * layer->out);
  for (int k = 0; k < head->in; k++)
    if (scratch->pooled[k] > 0)
      delta[scratch->winners[k]] = scratch->pooled_delta[k];
}

static void
go_back (const DigitsCnn *self, Scratch *scratch, float *gradient)
{
  go_back_head (self, scratch, gradient);
  for (int l = get_depth (self) - 1; l >= 0; l--)
    {
      const DigitsLayer *layer = &self->layout->layers[l];
      const DigitsConvolution c = get_convolution (layer);
      int row;
      const float *in = get_input (self, scratch, l, &row);

      for (int b = 0; b < layer->branches; b++)
        digits_convolution_back (
            &c, in + b * layer->in, row, self->job.parameters + layer->weights[b],
            scratch->deltas[l] + b * layer->out, layer->branches * layer->out, scratch->full,
            gradient + layer->weights[b], gradient + layer->biases[b],
            l > 0 ? scratch->deltas[l - 1] + b * layer->in : NULL);
      if (l > 0)
        digits_rectifier_mask (scratch->deltas[l - 1], in, c.side * c.side * row);
    }
}

static void
predict_share (int task, int worker, gpointer data)
{
  const DigitsCnn *self = data;
  Scratch *scratch = &self->scratch[worker];

  for (int i = task; i < self->job.n && !num_is_cancelled (self->job.cancel); i += SHARES)
    {
      go_forward (self, scratch, i);
      memcpy (self->logits + (gsize) i * DIGITS_CLASSES, scratch->logits, sizeof scratch->logits);
    }
}

static void
train_share (int task, int worker, gpointer data)
{
  DigitsCnn *self = data;
  Scratch *scratch = &self->scratch[worker];
  Share *share = &self->shares[task];

  memset (share->gradient, 0, sizeof (float) * self->layout->n_parameters);
  share->loss = 0;
  for (int i = task; i < self->job.n && !num_is_cancelled (self->job.cancel); i += SHARES)
    {
      go_forward (self, scratch, i);
      share->loss += digits_cross_entropy (scratch->logits, self->job.labels[i]);
      go_back (self, scratch, share->gradient);
    }
}

/* A part of the parameters, by what all shares say. */
static void
update_part (int task, int worker, gpointer data)
{
  const DigitsCnn *self = data;
  const gsize n = self->layout->n_parameters;
  const float scale = -self->job.rate / self->job.n;

  for (gsize i = n * task / SHARES; i < n * (task + 1) / SHARES; i++)
    {
      float sum = 0;

      for (int s = 0; s < SHARES; s++)
        sum += self->shares[s].gradient[i];
      self->job.parameters[i] += scale * sum;
    }
}

gboolean
digits_cnn_step (DigitsCnn *self, const DigitsBatch *batch, double *loss)
{
  g_return_val_if_fail (self != NULL && batch->n > 0, FALSE);

  self->job = *batch;
  digits_team_run (self->team, SHARES, train_share, self);
  if (num_is_cancelled (batch->cancel))
    return FALSE;
  digits_team_run (self->team, SHARES, update_part, self);
  *loss = 0;
  for (int s = 0; s < SHARES; s++)
    *loss += self->shares[s].loss / batch->n;
  return TRUE;
}

gboolean
digits_cnn_predict (DigitsCnn *self, const DigitsBatch *batch, float *logits)
{
  g_return_val_if_fail (self != NULL && batch->n > 0, FALSE);

  self->job = *batch;
  self->logits = logits;
  digits_team_run (self->team, SHARES, predict_share, self);
  return !num_is_cancelled (batch->cancel);
}
