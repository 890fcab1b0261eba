/* The plane or space of inputs in which neurons are points: for the files that draw them. */
#pragma once

#include "plot/plane/neurons.h"

G_BEGIN_DECLS

typedef struct
{
  const ModelFirstLayerShape *shape;
  int n_inputs;    /* of both modalities */
  double *axes[3]; /* (n_inputs): a direction to the right, one upwards in the plane, and what is
                    * height in space and colour in the plane, or NULL */
} PlotNeuronsSpace;

/* @neurons: with a first layer and moments */
void plot_neurons_space_init (PlotNeuronsSpace *self, const PlotNeurons *neurons);
void plot_neurons_space_clear (PlotNeuronsSpace *self);

/* A neuron is one row of both modalities where they are fused, else of one. */
int plot_neurons_space_count (const PlotNeuronsSpace *self);
int plot_neurons_space_get_branch (const PlotNeuronsSpace *self, int neuron);
/* The component of a vector of the inputs along an axis. */
double plot_neurons_space_multiply (const PlotNeuronsSpace *self, const double *vector, int axis);

/**
 * plot_neurons_space_place:
 * Places of all neurons at an epoch, in weights; the third component is 0 without a third axis.
 * @w: (out): the frame, room for model_first_layer_shape_size() numbers
 * @places: (out): one for each neuron
 */
void plot_neurons_space_place (const PlotNeuronsSpace *self,
                               const ModelFirstLayer *layer,
                               double epoch,
                               float *w,
                               double (*places)[3]);
/* Where they were at even steps up to `now`, pieces + 1 times all of them, the newest first; fewer
 * pieces of many neurons. Owned by the caller. */
double (*plot_neurons_space_trace (const PlotNeuronsSpace *self,
                                   const PlotNeurons *neurons,
                                   double now,
                                   float *w,
                                   int *pieces))[3];
/* The largest absolute value of a component. */
double plot_neurons_space_reach (const PlotNeuronsSpace *self, const double (*places)[3], int axis);

/* The colour of a neuron by its third component, as a part of the largest: blue where it is
 * negative, orange where positive, grey between. */
PlotColor plot_neurons_space_color (double part, const PlotTheme *theme);

G_END_DECLS
