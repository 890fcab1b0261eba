/* The recording of a run, in chunks that views share; rows below a view's length never change. */
#include "model/record/history.h"

#include <math.h>
#include <string.h>

/* From one row to the next, of the run so far. */
#define LONGEST_GAP (1 + 1.0 / 512)

enum
{
  CHUNK_ROWS = 1024
};

typedef struct
{
  ModelHistoryRow rows[CHUNK_ROWS];
} Chunk;

struct ModelHistory
{
  GPtrArray *chunks; /* Chunk, atomically ref-counted */
  gsize n_rows;
  ModelHistoryRow last;    /* recorded */
  ModelHistoryRow skipped; /* the newest row passed over, if skipped.epoch > last.epoch */
  double scale[2];         /* largest |loss| and |weight|, seen or foretold */
  double foretold[2];
  double tolerance; /* of a move that is kept, relative to scale: a function of how many chunks
                       there are */
};

/* Rows at and above n_rows may still be written by the worker; rows below are frozen. */
struct ModelHistoryView
{
  gatomicrefcount ref_count;
  GPtrArray *chunks;
  gsize n_rows;
};

static gpointer
ref_chunk (gconstpointer chunk, gpointer data)
{
  return g_atomic_rc_box_acquire ((gpointer) chunk);
}

ModelHistory *
model_history_new (void)
{
  ModelHistory *self = g_new0 (ModelHistory, 1);

  self->chunks = g_ptr_array_new_with_free_func (g_atomic_rc_box_release);
  self->last.epoch = self->skipped.epoch = -1;
  return self;
}

void
model_history_free (ModelHistory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

void
model_history_set_scale (ModelHistory *self, double loss, double weight)
{
  self->foretold[0] = self->scale[0] = loss;
  self->foretold[1] = self->scale[1] = weight;
}

static void
choose_tolerance (ModelHistory *self)
{
  const gsize full_rows = (MAX (self->chunks->len, 1) - 1) * CHUNK_ROWS;
  gsize room = MODEL_HISTORY_MAX_ROWS / 2;

  self->tolerance = 1.0 / 1024;
  for (; self->tolerance < 1.0 / 4 && MODEL_HISTORY_MAX_ROWS < full_rows + room; room /= 2)
    self->tolerance *= 4;
}

static void
push (ModelHistory *self, const ModelHistoryRow *row)
{
  Chunk *chunk;

  if (self->n_rows % CHUNK_ROWS == 0)
    {
      g_ptr_array_add (self->chunks, g_atomic_rc_box_new (Chunk));
      choose_tolerance (self);
    }
  chunk = g_ptr_array_index (self->chunks, self->n_rows / CHUNK_ROWS);
  chunk->rows[self->n_rows % CHUNK_ROWS] = *row;
  self->n_rows++;
  self->last = *row;
}

static gboolean
has_moved (const ModelHistory *self, const ModelHistoryRow *row)
{
  const double tolerance = self->tolerance;

  return fabs (row->loss - self->last.loss) > tolerance * self->scale[0] ||
         fabs (row->generalisation - self->last.generalisation) > tolerance * self->scale[0] ||
         fabs (row->weight[0] - self->last.weight[0]) > tolerance * self->scale[1] ||
         fabs (row->weight[1] - self->last.weight[1]) > tolerance * self->scale[1];
}

static void
enlarge_scale (ModelHistory *self, const ModelHistoryRow *row)
{
  /* No fmax(), which is a call: this runs at every epoch. */
  if (fabs (row->loss) > self->scale[0])
    self->scale[0] = fabs (row->loss);
  for (int m = 0; m < 2; m++)
    if (fabs (row->weight[m]) > self->scale[1])
      self->scale[1] = fabs (row->weight[m]);
}

void
model_history_append_rows (ModelHistory *self, const ModelHistoryRow *rows, int n)
{
  for (int i = 0; i < n; i++)
    {
      const ModelHistoryRow *row = &rows[i], *previous = i > 0 ? row - 1 : &self->skipped;

      enlarge_scale (self, row);
      if (self->n_rows < MODEL_HISTORY_DENSE_ROWS || row->epoch >= self->last.epoch * LONGEST_GAP)
        push (self, row);
      else if (self->n_rows < MODEL_HISTORY_MAX_ROWS && has_moved (self, row))
        {
          if (previous->epoch > self->last.epoch)
            push (self, previous);
          push (self, row);
        }
    }
  if (n > 0 && rows[n - 1].epoch > self->last.epoch)
    self->skipped = rows[n - 1];
}

gint64
model_history_get_next (const ModelHistory *self)
{
  return self->n_rows < MODEL_HISTORY_DENSE_ROWS ? (gint64) self->last.epoch + 1
                                                 : (gint64) ceil (self->last.epoch * LONGEST_GAP);
}

void
model_history_append (ModelHistory *self, const ModelHistoryRow *row)
{
  model_history_append_rows (self, row, 1);
}

void
model_history_append_final (ModelHistory *self, const ModelHistoryRow *row)
{
  if (row->epoch > self->last.epoch)
    push (self, row);
}

static ModelHistoryRow *
get_row (ModelHistory *self, gsize i)
{
  return &((Chunk *) g_ptr_array_index (self->chunks, i / CHUNK_ROWS))->rows[i % CHUNK_ROWS];
}

void
model_history_truncate (ModelHistory *self, double epoch)
{
  gsize keep = self->n_rows;

  while (keep > 0 && get_row (self, keep - 1)->epoch >= epoch)
    keep--;
  g_ptr_array_set_size (self->chunks, (keep + CHUNK_ROWS - 1) / CHUNK_ROWS);
  if (keep % CHUNK_ROWS != 0)
    {
      /* Views may share the chunk that is written to next. */
      gpointer *last = &g_ptr_array_index (self->chunks, self->chunks->len - 1);
      Chunk *copy = g_atomic_rc_box_dup (sizeof (Chunk), *last);

      g_atomic_rc_box_release (*last);
      *last = copy;
    }
  choose_tolerance (self);
  self->n_rows = keep;
  self->skipped.epoch = -1;
  self->last = (ModelHistoryRow){ .epoch = -1 };
  self->scale[0] = self->foretold[0];
  self->scale[1] = self->foretold[1];
  for (gsize i = 0; i < keep; i++)
    enlarge_scale (self, get_row (self, i));
  if (keep > 0)
    self->last = *get_row (self, keep - 1);
}

ModelHistoryView *
model_history_view (ModelHistory *self)
{
  ModelHistoryView *view = g_new (ModelHistoryView, 1);

  g_atomic_ref_count_init (&view->ref_count);
  view->chunks = g_ptr_array_copy (self->chunks, ref_chunk, NULL);
  view->n_rows = self->n_rows;
  return view;
}

ModelHistoryView *
model_history_view_ref (ModelHistoryView *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
model_history_view_unref (ModelHistoryView *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

gsize
model_history_view_length (const ModelHistoryView *self)
{
  return self->n_rows;
}

const ModelHistoryRow *
model_history_view_row (const ModelHistoryView *self, gsize i)
{
  const Chunk *chunk;

  g_return_val_if_fail (i < self->n_rows, NULL);

  chunk = g_ptr_array_index (self->chunks, i / CHUNK_ROWS);
  return &chunk->rows[i % CHUNK_ROWS];
}

gsize
model_history_view_find (const ModelHistoryView *self, double epoch)
{
  gsize low = 0, high = self->n_rows;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (model_history_view_row (self, middle)->epoch <= epoch)
        low = middle;
      else
        high = middle;
    }
  return low;
}

ModelHistoryRow
model_history_view_at (const ModelHistoryView *self, double epoch)
{
  gsize i = model_history_view_find (self, epoch);
  ModelHistoryRow row = *model_history_view_row (self, i);
  const ModelHistoryRow *next;
  double t;

  if (i + 1 >= self->n_rows || epoch <= row.epoch)
    return row;
  next = model_history_view_row (self, i + 1);
  t = (epoch - row.epoch) / (next->epoch - row.epoch);
  row.loss += t * (next->loss - row.loss);
  row.generalisation += t * (next->generalisation - row.generalisation);
  for (int m = 0; m < 2; m++)
    row.weight[m] += t * (next->weight[m] - row.weight[m]);
  row.epoch = epoch;
  return row;
}
