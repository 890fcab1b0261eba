/* The thread that learns bases in the background: the newest request wins. */
#include "run/prober.h"

#include "model/step/compression.h"
#include "run/job_slot.h"

struct RunProber
{
  RunJobSlot *slot;
  ModelExperiment asked; /* the newest */
};

static void
probe (gpointer experiment, const int *cancel)
{
  model_compression_unref (model_compression_get (experiment, cancel));
}

static const RunJobClass probe_class = { "prober", TRUE, probe, NULL, g_free };

RunProber *
run_prober_new (void)
{
  RunProber *self = g_new0 (RunProber, 1);

  self->slot = run_job_slot_new (&probe_class, 1, NULL);
  return self;
}

void
run_prober_free (RunProber *self)
{
  if (self == NULL)
    return;
  run_job_slot_free (self->slot);
  g_free (self);
}

void
run_prober_ask (RunProber *self, const ModelExperiment *experiment)
{
  if (run_job_slot_is_busy (self->slot) &&
      model_experiment_has_same_network (&self->asked, experiment))
    return;
  self->asked = *experiment;
  run_job_slot_start (self->slot, g_memdup2 (experiment, sizeof *experiment));
}
