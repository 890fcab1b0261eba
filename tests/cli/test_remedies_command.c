/* `plateau remedies` as a user runs it. */
#include "cli_fixture.h"

#include <string.h>

/* Where a row of the table begins; its theory's line, then the run's. */
static const char *
find_row (const char *text, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\n%s ", name);
  const char *row = strstr (text, start);

  g_assert_nonnull (row);
  return row;
}

static void
assert_ratio (const char *text, const char *name, double theory, double run, double tolerance)
{
  const char *row = find_row (text, name);
  g_auto (GStrv) lines = g_strsplit (row + 1, "\n", 3);
  const double found[2] = { g_ascii_strtod (lines[0] + 20, NULL),
                            g_ascii_strtod (lines[1] + 20, NULL) };

  g_assert_cmpfloat_with_epsilon (found[0], theory, tolerance);
  g_assert_cmpfloat_with_epsilon (found[1], run, tolerance);
}

static void
test_table (void)
{
  Result r = run ("remedies --rho 0.5 --samples 0");

  g_assert_cmpint (r.status, ==, 0);
  assert_ratio (r.out, "rate_ratio", 1, 1, 0.05);
  assert_ratio (r.out, "dropout", 1.38, 1.38, 0.07);
  assert_ratio (r.out, "unimodal", 1.38, 1.38, 0.07);
  assert_ratio (r.out, "none", 4.7, 4.7, 0.4);
  /* Sorted by the ratio, behind the run without a remedy; population moments have no batches. */
  g_assert_true (find_row (r.out, "none") < find_row (r.out, "rate_ratio"));
  g_assert_true (find_row (r.out, "rate_ratio") < find_row (r.out, "unimodal"));
  g_assert_true (find_row (r.out, "unimodal") < find_row (r.out, "decay"));
  g_assert_null (strstr (r.out, "\nbatch"));
  clear (&r);
}

static void
test_sorted (void)
{
  Result r = run ("remedies --rho 0.5 --samples 0 --sort bias");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (find_row (r.out, "unimodal") > find_row (r.out, "momentum"));
  clear (&r);
}

static void
test_json (void)
{
  Result r = run ("remedies --samples 0 --json");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "{ \"name\": \"none\", \"trusted\": true"));
  g_assert_nonnull (strstr (r.out, "\"name\": \"adam\", \"trusted\": false"));
  g_assert_null (strstr (r.out, "inf"));
  g_assert_null (strstr (r.out, "nan"));
  clear (&r);
}

static void
test_refused (void)
{
  assert_refused ("remedies --sort best", 2, "--sort best: allowed is one of ratio, t_a");
  assert_refused ("remedies --keep-a 0", 2, "keep_a = 0: allowed is");
  assert_refused ("remedies --batch 9000", 2, "batch = 9000: allowed is");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-remedies-XXXXXX", NULL);
  g_test_add_func ("/cli/remedies/table", test_table);
  g_test_add_func ("/cli/remedies/sorted", test_sorted);
  g_test_add_func ("/cli/remedies/json", test_json);
  g_test_add_func ("/cli/remedies/refused", test_refused);
  status = g_test_run ();
  char *removal[] = { (char *) "rm", (char *) "-r", folder, NULL };
  g_spawn_sync (NULL, removal, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (folder);
  return status;
}
