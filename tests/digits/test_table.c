/* Tables of time ratios: trained, cancelled, written and read. */
#include "digits/source.h"
#include "digits/table_text.h"
#include "digits/table_training.h"
#include "num/matrix.h"

#include <math.h>
#include <string.h>

static void
init_options (DigitsOptions *options)
{
  digits_options_init (options, DIGITS_MLP);
  options->values[DIGITS_KEY_DEPTH] = 2;
  options->values[DIGITS_KEY_FUSION] = 2;
  options->values[DIGITS_KEY_WIDTH] = 10;
  options->values[DIGITS_KEY_EPOCHS] = 1;
  options->values[DIGITS_KEY_BATCH] = 20;
  options->values[DIGITS_KEY_TRAIN] = 60;
  options->values[DIGITS_KEY_TEST] = 20;
  options->values[DIGITS_KEY_SEED] = 5;
}

/* Some runs done, one of them with a modality that was never learned. */
static void
fill (DigitsTable *table)
{
  digits_table_init (table, DIGITS_MLP, 2, 3);
  table->cells[0][0] = (DigitsCell){ TRUE, { 1.25, 3 }, 2.4 };
  table->cells[1][2] = (DigitsCell){ TRUE, { 0.1, NAN }, NAN };
}

static void
test_text (void)
{
  DigitsOptions options, other;
  DigitsTable table, back;
  g_autofree char *text = NULL, *again = NULL;

  init_options (&options);
  fill (&table);
  text = digits_table_format (&table, &options, NULL);
  g_assert_nonnull (strstr (text, "\n# data = drawn\n# model = mlp\n"));
  g_assert_nonnull (strstr (text, "\nfusion,seed,t_a,t_b,ratio\n1,5,1.25,3,2.4\n2,7,0.1,,\n"));
  digits_table_init (&back, DIGITS_MLP, 2, 3);
  g_assert_true (digits_table_parse (&back, text, &options, NULL));
  again = digits_table_format (&back, &options, NULL);
  g_assert_cmpstr (again, ==, text);
  /* Fewer seeds: the third one's row is passed over. */
  digits_table_init (&back, DIGITS_MLP, 2, 1);
  g_assert_true (digits_table_parse (&back, text, &options, NULL));
  g_assert_true (back.cells[0][0].done);
  g_assert_false (back.cells[1][0].done);
  /* Other options, other images. */
  other = options;
  other.values[DIGITS_KEY_RATE] = 0.02;
  g_assert_false (digits_table_parse (&back, text, &other, NULL));
  g_assert_false (digits_table_parse (&back, text, &options, "mnist"));
}

static void
test_bad_rows (void)
{
  static const char *const rows[] = { "1,5,1,2\n",     "3,5,1,2,2\n",  "0,5,1,2,2\n",
                                      "1,5.5,1,2,2\n", "1,5,one,2,\n", "\1\n",
                                      "1,5,1,2,2,3\n", "1,,1,2,2\n" };
  DigitsOptions options;
  DigitsTable table;
  g_autofree char *header = NULL;

  init_options (&options);
  digits_table_init (&table, DIGITS_MLP, 2, 3);
  header = digits_table_format (&table, &options, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (header, "1,5,1,2,2\n", rows[i], NULL);

      g_assert_false (digits_table_parse (&table, text, &options, NULL));
      g_assert_false (table.cells[0][0].done);
    }
  g_assert_false (digits_table_parse (&table, "", &options, NULL));
}

typedef struct
{
  int pieces, runs, stop_after; /* runs, then `cancel` is set */
  int cancel;
} Count;

static void
progress_cb (DigitsTraining *training, const DigitsTableWork *work, gpointer data)
{
  ((Count *) data)->pieces++;
}

static gboolean
entered_cb (const DigitsTable *table,
            DigitsTraining *training,
            const DigitsTableWork *work,
            gpointer data,
            GError **error)
{
  Count *count = data;

  count->runs++;
  count->cancel = count->runs == count->stop_after;
  g_assert_cmpint (work->wanted, ==, 6);
  g_assert_true (isfinite (work->seconds_left));
  return TRUE;
}

/* Cancelled after two runs and gone on with, it is the table that is trained at once. */
static void
test_goes_on (void)
{
  DigitsOptions options;
  DigitsTable whole, parts;
  Count count = { .stop_after = 2 }, all = { 0 };
  const DigitsTableWatch watch = { progress_cb, entered_cb, &count },
                         watch_all = { progress_cb, entered_cb, &all };

  init_options (&options);
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &options, NULL);
  digits_table_init (&whole, DIGITS_MLP, 2, 3);
  digits_table_init (&parts, DIGITS_MLP, 2, 3);
  g_assert_true (digits_table_train (&whole, &options, images, NULL, &watch_all, NULL));
  g_assert_cmpint (all.runs, ==, 6);
  g_assert_cmpint (all.pieces, >, 6);
  g_assert_false (digits_table_train (&parts, &options, images, &count.cancel, &watch, NULL));
  g_assert_cmpint (count.runs, ==, 2);
  count.cancel = 0;
  g_assert_true (digits_table_train (&parts, &options, images, &count.cancel, &watch, NULL));
  g_assert_cmpint (count.runs, ==, 6);
  g_autofree char *a = digits_table_format (&whole, &options, NULL);
  g_autofree char *b = digits_table_format (&parts, &options, NULL);
  g_assert_cmpstr (a, ==, b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/digits/table/text", test_text);
  g_test_add_func ("/digits/table/bad-rows", test_bad_rows);
  g_test_add_func ("/digits/table/goes-on", test_goes_on);
  return g_test_run ();
}
