/* What is said of data, against moments solved by hand and a second way to compute them. */
#include "model/data/own_data.h"
#include "num/matrix.h"
#include "num/rng.h"
#include "study/report/data_report.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder;

/* Population moments of eq 1: A and B of spreads 2 and 1, weights 1 and 3, uncorrelated. */
static void
test_by_hand (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StudyDataReport) report = NULL;
  g_autofree char *text = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SAMPLES, 0, NULL);
  model_experiment_set (&e, MODEL_W_B, 3, NULL);
  report = study_data_report_new (&e, &error);
  g_assert_no_error (error);
  /* <y^2> = 4 + 9; s = (4, 3): A is first, and explains 4 of 13, less than B. */
  g_assert_cmpfloat_with_epsilon (report->r2[0], 4.0 / 13, 1e-14);
  g_assert_cmpfloat_with_epsilon (report->r2[1], 9.0 / 13, 1e-14);
  g_assert_cmpfloat_with_epsilon (report->r2[2], 1, 1e-14);
  g_assert_cmpfloat_with_epsilon (report->s[0], 4, 1e-14);
  g_assert_cmpfloat_with_epsilon (report->s[1], 3, 1e-14);
  g_assert_cmpint (report->order, ==, THEORY_ORDER_A_FIRST);
  g_assert_cmpint (report->preference, ==, THEORY_PREFERENCE_A_SUPERFICIAL);
  g_assert_cmpint (report->n_canonical, ==, 1);
  g_assert_cmpfloat_with_epsilon (report->canonical[0], 0, 1e-14);
  g_assert_cmpfloat_with_epsilon (report->condition, 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (report->condition_standardised, 1, 1e-12);
  g_assert_cmpint (report->n_phases, ==, 2 + 3 + 4);
  g_assert_true (isnan (report->test_r2[0]));
  text = study_data_report_describe (report);
  g_assert_nonnull (strstr (text, "A alone explains 30.8 % of the target, B alone 69.2 %"));
  g_assert_nonnull (strstr (text, "A is learned first, since |s_A| = 4 and |s_B| = 3"));
  g_assert_nonnull (strstr (text, "That preference is superficial"));
}

/* Late fusion waits longer than any other, early fusion for nothing; more so the deeper. */
static void
test_phases (void)
{
  g_autoptr (StudyDataReport) report = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  report = study_data_report_new (&e, NULL);
  for (int i = 1; i < report->n_phases; i++)
    {
      const StudyDataPhase *before = &report->phase[i - 1], *phase = &report->phase[i];

      if (phase->depth != before->depth)
        {
          g_assert_cmpint (phase->fusion, ==, 1);
          g_assert_cmpfloat (phase->ratio, <, 1.1);
        }
      else
        g_assert_cmpfloat (phase->ratio, >, before->ratio);
    }
}

/* Names, counts and shares of a table; R^2 of rows held out by a sum over them. */
static void
test_table (void)
{
  g_autofree char *path = g_build_filename (folder, "t.csv", NULL), *text = NULL;
  g_autoptr (GString) table = g_string_new ("id,sound,light,touch,mood\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (StudyDataReport) report = NULL;
  g_autoptr (ModelDataset) test = NULL;
  g_autoptr (ModelMoments) moments = NULL;
  NumRng *rng = num_rng_new (3, 1);
  double w[3], wrong = 0, all = 0;
  ModelExperiment e;

  for (int i = 0; i < 60; i++)
    {
      const double a = num_rng_normal (rng), b = num_rng_normal (rng), c = num_rng_normal (rng);

      g_string_append_printf (table, "%d,%.3f,%.3f,%.3f,%.3f\n", i, a, b, c,
                              a - b + 2 * c + 0.3 * num_rng_normal (rng));
    }
  num_rng_free (rng);
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
  model_experiment_init (&e);
  g_assert_true (model_own_data_set_file (&e, path, NULL, NULL));
  model_experiment_set (&e, MODEL_INPUTS_A, 2, NULL);
  model_experiment_set (&e, MODEL_TEST_SHARE, 0.25, NULL);
  report = study_data_report_new (&e, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->names[0], ==, "sound, light");
  g_assert_cmpstr (report->names[1], ==, "touch");
  g_assert_cmpstr (report->target, ==, "mood");
  g_assert_cmpint (report->n_rows, ==, 45);
  g_assert_cmpint (report->n_test, ==, 15);
  moments = model_moments_compute (&e, NULL);
  model_moments_solve (moments, w);
  test = model_dataset_new_test (&e, NULL);
  for (int i = 0; i < test->n_samples; i++)
    {
      double y = 0;

      for (int j = 0; j < 3; j++)
        y += w[j] * test->x[3 * i + j];
      wrong += pow (test->y[i] - y, 2);
      all += pow (test->y[i], 2);
    }
  g_assert_cmpfloat_with_epsilon (report->test_r2[2], 1 - wrong / all, 1e-12);
  text = study_data_report_describe (report);
  g_assert_nonnull (strstr (text, "Modality A: 2 inputs (sound, light)"));
  g_assert_nonnull (strstr (text, "Rows: 45 to train on, 15 held out"));
  g_remove (path);
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_LOSS, MODEL_LOSS_LOGISTIC, NULL);
  g_assert_null (study_data_report_new (&e, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-report-XXXXXX", NULL);
  g_test_add_func ("/study/data-report/by-hand", test_by_hand);
  g_test_add_func ("/study/data-report/phases", test_phases);
  g_test_add_func ("/study/data-report/table", test_table);
  g_test_add_func ("/study/data-report/refused", test_refused);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
