/* Spawns the program and looks at what it says. */
#include "cli_fixture.h"

#include <string.h>
#include <sys/wait.h>

char *folder;

Result
run (const char *arguments)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  Result result = { NULL };

  environment = g_environ_unsetenv (environment, "DISPLAY");
  environment = g_environ_unsetenv (environment, "WAYLAND_DISPLAY");
  g_ptr_array_add (argv, (char *) g_getenv ("PLATEAU_BINARY"));
  for (int i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_ptr_array_add (argv, words[i]);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (folder, (char **) argv->pdata, environment, 0, NULL, NULL, &result.out, &result.err,
                &result.status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (result.status));
  result.status = WEXITSTATUS (result.status);
  return result;
}

void
clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}

void
assert_refused (const char *arguments, int status, const char *part)
{
  Result r = run (arguments);

  g_test_message ("plateau %s: %s", arguments, r.err);
  g_assert_cmpint (r.status, ==, status);
  g_assert_cmpstr (r.out, ==, "");
  g_assert_true (g_str_has_prefix (r.err, "plateau: "));
  g_assert_nonnull (strstr (r.err, part));
  g_assert_true (strchr (r.err, '\n') == r.err + strlen (r.err) - 1);
  clear (&r);
}
