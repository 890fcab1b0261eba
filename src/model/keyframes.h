/* Full weights at spaced epochs, so that the time cursor can go back and training resume. */
#pragma once

#include "model/network.h"

G_BEGIN_DECLS

#define MODEL_KEYFRAMES_MAX 256
#define MODEL_KEYFRAMES_MAX_BYTES (16u << 20)

typedef struct ModelKeyframes ModelKeyframes;

/* Empty; keeps the first frame it is given, however large. */
ModelKeyframes *model_keyframes_new (void);
void model_keyframes_free (ModelKeyframes *self);

/* Offers the weights of an epoch; kept if it is a multiple of the interval, which doubles (and
 * every other frame is dropped) when frames or bytes run out. */
void model_keyframes_offer (ModelKeyframes *self, gint64 epoch, const ModelNetwork *network);
/* The newest frame at or before epoch: copies its weights into network. Returns its epoch. */
gint64 model_keyframes_restore (const ModelKeyframes *self, gint64 epoch, ModelNetwork *network);
/* Drops the frames after an epoch. */
void model_keyframes_truncate (ModelKeyframes *self, gint64 epoch);
int model_keyframes_count (const ModelKeyframes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelKeyframes, model_keyframes_free)

G_END_DECLS
