/* Which columns of a table become inputs and target, and what is done to them. */
#include "model/data/file_table.h"
#include "model/data/own_data.h"
#include "num/matrix.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder;

static ModelExperiment
open_text (const char *text)
{
  g_autofree char *path = g_build_filename (folder, "choice.csv", NULL);
  g_autoptr (GError) error = NULL;
  ModelExperiment experiment;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  model_experiment_init (&experiment);
  model_own_data_set_file (&experiment, path, NULL, &error);
  g_assert_no_error (error);
  model_experiment_set (&experiment, MODEL_CENTRE, MODEL_CENTRE_OFF, NULL);
  return experiment;
}

#define TABLE "id,temp,hum,who,out,in\n1,1,2,a,3,4\n2,5,6,b,7,8\n3,0,1,a,1,0\n4,9,,b,3,3\n"

/* @cells: of the first row: inputs of A, then of B, last the target */
static void
assert_first_row (const ModelExperiment *experiment, int n_a, int n_b, const double *cells)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelDataset) data =
      model_own_data_ref_dataset (experiment, MODEL_OWN_TRAINING, &error);

  g_assert_no_error (error);
  g_assert_cmpint (data->n_a, ==, n_a);
  g_assert_cmpint (data->n_b, ==, n_b);
  g_assert_cmpint (model_experiment_inputs (experiment, 0), ==, n_a);
  g_assert_cmpint (model_experiment_inputs (experiment, 1), ==, n_b);
  for (int i = 0; i < n_a + n_b; i++)
    g_assert_cmpfloat (data->x[i], ==, cells[i]);
  g_assert_cmpfloat (data->y[0], ==, cells[n_a + n_b]);
}

static void
set_text (ModelExperiment *experiment, ModelKey key, const char *text)
{
  g_assert_true (model_experiment_set_text (experiment, key, text, NULL));
}

static void
test_columns (void)
{
  static const double as_it_is[] = { 1, 2, 3, 4 }, other_target[] = { 1, 2, 4, 3 };
  static const double named[] = { 3, 2, 1 }, numbered[] = { 2, 3, 1, 4 };
  static const double words[] = { 1, 2, 1, 0, 3, 4 };
  ModelExperiment e = open_text (TABLE);

  assert_first_row (&e, 1, 2, as_it_is);
  set_text (&e, MODEL_TARGET, "out");
  assert_first_row (&e, 1, 2, other_target);
  set_text (&e, MODEL_TARGET, "temp");
  set_text (&e, MODEL_COLUMNS_A, "out");
  set_text (&e, MODEL_COLUMNS_B, "\"hum\"");
  assert_first_row (&e, 1, 1, named);
  set_text (&e, MODEL_TARGET, "");
  set_text (&e, MODEL_COLUMNS_A, "3, 5");
  set_text (&e, MODEL_COLUMNS_B, "temp");
  assert_first_row (&e, 2, 1, numbered);
  set_text (&e, MODEL_COLUMNS_A, "2-4");
  set_text (&e, MODEL_COLUMNS_B, "");
  model_experiment_set (&e, MODEL_CATEGORIES, MODEL_CATEGORIES_ONEHOT, NULL);
  assert_first_row (&e, 4, 1, words);
}

/* Numbers of rows are left out; a first column that merely has no name is not. */
static void
test_index (void)
{
  static const struct
  {
    const char *text;
    ModelColumnKind first;
  } files[] = {
    { ",a,b,y\n3,1,2,4\n1,2,2,5\n7,0,1,3\n", MODEL_COLUMN_INDEX },
    { ",a,b,y\n0.1,1,2,4\n0.2,2,2,5\n0.3,0,1,3\n", MODEL_COLUMN_INDEX },
    { ",a,b,y\n0.3,1,2,4\n0.2,2,2,5\n0.4,0,1,3\n", MODEL_COLUMN_NUMBERS },
    { "sensor,a,b,y\ntime,,,\n0,1,2,4\n1,2,2,5\n2,0,1,3\n", MODEL_COLUMN_INDEX },
    { "id,a,b,y\n1007,1,2,4\n1002,2,2,5\n1009,0,1,3\n", MODEL_COLUMN_INDEX },
    { "no,a,b,y\n1007,1,2,4\n1002,2,2,5\n1009,0,1,3\n", MODEL_COLUMN_NUMBERS },
    { "no,a,b,y\n1,1,2,4\n2,2,2,5\n3,0,1,3\n", MODEL_COLUMN_INDEX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      ModelExperiment e;
      g_autoptr (ModelTableShape) shape = NULL;

      g_test_message ("%s", files[i].text);
      e = open_text (files[i].text);
      shape = model_file_table_find (&e);
      g_assert_cmpuint (shape->n_rows, ==, 3);
      g_assert_cmpint (shape->column[0].kind, ==, files[i].first);
    }
}

static void
assert_written (const char *header, int column, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("%s\n1,2,3\n2,1,5\n", header), *word = NULL;
  ModelExperiment e = open_text (text);
  g_autoptr (ModelTableShape) shape = model_file_table_find (&e);
  g_autofree char *written = model_column_choice_write (shape, column);
  const char *rest = written;

  g_assert_cmpstr (written, ==, expected);
  word = model_column_choice_take_word (&rest);
  g_assert_cmpstr (rest, ==, "");
  g_assert_cmpint (model_column_choice_find (shape, word), ==, column);
}

/* What is written is read as the same column. */
static void
test_written (void)
{
  assert_written ("temp,hum,y", 1, "hum");
  assert_written ("air temp,hum,y", 0, "\"air temp\"");
  assert_written ("temp,it's,y", 1, "\"it's\"");
  assert_written ("temp,\"so\"\"so\",y", 1, "2");
  assert_written ("temp,\"two\nlines\",y", 1, "\"two lines\"");
  assert_written ("temp,temp,y", 1, "2");
}

static void
assert_columns_refused (ModelExperiment e, ModelKey key, const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;

  set_text (&e, key, text);
  g_assert_false (model_experiment_validate (&e, &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_columns_refused (void)
{
  ModelExperiment e = open_text (TABLE);

  assert_columns_refused (e, MODEL_COLUMNS_A, "temp nowhere", "no column is called “nowhere”");
  assert_columns_refused (e, MODEL_COLUMNS_A, "0", "no column is called “0”");
  assert_columns_refused (e, MODEL_COLUMNS_A, "7", "numbers from 1 to 6");
  assert_columns_refused (e, MODEL_COLUMNS_A, "5-3", "no column is called “5-3”");
  assert_columns_refused (e, MODEL_COLUMNS_A, "temp temp", "column 2 (temp) is used already");
  assert_columns_refused (e, MODEL_COLUMNS_A, "who", "has words");
  assert_columns_refused (e, MODEL_COLUMNS_A, "temp hum out", "inputs");
  assert_columns_refused (e, MODEL_TARGET, "temp,hum", "several columns; allowed is one");
  assert_columns_refused (e, MODEL_COLUMNS_A, "99999999999999999999-3", "no column");
  e = open_text ("a,a,b,y\n1,2,3,4\n2,3,4,6\n");
  assert_columns_refused (e, MODEL_COLUMNS_A, "a", "several columns are called “a”");
}

/* Rows that lack a cell of a column that is used, and only those. */
static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelDataset) dropped = NULL, all = NULL, refused = NULL;
  g_autofree char *text = NULL;
  ModelExperiment e = open_text (TABLE);

  dropped = model_own_data_ref_dataset (&e, MODEL_OWN_TRAINING, NULL);
  g_assert_cmpint (dropped->n_samples, ==, 3);
  text = model_own_data_describe (&e);
  g_assert_cmpstr (text, ==,
                   "left out: column 1 (id): counts rows; column 4 (who): words; "
                   "rows left out that lack a cell: 1");
  model_experiment_set (&e, MODEL_MISSING, MODEL_MISSING_REFUSE, NULL);
  refused = model_own_data_ref_dataset (&e, MODEL_OWN_TRAINING, &error);
  g_assert_null (refused);
  g_assert_nonnull (strstr (error->message, "line 5, column 3"));
  set_text (&e, MODEL_COLUMNS_A, "temp");
  set_text (&e, MODEL_COLUMNS_B, "out");
  all = model_own_data_ref_dataset (&e, MODEL_OWN_TRAINING, NULL);
  g_assert_cmpint (all->n_samples, ==, 4);
}

static double
compute_spread (const ModelDataset *data, int j)
{
  double sum = 0;

  for (int i = 0; i < data->n_samples; i++)
    sum += pow (data->x[i * (data->n_a + data->n_b) + j], 2) / data->n_samples;
  return sqrt (sum);
}

/* By itself where spreads differ more than tenfold, else as asked. */
static void
test_standardise (void)
{
  static const struct
  {
    const char *text;
    int standardise;
    gboolean is;
  } cases[] = {
    { "a,b,y\n1,900,2\n2,100,3\n3,200,1\n", MODEL_STANDARDISE_AUTO, TRUE },
    { "a,b,y\n1,900,2\n2,100,3\n3,200,1\n", MODEL_STANDARDISE_OFF, FALSE },
    { "a,b,y\n1,9,2\n2,1,3\n3,2,1\n", MODEL_STANDARDISE_AUTO, FALSE },
    { "a,b,y\n1,9,2\n2,1,3\n3,2,1\n", MODEL_STANDARDISE_ON, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ModelExperiment e = open_text (cases[i].text);
      g_autoptr (ModelDataset) data = NULL;

      model_experiment_set (&e, MODEL_CENTRE, MODEL_CENTRE_ON, NULL);
      model_experiment_set (&e, MODEL_STANDARDISE, cases[i].standardise, NULL);
      data = model_own_data_ref_dataset (&e, MODEL_OWN_TRAINING, NULL);
      for (int j = 0; j < 2; j++)
        g_assert_true ((fabs (compute_spread (data, j) - 1) < 1e-12) == cases[i].is);
    }
}

/* A path in a file is one from that file, as long as something is there. */
static void
test_resolve (void)
{
  g_autofree char *naming = g_build_filename (folder, "e.plateau", NULL);
  g_autofree char *wanted = g_build_filename (folder, "choice.csv", NULL);
  ModelExperiment e = open_text (TABLE);

  set_text (&e, MODEL_FILE, "choice.csv");
  model_own_data_resolve (&e, naming);
  g_assert_cmpstr (model_experiment_get_text (&e, MODEL_FILE), ==, wanted);
}

static void
assert_related (const char *file, const char *naming, const char *expected)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
  set_text (&e, MODEL_FILE, file);
  model_own_data_relate (&e, naming);
  g_assert_cmpstr (model_experiment_get_text (&e, MODEL_FILE), ==, expected);
}

/* Data beside the file that names them, or below, are named from there. */
static void
test_relate (void)
{
  g_autofree char *from_here = g_canonicalize_filename ("data.csv", NULL);

  assert_related ("/a/b/data.csv", "/a/b/e.plateau", "data.csv");
  assert_related ("/a/b/c/data.csv", "/a/b/e.plateau", "c/data.csv");
  assert_related ("/a/b/data.csv", "/a/b/../b/e.plateau", "data.csv");
  assert_related ("/a/bc/data.csv", "/a/b/e.plateau", "/a/bc/data.csv");
  assert_related ("/a/data.csv", "/a/b/e.plateau", "/a/data.csv");
  /* A path from here is no path from there. */
  assert_related ("data.csv", "/a/b/e.plateau", from_here);
  assert_related ("data.csv", "e.plateau", "data.csv");
}

int
main (int argc, char **argv)
{
  g_autofree char *choice = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-columns-XXXXXX", NULL);
  choice = g_build_filename (folder, "choice.csv", NULL);
  g_test_add_func ("/model/columns/chosen", test_columns);
  g_test_add_func ("/model/columns/index", test_index);
  g_test_add_func ("/model/columns/refused", test_columns_refused);
  g_test_add_func ("/model/columns/written", test_written);
  g_test_add_func ("/model/columns/missing", test_missing);
  g_test_add_func ("/model/columns/standardise", test_standardise);
  g_test_add_func ("/model/columns/resolve", test_resolve);
  g_test_add_func ("/model/columns/relate", test_relate);
  result = g_test_run ();
  g_remove (choice);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
