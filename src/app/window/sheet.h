/* What one page of a window shows, as a file: its name, and whether it was changed since. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of experiments, sweeps and digits runs. */
#define APP_SHEET_SUFFIX ".plateau"

typedef struct
{
  const char *page;              /* its name, and its group in a session */
  const char *name;              /* of a file that has none yet, without the suffix */
  const char *open, *save, *all; /* titles of dialogs, and what its files are called; N_() */
  /* What is saved to that path. Owned by the caller. */
  char *(*dup_text) (gpointer owner, const char *path);
  /* What of it counts as a change: looking around is none. "" is nobody's work. Owned by the
   * caller.
   */
  char *(*dup_content) (gpointer owner);
} AppSheetClass;

typedef struct AppSheet AppSheet;

/* Unchanged, without a file. @klass: static */
AppSheet *app_sheet_new (const AppSheetClass *klass, gpointer owner);
void app_sheet_free (AppSheet *self);
const AppSheetClass *app_sheet_get_class (const AppSheet *self);

/* What it is saved to, or NULL. */
GFile *app_sheet_get_file (const AppSheet *self);
/* What it shows now is unchanged, and in that file; NULL: in none. */
void app_sheet_settle (AppSheet *self, GFile *file);
gboolean app_sheet_is_modified (const AppSheet *self);
/* Writes it, and settles. Errors: G_FILE_ERROR; nothing is changed then. */
gboolean app_sheet_save (AppSheet *self, GFile *file, GError **error);
/* The path of a local file. Errors: G_FILE_ERROR_INVAL. */
char *app_sheet_get_path (GFile *file, GError **error);

/* File and state as a group of a session, out of which they are taken; without them all stays. */
void app_sheet_store (const AppSheet *self, GKeyFile *file);
void app_sheet_restore (AppSheet *self, GKeyFile *file);

G_END_DECLS
