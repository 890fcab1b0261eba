/* Logs of other people's networks: which columns are what, and what is odd about the rows. */
#include "model/experiment/experiment.h"
#include "model/log/training_log.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *path;
static const char *names[2] = { "sound", "light" };

static ModelTrainingLog *
load (const char *text, const char *columns)
{
  g_autoptr (GError) error = NULL;
  ModelTrainingLog *log;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  log = model_training_log_load (path, columns, names, NULL, &error);
  g_assert_no_error (error);
  return log;
}

static void
assert_chosen (const char *text,
               const char *columns,
               const char *step,
               const char *loss,
               const char *a,
               const char *b)
{
  g_autoptr (ModelTrainingLog) log = load (text, columns);

  g_assert_cmpstr (log->step_name, ==, step);
  g_assert_cmpstr (log->name[MODEL_LOG_LOSS], ==, loss);
  g_assert_cmpstr (log->name[MODEL_LOG_A], ==, a);
  g_assert_cmpstr (log->name[MODEL_LOG_B], ==, b);
}

#define ROWS "1,5,0.5,0.3\n2,4,0.6,0.4\n3,3,0.7,0.5\n"

static void
test_columns (void)
{
  assert_chosen ("epoch,loss,acc_a,acc_b\n" ROWS, "", "epoch", "loss", "acc_a", "acc_b");
  assert_chosen ("epoch,val_loss,train/loss,lr\n" ROWS, "", "epoch", "train/loss", NULL, NULL);
  assert_chosen ("Step,loss,light accuracy,accuracy (sound)\n" ROWS, "", "Step", "loss",
                 "accuracy (sound)", "light accuracy");
  /* Of other columns by name or number. */
  assert_chosen ("epoch,val_loss,train/loss,lr\n" ROWS, "epoch val_loss", "epoch", "val_loss", NULL,
                 NULL);
  assert_chosen ("epoch,x,y,z\n" ROWS, "1 2 3 4", "epoch", "x", "y", "z");
}

/* Names with what parts words, of which one begins like the other. */
static void
test_names (void)
{
  static const char *const other[2] = { "left_Ear of a bat", "left ear_of a cat" };

  memcpy (names, other, sizeof names);
  assert_chosen ("epoch,loss,acc_left_ear_of_a_cat,acc left ear of a bat\n" ROWS, "", "epoch",
                 "loss", "acc left ear of a bat", "acc_left_ear_of_a_cat");
  names[0] = "sound";
  names[1] = "light";
}

/* As TensorBoard and Weights & Biases export them. */
static void
test_exports (void)
{
  assert_chosen ("Wall time,Step,Value\n1690000000.1,0,2\n1690000001.2,10,1\n1690000002,20,0.5\n",
                 "", "Step", "Value", NULL, NULL);
  assert_chosen ("\"Step\",\"brisk-sun-3 - loss__MIN\",\"brisk-sun-3 - loss\","
                 "\"brisk-sun-3 - loss__MAX\"\n\"0\",\"2\",\"2\",\"2\"\n\"10\",\"1\",\"1\",\"1\"\n"
                 "\"20\",\"0.5\",\"0.5\",\"0.5\"\n",
                 "", "Step", "brisk-sun-3 - loss", NULL, NULL);
}

static void
test_oddities (void)
{
  g_autoptr (ModelTrainingLog) log =
      load ("step,loss\n1,9\n2,8\n2,7\n3,\n4,6\n5,5\n3,6.5\n4,6.2\n5,5.5\n200,5\n", "");
  static const double steps[] = { 1, 2, 3, 4, 5, 200 }, losses[] = { 9, 7, 6.5, 6.2, 5.5, 5 };

  g_assert_cmpint (log->n, ==, G_N_ELEMENTS (steps));
  for (gsize i = 0; i < log->n; i++)
    {
      g_assert_cmpfloat (log->step[i], ==, steps[i]);
      g_assert_cmpfloat (log->curve[MODEL_LOG_LOSS][i], ==, losses[i]);
    }
  g_assert_cmpint (log->n_empty, ==, 1);
  g_assert_cmpint (log->n_repeated, ==, 1);
  g_assert_cmpint (log->n_restarts, ==, 1);
  g_assert_cmpint (log->n_gaps, ==, 1);
  g_assert_cmpfloat (log->gap[0], ==, 5);
  g_assert_cmpfloat (log->gap[1], ==, 200);
}

/* A row whose loss is infinite had diverged: the others stay. */
static void
test_infinite (void)
{
  g_autoptr (ModelTrainingLog) log = load (
      "step,loss,acc_a\n1,9,0.5\n2,inf,0.6\n3,8,Infinity\n4,1e999,0\n5,7,0.75\n6,-inf,1\n", "");

  g_assert_cmpint (log->n, ==, 3);
  g_assert_cmpint (log->n_infinite, ==, 3);
  g_assert_cmpint (log->n_empty, ==, 0);
  g_assert_cmpfloat (log->curve[MODEL_LOG_LOSS][2], ==, 7);
  g_assert_true (isnan (log->curve[MODEL_LOG_A][1]));
  g_assert_cmpfloat (log->curve[MODEL_LOG_A][2], ==, 0.75);
}

/* The newest row may be the first. */
static void
test_backwards (void)
{
  g_autoptr (ModelTrainingLog) log = load ("step,loss\n30,1\n20,2\n10,3\n0,4\n", "");

  g_assert_true (log->backwards);
  g_assert_cmpint (log->n, ==, 4);
  g_assert_cmpint (log->n_restarts, ==, 0);
  for (int i = 0; i < 4; i++)
    {
      g_assert_cmpfloat (log->step[i], ==, 10 * i);
      g_assert_cmpfloat (log->curve[MODEL_LOG_LOSS][i], ==, 4 - i);
    }
}

static void
assert_accuracy (const char *header, const char *columns, const char *name)
{
  g_autofree char *text =
      g_strdup_printf ("%s\n1,3,0.1,0.2,0.3\n2,2,0.2,0.3,0.4\n3,1,0.3,0.4,0.5\n", header);
  g_autoptr (ModelTrainingLog) log = load (text, columns);

  g_assert_cmpstr (log->name[MODEL_LOG_ACCURACY], ==, name);
}

static void
test_accuracy (void)
{
  assert_accuracy ("step,loss,acc_a,acc_b,acc", "", "acc");
  assert_accuracy ("step,loss,accuracy,acc (sound),acc (light)", "", "accuracy");
  assert_accuracy ("step,loss,val_acc,train_acc,x", "", "train_acc");
  assert_accuracy ("step,loss,u,v,w", "", NULL);
  assert_accuracy ("step,loss,u,v,w", "step loss u v w", "w");
}

static void
assert_refused (const char *text, const char *columns, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (model_training_log_load (path, columns, names, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_refused (void)
{
  assert_refused ("a,b\n3,1\n1,2\n2,3\n", "", "log_columns = STEP LOSS");
  assert_refused ("step,loss\n1,2\n2,1\n", "", "fewer than three rows");
  assert_refused ("step,loss\n1,2\n2,1\n3,1\n", "step", "two to five columns");
  assert_refused ("step,loss\n1,2\n2,1\n3,1\n", "step lost", "no column is called “lost”");
  assert_refused ("step,who\n1,x\n2,y\n3,z\n", "step who", "“who” has no numbers");
  assert_refused ("step,loss\n3,2\n1,1\n2,1\n1,1\n", "", "its steps go back");
  assert_refused ("step,loss\n1,2\n2,inf\n3,inf\n", "", "a loss that is finite");
  assert_refused ("", "", "");
}

/* Experiments of anybody's may name any file: what stands in it is nobody's to see. */
static void
test_quiet (void)
{
  static const char *const texts[] = {
    "root:x:0:0:secret:/root:/bin/sh\nbin:x:1:1:secret:/bin:/bin/sh\n",
    "secret,loss\n1,2\n2,secret\n3,1\n",
    "step,loss\nsecret,2\n1,secret\nsecret,secret,secret\n",
    "step,loss\n1,2\n2,\"secret\n3,1\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int chosen = 0; chosen < 2; chosen++)
      {
        g_autoptr (GError) error = NULL;

        g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
        g_assert_null (model_training_log_load (path, chosen ? "1 2" : "", names, NULL, &error));
        g_assert_nonnull (error);
        g_assert_null (strstr (error->message, "secret"));
      }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-log-XXXXXX", NULL);
  path = g_build_filename (folder, "log.csv", NULL);
  g_test_add_func ("/model/training-log/columns", test_columns);
  g_test_add_func ("/model/training-log/names", test_names);
  g_test_add_func ("/model/training-log/exports", test_exports);
  g_test_add_func ("/model/training-log/oddities", test_oddities);
  g_test_add_func ("/model/training-log/infinite", test_infinite);
  g_test_add_func ("/model/training-log/backwards", test_backwards);
  g_test_add_func ("/model/training-log/accuracy", test_accuracy);
  g_test_add_func ("/model/training-log/refused", test_refused);
  g_test_add_func ("/model/training-log/quiet", test_quiet);
  result = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  return result;
}
