/* Checks of figures: every figure has some; they hold where they should, and fail where a run, a
 * sweep or a table is another one; each says what came out and what was expected. */
#include "digits/preview.h"
#include "figure/figure_digits.h"
#include "figure/figure_entry.h"
#include "figure/figure_registry.h"
#include "figure/figure_seeds.h"
#include "figure/figure_sweeps.h"
#include "num/matrix.h"
#include "run/sweep_files.h"

#include <math.h>
#include <string.h>

static const FigureCheck *
get_checks (const char *figure, int *n)
{
  return figure_get_checks (figure_find (figure, NULL), n);
}

/* How many of a figure's checks hold; each is told in one line without a value that is none. */
static int
count_held (const char *figure, const FigureChecked *checked)
{
  int n, held = 0;
  const FigureCheck *checks = get_checks (figure, &n);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *text = figure_check_describe (&checks[i], checked);

      g_test_message ("figure %s: %s", figure, text);
      g_assert_nonnull (strstr (text, "expected"));
      g_assert_null (strstr (text, "nan"));
      g_assert_null (strstr (text, "inf"));
      held += figure_check_holds (&checks[i], checked);
    }
  return held;
}

static int
count_checks (const char *figure)
{
  int n;

  get_checks (figure, &n);
  return n;
}

static void
test_all_have (void)
{
  for (int i = 0; i < figure_count (); i++)
    {
      const Figure *figure = figure_at (i);
      const char *name = figure_get_name (figure);

      g_test_message ("figure %s", name);
      if (!figure_takes_experiment (figure))
        g_assert_cmpint (count_checks (name), >, 0);
    }
}

static void
test_run_fails (void)
{
  g_autoptr (FigureData) early = figure_compute (figure_find ("2a", NULL), NULL, NULL);
  FigureChecked checked = { NULL };
  StudyRun run;
  int n;
  const FigureCheck *late = get_checks ("2b", &n);
  g_autofree char *unknown = NULL, *known = NULL, *first = NULL;

  study_run_init (&run);
  g_assert_cmpint (n, ==, 5);
  g_assert_false (figure_check_is_due (&late[0], &checked)); /* nothing there */
  g_assert_false (figure_check_holds (&late[0], &checked));
  checked.run = &run;
  g_assert_false (figure_check_holds (&late[0], &checked));
  unknown = figure_check_describe (&late[0], &checked);
  g_assert_cmpstr (unknown, ==, "time ratio not known, expected 3.3 to 4.4");
  run.snapshot = early->snapshots[0];
  run.marks = early->marks[0];
  g_assert_true (figure_check_is_due (&late[0], &checked));
  g_assert_false (figure_check_holds (&late[0], &checked));
  g_assert_false (figure_check_holds (&late[1], &checked));
  known = figure_check_describe (&late[0], &checked);
  g_assert_true (g_str_has_prefix (known, "time ratio 1."));
  first = figure_check_describe (&late[2], &checked);
  g_assert_cmpstr (first, ==, "learned first: A, expected A");
}

static void
check_value (FigureCheckQuantity quantity, const StudyRun *run, double expected)
{
  const FigureCheck check = { quantity, 0, 1 };
  const double value = figure_check_measure (&check, &(FigureChecked){ .run = run });

  g_assert_true (isnan (expected) ? isnan (value) : value == expected);
}

/* Theory against a run: times and stages, those that never come, and others than theory's. */
static void
test_against_theory (void)
{
  g_autoptr (FigureData) data = figure_compute (figure_find ("2b", NULL), NULL, NULL);
  StudyRun run;

  study_run_init (&run);
  run.snapshot = data->snapshots[0];
  run.marks = data->marks[0];
  check_value (FIGURE_CHECK_STAGES, &run, 2);
  g_assert_cmpint (run.marks.predicted.n, ==, 2);
  for (int m = 0; m < 2; m++)
    {
      run.marks.t_theory[m] = 100 * (m + 1);
      run.marks.t_run[m] = 125 * (m + 1);
      run.marks.stages.stage[m].time = 200;
      run.marks.predicted.stage[m].time = m == 0 ? 200 : 150;
    }
  check_value (FIGURE_CHECK_TIMES, &run, 1 - 100.0 / 125);
  check_value (FIGURE_CHECK_STAGE_TIMES, &run, 0.25);
  run.marks.stages.stage[1].sign *= -1;
  check_value (FIGURE_CHECK_STAGE_TIMES, &run, INFINITY);
  run.marks.stages.stage[1].sign *= -1;
  run.marks.stages.n = 1;
  check_value (FIGURE_CHECK_STAGES, &run, 1);
  check_value (FIGURE_CHECK_STAGE_TIMES, &run, INFINITY);
  run.marks.predicted.n = 0;
  check_value (FIGURE_CHECK_STAGE_TIMES, &run, NAN);
  run.marks.t_run[1] = NAN;
  check_value (FIGURE_CHECK_TIMES, &run, NAN);
  run.marks.t_theory[1] = INFINITY;
  check_value (FIGURE_CHECK_TIMES, &run, 1 - 100.0 / 125);
}

/* XOR: how many seeds are stuck, by the variance of the linear modality. */
static void
test_seeds (void)
{
  const Figure *figure = figure_find ("12", NULL);
  const int cancel = 1;
  FigureCheckSeeds seeds;

  g_assert_false (figure_has_seeds (figure_find ("2a", NULL)));
  g_assert_true (figure_has_seeds (figure));
  g_assert_false (figure_train_seeds (figure, &seeds, &cancel));
  g_assert_true (figure_train_seeds (figure, &seeds, NULL));
  g_assert_cmpint (count_held ("12", &(FigureChecked){ .seeds = &seeds }), ==,
                   count_checks ("12") - 1);
  seeds.stuck[FIGURE_CHECK_SEED_RUNS - 1] = 1;
  seeds.stuck[1]--;
  g_assert_cmpint (count_held ("12", &(FigureChecked){ .seeds = &seeds }), ==,
                   count_checks ("12") - 3);
}

/* Theory's figures hold for their own experiment; another one's saddles, layers, region do not. */
static void
test_theory (void)
{
  static const char *const figures[] = { "1", "3maps", "4c" };
  ModelExperiment experiment;
  FigureChecked checked = { .experiment = &experiment };
  int n;

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      figure_get_experiment (figure_find (figures[i], NULL), &experiment);
      g_assert_cmpint (count_held (figures[i], &checked), ==, count_checks (figures[i]));
    }
  /* 4c's is figure 4a's data; the default's region is I, the curves are where they were. */
  model_experiment_init (&experiment);
  g_assert_cmpint (count_held ("4c", &checked), ==, 2);
  model_experiment_set (&experiment, MODEL_DEPTH, 3, NULL);
  model_experiment_set (&experiment, MODEL_FUSION, 2, NULL);
  g_assert_cmpint (count_held ("1", &checked), ==, 0);
  /* Of three layers, it is no map of the two-layer formula. */
  g_assert_cmpint (count_held ("3maps", &checked), ==, 1);
  for (int fusion = 1; fusion <= 2; fusion++)
    {
      const FigureCheck *checks = get_checks (fusion == 1 ? "2c" : "2d", &n);
      const FigureCheck *other = get_checks (fusion == 1 ? "2d" : "2c", &n);
      const int at = fusion == 1 ? 1 : 2;

      figure_get_experiment (figure_find (fusion == 1 ? "2c" : "2d", NULL), &experiment);
      g_assert_cmpint (checks[at].quantity, ==, FIGURE_CHECK_SADDLES);
      g_assert_true (figure_check_holds (&checks[at], &checked));
      g_assert_false (figure_check_holds (&other[3 - at], &checked));
    }
}

/* The sweep of a figure, run. */
static StudySweepResults *
run_sweep (const char *figure)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FigureData) data = figure_compute (figure_find (figure, NULL), NULL, &error);

  g_assert_no_error (error);
  return study_sweep_results_copy (data->content);
}

static void
test_sweeps (void)
{
  static const char *const figures[] = { "3c", "3d", "3random" };

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (StudySweepResults) results = run_sweep (figures[i]);
      const Figure *figure = figure_find (figures[i], NULL);
      const FigureChecked checked = { .results = results };

      g_assert_true (figure_is_shown_by_sweep (figure, results));
      g_assert_false (figure_is_shown_by_sweep (figure_find ("6b", NULL), results));
      g_assert_cmpint (count_held (figures[i], &checked), ==, count_checks (figures[i]));
      /* One point that is off, or missing, is seen. */
      for (int cell = 0; cell < results->sweep->n_cells; cell++)
        {
          results->results[cell].ratio = 40 - results->results[cell].ratio;
          results->results[cell].misattribution += 0.05;
        }
      g_assert_cmpint (count_held (figures[i], &checked), ==, 0);
      results->results[3].status = RUN_SWEEP_MISSING;
      g_assert_false (figure_is_shown_by_sweep (figure, results));
    }
}

/* As random and balanced runs come out: below theory and at it. */
typedef double (*Ratio) (double x, int fusion, gboolean balanced);

static double
get_deep (double x, int fusion, gboolean balanced)
{
  const double theory = 1 + fusion * fusion * (0.1 + fabs (x));

  return balanced ? theory : 1 + 0.6 * (theory - 1);
}

static double
get_reversed (double x, int fusion, gboolean balanced)
{
  return get_deep (x, 5 - fusion, balanced);
}

static double
get_falling (double x, int fusion, gboolean balanced)
{
  return get_deep (3 - fabs (x), fusion, balanced);
}

/* Late fusion does not depend on x. */
static double
get_flat (double x, int fusion, gboolean balanced)
{
  return fusion < 4 ? get_deep (x, fusion, balanced) : 50;
}

static StudySweepResults *
make_results (const char *name, Ratio ratio)
{
  g_autoptr (RunSweep) sweep = run_sweep_files_load (name, NULL);
  StudySweepResults *results = study_sweep_results_new (sweep);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (StudySweepLine));
  const RunSweepAxis *axes = sweep->axis;

  for (int cell = 0; cell < sweep->n_cells; cell++)
    {
      RunSweepResult *result = &results->results[cell];
      int place[RUN_SWEEP_N_AXES];

      run_sweep_get_place (sweep, run_sweep_get_point (sweep, cell), place);
      *result = (RunSweepResult){ .status = RUN_SWEEP_LEARNED };
      result->theory_ratio = result->ratio =
          ratio (axes[RUN_SWEEP_X].values[place[RUN_SWEEP_X]], place[RUN_SWEEP_FAMILY] + 1,
                 place[RUN_SWEEP_MARKS] == 1);
    }
  for (int family = 0; family < axes[RUN_SWEEP_FAMILY].n; family++)
    {
      StudySweepLine line = { axes[RUN_SWEEP_X].n };

      line.x = g_memdup2 (axes[RUN_SWEEP_X].values, line.n * sizeof (double));
      line.flow = g_new (double, line.n);
      line.step = g_new0 (double, line.n);
      for (int i = 0; i < line.n; i++)
        line.flow[i] =
            1.03 * (ratio == get_flat ? get_flat : get_deep) (line.x[i], family + 1, TRUE);
      g_array_append_val (lines, line);
    }
  study_sweep_results_set_lines (results, lines);
  return results;
}

/* The lines of the tests have no function that clears them. */
static void
free_results (StudySweepResults *results)
{
  for (guint i = 0; i < results->lines->len; i++)
    {
      StudySweepLine *line = &g_array_index (results->lines, StudySweepLine, i);

      g_free (line->x);
      g_free (line->step);
      g_free (line->flow);
    }
  study_sweep_results_free (results);
}

static int
count_held_of (const char *figure, Ratio ratio)
{
  StudySweepResults *results = make_results (figure, ratio);
  const FigureChecked checked = { .results = results };
  const int held = count_held (figure, &checked);

  g_assert_true (figure_is_shown_by_sweep (figure_find (figure, NULL), results));
  free_results (results);
  return held;
}

/* Trends of deep networks: what rises with the fusion layer and along the axis passes, other things
 * do not. */
static void
test_trends (void)
{
  g_assert_cmpint (count_held_of ("6b", get_deep), ==, 3);
  g_assert_cmpint (count_held_of ("6b", get_reversed), ==, 1); /* it rises with x still */
  g_assert_cmpint (count_held_of ("6b", get_falling), ==, 1);  /* and this with the layer */
  g_assert_cmpint (count_held_of ("6c", get_deep), ==, 3);
  g_assert_cmpint (count_held_of ("6d", get_flat), ==, 4);
  g_assert_cmpint (count_held_of ("6d", get_deep), ==, 3); /* not flat in late fusion */
  g_assert_cmpint (count_held_of ("6d", get_reversed), ==, 1);
}

/* A figure's own run: A learned at epoch 3, B at a later one. */
static DigitsState *
make_state (const char *figure, double last)
{
  DigitsPlan plan;
  DigitsState *state;

  g_assert_true (figure_get_digits (figure_find (figure, NULL), &plan));
  state = digits_state_new (&plan.options);
  state->phase = DIGITS_STATE_FINISHED;
  state->n_rows = 40;
  state->rows = g_new (DigitsRow, state->n_rows);
  for (int i = 0; i < state->n_rows; i++)
    {
      const double a = 1 / (1 + exp (3.0 - i)), b = 1 / (1 + exp (last - i));

      state->rows[i] = (DigitsRow){ i, 1, 1, { fmax (a, b), a, b } };
    }
  return state;
}

static void
test_digits_runs (void)
{
  static const char *const figures[] = { "7", "14" };

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      const Figure *figure = figure_find (figures[i], NULL);
      g_autoptr (DigitsState) late = make_state (figures[i], 13),
                              early = make_state (figures[i], 4);
      FigureChecked checked = { .digits = late };

      g_assert_true (figure_is_shown_by_digits (figure, late));
      g_assert_cmpint (count_held (figures[i], &checked), ==, 1);
      checked.digits = early;
      g_assert_cmpint (count_held (figures[i], &checked), ==, 0);
      /* B is never learned. */
      early->n_rows = 4;
      g_assert_cmpint (count_held (figures[i], &checked), ==, 0);
      /* What was stopped, or is of other options or images, is not that figure. */
      late->phase = DIGITS_STATE_STOPPED;
      g_assert_false (figure_is_shown_by_digits (figure, late));
      late->phase = DIGITS_STATE_FINISHED;
      late->folder = "/somewhere";
      g_assert_false (figure_is_shown_by_digits (figure, late));
      late->folder = NULL;
      late->options.values[DIGITS_KEY_SEED]++;
      g_assert_false (figure_is_shown_by_digits (figure, late));
    }
}

/* Ratios of each fusion layer, three seeds alike. */
static void
fill_table (DigitsState *state, const double ratios[5])
{
  digits_table_init (&state->table, DIGITS_MLP, 5, 3);
  state->table_options = state->options;
  for (int fusion = 0; fusion < 5; fusion++)
    for (int seed = 0; seed < 3; seed++)
      state->table.cells[fusion][seed] =
          (DigitsCell){ TRUE, { 1, ratios[fusion] }, ratios[fusion] };
}

static void
test_digits_table (void)
{
  const Figure *figure = figure_find ("table1", NULL);
  g_autoptr (DigitsState) state = make_state ("table1", 13);
  const FigureChecked checked = { .digits = state };

  g_assert_false (figure_is_shown_by_digits (figure, state));
  g_assert_cmpint (count_held ("table1", &checked), ==, 0);
  fill_table (state, (double[]){ 1.07, 1.06, 1.3, 2, 5.5 }); /* as digits drawn here come out */
  g_assert_true (figure_is_shown_by_digits (figure, state));
  g_assert_cmpint (count_held ("table1", &checked), ==, 2);
  state->table.cells[2][1].done = FALSE;
  g_assert_false (figure_is_shown_by_digits (figure, state));
  fill_table (state, (double[]){ 1.2, 1.3, 1.4, 1.5, 1.6 });
  g_assert_cmpint (count_held ("table1", &checked), ==, 1);
  fill_table (state, (double[]){ 5.5, 2, 1.3, 1.06, 1.07 });
  g_assert_cmpint (count_held ("table1", &checked), ==, 0);
  fill_table (state, (double[]){ 1.07, NAN, 1.3, 2, 5.5 });
  g_assert_cmpint (count_held ("table1", &checked), ==, 2);
  fill_table (state, (double[]){ 1.07, 1.1, 1.3, 2, NAN });
  g_assert_cmpint (count_held ("table1", &checked), ==, 0);
}

/* What the corruption leaves of an image is in the images. */
static void
test_digits_samples (void)
{
  const Figure *figure = figure_find ("13", NULL);
  g_autoptr (DigitsState) state = make_state ("13", 13);
  const FigureChecked checked = { .digits = state };

  g_assert_false (figure_is_shown_by_digits (figure, state));
  g_assert_cmpint (count_held ("13", &checked), ==, 0);
  state->samples = digits_preview_new (&state->options, NULL, DIGITS_STATE_SAMPLES, NULL);
  g_assert_true (figure_is_shown_by_digits (figure, state));
  g_assert_cmpint (count_held ("13", &checked), ==, 1);
  g_clear_pointer (&state->samples, digits_pictures_unref);
  state->options.values[DIGITS_KEY_REMAINS] = 0.3;
  state->samples = digits_preview_new (&state->options, NULL, DIGITS_STATE_SAMPLES, NULL);
  g_assert_cmpint (count_held ("13", &checked), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  num_init ();
  g_test_add_func ("/plot/checks/all-have", test_all_have);
  g_test_add_func ("/plot/checks/run-fails", test_run_fails);
  g_test_add_func ("/plot/checks/against-theory", test_against_theory);
  g_test_add_func ("/figure/checks/seeds", test_seeds);
  g_test_add_func ("/plot/checks/theory", test_theory);
  g_test_add_func ("/plot/checks/sweeps", test_sweeps);
  g_test_add_func ("/plot/checks/trends", test_trends);
  g_test_add_func ("/plot/checks/digits-runs", test_digits_runs);
  g_test_add_func ("/plot/checks/digits-table", test_digits_table);
  g_test_add_func ("/plot/checks/digits-samples", test_digits_samples);
  return g_test_run ();
}
