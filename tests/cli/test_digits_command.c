/* `plateau digits` as a user runs it. */
#include "cli_fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define SMALL "digits --depth 2 --width 20 --train 200 --test 50 --batch 20 --epochs 2 "

static void
test_csv (void)
{
  Result first = run (SMALL), again = run (SMALL "--fusion 2");

  g_assert_cmpint (first.status, ==, 0);
  g_assert_nonnull (strstr (first.out, "\n# data = drawn\n# model = mlp\n# depth = 2\n"));
  g_assert_nonnull (strstr (first.out, "\n# t_a, t_b, ratio: - - -\n"));
  g_assert_nonnull (
      strstr (first.out, "\nepoch,loss,train_loss,accuracy,accuracy_a,accuracy_b\n0,"));
  g_assert_null (strstr (first.out, "nan"));
  /* Late fusion is what one gets without asking; the same run, the same bits. */
  g_assert_cmpstr (first.out, ==, again.out);
  clear (&first);
  clear (&again);
}

static void
test_table (void)
{
  Result r = run (SMALL "--table --seeds 2");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.out, "\nfusion,seed,t_a,t_b,ratio\n1,1,"));
  g_assert_nonnull (strstr (r.out, "\n2,2,"));
  clear (&r);
}

static void
test_refusals (void)
{
  assert_refused ("digits --model rnn", 2, "--model rnn: allowed is mlp, cnn");
  assert_refused ("digits --depth 9", 2, "depth = 9: allowed are whole numbers from 2 to 6");
  assert_refused ("digits --fusion 6", 2, "fusion = 6: allowed is 1 to 5");
  assert_refused ("digits --rate fast", 2, "--rate fast: allowed is a number");
  assert_refused ("digits --seeds 0", 2, "--seeds 0: allowed is 1..100");
  assert_refused ("digits --data /nonexistent", 1, "/nonexistent: no such folder");
  assert_refused (SMALL "-o /nonexistent/a.csv", 1, "/nonexistent");
  assert_refused ("digits more", 2, "more: digits takes no arguments");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-digits-XXXXXX", NULL);
  g_test_add_func ("/cli/digits/csv", test_csv);
  g_test_add_func ("/cli/digits/table", test_table);
  g_test_add_func ("/cli/digits/refusals", test_refusals);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
