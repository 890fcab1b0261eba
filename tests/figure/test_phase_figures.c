/* Figures 3a, 3b, 3maps, 4a-c and 8: what the paper says must come out of them. */
#include "figure/figure.h"
#include "figure/figure_entry.h"
#include "figure/figure_registry.h"
#include "figure/file/figure_file.h"
#include "plot/plane/regions.h"

#include <math.h>
#include <string.h>

static FigureData *
compute (const char *name)
{
  g_autoptr (GError) error = NULL;
  FigureData *data = figure_compute (figure_find (name, NULL), NULL, &error);

  g_assert_no_error (error);
  return data;
}

/* The run midway through its unimodal phase. */
static ModelHistoryRow
plateau_of (const FigureData *data)
{
  const double *t = data->marks[0].t_run;

  g_assert_true (isfinite (t[0]) && isfinite (t[1]));
  return model_history_view_at (data->snapshots[0]->history, (t[0] + t[1]) / 2);
}

static ModelHistoryRow
end_of (const FigureData *data)
{
  const ModelHistoryView *history = data->snapshots[0]->history;

  return *model_history_view_row (history, model_history_view_length (history) - 1);
}

static double
start_loss (const FigureData *data)
{
  return model_history_view_row (data->snapshots[0]->history, 0)->loss;
}

static void
check_shoot (const char *name, double level)
{
  g_autoptr (FigureData) data = compute (name);
  const StudyMarks *marks = &data->marks[0];

  /* 8192 samples scatter the correlation by about 0.01. */
  g_assert_cmpfloat_with_epsilon (plateau_of (data).weight[0], level, 0.02);
  g_assert_cmpfloat_with_epsilon (end_of (data).weight[0], 1, 1e-3); /* noiseless: sampling is no
                                                                      * matter */
  g_assert_cmpfloat_with_epsilon (marks->level_plateau, plateau_of (data).weight[0], 1e-3);
  /* t_A and t_B are marked, theory and run, and agree as well as the paper's do: 5 %. */
  for (int m = 0; m < 2; m++)
    g_assert_cmpfloat_with_epsilon (marks->t_theory[m] / marks->t_run[m], 1, 0.05);
}

static void
test_overshoot (void)
{
  check_shoot ("3a", 1.25);
}

static void
test_undershoot (void)
{
  check_shoot ("3b", 0.75);
}

static void
check_preference (const char *name, double loss_a, double loss_b)
{
  g_autoptr (FigureData) data = compute (name);
  const StudyMarks *marks = &data->marks[0];

  g_assert_cmpint (marks->first, ==, 0);
  g_assert_cmpfloat (marks->t_run[0], <, marks->t_run[1]);
  /* Ratios of sample variances scatter by about 2 %. */
  g_assert_cmpfloat_with_epsilon (marks->loss_plateau / marks->loss_theory, loss_a, 0.02);
  g_assert_cmpfloat_with_epsilon (marks->loss_other / marks->loss_theory, loss_b, 0.02);
  /* The plateau is short here: the approach to the saddle has not quite ended. */
  g_assert_cmpfloat_with_epsilon (plateau_of (data).loss / start_loss (data), loss_a, 0.03);
}

static void
test_superficial (void)
{
  check_preference ("4a", 0.64, 0.36);
}

static void
test_not_superficial (void)
{
  check_preference ("4b", 0.36, 0.64);
}

static void
test_collinear (void)
{
  g_autoptr (FigureData) data = compute ("8");
  g_autofree char *csv = figure_to_csv (data);
  const ModelHistoryRow end = end_of (data);

  g_assert_true (isinf (data->marks[0].t_theory[1]));
  g_assert_true (isnan (data->marks[0].t_run[1]));
  g_assert_true (isnan (data->marks[0].level_final[1]));
  g_assert_cmpfloat_with_epsilon (end.weight[0], 1.5, 1e-6); /* 1 + rho sigma_B / sigma_A */
  /* It moves as its own initialisation and A's growth let it, 1e-8, and no further. */
  g_assert_cmpfloat (fabs (end.weight[1]), <, 1e-4);
  g_assert_cmpfloat (end.loss / start_loss (data), <, 1e-9); /* A alone explains all */
  g_assert_nonnull (strstr (csv, "# t_b: theory never, run never\n"));
}

/* A row of the CSV whose first two numbers are the given ones. */
static void
find_row (const char *csv, double x, double y, double out[2])
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  double best = INFINITY;

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      if (g_strv_length (cells) != 4 || !(g_ascii_isdigit (*lines[i]) || *lines[i] == '-'))
        continue;
      const double away =
          hypot (g_ascii_strtod (cells[0], NULL) - x, g_ascii_strtod (cells[1], NULL) - y);
      if (away >= best)
        continue;
      best = away;
      out[0] = g_ascii_strtod (cells[2], NULL);
      out[1] = g_ascii_strtod (cells[3], NULL);
    }
  g_assert_cmpfloat (best, <, 1e-9);
}

/* At corners of the map: 1 + (r^2 - 1) / (1 - rho^2), and rho / r. */
static void
test_maps (void)
{
  g_autoptr (FigureData) data = compute ("3maps");
  g_autofree char *csv = figure_to_csv (data);
  const double corners[4][2] = { { -0.92, 1 }, { 0.92, 1 }, { -0.92, 3 }, { 0.92, 3 } };

  for (int i = 0; i < 4; i++)
    {
      const double rho = corners[i][0], r = corners[i][1];
      double values[2] = { NAN, NAN };
      find_row (csv, rho, r, values);
      /* Closed forms: only rounding between them. */
      g_assert_cmpfloat_with_epsilon (values[0], 1 + (r * r - 1) / (1 - rho * rho), 1e-9);
      g_assert_cmpfloat_with_epsilon (values[1], rho / r, 1e-9);
    }
}

static void
test_regions (void)
{
  PlotRegions regions;

  plot_regions_init (&regions);
  for (int i = 1; i < 40; i++)
    for (int j = 1; j < 40; j++)
      {
        const double r = 0.1 * i + 0.013, q = 0.1 * j + 0.017; /* off the curves */
        g_assert_cmpint (plot_regions_classify (&regions, r, q), ==,
                         theory_preference_region (r, q));
      }
  /* Figure 4a: sigma 3, w 1/4. */
  g_assert_cmpstr (plot_regions_get_numeral (plot_regions_classify (&regions, 3, 0.25)), ==, "III");
  g_assert_cmpstr (plot_regions_get_numeral (plot_regions_classify (&regions, 4.0 / 3, 1)), ==,
                   "I");
}

/* With correlation: as theory of the moments says. */
static void
test_correlated_regions (void)
{
  static const double rhos[] = { -0.9, -0.5, 0.5, 0.9 };

  for (gsize k = 0; k < G_N_ELEMENTS (rhos); k++)
    for (int i = 1; i < 16; i++)
      {
        const double r = 0.25 * i + 0.013, q = 0.31 * i + 0.017;
        ModelExperiment experiment;
        PlotRegions regions;

        model_experiment_init (&experiment);
        model_experiment_set (&experiment, MODEL_RHO, rhos[k], NULL);
        model_experiment_set (&experiment, MODEL_SIGMA_A, r, NULL);
        model_experiment_set (&experiment, MODEL_SIGMA_B, 1, NULL);
        model_experiment_set (&experiment, MODEL_W_A, q, NULL);
        model_experiment_set (&experiment, MODEL_W_B, 1, NULL);
        g_autoptr (ModelMoments) moments = model_moments_compute_population (&experiment, NULL);
        g_autoptr (TheoryFixedPoints) points = theory_fixed_points_new (moments);
        plot_regions_init (&regions);
        regions.rho = rhos[k];
        g_assert_cmpint (plot_regions_classify (&regions, r, q), ==,
                         theory_preference_compute (moments, points));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/phase-figures/overshoot", test_overshoot);
  g_test_add_func ("/plot/phase-figures/undershoot", test_undershoot);
  g_test_add_func ("/plot/phase-figures/maps", test_maps);
  g_test_add_func ("/plot/phase-figures/superficial", test_superficial);
  g_test_add_func ("/plot/phase-figures/not-superficial", test_not_superficial);
  g_test_add_func ("/plot/phase-figures/collinear", test_collinear);
  g_test_add_func ("/plot/phase-figures/regions", test_regions);
  g_test_add_func ("/plot/phase-figures/correlated-regions", test_correlated_regions);
  return g_test_run ();
}
