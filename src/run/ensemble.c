/* Many trainers, few threads: each takes the member that lags behind, trains a slice, puts it back.
 */
#include "run/ensemble.h"

#include "model/network/network.h"
#include "model/record/keyframes.h"
#include "num/cancel.h"
#include "run/job_slot.h"
#include "run/mailbox.h"
#include "run/slice.h"
#include "theory/init_scale.h"

/* Memory that members in training may take together; the others wait for their turn. */
#define MOST_BYTES (512u << 20)
/* Weights, their gradient, and one copy on the way. */
#define WEIGHT_COPIES 3

typedef struct
{
  ModelTrainer *trainer; /* of the thread that holds the member; NULL before and after training */
  RunMailbox *mailbox;
  gint64 slice;
  gint64 epoch;   /* trained so far; -1: not begun */
  gboolean held;  /* by a thread */
  gboolean ended; /* its last snapshot was posted, or there is none */
} Member;

/* One start: a job of all threads at once. */
typedef struct
{
  ModelExperiment experiment;
  RunEnsembleKind kind;
  int n;
  int most_open;
  int stop;    /* atomic; set once, before the job is cancelled: post what there is */
  GMutex lock; /* guards what threads choose by: of members, epoch, held, ended; and what follows */
  GCond wake;  /* a member was put back for good */
  int n_open;  /* members that have a trainer */
  int n_ended;
  Member members[RUN_ENSEMBLE_MAX];
} Batch;

struct RunEnsemble
{
  RunJobSlot *slot;
  int n_threads;
};

/* Members that differ in nothing but the fusion layer. FALSE where cancelled. */
static gboolean
set_fusion (ModelExperiment *member,
            const ModelExperiment *experiment,
            int fusion,
            const int *cancel)
{
  double scale;
  g_autoptr (ModelMoments) moments = NULL;

  model_experiment_set (member, MODEL_DEPTH_A, 0, NULL);
  model_experiment_set (member, MODEL_DEPTH_B, 0, NULL);
  model_experiment_set (member, MODEL_FUSION, fusion, NULL);
  moments = model_moments_compute_cancellable (experiment, cancel, NULL);
  if (moments == NULL)
    return !num_is_cancelled (cancel);
  scale = theory_init_scale_compute_cancellable (experiment, moments, cancel);
  return model_experiment_set (member, MODEL_INIT_SCALE, scale, NULL) && scale > 0;
}

static void
set_seed (ModelExperiment *member, const ModelExperiment *experiment, int i)
{
  const double least = model_parameter (MODEL_SEED)->minimum;
  const double span = model_parameter (MODEL_SEED)->maximum - least + 1;
  const double seed = model_experiment_get (experiment, MODEL_SEED) + i;

  model_experiment_set (member, MODEL_SEED, seed < least + span ? seed : seed - span, NULL);
}

/* FALSE where cancelled. */
static gboolean
make_member (ModelExperiment *member,
             const ModelExperiment *experiment,
             RunEnsembleKind kind,
             int i,
             const int *cancel)
{
  *member = *experiment;
  if (kind == RUN_ENSEMBLE_FUSION)
    return set_fusion (member, experiment, i + 1, cancel);
  set_seed (member, experiment, i);
  return TRUE;
}

static int
count_members (const ModelExperiment *experiment, RunEnsembleKind kind, int count)
{
  return kind == RUN_ENSEMBLE_FUSION ? model_experiment_get_int (experiment, MODEL_DEPTH)
                                     : CLAMP (count, 1, RUN_ENSEMBLE_MAX);
}

int
run_ensemble_get_member (const ModelExperiment *experiment,
                         RunEnsembleKind kind,
                         int count,
                         int i,
                         ModelExperiment *member)
{
  const int n = count_members (experiment, kind, count);

  if (i >= 0 && i < n)
    make_member (member, experiment, kind, i, NULL);
  return n;
}

static int
count_open (const ModelExperiment *experiment, int n_threads)
{
  ModelNetworkShape shape;
  double bytes;

  model_network_shape_from_experiment (&shape, experiment);
  bytes = WEIGHT_COPIES * (double) model_network_shape_n_weights (&shape) * sizeof (double) +
          MODEL_KEYFRAMES_MAX_BYTES;
  return MAX (n_threads, (int) (MOST_BYTES / bytes));
}

static Batch *
batch_new (const ModelExperiment *experiment, RunEnsembleKind kind, int count, int n_threads)
{
  Batch *self = g_new0 (Batch, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->experiment = *experiment;
  self->kind = kind;
  self->n = count_members (experiment, kind, count);
  self->most_open = count_open (experiment, n_threads);
  for (int i = 0; i < self->n; i++)
    self->members[i] = (Member){ .mailbox = run_mailbox_new (), .slice = 1, .epoch = -1 };
  return self;
}

static void
batch_free (gpointer data)
{
  Batch *self = data;

  for (int i = 0; i < self->n; i++)
    {
      model_trainer_free (self->members[i].trainer);
      run_mailbox_free (self->members[i].mailbox);
    }
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

/* The member that lags behind most; NULL where there is nothing to do. */
static Member *
choose (Batch *batch)
{
  Member *chosen = NULL;

  for (int i = 0; i < batch->n; i++)
    {
      Member *member = &batch->members[i];

      if (member->held || member->ended || (member->epoch < 0 && batch->n_open >= batch->most_open))
        continue;
      if (chosen == NULL || member->epoch < chosen->epoch)
        chosen = member;
    }
  return chosen;
}

static void
begin (Batch *batch, Member *member, const int *cancel)
{
  const int i = (int) (member - batch->members);
  ModelExperiment experiment;

  /* By the rule that single runs follow: a basis is computed first where it pays. */
  if (make_member (&experiment, &batch->experiment, batch->kind, i, cancel))
    member->trainer = theory_init_scale_new_trainer_compressed (&experiment, NULL, cancel, NULL);
}

/* One slice of a member that the thread holds. Returns TRUE once it has ended. */
static gboolean
train (Batch *batch, Member *member, const int *cancel)
{
  ModelTrainerStatus status = MODEL_TRAINER_RUNNING;
  gboolean stop, ended;
  ModelSnapshot *snapshot;

  if (member->trainer == NULL && !g_atomic_int_get (cancel))
    begin (batch, member, cancel);
  if (member->trainer == NULL)
    return TRUE;
  if (!g_atomic_int_get (cancel))
    status = run_slice_train (member->trainer, &member->slice, cancel);
  stop = g_atomic_int_get (&batch->stop);
  ended = stop || status != MODEL_TRAINER_RUNNING;
  if (!ended && !run_mailbox_is_empty (member->mailbox))
    return FALSE;
  snapshot = model_trainer_snapshot (member->trainer, 0);
  if (stop && snapshot->status == MODEL_TRAINER_RUNNING)
    snapshot->status = MODEL_TRAINER_STOPPED;
  run_mailbox_put (member->mailbox, snapshot);
  return ended;
}

/* Takes a member, trains it for a slice, puts it back. With the lock held, which is open meanwhile.
 */
static void
work (Batch *batch, Member *member, const int *cancel)
{
  gboolean ended;

  member->held = TRUE;
  batch->n_open += member->epoch < 0;
  g_mutex_unlock (&batch->lock);

  ended = train (batch, member, cancel);
  if (ended)
    g_clear_pointer (&member->trainer, model_trainer_free);

  g_mutex_lock (&batch->lock);
  member->held = FALSE;
  member->ended = ended;
  member->epoch = ended ? 0 : model_trainer_get_epoch (member->trainer);
  batch->n_open -= ended;
  batch->n_ended += ended;
}

/* A stopped batch posts what there is of each member, one that was replaced posts nothing. */
static gboolean
goes_on (const Batch *batch, const int *cancel)
{
  return batch->n_ended < batch->n &&
         (g_atomic_int_get (&batch->stop) || !g_atomic_int_get (cancel));
}

/* One thread's part. Where there is no member to choose, others hold some. */
static void
compute (gpointer data, const int *cancel)
{
  Batch *batch = data;

  g_mutex_lock (&batch->lock);
  while (goes_on (batch, cancel))
    {
      Member *member = choose (batch);

      if (member == NULL)
        g_cond_wait (&batch->wake, &batch->lock);
      else
        work (batch, member, cancel);
      if (member != NULL && (member->ended || !goes_on (batch, cancel)))
        g_cond_broadcast (&batch->wake);
    }
  g_mutex_unlock (&batch->lock);
}

static const RunJobClass batch_class = { "ensemble", TRUE, compute, NULL, batch_free };

RunEnsemble *
run_ensemble_new (int n_threads)
{
  RunEnsemble *self = g_new0 (RunEnsemble, 1);

  self->n_threads =
      n_threads > 0 ? n_threads : MIN ((int) g_get_num_processors (), RUN_ENSEMBLE_MAX);
  self->slot = run_job_slot_new (&batch_class, self->n_threads, NULL);
  return self;
}

void
run_ensemble_free (RunEnsemble *self)
{
  if (self == NULL)
    return;
  run_job_slot_free (self->slot);
  g_free (self);
}

void
run_ensemble_start (RunEnsemble *self,
                    const ModelExperiment *experiment,
                    RunEnsembleKind kind,
                    int count)
{
  run_job_slot_start (self->slot, batch_new (experiment, kind, count, self->n_threads));
}

void
run_ensemble_stop (RunEnsemble *self)
{
  Batch *batch = run_job_slot_get (self->slot);

  if (batch == NULL)
    return;
  g_atomic_int_set (&batch->stop, 1);
  run_job_slot_stop (self->slot);
}

void
run_ensemble_clear (RunEnsemble *self)
{
  run_job_slot_start (self->slot, NULL);
}

int
run_ensemble_count (RunEnsemble *self)
{
  const Batch *batch = run_job_slot_get (self->slot);

  return batch != NULL ? batch->n : 0;
}

ModelSnapshot *
run_ensemble_take_snapshot (RunEnsemble *self, int i)
{
  g_return_val_if_fail (i >= 0 && i < run_ensemble_count (self), NULL);

  return run_mailbox_take (((Batch *) run_job_slot_get (self->slot))->members[i].mailbox);
}

gboolean
run_ensemble_is_busy (RunEnsemble *self)
{
  return run_job_slot_is_busy (self->slot);
}
