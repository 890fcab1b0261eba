/* The plane or space of inputs in which neurons are points: for the files that draw them. */
#pragma once

#include "model/record/first_layer.h"
#include "plot/draw/theme.h"

G_BEGIN_DECLS

/* What of the inputs is on the axes: a direction of A's to the right, one of B's upwards; scalar
 * inputs have one only. */
typedef enum
{
  PLOT_NEURONS_CORRELATION, /* s_A, s_B: of the input-output correlation */
  PLOT_NEURONS_SOLUTION,    /* W*_A, W*_B */
  PLOT_NEURONS_PRINCIPAL,   /* of largest variance */
  PLOT_NEURONS_B,           /* B's first two inputs; A is colour */
  PLOT_NEURONS_N_PLANES
} PlotNeuronsPlane;

typedef struct
{
  const ModelFirstLayerShape *shape;
  int n_inputs;    /* of both modalities */
  double *axes[3]; /* (n_inputs): a direction to the right, one upwards in the plane, and what is
                    * height in space and colour in the plane, or NULL */
} PlotNeuronsSpace;

void plot_neurons_space_init (PlotNeuronsSpace *self,
                              const ModelFirstLayer *layer,
                              const ModelMoments *moments,
                              PlotNeuronsPlane plane);
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
/* Where they were in the `trail` epochs up to `now`, pieces + 1 times all of them, the newest
 * first; fewer pieces of many neurons. Owned by the caller. */
double (*plot_neurons_space_trace (const PlotNeuronsSpace *self,
                                   const ModelFirstLayer *layer,
                                   double now,
                                   double trail,
                                   float *w,
                                   int *pieces))[3];
/* The largest absolute value of a component. */
double plot_neurons_space_reach (const PlotNeuronsSpace *self, const double (*places)[3], int axis);

/* The colour of a neuron by its third component, as a part of the largest: blue where it is
 * negative, orange where positive, grey between. */
PlotColor plot_neurons_space_color (double part, const PlotTheme *theme);

G_END_DECLS
