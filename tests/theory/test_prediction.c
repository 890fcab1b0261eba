/* Fixed points, mis-attribution, preference, measured times, places, maps: hand-solved cases. */
#include "num/matrix.h"
#include "theory/exact.h"
#include "theory/maps.h"
#include "theory/measure.h"
#include "theory/place.h"
#include "theory/prediction.h"

#include <math.h>

static void
assert_close (double value, double expected, double tolerance)
{
  g_assert_cmpfloat (fabs (value - expected), <=, tolerance);
}

typedef struct
{
  double sigma_a, sigma_b, rho, w_a, w_b, noise;
} Data;

static void
set_data (ModelExperiment *e, const Data *data)
{
  model_experiment_init (e);
  model_experiment_set (e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (e, MODEL_SIGMA_A, data->sigma_a, NULL);
  model_experiment_set (e, MODEL_SIGMA_B, data->sigma_b, NULL);
  model_experiment_set (e, MODEL_RHO, data->rho, NULL);
  model_experiment_set (e, MODEL_W_A, data->w_a, NULL);
  model_experiment_set (e, MODEL_W_B, data->w_b, NULL);
  model_experiment_set (e, MODEL_NOISE, data->noise, NULL);
}

static TheoryPrediction *
predict (const Data *data, int depth, int fusion)
{
  ModelExperiment e;

  set_data (&e, data);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  return theory_prediction_new (&e, 1e-4, NULL);
}

/* Figure 4a: Var 9 and 1, y = x_A + 4 x_B: L(M_A) = 0.64, L(M_B) = 0.36 of the start, A first. */
static void
test_figure_4a (void)
{
  Data data = { 3, 1, 0, 1, 4 };
  g_autoptr (TheoryPrediction) p = predict (&data, 2, 2);
  double start = p->points->point[THEORY_POINT_ORIGIN].loss;

  /* Sums and pseudo-inverses of numbers of order ten: rounding. */
  assert_close (start, 12.5, 1e-13);
  assert_close (p->points->point[THEORY_POINT_A].loss / start, 0.64, 1e-14);
  assert_close (p->points->point[THEORY_POINT_B].loss / start, 0.36, 1e-14);
  assert_close (p->points->point[THEORY_POINT_SOLUTION].loss, 0, 1e-13);
  g_assert_cmpint (p->times.order, ==, THEORY_ORDER_A_FIRST);
  g_assert_cmpint (p->preference, ==, THEORY_PREFERENCE_A_SUPERFICIAL);
  assert_close (p->plateau_loss / start, 0.64, 1e-14);
}

/* Figures 3a, 3b: A is credited with 1.25 or 0.75 on the plateau. */
static void
test_misattribution (void)
{
  for (int sign = -1; sign <= 1; sign += 2)
    {
      Data data = { 2, 1, 0.5 * sign, 1, 1, 0.3 };
      g_autoptr (TheoryPrediction) p = predict (&data, 3, 3);

      assert_close (p->points->point[THEORY_POINT_A].level[0], 1 + 0.25 * sign, 1e-14);
      assert_close (p->misattribution.amount, 0.25 * sign, 1e-14);
      g_assert_true (p->misattribution.has_relative);
      assert_close (p->misattribution.relative, 0.25 * sign, 1e-14);
      /* At rho = -0.5 B alone tells nothing of y: M_B is M_0. */
      g_assert_true (p->saddle[0] && p->has_plateau);
      g_assert_cmpint (p->saddle[1], ==, sign > 0);
    }
}

static void
test_early (void)
{
  Data data = { 2, 1, 0.5, 1, 1 };
  g_autoptr (TheoryPrediction) p = predict (&data, 3, 1);

  g_assert_false (p->saddle[0] || p->saddle[1] || p->has_plateau);
  g_assert_cmpfloat (p->misattribution.amount, ==, 0);
  assert_close (p->plateau_loss, 0, 1e-14);
}

/* Only branches of two layers and more can stay at zero. */
static void
test_saddles_unequal (void)
{
  Data data = { 2, 1, 0.5, 1, 1 };
  ModelExperiment e;
  g_autoptr (TheoryPrediction) p = NULL;

  set_data (&e, &data);
  model_experiment_set (&e, MODEL_DEPTH, 4, NULL);
  model_experiment_set (&e, MODEL_FUSION, 2, NULL);
  model_experiment_set (&e, MODEL_DEPTH_A, 1, NULL);
  p = theory_prediction_new (&e, 1e-4, NULL);
  g_assert_true (p->saddle[0]);
  g_assert_false (p->saddle[1]);
}

/* More inputs than samples: the plain least-squares solution does not exist, the one of least norm
 * does, and fits perfectly. */
static void
test_overparametrised (void)
{
  ModelExperiment e;
  g_autoptr (TheoryPrediction) p = NULL;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  model_experiment_set (&e, MODEL_NOISE, 0.5, NULL);
  model_experiment_set (&e, MODEL_SAMPLES, 14, NULL);
  p = theory_prediction_new (&e, 1e-4, NULL);
  /* Losses are differences of numbers of order sigma_yy, through a pseudo-inverse. */
  assert_close (p->points->point[THEORY_POINT_SOLUTION].loss, 0, 1e-10 * p->moments->sigma_yy);
  g_assert_cmpfloat (p->points->point[THEORY_POINT_A].loss, >, 0);
  for (int m = 0; m < 2; m++)
    g_assert_true (isfinite (p->times.flow.t[m]) && isfinite (p->times.step.t[m]));
}

static void
test_regions (void)
{
  const struct
  {
    double r, q;
    TheoryPreference expected;
  } cases[] = { { 2, 1, THEORY_PREFERENCE_A },   { 2, 0.3, THEORY_PREFERENCE_A_SUPERFICIAL },
                { 2, 0.2, THEORY_PREFERENCE_B }, { 0.5, 3, THEORY_PREFERENCE_B_SUPERFICIAL },
                { 0.5, 5, THEORY_PREFERENCE_A }, { 1, 1, THEORY_PREFERENCE_NONE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Data data = { cases[i].r, 1, 0, cases[i].q, 1 };
      g_autoptr (TheoryPrediction) p = predict (&data, 2, 2);

      g_assert_cmpint (theory_preference_region (cases[i].r, cases[i].q), ==, cases[i].expected);
      g_assert_cmpint (p->preference, ==, cases[i].expected);
      g_assert_cmpstr (theory_preference_get_words (p->preference), !=, "");
    }
}

static ModelHistoryView *
record (const ModelHistoryRow *rows, int n)
{
  g_autoptr (ModelHistory) history = model_history_new ();

  for (int i = 0; i < n; i++)
    model_history_append (history, &rows[i]);
  return model_history_view (history);
}

static void
test_measure (void)
{
  const ModelHistoryRow rows[] = { { 0, 1, { 0, 0 } },
                                   { 1, 1, { 0.25, 0 } },
                                   { 2, 1, { 0.75, 0 } },
                                   { 3, 1, { 1.5, -0.1 } },
                                   { 5, 1, { 1.5, -0.6 } } };
  g_autoptr (ModelHistoryView) all = record (rows, 5), part = record (rows, 3);
  TheoryLevels levels = { { 0.5, 0.25 } };
  TheoryMeasure measure;
  double amount = 7;

  theory_measure_compute (&measure, part, &levels, 0);
  g_assert_true (measure.reached[0] && !measure.reached[1]);
  g_assert_true (measure.t[1] == INFINITY && measure.ratio == INFINITY);
  g_assert_false (theory_measure_misattribution (&measure, part, 0, 1, &amount));
  g_assert_cmpfloat (amount, ==, 7);

  theory_measure_compute (&measure, all, &levels, 0);
  /* Interpolation of exact binary fractions, but for 0.1 and 0.6. */
  g_assert_cmpfloat (measure.t[0], ==, 1.5);
  assert_close (measure.t[1], 3.6, 1e-14);
  assert_close (measure.ratio, 2.4, 1e-14);
  g_assert_true (theory_measure_misattribution (&measure, all, 0, 1, &amount));
  assert_close (amount, 0.75 + 0.75 * 0.55 - 1, 1e-14);

  levels.half[1] = INFINITY;
  theory_measure_compute (&measure, all, &levels, 0);
  g_assert_false (measure.reached[1]);
}

static const TheoryStages no_stages = { .n = 0 };

static TheoryPlaceState
place (const TheoryPrediction *p, double w_a, double w_b)
{
  ModelHistoryRow row = { 0, 0, { w_a, w_b } };
  TheoryPlace result;

  theory_place_compute (&result, p, &no_stages, &row);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    g_assert_true (isfinite (result.distance[i]));
  g_assert_cmpstr (theory_place_get_words (result.state), !=, "");
  return result.state;
}

static void
test_place (void)
{
  Data plain = { 2, 1, 0.5, 1, 1 }, collinear = { 2, 1, 1, 1, 1 }, silent = { 2, 0, 0, 1, 1 };
  Data mirrored = { 1, 2, 0.5, 1, 1 }, nothing = { 1, 1, -1, 1, 1 };
  g_autoptr (TheoryPrediction) late = predict (&plain, 2, 2), early = predict (&plain, 2, 1);
  g_autoptr (TheoryPrediction) line = predict (&collinear, 2, 2), one = predict (&silent, 2, 2);
  g_autoptr (TheoryPrediction) other = predict (&mirrored, 2, 2), none = predict (&nothing, 2, 2);

  g_assert_cmpint (place (late, 0, 0), ==, THEORY_PLACE_ORIGIN);
  g_assert_cmpint (place (late, 0.6, 1e-6), ==, THEORY_PLACE_TO_A);
  g_assert_cmpint (place (late, 1.24, 0.01), ==, THEORY_PLACE_AT_A);
  g_assert_cmpint (place (late, 1.1, 0.5), ==, THEORY_PLACE_FROM_A);
  g_assert_cmpint (place (late, 1, 0.99), ==, THEORY_PLACE_SOLUTION);
  g_assert_cmpint (place (early, 0.6, 0.2), ==, THEORY_PLACE_TOGETHER);
  g_assert_cmpint (place (early, 1.25, 0), ==, THEORY_PLACE_TOGETHER);
  g_assert_cmpint (place (other, 0, 0.6), ==, THEORY_PLACE_TO_B);
  g_assert_cmpint (place (other, 0, 1.25), ==, THEORY_PLACE_AT_B);
  g_assert_cmpint (place (other, 0.5, 1.1), ==, THEORY_PLACE_FROM_B);
  g_assert_cmpint (place (line, 1.5, 0), ==, THEORY_PLACE_ONLY_A);
  g_assert_cmpint (place (one, 1, 0), ==, THEORY_PLACE_ONLY_A);
  g_assert_cmpint (place (none, 0, 0), ==, THEORY_PLACE_NOTHING);
}

/* A with the wrong sign, B, A again: between plateaus the stages say where the run is going. */
static void
test_place_of_stages (void)
{
  const Data opposite = { 2, 1, 0.8, -0.2, 1 };
  g_autoptr (TheoryPrediction) p = predict (&opposite, 2, 2);
  const TheoryStages stages = { 3,
                                { { .time = 500, .end = 700, .away = { TRUE, FALSE } },
                                  { .time = 800, .end = 2000, .away = { FALSE, TRUE } },
                                  { .time = 3900, .end = 5000, .away = { TRUE, TRUE } } } };
  const struct
  {
    double epoch, w[2];
    TheoryPlaceState state;
  } cases[] = {
    { 0, { 0, 0 }, THEORY_PLACE_ORIGIN },        { 500, { 0.1, 0 }, THEORY_PLACE_TO_A },
    { 650, { 0.2, 0 }, THEORY_PLACE_WRONG_A },   { 800, { 0.1, 0.35 }, THEORY_PLACE_A_TO_B },
    { 1900, { 0, 0.68 }, THEORY_PLACE_AT_B },    { 3900, { -0.1, 0.8 }, THEORY_PLACE_FROM_B },
    { 5000, { -0.2, 1 }, THEORY_PLACE_SOLUTION }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelHistoryRow row = { cases[i].epoch, 0, { cases[i].w[0], cases[i].w[1] } };
      TheoryPlace result;

      theory_place_compute (&result, p, &stages, &row);
      g_assert_cmpint (result.state, ==, cases[i].state);
    }
}

static TheoryPrediction *
predict_xor (gboolean relu, int fusion)
{
  ModelExperiment experiment;
  g_autoptr (GError) error = NULL;
  TheoryPrediction *prediction;

  model_experiment_init (&experiment);
  g_assert_true (model_experiment_set (&experiment, MODEL_SOURCE, MODEL_SOURCE_XOR, NULL) &&
                 model_experiment_set (&experiment, MODEL_SAMPLES, relu ? 8192 : 0, NULL) &&
                 model_experiment_set (&experiment, MODEL_FUSION, fusion, NULL) &&
                 model_experiment_set (&experiment, MODEL_ACTIVATION,
                                       relu ? MODEL_ACTIVATION_RELU : MODEL_ACTIVATION_LINEAR,
                                       NULL));
  prediction = theory_prediction_new (&experiment, 1e-8, &error);
  g_assert_no_error (error);
  return prediction;
}

static TheoryPlaceState
place_at_loss (const TheoryPrediction *p, double w_a, double loss)
{
  ModelHistoryRow row = { 0, loss, { w_a, 0 } };
  TheoryPlace result;

  theory_place_compute (&result, p, &no_stages, &row);
  return result.state;
}

/* XOR tells a linear network nothing: the weights are at the solution while half a unit of the loss
 * is left, and stay there when a network that bends learns it. */
static void
test_place_of_xor (void)
{
  for (int fusion = 1; fusion <= 2; fusion++)
    {
      g_autoptr (TheoryPrediction) linear = predict_xor (FALSE, fusion);
      g_autoptr (TheoryPrediction) relu = predict_xor (TRUE, fusion);
      const double end = relu->points->point[THEORY_POINT_SOLUTION].level[0];

      assert_close (relu->points->point[THEORY_POINT_SOLUTION].loss, 0.5, 1e-3); /* of a sample */
      g_assert_cmpint (place_at_loss (relu, 0, 2.5), ==, THEORY_PLACE_ORIGIN);
      g_assert_cmpint (place_at_loss (relu, end / 2, 1), ==, THEORY_PLACE_TO_A);
      g_assert_cmpint (place_at_loss (relu, end, 0.5), ==, THEORY_PLACE_WITHOUT_B);
      g_assert_cmpint (place_at_loss (relu, end, 0.4), ==, THEORY_PLACE_WITHOUT_B);
      g_assert_cmpint (place_at_loss (relu, end, 0.01), ==, THEORY_PLACE_SOLUTION);
      g_assert_cmpint (place_at_loss (linear, 1, 0.5), ==, THEORY_PLACE_ONLY_A);
    }
}

static void
test_maps (void)
{
  TheoryNetwork network = { { 2, 2 }, 0, 1e-8, 0.04 };
  g_autofree double *out = g_new (double, 10000);
  TheoryMap map;

  theory_map_init (&map, THEORY_MAP_RATIO, &network);
  theory_map_compute (&map, out);
  for (int i = 0; i < 100; i += 33)
    for (int j = 0; j < 100; j += 33)
      {
        double r = 1 + 2.0 * i / 99, rho = -0.92 + 1.84 * j / 99;
        double expected = 1 + (r * r - 1) / (1 - rho * rho);

        assert_close (out[i * 100 + j] / expected, 1, 1e-12);
      }
  map.kind = THEORY_MAP_MISATTRIBUTION;
  theory_map_compute (&map, out);
  assert_close (out[9999], 0.92 / 3, 1e-15);

  network = (TheoryNetwork){ { 7, 7 }, 1, 0.3, 0.04 };
  theory_map_init (&map, THEORY_MAP_RATIO, &network);
  theory_map_compute (&map, out);
  for (int i = 0; i < 10000; i++)
    g_assert_true (out[i] >= 1 && isfinite (out[i]));
}

/* Starts at u0^2, ends at s / variance, and passes half of it at tau ln (1 / u0) / s. */
static void
test_exact (void)
{
  assert_close (theory_exact_weight (4, 4, 1e-3, 0), 1e-6, 1e-20);
  assert_close (theory_exact_weight (4, 2, 1e-3, 1e6), 2, 1e-14);
  /* A millionth of the final level is there at the start. */
  assert_close (theory_exact_weight (4, 4, 1e-3, log (1e3) / 4), 0.5, 1e-6);
  assert_close (theory_exact_weight (1, 0, 0.1, 2), 0.01 * exp (4), 1e-14);
}

static void
assert_numbers (const TheoryPrediction *p)
{
  const double numbers[] = { p->times.flow.ratio, p->times.step.ratio,      p->plateau_loss,
                             p->times.flow.t[0],  p->times.flow.t[1],       p->times.step.t[0],
                             p->times.step.t[1],  p->levels.half[0],        p->levels.half[1],
                             p->rates.d[0],       p->misattribution.amount, p->rates.d[1] };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_false (isnan (numbers[i]));
  g_assert_cmpfloat (p->times.flow.ratio, >=, 1);
  /* Together, the stronger one may be what is not needed in the end. */
  if (p->times.order != THEORY_ORDER_TOGETHER)
    g_assert_cmpfloat (p->times.flow.t[p->times.first], <=, p->times.flow.t[1 - p->times.first]);
}

/* Corners of what the keys allow, equal up to rounding, silent, collinear: never "not a number". */
static void
test_corners (void)
{
  const double sigmas[] = { 0, 1e-3, 1, 1000 }, ws[] = { -1000, 0, 1e-6, 1 };
  const double rhos[] = { -1, -0.999999, -0.5, 0, 0.3, 1 };

  for (int i = 0; i < 4 * 4 * 4 * 4 * 6; i++)
    {
      Data data = { sigmas[i % 4], sigmas[i / 4 % 4], rhos[i / 256], ws[i / 16 % 4],
                    ws[i / 64 % 4] };

      for (int fusion = 1; fusion <= 5; fusion++)
        {
          g_autoptr (TheoryPrediction) p = predict (&data, 5, fusion);

          assert_numbers (p);
        }
    }
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/prediction/figure-4a", test_figure_4a);
  g_test_add_func ("/theory/prediction/misattribution", test_misattribution);
  g_test_add_func ("/theory/prediction/early", test_early);
  g_test_add_func ("/theory/prediction/saddles-unequal", test_saddles_unequal);
  g_test_add_func ("/theory/prediction/overparametrised", test_overparametrised);
  g_test_add_func ("/theory/prediction/regions", test_regions);
  g_test_add_func ("/theory/prediction/measure", test_measure);
  g_test_add_func ("/theory/prediction/place", test_place);
  g_test_add_func ("/theory/place/stages", test_place_of_stages);
  g_test_add_func ("/theory/prediction/place-of-xor", test_place_of_xor);
  g_test_add_func ("/theory/prediction/maps", test_maps);
  g_test_add_func ("/theory/prediction/exact", test_exact);
  g_test_add_func ("/theory/prediction/corners", test_corners);
  return g_test_run ();
}
