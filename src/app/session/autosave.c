/* Sessions as key files; written by a thread, as a disk may let one wait. */
#include "app/session/autosave.h"

#include "app/base/clock.h"
#include "app/session/session_data.h"
#include "app/session/session_file.h"
#include "app/session/session_text.h"
#include "figure/file/provenance_file.h"
#include "model/data/file.h"
#include "model/data/input_file.h"
#include "model/experiment/key_file.h"
#include "model/experiment/message.h"
#include "run/job_slot.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define LONGEST_PROBLEM 200 /* characters: a path stands behind it */

typedef struct
{
  const AppAutosavePart *part;
  gpointer owner;
} Part;

typedef struct
{
  char *path, *text;
  GError *error;
} Write;

struct AppAutosave
{
  AppSession *session;
  char *path; /* NULL: what is there must not be overwritten */
  AppAutosaveTellFunc tell;
  gpointer data;
  GArray *parts;         /* Part */
  guint timeout;         /* 0: nothing is waiting */
  RunJobSlot *writes;    /* Write */
  char *written;         /* the text written last, or NULL */
  gboolean failed;       /* that could not be, which was told */
  FigureProvenance *run; /* to be saved in the stead of the session's, or NULL */
  /* What was read, and its run, which waits for its data; or NULL. */
  char *read, *read_path;
  gsize length;
  FigureProvenance *waiting;
};

static void
write_free (gpointer data)
{
  Write *self = data;

  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

static void
write_cb (gpointer data, const int *cancel)
{
  Write *self = data;

  model_file_replace (self->path, self->text, -1, &self->error);
}

static void
written_cb (gpointer data, gpointer autosave)
{
  AppAutosave *self = autosave;
  const Write *write = data;

  if (write->error != NULL)
    g_clear_pointer (&self->written, g_free);
  if (write->error != NULL && !self->failed)
    self->tell (write->error->message, self->data);
  self->failed = write->error != NULL;
}

static const RunJobClass write_class = { "autosave", FALSE, write_cb, written_cb, write_free };

/* Not once something else was asked for. */
static gboolean
is_waiting (AppAutosave *self)
{
  return self->waiting != NULL &&
         app_session_get_loading (self->session) ==
             model_experiment_get_text (&self->waiting->run.experiment, MODEL_FILE);
}

static void
put_run (AppAutosave *self, GKeyFile *file)
{
  FigureProvenance present;

  app_session_get_provenance (self->session, &present);
  app_session_text_put_run (file, self->run != NULL   ? self->run
                                  : is_waiting (self) ? self->waiting
                                                      : &present);
}

static char *
make_text (AppAutosave *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  put_run (self, file);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      part->part->save (part->owner, file);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/* What has not changed is not written again: a pointer that moves over a plot changes nothing. */
static Write *
make_write (AppAutosave *self)
{
  g_autofree char *text = make_text (self);
  Write *write;

  if (self->path == NULL || g_strcmp0 (text, self->written) == 0)
    return NULL;
  g_free (self->written);
  self->written = g_strdup (text);
  write = g_new0 (Write, 1);
  write->path = g_strdup (self->path);
  write->text = g_steal_pointer (&text);
  return write;
}

static void
timeout_cb (gpointer data)
{
  AppAutosave *self = data;
  Write *write = make_write (self);

  self->timeout = 0;
  if (write != NULL)
    run_job_slot_start (self->writes, write);
}

/* Not put off by further changes: under a moving slider something is saved, too. */
void
app_autosave_touch (AppAutosave *self)
{
  if (self->timeout == 0)
    self->timeout = app_clock_call_later (APP_AUTOSAVE_DELAY_MS, timeout_cb, self);
}

AppAutosave *
app_autosave_new (AppSession *session, const char *path, AppAutosaveTellFunc tell, gpointer data)
{
  AppAutosave *self = g_new0 (AppAutosave, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->tell = tell;
  self->data = data;
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->writes = run_job_slot_new (&write_class, 1, self);
  g_mkdir_with_parents (folder, 0700);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (app_autosave_touch), self);
  g_signal_connect_swapped (session, "view-changed", G_CALLBACK (app_autosave_touch), self);
  return self;
}

void
app_autosave_add (AppAutosave *self, const AppAutosavePart *part, gpointer owner)
{
  const Part added = { part, owner };

  g_array_append_val (self->parts, added);
}

void
app_autosave_set_run (AppAutosave *self, const FigureProvenance *run)
{
  g_free (self->run);
  self->run = g_memdup2 (run, sizeof *run);
}

/* Ends the thread's last write, too: it is the older one. */
gboolean
app_autosave_flush (AppAutosave *self)
{
  Write *write;

  g_clear_handle_id (&self->timeout, g_source_remove);
  run_job_slot_free (self->writes);
  self->writes = run_job_slot_new (&write_class, 1, self);
  g_clear_pointer (&self->written, g_free);
  write = make_write (self);
  if (write == NULL)
    return FALSE;
  write_cb (write, NULL);
  written_cb (write, self);
  write_free (write);
  return !self->failed;
}

static void
forget_read (AppAutosave *self)
{
  g_clear_pointer (&self->read, g_free);
  g_clear_pointer (&self->read_path, g_free);
  g_clear_pointer (&self->waiting, g_free);
}

static void
end (AppAutosave *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->timeout, g_source_remove);
  run_job_slot_free (self->writes);
  g_array_unref (self->parts);
  g_free (self->written);
  g_free (self->run);
  if (is_waiting (self))
    app_session_stop_loading (self->session);
  forget_read (self);
  g_object_unref (self->session);
  g_free (self->path);
  g_free (self);
}

void
app_autosave_free (AppAutosave *self)
{
  if (self == NULL)
    return;
  app_autosave_flush (self); /* the playhead, too, which moves without being saved */
  end (self);
}

void
app_autosave_forget (AppAutosave *self)
{
  g_autofree char *path = g_strdup (self->path);

  end (self);
  if (path != NULL)
    g_remove (path);
}

/* "kept-20261201-153000.ini", as no other file there. Owned by the caller. */
static char *
make_aside_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *aside = NULL;

  for (int i = 1; aside == NULL || g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("kept-%s.ini", time)
                                     : g_strdup_printf ("kept-%s-%d.ini", time, i);

      g_free (aside);
      aside = g_build_filename (folder, name, NULL);
    }
  return aside;
}

/* Where it cannot be kept, nothing is ever written over it. */
static void
keep_aside (AppAutosave *self, const char *reason)
{
  g_autofree char *aside = make_aside_path (self->path), *message = NULL;
  g_autofree char *problem = model_message_clean (reason, LONGEST_PROBLEM);
  const gboolean kept = self->read != NULL
                            ? model_file_replace (aside, self->read, (gssize) self->length, NULL)
                            : g_rename (self->path, aside) == 0;

  if (kept)
    message = g_strdup_printf (_ ("Not all of the last session is back: %s. All of it is kept in "
                                  "%s, which can be opened"),
                               problem, aside);
  else
    message = g_strdup_printf (_ ("Not all of the last session is back: %s. It stays in %s, so "
                                  "this one is not saved"),
                               problem, self->path);
  if (!kept)
    g_clear_pointer (&self->path, g_free);
  self->tell (message, self->data);
}

/* Of a session's own file; others stay as they are. */
static void
complain (AppAutosave *self, const char *problem)
{
  if (g_strcmp0 (self->read_path, self->path) == 0)
    keep_aside (self, problem);
  else
    self->tell (problem, self->data);
}

/* Whatever nobody has taken out of the file. */
static void
check_rest (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (int i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      if (keys != NULL && keys[0] != NULL)
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_KEY, _ ("[%s] %s: there is no such key"),
                       groups[i], keys[0]);
          return;
        }
    }
}

/* The first problem is the one that is told. */
static void
note (GError **problem, GError *next)
{
  if (next == NULL)
    return;
  if (*problem == NULL)
    *problem = next;
  else
    g_error_free (next);
}

static void
restore_parts (AppAutosave *self, GKeyFile *file, GError **problem)
{
  GError *rest = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);
      GError *error = NULL;

      part->part->restore (part->owner, file, &error);
      note (problem, error);
    }
  check_rest (file, &rest);
  note (problem, rest);
}

static void
open_without_data (AppAutosave *self)
{
  app_session_text_drop_data (self->waiting);
  app_session_open (self->session, self->waiting, NULL); /* it was validated */
}

/* As at any start, there is nothing to undo. */
static void
opened_cb (const GError *error, gpointer data)
{
  AppAutosave *self = data;

  if (error != NULL)
    {
      complain (self, error->message);
      open_without_data (self);
    }
  forget_read (self);
  app_undo_clear (app_session_get_undo (self->session));
}

static void
open_run (AppAutosave *self)
{
  g_autoptr (GError) error = NULL;

  if (figure_provenance_needs_data (self->waiting))
    {
      app_session_load_and_open (self->session, self->waiting, opened_cb, self);
      return;
    }
  app_session_open (self->session, self->waiting, &error);
  opened_cb (error, self);
}

static void
restore (AppAutosave *self)
{
  GError *problem = NULL, *in_run = NULL;
  g_autoptr (GKeyFile) file = app_session_text_parse (self->read, self->length, &problem);
  FigureProvenance run;

  if (app_session_text_take_run (file, &run, &in_run))
    self->waiting = g_memdup2 (&run, sizeof run);
  note (&problem, in_run);
  restore_parts (self, file, &problem);
  if (problem != NULL)
    complain (self, problem->message);
  g_clear_error (&problem);
  if (self->waiting != NULL)
    open_run (self);
  else
    forget_read (self);
}

gboolean
app_autosave_restore (AppAutosave *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  forget_read (self);
  self->read_path = g_strdup (path);
  self->read = model_input_file_read (path, MODEL_KEY_FILE_MAX_BYTES, &self->length, &error);
  if (self->read != NULL)
    restore (self);
  else
    complain (self, error->message);
  app_autosave_touch (self);
  return TRUE;
}
