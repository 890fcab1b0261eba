/* Directions of the inputs, and neurons as points along them. */
#include "plot/plane/neurons_space.h"

#include "plot/draw/ramp.h"

#include <math.h>

/* The ends of the diverging scale, and a grey instead of its middle, which is the page's colour:
 * this one stands out from white and from black. */
#define SCALE_END 0.0
#define MIDDLE 0.55
#define TRAIL_PIECES 1200
#define MOST_PIECES 12

/* The eigenvector of the largest variance of a modality, from a start that is not across it. */
static void
find_principal (const ModelMoments *moments, int first, int n, double *v)
{
  const int total = moments->n_a + moments->n_b;
  g_autofree double *next = g_new (double, n);

  for (int i = 0; i < n; i++)
    v[i] = 1 + 0.01 * i;
  for (int step = 0; step < 200; step++)
    {
      double norm = 0;

      for (int i = 0; i < n; i++)
        {
          next[i] = 0;
          for (int k = 0; k < n; k++)
            next[i] += moments->sigma[(gsize) (first + i) * total + first + k] * v[k];
          norm += next[i] * next[i];
        }
      if (!(norm > 0))
        return;
      for (int i = 0; i < n; i++)
        v[i] = next[i] / sqrt (norm);
    }
}

static void
normalise (double *v, int n)
{
  double norm = 0;

  for (int i = 0; i < n; i++)
    norm += v[i] * v[i];
  for (int i = 0; i < n; i++)
    v[i] = norm > 0 ? v[i] / sqrt (norm) : i == 0;
}

/* The direction of modality m that a plane shows. The sign of scalar inputs is theirs. */
static void
choose_direction (const PlotNeuronsSpace *self,
                  const ModelMoments *moments,
                  PlotNeuronsPlane plane,
                  int m,
                  double *v)
{
  const int first = m == 0 ? 0 : self->shape->inputs[0], n = self->shape->inputs[m];
  g_autofree double *solution = g_new (double, self->n_inputs);

  model_moments_solve (moments, solution);
  if (n > 1 && plane == PLOT_NEURONS_PRINCIPAL)
    find_principal (moments, first, n, v + first);
  else
    for (int i = 0; i < n; i++)
      v[first + i] = n == 1                           ? 1
                     : plane == PLOT_NEURONS_SOLUTION ? solution[first + i]
                                                      : moments->sigma_yx[first + i];
  normalise (v + first, n);
}

void
plot_neurons_space_init (PlotNeuronsSpace *self,
                         const ModelFirstLayer *layer,
                         const ModelMoments *moments,
                         PlotNeuronsPlane plane)
{
  const gboolean b = plane == PLOT_NEURONS_B;

  self->shape = model_first_layer_get_shape (layer);
  self->n_inputs = self->shape->inputs[0] + self->shape->inputs[1];
  for (int i = 0; i < 3; i++)
    self->axes[i] = i < 2 || b ? g_new0 (double, self->n_inputs) : NULL;
  if (b)
    {
      self->axes[0][self->shape->inputs[0]] = self->axes[1][self->shape->inputs[0] + 1] = 1;
      choose_direction (self, moments, plane, 0, self->axes[2]);
      return;
    }
  for (int m = 0; m < 2; m++)
    choose_direction (self, moments, plane, m, self->axes[m]);
}

void
plot_neurons_space_clear (PlotNeuronsSpace *self)
{
  for (int i = 0; i < 3; i++)
    g_free (self->axes[i]);
}

int
plot_neurons_space_count (const PlotNeuronsSpace *self)
{
  return self->shape->fused ? self->shape->rows[0] : self->shape->rows[0] + self->shape->rows[1];
}

int
plot_neurons_space_get_branch (const PlotNeuronsSpace *self, int neuron)
{
  return neuron >= self->shape->rows[0];
}

double
plot_neurons_space_multiply (const PlotNeuronsSpace *self, const double *vector, int axis)
{
  double sum = 0;

  for (int i = 0; i < self->n_inputs; i++)
    sum += vector[i] * self->axes[axis][i];
  return sum;
}

/* Inputs of the other modality are zero where the branches are separate. */
static double
project (const PlotNeuronsSpace *self, const float *w, int neuron, const double *direction)
{
  const ModelFirstLayerShape *shape = self->shape;
  const int branch = plot_neurons_space_get_branch (self, neuron);
  const int row = neuron - branch * shape->rows[0];
  double sum = 0;

  for (int m = 0; m < 2; m++)
    if (shape->fused || m == branch)
      {
        const gsize before = m == 0 ? 0 : (gsize) shape->rows[0] * shape->inputs[0];
        const double *d = direction + (m == 0 ? 0 : shape->inputs[0]);

        for (int i = 0; i < shape->inputs[m]; i++)
          sum += w[before + (gsize) row * shape->inputs[m] + i] * d[i];
      }
  return sum;
}

void
plot_neurons_space_place (const PlotNeuronsSpace *self,
                          const ModelFirstLayer *layer,
                          double epoch,
                          float *w,
                          double (*places)[3])
{
  const int n = plot_neurons_space_count (self);

  model_first_layer_at (layer, epoch, w);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < 3; k++)
      places[i][k] = self->axes[k] != NULL ? project (self, w, i, self->axes[k]) : 0;
}

double (*plot_neurons_space_trace (const PlotNeuronsSpace *self,
                                   const ModelFirstLayer *layer,
                                   double now,
                                   double trail,
                                   float *w,
                                   int *pieces))[3]
{
  const int n = plot_neurons_space_count (self);
  double (*places)[3];

  *pieces = CLAMP (TRAIL_PIECES / n, 1, MOST_PIECES);
  places = g_malloc_n ((gsize) n * (*pieces + 1), sizeof *places);
  for (int k = 0; k <= *pieces; k++)
    plot_neurons_space_place (self, layer, fmax (now - trail * k / *pieces, 0), w,
                              places + (gsize) k * n);
  return places;
}

double
plot_neurons_space_reach (const PlotNeuronsSpace *self, const double (*places)[3], int axis)
{
  const int n = plot_neurons_space_count (self);
  double reach = 0;

  for (int i = 0; i < n; i++)
    reach = fmax (reach, fabs (places[i][axis]));
  return reach;
}

PlotColor
plot_neurons_space_color (double part, const PlotTheme *theme)
{
  const PlotColor end =
      plot_ramp_color (PLOT_RAMP_DIVERGING, part < 0 ? SCALE_END : 1 - SCALE_END, theme->style);
  const double t = fmin (fabs (part), 1);

  return (PlotColor){ MIDDLE + t * (end.red - MIDDLE), MIDDLE + t * (end.green - MIDDLE),
                      MIDDLE + t * (end.blue - MIDDLE), 1 };
}
