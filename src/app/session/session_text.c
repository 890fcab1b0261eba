/* What cannot be read as a whole is read in halves, and these in theirs. */
#include "app/session/session_text.h"

#include "figure/file/provenance_file.h"
#include "model/experiment/key_file.h"

#include <string.h>

#define RUN "run"
#define MOST_READINGS 400    /* of one text */
#define MOST_BYTES (2 << 20) /* of a text that is read in parts */

typedef gboolean (*ReadFunc) (const char *text, gsize length);

typedef struct
{
  char **lines;
  gboolean *kept;
  guint n;
  ReadFunc reads;
  int readings;
} Salvage;

static GString *
join_kept (const Salvage *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    if (self->kept[i])
      g_string_append_printf (text, "%s\n", self->lines[i]);
  return text;
}

static void
mark (Salvage *self, guint from, guint to, gboolean kept)
{
  for (guint i = from; i < to; i++)
    self->kept[i] = kept;
}

/* Keeps what can be of some lines, none of which is kept. */
static void
keep (Salvage *self, guint from, guint to)
{
  const guint middle = from + (to - from) / 2;
  g_autoptr (GString) text = NULL;

  if (from == to || self->readings == MOST_READINGS)
    return;
  self->readings++;
  mark (self, from, to, TRUE);
  text = join_kept (self);
  if (self->reads (text->str, text->len))
    return;
  mark (self, from, to, FALSE);
  if (to - from == 1)
    return;
  keep (self, from, middle);
  keep (self, middle, to);
}

/* Some lines can be read only beside others that come later. */
static void
keep_rest (Salvage *self)
{
  for (guint i = 0; i < self->n; i++)
    if (!self->kept[i])
      keep (self, i, i + 1);
}

/* The lines that can be kept of a text that cannot be read. */
static char *
salvage (const char *text, ReadFunc reads)
{
  g_auto (GStrv) lines = g_strsplit (strlen (text) <= MOST_BYTES ? text : "", "\n", -1);
  const guint n = g_strv_length (lines);
  g_autofree gboolean *kept = g_new0 (gboolean, n + 1);
  /* What stands behind the last end of line was cut off. */
  Salvage self = { lines, kept, n > 0 ? n - 1 : 0, reads, 0 };

  keep (&self, 0, self.n);
  keep_rest (&self);
  return g_string_free (join_kept (&self), FALSE);
}

static gboolean
reads_key_file (const char *text, gsize length)
{
  g_autoptr (GKeyFile) file = model_key_file_parse (text, length, NULL);

  return file != NULL;
}

static gboolean
reads_run (const char *text, gsize length)
{
  FigureProvenance read;

  return figure_provenance_from_text (&read, text, NULL) && model_recipe_validate (&read.run, NULL);
}

static gboolean
reads_run_without_data (const char *text, gsize length)
{
  FigureProvenance read;

  return reads_run (text, length) && figure_provenance_from_text (&read, text, NULL) &&
         !figure_provenance_needs_data (&read);
}

GKeyFile *
app_session_text_parse (const char *text, gsize length, GError **problem)
{
  GKeyFile *file = model_key_file_parse (text, length, problem);
  g_autofree char *valid = NULL, *kept = NULL;

  if (file != NULL)
    return file;
  valid = g_utf8_make_valid (text, (gssize) length);
  kept = salvage (valid, reads_key_file);
  file = model_key_file_parse (kept, strlen (kept), NULL);
  return file != NULL ? file : g_key_file_new ();
}

/* As far as it can be: the default experiment at worst. */
static void
read_rest (FigureProvenance *out, const char *text, ReadFunc reads)
{
  g_autofree char *kept = salvage (text, reads);

  if (!figure_provenance_from_text (out, kept, NULL))
    figure_provenance_init (out);
}

gboolean
app_session_text_take_run (GKeyFile *file, FigureProvenance *out, GError **problem)
{
  g_autofree char *text = NULL;

  if (!g_key_file_has_key (file, APP_SESSION_TEXT_GROUP, RUN, NULL))
    return FALSE;
  text = model_key_file_dup_string (file, APP_SESSION_TEXT_GROUP, RUN, problem);
  g_key_file_remove_key (file, APP_SESSION_TEXT_GROUP, RUN, NULL);
  if (text == NULL)
    return FALSE;
  if (!figure_provenance_from_text (out, text, problem))
    read_rest (out, text, reads_run);
  else if (!model_recipe_validate (&out->run, problem))
    read_rest (out, text, reads_run);
  return TRUE;
}

void
app_session_text_drop_data (FigureProvenance *self)
{
  g_autofree char *text = figure_provenance_to_text (self);

  read_rest (self, text, reads_run_without_data);
}

void
app_session_text_put_run (GKeyFile *file, const FigureProvenance *run)
{
  g_autofree char *text = figure_provenance_to_text (run);

  g_key_file_set_string (file, APP_SESSION_TEXT_GROUP, RUN, text);
}
