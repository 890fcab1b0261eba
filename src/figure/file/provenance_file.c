/* Provenance out of files: bounded in what is read, suspicious of what is found. */
#include "figure/file/provenance_file.h"

#include "model/data/own_data.h"
#include "plot/draw/png_chunks.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define OWN_START "# Plateau "

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_KEY, what);
  return FALSE;
}

static void
add_text_cb (GMarkupParseContext *context, const char *text, gsize n, gpointer out, GError **error)
{
  g_string_append_len (out, text, (gssize) n);
}

/* The text within <metadata>, entities resolved; NULL where there is none, or where it is more than
 * text. */
static char *
find_svg_text (const char *bytes, gsize n)
{
  static const char start[] = "<metadata>", end[] = "</metadata>";
  static const GMarkupParser parser = { .text = add_text_cb };
  const char *from = memmem (bytes, n, start, strlen (start));
  const char *to =
      from != NULL ? memmem (from, n - (gsize) (from - bytes), end, strlen (end)) : NULL;
  GString *text = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, text, NULL);

  if (to != NULL && g_markup_parse_context_parse (context, from, to + strlen (end) - from, NULL) &&
      g_markup_parse_context_end_parse (context, NULL))
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

/* "(...)", as Cairo writes ASCII: parentheses balanced or escaped. */
static char *
read_pdf_literal (const char *from, const char *end)
{
  GString *text = g_string_new (NULL);
  int depth = 0;

  for (const char *c = from; c < end; c++)
    {
      if (*c == '\\' && c + 1 < end)
        g_string_append_c (text, *++c);
      else if (*c == ')' && --depth == 0)
        return g_string_free (text, FALSE);
      else if (*c != '(' || depth++ > 0)
        g_string_append_c (text, *c);
    }
  g_string_free (text, TRUE);
  return NULL;
}

/* "<FEFF...>": UTF-16, big-endian. */
static char *
read_pdf_hexadecimal (const char *from, const char *end)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (const char *c = from + 1; c + 1 < end && *c != '>'; c += 2)
    {
      const int high = g_ascii_xdigit_value (c[0]), low = g_ascii_xdigit_value (c[1]);
      guint8 byte;

      if (high < 0 || low < 0)
        return NULL;
      byte = (guint8) (high << 4 | low);
      g_byte_array_append (bytes, &byte, 1);
    }
  if (bytes->len < 2 || bytes->data[0] != 0xfe || bytes->data[1] != 0xff)
    return NULL;
  return g_convert ((const char *) bytes->data + 2, bytes->len - 2, "UTF-8", "UTF-16BE", NULL, NULL,
                    NULL);
}

/* The document's subject, which Cairo writes as it is: nothing is compressed there. */
static char *
find_pdf_text (const char *bytes, gsize n)
{
  static const char key[] = "/Subject ";
  const char *end = bytes + n, *at = memmem (bytes, n, key, strlen (key));

  if (at == NULL)
    return NULL;
  at += strlen (key);
  if (at < end && *at == '(')
    return read_pdf_literal (at, end);
  return at < end && *at == '<' ? read_pdf_hexadecimal (at, end) : NULL;
}

/* The comment of a GIF: blocks of up to 255 bytes, an empty one at the end. */
static char *
find_gif_text (const char *bytes, gsize n)
{
  const char *at = memmem (bytes, n, "\x21\xfe", 2), *end = bytes + n;
  GString *text = g_string_new (NULL);

  for (at = at != NULL ? at + 2 : end; at < end && *at != '\0';)
    {
      const gsize length = (guchar) *at;

      if (length >= (gsize) (end - at))
        break;
      g_string_append_len (text, at + 1, (gssize) length);
      at += length + 1;
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_key_line (const char *line)
{
  static gsize once;
  static GRegex *pattern;

  if (g_once_init_enter (&once))
    {
      pattern = g_regex_new ("^(\\[[a-z]+\\]|[a-z][a-z0-9_]* = .*)\\s*$", 0, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return g_regex_match (pattern, line, 0, NULL);
}

/* The comment at the head of a table, without its signs; NULL where it is no comment of ours. */
static char *
find_csv_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *found;

  if (g_ascii_strncasecmp (text, OWN_START, strlen (OWN_START)) != 0)
    return NULL;
  found = g_string_new (lines[0]);
  for (int i = 1;
       lines[i] != NULL && g_str_has_prefix (lines[i], "# ") && is_key_line (lines[i] + 2); i++)
    g_string_append_printf (found, "\n%s", lines[i] + 2);
  g_string_append_c (found, '\n');
  return g_string_free (found, FALSE);
}

/* Whether the first line that is neither empty nor a comment opens a group. */
static gboolean
is_key_file (const char *text)
{
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      line += strspn (line, " \t\r\n");
      if (*line != '#')
        return *line == '[';
    }
  return FALSE;
}

static gboolean
read_text (FigureProvenance *self, const char *bytes, gsize n, GError **error)
{
  g_autofree char *text = g_strndup (n > 0 ? bytes : "", n), *comment = NULL;

  if (strlen (text) != n || !g_utf8_validate (text, (gssize) n, NULL))
    return refuse (_ ("not a text file, nor a picture that Plateau exported; allowed are "
                      "experiments, and PNG, SVG, PDF and CSV files written by Plateau"),
                   error);
  if (is_key_file (text) || n == 0)
    return figure_provenance_from_text (self, text, error);
  comment = find_csv_text (text);
  if (comment == NULL)
    return refuse (_ ("no experiment in it; allowed are lines `key = value` in groups [data], "
                      "[network], [training], and CSV files written by Plateau"),
                   error);
  return figure_provenance_from_text (self, comment, error);
}

/* What is found in a picture has to begin as ours does, and to say which picture it is. */
static gboolean
read_picture (FigureProvenance *self, const char *text, GError **error)
{
  FigureProvenance read;

  if (text == NULL || !g_str_has_prefix (text, OWN_START) || !g_utf8_validate (text, -1, NULL))
    return refuse (_ ("a picture without an experiment in it; allowed are pictures that Plateau "
                      "exported"),
                   error);
  if (!figure_provenance_from_text (&read, text, error))
    return FALSE;
  if (read.figure[0] == '\0')
    return refuse (_ ("a picture without an experiment in it; allowed are pictures that Plateau "
                      "exported"),
                   error);
  *self = read;
  return TRUE;
}

static gboolean
begins (const char *bytes, gsize n, const char *with)
{
  return n >= strlen (with) && memcmp (bytes, with, strlen (with)) == 0;
}

gboolean
figure_provenance_from_bytes (FigureProvenance *self, const char *bytes, gsize n, GError **error)
{
  g_return_val_if_fail (self != NULL && (bytes != NULL || n == 0), FALSE);

  g_autofree char *text = NULL;

  if (begins (bytes, n, BYTE_ORDER_MARK))
    {
      bytes += strlen (BYTE_ORDER_MARK);
      n -= strlen (BYTE_ORDER_MARK);
    }
  if (begins (bytes, n, PNG_SIGNATURE))
    text = plot_png_chunks_find_text ((const guint8 *) bytes, n);
  else if (begins (bytes, n, "GIF8"))
    text = find_gif_text (bytes, n);
  else if (begins (bytes, n, "%PDF-"))
    text = find_pdf_text (bytes, n);
  else if (begins (bytes, n, "<?xml") || begins (bytes, n, "<svg"))
    text = find_svg_text (bytes, n);
  else
    return read_text (self, bytes, n, error);
  return read_picture (self, text, error);
}

static gboolean
check_kind (const char *path, GError **error)
{
  const char *problem = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    problem = g_strerror (errno);
  else if (S_ISDIR (info.st_mode))
    problem = _ ("it is a folder; choose a file in it");
  else if (!S_ISREG (info.st_mode))
    problem = _ ("it is a device or a pipe; choose a file");
  else if (info.st_size > FIGURE_PROVENANCE_MAX_BYTES)
    problem = _ ("it is larger than 64 MB; no experiment is");
  if (problem == NULL)
    return TRUE;
  g_set_error (error, G_FILE_ERROR,
               S_ISDIR (info.st_mode) ? G_FILE_ERROR_ISDIR : G_FILE_ERROR_FAILED,
               _ ("%s: cannot be opened: %s"), path, problem);
  return FALSE;
}

/* A table that Plateau has not written: somebody's data. */
static gboolean
is_own_data (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  char start[sizeof OWN_START - 1] = { 0 };
  FILE *file;

  if (!g_str_has_suffix (lower, ".csv") || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  file = g_fopen (path, "rb");
  if (file == NULL)
    return FALSE;
  const gsize n = fread (start, 1, sizeof start, file);
  fclose (file);
  return n != sizeof start || memcmp (start, OWN_START, n) != 0;
}

static gboolean
open_own_data (FigureProvenance *self, const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  FigureProvenance opened;

  figure_provenance_init (&opened);
  if (!model_own_data_set_file (&opened.run.experiment, whole, error))
    return FALSE;
  *self = opened;
  return TRUE;
}

gboolean
figure_provenance_load (FigureProvenance *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  g_autoptr (GError) local = NULL;
  g_autofree char *bytes = NULL;
  gsize n;

  if (is_own_data (path))
    return open_own_data (self, path, error);
  if (!check_kind (path, error))
    return FALSE;
  if (!g_file_get_contents (path, &bytes, &n, &local))
    {
      g_set_error (error, local->domain, local->code, _ ("%s: cannot be opened: %s"), path,
                   local->message);
      return FALSE;
    }
  if (figure_provenance_from_bytes (self, bytes, n, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}
