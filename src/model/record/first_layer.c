/* Frames of first-layer weights, thinned by how much they change; how they are aligned. */
#include "model/record/first_layer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the largest weight; a plot is a few hundred pixels wide. */
#define FIRST_TOLERANCE 0.02
#define TOLERANCE_GROWTH 1.4
#define GREATEST_TOLERANCE 0.25
#define STEPS 256

typedef struct
{
  gatomicrefcount ref_count;
  double epoch;
  float w[];
} Frame;

/* From what is stored to the layer itself, of each branch; NULL: they are the same. */
typedef struct
{
  GBytes *vectors[2]; /* Q' in floats, (rows stored, rows of the layer) */
} Widening;

struct ModelFirstLayerRecorder
{
  ModelFirstLayerShape shape, stored;
  Widening widening;
  gsize n;
  guint most; /* frames; 0: too large */
  double tolerance;
  gint64 next;       /* the epoch to be offered */
  GPtrArray *frames; /* Frame, in increasing epoch */
};

struct ModelFirstLayer
{
  gatomicrefcount ref_count;
  ModelFirstLayerShape shape, stored;
  Widening widening;
  GPtrArray *frames;
};

void
model_first_layer_shape_init (ModelFirstLayerShape *self, const ModelNetworkShape *network)
{
  for (int m = 0; m < 2; m++)
    {
      const gboolean last = network->branch_depth[m] == 1 && network->shared_depth == 0;

      self->rows[m] = last ? 1 : network->width;
      self->inputs[m] = network->inputs[m];
    }
  self->fused = network->branch_depth[0] == 1 && network->branch_depth[1] == 1;
}

gsize
model_first_layer_shape_size (const ModelFirstLayerShape *self)
{
  return (gsize) self->rows[0] * self->inputs[0] + (gsize) self->rows[1] * self->inputs[1];
}

static Frame *
frame_ref (Frame *frame)
{
  g_atomic_ref_count_inc (&frame->ref_count);
  return frame;
}

static void
frame_unref (gpointer frame)
{
  if (g_atomic_ref_count_dec (&((Frame *) frame)->ref_count))
    g_free (frame);
}

static Frame *
frame_new (gint64 epoch, const ModelFirstLayerShape *shape, const ModelNetwork *network)
{
  Frame *frame = g_malloc (sizeof *frame + model_first_layer_shape_size (shape) * sizeof (float));
  float *w = frame->w;

  g_atomic_ref_count_init (&frame->ref_count);
  frame->epoch = epoch;
  for (int m = 0; m < 2; m++)
    {
      const gsize n = (gsize) shape->rows[m] * shape->inputs[m];

      for (gsize i = 0; i < n; i++)
        *w++ = (float) network->branch[m][0].w[i];
    }
  return frame;
}

static void
set_size (ModelFirstLayerRecorder *self)
{
  self->n = model_first_layer_shape_size (&self->stored);
  self->most =
      MIN (MODEL_FIRST_LAYER_MAX_BYTES / (self->n * sizeof (float)), MODEL_FIRST_LAYER_MAX);
  if (self->most < 2)
    self->most = 0;
}

ModelFirstLayerRecorder *
model_first_layer_recorder_new (const ModelNetworkShape *network)
{
  ModelFirstLayerRecorder *self = g_new0 (ModelFirstLayerRecorder, 1);

  model_first_layer_shape_init (&self->shape, network);
  self->stored = self->shape;
  set_size (self);
  self->tolerance = FIRST_TOLERANCE;
  self->frames = g_ptr_array_new_with_free_func (frame_unref);
  return self;
}

static void
clear_widening (Widening *widening)
{
  for (int m = 0; m < 2; m++)
    g_clear_pointer (&widening->vectors[m], g_bytes_unref);
}

void
model_first_layer_recorder_free (ModelFirstLayerRecorder *self)
{
  if (self == NULL)
    return;
  clear_widening (&self->widening);
  g_ptr_array_unref (self->frames);
  g_free (self);
}

void
model_first_layer_recorder_set_basis (ModelFirstLayerRecorder *self,
                                      int m,
                                      const double *vectors,
                                      int n)
{
  const gsize size = (gsize) n * self->shape.rows[m];
  float *copy = g_new (float, size);

  for (gsize i = 0; i < size; i++)
    copy[i] = (float) vectors[i];
  g_clear_pointer (&self->widening.vectors[m], g_bytes_unref);
  self->widening.vectors[m] = g_bytes_new_take (copy, size * sizeof *copy);
  self->stored.rows[m] = n;
  set_size (self);
}

gint64
model_first_layer_recorder_next (const ModelFirstLayerRecorder *self)
{
  return self->next;
}

/* Whether a weight has moved by so much of the largest in either. */
static gboolean
differs (const float *a, const float *b, gsize n, double tolerance)
{
  float change = 0, largest = 0;

  for (gsize i = 0; i < n; i++)
    {
      const float d = fabsf (a[i] - b[i]), size = fabsf (a[i]);

      change = d > change ? d : change;
      largest = size > largest ? size : largest;
    }
  return change > (float) tolerance * largest;
}

static gboolean
is_finite (const float *w, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (w[i]))
      return FALSE;
  return TRUE;
}

/* Drops the frames that a larger tolerance would not have kept; the first and the last stay. */
static void
thin (ModelFirstLayerRecorder *self)
{
  const Frame *kept = g_ptr_array_index (self->frames, 0);

  self->tolerance *= TOLERANCE_GROWTH;
  for (guint i = 1; i + 1 < self->frames->len;)
    {
      const Frame *frame = g_ptr_array_index (self->frames, i);

      if (differs (frame->w, kept->w, self->n, self->tolerance))
        {
          kept = frame;
          i++;
        }
      else
        g_ptr_array_remove_index (self->frames, i);
    }
}

/* Room for one frame more. Where weights leap up and down every other frame goes. */
static void
make_room (ModelFirstLayerRecorder *self)
{
  const guint enough = self->most * 3 / 4;

  while (self->frames->len > enough && self->tolerance < GREATEST_TOLERANCE)
    thin (self);
  if (self->frames->len == self->most)
    for (guint i = self->most / 2; i > 0; i--)
      g_ptr_array_remove_index (self->frames, 2 * i - 1);
}

void
model_first_layer_recorder_offer (ModelFirstLayerRecorder *self,
                                  gint64 epoch,
                                  const ModelNetwork *network)
{
  const Frame *last = NULL;
  Frame *frame;

  if (epoch < self->next)
    return;
  self->next = epoch + MAX (1, epoch / STEPS);
  if (self->most == 0)
    return;
  if (self->frames->len > 0)
    last = g_ptr_array_index (self->frames, self->frames->len - 1);
  frame = frame_new (epoch, &self->stored, network);
  if (last != NULL && !differs (frame->w, last->w, self->n, self->tolerance))
    {
      frame_unref (frame);
      return;
    }
  if (self->frames->len == self->most)
    make_room (self);
  g_ptr_array_add (self->frames, frame);
}

void
model_first_layer_recorder_truncate (ModelFirstLayerRecorder *self, gint64 epoch)
{
  guint n = self->frames->len;

  while (n > 0 && ((Frame *) g_ptr_array_index (self->frames, n - 1))->epoch >= epoch)
    n--;
  g_ptr_array_set_size (self->frames, (int) n);
  self->next = epoch;
}

ModelFirstLayer *
model_first_layer_recorder_take (ModelFirstLayerRecorder *self,
                                 gint64 epoch,
                                 const ModelNetwork *network)
{
  ModelFirstLayer *layer = g_new0 (ModelFirstLayer, 1);

  g_atomic_ref_count_init (&layer->ref_count);
  layer->shape = self->shape;
  layer->stored = self->stored;
  for (int m = 0; m < 2; m++)
    if (self->widening.vectors[m] != NULL)
      layer->widening.vectors[m] = g_bytes_ref (self->widening.vectors[m]);
  layer->frames = g_ptr_array_new_full (self->frames->len + 1, frame_unref);
  for (guint i = 0; i < self->frames->len; i++)
    {
      Frame *frame = g_ptr_array_index (self->frames, i);

      if (frame->epoch < epoch)
        g_ptr_array_add (layer->frames, frame_ref (frame));
    }
  if (self->most > 0 && network != NULL)
    {
      Frame *frame = frame_new (epoch, &self->stored, network);

      /* A diverged run ends before it. */
      if (is_finite (frame->w, self->n))
        g_ptr_array_add (layer->frames, frame);
      else
        frame_unref (frame);
    }
  return layer;
}

void
model_first_layer_unref (ModelFirstLayer *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear_widening (&self->widening);
  g_ptr_array_unref (self->frames);
  g_free (self);
}

const ModelFirstLayerShape *
model_first_layer_get_shape (const ModelFirstLayer *self)
{
  return &self->shape;
}

int
model_first_layer_count (const ModelFirstLayer *self)
{
  return (int) self->frames->len;
}

double
model_first_layer_epoch (const ModelFirstLayer *self, int i)
{
  return ((const Frame *) g_ptr_array_index (self->frames, i))->epoch;
}

/* Linear between the frames around an epoch. */
static void
interpolate (const ModelFirstLayer *self, double epoch, float *w)
{
  const gsize n = model_first_layer_shape_size (&self->stored);
  guint low = 0, high = self->frames->len;

  while (high - low > 1)
    {
      const guint middle = (low + high) / 2;

      if (((const Frame *) g_ptr_array_index (self->frames, middle))->epoch <= epoch)
        low = middle;
      else
        high = middle;
    }
  const Frame *a = g_ptr_array_index (self->frames, low);
  const Frame *b = g_ptr_array_index (self->frames, MIN (low + 1, self->frames->len - 1));
  const double span = b->epoch - a->epoch;
  const float t = span > 0 ? (float) CLAMP ((epoch - a->epoch) / span, 0, 1) : 0;
  for (gsize i = 0; i < n; i++)
    w[i] = a->w[i] + t * (b->w[i] - a->w[i]);
}

/* w = Q stored. */
static void
widen (const ModelFirstLayer *self, int m, const float *stored, float *w)
{
  const int rows = self->shape.rows[m], cols = self->shape.inputs[m];
  const float *q;

  if (self->widening.vectors[m] == NULL)
    {
      memcpy (w, stored, (gsize) rows * cols * sizeof *w);
      return;
    }
  q = g_bytes_get_data (self->widening.vectors[m], NULL);
  memset (w, 0, (gsize) rows * cols * sizeof *w);
  for (int k = 0; k < self->stored.rows[m]; k++)
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < cols; j++)
        w[(gsize) i * cols + j] += q[(gsize) k * rows + i] * stored[(gsize) k * cols + j];
}

void
model_first_layer_at (const ModelFirstLayer *self, double epoch, float *w)
{
  g_autofree float *stored = g_new (float, model_first_layer_shape_size (&self->stored));

  if (self->frames->len == 0)
    {
      memset (w, 0, model_first_layer_shape_size (&self->shape) * sizeof *w);
      return;
    }
  interpolate (self, epoch, stored);
  widen (self, 0, stored, w);
  widen (self, 1, stored + (gsize) self->stored.rows[0] * self->stored.inputs[0],
         w + (gsize) self->shape.rows[0] * self->shape.inputs[0]);
}

/* Inputs that neurons read: of a branch, or all of them where both are the same. */
static void
find_inputs (const ModelFirstLayerShape *shape, int m, int *from, int *to)
{
  *from = m == 0 || shape->fused ? 0 : shape->inputs[0];
  *to = m == 1 || shape->fused ? shape->inputs[0] + shape->inputs[1] : shape->inputs[0];
}

/* |F v|^2 / |v|^2 of those neurons. */
static double
project (const ModelFirstLayerShape *shape, const float *w, int m, const double *v)
{
  const int n_a = shape->inputs[0];
  const float *b = w + (gsize) shape->rows[0] * n_a;
  double sum = 0, norm = 0;
  int from, to;

  find_inputs (shape, m, &from, &to);
  for (int i = from; i < to; i++)
    norm += v[i] * v[i];
  for (int r = 0; r < shape->rows[m]; r++)
    {
      double part = 0;

      for (int i = from; i < to; i++)
        part +=
            v[i] * (i < n_a ? w[(gsize) r * n_a + i] : b[(gsize) r * shape->inputs[1] + i - n_a]);
      sum += part * part;
    }
  return sum / norm;
}

/* An entry of W^1' W^1; inputs of different branches meet in no neuron. */
static double
get_gram (const ModelFirstLayerShape *shape, const float *w, int i, int j)
{
  const int n_a = shape->inputs[0], m = i >= n_a, k = j >= n_a;
  const float *b = w + (gsize) shape->rows[0] * n_a;
  double sum = 0;

  if (m != k && !shape->fused)
    return 0;
  for (int r = 0; r < shape->rows[m]; r++)
    sum += (double) (m ? b + i - n_a : w + i)[(gsize) r * shape->inputs[m]] *
           (k ? b + j - n_a : w + j)[(gsize) r * shape->inputs[k]];
  return sum;
}

void
model_first_layer_align (const ModelFirstLayerShape *shape,
                         const float *w,
                         const ModelMoments *moments,
                         int m,
                         ModelFirstLayerAlignment *out)
{
  g_autofree double *solution = g_new (double, shape->inputs[0] + shape->inputs[1]);
  double trace = 0, squares = 0;
  int from, to;

  find_inputs (shape, m, &from, &to);
  for (int i = from; i < to; i++)
    trace += get_gram (shape, w, i, i);
  for (int i = from; i < to; i++)
    for (int j = from; j <= i; j++)
      {
        const double entry = get_gram (shape, w, i, j) / trace;

        squares += (i == j ? 1 : 2) * entry * entry;
      }
  model_moments_solve (moments, solution);
  *out = (ModelFirstLayerAlignment){ project (shape, w, m, moments->sigma_yx) / trace,
                                     project (shape, w, m, solution) / trace, 1 / squares };
}
