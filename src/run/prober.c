/* The thread that learns bases in the background: the newest request wins. */
#include "run/prober.h"

#include "model/step/compression.h"
#include "run/priority.h"

struct RunProber
{
  GThread *thread;
  GMutex lock; /* guards asked, quit, experiment, and clearing of cancel */
  GCond wake;
  gboolean asked, quit;
  ModelExperiment experiment; /* the newest asked about */
  int cancel;                 /* atomic; set where what is in hand is not wanted any more */
};

/* Whether a basis of one is a basis of the other. */
static gboolean
is_same_network (const ModelExperiment *a, const ModelExperiment *b)
{
  static const ModelKey keys[] = { MODEL_SOURCE, MODEL_INPUTS_A, MODEL_INPUTS_B,   MODEL_DEPTH,
                                   MODEL_FUSION, MODEL_DEPTH_A,  MODEL_DEPTH_B,    MODEL_WIDTH,
                                   MODEL_INIT,   MODEL_SEED,     MODEL_COMPRESSION };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (model_experiment_get (a, keys[i]) != model_experiment_get (b, keys[i]))
      return FALSE;
  return TRUE;
}

static gpointer
prober_thread (gpointer data)
{
  RunProber *self = data;

  run_priority_lower ();
  for (;;)
    {
      ModelExperiment experiment;

      g_mutex_lock (&self->lock);
      while (!self->asked && !self->quit)
        g_cond_wait (&self->wake, &self->lock);
      if (self->quit)
        {
          g_mutex_unlock (&self->lock);
          return NULL;
        }
      experiment = self->experiment;
      self->asked = FALSE;
      g_atomic_int_set (&self->cancel, 0);
      g_mutex_unlock (&self->lock);
      model_compression_unref (model_compression_get (&experiment, &self->cancel));
    }
}

RunProber *
run_prober_new (void)
{
  RunProber *self = g_new0 (RunProber, 1);

  model_experiment_init (&self->experiment);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("prober", prober_thread, self);
  return self;
}

void
run_prober_free (RunProber *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->quit = TRUE;
  g_atomic_int_set (&self->cancel, 1);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

void
run_prober_ask (RunProber *self, const ModelExperiment *experiment)
{
  g_mutex_lock (&self->lock);
  if (!is_same_network (&self->experiment, experiment))
    g_atomic_int_set (&self->cancel, 1);
  self->experiment = *experiment;
  self->asked = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}
