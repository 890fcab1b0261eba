/* Reduced dynamics: reference times, the exact solution, the leading orders, edges. */
#include "num/matrix.h"
#include "theory/exact.h"
#include "theory/krylov.h"
#include "theory/measure.h"
#include "theory/prediction.h"
#include "reference.h"

#include <math.h>

static void
assert_relative (double value, double expected, double tolerance)
{
  g_assert_cmpfloat (fabs (value / expected - 1), <=, tolerance);
}

typedef struct
{
  double sigma_a, sigma_b, rho, w_a, w_b;
} Data;

static TheoryPrediction *
predict (const Data *data, int depth, int fusion, double init_scale)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (&e, MODEL_SIGMA_A, data->sigma_a, NULL);
  model_experiment_set (&e, MODEL_SIGMA_B, data->sigma_b, NULL);
  model_experiment_set (&e, MODEL_RHO, data->rho, NULL);
  model_experiment_set (&e, MODEL_W_A, data->w_a, NULL);
  model_experiment_set (&e, MODEL_W_B, data->w_b, NULL);
  model_experiment_set (&e, MODEL_DEPTH, depth, NULL);
  model_experiment_set (&e, MODEL_FUSION, fusion, NULL);
  model_experiment_set (&e, MODEL_INIT, MODEL_INIT_BALANCED, NULL);
  return theory_prediction_new (&e, init_scale, NULL);
}

static void
test_reference (void)
{
  g_autoptr (GArray) rows = reference_load ();
  int compared = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const ReferenceRow *row = &g_array_index (rows, ReferenceRow, i);
      Data data = { row->sigma_a, row->sigma_b, row->rho, row->w_a, row->w_b };
      g_autoptr (TheoryPrediction) p = predict (&data, row->depth, row->fusion, row->init_scale);
      g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, NULL);

      g_assert_true (reduced->learned);
      /* The must is 1e-5; reached is 2e-6, most of it in the deepest networks. */
      if (!isnan (row->reduced_t_a))
        assert_relative (reduced->t[0], row->reduced_t_a, 5e-6);
      if (!isnan (row->reduced_t_b))
        assert_relative (reduced->t[1], row->reduced_t_b, 5e-6);
      compared += !isnan (row->reduced_t_b);
    }
  g_assert_cmpint (compared, >, 100);
}

static void
test_exact (void)
{
  Data data = { 2, 1, 0, 1, 1 };
  g_autoptr (TheoryPrediction) p = predict (&data, 2, 2, 1e-4);
  g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, 400, NULL);
  const double s[2] = { 4, 1 };

  g_assert_cmpfloat (
      model_history_view_row (reduced->history, model_history_view_length (reduced->history) - 1)
          ->epoch,
      ==, 400);
  for (gsize i = 0; i < model_history_view_length (reduced->history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (reduced->history, i);

      for (int m = 0; m < 2; m++)
        /* Steps to 1e-8; rows between steps are cubic, to 1e-6 of the range. */
        g_assert_cmpfloat (
            fabs (row->weight[m] - theory_exact_weight (s[m], s[m], 1e-4, row->epoch * 0.04)), <,
            2e-6);
    }
}

/* Events against times measured on the recording, as for any run. */
static void
test_events (void)
{
  Data data = { 2, 1, -0.7, 1, 1 };

  for (int fusion = 1; fusion <= 4; fusion++)
    {
      g_autoptr (TheoryPrediction) p = predict (&data, 4, fusion, 0.1);
      g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, NULL);
      TheoryMeasure measure;

      theory_measure_compute (&measure, reduced->history, &p->levels, p->times.first);
      for (int m = 0; m < 2; m++)
        {
          g_assert_true (measure.reached[m]);
          /* Rows are 1 % of the range apart, so chords are off by about 1e-4 of the rise. */
          assert_relative (measure.t[m], reduced->t[m], 1e-4);
        }
    }
}

/* The formulas are leading orders: the relative error falls with u0, for unequal branches too. */
static void
test_leading_order (void)
{
  const int shapes[][3] = { { 2, 2, 0 }, { 2, 2, 2 }, { 3, 3, 1 }, { 1, 1, 2 },
                            { 3, 4, 0 }, { 4, 3, 2 }, { 2, 4, 0 }, { 2, 3, 2 },
                            { 4, 2, 1 }, { 1, 3, 2 }, { 3, 1, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      double previous[2] = { INFINITY, INFINITY };

      for (double u0 = 0.01; u0 > 5e-4; u0 /= 4)
        {
          Data data = { 2, 1, 0.3, 1, 1 };
          g_autoptr (TheoryPrediction) p = predict (&data, 4, 2, u0);
          g_autoptr (TheoryReduced) reduced = NULL;

          for (int m = 0; m < 2; m++)
            p->network.branch_depth[m] = shapes[i][m];
          p->network.shared_depth = shapes[i][2];
          theory_times_compute (&p->times, &p->rates, &p->network);
          theory_levels_compute (&p->levels, &p->rates, p->times.order);
          reduced = theory_prediction_new_reduced (p, INFINITY, NULL);
          for (int m = 0; m < 2; m++)
            {
              double error = fabs (p->times.flow.t[m] / reduced->t[m] - 1);

              /* An error that is small already may cross zero on its way. */
              g_assert_true (error < previous[m] || error < 2e-3);
              previous[m] = error;
            }
        }
      /* What is left at u0 = 6e-4 is of order one time constant: 10 % where the time itself is
       * ln (1 / u0) time constants, far less in deep networks. */
      g_assert_cmpfloat (MAX (previous[0], previous[1]), <, 0.1);
    }
}

/* Whatever the data, numbers are numbers, times increase, and the loss never does anything but
 * fall. */
static void
test_edges (void)
{
  const Data data[] = { { 2, 1, 1, 1, 1 },  { 2, 1, -1, 1, 1 },     { 1, 1, 0, 1, 1 },
                        { 1, 1, -1, 1, 1 }, { 2, 0, 0, 1, 1 },      { 0, 1, 0.5, 1, 1 },
                        { 0, 0, 0, 1, 1 },  { 2, 1, 0.5, 1, 0 },    { 2, 1, 0.5, 0, 1 },
                        { 2, 1, 0, 0, 0 },  { 1, 2, -0.9, 1, 0.1 }, { 2, 1, 0.3, -1, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    for (int depth = 2; depth <= 8; depth += 3)
      for (int fusion = 1; fusion <= depth; fusion++)
        {
          g_autoptr (TheoryPrediction) p = predict (&data[i], depth, fusion, 0.1);
          g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, NULL);
          gsize length = model_history_view_length (reduced->history);

          g_assert_cmpuint (length, >=, 1);
          for (gsize j = 0; j < length; j++)
            {
              const ModelHistoryRow *row = model_history_view_row (reduced->history, j);

              g_assert_true (isfinite (row->epoch) && isfinite (row->loss) &&
                             isfinite (row->weight[0]) && isfinite (row->weight[1]));
              /* Interpolated rows are cubic: 1e-6 of the start. */
              if (j > 0)
                {
                  const ModelHistoryRow *before = model_history_view_row (reduced->history, j - 1);

                  g_assert_cmpfloat (row->epoch, >, before->epoch);
                  g_assert_cmpfloat (row->loss, <=, before->loss + 2e-6 * p->moments->sigma_yy);
                }
            }
          g_assert_false (isnan (reduced->t[0]) || isnan (reduced->t[1]));
        }
}

static void
test_krylov (void)
{
  g_autoptr (ModelMoments) moments = NULL, small = NULL;
  g_autoptr (TheoryFixedPoints) points = NULL, small_points = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  model_experiment_set (&e, MODEL_INPUTS_A, 7, NULL);
  model_experiment_set (&e, MODEL_INPUTS_B, 4, NULL);
  model_experiment_set (&e, MODEL_COVARIANCE, MODEL_COVARIANCE_RANDOM, NULL);
  model_experiment_set (&e, MODEL_WEIGHTS, MODEL_WEIGHTS_RANDOM, NULL);
  moments = model_moments_compute_population (&e, NULL);
  small = theory_krylov_compress (moments, 24);
  g_assert_cmpint (small->n_a, <=, 7);
  g_assert_cmpint (small->n_b, <=, 4);
  points = theory_fixed_points_new (moments);
  small_points = theory_fixed_points_new (small);
  for (int i = 0; i < THEORY_N_POINTS; i++)
    {
      /* Orthonormal bases to 1e-15, through a matrix of condition number up to 1e4. */
      g_assert_cmpfloat (fabs (points->point[i].loss - small_points->point[i].loss), <,
                         1e-9 * moments->sigma_yy);
      for (int m = 0; m < 2; m++)
        g_assert_cmpfloat (fabs (points->point[i].level[m] - small_points->point[i].level[m]), <,
                           1e-8);
    }
}

/* Isotropic data of any size are scalar data of sqrt (n) times the weights. */
static void
test_krylov_isotropic (void)
{
  g_autoptr (ModelMoments) moments = NULL, small = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_VECTOR, NULL);
  model_experiment_set (&e, MODEL_INPUTS_A, 40, NULL);
  model_experiment_set (&e, MODEL_INPUTS_B, 40, NULL);
  model_experiment_set (&e, MODEL_RHO, 0.3, NULL);
  moments = model_moments_compute_population (&e, NULL);
  small = theory_krylov_compress (moments, 24);
  g_assert_cmpint (small->n_a, ==, 1);
  g_assert_cmpint (small->n_b, ==, 1);
  assert_relative (small->sigma[0], 4, 1e-13);
  assert_relative (small->sigma[1], 0.6, 1e-12);
  assert_relative (small->sigma_yx[0], 4.6 * sqrt (40), 1e-13);
}

static void
test_cancel (void)
{
  Data data = { 2, 1, 0, 1, 1 };
  g_autoptr (TheoryPrediction) p = predict (&data, 8, 8, 0.1);
  int cancel = 1;
  g_autoptr (TheoryReduced) reduced = theory_prediction_new_reduced (p, INFINITY, &cancel);

  g_assert_cmpuint (model_history_view_length (reduced->history), ==, 1);
  g_assert_false (reduced->learned);
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theory/reduced/reference", test_reference);
  g_test_add_func ("/theory/reduced/exact", test_exact);
  g_test_add_func ("/theory/reduced/events", test_events);
  g_test_add_func ("/theory/reduced/leading-order", test_leading_order);
  g_test_add_func ("/theory/reduced/edges", test_edges);
  g_test_add_func ("/theory/reduced/krylov", test_krylov);
  g_test_add_func ("/theory/reduced/krylov-isotropic", test_krylov_isotropic);
  g_test_add_func ("/theory/reduced/cancel", test_cancel);
  return g_test_run ();
}
