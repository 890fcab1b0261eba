/* What the digits page shows, as files: made from a state, opened, trained again, the same bytes.
 */
#include "digits/source.h"
#include "figure/figure_digits.h"
#include "figure/figure_list.h"
#include "figure/figure_registry.h"
#include "figure/file/figure_file.h"
#include "figure/file/provenance_file.h"
#include "num/matrix.h"
#include "plot_fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *const endings[] = { "svg", "pdf", "png", "csv" };
static char *folder;

static DigitsPlan
make_plan (DigitsModel model)
{
  DigitsPlan plan;
  double *values = plan.options.values;

  digits_plan_init (&plan, model);
  values[DIGITS_KEY_DEPTH] = 2;
  values[DIGITS_KEY_FUSION] = 2;
  values[DIGITS_KEY_WIDTH] = 6;
  values[DIGITS_KEY_TRAIN] = 200;
  values[DIGITS_KEY_TEST] = 40;
  values[DIGITS_KEY_BATCH] = 50;
  values[DIGITS_KEY_EPOCHS] = 3;
  return plan;
}

/* As the page has it: after some pieces of work, or at its end. */
static DigitsState *
train (const DigitsPlan *plan)
{
  g_autoptr (DigitsImages) images = digits_source_open (NULL, &plan->options, NULL);
  g_autoptr (DigitsTraining) training = digits_training_new (&plan->options, images, 0, NULL);
  DigitsState *state = digits_state_new (&plan->options);

  /* A digits run's samples are those of its first epoch. */
  state->samples = digits_pictures_new_samples (digits_training_get_inputs (training), images->side,
                                                DIGITS_STATE_SAMPLES);
  while (digits_training_get_pieces (training) != plan->pieces &&
         digits_training_advance (training, NULL) == DIGITS_RUNNING)
    ;
  digits_state_read (state, training);
  state->phase = plan->pieces < 0 ? DIGITS_STATE_FINISHED : DIGITS_STATE_STOPPED;
  return state;
}

static GBytes *
write_file (const FigureData *data, const FigureExport *options, const char *ending)
{
  g_autofree char *path = g_strdup_printf ("%s/a.%s", folder, ending);

  return plot_fixture_write (data, options, path);
}

static void
assert_comes_back (const FigureData *data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) first = NULL, second = NULL;
      g_autoptr (FigureData) again = NULL;
      FigureProvenance read;
      FigureExport options;
      gsize n;

      figure_export_init (&options);
      figure_get_size (figure_data_get_figure (data), &options.width, &options.height);
      options.dpi = 60;
      first = write_file (data, &options, endings[i]);
      const char *bytes = g_bytes_get_data (first, &n);
      figure_provenance_from_bytes (&read, bytes, n, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (read.version, ==, PLATEAU_VERSION);
      g_assert_cmpstr (read.figure, ==, figure_get_name (figure_data_get_figure (data)));
      again = figure_compute_from (&read, NULL, &error);
      g_assert_no_error (error);
      second = write_file (again, &read.options, endings[i]);
      g_assert_true (g_bytes_equal (first, second));
    }
}

/* Whole runs, and such as were stopped before the first step and in the middle of a test. */
static void
test_runs (void)
{
  for (int model = DIGITS_MLP; model <= DIGITS_CNN; model++)
    for (int pieces = -1; pieces < 20; pieces += 8)
      {
        DigitsPlan plan = make_plan (model);

        plan.pieces = pieces;
        g_autoptr (DigitsState) state = train (&plan);
        for (int i = 0; i < 3; i++)
          {
            const Figure *figure = figure_digits_run_at (i);
            g_autoptr (FigureData) data = NULL;

            g_assert_true (figure_digits_run_is_in (figure, state));
            data = figure_data_new_digits (figure, state);
            assert_comes_back (data);
          }
        g_assert_false (figure_digits_run_is_in (&figure_digits_ratios, state));
      }
}

/* Of a table as many runs as there were. */
static void
test_table (void)
{
  for (int cells = 1; cells <= 4; cells += 3)
    {
      DigitsPlan plan = make_plan (DIGITS_MLP);
      g_autofree char *text = NULL;
      g_autoptr (FigureData) data = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *csv = NULL;

      plan.options.values[DIGITS_KEY_THRESHOLD] = 0.15;
      plan.seeds = 2;
      plan.cells = cells < 4 ? cells : -1;
      text = digits_plan_to_text (&plan);
      data = figure_compute_sweep (&figure_digits_ratios, &(FigureSweep){ .text = text }, NULL,
                                   &error);
      g_assert_no_error (error);
      csv = figure_to_csv (data);
      g_assert_cmpint (strstr (csv, "# cells = 1\n") != NULL, ==, cells == 1);
      assert_comes_back (data);
    }
}

/* Of a table whose runs are there already, its journal's, nothing is trained. */
static void
test_journal (void)
{
  g_autofree char *journal = g_build_filename (folder, "table.csv", NULL);
  DigitsPlan plan = make_plan (DIGITS_MLP);
  g_autofree char *text = NULL, *kept = NULL, *again = NULL;
  FigureSweep how = { .journal = journal };
  g_autoptr (GError) error = NULL;

  plan.seeds = 1;
  how.text = text = digits_plan_to_text (&plan);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (FigureData) data =
          figure_compute_sweep (&figure_digits_ratios, &how, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (data);
      g_assert_true (g_file_get_contents (journal, i == 0 ? &kept : &again, NULL, NULL));
    }
  g_assert_cmpstr (kept, ==, again);
  g_assert_true (g_file_set_contents (journal, "somebody's\n", -1, NULL));
  g_assert_null (figure_compute_sweep (&figure_digits_ratios, &how, NULL, &error));
  g_assert_nonnull (strstr (error->message, "name another file"));
  g_remove (journal);
}

/* Figures of the paper say what they are made of, and a file of one is that figure again. */
static void
test_paper (void)
{
  static const char *const names[] = { "7", "13", "14", "table1" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      DigitsPlan plan;

      g_assert_true (figure_get_digits (figure_find (names[i], NULL), &plan));
      g_assert_true (digits_options_validate (&plan.options, 28, NULL));
      g_assert_cmpint (plan.options.model, ==, i == 2 ? DIGITS_CNN : DIGITS_MLP);
      g_assert_cmpint (plan.seeds, ==, i == 3 ? 3 : 0);
    }
  g_autoptr (FigureData) data = figure_compute (figure_find ("13", NULL), NULL, NULL);
  assert_comes_back (data);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *part;
  } cases[] = {
    { "[figure]\nname = 2a\n[digits]\nmodel = mlp\n", "name = 2a: allowed is a figure of digits" },
    { "[digits]\nmodel = mlp\nwidth = 0\n", "width = 0" },
    { "# Plateau 99.1\n[digits]\nattention = 8\n", "newer" },
    { "[digits]\nmodel = mlp\n[nonsense]\na = 1\n", "nonsense" },
  };
  FigureProvenance read;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (figure_provenance_from_text (&read, cases[i].text, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (figure_compute (&figure_digits_run, NULL, &error));
  g_assert_nonnull (strstr (error->message, "name a picture"));
  g_clear_error (&error);
  /* Only tables are kept. */
  g_assert_null (figure_compute_sweep (
      &figure_digits_run, &(FigureSweep){ "[digits]\nmodel = mlp\n", "runs.csv" }, NULL, &error));
  g_assert_nonnull (strstr (error->message, "needs no --journal"));
  g_clear_error (&error);
  /* A folder that has gone is named. */
  g_assert_true (figure_provenance_from_text (&read, "[digits]\nfolder = /nonexistent\n", &error));
  g_assert_cmpstr (read.figure, ==, "digits");
  g_assert_cmpfloat (read.options.width, ==, 174);
  g_assert_null (figure_compute_from (&read, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/nonexistent"));
}

/* Cancelled before and while it trains: an error that says so, nothing else. */
static void
test_cancelled (void)
{
  const int cancel = 1;
  FigureProvenance read;

  for (int i = 0; i < FIGURE_DIGITS_RUNS; i++)
    {
      const char *name = figure_get_name (figure_digits_run_at (i));
      g_autofree char *text =
          g_strdup_printf ("[figure]\nname = %s\n[digits]\ndepth = 2\nfusion = 1\ntrain = 100\n"
                           "test = 20\n",
                           name);
      g_autoptr (GError) error = NULL;
      g_autoptr (FigureData) data = NULL;

      g_assert_true (figure_provenance_from_text (&read, text, NULL));
      data = figure_compute_from (&read, &cancel, &error);
      if (i == 1) /* samples take no time */
        g_assert_no_error (error);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-digits-XXXXXX", NULL);
  g_test_add_func ("/plot/digits-figures/runs", test_runs);
  g_test_add_func ("/plot/digits-figures/table", test_table);
  g_test_add_func ("/plot/digits-figures/journal", test_journal);
  g_test_add_func ("/plot/digits-figures/paper", test_paper);
  g_test_add_func ("/plot/digits-figures/refused", test_refused);
  g_test_add_func ("/plot/digits-figures/cancelled", test_cancelled);
  int result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
