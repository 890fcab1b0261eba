/* Plans: as text and back, the place in a run they name, and samples before anything is trained.
 */
#include "digits/plan.h"
#include "digits/preview.h"
#include "digits/source.h"
#include "num/matrix.h"

#include <math.h>
#include <string.h>

static void
assert_equal (const DigitsPlan *a, const DigitsPlan *b)
{
  g_assert_cmpint (a->options.model, ==, b->options.model);
  for (int key = 0; key < DIGITS_N_KEYS; key++)
    g_assert_cmpfloat (a->options.values[key], ==, b->options.values[key]);
  g_assert_cmpstr (a->folder, ==, b->folder);
  g_assert_cmpint (a->pieces, ==, b->pieces);
  g_assert_cmpint (a->seeds, ==, b->seeds);
  g_assert_cmpint (a->cells, ==, b->cells);
}

static void
assert_comes_back (const DigitsPlan *plan)
{
  g_autofree char *text = digits_plan_to_text (plan);
  g_autoptr (GError) error = NULL;
  DigitsPlan read;

  g_test_message ("%s", text);
  digits_plan_from_text (&read, text, &error);
  g_assert_no_error (error);
  assert_equal (plan, &read);
}

static void
test_text (void)
{
  DigitsPlan plan;

  for (int model = DIGITS_MLP; model <= DIGITS_CNN; model++)
    {
      digits_plan_init (&plan, model);
      assert_comes_back (&plan);
      plan.options.values[DIGITS_KEY_RATE] = 0.1 + 0.2;
      plan.options.values[DIGITS_KEY_CORRUPT_A] = 1.0 / 7;
      plan.options.values[DIGITS_KEY_SEED] = 123456789;
      plan.options.values[DIGITS_KEY_FUSION] = 2;
      plan.folder = g_intern_string ("/tmp/two\nlines; # [digits] = \\ ü ");
      plan.pieces = 0;
      plan.seeds = DIGITS_TABLE_MAX_SEEDS;
      plan.cells = 7;
      assert_comes_back (&plan);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *part;
  } cases[] = {
    { "[digits]\nmodel = rnn\n", "model = rnn: allowed is mlp, cnn" },
    { "[digits]\ndepht = 3\n", "depht: there is no such key" },
    { "[digits]\ndepth = three\n", "depth = three: allowed is a number" },
    { "[digits]\ndepth = 3\nfusion = 4\n", "fusion" },
    { "[digits]\nwidth = 1.5\n", "width = 1.5" },
    { "[digits]\npieces = -1\n", "pieces = -1" },
    { "[digits]\nseeds = 1e9\n", "seeds = 1e9: allowed is 1..100" },
    { "[digits]\ncorrupt_a = 0.7\ncorrupt_b = 0.7\n", "corrupt-a + corrupt-b" },
    { "[digits]\nfolder = a\\qb\n", "folder" },
  };
  DigitsPlan plan, before;

  digits_plan_init (&plan, DIGITS_CNN);
  plan.cells = 3;
  before = plan;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (digits_plan_from_text (&plan, cases[i].text, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      assert_equal (&plan, &before);
    }
}

static DigitsOptions
make_options (void)
{
  DigitsOptions options;

  digits_options_init (&options, DIGITS_MLP);
  options.values[DIGITS_KEY_DEPTH] = 2;
  options.values[DIGITS_KEY_FUSION] = 2;
  options.values[DIGITS_KEY_WIDTH] = 6;
  options.values[DIGITS_KEY_TRAIN] = 200;
  options.values[DIGITS_KEY_TEST] = 40;
  options.values[DIGITS_KEY_BATCH] = 50;
  options.values[DIGITS_KEY_EPOCHS] = 3;
  return options;
}

/* After as many pieces of work, in one go or given up in between, filters and rows are the same. */
static void
test_place (void)
{
  const DigitsOptions options = make_options ();
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &options, NULL);
  g_autoptr (DigitsTraining) one = digits_training_new (&options, images, 1, NULL);
  g_autoptr (DigitsTraining) two = digits_training_new (&options, images, 2, NULL);
  g_autoptr (DigitsState) first = digits_state_new (&options), second = digits_state_new (&options);
  DigitsPlan plan;
  const int stop = 1;

  while (digits_training_get_pieces (one) < 9)
    digits_training_advance (one, NULL);
  while (digits_training_get_pieces (two) < 9)
    {
      digits_training_advance (two, &stop);
      digits_training_advance (two, NULL);
    }
  digits_state_read (first, one);
  digits_state_read (second, two);
  g_assert_cmpint (first->n_rows, ==, second->n_rows);
  g_assert_cmpmem (first->filters->values, 4 * first->filters->n * 28 * 28, second->filters->values,
                   4 * second->filters->n * 28 * 28);
  digits_plan_init_run (&plan, first);
  g_assert_cmpint (plan.pieces, ==, 9);
  while (digits_training_advance (one, NULL) == DIGITS_RUNNING)
    ;
  digits_state_read (first, one);
  first->phase = DIGITS_STATE_FINISHED;
  digits_plan_init_run (&plan, first);
  g_assert_cmpint (plan.pieces, ==, -1);
  first->in_table = TRUE; /* which ends runs early */
  digits_plan_init_run (&plan, first);
  g_assert_cmpint (plan.pieces, >, 9);
}

/* A table knows how much of it is there, and the options of its first run. */
static void
test_table (void)
{
  const DigitsOptions options = make_options ();
  g_autoptr (DigitsState) state = digits_state_new (&options);
  DigitsPlan plan;

  state->table_options = options;
  state->options.values[DIGITS_KEY_SEED] = 3;
  digits_table_init (&state->table, DIGITS_MLP, 2, 2);
  for (int done = 0; done <= 4; done++)
    {
      digits_plan_init_table (&plan, state);
      g_assert_cmpint (plan.seeds, ==, 2);
      g_assert_cmpint (plan.cells, ==, done < 4 ? done : -1);
      g_assert_cmpfloat (plan.options.values[DIGITS_KEY_SEED], ==, 1);
      if (done < 4)
        digits_table_enter (&state->table, done % 2 + 1, done / 2, NULL, 0, 0.5);
    }
}

static int
count_missing (const DigitsPictures *pictures)
{
  int n = 0;

  for (int k = 0; k < pictures->n; k++)
    n += isnan (pictures->values[(gsize) k * pictures->side * pictures->side]);
  return n;
}

/* The samples of a preview are those of the training; rare kinds are looked for. */
static void
test_preview (void)
{
  DigitsOptions options = make_options ();

  options.values[DIGITS_KEY_TRAIN] = 1000;
  for (int i = 0; i < 3; i++)
    {
      options.values[DIGITS_KEY_CORRUPT_A] = (double[]){ 0.2, 0.03, 0 }[i];
      g_autoptr (DigitsImages) images = digits_source_open (NULL, &options, NULL);
      g_autoptr (DigitsTraining) training = digits_training_new (&options, images, 1, NULL);
      g_autoptr (DigitsState) state = digits_state_new (&options);
      g_autoptr (DigitsPictures) samples =
          digits_preview_new (&options, NULL, DIGITS_STATE_SAMPLES, NULL);

      digits_state_read (state, training);
      g_assert_cmpint (count_missing (samples), ==, i < 2 ? 0 : 2 * DIGITS_STATE_SAMPLES);
      g_assert_cmpmem (samples->values, 4 * samples->n * 28 * 28, state->samples->values,
                       4 * state->samples->n * 28 * 28);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/digits/plan/text", test_text);
  g_test_add_func ("/digits/plan/refused", test_refused);
  g_test_add_func ("/digits/plan/place", test_place);
  g_test_add_func ("/digits/plan/table", test_table);
  g_test_add_func ("/digits/plan/preview", test_preview);
  return g_test_run ();
}
