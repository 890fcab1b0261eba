/* First-layer features: every neuron a point in the space of the inputs, over their density. */
#pragma once

#include "plot/plane/neurons_space.h"

G_BEGIN_DECLS

typedef struct
{
  const ModelFirstLayer *first_layer; /* NULL: only the frame */
  const ModelMoments *moments;        /* of the data */
  PlotNeuronsPlane plane;
  gboolean patterns;   /* inputs of B are the four of XOR, not normal */
  double playhead;     /* epoch */
  double trail;        /* epochs before it that each neuron draws behind itself */
  gboolean hide_title; /* the caller has it */
  gboolean compact;    /* a small panel: names of the axes inside it */
  const char *note;    /* above a small panel: "epoch 75"; NULL: nothing */
  gboolean hide_meter; /* how the layer is aligned, in numbers */
} PlotNeurons;

/* Nothing but the frame. */
void plot_neurons_init (PlotNeurons *self);
/* FALSE where there are too few inputs for a plane; scalar ones have but one plane. */
gboolean plot_neurons_has_plane (const ModelFirstLayerShape *shape, PlotNeuronsPlane plane);
/* The plane that tells most: of XOR that of B's inputs, as nothing of B's is along the correlation.
 */
PlotNeuronsPlane plot_neurons_choose_plane (const ModelExperiment *experiment);
/* Of an axis, as markup: to the right, upwards, and of the third, NULL where there is none. */
const char *plot_neurons_get_name (PlotNeuronsPlane plane, int axis);
/* Axes have equal units, and are as large as the neurons are at the playhead: the cloud is seen
 * turning long before its weights matter. Density and directions are drawn to fit. */
void plot_neurons_draw (cairo_t *cr,
                        const PlotArea *area,
                        const PlotNeurons *self,
                        const PlotTheme *theme);

G_END_DECLS
