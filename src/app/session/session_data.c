/* Data of a session's own: asked for, loaded, looked after. Hangs on the session, which knows no
 * more of it than its signal. */
#include "app/session/session_data.h"

#include "app/session/session_file.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define DATA "app-data"

typedef struct
{
  AppSession *session; /* owns this */
  AppDataLoader *loader;
  char *error;
  ModelExperiment refused; /* of a table that was read, and makes no run */
  ModelOwnData *refused_own;

  gboolean looks;    /* the loader loads what nobody has asked for by name */
  ModelOwnData *own; /* what the run is trained on, or NULL */
  GFileMonitor *monitor;
  gboolean is_stale; /* the file is another one by now */

  AppSessionOpenedFunc opened;
  gpointer opened_data;
} Data;

static void
free_data (gpointer data)
{
  Data *self = data;

  app_data_loader_free (self->loader);
  g_clear_object (&self->monitor);
  model_own_data_unref (self->own);
  model_own_data_unref (self->refused_own);
  g_free (self->error);
  g_free (self);
}

void
app_session_tell_data (AppSession *session)
{
  app_session_restart (session);
  g_signal_emit_by_name (session, "experiment-changed");
}

static const char *
get_path (const ModelExperiment *experiment)
{
  return model_experiment_get_text (experiment, MODEL_FILE);
}

static void
set_error (Data *self, const GError *error)
{
  g_free (self->error);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  g_signal_emit_by_name (self->session, "data-changed");
}

/* A table may be read, and be none for a run until its columns are chosen. */
static void
note_refusal (Data *self, const ModelExperiment *loaded, ModelOwnData *read)
{
  model_own_data_unref (self->refused_own);
  self->refused_own = read != NULL ? model_own_data_ref (read) : NULL;
  self->refused = *loaded;
}

static void
ask (Data *self, const FigureProvenance *provenance, AppDataLoadedFunc loaded)
{
  self->looks = FALSE;
  g_clear_pointer (&self->refused_own, model_own_data_unref);
  app_data_loader_start (self->loader, provenance, loaded, self);
  set_error (self, NULL);
}

static gboolean
is_of (const ModelOwnData *own, const ModelExperiment *experiment)
{
  return own != NULL && own->path == get_path (experiment) &&
         own->decimal == model_experiment_get_int (experiment, MODEL_DECIMAL) &&
         model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE;
}

static void
check_file (Data *self)
{
  const gboolean is_stale = self->own != NULL && !model_own_data_is_current (self->own);

  if (is_stale == self->is_stale)
    return;
  self->is_stale = is_stale;
  g_signal_emit_by_name (self->session, "data-changed");
}

/* Whoever saves the file is heard of, whether he writes it or puts another in its place. */
static void
watch (Data *self)
{
  g_autoptr (GFile) file = self->own != NULL ? g_file_new_for_path (self->own->path) : NULL;

  g_clear_object (&self->monitor);
  if (file != NULL)
    self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (check_file), self);
}

/* Goes on with these data of the run's file, whatever becomes of it; or with none. */
static void
hold (Data *self, ModelOwnData *own)
{
  const gboolean is_other =
      g_strcmp0 (own != NULL ? own->path : NULL, self->own != NULL ? self->own->path : NULL) != 0;

  if (own != NULL)
    model_own_data_keep (own);
  if (own == self->own)
    return;
  model_own_data_unref (self->own);
  self->own = own != NULL ? model_own_data_ref (own) : NULL;
  if (is_other)
    watch (self);
  check_file (self);
}

/* What is held of the run's file, or else loaded. */
static ModelOwnData *
find (Data *self)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);

  if (is_of (self->own, experiment))
    return model_own_data_ref (self->own);
  if (model_experiment_get_int (experiment, MODEL_SOURCE) != MODEL_SOURCE_FILE)
    return NULL;
  return model_own_data_find (experiment);
}

static void look (Data *self);

static void
looked_cb (const FigureProvenance *provenance,
           ModelOwnData *read,
           const GError *error,
           gpointer data)
{
  Data *self = data;
  const ModelExperiment *present = app_session_get_experiment (self->session);
  g_autoptr (ModelOwnData) own = find (self);

  self->looks = FALSE;
  if (get_path (&provenance->run.experiment) != get_path (present))
    look (self);
  else if (error != NULL)
    set_error (self, error);
  else
    hold (self, own);
}

/* The run goes on with what is in memory; what nobody has loaded yet is loaded. */
static void
look (Data *self)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  g_autoptr (ModelOwnData) own = find (self);
  FigureProvenance asked;

  hold (self, own);
  if (own != NULL || model_experiment_get_int (experiment, MODEL_SOURCE) != MODEL_SOURCE_FILE ||
      self->looks || app_session_get_loading (self->session) != NULL)
    return;
  figure_provenance_init (&asked);
  asked.run.experiment = *experiment;
  self->looks = TRUE;
  app_data_loader_start (self->loader, &asked, looked_cb, self);
}

static Data *
get_data (AppSession *session)
{
  Data *self = g_object_get_data (G_OBJECT (session), DATA);

  if (self != NULL)
    return self;
  self = g_new0 (Data, 1);
  self->session = session;
  self->loader = app_data_loader_new ();
  g_object_set_data_full (G_OBJECT (session), DATA, self, free_data);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (look), self);
  return self;
}

/* A file that was read before, and can't be read any more. */
static void
tell_kept (Data *self, const GError *error)
{
  g_autoptr (GError) longer =
      g_error_new (error->domain, error->code, _ ("%s; the run goes on with what was read before"),
                   error->message);

  set_error (self, longer);
}

/* What held when a change began. */
typedef struct
{
  ModelOwnData *own;
  ModelExperiment experiment;
} Before;

/* Takes the data of a file that was loaded, as they are now. */
static Before
begin_change (Data *self, const ModelExperiment *loaded)
{
  g_autoptr (ModelOwnData) own = model_own_data_find (loaded);
  const Before before = { self->own != NULL ? model_own_data_ref (self->own) : NULL,
                          *app_session_get_experiment (self->session) };

  hold (self, own);
  return before;
}

/* A change that is refused leaves the data, too. */
static gboolean
end_change (Data *self, Before *before, gboolean accepted)
{
  if (!accepted)
    hold (self, before->own);
  else if (before->own != self->own &&
           model_experiment_equal (&before->experiment, app_session_get_experiment (self->session)))
    app_session_tell_data (self->session);
  model_own_data_unref (before->own);
  return accepted;
}

/* What else was changed while the file was loaded stays so. */
static gboolean
take_chosen (Data *self, const ModelExperiment *loaded, GError **error)
{
  static const ModelKey keys[] = { MODEL_SOURCE, MODEL_INPUTS_A };
  static const ModelKey texts[] = { MODEL_FILE, MODEL_TARGET, MODEL_COLUMNS_A, MODEL_COLUMNS_B };
  Before before = begin_change (self, loaded);
  ModelExperiment changed = before.experiment;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    model_experiment_set_text (&changed, texts[i], model_experiment_get_text (loaded, texts[i]),
                               NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    model_experiment_set (&changed, keys[i], model_experiment_get (loaded, keys[i]), NULL);
  return end_change (self, &before, app_session_set_experiment (self->session, &changed, error));
}

static void
chosen_cb (const FigureProvenance *provenance,
           ModelOwnData *read,
           const GError *error,
           gpointer data)
{
  Data *self = data;
  const ModelExperiment *loaded = &provenance->run.experiment;
  g_autoptr (GError) refused = NULL;

  if (error == NULL && !take_chosen (self, loaded, &refused))
    error = refused;
  if (error != NULL && self->own != NULL && self->own->path == get_path (loaded))
    {
      tell_kept (self, error);
      return;
    }
  note_refusal (self, loaded, read);
  set_error (self, error);
  g_clear_pointer (&self->refused_own, model_own_data_unref);
}

gboolean
app_session_choose_file (AppSession *session, const char *path, GError **error)
{
  FigureProvenance asked;
  ModelExperiment *experiment = &asked.run.experiment;

  figure_provenance_init (&asked);
  *experiment = *app_session_get_experiment (session);
  if (!model_experiment_set_text (experiment, MODEL_FILE, path, error))
    return FALSE;
  if (*path == '\0')
    {
      *experiment = *app_session_get_experiment (session);
      app_session_stop_loading (session);
      return model_own_data_set_file (experiment, path, NULL, error) &&
             app_session_set_experiment (session, experiment, error);
    }
  model_experiment_set (experiment, MODEL_SOURCE, MODEL_SOURCE_FILE, NULL);
  asked.splits_inputs = TRUE;
  ask (get_data (session), &asked, chosen_cb);
  return TRUE;
}

static void
opened_cb (const FigureProvenance *provenance,
           ModelOwnData *read,
           const GError *error,
           gpointer data)
{
  Data *self = data;
  g_autoptr (GError) refused = NULL;

  if (error == NULL)
    {
      Before before = begin_change (self, &provenance->run.experiment);

      end_change (self, &before, app_session_open (self->session, provenance, &refused));
      error = refused;
    }
  set_error (self, error);
  note_refusal (self, &provenance->run.experiment, read);
  self->opened (error, self->opened_data);
  g_clear_pointer (&self->refused_own, model_own_data_unref);
}

void
app_session_load_and_open (AppSession *session,
                           const FigureProvenance *provenance,
                           AppSessionOpenedFunc opened,
                           gpointer opened_data)
{
  Data *self = get_data (session);

  self->opened = opened;
  self->opened_data = opened_data;
  ask (self, provenance, opened_cb);
}

void
app_session_stop_loading (AppSession *session)
{
  Data *self = get_data (session);

  app_data_loader_stop (self->loader);
  self->looks = FALSE;
  set_error (self, NULL);
}

ModelOwnData *
app_session_take_refused (AppSession *session, ModelExperiment *experiment)
{
  Data *self = get_data (session);

  if (self->refused_own != NULL)
    *experiment = self->refused;
  return g_steal_pointer (&self->refused_own);
}

gboolean
app_session_has_refused (AppSession *session)
{
  return get_data (session)->refused_own != NULL;
}

const char *
app_session_get_loading (AppSession *session)
{
  Data *self = get_data (session);

  return self->looks ? NULL : app_data_loader_get_path (self->loader);
}

const char *
app_session_get_data_error (AppSession *session)
{
  return get_data (session)->error;
}

gboolean
app_session_is_data_stale (AppSession *session)
{
  return get_data (session)->is_stale;
}

void
app_session_read_data_again (AppSession *session)
{
  Data *self = get_data (session);

  if (self->own != NULL)
    app_session_choose_file (session, self->own->path, NULL); /* it was chosen before */
}

ModelOwnData *
app_session_dup_data (AppSession *session)
{
  return find (get_data (session));
}

void
app_session_put_data (AppSession *session, ModelOwnData *own)
{
  if (own != NULL)
    hold (get_data (session), own);
}

void
app_session_set_load (AppSession *session, AppDataLoadFunc load)
{
  app_data_loader_set_load (get_data (session)->loader, load);
}
