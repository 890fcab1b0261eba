/* Plots of digits runs: they stay inside their areas, show what there is, and nothing that is not.
 */
#include "digits/source.h"
#include "num/matrix.h"
#include "plot/digits/digits_curves.h"
#include "plot/digits/digits_pictures.h"
#include "plot/digits/digits_table.h"
#include "plot_fixture.h"

#include <math.h>

typedef void (*DrawFunc) (cairo_t *cr,
                          const PlotArea *area,
                          const DigitsState *state,
                          const PlotTheme *theme);

/* A learned at epoch 3, B at 13. */
static DigitsState *
make_state (int rows, DigitsModel model)
{
  DigitsOptions options;
  DigitsState *state;

  digits_options_init (&options, model);
  state = digits_state_new (&options);
  state->n_rows = rows;
  state->rows = g_new (DigitsRow, rows);
  for (int i = 0; i < rows; i++)
    {
      const double a = 0.9 / (1 + exp (3.0 - i)), b = 0.9 / (1 + exp (13.0 - i));

      state->rows[i] =
          (DigitsRow){ i, 2.3 - 2 * a, i > 0 ? 2.4 - 2.1 * a : NAN, { fmax (a, b), a, b } };
    }
  return state;
}

/* Samples and filters of a network before training. */
static void
add_pictures (DigitsState *state)
{
  DigitsOptions options = state->options;

  options.values[DIGITS_KEY_TRAIN] = 60;
  options.values[DIGITS_KEY_TEST] = 10;
  options.values[DIGITS_KEY_WIDTH] = 20;
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &options, NULL);
  g_autoptr (DigitsTraining) training = digits_training_new (&options, images, 1, NULL);
  state->samples = digits_pictures_new_samples (digits_training_get_inputs (training), images->side,
                                                DIGITS_STATE_SAMPLES);
  state->filters =
      digits_pictures_new_filters (digits_training_get_net (training), DIGITS_STATE_FILTERS);
}

static int
draw (DrawFunc function, const DigitsState *state, int width, int height, PlotColor *color)
{
  const PlotArea area = { 10, 10, width, height };
  cairo_t *cr = plot_fixture_page (width + 20, height + 20);
  PlotTheme theme;
  int ink;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 9);
  function (cr, &area, state, &theme);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
  ink = color != NULL ? plot_fixture_ink_of (cr, &area, color) : plot_fixture_ink (cr, &area);
  plot_fixture_close (cr);
  return ink;
}

static void
test_inside (void)
{
  static const DrawFunc functions[] = { plot_digits_loss_draw, plot_digits_accuracy_draw,
                                        plot_digits_samples_draw, plot_digits_filters_draw };

  for (int model = DIGITS_MLP; model <= DIGITS_CNN; model++)
    for (int rows = 0; rows < 40; rows += 13)
      {
        g_autoptr (DigitsState) state = make_state (rows, model);

        if (rows > 0)
          add_pictures (state);
        for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
          {
            g_assert_cmpint (draw (functions[i], state, 470, 250, NULL), >, 100);
            g_assert_cmpint (draw (functions[i], state, 300, 130, NULL), >, 100);
          }
      }
}

/* B's curve climbs the plot only once B is learned. */
static void
test_curves (void)
{
  g_autoptr (DigitsState) early = make_state (9, DIGITS_MLP), late = make_state (30, DIGITS_MLP);
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 9);
  g_assert_cmpint (draw (plot_digits_accuracy_draw, late, 470, 250, &theme.modality[1]), >,
                   draw (plot_digits_accuracy_draw, early, 470, 250, &theme.modality[1]));
  /* The phase in which only A is learned is shaded: a quarter of the plot. */
  const int shaded = draw (plot_digits_loss_draw, late, 470, 250, NULL);
  late->options.values[DIGITS_KEY_THRESHOLD] = 0.95;
  g_assert_cmpint (draw (plot_digits_loss_draw, late, 470, 250, NULL), <, shaded - 10000);
}

static void
draw_loss_hover (cairo_t *cr,
                 const PlotArea *area,
                 const DigitsState *state,
                 const PlotTheme *theme)
{
  plot_digits_loss_draw_hover (cr, area, state, state->n_rows - 1, theme);
}

static void
draw_accuracy_hover (cairo_t *cr,
                     const PlotArea *area,
                     const DigitsState *state,
                     const PlotTheme *theme)
{
  plot_digits_accuracy_draw_hover (cr, area, state, state->n_rows - 1, theme);
}

/* The read-out stays inside, also of the first row, whose training loss is not known; the pointer
 * finds the nearest row. */
static void
test_hover (void)
{
  const PlotArea area = { 10, 10, 470, 250 };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 9);
  for (int rows = 0; rows <= 30; rows += 1 + rows)
    {
      g_autoptr (DigitsState) state = make_state (rows, DIGITS_MLP);

      g_assert_cmpint (draw (draw_loss_hover, state, 470, 250, NULL) > 100, ==, rows > 0);
      g_assert_cmpint (draw (draw_accuracy_hover, state, 470, 250, &theme.modality[0]) > 10, ==,
                       rows > 0);
      g_assert_cmpint (draw (draw_accuracy_hover, state, 300, 130, NULL) > 100, ==, rows > 0);
    }
  g_autoptr (DigitsState) state = make_state (30, DIGITS_MLP), none = make_state (0, DIGITS_MLP);
  g_assert_cmpint (plot_digits_curves_find_row (&area, state, 10, &theme), ==, -1);
  g_assert_cmpint (plot_digits_curves_find_row (&area, none, 240, &theme), ==, -1);
  int last = 0;
  for (double x = 60; x < 440; x++)
    {
      const int row = plot_digits_curves_find_row (&area, state, x, &theme);

      g_assert_cmpint (row, >=, last);
      last = row;
    }
  g_assert_cmpint (last, ==, 29);
}

static void
draw_table (cairo_t *cr, const PlotArea *area, const DigitsState *state, const PlotTheme *theme)
{
  plot_digits_table_draw (cr, area, &state->table, "Time ratio", theme);
}

static void
test_table (void)
{
  g_autoptr (DigitsState) state = make_state (30, DIGITS_MLP);
  DigitsRatio ratio;
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 9);
  digits_table_init (&state->table, DIGITS_MLP, 6, 3);
  g_assert_true (isnan (digits_table_get_ratio (&state->table, 1).mean));
  g_assert_cmpint (draw (draw_table, state, 400, 200, &theme.modality[0]), ==, 0);
  for (int seed = 0; seed < 2; seed++)
    digits_table_enter (&state->table, 2, seed, state->rows, state->n_rows, 0.5 + 0.1 * seed);
  digits_table_enter (&state->table, 2, 2, state->rows, 5, 0.5);
  ratio = digits_table_get_ratio (&state->table, 2);
  g_assert_cmpint (ratio.n, ==, 2);
  g_assert_cmpint (ratio.missing, ==, 1);
  /* Between the two thresholds' ratios, 13.2 / 3.2 and 13.7 / 3.7. */
  g_assert_cmpfloat_with_epsilon (ratio.mean, 3.9, 0.1);
  g_assert_cmpint (draw (draw_table, state, 400, 200, &theme.modality[0]), >, 50);
  g_assert_cmpint (draw (draw_table, state, 260, 120, NULL), >, 50);
}

static void
test_filters (void)
{
  g_autoptr (DigitsState) mlp = make_state (1, DIGITS_MLP), cnn = make_state (1, DIGITS_CNN);

  add_pictures (mlp);
  add_pictures (cnn);
  g_assert_cmpint (mlp->filters->side, ==, 28);
  g_assert_cmpint (cnn->filters->side, ==, 3);
  for (int k = 0; k < mlp->filters->n * 28 * 28; k++)
    g_assert_cmpfloat (fabsf (mlp->filters->values[k]), <=, 1);
  for (int k = 0; k < cnn->filters->n * 9; k++)
    g_assert_cmpfloat (fabsf (cnn->filters->values[k]), <=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/plot/digits/inside", test_inside);
  g_test_add_func ("/plot/digits/curves", test_curves);
  g_test_add_func ("/plot/digits/hover", test_hover);
  g_test_add_func ("/plot/digits/table", test_table);
  g_test_add_func ("/plot/digits/filters", test_filters);
  return g_test_run ();
}
