/* Changes are told by a checksum: of what was opened or saved, and of what is there. */
#include "app/window/sheet.h"

#include "model/data/file.h"

#include <glib/gi18n-lib.h>

#define FILE_KEY "file"
#define SUM_KEY "saved"

struct AppSheet
{
  const AppSheetClass *klass;
  gpointer owner;
  GFile *file; /* or NULL */
  char *sum;   /* of the content as it was opened or saved */
};

static char *
sum_content (const AppSheet *self)
{
  g_autofree char *content = self->klass->dup_content (self->owner);

  return *content != '\0' ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1)
                          : g_strdup ("");
}

AppSheet *
app_sheet_new (const AppSheetClass *klass, gpointer owner)
{
  AppSheet *self = g_new0 (AppSheet, 1);

  self->klass = klass;
  self->owner = owner;
  self->sum = sum_content (self);
  return self;
}

void
app_sheet_free (AppSheet *self)
{
  g_clear_object (&self->file);
  g_free (self->sum);
  g_free (self);
}

const AppSheetClass *
app_sheet_get_class (const AppSheet *self)
{
  return self->klass;
}

GFile *
app_sheet_get_file (const AppSheet *self)
{
  return self->file;
}

void
app_sheet_settle (AppSheet *self, GFile *file)
{
  g_set_object (&self->file, file);
  g_free (self->sum);
  self->sum = sum_content (self);
}

gboolean
app_sheet_is_modified (const AppSheet *self)
{
  g_autofree char *sum = sum_content (self);

  return !g_str_equal (sum, self->sum) && (*sum != '\0' || self->file != NULL);
}

char *
app_sheet_get_path (GFile *file, GError **error)
{
  g_autofree char *uri = g_file_get_uri (file);
  char *path = g_file_get_path (file);

  if (path == NULL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("%s: allowed are local files"), uri);
  return path;
}

gboolean
app_sheet_save (AppSheet *self, GFile *file, GError **error)
{
  g_autofree char *path = app_sheet_get_path (file, error), *text = NULL;

  if (path == NULL)
    return FALSE;
  text = self->klass->dup_text (self->owner, path);
  if (!model_file_replace (path, text, -1, error))
    return FALSE;
  app_sheet_settle (self, file);
  return TRUE;
}

static char *
dup_group (const AppSheet *self)
{
  return g_strconcat ("sheet ", self->klass->page, NULL);
}

void
app_sheet_store (const AppSheet *self, GKeyFile *file)
{
  g_autofree char *group = dup_group (self);

  if (self->file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (self->file); /* of ASCII, whatever the path */

      g_key_file_set_string (file, group, FILE_KEY, uri);
    }
  g_key_file_set_string (file, group, SUM_KEY, self->sum);
}

/* NULL where there is none. */
static char *
take_string (GKeyFile *file, const char *group, const char *key)
{
  char *value = g_key_file_get_string (file, group, key, NULL);

  g_key_file_remove_key (file, group, key, NULL);
  return value;
}

void
app_sheet_restore (AppSheet *self, GKeyFile *file)
{
  g_autofree char *group = dup_group (self);
  g_autofree char *uri = take_string (file, group, FILE_KEY);
  g_autofree char *sum = take_string (file, group, SUM_KEY);

  if (sum == NULL)
    return;
  g_clear_object (&self->file);
  if (uri != NULL && g_uri_is_valid (uri, G_URI_FLAGS_NONE, NULL))
    self->file = g_file_new_for_uri (uri);
  g_free (self->sum);
  self->sum = g_steal_pointer (&sum);
}
