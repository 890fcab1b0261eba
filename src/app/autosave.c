/* Sessions as key files: the run and each pin as the text that exported files carry. */
#include "app/autosave.h"

#include "app/session_view.h"
#include "app/revival.h"
#include "model/file.h"
#include "plot/provenance.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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

static void
write_pins (GKeyFile *file, PlotPins *pins)
{
  for (int i = 0; i < plot_pins_count (pins); i++)
    {
      const ModelSnapshot *pin = plot_pins_get (pins, i);
      g_autofree char *group = g_strdup_printf ("pin %d", i + 1);
      g_autofree char *text = NULL;
      PlotProvenance provenance;

      plot_provenance_init (&provenance);
      provenance.experiment = pin->experiment;
      provenance.n_kicks = pin->n_kicks;
      for (int k = 0; k < pin->n_kicks; k++)
        provenance.kicks[k] = pin->kicks[k];
      text = plot_provenance_to_text (&provenance);
      g_key_file_set_string (file, group, "run", text);
      g_key_file_set_integer (file, group, "slot", plot_pins_get_slot (pins, i));
    }
}

static char *
make_text (AppSession *session)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *run = NULL;
  PlotProvenance provenance;

  app_session_get_provenance (session, &provenance);
  run = plot_provenance_to_text (&provenance);
  g_key_file_set_string (file, GROUP, "run", run);
  g_key_file_set_boolean (file, GROUP, "log_loss", provenance.view.log_loss);
  if (isfinite (provenance.view.playhead))
    g_key_file_set_double (file, GROUP, "playhead", provenance.view.playhead);
  g_key_file_set_integer (file, GROUP, "comparison", app_session_get_comparison_mode (session));
  g_key_file_set_integer (file, GROUP, "difference",
                          plot_pins_get_difference (app_session_get_pins (session)));
  write_pins (file, app_session_get_pins (session));
  return g_key_file_to_data (file, NULL, NULL);
}

/* Where the folder cannot be written, there is no autosave: nobody wants to hear of it at every
 * change. */
static void
write_now (AppAutosave *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path), *text = make_text (self->session);

  /* Its pins would be lost. */
  if (app_revival_is_pending (self->session))
    return;
  if (g_mkdir_with_parents (folder, 0700) == 0)
    model_file_replace (self->path, text, -1, NULL);
}

static gboolean
timeout_cb (gpointer data)
{
  AppAutosave *self = data;

  self->timeout = 0;
  write_now (self);
  return G_SOURCE_REMOVE;
}

/* Not put off by further changes: under a moving slider something is saved, too. */
static void
changed_cb (AppAutosave *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (APP_AUTOSAVE_DELAY_MS, timeout_cb, self);
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

static gboolean
read_run (GKeyFile *file, const char *group, PlotProvenance *provenance, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, group, "run", error);

  return text != NULL && plot_provenance_from_text (provenance, text, error);
}

static void
revive_pins (GKeyFile *file, AppSession *session)
{
  g_autoptr (AppRevival) revival = app_revival_new ();

  for (int i = 0; i < PLOT_PINS_MAX; i++)
    {
      g_autofree char *group = g_strdup_printf ("pin %d", i + 1);
      PlotProvenance provenance;

      /* A pin that is not readable any more is no reason to lose the others. */
      if (g_key_file_has_group (file, group) && read_run (file, group, &provenance, NULL))
        app_revival_add (revival, &provenance.experiment, provenance.kicks, provenance.n_kicks,
                         g_key_file_get_integer (file, group, "slot", NULL));
    }
  app_revival_start (g_steal_pointer (&revival), session,
                     g_key_file_get_integer (file, GROUP, "difference", NULL));
}

gboolean
app_autosave_restore (AppSession *session, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  PlotProvenance provenance;
  int mode;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error) ||
      !read_run (file, GROUP, &provenance, error))
    {
      g_prefix_error (error, _ ("The last session is not readable: "));
      return FALSE;
    }
  provenance.view.log_loss = g_key_file_get_boolean (file, GROUP, "log_loss", NULL);
  if (g_key_file_has_key (file, GROUP, "playhead", NULL))
    provenance.view.playhead = g_key_file_get_double (file, GROUP, "playhead", NULL);
  if (!app_session_open (session, &provenance, error))
    return FALSE;
  mode = g_key_file_get_integer (file, GROUP, "comparison", NULL);
  if (mode == PLOT_COMPARISON_FUSION || mode == PLOT_COMPARISON_SEEDS)
    app_session_set_comparison_mode (session, (PlotComparison) mode);
  revive_pins (file, session);
  return TRUE;
}
