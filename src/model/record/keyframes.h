/* States of a run at spaced epochs, so that the time cursor can go back and training resume. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MODEL_KEYFRAMES_MAX 256
#define MODEL_KEYFRAMES_MAX_BYTES (16u << 20)

typedef struct ModelKeyframes ModelKeyframes;

/* Empty; keeps the first frame it is given, however large. */
ModelKeyframes *model_keyframes_new (void);
void model_keyframes_free (ModelKeyframes *self);

/* Offers the state of an epoch, n numbers, always as many; kept if the epoch is a multiple of the
 * interval, which doubles (and every other frame is dropped) when frames or bytes run out. */
void model_keyframes_offer (ModelKeyframes *self, gint64 epoch, const double *state, gsize n);
/* Epochs that are no multiple of this need not be offered. */
#define MODEL_KEYFRAMES_FIRST_INTERVAL 256
/* Nor, at present, that are no multiple of this. */
gint64 model_keyframes_get_interval (const ModelKeyframes *self);
/* The newest frame at or before epoch: copies its n numbers into state. Returns its epoch. */
gint64 model_keyframes_restore (const ModelKeyframes *self, gint64 epoch, double *state, gsize n);
/* Drops the frames after an epoch. */
void model_keyframes_truncate (ModelKeyframes *self, gint64 epoch);
int model_keyframes_count (const ModelKeyframes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelKeyframes, model_keyframes_free)

G_END_DECLS
