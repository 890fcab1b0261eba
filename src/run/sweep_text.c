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
