/* Looks at the lines of a key file before GLib does. */
#include "model/experiment/key_file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GHashTable *seen; /* "[group]", and "[group] key" */
  char *group;      /* or NULL before the first */
  int line;         /* from 1 */
  GError **error;
} Scan;

static gboolean
refuse (const Scan *self, const char *what)
{
  g_set_error (self->error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("line %d: %s"), self->line, what);
  return FALSE;
}

/* Takes the name. */
static gboolean
see (Scan *self, char *name)
{
  g_autofree char *what = NULL;

  if (g_hash_table_size (self->seen) == MODEL_KEY_FILE_MAX_KEYS)
    what = g_strdup_printf (_ ("more than %d groups and keys"), MODEL_KEY_FILE_MAX_KEYS);
  else if (g_hash_table_contains (self->seen, name))
    what = g_strdup_printf (_ ("%s: given twice"), name);
  if (what != NULL)
    {
      g_free (name);
      return refuse (self, what);
    }
  g_hash_table_add (self->seen, name);
  return TRUE;
}

/* "[data]", blanks behind it. */
static gboolean
scan_group (Scan *self, const char *text, const char *end)
{
  const char *close = memchr (text, ']', (gsize) (end - text));

  for (const char *c = close; c != NULL && c + 1 < end; c++)
    if (!g_ascii_isspace (c[1]))
      close = NULL;
  if (close == NULL)
    return refuse (self, _ ("a group is a name in brackets, such as [data]"));
  g_free (self->group);
  self->group = g_strndup (text, (gsize) (close + 1 - text));
  return see (self, g_strdup (self->group));
}

static gboolean
scan_line (Scan *self, const char *text, const char *end)
{
  const char *equals;
  g_autofree char *key = NULL;

  while (text < end && g_ascii_isspace (*text))
    text++;
  /* One belongs to the line's end; GLib would take a second for a part of the value. */
  if (text < end && end[-1] == '\r')
    end--;
  if (text == end || *text == '#')
    return TRUE;
  /* Some readers would take it for the line's end, others for a blank. */
  for (const char *c = text; c < end; c++)
    if (strchr ("\r\f\v", *c) != NULL)
      return refuse (self, _ ("a carriage return or a form feed in the line"));
  if (*text == '[')
    return scan_group (self, text, end);
  equals = memchr (text, '=', (gsize) (end - text));
  if (equals == NULL || equals == text || self->group == NULL)
    return refuse (self, _ ("allowed are lines `key = value` in groups such as [data]"));
  key = g_strchomp (g_strndup (text, (gsize) (equals - text)));
  return see (self, g_strconcat (self->group, " ", key, NULL));
}

static gboolean
scan (const char *text, gsize length, GError **error)
{
  Scan self = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), NULL, 1, error };
  const char *end = text + length;
  gboolean ok = TRUE;

  while (ok && text < end)
    {
      const char *next = memchr (text, '\n', (gsize) (end - text));

      ok = scan_line (&self, text, next != NULL ? next : end);
      text = next != NULL ? next + 1 : end;
      self.line++;
    }
  g_hash_table_unref (self.seen);
  g_free (self.group);
  return ok;
}

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length > MODEL_KEY_FILE_MAX_BYTES)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("%zu bytes of text; allowed are up to %d"),
                 length, MODEL_KEY_FILE_MAX_BYTES);
  /* A zero byte is none of UTF-8 here. */
  else if (!g_utf8_validate (text, (gssize) length, NULL))
    g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("not a text in UTF-8"));
  else
    return TRUE;
  return FALSE;
}

GKeyFile *
model_key_file_parse (const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (length >= strlen (MODEL_BYTE_ORDER_MARK) &&
      memcmp (text, MODEL_BYTE_ORDER_MARK, strlen (MODEL_BYTE_ORDER_MARK)) == 0)
    {
      text += strlen (MODEL_BYTE_ORDER_MARK);
      length -= strlen (MODEL_BYTE_ORDER_MARK);
    }
  if (!check_text (text, length, error) || !scan (text, length, error))
    return NULL;
  /* Of a last line that does not end, GLib would leave it in the value. */
  if (length > 0 && text[length - 1] == '\r')
    length--;
  /* What is left to refuse: names that GLib does not take for keys. */
  if (length > 0 &&
      !g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_KEY,
                           _ ("a key or a group has a name that is not allowed"));
      return NULL;
    }
  return g_steal_pointer (&file);
}

/* Resolves escapes in place; FALSE where one is none. */
static gboolean
unescape (char *text)
{
  static const char escapes[] = "sntr\\", meant[] = " \n\t\r\\";
  char *out = text;

  for (const char *c = text; *c != '\0'; c++)
    if (*c != '\\')
      *out++ = *c;
    else
      {
        const char *found = memchr (escapes, *++c, sizeof escapes - 1);

        if (found == NULL)
          return FALSE;
        *out++ = meant[found - escapes];
      }
  *out = '\0';
  return TRUE;
}

char *
model_key_file_dup_string (GKeyFile *file, const char *group, const char *key, GError **error)
{
  g_autofree char *value = g_key_file_get_value (file, group, key, NULL);

  if (value != NULL && unescape (value))
    return g_steal_pointer (&value);
  if (value == NULL)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[%s] %s: is missing"), group, key);
  else
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[%s] %s: allowed escapes are %s"), group,
                 key, "\\s, \\n, \\t, \\r, \\\\");
  return NULL;
}
