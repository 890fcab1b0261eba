/* First-layer features in 3-D. */
#pragma once

#include "plot/plane/neurons.h"
#include "plot/space/scene.h"

G_BEGIN_DECLS

/**
 * plot_scene_new_neurons:
 * Neurons over the plane of B's first two inputs, as high as their weight of A; all three axes have
 * the same unit. Nothing is borrowed.
 *
 * Valid: as of plot_neurons_has_plane(PLOT_NEURONS_B), whatever the plane; without a first layer
 * only the box.
 */
PlotScene *plot_scene_new_neurons (const PlotNeurons *neurons);

G_END_DECLS
