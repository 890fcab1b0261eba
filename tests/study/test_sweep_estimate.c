/* How long a sweep takes, from some of its cells. */
#include "num/matrix.h"
#include "study/sweep_estimate.h"

/* Hundreds of cells of a few milliseconds are no minute, and a million are; cancelled, it ends. */
static void
test_cells (void)
{
  g_autoptr (RunSweep) sweep = run_sweep_parse (
      "[sweep]\nx = rho -0.8:0.8:9\nfamily = fusion 1 2\nseeds = 20\n[network]\nwidth = 10\n",
      NULL);
  const int cancel = 1;
  double seconds;

  g_assert_nonnull (sweep);
  seconds = study_sweep_estimate_seconds (sweep, sweep->n_cells, 2, NULL);
  g_test_message ("%d cells: %g s", sweep->n_cells, seconds);
  g_assert_cmpfloat (seconds, <, STUDY_SWEEP_LONG);
  g_assert_cmpfloat (study_sweep_estimate_seconds (sweep, 100000000, 1, NULL), >, STUDY_SWEEP_LONG);
  g_assert_cmpfloat (study_sweep_estimate_seconds (sweep, sweep->n_cells, 2, &cancel), >=, 0);
}

int
main (int argc, char *argv[])
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/sweep-estimate/cells", test_cells);
  return g_test_run ();
}
