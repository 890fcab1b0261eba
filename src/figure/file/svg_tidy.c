/* Works on the text: Cairo writes one element after the other, each on a line of its own. */
#include "figure/file/svg_tidy.h"

#include <math.h>
#include <string.h>

/* Where Cairo writes plot/draw/group.h's square, and with which colour. */
#define MARK                                                                                       \
  "<path [^>]*?rgb\\(([0-9.]+)%, ?([0-9.]+)%, ?([0-9.]+)%\\)[^>]*? d=\"M 0\\.015625 0\\.015625 "   \
  "L 0\\.03125 0\\.015625 L 0\\.03125 0\\.03125 L 0\\.015625 0\\.03125 Z[^\"]*\"/>\\n?"

typedef struct
{
  gsize from, to; /* in the text */
  guint number;
  gboolean begin, kept;
  int depth, lowest; /* of elements; the least depth since the mark before */
} Mark;

static int
to_byte (const char *percent)
{
  return (int) lround (g_ascii_strtod (percent, NULL) * 2.55);
}

/* Depth at a place, and the least one on the way there from another. */
static void
follow (const char *from, const char *to, int *depth, int *lowest)
{
  *lowest = *depth;
  for (const char *c = memchr (from, '<', (gsize) (to - from)); c != NULL;
       c = memchr (c, '<', (gsize) (to - c)))
    {
      const char *end = memchr (c, '>', (gsize) (to - c));

      if (end == NULL)
        return;
      if (c[1] == '/')
        --*depth;
      else if (c[1] != '?' && c[1] != '!' && end[-1] != '/')
        ++*depth;
      *lowest = MIN (*lowest, *depth);
      c = end;
    }
}

static GArray *
find_marks (const char *svg)
{
  g_autoptr (GRegex) mark = g_regex_new (MARK, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GArray *marks = g_array_new (FALSE, TRUE, sizeof (Mark));
  const char *last = svg;
  int depth = 0;

  for (g_regex_match (mark, svg, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *red = g_match_info_fetch (match, 1), *green = g_match_info_fetch (match, 2),
                      *blue = g_match_info_fetch (match, 3);
      Mark found = { 0 };
      int from, to;

      g_match_info_fetch_pos (match, 0, &from, &to);
      follow (last, svg + from, &depth, &found.lowest);
      found.from = (gsize) from;
      found.to = (gsize) to;
      found.number = (guint) (256 * to_byte (red) + to_byte (green));
      found.begin = to_byte (blue) > 0;
      found.depth = depth;
      g_array_append_val (marks, found);
      last = svg + to;
    }
  return marks;
}

/* Keeps the two ends of a group that is well nested among the elements. */
static void
match_ends (GArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    {
      Mark *begin = &g_array_index (marks, Mark, i);
      int lowest = begin->depth;

      for (guint k = i + 1; k < marks->len && begin->begin && !begin->kept; k++)
        {
          Mark *end = &g_array_index (marks, Mark, k);

          lowest = MIN (lowest, end->lowest);
          if (end->begin || end->number != begin->number)
            continue;
          begin->kept = end->kept = lowest >= begin->depth && end->depth == begin->depth;
          break;
        }
    }
}

/* "axes", then "axes-2": no name twice. */
static void
append_open (GString *out, GHashTable *counts, const char *name)
{
  const guint n = 1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  g_hash_table_insert (counts, (gpointer) name, GUINT_TO_POINTER (n));
  if (n == 1)
    g_string_append_printf (out, "<g id=\"%s\" inkscape:label=\"%s\">\n", name, name);
  else
    g_string_append_printf (out, "<g id=\"%s-%u\" inkscape:label=\"%s\">\n", name, n, name);
}

char *
figure_svg_tidy_group (const char *svg, GPtrArray *names)
{
  g_return_val_if_fail (svg != NULL && names != NULL, NULL);

  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) marks = find_marks (svg);
  GString *out = g_string_new (NULL);
  gsize last = 0;

  match_ends (marks);
  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *mark = &g_array_index (marks, Mark, i);

      g_string_append_len (out, svg + last, (gssize) (mark->from - last));
      last = mark->to;
      if (!mark->kept || mark->number >= names->len)
        continue;
      if (mark->begin)
        append_open (out, counts, g_ptr_array_index (names, mark->number));
      else
        g_string_append (out, "</g>\n");
    }
  g_string_append (out, svg + last);
  return g_string_free (out, FALSE);
}

/* A hundredth of a point is finer than any printer. */
static void
append_rounded (GString *out, const char **text)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE], *end;
  gsize n;

  g_ascii_formatd (number, sizeof number, "%.2f", g_ascii_strtod (*text, &end));
  n = strlen (number);
  while (n > 0 && number[n - 1] == '0')
    n--;
  n -= n > 0 && number[n - 1] == '.';
  number[n] = '\0';
  g_string_append (out, g_str_equal (number, "-0") ? "0" : number);
  *text = end;
}

/* The path of a drawing, without the point that Cairo goes back to. */
static gboolean
round_path_cb (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *path = g_match_info_fetch (match, 1);
  const char *back = g_strrstr (path, "Z M ");

  if (back != NULL && strpbrk (back + strlen ("Z M "), "LCZM") == NULL)
    path[back + 1 - path] = '\0';
  g_strchomp (path);
  g_string_append (out, " d=\"");
  for (const char *c = path; *c != '\0';)
    {
      if (g_ascii_isdigit (*c) || *c == '-')
        append_rounded (out, &c);
      else
        g_string_append_c (out, *c++);
    }
  g_string_append_c (out, '"');
  return FALSE;
}

static gboolean
color_cb (const GMatchInfo *match, GString *out, gpointer data)
{
  int bytes[3];

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *percent = g_match_info_fetch (match, 1 + i);

      bytes[i] = to_byte (percent);
    }
  g_string_append_printf (out, "#%02x%02x%02x", (guint) bytes[0], (guint) bytes[1],
                          (guint) bytes[2]);
  return FALSE;
}

/* The numbers of a path, where its commands are those, and it is closed then, or ends. */
static gboolean
read_path (const char *path, const char *commands, double *numbers, int most)
{
  int n = 0;

  while (*path != '\0' && *commands != '\0')
    {
      char *end;

      path += strspn (path, " ");
      if (*path == *commands)
        {
          path++;
          commands++;
          continue;
        }
      if (n == most)
        return FALSE;
      numbers[n++] = g_ascii_strtod (path, &end);
      if (end == path)
        return FALSE;
      path = end;
    }
  while (n < most)
    {
      char *end;

      numbers[n++] = g_ascii_strtod (path, &end);
      if (end == path)
        return FALSE;
      path = end;
    }
  return *commands == '\0' && strchr ("Z\"", path[strspn (path, " ")]) != NULL;
}

/* A dot is two curves; for an editor it is a circle. */
static gboolean
append_circle (GString *out, const char *element)
{
  const char *path = strstr (element, " d=\"");
  double p[14];

  if (path == NULL || strstr (element, "transform=") != NULL ||
      !read_path (path + strlen (" d=\""), "MCC", p, 14) || p[0] != p[2] || p[4] != p[6] ||
      p[1] != p[7] || p[0] != p[12] || p[1] != p[13])
    return FALSE;
  g_string_append_printf (out, "<circle%.*s", (int) (path - element - strlen ("<path")),
                          element + strlen ("<path"));
  for (int i = 0; i < 3; i++)
    {
      const double values[] = { (p[0] + p[6]) / 2, p[1], fabs (p[0] - p[6]) / 2 };
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      const char *text = g_ascii_dtostr (number, sizeof number, values[i]);

      g_string_append_printf (out, " %s=\"", i == 0 ? "cx" : i == 1 ? "cy" : "r");
      append_rounded (out, &text);
      g_string_append_c (out, '"');
    }
  g_string_append (out, "/>");
  return TRUE;
}

/* What a transformation makes larger keeps its digits. */
static gboolean
element_cb (const GMatchInfo *match, GString *out, gpointer path)
{
  g_autofree char *element = g_match_info_fetch (match, 0), *rounded = NULL;

  if (append_circle (out, element))
    return FALSE;
  if (strstr (element, "transform=") == NULL)
    rounded = g_regex_replace_eval (path, element, -1, 0, 0, round_path_cb, NULL, NULL);
  g_string_append (out, rounded != NULL ? rounded : element);
  return FALSE;
}

char *
figure_svg_tidy_shorten (const char *svg)
{
  g_return_val_if_fail (svg != NULL, NULL);

  g_autoptr (GRegex) path = g_regex_new (" d=\"([^\"]*)\"", 0, 0, NULL);
  g_autoptr (GRegex) element = g_regex_new ("<path [^>]*>", 0, 0, NULL);
  g_autoptr (GRegex) color =
      g_regex_new ("rgb\\(([0-9.]+)%, ?([0-9.]+)%, ?([0-9.]+)%\\)", 0, 0, NULL);
  /* As Cairo 1.16 and 1.18 write them. */
  g_autoptr (GRegex) usual = g_regex_new (
      "(?<=[\";])(fill-rule:nonzero|fill-opacity:1|stroke-opacity:1|stroke-miterlimit:10);|"
      " (fill-rule=\"nonzero\"|fill-opacity=\"1\"|stroke-opacity=\"1\"|stroke-miterlimit=\"10\")|"
      "(?<=style=\") | (?=fill:|stroke:none)",
      0, 0, NULL);
  g_autoptr (GRegex) filled =
      g_regex_new ("style=\"stroke:none;fill:(#[0-9a-f]{6});\"", 0, 0, NULL);
  g_autofree char *rounded = g_regex_replace_eval (element, svg, -1, 0, 0, element_cb, path, NULL);
  g_autofree char *colored = g_regex_replace_eval (color, rounded, -1, 0, 0, color_cb, NULL, NULL);

  g_autofree char *plain = g_regex_replace_literal (usual, colored, -1, 0, "", 0, NULL);

  return g_regex_replace (filled, plain, -1, 0, "fill=\"\\1\"", 0, NULL);
}
