/* Sessions as key files: the text that exported files carry. */
#include "app/session/autosave.h"

#include "app/base/clock.h"
#include "app/session/session_data.h"
#include "app/session/session_file.h"
#include "model/data/file.h"
#include "model/data/input_file.h"
#include "model/experiment/key_file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "session"

struct AppAutosave
{
  AppSession *session;
  char *path;
  guint timeout; /* 0: nothing is waiting */
};

char *
app_autosave_get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "plateau", "session.ini", NULL);
}

static char *
make_text (AppSession *session)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *run = NULL;
  FigureProvenance provenance;

  app_session_get_provenance (session, &provenance);
  run = figure_provenance_to_text (&provenance);
  g_key_file_set_string (file, GROUP, "run", run);
  return g_key_file_to_data (file, NULL, NULL);
}

/* Where the folder cannot be written, there is no autosave: nobody wants to hear of it at every
 * change. */
static void
write_now (AppAutosave *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path), *text = make_text (self->session);

  if (app_session_get_loading (self->session) != NULL)
    return;
  if (g_mkdir_with_parents (folder, 0700) == 0)
    model_file_replace (self->path, text, -1, NULL);
}

static void
timeout_cb (gpointer data)
{
  AppAutosave *self = data;

  self->timeout = 0;
  write_now (self);
}

/* Not put off by further changes: under a moving slider something is saved, too. */
static void
changed_cb (AppAutosave *self)
{
  if (self->timeout == 0)
    self->timeout = app_clock_call_later (APP_AUTOSAVE_DELAY_MS, timeout_cb, self);
}

AppAutosave *
app_autosave_new (AppSession *session, const char *path)
{
  AppAutosave *self = g_new0 (AppAutosave, 1);

  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "view-changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
app_autosave_free (AppAutosave *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->timeout, g_source_remove);
  write_now (self); /* the playhead, which moves without being saved */
  g_object_unref (self->session);
  g_free (self->path);
  g_free (self);
}

/* As at any start, there is nothing to undo. */
static void
restored_cb (const GError *error, gpointer session)
{
  app_undo_clear (app_session_get_undo (session));
}

gboolean
app_autosave_load (FigureProvenance *out, const char *path, GError **error)
{
  g_autofree char *saved = model_input_file_read_text (path, MODEL_KEY_FILE_MAX_BYTES, error);
  g_autoptr (GKeyFile) file =
      saved != NULL ? model_key_file_parse (saved, strlen (saved), error) : NULL;
  g_autofree char *text =
      file != NULL ? model_key_file_dup_string (file, GROUP, "run", error) : NULL;

  return text != NULL && figure_provenance_from_text (out, text, error);
}

gboolean
app_autosave_restore (AppSession *session, const char *path, GError **error)
{
  FigureProvenance provenance;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  if (!app_autosave_load (&provenance, path, error))
    {
      g_prefix_error (error, _ ("The last session is not readable: "));
      return FALSE;
    }
  if (!figure_provenance_needs_data (&provenance))
    return app_session_open (session, &provenance, error);
  app_session_load_and_open (session, &provenance, restored_cb, session);
  return TRUE;
}
