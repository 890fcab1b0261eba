/* Looks for /Subject, and reads what follows as PDF 1.7 (ISO 32000-1, 7.3.4 and 7.5.7) has it. */
#include "figure/file/pdf_text.h"

#include <gio/gio.h>
#include <string.h>

#define KEY "/Subject"
#define BLANKS " \t\r\n\f"
/* Of a stream of objects, packed and not, and of such streams in a file. */
#define MOST_PACKED (4 << 20)
#define MOST_BYTES (4 << 20)
#define MOST_STREAMS 2000

/* What stays as it is in a line; all else, the end of a line and what strings of PDF escape too, is
 * "%0A": Cairo then writes ASCII, which archives can take over. */
#define PLAIN " !\"#$&'*+,/:;<=>?@[]^`{|}"

/* A part of the file. */
typedef struct
{
  const char *at, *end;
} Part;

char *
figure_pdf_text_to_line (const char *text)
{
  return g_uri_escape_string (text, PLAIN, FALSE);
}

/* As it was; files of earlier versions have several lines as they are. */
static char *
to_lines (char *line)
{
  char *text =
      line != NULL && strchr (line, '\n') == NULL ? g_uri_unescape_string (line, NULL) : NULL;

  if (text == NULL)
    return line;
  g_free (line);
  return text;
}

/* One escaped character of a literal string; moves behind it. */
static void
append_escaped (GByteArray *out, Part *p)
{
  static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
  const char *known = strchr (letters, *p->at);
  guint8 byte = (guint8) *p->at;
  int digits = 0, octal = 0;

  for (; digits < 3 && p->at < p->end && *p->at >= '0' && *p->at <= '7'; digits++)
    octal = 8 * octal + *p->at++ - '0';
  if (digits > 0)
    byte = (guint8) octal;
  else
    p->at++;
  if (digits == 0 && (byte == '\n' || byte == '\r'))
    return; /* a line that goes on */
  if (digits == 0 && known != NULL && *known != '\0')
    byte = (guint8) values[known - letters];
  g_byte_array_append (out, &byte, 1);
}

/* "(...)": parentheses balanced or escaped. */
static gboolean
read_literal (GByteArray *out, Part p)
{
  int depth = 1;

  for (p.at++; p.at < p.end;)
    {
      const char c = *p.at;

      if (c == '\\' && p.at + 1 < p.end)
        {
          p.at++;
          append_escaped (out, &p);
          continue;
        }
      depth += (c == '(') - (c == ')');
      if (depth == 0)
        return TRUE;
      g_byte_array_append (out, (const guint8 *) p.at++, 1);
    }
  return FALSE;
}

/* "<...>"; a digit that is missing is 0. */
static gboolean
read_hexadecimal (GByteArray *out, Part p)
{
  int digits = 0, byte = 0;

  for (p.at++; p.at < p.end; p.at++)
    {
      const int digit = g_ascii_xdigit_value (*p.at);

      if (digit >= 0)
        byte = 16 * byte + digit;
      else if (*p.at == '>' && digits % 2 == 1)
        byte *= 16;
      else if (*p.at != '>' && strchr (BLANKS, *p.at) == NULL)
        return FALSE;
      if ((digit >= 0 && ++digits % 2 == 0) || (*p.at == '>' && digits % 2 == 1))
        {
          const guint8 value = (guint8) byte;

          g_byte_array_append (out, &value, 1);
          byte = 0;
        }
      if (*p.at == '>')
        return TRUE;
    }
  return FALSE;
}

static void
skip_blanks (Part *p)
{
  while (p->at < p->end && *p->at != '\0' && strchr (BLANKS, *p->at) != NULL)
    p->at++;
}

/* UTF-16 where it begins with the mark of it; else what is ASCII of it. */
static char *
decode (GByteArray *bytes)
{
  if (bytes->len >= 2 && bytes->data[0] == 0xfe && bytes->data[1] == 0xff)
    return g_convert ((const char *) bytes->data + 2, bytes->len - 2, "UTF-8", "UTF-16BE", NULL,
                      NULL, NULL);
  return g_strndup ((const char *) bytes->data, bytes->len);
}

static char *
read_string (Part p)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  skip_blanks (&p);
  if (p.at == p.end || !(*p.at == '('   ? read_literal (bytes, p)
                         : *p.at == '<' ? read_hexadecimal (bytes, p)
                                        : FALSE))
    return NULL;
  return bytes->len > 0 ? decode (bytes) : NULL;
}

static const char *
find (Part p, const char *what)
{
  return p.at < p.end ? memmem (p.at, (gsize) (p.end - p.at), what, strlen (what)) : NULL;
}

/* "12 0 R": the string is an object of its own. */
static char *
read_reference (Part whole, Part p)
{
  g_autofree char *number = NULL, *head = NULL;
  gsize n = 0;

  skip_blanks (&p);
  while (p.at + n < p.end && n < 10 && g_ascii_isdigit (p.at[n]))
    n++;
  if (n == 0 || find ((Part){ p.at + n, MIN (p.end, p.at + n + 6) }, " R") == NULL)
    return NULL;
  number = g_strndup (p.at, n);
  head = g_strdup_printf ("\n%s 0 obj", number);
  p.at = find (whole, head);
  if (p.at == NULL)
    return NULL;
  return read_string ((Part){ p.at + strlen (head), whole.end });
}

/* The last that can be read: a file that is saved again may keep the one before. */
static char *
find_in (Part part, Part whole)
{
  char *found = NULL;

  for (const char *at = find (part, KEY); at != NULL; at = find (part, KEY))
    {
      char *text;

      part.at = at + strlen (KEY);
      text = read_string (part);
      if (text == NULL)
        text = read_reference (whole, part);
      if (text == NULL)
        continue;
      g_free (found);
      found = text;
    }
  return found;
}

/* Unpacked; NULL where it is not packed so, or too large. */
static GByteArray *
inflate (Part packed)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GInputStream) bytes =
      g_memory_input_stream_new_from_data (packed.at, packed.end - packed.at, NULL);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (bytes, G_CONVERTER (zlib));
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 piece[4096];
  gssize n;

  while ((n = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL)) > 0)
    {
      if (out->len + (gsize) n > MOST_BYTES)
        return NULL;
      g_byte_array_append (out, piece, (guint) n);
    }
  return n == 0 || out->len > 0 ? g_steal_pointer (&out) : NULL;
}

/* In streams of objects. */
static char *
find_packed (Part whole)
{
  Part rest = whole;
  char *found = NULL;

  for (int i = 0; i < MOST_STREAMS && found == NULL; i++)
    {
      const char *dictionary = find (rest, "/ObjStm");
      const char *begin, *end;
      g_autoptr (GByteArray) objects = NULL;

      if (dictionary == NULL)
        return NULL;
      rest.at = dictionary + 1;
      begin = find (rest, "stream");
      if (begin == NULL)
        return NULL;
      begin += strlen ("stream");
      begin += begin < whole.end && *begin == '\r';
      begin += begin < whole.end && *begin == '\n';
      end = find ((Part){ begin, whole.end }, "endstream");
      if (end == NULL || end - begin > MOST_PACKED)
        continue;
      objects = inflate ((Part){ begin, end });
      rest.at = end;
      if (objects != NULL)
        {
          const Part part = { (const char *) objects->data,
                              (const char *) objects->data + objects->len };

          found = find_in (part, part);
        }
    }
  return found;
}

char *
figure_pdf_text_find (const char *bytes, gsize n)
{
  g_return_val_if_fail (bytes != NULL || n == 0, NULL);

  const Part whole = { bytes, bytes + n };
  char *found = find_in (whole, whole);

  return to_lines (found != NULL ? found : find_packed (whole));
}
