/* The benchmark's table and its CSV: complete, finite, and as quoted. */
#include "cli/bench_report.h"
#include "cli_fixture.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
test_report (void)
{
  g_autoptr (CliBenchReport) report = cli_bench_report_new (FALSE);
  const char *csv;

  cli_bench_report_begin (report, "one");
  cli_bench_report_value (report, "plain, simple", 1.25, "ms");
  cli_bench_report_add (report, &(CliBenchRow){ .what = "fast",
                                                .value = 18.2,
                                                .unit = "times",
                                                .share = 0.5,
                                                .limit = "bandwidth",
                                                .must.at_least = 15 });
  cli_bench_report_add (
      report, &(CliBenchRow){ .what = "slow", .value = 40, .unit = "ms", .must.at_most = 33 });
  csv = cli_bench_report_get_csv (report);
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
  Result r = run ("bench --quick --csv bench.csv");
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

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-XXXXXX", NULL);
  g_test_add_func ("/cli/bench/report", test_report);
  g_test_add_func ("/cli/bench/quick", test_quick);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
