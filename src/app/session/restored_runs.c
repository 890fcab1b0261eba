/* One job at a time, of what is missing first. Hangs on the session, which knows no more of it than
 * its signals. */
#include "app/session/restored_runs.h"

#include "app/base/clock.h"
#include "run/job_slot.h"
#include "run/recipe_training.h"

#include <glib/gi18n-lib.h>

#define RUNS "app-restored-runs"
#define SLOW_MS 300

typedef struct
{
  ModelRecipe recipe;
  ModelSnapshot *snapshot; /* NULL: not trained yet, or not at all: then */
  GError *error;
} Job;

typedef struct
{
  AppSession *session; /* owns this */
  RunJobSlot *jobs;
  gboolean has_ghost;
  ModelRecipe ghost, ghost_run; /* the run whose ghost that is */
  gboolean stopped;             /* ghost and parent are not to be trained */
  gboolean slow;
  guint timer; /* or 0 */
} Runs;

/* What is missing of a session, first the nearest to its run. */
typedef enum
{
  NOTHING = -3,
  PARENT,
  GHOST,
  FIRST_PIN /* 0, and the pins behind it */
} Place;

static void
job_free (gpointer data)
{
  Job *self = data;

  model_snapshot_unref (self->snapshot);
  g_clear_error (&self->error);
  g_free (self);
}

static void
compute_cb (gpointer data, const int *cancel)
{
  Job *self = data;

  self->snapshot = run_train_recipe (&self->recipe, cancel, &self->error);
}

static gboolean
needs_parent (Runs *self, ModelRecipe *out)
{
  const ModelRecipe *run = app_session_get_recipe (self->session);

  if (self->stopped || !run->is_fork ||
      app_session_get_compared (self->session)->fork_parent != NULL)
    return FALSE;
  model_recipe_init_parent (out, run);
  return TRUE;
}

static Place
find_missing (Runs *self, ModelRecipe *out)
{
  StudyPins *pins = app_session_get_pins (self->session);

  if (needs_parent (self, out))
    return PARENT;
  for (int i = 0; i < study_pins_count (pins); i++)
    if (study_pins_get (pins, i) == NULL && study_pins_get_problem (pins, i) == NULL)
      {
        *out = *study_pins_get_recipe (pins, i);
        return FIRST_PIN + i;
      }
  if (self->stopped || app_restored_runs_get_ghost (self->session) == NULL)
    return NOTHING;
  *out = self->ghost;
  return GHOST;
}

static void
end (Runs *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->slow)
    {
      self->slow = FALSE;
      g_signal_emit_by_name (self->session, "data-changed");
    }
}

static void
slow_cb (gpointer data)
{
  Runs *self = data;

  self->timer = 0;
  self->slow = TRUE;
  g_signal_emit_by_name (self->session, "data-changed");
}

/* Trains what is missing, unless that is what is being trained. */
static void
look_cb (Runs *self)
{
  const Job *present = run_job_slot_get (self->jobs);
  ModelRecipe missing;

  if (find_missing (self, &missing) == NOTHING)
    {
      if (present != NULL)
        run_job_slot_start (self->jobs, NULL);
      end (self);
      return;
    }
  if (present != NULL && model_recipe_equal (&present->recipe, &missing))
    return;
  Job *job = g_new0 (Job, 1);
  job->recipe = missing;
  run_job_slot_start (self->jobs, job);
  if (self->timer == 0 && !self->slow)
    self->timer = app_clock_call_later (SLOW_MS, slow_cb, self);
}

/* Of a run that cannot be trained, as data are gone or a parameter is none any more. */
static void
refuse (Runs *self, Place place, const GError *error)
{
  if (place >= FIRST_PIN)
    study_pins_set_problem (app_session_get_pins (self->session), place, error->message);
  else
    self->stopped = TRUE;
}

static void
put (Runs *self, Place place, ModelSnapshot *snapshot)
{
  if (place == PARENT)
    app_session_set_fork_parent (self->session, snapshot);
  else if (place == GHOST)
    {
      self->has_ghost = FALSE;
      app_session_set_ghost (self->session, snapshot);
    }
  else
    study_pins_set_trained (app_session_get_pins (self->session), place, snapshot);
}

static void
done_cb (gpointer data, gpointer runs)
{
  Runs *self = runs;
  const Job *job = data;
  AppUndo *undo = app_session_get_undo (self->session);
  ModelRecipe missing;
  const Place place = find_missing (self, &missing);

  if (place != NOTHING && model_recipe_equal (&job->recipe, &missing))
    {
      app_undo_set_silent (undo, TRUE);
      if (job->snapshot != NULL)
        put (self, place, job->snapshot);
      else
        refuse (self, place, job->error);
      app_session_show_runs (self->session);
      app_undo_set_silent (undo, FALSE);
    }
  look_cb (self);
}

static const RunJobClass job_class = { "restored-runs", FALSE, compute_cb, done_cb, job_free };

static void
free_runs (gpointer data)
{
  Runs *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  run_job_slot_leave (self->jobs);
  g_free (self);
}

static Runs *
get_runs (AppSession *session)
{
  Runs *self = g_object_get_data (G_OBJECT (session), RUNS);

  if (self != NULL)
    return self;
  self = g_new0 (Runs, 1);
  self->session = session;
  self->jobs = run_job_slot_new (&job_class, 1, self);
  g_object_set_data_full (G_OBJECT (session), RUNS, self, free_runs);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (look_cb), self);
  g_signal_connect_swapped (session, "view-changed", G_CALLBACK (look_cb), self);
  return self;
}

void
app_restored_runs_watch (AppSession *session)
{
  Runs *self = get_runs (session);

  self->stopped = FALSE;
  look_cb (self);
}

void
app_restored_runs_expect_ghost (AppSession *session, const ModelRecipe *ghost)
{
  Runs *self = get_runs (session);

  self->has_ghost = ghost != NULL;
  if (ghost != NULL)
    self->ghost = *ghost;
  self->ghost_run = *app_session_get_recipe (session);
}

const ModelRecipe *
app_restored_runs_get_ghost (AppSession *session)
{
  Runs *self = get_runs (session);

  if (!self->has_ghost ||
      study_compared_runs_get_ghost (app_session_get_compared (session)) != NULL ||
      !model_recipe_equal (&self->ghost_run, app_session_get_recipe (session)))
    return NULL;
  return &self->ghost;
}

gboolean
app_restored_runs_is_pending (AppSession *session)
{
  return run_job_slot_get (get_runs (session)->jobs) != NULL;
}

gboolean
app_restored_runs_is_slow (AppSession *session)
{
  return get_runs (session)->slow;
}

void
app_restored_runs_stop (AppSession *session)
{
  StudyPins *pins = app_session_get_pins (session);

  if (!app_restored_runs_is_pending (session))
    return;
  get_runs (session)->stopped = TRUE;
  for (int i = 0; i < study_pins_count (pins); i++)
    if (study_pins_get (pins, i) == NULL)
      study_pins_set_problem (pins, i, _ ("Its training was stopped"));
  app_session_show_runs (session);
}

void
app_restored_runs_retry (AppSession *session, int pin)
{
  StudyPins *pins = app_session_get_pins (session);

  if (pin < 0 || pin >= study_pins_count (pins))
    return;
  study_pins_set_problem (pins, pin, NULL);
  app_restored_runs_watch (session);
  app_session_show_runs (session);
}
