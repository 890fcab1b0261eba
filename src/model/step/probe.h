/* What a network's training moves through: the factors b and f of every layer's rank-one steps,
 * collected along runs at full width on data sets that differ as much as sliders let them. */
#pragma once

#include "model/step/basis_data.h"

G_BEGIN_DECLS

typedef struct ModelProbe ModelProbe;

/**
 * model_probe_new:
 * @pilot: dimensions of the runs that look for the initial scale
 * @cancel: (nullable): read atomically, at least once per layer
 *
 * Returns: NULL where cancelled, and where no scale makes the network learn.
 */
ModelProbe *model_probe_new (const ModelNetworkShape *shape,
                             ModelBasisDataStart start,
                             gpointer data,
                             int pilot,
                             const int *cancel);
void model_probe_free (ModelProbe *self);

/* How many of each vector there are, and those of layer l of part 0, 1 (branches) or 2 (shared),
 * each of length 1. Shapes: b (n, rows), f (n, cols). */
int model_probe_get_n (const ModelProbe *self);
const double *model_probe_get_b (const ModelProbe *self, int part, int l);
const double *model_probe_get_f (const ModelProbe *self, int part, int l);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelProbe, model_probe_free)

G_END_DECLS
