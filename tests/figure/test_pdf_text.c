/* The subject of PDF documents as several programs write it, packed or not, and hostile ones. */
#include "figure/file/pdf_text.h"

#include <gio/gio.h>
#include <string.h>

#define TEXT "# Plateau 1\n[data]\nfile = a (b) \\ %41 \xc3\xa9\n"

static void
assert_found (const char *bytes, gsize n, const char *expected)
{
  g_autofree char *found = figure_pdf_text_find (bytes, n);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_text (const char *pdf, const char *expected)
{
  assert_found (pdf, strlen (pdf), expected);
}

/* One line of ASCII that needs no escape in a PDF, and back. */
static void
test_line (void)
{
  g_autofree char *line = figure_pdf_text_to_line (TEXT);
  g_autofree char *pdf = g_strdup_printf ("%%PDF-1.4\n<< /Subject (%s) >>", line);

  g_assert_true (g_str_is_ascii (line));
  g_assert_null (strpbrk (line, "\n()\\"));
  assert_text (pdf, TEXT);
}

static void
test_strings (void)
{
  assert_text ("<< /Subject (plain) >>", "plain");
  assert_text ("<< /Subject(no blank) >>", "no blank");
  assert_text ("<< /Subject (bal(an)ced \\(not\\) \\\\) >>", "bal(an)ced (not) \\");
  assert_text ("<< /Subject (\\101\\102\\1033) >>", "ABC3");
  assert_text ("<< /Subject (two\\\nlines) >>", "twolines");
  assert_text ("<< /Subject (a\\nb) >>", "a\nb");
  assert_text ("<< /Subject (\\376\\377\\000A\\000\\351) >>", "A\xc3\xa9");
  assert_text ("<< /Subject <48 69> >>", "Hi");
  assert_text ("<< /Subject <486> >>", "H`");
  assert_text ("<< /Subject <FEFF00480069> >>", "Hi");
  assert_text ("<< /Subject 7 0 R >>\n7 0 obj\n(elsewhere)\nendobj", "elsewhere");
  /* The newest. */
  assert_text ("<< /Subject (old) >> << /Subject (new) >>", "new");
}

/* As Cairo 1.18, qpdf and others pack it. */
static void
test_packed (void)
{
  static const char objects[] = "5 0 << /Subject (packed) >>";
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  g_autoptr (GString) pdf = g_string_new ("%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 >>\n");
  char packed[200];
  gsize read, written;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (zlib), objects, strlen (objects), packed,
                                        sizeof packed, G_CONVERTER_INPUT_AT_END, &read, &written,
                                        NULL),
                   ==, G_CONVERTER_FINISHED);
  g_string_append (pdf, "stream\r\n");
  g_string_append_len (pdf, packed, (gssize) written);
  g_string_append (pdf, "\nendstream\nendobj\n");
  assert_found (pdf->str, pdf->len, "packed");
  /* Cut off at any place: nothing, and no harm. */
  for (gsize n = 0; n < pdf->len; n++)
    {
      g_autofree char *part = g_memdup2 (pdf->str, n + 1);

      g_free (figure_pdf_text_find (part, n));
    }
}

static void
test_nothing (void)
{
  assert_text ("", NULL);
  assert_text ("/Subject", NULL);
  assert_text ("/Subject (never closed", NULL);
  assert_text ("/Subject <12", NULL);
  assert_text ("/Subject <FEFFD800>", NULL);
  assert_text ("/Subject 7 0 R", NULL);
  assert_text ("/Subject ()", NULL);
  assert_text ("/ObjStm stream\nnot packed\nendstream", NULL);
  assert_text ("/ObjStm stream", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/pdf-text/line", test_line);
  g_test_add_func ("/figure/pdf-text/strings", test_strings);
  g_test_add_func ("/figure/pdf-text/packed", test_packed);
  g_test_add_func ("/figure/pdf-text/nothing", test_nothing);
  return g_test_run ();
}
