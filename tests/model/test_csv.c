/* CSV files as people have them, and as nobody should. */
#include "model/data/csv.h"
#include "model/data/own_data.h"
#include "model/train/trainer.h"
#include "num/matrix.h"
#include "num/rng.h"
#include "helpers.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder, *path;

static void
write_bytes (const char *data, gssize length)
{
  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static ModelCsv *
load (const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  ModelCsv *csv;
  int progress = 0;

  write_bytes (text, length);
  csv = model_csv_load (path, MODEL_DECIMAL_AUTO, TRUE, NULL, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress, ==, 100);
  return csv;
}

static void
assert_read (const char *text, gssize length, int rows, int columns, const double *cells)
{
  g_autoptr (ModelCsv) csv = load (text, length);

  g_assert_cmpuint (csv->shape->n_rows, ==, rows);
  g_assert_cmpint (csv->shape->n_columns, ==, columns);
  for (int i = 0; i < rows * columns; i++)
    g_assert_cmpfloat (csv->cell[i], ==, cells[i]);
}

static void
test_read (void)
{
  static const double cells[] = { 1, 2, 3, -4.5, 5e-3, 6 };
  static const char *const texts[] = {
    "1,2,3\n-4.5,5e-3,6\n",
    "1,2,3\n-4.5,5e-3,6",
    "[[1 2 3]\n [-4.5 5e-3 6]]\n", /* as NumPy prints it */
    "1,2,3\r\n-4.5,5e-3,6\r\n",
    "\357\273\2771,2,3\n-4.5,5e-3,6\n",
    "a,b,y\n1,2,3\n-4.5,5e-3,6\n",
    "1;2;3\n-4,5;5e-3;6\n",
    "1\t2\t3\n-4.5\t5e-3\t6\n",
    "\"1\",\"2\",3\n\"-4.5\", 5e-3 ,6\n\n\n",
    "\"a, left\",\"b\"\"\",y\n1,2,3\n-4.5,5e-3,6\n",
    "\n1,2,3\n-4.5,5e-3,6\n",
    "\"two\nlines\",b,y\n1,2,3\n-4.5,5e-3,6\n",
    "x;y;z\n1,0;2;3\n-4,5;5e-3;6\n",
    "1,2,3\r-4.5,5e-3,6\r", /* of an old Mac */
    "1,2,3\r-4.5,5e-3,6",
    "a;b;y\r1;2;3\r-4,5;5e-3;6\r\r\r",
    "\357\273\277a,b,y\r1,2,3\r-4.5,5e-3,6\r",
    "\r\n\r\n1,2,3\r\n\r\n-4.5,5e-3,6\r\n \r\n\r\n",
    "a,b,y\n1,2,3\r\n-4.5,5e-3,6\r", /* of several hands */
    "a,b,y\r\n1,2,3\r-4.5,5e-3,6\n",
    "\"two\rlines\",\"b\r\nb\",y\r1,2,3\r-4.5,5e-3,6\r",
    "1,2,3\r-4.5,5e-3,\"6\"\r",
    "\357\273\277\"a\",b,y\r\n1,2,3\r\n-4.5,5e-3,6\r\n\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      assert_read (texts[i], -1, 2, 3, cells);
    }
}

/* By the reader, or by whoever wants inputs and a target of it. */
static void
assert_refused (const char *text, gssize length, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelDataset) data = NULL;
  ModelExperiment e;

  write_bytes (text, length);
  model_experiment_init (&e);
  if (model_own_data_set_file (&e, path, NULL, &error) && model_experiment_validate (&e, &error))
    data = model_own_data_ref_dataset (&e, MODEL_OWN_TRAINING, &error);
  g_assert_null (data);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strchr (error->message, '\n'));
}

/* Of tables that are mostly words the separator is the one that leaves no other in their cells. */
static void
test_separators (void)
{
  static const struct
  {
    const char *text;
    int columns;
  } files[] = {
    /* As R writes its CO2: neither the blank behind quotes nor the decimal comma parts cells. */
    { "\"\",\"Plant\",\"Type\",\"Treatment\",\"conc\",\"uptake\"\n"
      "\"1\",\"Qn1\",\"Quebec\",\"nonchilled\",95,16\n"
      "\"2\",\"Qn1\",\"Quebec\",\"nonchilled\",175,30.4\n",
      6 },
    { "\"Plant\";\"Type\";\"Treatment\";\"conc\";\"uptake\"\n"
      "\"Qn1\";\"Quebec\";\"nonchilled\";95;16\n"
      "\"Qn1\";\"Quebec\";\"nonchilled\";175;30,4\n"
      "\"Qn2\";\"Quebec\";\"nonchilled\";250;34,8\n",
      5 },
    { "who;where;when;what\na;b;c;1,5\na;b;d;2,5\nb;c;e;0,25\n", 4 },
    { "who,what\na;b,1.5\nb;d,2.5\n", 2 },
    { "who,note,what\na,\"x; y; z\",1.5\nb,\"u; v; w\",2.5\n", 3 },
    { "\"the first\" 1 2\n\"the second\" 3 4\n", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (ModelCsv) csv = NULL;

      g_test_message ("%s", files[i].text);
      csv = load (files[i].text, -1);
      g_assert_cmpint (csv->shape->n_columns, ==, files[i].columns);
    }
}

static void
test_refused (void)
{
  assert_refused ("", -1, "no row");
  assert_refused ("a,b,y\n", -1, "no row");
  assert_refused ("1\n2\n3\n", -1, "0 columns of numbers beside the target");
  assert_refused ("1,2\n", -1, "1 columns of numbers beside the target");
  assert_refused ("a,b,y\nu,1,2\nv,3,4\n", -1, "categories = onehot");
  assert_refused ("1,,3\n4,5,\n,2,1\n", -1, "every row lacks a cell");
  assert_refused ("1,2,3\n4,five,6\n7,8,9\n", -1, "line 2, column 2: “five”");
  assert_refused ("1,2,3\n4,5,-inf\n7,8,9\n", -1, "line 2, column 3");
  assert_refused ("1,2,3\n4,1e999,6\n", -1, "line 2, column 2");
  assert_refused ("1,2,x\n4,5,6\n7,8,9\n", -1, "line 1, column 3");
  assert_refused ("1,2,3\n4,5\n", -1, "line 2: 2 cells; allowed are 3");
  assert_refused ("1,2,3\n4,5,6,7\n", -1, "line 2: 4 cells");
  assert_refused ("1,2,3\n4,\"5,6\n7,8,9\n", -1, "line 2: a quote is opened");
  assert_refused ("1,2,3\n4,5\0,6\n", 14, "line 2: not a text file");
  assert_refused ("PK\3\4\0\0", 6, "a spreadsheet or an archive");
  assert_refused ("\x1f\x8b\x08\0\0", 5, "cannot be unpacked");
  assert_refused ("1,2,3\n4,5 5,6\n7,8,9\n", -1, "line 2, column 2");
  assert_refused ("a,b,y\n1,2,3\n4,5%,6\n7,8,9\n", -1, "line 3, column 2 (b): “5%”: another unit");
  assert_refused ("a,b,y\n$1,2,3\n€4,5,6\n$7,8,9\n", -1, "line 3, column 1 (a): “€4”: another");
  assert_refused ("a^b^y\n1^2^3\n4^5^6\n", -1, "line 2, column 1 (a^b^y): “1^2^3”: not a number");
  assert_refused (" 1.5 -2.5 3.5\n-1.5-12.5 3.5\n 1.5 -2.5 3.5\n", -1,
                  "line 2: “-1.5-12.5”: numbers that touch");
  /* Lines are counted whatever ends them; a quoted one is a line, too. */
  assert_refused ("a,b,y\r1,2,3\r4,five,6\r7,8,9\r", -1, "line 3, column 2 (b): “five”");
  assert_refused ("a,b,y\r\n1,2,3\r\n4,five,6\r\n7,8,9\r\n", -1, "line 3, column 2 (b): “five”");
  assert_refused ("a,\"b\rb\",y\r1,2,3\r4,5\r", -1, "line 4: 2 cells");
  assert_refused ("a,b,y\r\r", -1, "no row");
  assert_refused ("\"two\nlines\",b,y\n1,2,3\nfive,2,3\n4,5,6\n", -1, "(two lines): “five”");
  assert_refused ("1,2,3\n\"4\n5\",5,6\n7,8,9\n", -1, "“4 5”");
}

/* A mark that may be a decimal one or one of thousands is never guessed. */
static void
test_ambiguous (void)
{
  assert_refused ("a;b;y\n1.234;0,5;1,5\n", -1, "line 2, column 1 (a): “1.234”");
  assert_refused ("a;b;y\n1.234;2;3\n2.345;3;4\n", -1, "line 2, column 1 (a): “1.234”");
  assert_refused ("a;b;y\n1,234;0.5;3\n2,345;3;4\n", -1, "line 2, column 1 (a): “1,234”");
  assert_refused ("a;b;y\n0,5;2;3\n1.234;3;4\n", -1, "line 3, column 1 (a): “1.234”");
  assert_refused ("a;b;y\n0.5;2;3\n0,5;3;4\n", -1, "column 1 (a)");
  assert_refused ("a;b;y\n1.234;2;3\n1,234;3;4\n", -1, "column 1 (a)");
}

/* The same cells by what the whole column, or the user, says of them. */
static void
test_decimal_mark (void)
{
  static const double grouped[] = { 1234.5, 2, 3, 1234567, 3, 4 };
  static const double points[] = { 1.234, 2, 3 }, commas[] = { 1234, 2, 3 };
  g_autoptr (ModelCsv) as_point = NULL, as_comma = NULL;

  assert_read ("a;b;y\n1.234,5;2;3\n1.234.567;3;4\n", -1, 2, 3, grouped);
  assert_read ("a,b,y\n\"1,234.5\",2,3\n\"1,234,567\",3,4\n", -1, 2, 3, grouped);
  assert_read ("a,b,y\n\"1,234\",2,3\n", -1, 1, 3, commas);
  assert_read ("a,b,y\n1.234,2,3\n", -1, 1, 3, points);
  write_bytes ("a;b;y\n1.234;2;3\n", -1);
  as_point = model_csv_load (path, MODEL_DECIMAL_POINT, TRUE, NULL, NULL, NULL);
  as_comma = model_csv_load (path, MODEL_DECIMAL_COMMA, TRUE, NULL, NULL, NULL);
  g_assert_cmpfloat (as_point->cell[0], ==, 1.234);
  g_assert_cmpfloat (as_comma->cell[0], ==, 1234);
  g_assert_cmpint (as_point->shape->column[0].kind, ==, MODEL_COLUMN_NUMBERS);
}

static void
test_too_wide (void)
{
  g_autoptr (GString) text = g_string_new ("1");

  for (int i = 0; i < 2000; i++)
    g_string_append (text, ",1");
  assert_refused (text->str, -1, "2001 columns; allowed are up to 2000");
  g_string_assign (text, "1,2,3\n4,5,6\n1,2,");
  for (int i = 0; i < 10000; i++)
    g_string_append_c (text, '3');
  assert_refused (text->str, -1, "line 3, column 3: “333333333333333333333333”");
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (model_csv_load (folder, 0, TRUE, NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_clear_error (&error);
  g_assert_null (model_csv_load ("/nowhere/at/all.csv", 0, TRUE, NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.csv"));
}

/* Whatever bytes there are: a table of numbers, or one line that says what is wrong. */
static void
test_fuzz (void)
{
  static const char letters[] = "0123456789.,,,;\t\"\r\n\n-+eEinfa \xc3\xa9\xff";
  NumRng *rng = num_rng_new (1, 99);
  char text[400];

  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ModelCsv) csv = NULL;
      const int length = (int) num_rng_uniform (rng, 0, sizeof text);

      for (int i = 0; i < length; i++)
        text[i] = letters[(int) num_rng_uniform (rng, 0, sizeof letters)];
      write_bytes (text, length);
      csv = model_csv_load (path, round % 3, TRUE, NULL, NULL, &error);
      g_assert_true ((csv == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
      for (gsize i = 0; csv != NULL && i < csv->shape->n_rows * csv->shape->n_columns; i++)
        g_assert_false (isinf (csv->cell[i]));
    }
  num_rng_free (rng);
}

static void
test_experiment (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelMoments) moments = NULL, again = NULL;
  ModelExperiment e;

  write_bytes ("a,b,c,y\n1,0,5,2\n-1,2,5,0\n3,1,5,7\n1,1,5,3\n", -1);
  model_experiment_init (&e);
  g_assert_true (model_own_data_set_file (&e, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (model_experiment_get_int (&e, MODEL_INPUTS_A), ==, 1);
  g_assert_cmpint (model_experiment_inputs (&e, 1), ==, 2);
  g_assert_true (model_experiment_validate (&e, &error));
  /* Means 1, 1, 5, 3: rows (0,-1,0,-1), (-2,1,0,-3), (2,0,0,4), (0,0,0,0). */
  moments = model_moments_compute (&e, &error);
  g_assert_cmpfloat (moments->sigma[0], ==, 2);
  g_assert_cmpfloat (moments->sigma[1], ==, -0.5);
  g_assert_cmpfloat (moments->sigma[8], ==, 0);
  g_assert_cmpfloat (moments->sigma_yx[0], ==, 3.5);
  g_assert_cmpfloat (moments->sigma_yy, ==, 6.5);
  model_experiment_set (&e, MODEL_CENTRE, MODEL_CENTRE_OFF, NULL);
  again = model_moments_compute (&e, &error);
  g_assert_cmpfloat (again->sigma[0], ==, 3);
  model_experiment_set (&e, MODEL_INPUTS_A, 3, NULL);
  g_assert_false (model_experiment_validate (&e, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_true (model_own_data_set_file (&e, "", NULL, &error));
  g_assert_cmpint (model_experiment_get_int (&e, MODEL_SOURCE), ==, MODEL_SOURCE_SCALAR);
}

/* Ten rows: x_A is the row's number, all else nothing. */
static void
open_ten_rows (ModelExperiment *e, double share, double seed)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 10; i++)
    g_string_append_printf (text, "%d,%d,%d\n", i + 1, i % 2, 10 * (i + 1));
  write_bytes (text->str, -1);
  model_experiment_init (e);
  g_assert_true (model_own_data_set_file (e, path, NULL, NULL));
  model_experiment_set (e, MODEL_CENTRE, MODEL_CENTRE_OFF, NULL);
  model_experiment_set (e, MODEL_STANDARDISE, MODEL_STANDARDISE_OFF, NULL);
  g_assert_true (model_experiment_set (e, MODEL_TEST_SHARE, share, NULL));
  model_experiment_set (e, MODEL_SEED, seed, NULL);
}

/* The rows held out and those trained on are the file's, each once, in order; the seed chooses. */
static void
test_held_out (void)
{
  ModelDataset *parts[2][MODEL_OWN_N_PARTS];
  ModelExperiment e;
  int found = 0, next[MODEL_OWN_N_PARTS] = { 0 }, different = 0;

  for (int seed = 0; seed < 2; seed++)
    {
      open_ten_rows (&e, 0.3, seed + 1);
      for (int part = 0; part < MODEL_OWN_N_PARTS; part++)
        parts[seed][part] = model_own_data_ref_dataset (&e, (ModelOwnPart) part, NULL);
    }
  g_assert_cmpint (parts[0][MODEL_OWN_TRAINING]->n_samples, ==, 7);
  g_assert_cmpint (parts[0][MODEL_OWN_TEST]->n_samples, ==, 3);
  for (int i = 0; i < 10; i++)
    for (int part = 0; part < MODEL_OWN_N_PARTS; part++)
      {
        const ModelDataset *data = parts[0][part];
        const int k = next[part];

        if (k >= data->n_samples || data->x[2 * k] != i + 1)
          continue;
        g_assert_cmpfloat (data->y[k], ==, 10 * (i + 1));
        next[part]++;
        found++;
      }
  g_assert_cmpint (found, ==, 10);
  for (int i = 0; i < 3; i++)
    different += parts[0][MODEL_OWN_TEST]->x[2 * i] != parts[1][MODEL_OWN_TEST]->x[2 * i];
  g_assert_cmpint (different, >, 0);
  for (int seed = 0; seed < 2; seed++)
    for (int part = 0; part < MODEL_OWN_N_PARTS; part++)
      model_dataset_unref (parts[seed][part]);
}

/* Means are those of the training rows, also where the others lose them. */
static void
test_held_out_is_centred_alike (void)
{
  g_autoptr (ModelDataset) raw = NULL, training = NULL, test = NULL;
  ModelExperiment e;
  double mean = 0;

  open_ten_rows (&e, 0.2, 4);
  raw = model_own_data_ref_dataset (&e, MODEL_OWN_TEST, NULL);
  model_experiment_set (&e, MODEL_CENTRE, MODEL_CENTRE_ON, NULL);
  training = model_own_data_ref_dataset (&e, MODEL_OWN_TRAINING, NULL);
  test = model_own_data_ref_dataset (&e, MODEL_OWN_TEST, NULL);
  for (int i = 0; i < training->n_samples; i++)
    mean += training->x[2 * i];
  g_assert_cmpfloat_with_epsilon (mean, 0, 1e-12); /* rounding of eight numbers below ten */
  mean = (55 - raw->x[0] - raw->x[2]) / 8;
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpfloat_with_epsilon (test->x[2 * i], raw->x[2 * i] - mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (test->y[i], raw->y[i] - 10 * mean, 1e-11);
    }
}

/* The error of unseen rows is the loss on them; without such rows there is none. */
static void
test_generalisation_of_a_file (void)
{
  g_autoptr (ModelMoments) generalisation = NULL;
  g_autoptr (ModelTrainer) trainer = NULL;
  g_autoptr (ModelSnapshot) snapshot = NULL;
  double w[2];
  ModelExperiment e;

  open_ten_rows (&e, 0.3, 1);
  model_experiment_set (&e, MODEL_EPOCHS, 60, NULL);
  model_experiment_set (&e, MODEL_LEARNING_RATE, 1e-4, NULL);
  g_assert_true (model_experiment_has_generalisation (&e));
  trainer = model_trainer_new (&e, 0.1, NULL);
  model_trainer_run (trainer, G_MAXINT64, NULL);
  snapshot = model_trainer_snapshot (trainer, 0);
  generalisation = model_moments_compute_generalisation (&e, NULL);
  model_network_compute_total_weights (model_trainer_get_network (trainer), w);
  g_assert_true (snapshot->has_generalisation);
  /* Both are differences of terms of the size of <y^2>, about 4000. */
  g_assert_cmpfloat_with_epsilon (model_history_view_at (snapshot->history, 60).generalisation,
                                  model_moments_loss (generalisation, w), 1e-9);
  model_experiment_set (&e, MODEL_TEST_SHARE, 0, NULL);
  g_assert_false (model_experiment_has_generalisation (&e));
}

/* Own data and drawn ones have the same error: without the noise of what was not seen. */
static void
test_generalisation_without_noise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) text = g_string_new ("a,b,y\n");
  g_autoptr (ModelMoments) linear = NULL, bent = NULL;
  const double w[2] = { 1.1, 0.9 }; /* S = 1 / 3: E_g = (0.01 + 0.01) / 3 / 2 */
  ModelExperiment e;

  for (int i = 0; i < 4000; i++)
    {
      const double a = g_rand_double_range (random, -1, 1), b = g_rand_double_range (random, -1, 1);
      char cells[3][G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          text, "%s,%s,%s\n", g_ascii_dtostr (cells[0], sizeof cells[0], a),
          g_ascii_dtostr (cells[1], sizeof cells[1], b),
          g_ascii_dtostr (cells[2], sizeof cells[2], a + b + (g_rand_boolean (random) ? 1 : -1)));
    }
  write_bytes (text->str, -1);
  model_experiment_init (&e);
  g_assert_true (model_own_data_set_file (&e, path, NULL, NULL));
  model_experiment_set (&e, MODEL_TEST_SHARE, 0.5, NULL);
  linear = model_moments_compute_generalisation (&e, NULL);
  /* Of 2000 rows with a noise of 1: sqrt (2 / 2000) of terms of 0.1. */
  g_assert_cmpfloat_with_epsilon (model_moments_loss (linear, w), 0.02 / 6, 0.003);
  /* What other networks could learn of it nobody knows. */
  model_experiment_set (&e, MODEL_ACTIVATION, MODEL_ACTIVATION_RELU, NULL);
  bent = model_moments_compute_generalisation (&e, NULL);
  g_assert_cmpfloat_with_epsilon (model_moments_loss (bent, w), 0.5, 0.05);
}

/* A file is read once, as long as it stays as it is; what is validated is what was read. */
static void
test_loaded_once (void)
{
  g_autoptr (ModelOwnData) first = NULL, again = NULL, changed = NULL;
  ModelExperiment e;

  write_bytes ("a,b,y\n1,2,3\n4,5,6\n", -1);
  model_experiment_init (&e);
  g_assert_true (model_own_data_set_file (&e, path, NULL, NULL));
  first = model_own_data_load (&e, TRUE, NULL, NULL);
  again = model_own_data_load (&e, TRUE, NULL, NULL);
  g_assert_true (first == again);
  g_assert_cmpint (first->table->shape->n_columns, ==, 3);
  g_assert_cmpstr (first->table->shape->column[1].name, ==, "b");
  write_bytes ("1,2,3,4,5\n1,2,3,4,5\n", -1);
  g_assert_cmpint (model_experiment_inputs (&e, 1), ==, 1);
  changed = model_own_data_load (&e, TRUE, NULL, NULL);
  g_assert_true (changed != first);
  g_assert_cmpint (model_experiment_inputs (&e, 1), ==, 3);
  /* What somebody holds stays as it was. */
  g_assert_cmpint (first->table->shape->n_columns, ==, 3);
}

/* Experiments of files that nobody has loaded pass, and nothing is read to tell. */
static void
test_validation_reads_nothing (void)
{
  ModelExperiment e;

  model_experiment_init (&e);
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
  g_assert_false (model_experiment_validate (&e, NULL));
  model_experiment_set_text (&e, MODEL_FILE, "/nowhere/at/all.csv", NULL);
  g_assert_true (model_experiment_validate (&e, NULL));
  g_assert_null (model_own_data_find (&e));
  g_assert_false (model_own_data_load_for (&e, NULL, NULL));
}

/* A load that is cancelled leaves what was there. */
static void
test_cancelled (void)
{
  const int cancel = 1;
  g_autoptr (ModelOwnData) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  ModelExperiment e;

  write_bytes ("1,2,3\n4,5,6\n", -1);
  model_experiment_init (&e);
  g_assert_true (model_own_data_set_file (&e, path, NULL, NULL));
  before = model_own_data_load (&e, TRUE, NULL, NULL);
  write_bytes ("1,2,3,4\n4,5,6,7\n", -1);
  g_assert_null (model_own_data_load (&e, TRUE, &cancel, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_CANCELLED);
  after = model_own_data_find (&e);
  g_assert_true (after == before);
}

/* Moments are at hand only once somebody has asked for them. */
static void
test_peek (void)
{
  g_autoptr (ModelMoments) none = NULL, computed = NULL, found = NULL;
  ModelExperiment e;

  open_ten_rows (&e, 0, 1);
  none = model_own_data_peek_moments (&e, MODEL_OWN_TRAINING);
  g_assert_null (none);
  computed = model_own_data_dup_moments (&e, MODEL_OWN_TRAINING, NULL);
  found = model_own_data_peek_moments (&e, MODEL_OWN_TRAINING);
  g_assert_cmpfloat (found->sigma_yy, ==, computed->sigma_yy);
}

/* A share that leaves nothing on one side is refused in one line, with what is allowed. */
static void
test_share_refused (void)
{
  static const double shares[] = { 0.04, 0.9 };
  ModelExperiment e;

  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (GError) error = NULL;

      open_ten_rows (&e, shares[i], 1);
      if (i == 1)
        {
          write_bytes ("1,2,3\n4,5,6\n", -1);
          g_assert_true (model_own_data_load_for (&e, NULL, NULL));
        }
      g_assert_false (model_experiment_validate (&e, &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_RANGE);
      g_assert_nonnull (strstr (error->message, "test_share = 0."));
      g_assert_null (strchr (error->message, '\n'));
    }
  g_assert_false (model_experiment_set (&e, MODEL_TEST_SHARE, 0.95, NULL));
  g_assert_false (model_experiment_set (&e, MODEL_TEST_SHARE, -0.1, NULL));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  num_init ();
  folder = g_dir_make_tmp ("plateau-csv-XXXXXX", NULL);
  path = g_build_filename (folder, "data.csv", NULL);
  g_test_add_func ("/model/csv/read", test_read);
  g_test_add_func ("/model/csv/separators", test_separators);
  g_test_add_func ("/model/csv/refused", test_refused);
  g_test_add_func ("/model/csv/ambiguous", test_ambiguous);
  g_test_add_func ("/model/csv/decimal-mark", test_decimal_mark);
  g_test_add_func ("/model/csv/too-wide", test_too_wide);
  g_test_add_func ("/model/csv/no-file", test_no_file);
  g_test_add_func ("/model/csv/fuzz", test_fuzz);
  g_test_add_func ("/model/csv/experiment", test_experiment);
  g_test_add_func ("/model/csv/held-out", test_held_out);
  g_test_add_func ("/model/csv/held-out-is-centred-alike", test_held_out_is_centred_alike);
  g_test_add_func ("/model/csv/generalisation", test_generalisation_of_a_file);
  g_test_add_func ("/model/csv/generalisation-without-noise", test_generalisation_without_noise);
  g_test_add_func ("/model/csv/loaded-once", test_loaded_once);
  g_test_add_func ("/model/csv/validation-reads-nothing", test_validation_reads_nothing);
  g_test_add_func ("/model/csv/cancelled", test_cancelled);
  g_test_add_func ("/model/csv/peek", test_peek);
  g_test_add_func ("/model/csv/share-refused", test_share_refused);
  result = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  g_free (folder);
  return result;
}
