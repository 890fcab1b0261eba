/* States at spaced epochs, thinned as the run grows. */
#include "model/record/keyframes.h"

#include "num/matrix.h"

#include <stdlib.h>
#include <string.h>

/* Short runs are retrained faster than they are copied: hence the first interval. */
typedef struct
{
  gint64 epoch;
  double *state;
} Frame;

struct ModelKeyframes
{
  GArray *frames;   /* Frame, in increasing epoch */
  GPtrArray *spare; /* states of dropped frames: fresh memory costs more than the copy */
  gint64 interval;
};

static void
clear_frame (gpointer frame)
{
  free (((Frame *) frame)->state);
}

ModelKeyframes *
model_keyframes_new (void)
{
  ModelKeyframes *self = g_new (ModelKeyframes, 1);

  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (self->frames, clear_frame);
  self->spare = g_ptr_array_new_with_free_func (free);
  self->interval = MODEL_KEYFRAMES_FIRST_INTERVAL;
  return self;
}

void
model_keyframes_free (ModelKeyframes *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->frames);
  g_ptr_array_unref (self->spare);
  g_free (self);
}

static void
drop (ModelKeyframes *self, guint i)
{
  g_ptr_array_add (self->spare, g_steal_pointer (&g_array_index (self->frames, Frame, i).state));
  g_array_remove_index (self->frames, i);
}

/* Doubles the interval and drops the frames that no longer fall on it; epoch 0 always stays. */
static void
thin (ModelKeyframes *self)
{
  self->interval *= 2;
  for (guint i = self->frames->len; i-- > 0;)
    if (g_array_index (self->frames, Frame, i).epoch % self->interval != 0)
      drop (self, i);
}

void
model_keyframes_truncate (ModelKeyframes *self, gint64 epoch)
{
  while (self->frames->len > 0 &&
         g_array_index (self->frames, Frame, self->frames->len - 1).epoch > epoch)
    drop (self, self->frames->len - 1);
}

void
model_keyframes_offer (ModelKeyframes *self, gint64 epoch, const double *state, gsize n)
{
  gsize bytes = n * sizeof *state;
  guint most = CLAMP (MODEL_KEYFRAMES_MAX_BYTES / bytes, 1, MODEL_KEYFRAMES_MAX);
  Frame frame = { epoch, NULL };

  if (epoch % self->interval != 0 || (most == 1 && self->frames->len == 1))
    return;
  if (self->frames->len == most)
    {
      thin (self);
      if (epoch % self->interval != 0)
        return;
    }
  frame.state = self->spare->len > 0
                    ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1)
                    : num_alloc (n);
  memcpy (frame.state, state, bytes);
  g_array_append_val (self->frames, frame);
}

gint64
model_keyframes_restore (const ModelKeyframes *self, gint64 epoch, double *state, gsize n)
{
  guint i = self->frames->len;

  while (i > 1 && g_array_index (self->frames, Frame, i - 1).epoch > epoch)
    i--;
  const Frame *frame = &g_array_index (self->frames, Frame, i - 1);

  memcpy (state, frame->state, n * sizeof *state);
  return frame->epoch;
}

gint64
model_keyframes_get_interval (const ModelKeyframes *self)
{
  return self->interval;
}

int
model_keyframes_count (const ModelKeyframes *self)
{
  return self->frames->len;
}
