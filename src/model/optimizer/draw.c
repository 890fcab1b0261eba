/* Batches without replacement within a step, and dropped modalities. */
#include "model/optimizer/draw.h"

#include "num/matrix.h"
#include "num/rng.h"

#include <string.h>

struct ModelDraw
{
  ModelExperiment experiment;
  ModelDataset *data;
  int n_batch;            /* all samples where the experiment says 0 */
  int *order, *exchanged; /* of all samples, as they are between draws; of a batch's places */
  ModelMoments *moments;  /* of the newest batch */
  GArray *x, *y, *weight; /* double: the newest rows */
};

static double
get (const ModelDraw *self, ModelKey key)
{
  return model_experiment_get (&self->experiment, key);
}

ModelDraw *
model_draw_new (const ModelExperiment *experiment, ModelDataset *data)
{
  ModelDraw *self = g_new0 (ModelDraw, 1);
  const int batch = model_experiment_get_int (experiment, MODEL_BATCH);

  self->experiment = *experiment;
  self->data = model_dataset_ref (data);
  self->n_batch = batch > 0 ? MIN (batch, data->n_samples) : data->n_samples;
  self->order = g_new (int, data->n_samples);
  self->exchanged = g_new (int, self->n_batch);
  for (int i = 0; i < data->n_samples; i++)
    self->order[i] = i;
  self->x = g_array_new (FALSE, FALSE, sizeof (double));
  self->y = g_array_new (FALSE, FALSE, sizeof (double));
  self->weight = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

void
model_draw_free (ModelDraw *self)
{
  if (self == NULL)
    return;
  model_dataset_unref (self->data);
  model_moments_unref (self->moments);
  g_free (self->order);
  g_free (self->exchanged);
  g_array_unref (self->x);
  g_array_unref (self->y);
  g_array_unref (self->weight);
  g_free (self);
}

static NumRng *
new_rng (const ModelDraw *self, NumStream stream, gint64 epoch)
{
  return num_rng_new ((guint64) get (self, MODEL_SEED), stream + ((guint64) epoch << 8));
}

static void
exchange (int *a, int *b)
{
  const int kept = *a;

  *a = *b;
  *b = kept;
}

/* The batch's samples come to the front of the order; no draw depends on the one before. */
static void
draw_batch (ModelDraw *self, gint64 epoch)
{
  const int n = self->data->n_samples;
  NumRng *rng;

  if (self->n_batch == n)
    return;
  rng = new_rng (self, NUM_STREAM_BATCH, epoch);
  for (int i = 0; i < self->n_batch; i++)
    {
      const int ahead = (int) num_rng_uniform (rng, 0, n - i);

      self->exchanged[i] = MIN (i + ahead, n - 1);
      exchange (&self->order[i], &self->order[self->exchanged[i]]);
    }
  num_rng_free (rng);
}

static void
put_back (ModelDraw *self)
{
  if (self->n_batch < self->data->n_samples)
    for (int i = self->n_batch - 1; i >= 0; i--)
      exchange (&self->order[i], &self->order[self->exchanged[i]]);
}

/* A sample, with one modality or both of it. */
static void
add_row (ModelDraw *self, int sample, gboolean a, gboolean b, double weight)
{
  const int n_a = self->data->n_a, n = n_a + self->data->n_b;
  const guint first = self->x->len;
  double *x;

  if (weight == 0)
    return;
  g_array_append_vals (self->x, self->data->x + (gsize) sample * n, n);
  x = &g_array_index (self->x, double, first);
  if (!a)
    memset (x, 0, n_a * sizeof *x);
  if (!b)
    memset (x + n_a, 0, (n - n_a) * sizeof *x);
  g_array_append_val (self->y, self->data->y[sample]);
  g_array_append_val (self->weight, weight);
}

static void
add_alone (ModelDraw *self, int sample, double weight)
{
  add_row (self, sample, TRUE, FALSE, weight * get (self, MODEL_UNIMODAL_A));
  add_row (self, sample, FALSE, TRUE, weight * get (self, MODEL_UNIMODAL_B));
}

static void
clear_rows (ModelDraw *self)
{
  g_array_set_size (self->x, 0);
  g_array_set_size (self->y, 0);
  g_array_set_size (self->weight, 0);
}

static void
take_rows (const ModelDraw *self, ModelDrawnRows *rows)
{
  *rows = (ModelDrawnRows){ (int) self->y->len, (const double *) (gpointer) self->x->data,
                            (const double *) (gpointer) self->y->data,
                            (const double *) (gpointer) self->weight->data };
}

void
model_draw_rows (ModelDraw *self, gint64 epoch, ModelDrawnRows *rows)
{
  const double keep[2] = { get (self, MODEL_KEEP_A), get (self, MODEL_KEEP_B) };
  NumRng *rng = new_rng (self, NUM_STREAM_DROPOUT, epoch);

  clear_rows (self);
  draw_batch (self, epoch);
  for (int i = 0; i < self->n_batch; i++)
    {
      const gboolean a = num_rng_uniform (rng, 0, 1) < keep[0];
      const gboolean b = num_rng_uniform (rng, 0, 1) < keep[1];

      add_row (self, self->order[i], a, b, 1.0 / self->n_batch);
      add_alone (self, self->order[i], 1.0 / self->n_batch);
    }
  put_back (self);
  num_rng_free (rng);
  take_rows (self, rows);
}

void
model_draw_all_rows (ModelDraw *self, ModelDrawnRows *rows)
{
  const double a = get (self, MODEL_KEEP_A), b = get (self, MODEL_KEEP_B);
  const double weight = 1.0 / self->data->n_samples;

  clear_rows (self);
  for (int i = 0; i < self->data->n_samples; i++)
    {
      add_row (self, i, TRUE, TRUE, weight * a * b);
      add_row (self, i, TRUE, FALSE, weight * a * (1 - b));
      add_row (self, i, FALSE, TRUE, weight * (1 - a) * b);
      add_row (self, i, FALSE, FALSE, weight * (1 - a) * (1 - b));
      add_alone (self, i, weight);
    }
  take_rows (self, rows);
}

static void
add_moments (ModelMoments *self, const double *x, double y, double weight)
{
  const int n = self->n_a + self->n_b;

  for (int i = 0; i < n; i++)
    {
      for (int j = 0; j < n; j++)
        self->sigma[i * n + j] += weight * x[i] * x[j];
      self->sigma_yx[i] += weight * y * x[i];
    }
  self->sigma_yy += weight * y * y;
}

const ModelMoments *
model_draw_moments (ModelDraw *self, gint64 epoch)
{
  const int n = self->data->n_a + self->data->n_b;

  model_moments_unref (self->moments);
  self->moments = model_moments_new (self->data->n_a, self->data->n_b);
  draw_batch (self, epoch);
  for (int i = 0; i < self->n_batch; i++)
    add_moments (self->moments, self->data->x + (gsize) self->order[i] * n,
                 self->data->y[self->order[i]], 1.0 / self->n_batch);
  put_back (self);
  model_moments_take_objective (self->moments, &self->experiment);
  return self->moments;
}
