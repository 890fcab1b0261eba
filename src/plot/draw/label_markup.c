/* A parser by recursive descent: one function for each kind of sign. */
#include "plot/draw/label_markup.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"
#define COMBINING_HAT "\xcc\x82"
#define RAISED_STAR "\xe2\x88\x97" /* U+2217: in the middle of the line, unlike the asterisk */

#define SCRIPT_SCALE 0.72
#define SUPERSCRIPT_RISE 0.36 /* of the size of the text it stands by */
#define SUBSCRIPT_RISE -0.2

/* Smaller scripts are not nested further; also bounds the recursion. */
#define SMALLEST_SCRIPT 0.3

typedef struct
{
  const char *name, *text, *spoken;
  gboolean italic;
} Symbol;

static const Symbol symbols[] = {
  { "alpha", "α", N_ ("alpha"), TRUE },
  { "beta", "β", N_ ("beta"), TRUE },
  { "gamma", "γ", N_ ("gamma"), TRUE },
  { "delta", "δ", N_ ("delta"), TRUE },
  { "Delta", "Δ", N_ ("capital delta"), FALSE },
  { "epsilon", "ε", N_ ("epsilon"), TRUE },
  { "eta", "η", N_ ("eta"), TRUE },
  { "theta", "θ", N_ ("theta"), TRUE },
  { "kappa", "κ", N_ ("kappa"), TRUE },
  { "lambda", "λ", N_ ("lambda"), TRUE },
  { "mu", "μ", N_ ("mu"), TRUE },
  { "pi", "π", N_ ("pi"), TRUE },
  { "rho", "ρ", N_ ("rho"), TRUE },
  { "sigma", "σ", N_ ("sigma"), TRUE },
  { "Sigma", "Σ", N_ ("capital sigma"), FALSE },
  { "tau", "τ", N_ ("tau"), TRUE },
  { "phi", "φ", N_ ("phi"), TRUE },
  { "omega", "ω", N_ ("omega"), TRUE },
  { "M", "\xe2\x84\xb3", N_ ("M"), FALSE },
  { "times", "×", N_ ("times"), FALSE },
  { "pm", "±", N_ ("plus or minus"), FALSE },
  { "infty", "∞", N_ ("infinity"), FALSE },
  { "ell", "ℓ", N_ ("l"), FALSE },
  { "to", "→", N_ ("to"), FALSE },
  { "A", "A", N_ ("A"), FALSE },
  { "B", "B", N_ ("B"), FALSE },
};

typedef struct
{
  const char *at;  /* next character of the markup */
  GString *text;   /* what is drawn */
  GString *spoken; /* what is said */
  PangoAttrList *attributes;
  double size;             /* of the upright text, Pango units: the scripts' rise follows it */
  gunichar previous;       /* drawn last, 0 at the start: tells words from letters */
  gboolean after_variable; /* what was drawn last is one: "L(" reads "L of" */
  int brackets;            /* opened so, and not yet closed */
} Parser;

static void parse (Parser *p, double scale, double rise, gboolean in_script, gboolean once);

static void
add_attribute (Parser *p, PangoAttribute *attribute, gsize start)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) p->text->len;
  pango_attr_list_insert (p->attributes, attribute);
}

/* Appends text in the style of the moment; every script is one run of its own. */
static void
emit (Parser *p, const char *text, gssize length, gboolean italic, double scale, double rise)
{
  const gsize start = p->text->len;

  g_string_append_len (p->text, text, length);
  if (italic)
    add_attribute (p, pango_attr_style_new (PANGO_STYLE_ITALIC), start);
  if (scale != 1)
    {
      add_attribute (p, pango_attr_scale_new (scale), start);
      add_attribute (p, pango_attr_rise_new ((int) lround (rise * p->size)), start);
    }
  p->after_variable = italic;
  if (p->text->len > start)
    p->previous = g_utf8_get_char (g_utf8_prev_char (p->text->str + p->text->len));
}

static void
say (Parser *p, const char *words)
{
  if (p->spoken->len > 0 && !g_str_has_suffix (p->spoken->str, " "))
    g_string_append_c (p->spoken, ' ');
  g_string_append (p->spoken, words);
}

/* After a symbol's name, the next word starts apart: "sigma A", not "sigmaA". */
static void
say_apart (Parser *p, const char *words)
{
  say (p, words);
  if (g_ascii_isalpha (*p->at))
    g_string_append_c (p->spoken, ' ');
}

static const Symbol *
find_symbol (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (strlen (symbols[i].name) == length && strncmp (symbols[i].name, name, length) == 0)
      return &symbols[i];
  return NULL;
}

/* "\hat y": the next letter under a circumflex, composed where Unicode has the pair. */
static void
parse_hat (Parser *p, double scale, double rise)
{
  while (*p->at == ' ')
    p->at++;
  const char *end = *p->at ? g_utf8_next_char (p->at) : p->at;
  g_autofree char *letter = g_strndup (p->at, end - p->at);
  g_autofree char *apart = g_strconcat (letter, COMBINING_HAT, NULL);
  g_autofree char *composed = g_utf8_normalize (apart, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  p->at = end;
  emit (p, composed ? composed : apart, -1, TRUE, scale, rise);
  say (p, letter);
  say_apart (p, _ ("hat"));
}

/* "{sound level}" behind "\\name": as it is, in one piece, lest its letters lose their shapes. */
static void
parse_name (Parser *p, double scale, double rise)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (p->at++; *p->at != '\0' && *p->at != '}'; p->at = g_utf8_next_char (p->at))
    {
      p->at += *p->at == '\\' && p->at[1] != '\0';
      g_string_append_unichar (name, g_utf8_get_char (p->at));
    }
  p->at += *p->at == '}';
  emit (p, name->str, -1, TRUE, scale, rise);
  p->after_variable = FALSE;
  say_apart (p, name->str);
}

/* Behind a backslash: a symbol, or a character that stands for itself. */
static void
parse_escape (Parser *p, double scale, double rise)
{
  gsize length = 0;
  while (g_ascii_isalpha (p->at[length]))
    length++;
  const Symbol *symbol = find_symbol (p->at, length);

  if (symbol != NULL)
    {
      p->at += length;
      emit (p, symbol->text, -1, symbol->italic, scale, rise);
      say_apart (p, _ (symbol->spoken));
    }
  else if (length == 4 && g_str_has_prefix (p->at, "name{"))
    {
      p->at += length;
      parse_name (p, scale, rise);
    }
  else if (length == 3 && strncmp (p->at, "hat", 3) == 0)
    {
      p->at += length;
      parse_hat (p, scale, rise);
    }
  else if (*p->at != '\0' && length == 0)
    {
      const char *end = g_utf8_next_char (p->at);
      emit (p, p->at, end - p->at, FALSE, scale, rise);
      g_string_append_len (p->spoken, p->at, end - p->at);
      p->at = end;
    }
  else
    {
      emit (p, "\\", 1, FALSE, scale, rise);
    }
}

/* "_A", "^{-8}": nested scripts shrink and move from where they stand. */
static void
parse_script (Parser *p, double scale, double rise)
{
  const gboolean super = *p->at++ == '^';
  const gboolean group = *p->at == '{';
  const double inner = rise + scale * (super ? SUPERSCRIPT_RISE : SUBSCRIPT_RISE);

  p->at += group;
  if (super && g_unichar_isdigit (p->previous))
    say (p, _ ("to the power"));
  if (p->spoken->len > 0 && !g_str_has_suffix (p->spoken->str, " "))
    g_string_append_c (p->spoken, ' ');
  parse (p, scale * SCRIPT_SCALE, inner, TRUE, !group);
  if (group && *p->at == '}')
    p->at++;
}

/* A Latin letter on its own, before a script or a bracket, is a variable; in words it is not. */
static gboolean
is_variable (const Parser *p)
{
  return g_ascii_isalpha (*p->at) && !g_unichar_isalnum (p->previous) &&
         strchr ("_^(*", p->at[1]) != NULL && p->at[1] != '\0';
}

/* Characters that look, or are spoken, otherwise in mathematics. Returns whether it was one. */
static gboolean
parse_sign (Parser *p, double scale, double rise, gboolean in_script)
{
  if ((in_script && *p->at == '-') || g_str_has_prefix (p->at, MINUS))
    {
      p->at += *p->at == '-' ? 1 : strlen (MINUS);
      emit (p, MINUS, -1, FALSE, scale, rise);
      say (p, _ ("minus"));
      g_string_append_c (p->spoken, ' ');
    }
  else if (in_script && *p->at == '*')
    {
      p->at++;
      emit (p, RAISED_STAR, -1, FALSE, scale, rise);
      say (p, _ ("star"));
    }
  else if (*p->at == '(' && p->after_variable)
    {
      p->at++;
      p->brackets++;
      emit (p, "(", 1, FALSE, scale, rise);
      say (p, _ ("of"));
      g_string_append_c (p->spoken, ' ');
    }
  else if (*p->at == ')' && p->brackets > 0)
    {
      p->at++;
      p->brackets--;
      emit (p, ")", 1, FALSE, scale, rise);
    }
  else if (g_str_has_prefix (p->at, " / "))
    {
      p->at += 3;
      emit (p, " / ", -1, FALSE, scale, rise);
      say (p, _ ("over"));
      g_string_append_c (p->spoken, ' ');
    }
  else
    {
      return FALSE;
    }
  return TRUE;
}

static void
parse_plain (Parser *p, double scale, double rise, gboolean italic)
{
  const char *start = p->at;
  p->at = g_utf8_next_char (p->at);
  emit (p, start, p->at - start, italic, scale, rise);
  if (g_ascii_isspace (*start) && g_str_has_suffix (p->spoken->str, " "))
    return;
  g_string_append_len (p->spoken, start, p->at - start);
}

/* "$k$": letters between dollars are variables. */
static void
parse_variables (Parser *p, double scale, double rise)
{
  p->at++;
  while (*p->at != '\0' && *p->at != '$')
    parse_plain (p, scale, rise, g_ascii_isalpha (*p->at));
  p->at += *p->at == '$';
}

/* One character, symbol or group; `once` for a script without braces, else up to '}' or the end. */
static void
parse (Parser *p, double scale, double rise, gboolean in_script, gboolean once)
{
  while (*p->at != '\0' && !(in_script && *p->at == '}'))
    {
      if (*p->at == '\\')
        {
          p->at++;
          parse_escape (p, scale, rise);
        }
      else if ((*p->at == '_' || *p->at == '^') && scale > SMALLEST_SCRIPT)
        {
          parse_script (p, scale, rise);
        }
      else if (*p->at == '$')
        {
          parse_variables (p, scale, rise);
        }
      else if (!parse_sign (p, scale, rise, in_script))
        {
          parse_plain (p, scale, rise, is_variable (p));
        }
      if (once)
        return;
    }
}

void
plot_label_markup_parse (
    const char *markup, double size, char **text, char **spoken, PangoAttrList **attributes)
{
  Parser p = { .at = markup,
               .text = g_string_new (NULL),
               .spoken = g_string_new (NULL),
               .attributes = pango_attr_list_new (),
               .size = size * PANGO_SCALE };

  /* Pango needs valid text, and a label may hold words of a file. */
  if (g_utf8_validate (markup, -1, NULL))
    parse (&p, 1, 0, FALSE, FALSE);
  *text = g_string_free (p.text, FALSE);
  *spoken = g_strstrip (g_string_free (p.spoken, FALSE));
  *attributes = p.attributes;
}

static void
append_name (GString *out, const char *name)
{
  g_string_append (out, "\\name{");
  for (; *name != '\0'; name++)
    {
      if (strchr ("\\}", *name) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *name);
    }
  g_string_append_c (out, '}');
}

/* Which modality a letter stands for, that no other follows; -1: none. */
static int
find_modality (const char *letter)
{
  if ((*letter != 'A' && *letter != 'B') || g_ascii_isalnum (letter[1]))
    return -1;
  return *letter - 'A';
}

char *
plot_label_markup_name (const char *markup, const char *const names[2])
{
  GString *out = g_string_new (NULL);
  gboolean verbatim = FALSE; /* between dollars */

  for (const char *at = markup; *at != '\0'; at++)
    {
      const gboolean script = *at == '_' && !verbatim, group = script && at[1] == '{';
      const int m = script || *at == '\\' ? find_modality (at + 1 + group) : -1;

      verbatim ^= *at == '$';
      if (m < 0 || names[m] == NULL)
        {
          g_string_append_c (out, *at);
          /* What a backslash makes plain is not looked at again. */
          if (*at == '\\' && at[1] != '\0')
            g_string_append_c (out, *++at);
          continue;
        }
      if (script)
        g_string_append (out, "_{");
      append_name (out, names[m]);
      if (script && !group)
        g_string_append_c (out, '}');
      at += 1 + group;
    }
  return g_string_free (out, FALSE);
}
