/* The benchmark's table and its CSV: complete, finite, and as quoted. */
#include "bench/bench_report.h"
#include "cli_fixture.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
test_report (void)
{
  g_autoptr (BenchReport) report = bench_report_new (FALSE);
  const char *csv;

  bench_report_begin (report, "one");
  bench_report_value (report, "plain, simple", 1.25, "ms");
  bench_report_add (report, &(BenchRow){ .what = "fast",
                                         .value = 18.2,
                                         .unit = "times",
                                         .share = 0.5,
                                         .limit = "bandwidth",
                                         .must.at_least = 15 });
  bench_report_add (report,
                    &(BenchRow){ .what = "slow", .value = 40, .unit = "ms", .must.at_most = 33 });
  csv = bench_report_get_csv (report);
  g_assert_nonnull (strstr (csv, "\none,\"plain, simple\",1.25,ms,,,,,\n"));
  g_assert_nonnull (strstr (csv, "\none,\"fast\",18.2,times,0.5,bandwidth,15,,yes\n"));
  g_assert_nonnull (strstr (csv, "\none,\"slow\",40,ms,,,,33,no\n"));
}

/* No time is asserted: only that there is one for everything. */
static void
test_quick (void)
{
  g_autofree char *path = g_build_filename (folder, "bench.csv", NULL);
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;
  Result r = run ("--quick --csv bench.csv");
  int rows = 0;

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "full-width step / plain BLAS"));
  g_assert_nonnull (strstr (r.out, "(at least 1.5)"));
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  lines = g_strsplit (csv, "\n", -1);
  for (int i = 2; lines[i] != NULL && lines[i][0] != '\0'; i++, rows++)
    {
      const char *value = strstr (lines[i], "\",");

      g_assert_nonnull (value);
      g_assert_true (isfinite (g_ascii_strtod (value + 2, NULL)));
      g_assert_nonnull (strstr (r.out, strtok (strchr (lines[i], '"') + 1, "\"")));
    }
  g_assert_cmpint (rows, >, 30);
  g_unlink (path);
  clear (&r);
}

static void
test_refused (void)
{
  assert_refused ("extra", 2, "extra: allowed are window, streams,");
  assert_refused ("--events 0", 2, "--events 0: allowed is");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-XXXXXX", NULL);
  g_test_add_func ("/bench/report", test_report);
  g_test_add_func ("/bench/refused", test_refused);
  g_test_add_func ("/bench/quick", test_quick);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
