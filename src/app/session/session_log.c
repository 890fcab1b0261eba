/* A slot of run/job_slot.h that hangs on the session. */
#include "app/session/session_log.h"

#include "run/job_slot.h"
#include "study/log.h"

#define LOG "app-log"

typedef struct
{
  AppSession *session; /* owns this */
  RunJobSlot *slot;
  ModelExperiment asked; /* last */
  char *problem;
} Log;

typedef struct
{
  ModelExperiment experiment;
  GError *error;
} Job;

static void
job_free (gpointer data)
{
  g_clear_error (&((Job *) data)->error);
  g_free (data);
}

static void
compute_cb (gpointer data, const int *cancel)
{
  Job *self = data;

  study_log_unref (study_log_load (&self->experiment, cancel, &self->error));
}

static void
done_cb (gpointer data, gpointer log)
{
  const Job *job = data;
  Log *self = log;

  g_free (self->problem);
  self->problem = job->error != NULL ? g_strdup (job->error->message) : NULL;
  app_session_show_runs (self->session);
  g_signal_emit_by_name (self->session, "data-changed");
}

static const RunJobClass job_class = {
  .name = "log", .compute = compute_cb, .done = done_cb, .free = job_free
};

static void
log_free (gpointer data)
{
  Log *self = data;

  run_job_slot_leave (self->slot);
  g_free (self->problem);
  g_free (self);
}

static gboolean
is_asked (const Log *self, const ModelExperiment *experiment)
{
  static const ModelKey keys[] = { MODEL_LOG, MODEL_LOG_COLUMNS, MODEL_NAME_A, MODEL_NAME_B };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!model_experiment_equal_at (&self->asked, experiment, keys[i]))
      return FALSE;
  return TRUE;
}

static void
look (Log *self)
{
  const ModelExperiment *experiment = app_session_get_experiment (self->session);
  g_autoptr (StudyLog) known = study_log_find (experiment);
  const gboolean named = *model_experiment_get_text (experiment, MODEL_LOG) != '\0';
  Job *job;

  /* Asked for once: it is there, is being read, or cannot be. */
  if (is_asked (self, experiment) &&
      (!named || run_job_slot_is_busy (self->slot) || self->problem != NULL || known != NULL))
    return;
  self->asked = *experiment;
  g_clear_pointer (&self->problem, g_free);
  if (!named)
    {
      run_job_slot_start (self->slot, NULL);
      return;
    }
  job = g_new0 (Job, 1);
  job->experiment = *experiment;
  run_job_slot_start (self->slot, job);
}

void
app_session_follow_log (AppSession *session)
{
  Log *self = g_new0 (Log, 1);

  self->session = session;
  self->slot = run_job_slot_new (&job_class, 1, self);
  model_experiment_init (&self->asked);
  g_object_set_data_full (G_OBJECT (session), LOG, self, log_free);
  g_signal_connect_swapped (session, "experiment-changed", G_CALLBACK (look), self);
  look (self);
}

const char *
app_session_get_log_problem (AppSession *session)
{
  const Log *self = g_object_get_data (G_OBJECT (session), LOG);

  return self != NULL ? self->problem : NULL;
}
