/* Sweeps: what their text means, what is refused, and what a cell measures. */
#include "num/matrix.h"
#include "run/sweep.h"
#include "run/sweep_axis_text.h"
#include "run/sweep_cell.h"
#include "run/sweep_files.h"
#include "run/sweep_point.h"
#include "run/sweep_rows.h"
#include "run/sweep_text.h"

#include <math.h>
#include <string.h>

static RunSweep *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RunSweep *sweep = run_sweep_parse (text, &error);

  g_assert_no_error (error);
  return sweep;
}

static void
test_values (void)
{
  g_autoptr (RunSweep) sweep =
      parse ("[sweep]\nx = rho -0.9:0.9:9\nfamily = init_scale 1e-4:1e-2:3 log\n"
             "marks = init random balanced\nseeds = 5\n[training]\nseed = 7\n");
  const double rho[] = { -0.9, -0.675, -0.45, -0.225, 0, 0.225, 0.45, 0.675, 0.9 };

  g_assert_cmpint (sweep->n_points, ==, 9 * 3 * 2);
  g_assert_cmpint (sweep->n_cells, ==, 5 * 9 * 3 * 2);
  for (int i = 0; i < 9; i++) /* as one would type them: rounded to 12 digits */
    g_assert_cmpfloat (sweep->axis[RUN_SWEEP_X].values[i], ==, rho[i]);
  g_assert_cmpfloat (sweep->axis[RUN_SWEEP_FAMILY].values[1], ==, 1e-3);
  g_assert_cmpfloat (sweep->axis[RUN_SWEEP_MARKS].values[1], ==, MODEL_INIT_BALANCED);
}

static void
test_cells (void)
{
  g_autoptr (RunSweep) sweep = parse ("[sweep]\nx = rho 0 0.5\nfamily = depth 2 3 4\nseeds = 2\n"
                                      "[network]\nfusion = 2\n[training]\nseed = 7\n");
  ModelExperiment experiment;
  g_autofree char *words = run_sweep_describe_cell (sweep, 9);

  g_assert_cmpint (sweep->n_cells, ==, 12);
  for (int point = 0; point < sweep->n_points; point++)
    {
      int place[RUN_SWEEP_N_AXES];

      run_sweep_get_place (sweep, point, place);
      g_assert_cmpint (run_sweep_find_point (sweep, place), ==, point);
    }
  run_sweep_get_experiment (sweep, 9, &experiment);
  g_assert_cmpfloat (model_experiment_get (&experiment, MODEL_RHO), ==, 0.5);
  g_assert_cmpint (model_experiment_get_int (&experiment, MODEL_DEPTH), ==, 3);
  g_assert_cmpint (model_experiment_get_int (&experiment, MODEL_SEED), ==, 8);
  g_assert_cmpstr (words, ==, "rho = 0.5, depth = 3, seed = 8");
}

/* Journals are told apart by this text: what does not change a cell must not change it. */
static void
test_text (void)
{
  g_autoptr (RunSweep) a = parse ("[sweep]\nx = rho 0 0.5\nseeds = 2\ntitle = A\n");
  g_autoptr (RunSweep) b =
      parse ("# b\n[sweep]\nmeasure = t_b\nseeds=2\nx =  rho   0 0.5\nlog = x\n");
  g_autoptr (RunSweep) c = parse ("[sweep]\nx = rho 0 0.5\nseeds = 3\n");
  g_autoptr (RunSweep) again = parse (a->text);

  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpstr (a->text, ==, again->text);
  g_assert_cmpstr (a->text, !=, c->text);
  g_assert_cmpint (b->measure, ==, RUN_SWEEP_T_B);
  g_assert_true (b->axis[RUN_SWEEP_X].logarithmic);
}

static void
test_refusals (void)
{
  static const char *const cases[][2] = {
    { "", "not a sweep" },
    { "[data]\nrho = 0\n", "there is no group [sweep]" },
    { "[sweep]\nseeds = 2\n", "an axis x is needed" },
    { "[sweep]\nx =\n", "an axis needs a key and its values" },
    { "[sweep]\nx = rho\n", "an axis needs a key and its values" },
    { "[sweep]\nx = roh 0 1\n", "x = roh: no such key" },
    { "[sweep]\nx = matrix 1\n", "x = matrix: no such key" },
    { "[sweep]\nx = rho 0 1.5\n", "x: rho = 1.5: allowed is" },
    { "[sweep]\nx = rho 0:1.5:4\n", "x, value 4: rho = 1.5: allowed is" },
    { "[sweep]\nx = depth 2:4:4\n", "x, value 2: depth = 2.66666666667: allowed is" },
    { "[sweep]\nx = rho 0:1:0\n", "0:1:0: allowed is first:last:count" },
    { "[sweep]\nx = rho 0:1\n", "0:1: allowed is first:last:count" },
    { "[sweep]\nx = init_scale 0:1:3 log\n", "all above 0 for log" },
    { "[sweep]\nx = activation purple\n", "[sweep] x" },
    { "[sweep]\nx = rho 0 0.5\nfamily = fusion 1 2 3\n", "at rho = 0, fusion = 3: fusion = 3" },
    { "[sweep]\nx = fusion 3 2\n", "at fusion = 3: fusion = 3: allowed is 1 to depth" },
    { "[sweep]\nx = rho 0\ny = sigma_a 1\nfamily = w_a 1\n", "neither family nor marks" },
    { "[sweep]\nx = rho 0 1\ny = rho 0 1\n", "x, y: both are rho" },
    { "[sweep]\nx = seed 1:5:5\nseeds = 2\n", "1 where an axis is the seed" },
    { "[sweep]\nx = rho 0\nseeds = 0\n", "seeds = 0: allowed is" },
    { "[sweep]\nx = rho 0\nseeds = 2.5\n", "seeds = 2.5: allowed is" },
    { "[sweep]\nx = rho 0\nseeds = 5\n[training]\nseed = 4294967295\n", "seed = 4294967299" },
    { "[sweep]\nx = rho 0\nkeep = 5 1\n", "keep = 5 1: allowed is" },
    { "[sweep]\nx = rho 0\nmeasure = lots\n", "measure = lots: allowed is" },
    { "[sweep]\nx = rho 0\nlog = z\n", "log = z: allowed is" },
    { "[sweep]\nx = rho 0\nz = rho 0\n", "z: there is no such key" },
    { "[sweep]\nx = rho 0\n[data]\nroh = 1\n", "[data] roh: there is no such key" },
    { "[sweep]\nx = rho 0:0.9:10000\nseeds = 10000\n", "100000000 cells; allowed are up to" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (run_sweep_parse (cases[i][0], &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_shipped (void)
{
  g_auto (GStrv) names = run_sweep_files_list ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (names), >=, 5);
  for (int i = 0; names[i] != NULL; i++)
    {
      g_autoptr (RunSweep) sweep = run_sweep_files_load (names[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (sweep->title);
    }
  g_assert_null (run_sweep_files_load ("7z", &error));
  g_assert_nonnull (strstr (error->message, "3c"));
}

static const double everything[2] = { 0, INFINITY };

static void
compute (const char *text, RunSweepResult *result)
{
  g_autoptr (RunSweep) sweep = parse (text);
  ModelExperiment experiment;

  run_sweep_get_experiment (sweep, 0, &experiment);
  g_assert_true (run_sweep_cell_compute (&experiment, sweep->keep, sweep->n_stages, sweep->extras,
                                         NULL, result));
}

#define LATE "[sweep]\nx = sigma_a 2\n[network]\ninit = plain\ninit_scale = 1e-9\nfusion = 2\n"

static void
test_learned (void)
{
  RunSweepResult result;

  compute (LATE "[data]\nrho = 0.5\n", &result);
  g_assert_cmpint (result.status, ==, RUN_SWEEP_LEARNED);
  g_assert_cmpfloat (result.t[0], <, result.t[1]);
  g_assert_cmpfloat (result.ratio, ==, result.t[1] / result.t[0]);
  /* The clock of finite steps is good to 3 % in the mean; one seed scatters by 3 % more. */
  g_assert_cmpfloat_with_epsilon (result.ratio / result.theory_ratio, 1, 0.06);
  /* rho / r; 8192 samples leave 0.5 / sqrt (8192) = 0.006, in theory as in the run. */
  g_assert_cmpfloat_with_epsilon (result.misattribution, 0.25, 0.02);
  g_assert_cmpfloat_with_epsilon (result.theory_misattribution, result.misattribution, 1e-5);
  compute (LATE "[data]\nrho = 0.5\nsamples = 0\n", &result);
  g_assert_cmpfloat_with_epsilon (result.theory_flow, 5, 1e-9); /* 1 + (4 - 1) / (1 - 0.25) */
  g_assert_cmpfloat_with_epsilon (result.theory_misattribution, 0.25, 1e-9);
}

static void
test_statuses (void)
{
  RunSweepResult result;

  compute (LATE "[data]\nrho = 1\nsamples = 0\n", &result);
  g_assert_cmpint (result.status, ==, RUN_SWEEP_NEVER);
  g_assert_true (isfinite (result.t[0]) && isinf (result.t[1]) && isinf (result.ratio));
  g_assert_true (isnan (result.misattribution));
  compute (LATE "[training]\nepochs = 200\n", &result);
  g_assert_cmpint (result.status, ==, RUN_SWEEP_NOT_YET);
  g_assert_true (isfinite (result.t[0]) && isnan (result.t[1]) && isnan (result.ratio));
  compute (LATE "[training]\nlearning_rate = 1\n", &result);
  g_assert_cmpint (result.status, ==, RUN_SWEEP_DIVERGED);
  /* Its weights have passed the levels on their way: that is no time. */
  g_assert_true (isnan (result.t[0]) && isnan (result.t[1]) && isnan (result.ratio));
  compute ("[sweep]\nx = sigma_a 3\nkeep = 1 2\n[network]\nfusion = 2\n", &result);
  g_assert_cmpint (result.status, ==, RUN_SWEEP_LEFT_OUT);
  g_assert_cmpfloat (result.theory_ratio, >, 2);
}

typedef struct
{
  int stop, n, limit;
} Nuisance;

#define STAGES "[sweep]\nx = rho 0.8\nstages = 3\n[data]\nw_a = -0.2\nsamples = 0\n"

/* A with the wrong sign, B, A again: the third comes long after both are learned. */
static void
test_stages (void)
{
  g_autoptr (RunSweep) sweep = parse (STAGES), plain = parse (LATE), again = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *header = run_sweep_rows_format_header (sweep, (RunSweepShard){ 0, 1 });
  g_autofree char *source = run_sweep_dup_source (sweep, RUN_SWEEP_STAGE_1_T + 2);
  const int modalities[] = { 0, 1, 0 };
  RunSweepResult result, read;
  int cell;

  compute (STAGES, &result);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (result.stage[i].modality, ==, modalities[i]);
      g_assert_cmpfloat (fabs (result.stage[i].theory_t / result.stage[i].t - 1), <, 0.04);
      g_assert_cmpfloat (run_sweep_result_get (&result, RUN_SWEEP_STAGE_1_T + i), ==,
                         result.stage[i].t);
      g_assert_cmpfloat (result.stage[i].loss, <, i == 0 ? 1 : result.stage[i - 1].loss);
    }
  g_assert_cmpfloat (result.stage[2].t, >, 2 * result.t[1]);
  g_assert_true (g_str_has_suffix (header, ",stage_3_t,stage_3_modality,stage_3_loss,"
                                           "theory_stage_3_t\n"));
  run_sweep_rows_append (line, sweep, 0, &result);
  g_strchomp (line->str);
  g_assert_true (run_sweep_rows_parse (line->str, sweep, &cell, &read));
  g_assert_cmpmem (&read, sizeof read, &result, sizeof result);
  g_assert_false (run_sweep_rows_parse (line->str, plain, &cell, &read));
  again = parse (source);
  g_assert_cmpstr (again->text, ==, sweep->text);
  g_assert_cmpint (again->measure, ==, RUN_SWEEP_STAGE_1_T + 2);
  g_assert_true (run_sweep_has_measure (sweep, RUN_SWEEP_STAGE_LAST));
  g_assert_false (run_sweep_has_measure (sweep, RUN_SWEEP_LOSS));
  g_assert_false (run_sweep_has_measure (plain, RUN_SWEEP_STAGE_1_T));
  /* Others are as they were. */
  compute (LATE, &result);
  g_assert_true (isnan (result.stage[0].t));
  g_assert_null (strstr (plain->text, "stages"));
  g_assert_null (run_sweep_parse ("[sweep]\nx = rho 0\nstages = 1\nmeasure = stage_2_t\n", &error));
  g_assert_cmpstr (error->message, ==, "[sweep] measure = stage_2_t: it needs stages = 2");
}

#define ALSO "[sweep]\nx = rho 0.5\nalso = sharpness weight_b  loss weight_a plateau_loss\n"

/* What the text asks for is measured at the end of the run, meets theory there, and is kept. */
static void
test_extras (void)
{
  g_autoptr (RunSweep) sweep = parse (ALSO "[data]\nsamples = 0\n");
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *header = run_sweep_rows_format_header (sweep, (RunSweepShard){ 0, 1 });
  g_autoptr (GError) error = NULL;
  RunSweepResult result, read;
  int cell;

  compute (ALSO "[data]\nsamples = 0\n[network]\nfusion = 2\n", &result);
  g_assert_cmpint (result.status, ==, RUN_SWEEP_LEARNED);
  for (int i = RUN_SWEEP_FIRST_EXTRA; i < RUN_SWEEP_N_MEASURES; i++)
    {
      const double value = run_sweep_result_get (&result, i);
      const double theory = result.theory_extra[run_sweep_measure_get_extra (i)];

      g_assert_true (isnan (value) != run_sweep_has_measure (sweep, i));
      g_test_message ("%s %g, theory %g", run_sweep_measure_get_name (i), value, theory);
      /* A run ends within a thousandth of its loss' fall of the minimum: sqrt (0.001) of a weight;
       * the plateau is left slowly. */
      if (run_sweep_has_measure (sweep, i))
        g_assert_cmpfloat_with_epsilon (value, theory, 0.04 * fmax (theory, 0.1));
    }
  g_assert_nonnull (strstr (sweep->text, "also = plateau_loss loss weight_a weight_b sharpness\n"));
  g_assert_nonnull (strstr (header, ",loss,theory_loss,weight_a,theory_weight_a,"));
  run_sweep_rows_append (row, sweep, 0, &result);
  g_string_truncate (row, row->len - 1);
  g_assert_true (run_sweep_rows_parse (row->str, sweep, &cell, &read));
  for (int i = 0; i < RUN_SWEEP_N_MEASURES; i++)
    if (run_sweep_has_measure (sweep, i))
      g_assert_cmpfloat (run_sweep_result_get (&read, i), ==, run_sweep_result_get (&result, i));
  g_assert_null (run_sweep_parse ("[sweep]\nx = rho 0\nmeasure = loss\n", &error));
  g_assert_cmpstr (error->message, ==, "[sweep] measure = loss: it needs also = loss");
  g_clear_error (&error);
  g_assert_null (run_sweep_parse ("[sweep]\nx = rho 0\nalso = t_a\n", &error));
  g_assert_nonnull (strstr (error->message, "also = t_a: allowed is plateau_loss, loss, "));
}

/* The least error is never above the last. */
static void
test_errors_of_data (void)
{
  RunSweepResult result;

  compute ("[sweep]\nx = rho 0.5\nalso = generalisation generalisation_least\n"
           "[data]\nsamples = 40\nnoise = 0.5\n",
           &result);
  g_assert_cmpfloat (run_sweep_result_get (&result, RUN_SWEEP_GENERALISATION_LEAST), >, 0);
  g_assert_cmpfloat (run_sweep_result_get (&result, RUN_SWEEP_GENERALISATION_LEAST), <=,
                     run_sweep_result_get (&result, RUN_SWEEP_GENERALISATION));
}

/* Values that are evenly spaced on a logarithmic axis have one; others have not. */
static void
test_logarithmic (void)
{
  static const struct
  {
    const char *values;
    gboolean logarithmic;
  } cases[] = {
    { "sigma_a 0.1:10:5 log", TRUE }, { "sigma_a 1 2 4 8", TRUE },
    { "sigma_a 8 4 2 1", TRUE },      { "init_scale 0.01 0.03 0.1", TRUE },
    { "depth 2 3 4 5 6", FALSE },     { "rho -0.9:0.9:9", FALSE },
    { "sigma_a 1 10", FALSE },        { "sigma_a 1 4 2 8", FALSE },
    { "rho 0 0.1 0.2 0.4", FALSE },   { "init_scale 0.03:0.18:6", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("[sweep]\nx = %s\n[network]\nfusion = 2\n", cases[i].values);
      g_autoptr (RunSweep) sweep = parse (text);

      g_test_message ("%s", cases[i].values);
      g_assert_cmpint (sweep->axis[RUN_SWEEP_X].logarithmic, ==, cases[i].logarithmic);
    }
}

/* A form changes one line, and leaves what somebody has written around it. */
static void
test_edit (void)
{
  static const struct
  {
    const char *text, *key, *value, *edited;
  } cases[] = {
    { "[sweep]\nx = rho 0 # mine\n\n[data]\nx = 1\n", "x", "rho 1",
      "[sweep]\nx = rho 1\n\n[data]\nx = 1\n" },
    { "# a\n[sweep]\nx = rho 0\n\n[data]\nrho = 1\n", "y", "w_a 1",
      "# a\n[sweep]\nx = rho 0\ny = w_a 1\n\n[data]\nrho = 1\n" },
    { "[sweep]\nx=rho 0\ny = w_a 1", "y", NULL, "[sweep]\nx=rho 0" },
    { "[sweep]\nx_name = a", "x", "rho 1", "[sweep]\nx_name = a\nx = rho 1" },
    { "[data]\nrho = 1\n", "x", "rho 1", "[sweep]\nx = rho 1\n\n[data]\nrho = 1\n" },
    { "", "x", "rho 1", "[sweep]\nx = rho 1\n" },
    { "[sweep]\nx = rho 0\n", "y", NULL, "[sweep]\nx = rho 0\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *edited =
          run_sweep_text_edit (cases[i].text, "sweep", cases[i].key, cases[i].value);
      g_autofree char *found = run_sweep_text_find (edited, "sweep", cases[i].key);

      g_assert_cmpstr (edited, ==, cases[i].edited);
      g_assert_cmpstr (found, ==, cases[i].value);
    }
}

/* Every key that has values is proposed some that make a sweep of the experiment, read and written
 * as they were. */
static void
test_suggest (void)
{
  ModelExperiment experiment;

  model_experiment_init (&experiment);
  for (int key = 0; key < MODEL_N_KEYS; key++)
    {
      g_autofree char *axis = NULL, *written = NULL, *text = NULL;
      g_autoptr (RunSweep) sweep = NULL;
      RunSweepAxisText read;

      if (!run_sweep_axis_text_can_sweep (key))
        continue;
      axis = run_sweep_axis_text_suggest (key, &experiment);
      g_test_message ("%s", axis);
      g_assert_true (run_sweep_axis_text_read (&read, axis));
      g_assert_cmpint (read.key, ==, key);
      written = run_sweep_axis_text_write (&read);
      g_assert_cmpstr (written, ==, axis);
      run_sweep_axis_text_clear (&read);
      text = g_strdup_printf ("[sweep]\nx = %s\n", axis);
      sweep = parse (text);
      g_assert_cmpint (sweep->axis[RUN_SWEEP_X].n, >, 0);
    }
}

static void
test_axis_text (void)
{
  static const struct
  {
    const char *text;
    RunSweepValues values;
    const char *first;
  } cases[] = {
    { " rho  -0.9:0.9:9  # nine", RUN_SWEEP_VALUES_RANGE, "-0.9" },
    { "init_scale 1e-3:1:4 log", RUN_SWEEP_VALUES_LOG_RANGE, "1e-3" },
    { "init log random", RUN_SWEEP_VALUES_LIST, "random log" },
    { "rho 0:1:3 0.9", RUN_SWEEP_VALUES_LIST, "0:1:3 0.9" },
    { "rho", RUN_SWEEP_VALUES_LIST, "" },
  };
  RunSweepAxisText read;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (run_sweep_axis_text_read (&read, cases[i].text));
      g_assert_cmpint (read.values, ==, cases[i].values);
      g_assert_cmpstr (read.part[0], ==, cases[i].first);
      run_sweep_axis_text_clear (&read);
    }
  g_assert_false (run_sweep_axis_text_read (&read, "roh 1"));
  g_assert_false (run_sweep_axis_text_read (&read, "matrix 1"));
  g_assert_false (run_sweep_axis_text_read (&read, ""));
}

static void
assert_no_stages (const char *text)
{
  RunSweepResult result;

  compute (text, &result);
  for (int i = 0; i < RUN_SWEEP_STAGES_MAX; i++)
    {
      g_assert_true (isnan (result.stage[i].t));
      g_assert_true (isnan (result.stage[i].theory_t));
    }
}

/* What is not run is not predicted either, and weights that do not rest have no points to tell. */
static void
test_without_stages (void)
{
  assert_no_stages ("[sweep]\nx = rho 0.8\nstages = 3\nkeep = 1e8 1e9\n");
  assert_no_stages ("[sweep]\nx = rho 0.5\nstages = 3\n[network]\nactivation = relu\n"
                    "[training]\nepochs = 500\n");
}

static void
assert_refused (const char *line, const char *message)
{
  g_autofree char *text = g_strdup_printf ("[sweep]\nx = rho 0\n%s\n", line);
  g_autoptr (GError) error = NULL;

  g_assert_null (run_sweep_parse (text, &error));
  g_assert_cmpstr (error->message, ==, message);
}

/* Messages list what the program has. */
static void
test_allowed (void)
{
  assert_refused (
      "measure = time",
      "[sweep] measure = time: allowed is ratio, t_a, t_b, "
      "misattribution, stage_1_t, stage_2_t, stage_3_t, plateau_loss, loss, weight_a, weight_b, "
      "generalisation, generalisation_least, sharpness");
  assert_refused ("stages = 4", "[sweep] stages = 4: allowed is how many stages, a whole number "
                                "from 0 to 3");
}

/* Interrupts the run wherever it happens to be, again and again. */
static gboolean
nag (gpointer data)
{
  Nuisance *self = data;

  g_atomic_int_set (&self->stop, ++self->n % 2);
  return self->n < self->limit;
}

static void
test_gate (void)
{
  g_autoptr (RunSweep) sweep = parse (LATE "[data]\nrho = 0.5\n");
  ModelExperiment experiment;
  RunSweepResult plain, nagged = { .status = RUN_SWEEP_MISSING };
  Nuisance nuisance = { .limit = 1000000 }, end = { .limit = 3 };
  RunSweepGate gate = { &nuisance.stop, nag, &nuisance };

  run_sweep_get_experiment (sweep, 0, &experiment);
  g_assert_true (run_sweep_cell_compute (&experiment, everything, 0, 0, NULL, &plain));
  g_assert_true (run_sweep_cell_compute (&experiment, everything, 0, 0, &gate, &nagged));
  g_assert_cmpint (nuisance.n, >, 5);
  g_assert_cmpmem (plain.t, sizeof plain.t, nagged.t, sizeof nagged.t);
  g_assert_cmpfloat (plain.misattribution, ==, nagged.misattribution);
  gate = (RunSweepGate){ &end.stop, nag, &end };
  nagged.status = RUN_SWEEP_MISSING;
  g_assert_false (run_sweep_cell_compute (&experiment, everything, 0, 0, &gate, &nagged));
  g_assert_cmpint (nagged.status, ==, RUN_SWEEP_MISSING);
}

int
main (int argc, char **argv)
{
  num_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sweep/values", test_values);
  g_test_add_func ("/sweep/cells", test_cells);
  g_test_add_func ("/sweep/text", test_text);
  g_test_add_func ("/sweep/refusals", test_refusals);
  g_test_add_func ("/sweep/shipped", test_shipped);
  g_test_add_func ("/sweep/cell/learned", test_learned);
  g_test_add_func ("/sweep/cell/statuses", test_statuses);
  g_test_add_func ("/sweep/cell/stages", test_stages);
  g_test_add_func ("/sweep/text/edit", test_edit);
  g_test_add_func ("/sweep/text/suggest", test_suggest);
  g_test_add_func ("/sweep/text/axis", test_axis_text);
  g_test_add_func ("/sweep/cell/extras", test_extras);
  g_test_add_func ("/sweep/cell/errors-of-data", test_errors_of_data);
  g_test_add_func ("/sweep/cell/logarithmic", test_logarithmic);
  g_test_add_func ("/sweep/cell/without-stages", test_without_stages);
  g_test_add_func ("/sweep/parse/allowed", test_allowed);
  g_test_add_func ("/sweep/cell/gate", test_gate);
  return g_test_run ();
}
