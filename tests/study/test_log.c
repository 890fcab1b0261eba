/* Stages of logs: of runs as they were, of noise, of losses that never rest. */
#include "num/rng.h"
#include "run/recipe_training.h"
#include "study/log.h"
#include "theory/stages.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum
{
  MOST = 4000
};

static double step[MOST], loss[MOST];

/* Two falls of a half each, at t_a and t_b, as sigmoids over time as long as a tenth of it. */
static int
fill (int n, double end, double t_a, double t_b, double noise)
{
  NumRng *rng = num_rng_new (7, NUM_STREAM_SPLIT);

  for (int i = 0; i < n; i++)
    {
      step[i] = end * (i + 1) / n;
      loss[i] = 0.5 / (1 + exp ((step[i] - t_a) / (0.1 * t_a))) +
                0.5 / (1 + exp ((step[i] - t_b) / (0.1 * t_b))) +
                noise * num_rng_uniform (rng, -1, 1);
    }
  num_rng_free (rng);
  return n;
}

static void
assert_stages (int n, int expected, double t_a, double t_b, double tolerance)
{
  StudyLogStage stages[STUDY_LOG_STAGES];
  const int found = study_log_find_stages ((gsize) n, step, loss, stages);

  g_assert_cmpint (found, ==, expected);
  if (found > 0)
    g_assert_cmpfloat_with_epsilon (stages[0].time, t_a, tolerance * t_a);
  if (found > 1)
    g_assert_cmpfloat_with_epsilon (stages[1].time, t_b, tolerance * t_b);
}

/* Half-way through a sigmoid is its middle; a grid of logarithms and noise move it by little. */
static void
test_stages (void)
{
  assert_stages (fill (2000, 2000, 200, 1000, 0), 2, 200, 1000, 0.02);
  assert_stages (fill (40, 2000, 200, 1000, 0), 2, 200, 1000, 0.1);
  assert_stages (fill (2000, 2000, 200, 1000, 0.02), 2, 200, 1000, 0.05);
  assert_stages (fill (2000, 2000, 200, 1000, 0.1), 2, 200, 1000, 0.1);
}

/* One that falls all the time has no plateau, nor has noise. */
static void
test_none (void)
{
  int n = fill (2000, 2000, 200, 200, 0);

  assert_stages (n, 1, 200, NAN, 0.02);
  for (int i = 0; i < n; i++)
    loss[i] = 1 / sqrt (step[i]);
  g_assert_cmpint (study_log_find_stages ((gsize) n, step, loss, (StudyLogStage[6]){ { 0 } }), ==,
                   1);
  for (int i = 0; i < n; i++)
    loss[i] = exp (-step[i] / 100);
  g_assert_cmpint (study_log_find_stages ((gsize) n, step, loss, (StudyLogStage[6]){ { 0 } }), ==,
                   1);
  for (int i = 0; i < n; i++)
    loss[i] = 1;
  g_assert_cmpint (study_log_find_stages ((gsize) n, step, loss, (StudyLogStage[6]){ { 0 } }), ==,
                   0);
  fill (n, 2000, 1e9, 1e9, 0.1);
  g_assert_cmpint (study_log_find_stages ((gsize) n, step, loss, (StudyLogStage[6]){ { 0 } }), ==,
                   0);
}

/* A loss that rises at its end, by however much, has the stages that it had. */
static void
test_diverging (void)
{
  static const double noises[] = { 0, 0.02, 0.1 };

  for (gsize i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      const int n = fill (2000, 2000, 200, 1000, noises[i]);

      for (int row = n - 3; row < n; row++)
        loss[row] = 1e6;
      assert_stages (n, 2, 200, 1000, 0.1);
      for (int row = n - 400; row < n; row++)
        loss[row] = 0.1 + 0.002 * (row - n + 400);
      assert_stages (n, 2, 200, 1000, 0.1);
    }
}

/* The epoch at which the loss is half-way to what it is at another one. */
static double
find_half (const ModelHistoryView *history, double at)
{
  const double half =
      (model_history_view_row (history, 0)->loss + model_history_view_at (history, at).loss) / 2;
  gsize i = 0;

  while (model_history_view_row (history, i)->loss > half)
    i++;
  return model_history_view_row (history, i)->epoch;
}

static char *path;

/* A run of our own, written as a log, has the stages that the run has. */
static void
test_run (void)
{
  g_autoptr (ModelSnapshot) run = NULL;
  g_autoptr (GString) text = g_string_new ("epoch,loss,loss_a,loss_b\n");
  g_autoptr (StudyLog) log = NULL;
  g_autoptr (StudyLog) found = NULL, again = NULL;
  ModelRecipe recipe;

  model_recipe_init (&recipe);
  run = run_train_recipe (&recipe, NULL, NULL);
  for (gsize i = 0; i < model_history_view_length (run->history); i++)
    {
      const ModelHistoryRow *row = model_history_view_row (run->history, i);

      g_string_append_printf (text, "%.0f,%.6g,%.6g,%.6g\n", row->epoch, row->loss,
                              1 - row->weight[0], 1 - row->weight[1]);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_assert_true (model_experiment_set_text (&recipe.experiment, MODEL_LOG, path, NULL));
  g_assert_null (study_log_find (&recipe.experiment));
  log = study_log_load (&recipe.experiment, NULL, NULL);
  g_assert_nonnull (log);
  found = study_log_find (&recipe.experiment);
  again = study_log_load (&recipe.experiment, NULL, NULL);
  g_assert_true (found == log && again == log);
  g_assert_cmpint (log->n_stages, ==, 2);
  /* Half-way between the start and the plateau, to a step of the grid. */
  g_assert_cmpfloat_with_epsilon (log->stage[0].time, find_half (run->history, 250),
                                  0.02 * log->stage[0].time);
  g_assert_cmpint (log->stage[0].modality, ==, 0);
  g_assert_cmpint (log->stage[1].modality, ==, 1);
  g_assert_nonnull (log->alone[0]);
  g_assert_nonnull (strstr (log->words, "falls in 2 stages"));
  g_assert_nonnull (strstr (log->words, "Ratio of stage 2 to stage 1: "));
}

/* Columns are told by the whole of a name, of which plots show the beginning. */
static void
test_long_names (void)
{
  ModelExperiment experiment;
  g_autoptr (StudyLog) log = NULL;

  model_experiment_init (&experiment);
  g_assert_true (g_file_set_contents (path,
                                      "step,loss,loss total_sulfur_dioxide_of_white,"
                                      "loss total_sulfur_dioxide_of_red\n"
                                      "1,3,1,4\n2,2,1,3\n3,1,1,2\n",
                                      -1, NULL));
  model_experiment_set_text (&experiment, MODEL_NAME_A, "total_sulfur_dioxide_of_red", NULL);
  model_experiment_set_text (&experiment, MODEL_NAME_B, "total_sulfur_dioxide_of_white", NULL);
  model_experiment_set_text (&experiment, MODEL_LOG, path, NULL);
  log = study_log_load (&experiment, NULL, NULL);
  g_assert_nonnull (log);
  g_assert_cmpfloat (model_history_view_row (log->alone[0], 0)->loss, ==, 4);
  g_assert_cmpfloat (model_history_view_row (log->alone[1], 0)->loss, ==, 1);
}

static StudyLog *
load_text (const char *text, ModelExperiment *experiment)
{
  g_autoptr (GError) error = NULL;
  StudyLog *log;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (model_experiment_set_text (experiment, MODEL_LOG, path, NULL));
  log = study_log_load (experiment, NULL, &error);
  g_assert_no_error (error);
  return log;
}

/* Words are for terminals, too: no markup; no ratio of times before the start. */
static void
test_words (void)
{
  ModelExperiment experiment;
  g_autoptr (StudyLog) large = NULL, early = NULL;

  model_experiment_init (&experiment);
  large = load_text ("step,loss,acc\n1e17,4,0.1\n2e17,inf,0.1\n3e17,4,0.2\n4e17,4,0.4\n"
                     "5e17,4,0.5\n6e17,0,0.5\n7e17,0,0.5\n8e17,0,0.5\n9e17,0,1\n",
                     &experiment);
  g_test_message ("%s", large->words);
  g_assert_null (strchr (large->words, '{'));
  g_assert_nonnull (strstr (large->words, "e+17"));
  g_assert_nonnull (strstr (large->words, "it diverged: 1"));
  g_assert_nonnull (strstr (large->words, ", accuracy “acc”"));
  early = load_text ("step,loss\n-9,4\n-8,4\n-7,2\n-6,2\n-5,2\n-4,2\n-3,2\n-2,0\n-1,0\n0,0\n",
                     &experiment);
  g_test_message ("%s", early->words);
  g_assert_null (strstr (early->words, "Ratio"));
}

/* As many as windows show are kept, of each file one, and none while it is held is freed. */
static void
test_kept (void)
{
  g_autoptr (StudyLog) first = NULL, other = NULL, again = NULL, last = NULL;
  ModelExperiment experiment, next;

  model_experiment_init (&experiment);
  first = load_text ("step,loss\n1,3\n2,2\n3,1\n", &experiment);
  other = load_text ("step,loss\n1,30\n2,20\n3,10\n4,5\n", &experiment);
  g_assert_true (other != first);
  g_assert_cmpfloat (model_history_view_row (first->loss, 0)->loss, ==, 3);
  again = study_log_find (&experiment);
  g_assert_true (again == other);
  next = experiment;
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("name %d", i);

      model_experiment_set_text (&next, MODEL_NAME_A, name, NULL);
      study_log_unref (study_log_load (&next, NULL, NULL));
    }
  last = study_log_find (&next);
  g_assert_nonnull (last);
  g_assert_null (study_log_find (&experiment));
  g_assert_cmpfloat (model_history_view_row (other->loss, 3)->loss, ==, 5);
}

/* However many rows are thinned out, the last one is there; of accuracies, too. */
static void
test_last_row (void)
{
  g_autoptr (GString) text = g_string_new ("step,loss,acc_b\n");
  g_autoptr (StudyLog) log = NULL;
  const ModelHistoryRow *row;
  ModelExperiment experiment;

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (text, "%d,%g,%g\n", i, i < 10 ? 2.0 : 1.0, 0.5);
  g_string_append (text, "20000,1,0.5\n");
  model_experiment_init (&experiment);
  log = load_text (text->str, &experiment);
  row = model_history_view_row (log->loss, model_history_view_length (log->loss) - 1);
  g_assert_cmpfloat (row->epoch, ==, 20000);
  g_assert_null (log->alone[1]);
  g_assert_true (study_log_has_accuracy (log));
  row = model_history_view_row (log->accuracy[1], model_history_view_length (log->accuracy[1]) - 1);
  g_assert_cmpfloat (row->epoch, ==, 20000);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-log-XXXXXX", NULL);
  path = g_build_filename (folder, "a_log.csv", NULL);
  g_test_add_func ("/study/log/stages", test_stages);
  g_test_add_func ("/study/log/none", test_none);
  g_test_add_func ("/study/log/diverging", test_diverging);
  g_test_add_func ("/study/log/run", test_run);
  g_test_add_func ("/study/log/long-names", test_long_names);
  g_test_add_func ("/study/log/words", test_words);
  g_test_add_func ("/study/log/kept", test_kept);
  g_test_add_func ("/study/log/last-row", test_last_row);
  result = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  return result;
}
