/* Lines are blanked one by one: no rule has to be known for it. */
#include "run/sweep_fault.h"

#include "run/sweep.h"

#define MOST_LINES 100

static char *
find_problem (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RunSweep) sweep = run_sweep_parse (text, &error);

  return sweep == NULL ? g_strdup (error->message) : NULL;
}

static gboolean
is_fault (char **lines, int i, const char *problem)
{
  char *line = lines[i];
  g_autofree char *text = NULL, *other = NULL;

  lines[i] = (char *) "";
  text = g_strjoinv ("\n", lines);
  lines[i] = line;
  other = find_problem (text);
  return g_strcmp0 (other, problem) != 0;
}

static void
find (char **lines, gboolean headlines, const char *problem, GArray *found)
{
  for (int i = 0; lines[i] != NULL; i++)
    if ((lines[i][0] == '[') == headlines && lines[i][0] != '#' && lines[i][0] != '\0' &&
        is_fault (lines, i, problem))
      g_array_append_val (found, i);
}

GArray *
run_sweep_fault_find (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *problem = find_problem (text);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int));

  if (problem == NULL || g_strv_length (lines) > MOST_LINES)
    return found;
  find (lines, FALSE, problem, found);
  if (found->len == 0)
    find (lines, TRUE, problem, found);
  return found;
}
