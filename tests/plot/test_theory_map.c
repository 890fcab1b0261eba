/* Maps of data sets: parts of them, and the figures that show these. */
#include "figure/figure_theory_map.h"
#include "figure/file/figure_file.h"
#include "figure/file/provenance.h"
#include "num/matrix.h"

#include <math.h>
#include <string.h>

#define N (PLOT_THEORY_MAP_ROWS * PLOT_THEORY_MAP_COLUMNS)

static const double part[2][2] = { { 0.25, 0.75 }, { 1.5, 3 } };
static const double preference_part[2][2] = { { 1, 2 }, { 0.5, 2 } };

static void
init_map (PlotTheoryMap *map, PlotTheoryMapKind kind)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  plot_theory_map_init (map, kind, &experiment, 1e-8);
}

/* The same axes: the same values. A part: between those around, which are even there. */
static void
test_resample (void)
{
  static double values[N], same[N], wanted[N], out[N];
  PlotTheoryMap whole, map;
  double worst = 0;

  init_map (&whole, PLOT_THEORY_MAP_RATIO);
  plot_theory_map_compute (&whole, values);
  plot_theory_map_resample (values, whole.axes, whole.axes, same);
  for (int i = 0; i < N; i++)
    if (isinf (values[i]))
      g_assert_cmpfloat (same[i], ==, values[i]);
    else
      g_assert_cmpfloat_with_epsilon (same[i] / values[i], 1, 1e-9); /* rounding of places */
  map = whole;
  for (int i = 0; i < 2; i++)
    map.axes[i] = (StudyAxis){ part[i][0], part[i][1], whole.axes[i].logarithmic };
  g_assert_false (plot_theory_map_equal (&map, &whole));
  plot_theory_map_compute (&map, wanted);
  plot_theory_map_resample (values, whole.axes, map.axes, out);
  for (int i = 0; i < N; i++)
    worst = fmax (worst, fabs (out[i] / wanted[i] - 1));
  /* Linear between columns 1/40 apart: half of their square over eight, times ratio'' / ratio,
   * which is below 40 there. */
  g_test_message ("worst %g", worst);
  g_assert_cmpfloat (worst, <, 0.01);
  /* Beyond what is known stands what is at its edge. */
  plot_theory_map_resample (wanted, map.axes, whole.axes, out);
  g_assert_cmpfloat_with_epsilon (out[0] / wanted[0], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (out[N - 1] / wanted[N - 1], 1, 1e-9);
}

static FigureData *
compute_figure (PlotTheoryMapKind kind, gboolean zoomed)
{
  FigureProvenance provenance;
  FigureData *data;

  figure_provenance_init (&provenance);
  g_strlcpy (provenance.figure, figure_get_name (figure_theory_map_of (kind)),
             sizeof provenance.figure);
  if (zoomed)
    memcpy (provenance.view.plane[plot_theory_map_get_plane (kind)],
            kind == PLOT_THEORY_MAP_PREFERENCE ? preference_part : part, sizeof part);
  data = figure_compute_from (&provenance, NULL, NULL);
  g_assert_nonnull (data);
  return data;
}

/* First and last row of the table. */
static void
read_table (const char *csv, double first[3], double last[3])
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  int n = 0;

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], ",", -1);

      if (g_strv_length (words) != 3 || lines[i][0] == '#' || g_ascii_isalpha (lines[i][0]))
        continue;
      for (int k = 0; k < 3; k++)
        {
          last[k] = g_ascii_strtod (words[k], NULL);
          if (n == 0)
            first[k] = last[k];
        }
      n++;
    }
  g_assert_cmpint (n, ==, N);
}

/* What is looked at is what the figure has, drawn and as a table. */
static void
test_figures (void)
{
  for (int kind = 0; kind < PLOT_N_THEORY_MAPS; kind++)
    for (int zoomed = 0; zoomed < 2; zoomed++)
      {
        g_autoptr (FigureData) data = compute_figure ((PlotTheoryMapKind) kind, zoomed);
        g_autofree char *csv = figure_to_csv (data);
        double first[3], last[3];

        read_table (csv, first, last);
        const gboolean regions = kind == PLOT_THEORY_MAP_PREFERENCE;
        const double low = zoomed ? (regions ? 1 : part[0][0]) : regions ? 0.25 : -1;
        const double high = zoomed ? (regions ? 2 : part[0][1]) : regions ? 4 : 1;
        g_assert_cmpfloat_with_epsilon (first[0], low, 1e-9); /* powers */
        g_assert_cmpfloat_with_epsilon (last[0], high, 1e-9);
        if (kind == PLOT_THEORY_MAP_CREDIT && zoomed) /* rho / r, equal weights */
          g_assert_cmpfloat_with_epsilon (last[2], part[0][1] / part[1][1], 1e-9);
        if (regions && zoomed) /* wide and heavy: A, in region I */
          g_assert_cmpfloat (last[2], ==, 1);
      }
}

/* Early fusion has a map of preference only. */
static void
test_nothing_to_see (void)
{
  FigureProvenance provenance;

  figure_provenance_init (&provenance);
  model_experiment_set (&provenance.run.experiment, MODEL_FUSION, 1, NULL);
  for (int kind = 0; kind < PLOT_N_THEORY_MAPS; kind++)
    {
      g_strlcpy (provenance.figure,
                 figure_get_name (figure_theory_map_of ((PlotTheoryMapKind) kind)),
                 sizeof provenance.figure);
      g_autoptr (FigureData) data = figure_compute_from (&provenance, NULL, NULL);
      g_autofree char *csv = figure_to_csv (data);
      const gboolean has_rows = strlen (strstr (csv, "sigma_a/sigma_b")) > 200;

      g_assert_cmpint (has_rows, ==, kind == PLOT_THEORY_MAP_PREFERENCE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/plot/map/resample", test_resample);
  g_test_add_func ("/plot/map/figures", test_figures);
  g_test_add_func ("/plot/map/nothing-to-see", test_nothing_to_see);
  return g_test_run ();
}
