/* Reads the reference values of learning times. */
#include "reference.h"

#include <stdio.h>

GArray *
reference_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "reference", "theory.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ReferenceRow));
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (int i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      ReferenceRow r;

      g_assert_cmpint (sscanf (lines[i], "%d,%d,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf",
                               &r.depth, &r.fusion, &r.sigma_a, &r.sigma_b, &r.rho, &r.w_a, &r.w_b,
                               &r.init_scale, &r.tau, &r.t_a, &r.t_b, &r.ratio, &r.reduced_t_a,
                               &r.reduced_t_b),
                       ==, 14);
      g_array_append_val (rows, r);
    }
  g_assert_cmpuint (rows->len, >, 100);
  return rows;
}

void
reference_get_rates (const ReferenceRow *row, TheoryRates *rates)
{
  theory_rates_compute_scalar (rates, row->sigma_a, row->sigma_b, row->rho, row->w_a, row->w_b);
}

void
reference_get_network (const ReferenceRow *row, TheoryNetwork *network)
{
  *network = (TheoryNetwork){
    { row->fusion, row->fusion }, row->depth - row->fusion, row->init_scale, 1 / row->tau
  };
}
