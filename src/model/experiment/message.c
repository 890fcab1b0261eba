/* Messages in one line. */
#include "model/experiment/message.h"

#include <string.h>

static gboolean
is_shown (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  return g_unichar_isprint (c) && type != G_UNICODE_LINE_SEPARATOR &&
         type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *
model_message_clean (const char *message, int most)
{
  g_return_val_if_fail (message != NULL && most > 0, NULL);

  /* A character has six bytes at most: no more than that is looked at. */
  g_autofree char *start = g_strndup (message, (gsize) most * 6);
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  GString *line = g_string_new (NULL);
  const char *c = valid;

  for (int n = 0; *c != '\0' && n < most; c = g_utf8_next_char (c), n++)
    if (is_shown (g_utf8_get_char (c)))
      g_string_append_unichar (line, g_utf8_get_char (c));
    else if (*c == '\n')
      g_string_append (line, "\\n");
    else
      g_string_append_printf (line, "\\x%02x", g_utf8_get_char (c));
  if (*c != '\0')
    g_string_append (line, "…");
  return g_string_free (line, FALSE);
}
