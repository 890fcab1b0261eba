/* One theory, of the data that are trained on: `theory`, `figure`, `sweep` and the window say the
 * same of an experiment, to the last digit. */
#include "cli_fixture.h"
#include "run/recipe_training.h"
#include "study/phases.h"
#include "model/experiment/experiment_text.h"
#include "num/matrix.h"
#include "num/number.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Short runs: what theory says does not depend on how long they are. Each is all groups of an
 * experiment, which is both a file for the commands and, with an axis of one value, a sweep. */
#define TRAINING "[training]\nepochs = 20\nseed = %d\n%s"

/* More inputs than samples. */
#define FEW_SAMPLES                                                                                \
  "[data]\nsource = vector\nsigma_a = 1.7320508\nw_a = 0.1\nw_b = 0.1\nnoise = 0.5\n"              \
  "samples = 70\ninputs_a = 50\ninputs_b = 50\n"

static const char *const data[] = {
  "[data]\nsamples = 0\n",
  "[data]\n",
  "[data]\nsamples = 20\nnoise = 3\n",
  "[data]\nrho = 0.8\nw_a = -0.2\nsamples = 100\n",
  "[data]\nrho = -0.6\nsigma_b = 2.5\nnoise = 1\nsamples = 300\n",
  "[data]\nsource = vector\n",
  "[data]\nsource = vector\nsamples = 0\nrho = 0.3\n",
  FEW_SAMPLES,
  "[data]\nsource = xor\nsamples = 500\n",
  "[data]\nsource = file\nfile = %s/own.csv\ninputs_a = 2\n",
};

static const char *const networks[] = {
  "[network]\nfusion = 2\ninit = plain\ninit_scale = 1e-9\nwidth = 20\n",
  "[network]\nfusion = 1\nwidth = 20\n",
  "[network]\ndepth = 3\nfusion = 2\ninit = balanced\nwidth = 20\n",
  "[network]\nactivation = relu\nwidth = 20\n",
};

/* There is no theory of its own start: all say so. */
#define LOGISTIC "loss = logistic\n"

#define DEEP "[network]\ndepth = 4\nfusion = 3\nwidth = 20\n"

/* The word behind a name at the beginning of a line. Owned by the caller. */
static char *
find (const char *text, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\n%s ", name);
  const char *found = strstr (text, start);

  if (found == NULL)
    return NULL;
  found += strlen (start);
  return g_strndup (found, strcspn (found, ",\n"));
}

static void
check_word (const char *theory, const char *name, const char *said)
{
  g_autofree char *word = find (theory, name);

  g_assert_cmpstr (word, ==, said);
}

/* A number as `theory` prints it; nothing where there is none. */
static void
check_number (const char *theory, const char *name, double value)
{
  char number[NUM_NUMBER_SIZE];

  if (!isnan (value))
    check_word (theory, name, isinf (value) ? "never" : num_number_format (value, number));
}

/* Of the network's own start; under the logistic loss of aligned layers and finite steps. */
static const char *
name_time (const char *theory, int m)
{
  static const char *const names[2][2] = { { "own_t_a", "own_t_b" }, { "step_t_a", "step_t_b" } };
  g_autofree char *own = find (theory, "own_t_a");

  return names[g_str_equal (own, "none")][m];
}

/* "# t_a: theory 82.5, run not yet" */
static void
check_figure (const char *theory)
{
  g_autofree char *csv = NULL, *path = g_build_filename (folder, "loss.csv", NULL);
  Result r = run ("figure f.ini -o loss.csv");

  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  for (int m = 0; m < 2; m++)
    {
      static const char *const heads[] = { "# t_a: theory", "# t_b: theory" };
      g_autofree char *said = find (csv, heads[m]);

      check_word (theory, name_time (theory, m), said);
    }
  clear (&r);
}

/* The row of the only cell: its theory stands at the end. Of vectors it is the network's own. */
static void
check_sweep (const char *theory, gboolean scalar)
{
  const char *const names[] = { scalar ? "step_ratio" : "own_ratio", "ratio", "misattribution" };
  g_autofree char *csv = NULL, *path = g_build_filename (folder, "s.csv", NULL);
  g_auto (GStrv) lines = NULL, cells = NULL;
  Result r = run ("sweep s.ini -o s.csv");
  guint n;

  g_assert_cmpint (r.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  lines = g_strsplit (g_strchomp (csv), "\n", -1);
  cells = g_strsplit (lines[g_strv_length (lines) - 1], ",", -1);
  n = g_strv_length (cells);
  for (int i = 0; i < 3; i++)
    if (*cells[n - 3 + i] != '\0')
      check_word (theory, names[i], cells[n - 3 + i]);
  g_assert_cmpint (g_unlink (path), ==, 0);
  clear (&r);
}

static void
check_known (const char *theory, const char *name, gboolean known, double value)
{
  if (known)
    check_number (theory, name, value);
  else
    check_word (theory, name, "none");
}

/* Where the weights rest; of the logistic loss all say that they do not. */
static void
check_points (const char *theory, const StudyPhases *phases)
{
  const TheoryPrediction *p = phases->prediction;
  const TheoryFixedPoint *points = p->points->point;

  check_known (theory, "loss_a_alone", p->rests, points[THEORY_POINT_A].loss);
  check_known (theory, "loss_b_alone", p->rests, points[THEORY_POINT_B].loss);
  check_known (theory, "loss_end", p->rests, points[THEORY_POINT_SOLUTION].loss);
  check_known (theory, "weight_a_alone", p->rests, points[THEORY_POINT_A].level[0]);
  check_known (theory, "weight_b_end", p->rests, points[THEORY_POINT_SOLUTION].level[1]);
  check_known (theory, "plateau_loss", p->rests && p->has_plateau, p->plateau_loss);
  check_known (theory, "misattribution", p->rests && p->has_misattribution,
               p->misattribution.amount);
  if (p->rests)
    check_number (theory, "stages", phases->predicted.n);
  else
    g_assert_cmpint (phases->predicted.n, ==, 0);
  if (phases->predicted.n > 0)
    check_number (theory, "stage_1_t", phases->predicted.stage[0].time);
}

/* As the session does: what a worker's snapshot says. */
static void
check_window (const char *theory, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  g_autoptr (StudyForecast) forecast = NULL;
  ModelRecipe recipe = { .is_fork = FALSE };
  StudyPhases phases;
  StudyMarks marks;

  g_assert_true (model_experiment_from_text (&recipe.experiment, text, &error));
  snapshot = run_train_recipe (&recipe, NULL, &error);
  g_assert_no_error (error);
  study_phases_init (&phases);
  forecast = study_forecast_new (snapshot, NULL);
  study_forecast_compute (forecast, NULL);
  study_phases_take_forecast (&phases, forecast);
  check_number (theory, "init_scale", snapshot->init_scale);
  study_marks_init (&marks);
  study_phases_get_marks (&phases, &marks);
  for (int m = 0; m < 2; m++)
    check_number (theory, name_time (theory, m), marks.t_theory[m]);
  check_points (theory, &phases);
  study_phases_clear (&phases);
}

/* Sources of more inputs, and networks that bend or whose weights do not rest, of which there is no
 * other theory. */
static gboolean
is_scalar (const char *text)
{
  return strstr (text, "source") == NULL || strstr (text, "relu") != NULL ||
         strstr (text, "logistic") != NULL;
}

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
check (const char *source, const char *network, int seed, const char *loss)
{
  g_auto (GStrv) parts = g_strsplit (source, "%s", 2);
  g_autofree char *data_group = g_strjoinv (folder, parts);
  g_autofree char *training = g_strdup_printf (TRAINING, seed, loss);
  g_autofree char *text = g_strconcat (data_group, network, training, NULL);
  g_autofree char *figure = g_strconcat ("[figure]\nname = loss\n", text, NULL);
  g_autofree char *sweep = g_strdup_printf ("[sweep]\nx = seed %d\n%s", seed, text);
  Result r;

  write_file ("e.ini", text);
  write_file ("f.ini", figure);
  write_file ("s.ini", sweep);
  r = run ("theory e.ini");
  g_test_message ("%s", text);
  g_assert_cmpint (r.status, ==, 0);
  check_figure (r.out);
  check_sweep (r.out, is_scalar (text));
  check_window (r.out, text);
  clear (&r);
}

static void
write_own_data (void)
{
  g_autoptr (GString) csv = g_string_new ("a1,a2,b,y\n");

  for (int i = 0; i < 60; i++)
    {
      const double a = sin (3 * i), other = sin (5 * i + 1), b = cos (7 * i) + 0.5 * a;

      g_string_append_printf (csv, "%g,%g,%g,%g\n", 2 * a, other, b,
                              2 * a + b + 0.2 * sin (11 * i + 2));
    }
  write_file ("own.csv", csv->str);
}

static void
test_agreement (void)
{
  int n = 0;

  write_own_data ();
  for (gsize i = 0; i < G_N_ELEMENTS (data); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (networks); k++, n++)
      {
        /* ReLU needs samples. */
        const gboolean deep = strstr (networks[k], "relu") && strstr (data[i], "samples = 0");

        check (data[i], deep ? DEEP : networks[k], n + 1, "");
      }
  for (gsize i = 0; i < G_N_ELEMENTS (data); i++, n++)
    {
      /* It needs samples. */
      const gboolean sampled = strstr (data[i], "samples = 0") == NULL;

      check (data[i], i % 2 ? DEEP : networks[0], 270 + (int) i,
             i % 2 == 0 && sampled ? LOGISTIC : "");
    }
  g_assert_cmpint (n, ==, 50);
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "own.csv", "e.ini", "f.ini", "s.ini", "loss.csv" };
  int status;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-agreement-XXXXXX", NULL);
  g_test_add_func ("/cli/agreement", test_agreement);
  status = g_test_run ();
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
