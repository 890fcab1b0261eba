/* Key files out of foreign hands: taken whole, or refused with the line that is wrong. */
#include "model/experiment/experiment_text.h"
#include "model/experiment/key_file.h"
#include "model/experiment/message.h"
#include "model/record/recipe.h"

#include <string.h>

static void
assert_refused (const char *text, gsize length, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = model_key_file_parse (text, length, &error);

  g_assert_null (file);
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_KEY);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_read (void)
{
  static const char text[] = "\xef\xbb\xbf# a comment\r\n\r\n[data]\r\n  rho = 0.5\r\n[ b ] \n"
                             "matrix = 1 2; 3 4\nk=[data]\r";
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), &error);
  g_autofree char *rho = NULL, *matrix = NULL, *last = NULL;

  g_assert_no_error (error);
  rho = g_key_file_get_value (file, "data", "rho", NULL);
  matrix = g_key_file_get_value (file, " b ", "matrix", NULL);
  last = g_key_file_get_value (file, " b ", "k", NULL);
  g_assert_cmpstr (rho, ==, "0.5");
  g_assert_cmpstr (matrix, ==, "1 2; 3 4");
  g_assert_cmpstr (last, ==, "[data]");
}

static void
test_empty (void)
{
  g_autoptr (GKeyFile) file = model_key_file_parse ("", 0, NULL);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  g_assert_cmpuint (g_strv_length (groups), ==, 0);
}

static void
test_refused (void)
{
  static const char *const cases[][2] = {
    { "[a]\nx = 1\ny = 2\nx = 1\n", "line 4: [a] x: given twice" },
    { "[a]\nx=1\n x =2\n", "line 3: [a] x: given twice" },
    { "[a]\nx = 1\n[b]\n\n[a]\n", "line 5: [a]: given twice" },
    { "[a]\nx = 1\n[b]\nx = 1\n[a] \n", "line 5: [a]: given twice" },
    { "x = 1\n", "line 1: allowed are lines" },
    { "[a]\nsecret\n", "line 2: allowed are lines" },
    { "[a]\n= 1\n", "line 2: allowed are lines" },
    { "[a\n", "line 1: a group" },
    { "[a] b\n", "line 1: a group" },
    { "[]\n", "name that is not allowed" },
    { "[a]\nx[ = 1\n", "name that is not allowed" },
    { "[a]\nx = 1\r2\n", "line 2: a carriage return" },
    { "[a]\nx = 1\r\r\n", "line 2: a carriage return" },
    { "[a]\nx = 1\r\r", "line 2: a carriage return" },
    { "[a]\nx = \xff\n", "UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i][0], strlen (cases[i][0]), cases[i][1]);
  assert_refused ("[a]\nx\0 = 1\n", 11, "UTF-8");
}

/* What is not for this language is not dropped. */
static void
test_languages (void)
{
  g_autoptr (GError) error = NULL;
  ModelExperiment experiment;

  g_assert_false (model_experiment_from_text (&experiment, "[data]\nrho[tt] = 0.5\n", &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_KEY);
}

static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("[a]\n");

  for (int i = 0; i < MODEL_KEY_FILE_MAX_KEYS; i++)
    g_string_append_printf (text, "k%d = 1\n", i);
  assert_refused (text->str, text->len, "line 1001: more than 1000 groups and keys");
  g_string_assign (text, "[a]\n#");
  while (text->len <= MODEL_KEY_FILE_MAX_BYTES)
    g_string_append (text, "0123456789abcdef0123456789abcdef");
  assert_refused (text->str, text->len, "allowed are up to 16777216");
}

static void
test_escapes (void)
{
  static const char text[] = "[a]\nk = a\\sb\\nc\\\\n\\t\\r\nend = x\\\nwrong = \\q \\q\nempty =\n";
  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), NULL);
  g_autofree char *value = model_key_file_dup_string (file, "a", "k", NULL);
  g_autofree char *empty = model_key_file_dup_string (file, "a", "empty", NULL);
  static const char *const wrong[] = { "end", "wrong", "away" };

  g_assert_cmpstr (value, ==, "a b\nc\\n\t\r");
  g_assert_cmpstr (empty, ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (model_key_file_dup_string (file, "a", wrong[i], &error));
      g_assert_error (error, MODEL_ERROR, MODEL_ERROR_KEY);
      g_assert_nonnull (strstr (error->message, wrong[i]));
    }
}

/* Lists in a key are bounded however long they are. */
static void
test_kicks (void)
{
  g_autoptr (GString) text = g_string_new ("[run]\nkicks = 1 1 1");
  g_autoptr (GError) error = NULL;
  ModelRecipe recipe;

  for (int i = 2; i <= MODEL_KICK_MAX; i++)
    g_string_append_printf (text, "; %d 1 1", i);
  g_assert_true (model_recipe_from_text (&recipe, text->str, NULL));
  g_assert_cmpint (recipe.kicks.n, ==, MODEL_KICK_MAX);
  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "; %d 1 1", 100 + i);
  g_assert_false (model_recipe_from_text (&recipe, text->str, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_KEY);
}

static void
test_message (void)
{
  static const char *const cases[][2] = {
    { "plain ü", "plain ü" },
    { "a\nb", "a\\nb" },
    { "\x1b[2J", "\\x1b[2J" },
    { "\xc2\x9b"
      "2J",
      "\\x9b2J" },
    { "exe.\xe2\x80\xae"
      "gpj",
      "exe.\\x202egpj" },
    { "\xe2\x80\xa8", "\\x2028" },
    { "\xe2\x81\xa8\xd7\x90\xe2\x81\xa9", "\xd7\x90" },
    { "\xff", "\xef\xbf\xbd" },
    { "0123456789x", "0123456789…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = model_message_clean (cases[i][0], 10);

      g_assert_cmpstr (line, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/key-file/read", test_read);
  g_test_add_func ("/model/key-file/empty", test_empty);
  g_test_add_func ("/model/key-file/refused", test_refused);
  g_test_add_func ("/model/key-file/languages", test_languages);
  g_test_add_func ("/model/key-file/large", test_large);
  g_test_add_func ("/model/key-file/escapes", test_escapes);
  g_test_add_func ("/model/key-file/kicks", test_kicks);
  g_test_add_func ("/model/message", test_message);
  return g_test_run ();
}
