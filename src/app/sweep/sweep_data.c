/* Data of sweeps in a slot of run/job_slot.h. */
#include "app/sweep/sweep_data.h"

#include "model/data/own_data.h"
#include "run/job_slot.h"
#include "run/sweep_files.h"

#include <glib/gi18n-lib.h>

RunSweep *
app_sweep_data_parse (const char *text, GError **error)
{
  g_autoptr (RunSweep) sweep = run_sweep_parse (text, error);

  if (sweep == NULL || sweep->n_cells <= APP_SWEEP_DATA_MAX_CELLS)
    return g_steal_pointer (&sweep);
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_RANGE,
               _ ("[sweep]: %d cells; the window shows up to %d, `plateau sweep` runs more"),
               sweep->n_cells, APP_SWEEP_DATA_MAX_CELLS);
  return NULL;
}

struct AppSweepData
{
  RunJobSlot *slot;
  AppSweepDataFunc loaded;
  gpointer data;
};

typedef struct
{
  RunSweep *sweep;
  GError *error;
} Job;

static void
compute_cb (gpointer data, const int *cancel)
{
  Job *self = data;

  run_sweep_files_load_data (self->sweep, cancel, &self->error);
}

static void
done_cb (gpointer job, gpointer data)
{
  const Job *done = job;
  const AppSweepData *self = data;

  self->loaded (done->error == NULL ? done->sweep : NULL, done->error, self->data);
}

static void
free_job (gpointer data)
{
  Job *self = data;

  run_sweep_unref (self->sweep);
  g_clear_error (&self->error);
  g_free (self);
}

AppSweepData *
app_sweep_data_new (AppSweepDataFunc loaded, gpointer data)
{
  static const RunJobClass klass = {
    .name = "sweep-data", .compute = compute_cb, .done = done_cb, .free = free_job
  };
  AppSweepData *self = g_new0 (AppSweepData, 1);

  self->slot = run_job_slot_new (&klass, 1, self);
  self->loaded = loaded;
  self->data = data;
  return self;
}

void
app_sweep_data_leave (AppSweepData *self)
{
  run_job_slot_leave (self->slot);
  g_free (self);
}

gboolean
app_sweep_data_load (AppSweepData *self, RunSweep *sweep)
{
  g_autoptr (ModelOwnData) own = sweep != NULL ? model_own_data_find (&sweep->base) : NULL;
  Job *job;

  run_job_slot_start (self->slot, NULL);
  if (sweep == NULL || own != NULL ||
      model_experiment_get_int (&sweep->base, MODEL_SOURCE) != MODEL_SOURCE_FILE)
    return FALSE;
  job = g_new0 (Job, 1);
  job->sweep = run_sweep_ref (sweep);
  run_job_slot_start (self->slot, job);
  return TRUE;
}
