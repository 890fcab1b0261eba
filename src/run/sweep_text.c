/* Key files written with blanks around the equals sign, which GKeyFile's own writer leaves out. */
#include "run/sweep_text.h"

#include "model/experiment/key_file.h"

#include <string.h>

char *
run_sweep_text_format (GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  GString *text = g_string_new (NULL);

  for (int i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      if (keys == NULL || keys[0] == NULL)
        continue;
      g_string_append_printf (text, "%s[%s]\n", text->len > 0 ? "\n" : "", groups[i]);
      for (int j = 0; keys[j] != NULL; j++)
        {
          g_autofree char *value = g_key_file_get_value (file, groups[i], keys[j], NULL);

          g_string_append_printf (text, "%s = %s\n", keys[j], g_strstrip (value));
        }
    }
  return g_string_free (text, FALSE);
}

char *
run_sweep_text_set (const char *text, const char *group, const char *key, const char *value)
{
  g_return_val_if_fail (text != NULL && group != NULL && key != NULL && value != NULL, NULL);

  g_autoptr (GKeyFile) file = model_key_file_parse (text, strlen (text), NULL);

  g_return_val_if_fail (file != NULL, NULL);
  g_key_file_set_value (file, group, key, value);
  return run_sweep_text_format (file);
}

/* Lines of a text, and where in them a key is, or belongs. */
typedef struct
{
  char **lines;
  int line; /* of the key; -1: there is none */
  int end;  /* behind the last line of its group that is not empty; -1: no group */
} Place;

static gboolean
is_group (const char *line, const char *group)
{
  const gsize n = strlen (group);

  return line[0] == '[' && strncmp (line + 1, group, n) == 0 && line[n + 1] == ']';
}

static gboolean
is_key (const char *line, const char *key)
{
  const char *start = line + strspn (line, " \t");
  const gsize n = strlen (key);

  return strncmp (start, key, n) == 0 && start[n + strspn (start + n, " \t")] == '=';
}

static Place
find_place (const char *text, const char *group, const char *key)
{
  Place self = { g_strsplit (text, "\n", -1), -1, -1 };
  gboolean within = FALSE;

  for (int i = 0; self.lines[i] != NULL; i++)
    {
      if (self.lines[i][0] == '[')
        within = is_group (self.lines[i], group);
      if (within && self.line < 0 && is_key (self.lines[i], key))
        self.line = i;
      if (within && self.lines[i][strspn (self.lines[i], " \t\r")] != '\0')
        self.end = i + 1;
    }
  return self;
}

char *
run_sweep_text_edit (const char *text, const char *group, const char *key, const char *value)
{
  g_return_val_if_fail (text != NULL && group != NULL && key != NULL, NULL);

  const Place place = find_place (text, group, key);
  g_auto (GStrv) lines = place.lines;
  g_autofree char *line = value != NULL ? g_strdup_printf ("%s = %s", key, value) : NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (place.line < 0 && line == NULL)
    return g_strdup (text);
  if (place.end < 0)
    return g_strdup_printf ("[%s]\n%s\n%s%s", group, line, text[0] != '\0' ? "\n" : "", text);
  for (int i = 0; lines[i] != NULL; i++)
    {
      if (i == place.end && place.line < 0)
        g_ptr_array_add (kept, line);
      if (i != place.line)
        g_ptr_array_add (kept, lines[i]);
      else if (line != NULL)
        g_ptr_array_add (kept, line);
      if (lines[i + 1] == NULL && place.end == i + 1 && place.line < 0)
        g_ptr_array_add (kept, line);
    }
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("\n", (char **) kept->pdata);
}

char *
run_sweep_text_find (const char *text, const char *group, const char *key)
{
  g_return_val_if_fail (text != NULL && group != NULL && key != NULL, NULL);

  const Place place = find_place (text, group, key);
  g_auto (GStrv) lines = place.lines;
  char *value;

  if (place.line < 0)
    return NULL;
  value = g_strdup (strchr (lines[place.line], '=') + 1);
  value[strcspn (value, "#\r")] = '\0';
  return g_strstrip (value);
}
