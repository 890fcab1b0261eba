/* Neurons as dots in a box. */
#include "plot/space/scene_neurons.h"

#include "plot/plane/neurons_space.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of half the box. */
#define CLOUD_PART 0.86
/* Low enough to tell heights, from a side where no two corners of XOR hide each other. */
#define AZIMUTH 28.0
#define ELEVATION 22.0
/* Without a title there is room. */
#define COMPACT_ZOOM 1.1

static void
to_box (const PlotScene *self, const double w[3], double p[3])
{
  for (int i = 0; i < 3; i++)
    p[i] = (2 * study_axis_map (&self->axis[i], w[i]) - 1) * (i < 2 ? 1 : PLOT_SCENE_HALF_HEIGHT);
}

static void
fit (PlotScene *self, const PlotNeuronsSpace *space, const double (*places)[3])
{
  double reach = fmax (plot_neurons_space_reach (space, places, 0),
                       plot_neurons_space_reach (space, places, 1));

  reach = fmax (reach, plot_neurons_space_reach (space, places, 2) / PLOT_SCENE_HALF_HEIGHT);
  reach = reach > 0 && isfinite (reach) ? reach / CLOUD_PART : 1;
  for (int i = 0; i < 3; i++)
    {
      const double half = i < 2 ? reach : PLOT_SCENE_HALF_HEIGHT * reach;
      self->axis[i] = (StudyAxis){ -half, half, FALSE };
    }
}

static void
add_segment (PlotScene *self, PlotSceneLine line, const double from[3], const double to[3])
{
  PlotSceneSegment segment;

  to_box (self, from, segment.from);
  to_box (self, to, segment.to);
  g_array_append_val (self->lines[line], segment);
}

static void
add_zero_lines (PlotScene *self)
{
  for (int i = 0; i < 3; i++)
    {
      double from[3] = { 0 }, to[3] = { 0 };

      from[i] = self->axis[i].minimum;
      to[i] = self->axis[i].maximum;
      add_segment (self, PLOT_SCENE_ZERO, from, to);
    }
}

static gboolean
is_inside (const PlotScene *self, const double w[3])
{
  for (int i = 0; i < 3; i++)
    if (!(fabs (w[i]) <= self->axis[i].maximum))
      return FALSE;
  return TRUE;
}

static void
add_trails (PlotScene *self,
            const PlotNeuronsSpace *space,
            const PlotNeurons *neurons,
            double now,
            float *w)
{
  const int n = plot_neurons_space_count (space);
  int pieces;
  g_autofree double (*places)[3] =
      plot_neurons_space_trace (space, neurons->first_layer, now, neurons->trail, w, &pieces);

  for (int i = 0; i < n; i++)
    for (int k = 0; k < pieces; k++)
      if (is_inside (self, places[(gsize) k * n + i]) &&
          is_inside (self, places[(gsize) (k + 1) * n + i]))
        add_segment (self, PLOT_SCENE_TRAIL, places[(gsize) k * n + i],
                     places[(gsize) (k + 1) * n + i]);
}

static void
add_dots (PlotScene *self, const PlotNeuronsSpace *space, const double (*places)[3])
{
  const double most = plot_neurons_space_reach (space, places, 2);

  for (int i = 0; i < plot_neurons_space_count (space); i++)
    {
      PlotSceneDot dot = { .part = most > 0 ? places[i][2] / most : 0 };

      if (!is_inside (self, places[i]))
        continue;
      to_box (self, places[i], dot.position);
      g_array_append_val (self->dots, dot);
    }
}

/* What there is at the playhead. */
static void
add_neurons (PlotScene *self, const PlotNeurons *neurons, int n)
{
  const double now =
      fmin (neurons->playhead, model_first_layer_epoch (neurons->first_layer, n - 1));
  PlotNeuronsSpace space;

  plot_neurons_space_init (&space, neurons->first_layer, neurons->moments, neurons->plane);
  g_autofree float *w = g_new (float, model_first_layer_shape_size (space.shape));
  g_autofree double (*places)[3] = g_malloc_n (plot_neurons_space_count (&space), sizeof *places);
  plot_neurons_space_place (&space, neurons->first_layer, now, w, places);
  fit (self, &space, (const double (*)[3]) places);
  add_zero_lines (self);
  if (neurons->trail > 0)
    add_trails (self, &space, neurons, now, w);
  add_dots (self, &space, (const double (*)[3]) places);
  plot_neurons_space_clear (&space);
}

PlotScene *
plot_scene_new_neurons (const PlotNeurons *neurons)
{
  g_return_val_if_fail (neurons != NULL, NULL);

  PlotScene *self = plot_scene_new_empty ();
  PlotNeurons of_b = *neurons;
  const int n = of_b.first_layer != NULL ? model_first_layer_count (of_b.first_layer) : 0;

  of_b.plane = PLOT_NEURONS_B;
  self->camera.azimuth = AZIMUTH;
  self->camera.elevation = ELEVATION;
  self->camera.zoom = neurons->compact ? COMPACT_ZOOM : 1;
  self->title = _ ("First-layer features");
  self->hide_title = neurons->hide_title;
  self->patterns = neurons->patterns;
  for (int i = 0; i < 3; i++)
    {
      self->names[i] = plot_neurons_get_name (PLOT_NEURONS_B, i);
      self->axis[i] = (StudyAxis){ -1, 1, FALSE };
    }
  if (n > 0 && of_b.moments != NULL)
    add_neurons (self, &of_b, n);
  return self;
}
