/* Neurons as points: what is on the axes, and the same neurons in 3-D. */
#include "plot/plane/neurons_space.h"
#include "plot/space/scene_cairo.h"
#include "plot/space/scene_neurons.h"
#include "plot_fixture.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

static const PlotArea page = { 10, 10, 780, 580 };

typedef struct
{
  ModelExperiment experiment;
  ModelMoments *moments;
  ModelFirstLayer *layer;
  PlotNeurons neurons;
} Fixture;

/* A first layer of three rows, numbers i + 1 of its weights, times the epoch: at 0, 1 and 2. */
static void
fixture_init (Fixture *self, ModelSource source, int fusion, double factor)
{
  ModelNetworkShape shape;

  model_experiment_init (&self->experiment);
  model_experiment_set (&self->experiment, MODEL_SOURCE, source, NULL);
  model_experiment_set (&self->experiment, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&self->experiment, MODEL_DEPTH, 2, NULL);
  model_experiment_set (&self->experiment, MODEL_WIDTH, 3, NULL);
  self->moments = model_moments_compute_population (&self->experiment, NULL);
  model_network_shape_from_experiment (&shape, &self->experiment);
  g_autoptr (ModelFirstLayerRecorder) recorder = model_first_layer_recorder_new (&shape);
  g_autoptr (ModelNetwork) network = model_network_new (&shape);
  for (int epoch = 0; epoch < 3; epoch++)
    {
      for (int m = 0, n = 0; m < 2; m++)
        for (int i = 0; i < network->branch[m][0].rows * network->branch[m][0].cols; i++)
          network->branch[m][0].w[i] = factor * epoch * ++n;
      model_first_layer_recorder_offer (recorder, epoch, network);
    }
  self->layer = model_first_layer_recorder_take (recorder, 2, network);
  plot_neurons_init (&self->neurons);
  self->neurons.first_layer = self->layer;
  self->neurons.moments = self->moments;
  self->neurons.plane = plot_neurons_choose_plane (&self->experiment);
  self->neurons.patterns = source == MODEL_SOURCE_XOR;
}

static void
fixture_clear (Fixture *self)
{
  model_moments_unref (self->moments);
  model_first_layer_unref (self->layer);
}

/* Checks the place of one neuron at an epoch. */
static void
assert_place (const Fixture *f, double epoch, int neuron, double x, double y, double z)
{
  PlotNeuronsSpace space;
  float w[64];
  double places[8][3];

  plot_neurons_space_init (&space, f->layer, f->neurons.moments, f->neurons.plane);
  plot_neurons_space_place (&space, f->layer, epoch, w, places);
  /* Frames are single precision. */
  g_assert_cmpfloat_with_epsilon (places[neuron][0], x, 1e-5);
  g_assert_cmpfloat_with_epsilon (places[neuron][1], y, 1e-5);
  g_assert_cmpfloat_with_epsilon (places[neuron][2], z, 1e-5);
  plot_neurons_space_clear (&space);
}

/* Early: weights 1, 2, 3 of A, then 4.. of B; a neuron has both. Late: it has one of them. */
static void
test_places (void)
{
  Fixture f;

  fixture_init (&f, MODEL_SOURCE_SCALAR, 1, 1);
  assert_place (&f, 1, 1, 2, 5, 0);
  assert_place (&f, 2, 2, 6, 12, 0);
  fixture_clear (&f);
  fixture_init (&f, MODEL_SOURCE_SCALAR, 2, 1);
  assert_place (&f, 1, 1, 2, 0, 0);
  assert_place (&f, 1, 3, 0, 4, 0);
  fixture_clear (&f);
}

/* XOR opens in B's plane: neuron 1 has A's weight 2 and B's 6 and 7. */
static void
test_places_of_xor (void)
{
  Fixture f;

  fixture_init (&f, MODEL_SOURCE_XOR, 1, 1);
  g_assert_cmpint (f.neurons.plane, ==, PLOT_NEURONS_B);
  assert_place (&f, 1, 1, 6, 7, 2);
  g_assert_cmpstr (plot_neurons_get_name (f.neurons.plane, 2), ==, "W^1_A");
  fixture_clear (&f);
  fixture_init (&f, MODEL_SOURCE_XOR, 2, 1);
  assert_place (&f, 1, 1, 0, 0, 2);
  assert_place (&f, 1, 4, 6, 7, 0);
  fixture_clear (&f);
}

static void
test_trails (void)
{
  Fixture f;
  PlotNeuronsSpace space;
  float w[64];
  int pieces;

  fixture_init (&f, MODEL_SOURCE_XOR, 1, 1);
  f.neurons.trail = 5; /* from before the run: it begins at its start */
  plot_neurons_space_init (&space, f.layer, f.neurons.moments, f.neurons.plane);
  g_autofree double (*places)[3] =
      plot_neurons_space_trace (&space, f.layer, 2, f.neurons.trail, w, &pieces);
  g_assert_cmpfloat (places[1][0], ==, 12);
  g_assert_cmpfloat (places[3 * pieces + 1][0], ==, 0);
  plot_neurons_space_clear (&space);
  fixture_clear (&f);
}

/* Colours tell signs apart, whatever the style, and zero from both. */
static void
test_colours (void)
{
  PlotTheme theme;

  for (PlotStyle style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
    {
      plot_theme_init (&theme, style, 12);
      const PlotColor minus = plot_neurons_space_color (-1, &theme);
      const PlotColor zero = plot_neurons_space_color (0, &theme);
      const PlotColor plus = plot_neurons_space_color (3, &theme); /* cut off at 1 */

      g_assert_cmpfloat (minus.blue - minus.red, >, 0.2);
      g_assert_cmpfloat (plus.red - plus.blue, >, 0.2);
      g_assert_cmpfloat (zero.red, ==, zero.blue);
    }
}

/* All axes have one unit, so that a direction in the box is one of the weights. */
static void
test_scene_has_one_unit (void)
{
  Fixture f;

  fixture_init (&f, MODEL_SOURCE_XOR, 1, 1);
  f.neurons.trail = 1;
  g_autoptr (PlotScene) scene = plot_scene_new_neurons (&f.neurons);
  g_assert_cmpint (scene->dots->len, ==, 3);
  for (int i = 0; i < 3; i++)
    {
      const PlotSceneDot *dot = &g_array_index (scene->dots, PlotSceneDot, i);
      const double *p = dot->position;

      g_assert_cmpfloat_with_epsilon (p[1] / p[0], (5 + 2 * i) / (4.0 + 2 * i), 1e-6);
      g_assert_cmpfloat_with_epsilon (p[2] / p[0], (1 + i) / (4.0 + 2 * i), 1e-6);
      g_assert_cmpfloat_with_epsilon (dot->part, (1 + i) / 3.0, 1e-6);
      g_assert_cmpfloat (fabs (p[2]), <, PLOT_SCENE_HALF_HEIGHT);
    }
  g_assert_cmpint (scene->lines[PLOT_SCENE_TRAIL]->len, >, 3);
  g_assert_true (scene->patterns);
  g_assert_false (scene->has_surface);
  fixture_clear (&f);
}

/* Tiny, huge and no weights; nothing leaves the page. */
static void
test_scenes_are_drawn (void)
{
  static const double factors[] = { 1e-30, 0, 1, 1e30, NAN };

  for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
    for (PlotStyle style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
      {
        cairo_t *cr = plot_fixture_page (800, 600);
        PlotTheme theme;
        Fixture f;

        fixture_init (&f, MODEL_SOURCE_XOR, 1 + i % 2, factors[i]);
        f.neurons.trail = 1;
        plot_theme_init (&theme, style, 12);
        g_autoptr (PlotScene) scene = plot_scene_new_neurons (&f.neurons);
        scene->camera.orthographic = i == 2;
        plot_scene_draw (cr, &page, scene, &theme);
        g_assert_cmpint (plot_fixture_ink (cr, &page), >, 500);
        g_assert_cmpint (plot_fixture_ink_outside (cr, &page), ==, 0);
        plot_fixture_close (cr);
        cr = plot_fixture_page (800, 600);
        f.neurons.compact = i % 2;
        plot_neurons_draw (cr, &page, &f.neurons, &theme);
        g_assert_cmpint (plot_fixture_ink (cr, &page), >, 500);
        g_assert_cmpint (plot_fixture_ink_outside (cr, &page), ==, 0);
        plot_fixture_close (cr);
        fixture_clear (&f);
      }
}

static PlotScene *
new_two_dots (double first, double second)
{
  PlotScene *scene = plot_scene_new_empty ();
  const PlotSceneDot dots[2] = { { { first, 0, 0 }, -1 }, { { second, 0, 0 }, 1 } };

  for (int i = 0; i < 3; i++)
    {
      scene->axis[i] = (StudyAxis){ -1, 1, FALSE };
      scene->names[i] = "x";
    }
  scene->hide_title = TRUE;
  scene->camera = (PlotSceneCamera){ 0, PLOT_SCENE_LEAST_ELEVATION, 1, TRUE };
  g_array_append_vals (scene->dots, dots, 2);
  return scene;
}

/* Seen along the first axis, the nearer of two dots covers the other one, whatever their order. */
static void
test_nearer_dots_are_in_front (void)
{
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 40);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (PlotScene) scene = new_two_dots (i == 0 ? 0.02 : -0.02, i == 0 ? -0.02 : 0.02);
      const PlotColor minus = plot_neurons_space_color (-1, &theme);
      const PlotColor plus = plot_neurons_space_color (1, &theme);
      cairo_t *cr = plot_fixture_page (800, 600);

      plot_scene_draw (cr, &page, scene, &theme);
      const int ink[2] = { plot_fixture_ink_of (cr, &page, &minus),
                           plot_fixture_ink_of (cr, &page, &plus) };
      g_assert_cmpint (ink[i], >, 4 * ink[1 - i]);
      plot_fixture_close (cr);
    }
}

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int n)
{
  g_string_append_len (data, (const char *) bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

/* Exports have no bitmaps in them. */
static void
test_exports_are_vectors (void)
{
  g_autoptr (GString) svg = g_string_new (NULL);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, svg, 800, 600);
  cairo_t *cr = cairo_create (surface);
  PlotTheme theme;
  Fixture f;

  fixture_init (&f, MODEL_SOURCE_XOR, 1, 1);
  plot_theme_init (&theme, PLOT_STYLE_PRINT, 12);
  g_autoptr (PlotScene) scene = plot_scene_new_neurons (&f.neurons);
  plot_scene_draw (cr, &page, scene, &theme);
  plot_neurons_draw (cr, &page, &f.neurons, &theme);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_assert_cmpint (svg->len, >, 1000);
  g_assert_null (strstr (svg->str, "<image"));
  fixture_clear (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/neurons/places", test_places);
  g_test_add_func ("/plot/neurons/places-of-xor", test_places_of_xor);
  g_test_add_func ("/plot/neurons/trails", test_trails);
  g_test_add_func ("/plot/neurons/colours", test_colours);
  g_test_add_func ("/plot/neurons/scene-has-one-unit", test_scene_has_one_unit);
  g_test_add_func ("/plot/neurons/scenes-are-drawn", test_scenes_are_drawn);
  g_test_add_func ("/plot/neurons/nearer-dots-are-in-front", test_nearer_dots_are_in_front);
  g_test_add_func ("/plot/neurons/exports-are-vectors", test_exports_are_vectors);
  return g_test_run ();
}
