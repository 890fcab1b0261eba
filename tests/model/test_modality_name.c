/* What modalities are called: as the user says, as columns are, fit to be shown. */
#include "model/data/modality_name.h"
#include "model/data/own_data.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static ModelExperiment
open_table (const char *text)
{
  g_autofree char *path = g_build_filename (folder, "names.csv", NULL);
  g_autoptr (GError) error = NULL;
  ModelExperiment experiment;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  model_experiment_init (&experiment);
  model_own_data_set_file (&experiment, path, NULL, &error);
  g_assert_no_error (error);
  return experiment;
}

static void
assert_names (const ModelExperiment *experiment, const char *a, const char *b)
{
  g_assert_cmpstr (model_modality_name (experiment, 0), ==, a);
  g_assert_cmpstr (model_modality_name (experiment, 1), ==, b);
}

static void
test_given (void)
{
  ModelExperiment e;

  model_experiment_init (&e);
  assert_names (&e, NULL, NULL);
  g_assert_cmpstr (model_modality_get_label (&e, 0), ==, "A");
  g_assert_cmpstr (model_modality_get_label (&e, 1), ==, "B");
  g_assert_true (model_experiment_set_text (&e, MODEL_NAME_A, "sound", NULL));
  assert_names (&e, "sound", NULL);
  g_assert_cmpstr (model_modality_get_label (&e, 0), ==, "sound");
  g_assert_cmpstr (model_modality_get_label (&e, 1), ==, "B");
}

#define ROWS "1,2,3\n2,1,4\n3,5,1\n"
#define WIDE_ROWS "1,2,3,4,5\n2,1,4,7,2\n3,5,1,1,9\n"

static void
assert_columns (const char *header, const char *rows, const char *a, const char *b)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", header, rows);
  ModelExperiment e = open_table (text);

  assert_names (&e, a, b);
}

static void
test_columns (void)
{
  assert_columns ("sound,light,y", ROWS, "sound", "light");
  assert_columns ("sound level,light,y", ROWS, "sound level", "light");
  assert_columns ("a,b,y", ROWS, NULL, NULL);
  assert_columns ("sound_1,sound_2,light_left,light_right,y", WIDE_ROWS, "sound", "light");
  assert_columns ("temperature,tempest,light1,light2,y", WIDE_ROWS, NULL, "light");
  assert_columns ("x1,x2,x3,x4,y", WIDE_ROWS, NULL, NULL);
  /* One name for both tells nothing. */
  assert_columns ("mic 1,mic 2,mic 3,mic 4,y", WIDE_ROWS, NULL, NULL);
}

static void
test_follows (void)
{
  ModelExperiment e = open_table ("sound,light,touch,y\n1,2,3,4\n2,1,4,2\n3,5,1,7\n");

  assert_names (&e, "sound", NULL);
  g_assert_true (model_experiment_set_text (&e, MODEL_COLUMNS_A, "touch", NULL));
  g_assert_true (model_experiment_set_text (&e, MODEL_COLUMNS_B, "light", NULL));
  assert_names (&e, "touch", "light");
  g_assert_true (model_experiment_set_text (&e, MODEL_NAME_B, "eyes", NULL));
  assert_names (&e, "touch", "eyes");
  model_experiment_set (&e, MODEL_SOURCE, MODEL_SOURCE_SCALAR, NULL);
  assert_names (&e, NULL, "eyes");
}

static void
test_words (void)
{
  ModelExperiment e = open_table ("who,hum,y\na,2,3\nb,1,4\na,5,1\n");

  model_experiment_set (&e, MODEL_CATEGORIES, MODEL_CATEGORIES_ONEHOT, NULL);
  g_assert_true (model_experiment_set_text (&e, MODEL_COLUMNS_A, "who", NULL));
  assert_names (&e, "who", "hum");
}

static void
assert_cleaned (const char *name, const char *expected)
{
  g_autofree char *table = g_strdup_printf ("\"%s\",light,y\n" ROWS, name);
  ModelExperiment e = open_table (table);

  g_assert_cmpstr (model_modality_name (&e, 0), ==, expected);
}

#define ISOLATED(name) "\xe2\x81\xa8" name "\xe2\x81\xa9"

static void
test_hostile (void)
{
  g_autofree char *huge = g_strnfill (100000, 'x');

  assert_cleaned ("<b>so</b>", "<b>so</b>");
  assert_cleaned ("so\x1b[31mund\x07", "so [31mund");
  assert_cleaned ("two\nlines", "two lines");
  /* An override that would turn what follows; marks that would climb over the line above. */
  assert_cleaned ("so\xe2\x80\xaeund", "sound");
  assert_cleaned ("a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85z", "a\xcc\x81\xcc\x82z");
  assert_cleaned ("\xd7\xa7\xd7\x95\xd7\x9c", ISOLATED ("\xd7\xa7\xd7\x95\xd7\x9c"));
  assert_cleaned ("total_sulfur_dioxide", "total_sulfur_dioxide");
  assert_cleaned ("total_sulfur_dioxide_", "total_sulfur_dioxid…");
  assert_cleaned (huge, "xxxxxxxxxxxxxxxxxxx…");
  assert_cleaned ("\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b", NULL);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("plateau-names-XXXXXX", NULL);
  g_test_add_func ("/model/modality-name/given", test_given);
  g_test_add_func ("/model/modality-name/columns", test_columns);
  g_test_add_func ("/model/modality-name/follows", test_follows);
  g_test_add_func ("/model/modality-name/words", test_words);
  g_test_add_func ("/model/modality-name/hostile", test_hostile);
  result = g_test_run ();
  g_autofree char *path = g_build_filename (folder, "names.csv", NULL);
  g_remove (path);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
