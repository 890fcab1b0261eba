/* Messages in one line. */
#include "model/experiment/message.h"

#include <string.h>

enum
{
  MOST_MARKS = 2 /* above or below one letter */
};

/* Around names that are written from right to left. */
#define ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"

static gboolean
is_mark (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* What is written from right to left. */
static gboolean
is_mirrored (gunichar c)
{
  return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00) ||
         (c >= 0x10800 && c < 0x11000) || (c >= 0x1e800 && c < 0x1f000);
}

/* What has a shape or parts words; neither steers nor turns nor hides. */
static gboolean
has_shape (gunichar c)
{
  return g_unichar_isprint (c) && !g_unichar_iszerowidth (c);
}

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
    if (g_str_has_prefix (c, ISOLATE) || g_str_has_prefix (c, POP_ISOLATE))
      continue;
    else if (is_shown (g_utf8_get_char (c)))
      g_string_append_unichar (line, g_utf8_get_char (c));
    else if (*c == '\n')
      g_string_append (line, "\\n");
    else
      g_string_append_printf (line, "\\x%02x", g_utf8_get_char (c));
  if (*c != '\0')
    g_string_append (line, "…");
  return g_string_free (line, FALSE);
}

/* Leaves room for an ellipsis behind at most so many characters. */
static void
shorten (GString *name, int most)
{
  while (g_utf8_strlen (name->str, -1) > most - 1)
    g_string_truncate (name, (gsize) (g_utf8_prev_char (name->str + name->len) - name->str));
  g_string_append (name, "…");
}

char *
model_message_clean_name (const char *text, int most)
{
  g_return_val_if_fail (text != NULL && most > 1, NULL);

  g_autofree char *start = g_strndup (text, (gsize) most * 64);
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean mirrored = FALSE, blank = FALSE, tells = FALSE;
  int n = 0, marks = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        blank = name->len > 0;
      else if (is_mark (c) && name->len > 0 && marks < MOST_MARKS)
        {
          marks++;
          g_string_append_unichar (name, c);
        }
      else if (!is_mark (c) && has_shape (c))
        {
          n += 1 + blank;
          if (n > most)
            {
              shorten (name, most);
              break;
            }
          if (blank)
            g_string_append_c (name, ' ');
          g_string_append_unichar (name, c);
          blank = FALSE;
          marks = 0;
          mirrored = mirrored || is_mirrored (c);
          tells = tells || g_unichar_isgraph (c);
        }
    }
  if (mirrored && tells)
    {
      g_string_prepend (name, ISOLATE);
      g_string_append (name, POP_ISOLATE);
    }
  return g_strdup (tells ? name->str : "");
}
