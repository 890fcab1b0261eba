/* Data of a session's own: asked for, loaded, looked after. Hangs on the session, which knows no
 * more of it than its signal. */
#include "app/session/session_data.h"

#include "app/session/session_file.h"
#include "model/data/own_data.h"

#define DATA "app-data"

typedef struct
{
  AppSession *session; /* owns this */
  AppDataLoader *loader;
  char *error;

  /* Whether the loader only looks if a file is still as it was, when `own` was what is known of
   * it; and whether another run has begun since. */
  gboolean looks, looks_again;
  ModelOwnData *own;

  AppSessionOpenedFunc opened;
  gpointer opened_data;
} Data;

static void
free_data (gpointer data)
{
  Data *self = data;

  app_data_loader_free (self->loader);
  model_own_data_unref (self->own);
  g_free (self->error);
  g_free (self);
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

static void
ask (Data *self, const FigureProvenance *provenance, AppDataLoadedFunc loaded)
{
  self->looks = FALSE;
  app_data_loader_start (self->loader, provenance, loaded, self);
  set_error (self, NULL);
}

/* Looks whether the file that the run is trained on has changed since it was loaded. */
static void look (Data *self);

/* One that has changed is one that was chosen again. */
static void
looked_cb (const FigureProvenance *provenance, const GError *error, gpointer data)
{
  Data *self = data;
  const char *path = get_path (&provenance->run.experiment);
  g_autoptr (ModelOwnData) before = g_steal_pointer (&self->own);
  g_autoptr (ModelOwnData) now = model_own_data_find (&provenance->run.experiment);
  const gboolean is_present = path == get_path (app_session_get_experiment (self->session));

  self->looks = FALSE;
  if (is_present && error != NULL)
    set_error (self, error);
  else if (is_present && before != NULL && now != before)
    {
      app_session_restart (self->session);
      g_signal_emit_by_name (self->session, "experiment-changed");
    }
  else if (self->looks_again)
    look (self);
}

static void
look (Data *self)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  FigureProvenance asked;

  self->looks_again = self->looks;
  if (model_experiment_get_int (experiment, MODEL_SOURCE) != MODEL_SOURCE_FILE || self->looks ||
      app_session_get_loading (self->session) != NULL)
    return;
  figure_provenance_init (&asked);
  asked.run.experiment = *experiment;
  self->looks = TRUE;
  self->own = model_own_data_find (experiment);
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

/* What else was changed while the file was loaded stays so. */
static void
chosen_cb (const FigureProvenance *provenance, const GError *error, gpointer data)
{
  static const ModelKey keys[] = { MODEL_SOURCE, MODEL_INPUTS_A };
  static const ModelKey texts[] = { MODEL_FILE, MODEL_TARGET, MODEL_COLUMNS_A, MODEL_COLUMNS_B };
  Data *self = data;
  ModelExperiment changed = *app_session_get_experiment (self->session);
  g_autoptr (GError) refused = NULL;

  if (error == NULL)
    {
      const ModelExperiment *loaded = &provenance->run.experiment;

      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        model_experiment_set_text (&changed, texts[i], model_experiment_get_text (loaded, texts[i]),
                                   NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        model_experiment_set (&changed, keys[i], model_experiment_get (loaded, keys[i]), NULL);
      app_session_set_experiment (self->session, &changed, &refused);
    }
  set_error (self, error != NULL ? error : refused);
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
opened_cb (const FigureProvenance *provenance, const GError *error, gpointer data)
{
  Data *self = data;
  g_autoptr (GError) refused = NULL;

  if (error == NULL && !app_session_open (self->session, provenance, &refused))
    error = refused;
  set_error (self, error);
  self->opened (error, self->opened_data);
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

void
app_session_set_load (AppSession *session, AppDataLoadFunc load)
{
  app_data_loader_set_load (get_data (session)->loader, load);
}
