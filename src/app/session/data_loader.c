/* A slot of run/job_slot.h, and what is to be called. */
#include "app/session/data_loader.h"

#include "run/job_slot.h"

struct AppDataLoader
{
  RunJobSlot *slot;
  AppDataLoadFunc load;
};

typedef struct
{
  FigureProvenance provenance;
  AppDataLoadFunc load;
  AppDataLoadedFunc loaded;
  gpointer data;
  ModelOwnData *read; /* although it was refused */
  GError *error;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  model_own_data_unref (self->read);
  g_clear_error (&self->error);
  g_free (self);
}

static void
compute_cb (gpointer data, const int *cancel)
{
  Job *self = data;
  ModelCorrelations correlations;
  g_autoptr (ModelOwnData) before = model_own_data_find (&self->provenance.run.experiment);

  if (!self->load (&self->provenance, cancel, &self->error))
    {
      /* A table that can be read may be none for this run. */
      self->read = model_own_data_find (&self->provenance.run.experiment);
      if (self->read != NULL && !model_own_data_is_current (self->read))
        g_clear_pointer (&self->read, model_own_data_unref);
      if (before != NULL)
        model_own_data_keep (before);
      return;
    }
  /* They are looked at in the window, which is not to compute them. */
  model_moments_unref (
      model_own_data_dup_moments (&self->provenance.run.experiment, MODEL_OWN_TRAINING, NULL));
  model_own_data_get_correlations (&self->provenance.run.experiment, &correlations);
}

static void
done_cb (gpointer data, gpointer loader)
{
  const Job *self = data;

  self->loaded (&self->provenance, self->read, self->error, self->data);
}

AppDataLoader *
app_data_loader_new (void)
{
  static const RunJobClass class = {
    .name = "data", .compute = compute_cb, .done = done_cb, .free = job_free
  };
  AppDataLoader *self = g_new0 (AppDataLoader, 1);

  self->slot = run_job_slot_new (&class, 1, self);
  self->load = figure_provenance_load_data;
  return self;
}

void
app_data_loader_free (AppDataLoader *self)
{
  run_job_slot_leave (self->slot);
  g_free (self);
}

void
app_data_loader_set_load (AppDataLoader *self, AppDataLoadFunc load)
{
  self->load = load;
}

void
app_data_loader_start (AppDataLoader *self,
                       const FigureProvenance *provenance,
                       AppDataLoadedFunc loaded,
                       gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->provenance = *provenance;
  job->load = self->load;
  job->loaded = loaded;
  job->data = data;
  run_job_slot_start (self->slot, job);
}

void
app_data_loader_stop (AppDataLoader *self)
{
  run_job_slot_start (self->slot, NULL);
}

const char *
app_data_loader_get_path (AppDataLoader *self)
{
  const Job *job = run_job_slot_get (self->slot);

  return job != NULL ? model_experiment_get_text (&job->provenance.run.experiment, MODEL_FILE)
                     : NULL;
}
