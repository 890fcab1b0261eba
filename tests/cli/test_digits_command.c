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
  g_assert_nonnull (strstr (first.out, "\n# [digits]\n# model = mlp\n# depth = 2\n"));
  g_assert_nonnull (strstr (first.out, "\n# t_a, t_b, ratio: - - -\n"));
  g_assert_nonnull (
      strstr (first.out, "\nfusion,epoch,loss,train_loss,accuracy,accuracy_a,accuracy_b\n2,0,"));
  g_assert_null (strstr (first.out, "nan"));
  /* Late fusion is what one gets without asking; the same run, the same bits. */
  g_assert_cmpstr (first.out, ==, again.out);
  clear (&first);
  clear (&again);
}

/* What was written is a picture of a digits run like any other: opened, it is made again from its
 * header, though it was stopped before its end. */
static void
test_reopens (void)
{
  g_autofree char *path = g_build_filename (folder, "run.csv", NULL);
  g_autofree char *other = g_build_filename (folder, "again.csv", NULL);
  g_autofree char *text = NULL, *again = NULL;
  Result first = run (SMALL "--threshold 0.2 --until-known -o run.csv");
  Result second = run ("figure run.csv -o again.csv");

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (other, &again, NULL, NULL));
  g_assert_nonnull (strstr (text, "\n# pieces = "));
  g_assert_cmpstr (text, ==, again);
  g_unlink (path);
  g_unlink (other);
  clear (&first);
  clear (&second);
}

static void
test_diverges (void)
{
  Result r = run ("digits --depth 3 --width 500 --rate 10 --decay 1 --train 200 --test 50 "
                  "--batch 20 --epochs 2");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_nonnull (strstr (r.err, "plateau: diverged at epoch 0: learning rate 10 is too large"));
  g_assert_nonnull (strstr (r.out, "\n# diverged\n# t_a, t_b, ratio: - - -\nfusion,"));
  clear (&r);
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

/* A file with a part of the table is gone on with; one of other options is written over. */
static void
test_resume (void)
{
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autofree char *whole = NULL, *again = NULL, *other = NULL, *marked = NULL;
  Result first = run (SMALL "--table --seeds 2 -o table.csv");
  char *row;

  g_assert_cmpint (first.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &whole, NULL, NULL));
  /* The row of the first run, as nothing trains it; the others are cut off. */
  row = strstr (whole, "\n1,1,") + 1;
  marked = g_strdup_printf ("%.*s1,1,3,4.5,1.5\n", (int) (row - whole), whole);
  g_assert_true (g_file_set_contents (path, marked, -1, NULL));
  Result second = run (SMALL "--table --seeds 2 -o table.csv");
  g_assert_true (g_file_get_contents (path, &again, NULL, NULL));
  g_assert_nonnull (strstr (again, "\n1,1,3,4.5,1.5\n"));
  g_assert_cmpstr (strstr (again, "\n1,2,"), ==, strstr (whole, "\n1,2,"));
  Result third = run (SMALL "--seed 7 --table --seeds 1 -o table.csv");
  g_assert_true (g_file_get_contents (path, &other, NULL, NULL));
  g_assert_nonnull (strstr (other, "\n1,7,"));
  g_assert_null (strstr (other, "4.5"));
  g_unlink (path);
  clear (&first);
  clear (&second);
  clear (&third);
}

static void
test_refusals (void)
{
  assert_refused ("digits --model rnn", 2, "--model rnn: allowed is mlp, cnn");
  assert_refused ("digits --depth 9", 2, "depth = 9: allowed are whole numbers from 2 to 6");
  assert_refused ("digits --fusion 6", 2, "fusion = 6: allowed are whole numbers from 1 to 5");
  assert_refused ("digits --depth 3 --fusion 4", 2,
                  "fusion = 4: allowed are whole numbers from 1 to 3");
  assert_refused ("digits --model cnn --fusion 6", 2,
                  "fusion = 6: allowed are whole numbers from 1 to 5");
  assert_refused ("digits --rate fast", 2, "--rate fast: allowed is a number");
  assert_refused ("digits --threshold 2", 2, "threshold = 2: allowed is 0.11 to 1");
  assert_refused ("digits --data=", 2, "--data: needs a value");
  assert_refused ("digits --output=", 2, "--output: needs a value");
  assert_refused ("digits --seeds 3", 2, "--seeds: belongs to --table");
  assert_refused ("digits --table --seeds 0", 2, "--seeds 0: allowed is 1..100");
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
  g_test_add_func ("/cli/digits/reopens", test_reopens);
  g_test_add_func ("/cli/digits/diverges", test_diverges);
  g_test_add_func ("/cli/digits/table", test_table);
  g_test_add_func ("/cli/digits/resume", test_resume);
  g_test_add_func ("/cli/digits/refusals", test_refusals);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
