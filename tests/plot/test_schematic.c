/* The schematic: inside its area for every network there can be. */
#include "plot/plane/schematic.h"
#include "plot_fixture.h"

static const PlotArea sidebar = { 10, 10, 250, 90 };

static cairo_t *
draw (int depth, int fusion, int depth_a, int depth_b, int width, PlotTheme *theme)
{
  cairo_t *cr = plot_fixture_page (270, 110);
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  g_assert_true (model_experiment_set (&experiment, MODEL_DEPTH, depth, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_FUSION, fusion, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_DEPTH_A, depth_a, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_DEPTH_B, depth_b, NULL));
  g_assert_true (model_experiment_set (&experiment, MODEL_WIDTH, width, NULL));
  plot_theme_init (theme, PLOT_STYLE_LIGHT, 12);
  plot_schematic_draw (cr, &sidebar, &experiment, theme);
  return cr;
}

static void
assert_drawn (int depth, int fusion, int depth_a, int depth_b, int width)
{
  PlotTheme theme;
  cairo_t *cr = draw (depth, fusion, depth_a, depth_b, width, &theme);

  g_assert_cmpint (plot_fixture_ink_outside (cr, &sidebar), ==, 0);
  g_assert_cmpint (plot_fixture_ink_of (cr, &sidebar, &theme.modality[0]), >, 0);
  g_assert_cmpint (plot_fixture_ink_of (cr, &sidebar, &theme.modality[1]), >, 0);
  plot_fixture_close (cr);
}

static void
test_every_network (void)
{
  static const int widths[] = { 1, 100, 1000 };

  for (int depth = 2; depth <= MODEL_MAX_DEPTH; depth++)
    for (int fusion = 1; fusion <= depth; fusion++)
      for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
        assert_drawn (depth, fusion, 0, 0, widths[i]);
}

static void
test_unequal_branches (void)
{
  for (int a = 1; a <= 6; a++)
    for (int b = 1; b <= 6; b++)
      assert_drawn (4, 2, a, b, 100);
}

/* Each layer more before fusion is a box more: more blue ink. */
static void
test_boxes_show_depth (void)
{
  int previous = 0;

  for (int a = 1; a <= 4; a++)
    {
      PlotTheme theme;
      cairo_t *cr = draw (4, 2, a, 4, 100, &theme);
      const PlotArea upper = { 10, 10, 250, 44 };
      const int ink = plot_fixture_ink (cr, &upper);
      if (a > 1)
        g_assert_cmpint (ink, >, previous + 100);
      previous = ink;
      plot_fixture_close (cr);
    }
}

/* Late fusion has no layer in common: no grey box in the middle row, only the output. */
static void
test_late_meets_at_output (void)
{
  PlotTheme theme;
  const PlotArea middle = { 40, 52, 120, 6 };
  cairo_t *late = draw (4, 4, 0, 0, 100, &theme), *early = draw (4, 1, 0, 0, 100, &theme);

  g_assert_cmpint (plot_fixture_ink (late, &middle), ==, 0);
  g_assert_cmpint (plot_fixture_ink (early, &middle), >, 100);
  plot_fixture_close (late);
  plot_fixture_close (early);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/schematic/every-network", test_every_network);
  g_test_add_func ("/plot/schematic/unequal-branches", test_unequal_branches);
  g_test_add_func ("/plot/schematic/boxes-show-depth", test_boxes_show_depth);
  g_test_add_func ("/plot/schematic/late-meets-at-output", test_late_meets_at_output);
  return g_test_run ();
}
