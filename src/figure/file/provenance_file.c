/* Provenance out of files: bounded in what is read, suspicious of what is found. */
#include "figure/file/provenance_file.h"

#include "figure/file/pdf_text.h"
#include "model/data/input_file.h"
#include "model/data/own_data.h"
#include "model/experiment/key_file.h"
#include "plot/draw/png_chunks.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define WEBM_START "\x1a\x45\xdf\xa3"
#define OWN_START "# Plateau "
#define BLANKS " \t\r\n"
#define MOST_TEXT (1 << 20)  /* of a film */
#define HEAD_BYTES 4096      /* of a file that may be somebody's data */
#define MOST_HEAD_LINES 2000 /* of a table; a comment of ours has far fewer */

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_KEY, what);
  return FALSE;
}

static gboolean
begins (const char *bytes, gsize n, const char *with)
{
  return n >= strlen (with) && memcmp (bytes, with, strlen (with)) == 0;
}

/* Of the document that is read: text within <metadata>, whatever its attributes and prefix. */
typedef struct
{
  GString *text; /* of the present one */
  int depth;     /* in elements from there on; 0: outside */
} SvgMetadata;

static void
open_element_cb (GMarkupParseContext *context,
                 const char *name,
                 const char **attributes,
                 const char **values,
                 gpointer data,
                 GError **error)
{
  SvgMetadata *self = data;
  const char *colon = strrchr (name, ':');

  if (self->depth > 0)
    self->depth++;
  else if (!g_str_has_prefix (self->text->str + strspn (self->text->str, BLANKS), OWN_START) &&
           g_str_equal (colon != NULL ? colon + 1 : name, "metadata"))
    {
      g_string_truncate (self->text, 0);
      self->depth = 1;
    }
}

static void
close_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  SvgMetadata *self = data;

  if (self->depth > 0)
    self->depth--;
}

static void
add_text_cb (GMarkupParseContext *context, const char *text, gsize n, gpointer data, GError **error)
{
  SvgMetadata *self = data;

  if (self->depth == 1)
    g_string_append_len (self->text, text, (gssize) n);
}

/* The first <metadata> that begins as ours does: other programs that save the picture again add
 * attributes, or further ones. NULL where it is no XML. */
static char *
find_svg_text (const char *bytes, gsize n)
{
  static const GMarkupParser parser = { open_element_cb, close_element_cb, add_text_cb, NULL,
                                        NULL };
  SvgMetadata found = { g_string_new (NULL), 0 };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &found, NULL);
  const gboolean whole = g_markup_parse_context_parse (context, bytes, (gssize) n, NULL) &&
                         g_markup_parse_context_end_parse (context, NULL);
  gsize blank;

  if (!whole)
    {
      g_string_free (found.text, TRUE);
      return NULL;
    }
  blank = strspn (found.text->str, BLANKS);
  g_string_erase (found.text, 0, (gssize) blank);
  return g_string_free (found.text, FALSE);
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

/* What GStreamer writes of a text that has more than letters in it: in quotes, with a backslash
 * before all else, three octal digits behind that before what is no ASCII. */
static char *
unwrap (const char *text, gsize n)
{
  GString *plain = g_string_new (NULL);

  n = strnlen (text, n);
  if (n < 2 || text[0] != '"')
    return g_string_free (g_string_append_len (plain, text, (gssize) n), FALSE);
  for (gsize i = 1; i < n - 1; i++)
    {
      if (text[i] == '\\' && i + 3 < n && g_ascii_isdigit (text[i + 1]))
        {
          g_string_append_c (
              plain, (char) (text[i + 1] << 6 | (text[i + 2] & 7) << 3 | (text[i + 3] & 7)));
          i += 3;
          continue;
        }
      i += text[i] == '\\';
      g_string_append_c (plain, text[i]);
    }
  return g_string_free (plain, FALSE);
}

/* A number as EBML has it: as many bytes more as the first has zeros before its first bit. */
static gboolean
read_ebml_size (const char **at, const char *end, guint64 *size)
{
  const guchar first = *at < end ? (guchar) * *at : 0;
  const int more = 7 - g_bit_nth_msf (first, -1);

  if (first == 0 || end - *at <= more)
    return FALSE;
  *size = first & ((0x80u >> more) - 1);
  for (int i = 1; i <= more; i++)
    *size = *size << 8 | (guchar) (*at)[i];
  *at += 1 + more;
  return *size <= (guint64) (end - *at);
}

/* The text of a tag of Matroska, which WebM is: the element 0x4487. */
static char *
find_webm_text (const char *bytes, gsize n)
{
  const char *end = bytes + n;

  for (const char *at = memmem (bytes, n, "\x44\x87", 2); at != NULL;
       at = memmem (at, (gsize) (end - at), "\x44\x87", 2))
    {
      g_autofree char *text = NULL;
      const char *content = at += 2;
      guint64 size;

      if (!read_ebml_size (&content, end, &size) || size > MOST_TEXT)
        continue;
      text = unwrap (content, (gsize) size);
      if (g_str_has_prefix (text, OWN_START))
        return g_steal_pointer (&text);
    }
  return NULL;
}

/* The comment of an MP4: an atom "\251cmt", in it an atom "data" with its length before its name,
 * and eight bytes of kind and language. */
static char *
find_mp4_text (const char *bytes, gsize n)
{
  const char *end = bytes + n, *at = memmem (bytes, n, "\251cmt", 4), *data;
  gsize length = 0;

  if (at == NULL || end - at < 20 || memcmp (at + 8, "data", 4) != 0)
    return NULL;
  for (int i = 4; i < 8; i++)
    length = length << 8 | (guchar) at[i];
  data = at + 20;
  if (length < 16 || length - 16 > (gsize) (end - data))
    return NULL;
  return g_strndup (data, length - 16);
}

/* The lines of a PostScript file that are provenance. */
static char *
find_eps_text (const char *bytes, gsize n)
{
  static const char start[] = FIGURE_EXPORT_EPS_COMMENT;
  const char *end = bytes + n;
  GString *text = g_string_new (NULL);

  for (const char *line = bytes; line < end;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));
      const gsize length = (gsize) ((next != NULL ? next : end) - line);

      if (length >= strlen (start) && memcmp (line, start, strlen (start)) == 0)
        {
          g_string_append_len (text, line + strlen (start), (gssize) (length - strlen (start)));
          g_string_append_c (text, '\n');
        }
      line += length + 1;
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
      pattern = g_regex_new ("^(\\[[a-z]+\\]\\s*$|[a-z][a-z0-9_]* = )", 0, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return g_regex_match (pattern, line, 0, NULL);
}

/* A line as it was before a spreadsheet saved the table again: it makes all lines equally wide, and
 * may quote them. @pad: the separator that was added, or 0 */
static char *
unpad (const char *line, char pad)
{
  const gboolean quoted = line[0] == '"';
  GString *plain = g_string_new (quoted ? NULL : line);

  for (const char *c = line + 1; quoted && *c != '\0' && (c[0] != '"' || c[1] == '"'); c++)
    {
      g_string_append_c (plain, *c);
      c += *c == '"';
    }
  while (plain->len > 0 &&
         (plain->str[plain->len - 1] == '\r' || (pad != '\0' && plain->str[plain->len - 1] == pad)))
    g_string_truncate (plain, plain->len - 1);
  return g_string_free (plain, FALSE);
}

/* The separator that the first line ends with, or 0. */
static char
find_pad (const char *line)
{
  const gsize n = strcspn (line, "\r\n");

  return n > 0 && strchr (",;\t", line[n - 1]) != NULL ? line[n - 1] : '\0';
}

/* The comment at the head of a table, without its signs; NULL where it is no comment of ours, or
 * one in which something like a key is left behind. */
static char *
find_csv_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MOST_HEAD_LINES);
  const char pad = find_pad (lines[0]);
  GString *found = g_string_new (NULL);
  gboolean in_head = TRUE, left_behind = FALSE, has_group = FALSE;

  for (int i = 0; lines[i] != NULL && i < MOST_HEAD_LINES - 1 && strspn (lines[i], "\"#") > 0; i++)
    {
      g_autofree char *line = unpad (lines[i], pad);
      const gboolean is_key = g_str_has_prefix (line, "# ") && is_key_line (line + 2);

      if (i == 0 && g_ascii_strncasecmp (line, OWN_START, strlen (OWN_START)) != 0)
        break;
      in_head = in_head && (i == 0 || is_key);
      left_behind = left_behind || (is_key && !in_head);
      has_group = has_group || (is_key && line[2] == '[');
      if (in_head)
        g_string_append_printf (found, "%s\n", i == 0 ? line : line + 2);
    }
  return g_string_free (found, left_behind || !has_group);
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
                      "experiments, and PNG, SVG, PDF, EPS and CSV files written by Plateau"),
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

gboolean
figure_provenance_from_bytes (FigureProvenance *self, const char *bytes, gsize n, GError **error)
{
  g_return_val_if_fail (self != NULL && (bytes != NULL || n == 0), FALSE);

  g_autofree char *text = NULL;

  if (begins (bytes, n, MODEL_BYTE_ORDER_MARK))
    {
      bytes += strlen (MODEL_BYTE_ORDER_MARK);
      n -= strlen (MODEL_BYTE_ORDER_MARK);
    }
  if (begins (bytes, n, PNG_SIGNATURE))
    text = plot_png_chunks_find_text ((const guint8 *) bytes, n);
  else if (begins (bytes, n, "GIF8"))
    text = find_gif_text (bytes, n);
  else if (begins (bytes, n, WEBM_START))
    text = find_webm_text (bytes, n);
  else if (n > 12 && memcmp (bytes + 4, "ftyp", 4) == 0)
    text = find_mp4_text (bytes, n);
  else if (begins (bytes, n, "%PDF-"))
    text = figure_pdf_text_find (bytes, n);
  else if (begins (bytes, n, "%!PS-"))
    text = find_eps_text (bytes, n);
  else if (begins (bytes, n, "<?xml") || begins (bytes, n, "<svg") || begins (bytes, n, "<!--"))
    text = find_svg_text (bytes, n);
  else
    return read_text (self, bytes, n, error);
  return read_picture (self, text, error);
}

/* What tables are called; each may be packed. */
static gboolean
has_table_name (const char *path)
{
  static const char *const endings[] = { ".csv", ".tsv", ".tab", ".txt", ".dat", ".data" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".gz"))
    lower[strlen (lower) - strlen (".gz")] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* A key file: its first line that is no comment names a group; lists of other programs begin with
 * a bracket, too. */
static gboolean
begins_with_group (const char *text)
{
  while (g_ascii_isspace (*text) || *text == '#')
    text += *text == '#' ? strcspn (text, "\n") : 1;
  return text[0] == '[' && g_ascii_isalpha (text[1]);
}

/* A table that Plateau has not written: somebody's data. */
static gboolean
is_own_data (const char *path)
{
  g_autofree char *start = NULL;
  const char *text;
  gsize n;

  if (!has_table_name (path))
    return FALSE;
  start = model_input_file_read_start (path, HEAD_BYTES, &n, NULL);
  if (start == NULL)
    return FALSE;
  text = g_str_has_prefix (start, MODEL_BYTE_ORDER_MARK) ? start + strlen (MODEL_BYTE_ORDER_MARK)
                                                         : start;
  return g_ascii_strncasecmp (text + (*text == '"'), OWN_START, strlen (OWN_START)) != 0 &&
         !begins_with_group (text);
}

static gboolean
name_own_data (FigureProvenance *self, const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  FigureProvenance named;

  figure_provenance_init (&named);
  if (!model_experiment_set_text (&named.run.experiment, MODEL_FILE, whole, error))
    return FALSE;
  model_experiment_set (&named.run.experiment, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
  named.splits_inputs = TRUE;
  *self = named;
  return TRUE;
}

static gboolean
is_of_file (const ModelExperiment *experiment)
{
  return model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE;
}

gboolean
figure_provenance_needs_data (const FigureProvenance *self)
{
  return is_of_file (&self->run.experiment) ||
         (self->run.is_fork && is_of_file (&self->run.parent.experiment));
}

gboolean
figure_provenance_load_data (FigureProvenance *self, const int *cancel, GError **error)
{
  ModelRecipe *run = &self->run;
  const char *path = model_experiment_get_text (&run->experiment, MODEL_FILE);

  if (self->splits_inputs && !model_own_data_set_file (&run->experiment, path, cancel, error))
    return FALSE;
  self->splits_inputs = FALSE;
  return model_own_data_load_for (&run->experiment, cancel, error) &&
         (!run->is_fork || model_own_data_load_for (&run->parent.experiment, cancel, error)) &&
         model_recipe_validate (run, error);
}

typedef void (*PathFunc) (ModelExperiment *experiment, const char *naming_file);

static void
name_recipe_data (ModelRecipe *recipe, PathFunc name, const char *path)
{
  name (&recipe->experiment, path);
  if (recipe->is_fork)
    name (&recipe->parent.experiment, path);
}

/* Of every run in it: where a file is that another one names. */
static void
name_data (FigureProvenance *self, PathFunc name, const char *path)
{
  name_recipe_data (&self->run, name, path);
  for (int i = 0; i < self->compared.n_pins; i++)
    name_recipe_data (&self->compared.pins[i], name, path);
  if (self->compared.has_ghost)
    name_recipe_data (&self->compared.ghost, name, path);
}

void
figure_provenance_relate_data (FigureProvenance *self, const char *path)
{
  name_data (self, model_own_data_relate, path);
}

gboolean
figure_provenance_load (FigureProvenance *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  g_autofree char *bytes = NULL;
  gsize n;

  if (is_own_data (path))
    return name_own_data (self, path, error);
  bytes = model_input_file_read (path, FIGURE_PROVENANCE_MAX_BYTES, &n, error);
  if (bytes == NULL)
    return FALSE;
  if (!figure_provenance_from_bytes (self, bytes, n, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  name_data (self, model_own_data_resolve, path);
  return TRUE;
}
